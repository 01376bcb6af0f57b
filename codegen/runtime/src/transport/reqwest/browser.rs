//! `fetch` and the clock of a browser, or of another host of `wasm32-unknown-unknown` that has
//! them.
//!
//! In: a request. Out: the response, its body still to be read. A browser takes a body only as a
//! whole, follows redirects by itself, and doesn't say whether a request that failed was sent. Must
//! not know operations.

use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH};

use super::convert;
use crate::transport::{Body, TransportError};

pub(super) fn builder(_: Duration) -> reqwest::ClientBuilder {
    reqwest::Client::builder()
}

/// A browser takes addresses as they are.
#[derive(Clone, Debug, Default)]
pub(super) struct Urls;

pub(super) async fn send(
    client: &reqwest::Client,
    _: &Urls,
    request: http::Request<Body>,
) -> Result<http::Response<Body>, TransportError> {
    let (parts, body) = request.into_parts();
    let (body, _) = body.collect(usize::MAX).await?;
    let request = http::Request::from_parts(parts, body);
    let request = reqwest::Request::try_from(request).map_err(convert)?;
    let received = client.execute(request).await.map_err(convert)?;
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = received.status();
    *response.headers_mut() = received.headers().clone();
    // A browser decodes the content coding of bodies itself.
    if response.headers_mut().remove(CONTENT_ENCODING).is_some() {
        response.headers_mut().remove(CONTENT_LENGTH);
    }
    *response.body_mut() = Body::stream(Received(Box::pin(received.bytes_stream())));
    Ok(response)
}

pub(super) async fn sleep(delay: Duration) {
    // The clock of browsers counts milliseconds in 31 bits, and what is longer would be no time at
    // all.
    let longest = Duration::from_millis(i32::MAX as u64);
    let mut left = delay;
    while !left.is_zero() {
        let now = left.min(longest);
        let millis = u32::try_from(now.as_millis()).unwrap_or(u32::MAX);
        gloo_timers::future::TimeoutFuture::new(millis).await;
        left -= now;
    }
}

pub(super) fn is_connect(_: &reqwest::Error) -> bool {
    false
}

/// `fetch` doesn't say it.
pub(super) fn is_refused(_: &reqwest::Error) -> bool {
    false
}

/// The chunks of a body as they arrive.
struct Received<S>(Pin<Box<S>>);

impl<S: Stream<Item = reqwest::Result<Bytes>>> Stream for Received<S> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let part = ready!(self.0.as_mut().poll_next(cx));
        Poll::Ready(part.map(|part| part.map_err(convert)))
    }
}
