//! Why no credential could be fetched.
//!
//! In: a message without secrets. Out: the error of a provider. Must not know providers.

use std::fmt;

/// Why no credential could be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenError {
    message: String,
    code: Option<String>,
    transient: bool,
    timeout: bool,
}

impl TokenError {
    /// Trying again would not help. The message must not contain a secret.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: None,
            transient: false,
            timeout: false,
        }
    }

    /// Another time it could work. The message must not contain a secret.
    pub fn transient(message: impl Into<String>) -> Self {
        Self {
            transient: true,
            ..Self::new(message)
        }
    }

    /// A time limit ran out. Another time it could work.
    pub fn timeout(message: impl Into<String>) -> Self {
        Self {
            timeout: true,
            ..Self::transient(message)
        }
    }

    pub(crate) fn with_code(mut self, code: Option<String>) -> Self {
        self.code = code;
        self
    }

    /// The error code of the token endpoint, such as `invalid_grant` (RFC 6749, 5.2).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Whether a time limit ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.timeout
    }

    /// Whether it could work another time.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.transient
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for TokenError {}
