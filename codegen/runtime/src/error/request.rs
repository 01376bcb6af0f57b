//! The error of a request that can't be sent.
//!
//! In: a message without secrets. Out: the error of a request that can't be sent. Must not
//! know how requests are sent.

use std::fmt;

use super::TokenError;

/// A request that can't be sent as it was put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError {
    message: String,
    token: Option<Box<TokenError>>,
}

impl RequestError {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            token: None,
        }
    }

    pub(crate) fn token(scheme: &str, error: TokenError) -> Self {
        Self {
            message: format!("no token for the security scheme `{scheme}`: {error}"),
            token: Some(Box::new(error)),
        }
    }

    /// The error of the token provider, if it returned no token.
    #[must_use]
    pub fn token_error(&self) -> Option<&TokenError> {
        self.token.as_deref()
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for RequestError {}
