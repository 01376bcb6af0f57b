//! Compressed bodies of requests.
//!
//! In: a body. Out: the same in gzip (RFC 1952). Must not know requests.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use futures_core::Stream;

use crate::transport::{Body, TransportError};

/// Bytes in gzip; none where that is not shorter.
pub(crate) fn compressed(bytes: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).ok()?;
    let compressed = encoder.finish().ok()?;
    (compressed.len() < bytes.len()).then(|| compressed.into())
}

/// A body in gzip, part by part.
pub(crate) struct Gzip {
    body: Body,
    /// None when all has been compressed.
    encoder: Option<GzEncoder<Vec<u8>>>,
}

impl Gzip {
    pub(crate) fn new(body: Body) -> Self {
        let encoder = GzEncoder::new(Vec::new(), Compression::default());
        Self {
            body,
            encoder: Some(encoder),
        }
    }

    /// Compresses a part, or what is left at the end.
    fn take(&mut self, part: Option<Bytes>) -> io::Result<Vec<u8>> {
        match (part, &mut self.encoder) {
            (Some(part), Some(encoder)) => {
                encoder.write_all(&part)?;
                Ok(std::mem::take(encoder.get_mut()))
            }
            _ => self
                .encoder
                .take()
                .map_or(Ok(Vec::new()), GzEncoder::finish),
        }
    }
}

impl Stream for Gzip {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while self.encoder.is_some() {
            let part = match ready!(Pin::new(&mut self.body).poll_next(cx)) {
                Some(Err(error)) => {
                    self.encoder = None;
                    return Poll::Ready(Some(Err(error)));
                }
                Some(Ok(part)) => Some(part),
                None => None,
            };
            match self.take(part) {
                Ok(part) if part.is_empty() => {}
                Ok(part) => return Poll::Ready(Some(Ok(part.into()))),
                Err(error) => {
                    self.encoder = None;
                    let message = format!("the request's body can't be compressed: {error}");
                    return Poll::Ready(Some(Err(TransportError::other(message))));
                }
            }
        }
        Poll::Ready(None)
    }
}
