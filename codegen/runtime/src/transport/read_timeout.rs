//! The read timeout: the longest wait for the next chunk of a response.
//!
//! In: a transport and the longest wait for the head of a response or a chunk of its body. Out: a
//! transport whose responses fail where that takes longer. Must not know operations.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::{Body, BoxFuture, Transport, TransportError};

/// A transport that limits the wait for the head of a response and for each chunk of its body.
#[derive(Debug)]
pub(crate) struct ReadTimeout {
    transport: Arc<dyn Transport>,
    limit: Duration,
}

impl ReadTimeout {
    pub(crate) fn new(transport: Arc<dyn Transport>, limit: Duration) -> Self {
        Self { transport, limit }
    }

    /// The head of a response. The timeout restarts with each chunk of the request's body.
    async fn head(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let (request, sent) = watched(request);
        let mut response = self.transport.send(request);
        let mut timer = None;
        let mut before = 0;
        std::future::poll_fn(|cx| {
            loop {
                if let Poll::Ready(response) = response.as_mut().poll(cx) {
                    return Poll::Ready(response);
                }
                let timer = timer.get_or_insert_with(|| self.transport.sleep(self.limit));
                ready!(timer.as_mut().poll(cx));
                let now = sent.load(Ordering::Relaxed);
                if now == before {
                    return Poll::Ready(Err(TransportError::silent(self.limit)));
                }
                before = now;
                *timer = self.transport.sleep(self.limit);
            }
        })
        .await
    }
}

/// A request whose body counts its chunks as they are sent; bytes in memory are one chunk.
fn watched(request: http::Request<Body>) -> (http::Request<Body>, Arc<AtomicUsize>) {
    let sent = Arc::new(AtomicUsize::new(0));
    if request.body().as_bytes().is_some() {
        return (request, sent);
    }
    let request = request.map(|body| {
        let length = body.length();
        let sent = Arc::clone(&sent);
        let counted = Body::stream(Counted { body, sent });
        match length {
            Some(length) => counted.with_length(length),
            None => counted,
        }
    });
    (request, sent)
}

/// A body that counts its chunks.
struct Counted {
    body: Body,
    sent: Arc<AtomicUsize>,
}

impl Stream for Counted {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let piece = ready!(Pin::new(&mut self.body).poll_next(cx));
        self.sent.fetch_add(1, Ordering::Relaxed);
        Poll::Ready(piece)
    }
}

impl Transport for ReadTimeout {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let response = self.head(request).await?;
            Ok(response.map(|body| {
                if body.as_bytes().is_some() {
                    return body;
                }
                Body::stream(Pieces {
                    body,
                    transport: Arc::clone(&self.transport),
                    limit: self.limit,
                    timer: None,
                })
            }))
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(delay)
    }
}

/// The chunks of a body; the timer runs from one to the next while somebody waits.
struct Pieces {
    body: Body,
    transport: Arc<dyn Transport>,
    limit: Duration,
    timer: Option<BoxFuture<'static, ()>>,
}

impl Stream for Pieces {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Poll::Ready(piece) = Pin::new(&mut this.body).poll_next(cx) {
            this.timer = None;
            return Poll::Ready(piece);
        }
        let timer = this.timer.get_or_insert_with(|| {
            let (transport, limit) = (Arc::clone(&this.transport), this.limit);
            Box::pin(async move { transport.sleep(limit).await })
        });
        timer.as_mut().poll(cx).map(|()| {
            // What hangs is not worth waiting for another time.
            this.body = Body::empty();
            Some(Err(TransportError::silent(this.limit)))
        })
    }
}
