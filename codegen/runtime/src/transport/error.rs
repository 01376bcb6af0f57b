//! Why no answer came.
//!
//! In: the error of a transport. Out: one type that tells whether the request can have had an
//! effect. Must not show URLs, which can hold keys.

use std::error::Error;
use std::fmt;

type Source = Box<dyn Error + Send + Sync>;

/// Why no complete answer came.
#[derive(Debug)]
pub struct TransportError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    source: Source,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Connect,
    Refused,
    Interrupted,
    Redirect,
    TooLarge,
    Timeout,
    Other,
}

impl TransportError {
    fn new(kind: Kind, source: impl Into<Source>) -> Self {
        let source = source.into();
        Self(Box::new(Inner { kind, source }))
    }

    /// No connection was made, so the server can't have seen the request.
    pub fn connect(source: impl Into<Source>) -> Self {
        Self::new(Kind::Connect, source)
    }

    /// The server said that it did not act on the request, and would on another connection: HTTP/2's `REFUSED_STREAM`, or
    /// a `GOAWAY` before the request (RFC 9113, 8.7).
    pub fn refused(source: impl Into<Source>) -> Self {
        Self::new(Kind::Refused, source)
    }

    /// The connection broke after the request was sent or while it was.
    pub fn interrupted(source: impl Into<Source>) -> Self {
        Self::new(Kind::Interrupted, source)
    }

    /// Anything that would happen again.
    pub fn other(source: impl Into<Source>) -> Self {
        Self::new(Kind::Other, source)
    }

    pub(crate) fn redirect(source: impl Into<Source>) -> Self {
        Self::new(Kind::Redirect, source)
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("it has more than the limit of {limit} bytes");
        Self::new(Kind::TooLarge, message)
    }

    pub(crate) fn timeout(limit: std::time::Duration) -> Self {
        Self::new(Kind::Timeout, format!("nothing came for {limit:?}"))
    }

    /// Whether the answer stopped coming for longer than the client waits.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == Kind::Timeout
    }

    /// The same of a request whose call has had its effect already.
    pub(crate) fn after_effect(mut self) -> Self {
        if matches!(self.0.kind, Kind::Connect | Kind::Refused) {
            self.0.kind = Kind::Interrupted;
        }
        self
    }

    /// What happened, without what kind of failure that is.
    #[cfg(feature = "reqwest")]
    pub(crate) fn reason(&self) -> String {
        self.0.source.to_string()
    }

    /// Whether no connection was made.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.kind == Kind::Connect
    }

    /// Whether the server said that it did not act on the request.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.0.kind == Kind::Refused
    }

    /// Whether the answer was larger than the client allows.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.0.kind == Kind::TooLarge
    }

    /// Whether a redirect could not be followed.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        self.0.kind == Kind::Redirect
    }

    /// Whether the same request could succeed another time.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self.0.kind,
            Kind::Connect | Kind::Refused | Kind::Interrupted | Kind::Timeout
        )
    }
}

/// The innermost reason is told, too: `connection refused` says more than what was attempted.
impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.0.kind {
            Kind::Connect => "no connection could be made",
            Kind::Refused => "the server did not take the request",
            Kind::Interrupted => "the connection broke off",
            Kind::Redirect => "a redirect was not followed",
            Kind::TooLarge => "the answer is too large",
            Kind::Timeout => "the answer stopped coming",
            Kind::Other => "the request failed",
        };
        let mut reason: &dyn Error = &*self.0.source;
        while let Some(source) = reason.source() {
            reason = source;
        }
        write!(formatter, "{what}: {reason}")
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0.source)
    }
}
