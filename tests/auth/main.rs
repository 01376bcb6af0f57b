//! Tokens that are fetched: the golden case `oauth` against a token endpoint on loopback, and the
//! finer points without a network.

mod endpoint;
mod tokens;
