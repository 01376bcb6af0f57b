//! The rules that a request is sent by: with which credentials, how often, where to, and what of it
//! is shown.
//!
//! In: a request, a response, and what the user set. Out: what follows. Must not know calls.

pub(crate) mod auth;
pub(crate) mod prepared_request;
pub(crate) mod redirect;
pub(crate) mod repeated;
pub(crate) mod retry;
