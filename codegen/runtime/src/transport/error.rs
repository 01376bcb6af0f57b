//! Why no response came.
//!
//! In: the error of a transport. Out: one type that says whether the request can have had an
//! effect. Must not show URLs, which can contain keys.

use std::error::Error;
use std::fmt;
use std::io;
use std::time::Duration;

type Source = Box<dyn Error + Send + Sync>;

/// Why no complete response came.
#[derive(Debug)]
pub struct TransportError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    source: Source,
    /// What else the error says.
    note: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ErrorKind {
    Connect,
    Refused,
    Interrupted,
    Redirect,
    TooLarge,
    Timeout,
    Other,
}

impl TransportError {
    fn new(kind: ErrorKind, source: impl Into<Source>) -> Self {
        let source = source.into();
        let note = None;
        Self(Box::new(Inner { kind, source, note }))
    }

    /// No connection was made, so the server can't have seen the request.
    pub fn connect(source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Connect, source)
    }

    /// The server said that it did not act on the request, and would on another connection:
    /// HTTP/2's `REFUSED_STREAM`, or a `GOAWAY` before the request (RFC 9113, 8.7).
    pub fn refused(source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Refused, source)
    }

    /// The connection broke after the request was sent or while it was.
    pub fn interrupted(source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Interrupted, source)
    }

    /// A time limit ran out after the request was sent or while it was.
    ///
    /// For a transport with its own time limit. The request is retried like one whose connection
    /// was lost.
    pub fn timeout(source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Timeout, source)
    }

    /// Anything that would happen again.
    ///
    /// Where the source or one below it says that a time limit ran out (see
    /// [`is_timeout`](Self::is_timeout)), this is [`timeout`](Self::timeout).
    pub fn other(source: impl Into<Source>) -> Self {
        let source = source.into();
        let kind = if is_time_limit(&*source) {
            ErrorKind::Timeout
        } else {
            ErrorKind::Other
        };
        Self::new(kind, source)
    }

    /// The error of a layer around a transport: the transport's own error, if it is among the
    /// sources.
    #[cfg(feature = "tower")]
    pub(crate) fn of_layer(source: Source) -> Self {
        let mut next: Option<&(dyn Error + 'static)> = Some(&*source);
        while let Some(error) = next {
            if let Some(own) = error.downcast_ref::<Self>() {
                return Self::new(own.0.kind, source);
            }
            next = error.source();
        }
        Self::other(source)
    }

    pub(crate) fn redirect(source: impl Into<Source>) -> Self {
        Self::new(ErrorKind::Redirect, source)
    }

    pub(crate) fn too_large(limit: usize) -> Self {
        let message = format!("it has more than the limit of {limit} bytes");
        Self::new(ErrorKind::TooLarge, message)
    }

    pub(crate) fn silent(limit: Duration) -> Self {
        Self::timeout(format!("nothing came for {limit:?} (`read_timeout`)"))
    }

    pub(crate) fn attempt(limit: Duration) -> Self {
        Self::timeout(format!(
            "no complete response within {limit:?} (`attempt_timeout`)"
        ))
    }

    pub(crate) fn over() -> Self {
        Self::timeout("the time of the call or attempt was up")
    }

    /// Whether a time limit ran out, set by any side: one of the client's, one of `reqwest` for a
    /// connection or for all of a request, a layer of `tower` or tokio's `timeout`, or the system's
    /// ([`TimedOut`](io::ErrorKind::TimedOut)). All sources of the error are searched.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.kind == ErrorKind::Timeout || is_time_limit(&*self.0.source)
    }

    /// The same, and at its end why nothing could be done about it.
    pub(crate) fn with_note(mut self, note: String) -> Self {
        self.0.note = Some(note);
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
        self.0.kind == ErrorKind::Connect
    }

    /// Whether the server said that it did not act on the request.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.0.kind == ErrorKind::Refused
    }

    /// Whether the response was larger than the client allows.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.0.kind == ErrorKind::TooLarge
    }

    /// Whether a redirect could not be followed.
    #[must_use]
    pub fn is_redirect(&self) -> bool {
        self.0.kind == ErrorKind::Redirect
    }

    /// Whether the same request could succeed another time.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        matches!(
            self.0.kind,
            ErrorKind::Connect | ErrorKind::Refused | ErrorKind::Interrupted | ErrorKind::Timeout
        )
    }
}

