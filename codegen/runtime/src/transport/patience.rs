//! The time limit between two pieces of an answer's body.
//!
//! In: a transport and how long a piece may take. Out: a transport whose answers break off where the next piece
//! takes longer. Must not know operations.

use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::{Body, BoxFuture, Transport, TransportError};

/// A transport that waits only so long for each piece of a body.
#[derive(Debug)]
pub(crate) struct Patience {
    transport: Arc<dyn Transport>,
    limit: Duration,
}

impl Patience {
    pub(crate) fn new(transport: Arc<dyn Transport>, limit: Duration) -> Self {
        Self { transport, limit }
    }
}

impl Transport for Patience {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let response = self.transport.send(request).await?;
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

/// The pieces of a body; the clock runs from one to the next while somebody waits.
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
