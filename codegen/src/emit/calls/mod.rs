//! Calls: the client, its resources, and what their methods give.
//!
//! In: a planned item. Out: its tokens.

pub(super) mod by_status;
pub(super) mod call;
pub(super) mod client;
pub(super) mod headers;
pub(super) mod resource;
