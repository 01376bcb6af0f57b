//! Names: the only maker of Rust identifiers.
//!
//! In: what a document calls a thing. Out: identifiers that are valid, in Rust's case and unique in
//! their scope. Must not know what the things are, nor tokens.

mod case;
mod change;
mod keywords;
mod ledger;
mod lock;
mod method;
#[cfg(test)]
mod rows;
mod scope;
mod words;

pub use self::lock::{Lock, Locks, Section};
pub(crate) use self::{
    case::{pascal, sentence, snake},
    keywords::escape as escaped,
    ledger::{Conflict, Ledger},
    method::{
        Changed, MethodName, MethodSource, is_version, method_name, shared_path, shared_prefix,
        without_number,
    },
    scope::{Case, Scope, Wish, is_name},
    words::{alike, singular, words},
};
