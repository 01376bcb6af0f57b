//! The transport over `reqwest`, with rustls and tokio's clock.
//!
//! In: a request. Out: the answer, its body still to be read. Redirects are not followed here:
//! what may be sent to another host is decided elsewhere. Must not know operations.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;

use super::{Body, BoxFuture, Transport, TransportError};
use crate::error::BuildError;

/// How long making a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A transport over [`reqwest`].
///
/// A client of one's own, with proxies or certificates, is turned into one by `From`; it should
/// follow no redirects itself.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

impl ReqwestTransport {
    /// A transport with the usual settings: HTTP/1.1, TLS by rustls, the platform's certificates.
    ///
    /// # Errors
    ///
    /// TLS can't be set up, for instance because the platform has no certificates.
    pub fn new() -> Result<Self, BuildError> {
        Self::with_connect_timeout(CONNECT_TIMEOUT)
    }

    /// The same; making a connection, TLS included, may take so long.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub fn with_connect_timeout(timeout: Duration) -> Result<Self, BuildError> {
        // Another part of the program may have chosen a provider, which then serves as well.
        if rustls::crypto::CryptoProvider::get_default().is_none() {
            let _ = rustls::crypto::ring::default_provider().install_default();
        }
        reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(timeout)
            .build()
            .map(Self)
            .map_err(|error| BuildError::new(format!("the transport can't be set up: {error}")))
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = match body.as_bytes() {
                Some(bytes) => bytes.clone(),
                None => body.collect(usize::MAX).await?.0,
            };
            let request = http::Request::from_parts(parts, body);
            let request = reqwest::Request::try_from(request).map_err(convert)?;
            let response = self.0.execute(request).await.map_err(convert)?;
            let response: http::Response<reqwest::Body> = response.into();
            Ok(response.map(|body| Body::stream(Parts(body))))
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(delay))
    }
}

/// URLs are taken out of errors, since they can hold keys.
fn convert(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_builder() {
        TransportError::other(error)
    } else {
        TransportError::interrupted(error)
    }
}

/// The parts of a body as they come; trailers are passed over.
struct Parts(reqwest::Body);

impl Stream for Parts {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return match Pin::new(&mut self.0).poll_frame(cx) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(convert(error)))),
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(data) => Poll::Ready(Some(Ok(data))),
                    Err(_) => continue,
                },
            };
        }
    }
}
