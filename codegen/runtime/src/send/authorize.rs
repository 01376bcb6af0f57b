//! The credentials of an attempt that a provider fetches.
//!
//! In: what is sent, and what the server refused. Out: the same with the credentials in it. Must
//! not know providers.

use std::sync::Arc;

use super::outcome::Failure;
use super::prepare::Prepared;
use crate::policy::auth::{self, Token};
use crate::policy::prepared_request::PreparedRequest;
use crate::request::Request;
use crate::transport::{TransportError, within};

/// Fetches what is missing and adds it. `tokens` are those that the server refused, and then those
/// that were added.
pub(super) async fn authorize(
    request: &Request,
    prepared: &Prepared,
    tokens: &mut Vec<Token>,
) -> Result<Arc<PreparedRequest>, Failure> {
    if prepared.fetched.is_empty() {
        return Ok(Arc::clone(&prepared.request));
    }
    *tokens = Box::pin(fetch(request, prepared, tokens)).await?;
    auth::with_fetched(&prepared.request, &prepared.fetched, tokens).map_err(Failure::Request)
}

/// A read timeout of the call's own ends its wait, while the fetch goes on.
async fn fetch(
    request: &Request,
    prepared: &Prepared,
    refused: &[Token],
) -> Result<Vec<Token>, Failure> {
    let client = &request.client.inner;
    let tokens = auth::fetch(|| client.origin(), &prepared.fetched, refused);
    let Some(limit) = request.read_timeout.or(None) else {
        return tokens.await.map_err(Failure::Request);
    };
    match within(&*client.transport, limit, tokens).await {
        Some(tokens) => tokens.map_err(Failure::Request),
        None => Err(Failure::Transport(TransportError::silent(limit))),
    }
}
