//! Calls: the client, its resources, and the types that their methods return.
//!
//! In: a planned item. Out: its tokens.

pub(super) mod by_status;
pub(super) mod call;
pub(super) mod client;
pub(super) mod headers;
mod required;
pub(super) mod resource;
