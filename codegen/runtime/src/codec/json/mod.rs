//! JSON: the only reader of its texts, and the only writer.
//!
//! In: a text, or the view of a value. Out: names, strings and numbers one after the other, the
//! place of an error, or a text. Must not know models, serde's formats or bodies.

pub(super) mod decimal;
pub(super) mod depth;
pub(super) mod location;
pub(super) mod lookahead;
pub(super) mod read_error;
pub(super) mod reader;
pub(super) mod scan;
pub(super) mod strings;
pub(crate) mod text;
pub(super) mod write;
