//! What a test's server responds.
//!
//! In: a status, headers and a body, or a fault. Out: the response as a transport returns it. Must
//! not know requests.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::StatusCode;
use serde::Serialize;

use crate::transport::{Body, TransportError};

/// What a test's server responds.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(String, String)>,
    body: Bytes,
    fault: Option<Fault>,
    delay: Option<Duration>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Refused,
    Interrupted,
    Never,
    /// The body breaks off at its end.
    Truncated,
    /// The body never ends.
    Stalled,
}

impl Reply {
    fn new(status: u16, body: impl Into<Bytes>) -> Self {
        Self {
            status,
            headers: Vec::new(),
            body: body.into(),
            fault: None,
            delay: None,
        }
    }

    fn faulty(fault: Fault) -> Self {
        Self {
            fault: Some(fault),
            ..Self::new(200, Bytes::new())
        }
    }

    /// A status and no body.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::new(status, Bytes::new())
    }

    /// A JSON body; a value that can't be written becomes an empty one.
    #[must_use]
    pub fn json<T: Serialize + ?Sized>(status: u16, body: &T) -> Self {
        let body = serde_json::to_vec(body).unwrap_or_default();
        Self::new(status, body).header("content-type", "application/json")
    }

    /// A text body.
    #[must_use]
    pub fn text(status: u16, body: impl Into<String>) -> Self {
        Self::new(status, body.into()).header("content-type", "text/plain; charset=utf-8")
    }

    /// A body of any media type.
    #[must_use]
    pub fn bytes(status: u16, media_type: &str, body: impl Into<Bytes>) -> Self {
        Self::new(status, body).header("content-type", media_type)
    }

    /// No connection is made.
    #[must_use]
    pub fn refused() -> Self {
        Self::faulty(Fault::Refused)
    }

    /// The connection is lost before a response arrives.
    #[must_use]
    pub fn interrupted() -> Self {
        Self::faulty(Fault::Interrupted)
    }

    /// No response ever arrives, so that the call times out.
    #[must_use]
    pub fn never() -> Self {
        Self::faulty(Fault::Never)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The body breaks off at its end.
    #[must_use]
    pub fn truncated(mut self) -> Self {
        self.fault = Some(Fault::Truncated);
        self
    }

    /// The body never ends, so that the call's timeout ends it.
    #[must_use]
    pub fn stalled(mut self) -> Self {
        self.fault = Some(Fault::Stalled);
        self
    }

    /// The response takes that long. No real time passes, but a call with a shorter timeout fails.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = Some(delay);
        self
    }

    pub(super) fn delay(&self) -> Option<Duration> {
        self.delay
    }

    pub(super) async fn play(self) -> Result<http::Response<Body>, TransportError> {
        match self.fault {
            Some(Fault::Refused) => return Err(TransportError::connect("connection refused")),
            Some(Fault::Interrupted) => {
                return Err(TransportError::interrupted("connection reset"));
            }
            Some(Fault::Never) => return std::future::pending().await,
            Some(Fault::Truncated | Fault::Stalled) | None => {}
        }
        let status = StatusCode::from_u16(self.status).map_err(TransportError::other)?;
        let body = match self.fault {
            None => Body::from(self.body),
            Some(fault) => Body::stream(Broken(Some(self.body), fault)),
        };
        let mut response = http::Response::builder().status(status);
        for (name, value) in self.headers {
            response = response.header(name, value);
        }
        response.body(body).map_err(TransportError::other)
    }
}

/// A body that doesn't end as it should.
struct Broken(Option<Bytes>, Fault);

impl Stream for Broken {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match self.0.take() {
            Some(bytes) => Poll::Ready(Some(Ok(bytes))),
            None if self.1 == Fault::Stalled => Poll::Pending,
            None => Poll::Ready(Some(Err(TransportError::interrupted(
                "the body ended too early",
            )))),
        }
    }
}