/// The innermost source is shown, too: `connection refused` says more than what was attempted.
impl fmt::Display for TransportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.0.kind {
            ErrorKind::Connect => "no connection could be made",
            ErrorKind::Refused => "the server did not take the request",
            ErrorKind::Interrupted => "the connection broke off",
            ErrorKind::Redirect => "a redirect was not followed",
            ErrorKind::TooLarge => "the response is too large",
            ErrorKind::Timeout => "it took too long",
            ErrorKind::Other => "the request failed",
        };
        let mut reason: &dyn Error = &*self.0.source;
        while let Some(source) = reason.source() {
            reason = source;
        }
        write!(formatter, "{what}: {reason}")?;
        match &self.0.note {
            Some(note) => write!(formatter, "; {note}"),
            None => Ok(()),
        }
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&*self.0.source)
    }
}

/// Whether an error or one of its sources says that a time limit ran out.
fn is_time_limit(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if let Some(own) = error.downcast_ref::<TransportError>() {
            return own.is_timeout();
        }
        if let Some(system) = error.downcast_ref::<io::Error>() {
            // What it was made from is not among its sources.
            let inner = system.get_ref().is_some_and(|inner| is_time_limit(inner));
            if inner || system.kind() == io::ErrorKind::TimedOut {
                return true;
            }
        }
        #[cfg(feature = "tower")]
        if error.is::<tower::timeout::error::Elapsed>() {
            return true;
        }
        #[cfg(feature = "reqwest")]
        if error.is::<tokio::time::error::Elapsed>()
            || error
                .downcast_ref::<reqwest::Error>()
                .is_some_and(reqwest::Error::is_timeout)
        {
            return true;
        }
        next = error.source();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An error of a layer that keeps what it met as its source.
    #[derive(Debug)]
    struct Layer(Source);

    impl fmt::Display for Layer {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("a layer failed")
        }
    }

    impl Error for Layer {
        fn source(&self) -> Option<&(dyn Error + 'static)> {
            Some(&*self.0)
        }
    }

    fn timed_out() -> io::Error {
        io::Error::from(io::ErrorKind::TimedOut)
    }

    #[test]
    fn a_time_limit_of_any_side_is_a_timeout() {
        let sources: [Source; 6] = [
            timed_out().into(),
            Layer(timed_out().into()).into(),
            io::Error::other(Layer(timed_out().into())).into(),
            TransportError::timeout("mine").into(),
            Layer(TransportError::silent(Duration::from_secs(1)).into()).into(),
            io::Error::other(TransportError::timeout("mine")).into(),
        ];
        for source in sources {
            let error = TransportError::other(source);
            assert!(error.is_timeout() && error.is_transient(), "{error:?}");
        }
        #[cfg(feature = "tower")]
        {
            let error = TransportError::other(tower::timeout::error::Elapsed::new());
            assert!(error.is_timeout() && error.is_transient(), "{error:?}");
        }
        let connect = TransportError::connect(timed_out());
        assert!(connect.is_timeout() && connect.is_connect());
        for error in [
            TransportError::other("no"),
            TransportError::other(io::Error::other("no")),
            TransportError::interrupted(io::Error::from(io::ErrorKind::ConnectionReset)),
        ] {
            assert!(!error.is_timeout(), "{error:?}");
        }
    }

    #[cfg(feature = "tower")]
    #[test]
    fn the_error_of_a_transport_is_known_below_layers() {
        let wrapped = Layer(TransportError::connect("refused").into());
        assert!(TransportError::of_layer(wrapped.into()).is_connect());
        let other = Layer(TransportError::other("no").into());
        assert!(!TransportError::of_layer(other.into()).is_transient());
    }
}
