//! Sockets, rustls, and tokio's clock.
//!
//! In: a request. Out: the response, its body still to be read. Must not know operations.

#[path = "urls.rs"]
mod urls;

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body as _, Frame, SizeHint};

pub(super) use self::urls::Urls;
use super::convert;
use crate::transport::{Body, TransportError};

pub(super) fn builder(connect_timeout: Duration) -> reqwest::ClientBuilder {
    // Another part of the program may have chosen a provider, which then serves as well.
    if rustls::crypto::CryptoProvider::get_default().is_none() {
        let _ = rustls::crypto::ring::default_provider().install_default();
    }
    reqwest::Client::builder()
        // Another part of the program may have turned on features of `reqwest` by which it would
        // decode and repeat.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate()
        // `never` alone keeps a copy of each request for a retry that never happens.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(connect_timeout)
}

pub(super) fn send(
    client: &reqwest::Client,
    urls: &Urls,
    request: http::Request<Body>,
) -> impl Future<Output = Result<http::Response<Body>, TransportError>> + Send {
    // The request is converted before it is awaited, so that the future has no room for it.
    let response = converted(urls, request).map(|request| client.execute(request));
    async {
        let response = response?.await.map_err(convert)?;
        let response: http::Response<reqwest::Body> = response.into();
        Ok(response.map(|body| Body::stream(Received(body))))
    }
}

/// The request as `reqwest` has it. Its own conversion writes the address piece by piece and has a
/// body for what has none.
fn converted(
    urls: &Urls,
    request: http::Request<Body>,
) -> Result<reqwest::Request, TransportError> {
    let (parts, body) = request.into_parts();
    let url = urls.of(&parts.uri).map_err(TransportError::other)?;
    let mut converted = reqwest::Request::new(parts.method, url);
    *converted.headers_mut() = parts.headers;
    *converted.version_mut() = parts.version;
    *converted.body_mut() = match body.as_bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(reqwest::Body::from(bytes.clone())),
        None => Some(reqwest::Body::wrap(Sent(Mutex::new(body)))),
    };
    Ok(converted)
}

pub(super) fn sleep(delay: Duration) -> impl Future<Output = ()> + Send {
    tokio::time::sleep(delay)
}

pub(super) fn is_connect(error: &reqwest::Error) -> bool {
    error.is_connect()
}

/// Whether the server said that it did not act on the request: by refusing the stream, or by
/// leaving it out of those that it still responses. Other reasons to go away say nothing of a
/// stream.
#[cfg(feature = "http2")]
pub(super) fn is_refused(error: &reqwest::Error) -> bool {
    let mut source = std::error::Error::source(error);
    while let Some(error) = source {
        if let Some(error) = error.downcast_ref::<h2::Error>() {
            let reason = error.reason();
            return error.is_remote()
                && (error.is_reset() && reason == Some(h2::Reason::REFUSED_STREAM)
                    || error.is_go_away() && reason == Some(h2::Reason::NO_ERROR));
        }
        source = error.source();
    }
    false
}

/// HTTP/1.1 has no way to say it.
#[cfg(not(feature = "http2"))]
pub(super) fn is_refused(_: &reqwest::Error) -> bool {
    false
}

/// A body that is sent. The lock is never taken: it lets the body be shared between threads, as is
/// asked for.
struct Sent(Mutex<Body>);

impl http_body::Body for Sent {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let body = self.0.get_mut().unwrap_or_else(PoisonError::into_inner);
        let part = ready!(Pin::new(body).poll_next(cx));
        Poll::Ready(part.map(|part| part.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        let body = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        body.length()
            .map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The chunks of a body as they arrive; trailers are ignored.
struct Received(reqwest::Body);

impl Stream for Received {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return match ready!(Pin::new(&mut self.0).poll_frame(cx)) {
                None => Poll::Ready(None),
                Some(Err(error)) => Poll::Ready(Some(Err(convert(error)))),
                Some(Ok(frame)) => match frame.into_data() {
                    Ok(data) => Poll::Ready(Some(Ok(data))),
                    Err(_) => continue,
                },
            };
        }
    }
}
