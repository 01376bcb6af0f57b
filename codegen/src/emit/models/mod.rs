//! Models: the types of the document, and their attributes.
//!
//! In: a planned item. Out: its tokens.

pub(super) mod alias;
pub(super) mod constant;
mod constraint;
mod derived;
pub(super) mod enumeration;
pub(super) mod newtype;
pub(super) mod struct_;
pub(super) mod union;
