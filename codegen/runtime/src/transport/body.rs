//! The body of a request or answer.
//!
//! In: bytes, or a stream of them. Out: the same, or the bytes collected up to a limit. Must not
//! know media types.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::TransportError;

#[cfg(not(target_arch = "wasm32"))]
type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;
#[cfg(target_arch = "wasm32")]
type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;

/// The body of a request or answer.
#[derive(Default)]
pub struct Body(Kind);

enum Kind {
    Bytes(Bytes),
    Stream(BoxStream),
}

impl Default for Kind {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Body {
    /// No body.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A body that comes in parts.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Kind::Stream(Box::pin(stream)))
    }

    /// A body that comes in parts.
    #[cfg(target_arch = "wasm32")]
    pub fn stream(stream: impl Stream<Item = Result<Bytes, TransportError>> + 'static) -> Self {
        Self(Kind::Stream(Box::pin(stream)))
    }

    /// The bytes, where they are there already.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes),
            Kind::Stream(_) => None,
        }
    }

    fn poll_part(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.0 {
            Kind::Stream(stream) => stream.as_mut().poll_next(cx),
            Kind::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
        }
    }

    /// Collects the bytes up to a limit, and says whether there were more.
    ///
    /// # Errors
    ///
    /// The body broke off.
    pub async fn collect(mut self, limit: usize) -> Result<(Bytes, bool), TransportError> {
        let mut first = Bytes::new();
        let mut all = BytesMut::new();
        loop {
            let part = std::future::poll_fn(|cx| self.poll_part(cx)).await;
            let Some(mut part) = part.transpose()? else {
                break;
            };
            let room = limit - first.len() - all.len();
            let more = part.len() > room;
            part.truncate(room);
            // One part is the usual case, and needs no copy.
            if first.is_empty() && all.is_empty() {
                first = part;
            } else {
                all.extend_from_slice(&std::mem::take(&mut first));
                all.extend_from_slice(&part);
            }
            if more {
                return Ok((join(first, all), true));
            }
        }
        Ok((join(first, all), false))
    }
}

fn join(first: Bytes, all: BytesMut) -> Bytes {
    if all.is_empty() { first } else { all.freeze() }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_part(cx)
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Kind::Bytes(bytes.into()))
    }
}

/// What a body holds may be secret, so only its length is shown.
impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Bytes(bytes) => write!(formatter, "Body({} bytes)", bytes.len()),
            Kind::Stream(_) => formatter.write_str("Body(stream)"),
        }
    }
}
