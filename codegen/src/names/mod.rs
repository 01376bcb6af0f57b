//! Names: the only maker of Rust identifiers.
//!
//! In: what a document calls a thing. Out: identifiers that are valid, in Rust's case and unique in
//! their scope. Must not know what the things are, nor tokens.

mod case;
mod keywords;
mod method;
mod noun;
mod scope;
mod words;

pub use self::{
    case::{pascal, sentence, snake},
    keywords::escape as escaped,
    method::{MethodName, MethodSource, is_version, method_name},
    scope::{Case, Scope},
    words::{alike, singular, spelled, words},
};
