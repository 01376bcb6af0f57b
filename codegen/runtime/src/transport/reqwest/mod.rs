//! The transport over `reqwest`.
//!
//! In: a request. Out: the response, its body still to be read. Redirects are not followed here:
//! what may be sent to another host is decided elsewhere; only a browser follows them before
//! anybody is asked. Must not know operations.

#[cfg(target_arch = "wasm32")]
#[path = "browser.rs"]
mod platform;
#[cfg(not(target_arch = "wasm32"))]
#[path = "native.rs"]
mod platform;

use std::error::Error;
use std::time::Duration;

use super::{Body, BoxFuture, Transport, TransportError};
use crate::build_error::BuildError;

/// How long making a connection may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A transport over [`reqwest`]: HTTP/1.1 with rustls, also HTTP/2 with the feature `http2`, or
/// `fetch` in a browser.
///
/// A client of one's own, with a proxy, a certificate authority or a client certificate, is begun
/// by [`client_builder`](Self::client_builder) and turned into a transport by `From`:
///
/// ```
/// use specwright_runtime::reqwest::Proxy;
/// use specwright_runtime::transport::ReqwestTransport;
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let client = ReqwestTransport::client_builder()
///     .proxy(Proxy::https("http://proxy.example:3128")?)
///     .build()?;
/// let transport = ReqwestTransport::from(client);
/// # Ok(())
/// # }
/// ```
///
/// One that was made elsewhere should follow no redirects itself, since the runtime does that
/// without giving credentials away, and have no total time limit, since calls have their own.
#[derive(Clone, Debug)]
pub struct ReqwestTransport {
    client: reqwest::Client,
    urls: platform::Urls,
}

impl ReqwestTransport {
    /// A transport with the usual settings: HTTP/1.1, or HTTP/2 where that feature is on and TLS
    /// agrees on it, TLS by rustls, the platform's certificates.
    ///
    /// # Errors
    ///
    /// TLS can't be set up, for instance because the platform has no certificates.
    pub fn new() -> Result<Self, BuildError> {
        Self::with_connect_timeout(CONNECT_TIMEOUT)
    }

    /// The same; making a connection, TLS included, may take so long. In a browser it takes as long
    /// as it does.
    ///
    /// # Errors
    ///
    /// Those of [`new`](Self::new).
    pub fn with_connect_timeout(timeout: Duration) -> Result<Self, BuildError> {
        platform::builder(timeout)
            .build()
            .map(Self::from)
            .map_err(|error| BuildError::new(format!("the transport can't be set up: {error}")))
    }

    /// The usual settings, to be added to. `specwright_runtime::reqwest` is the crate in the
    /// version that fits.
    pub fn client_builder() -> reqwest::ClientBuilder {
        platform::builder(CONNECT_TIMEOUT)
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self {
            client,
            urls: platform::Urls::default(),
        }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(platform::send(&self.client, &self.urls, request))
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        Box::pin(platform::sleep(delay))
    }
}

/// URLs are taken out of errors, since they can contain keys. What a request's body failed with is
/// said as it is.
fn convert(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let mut source = error.source();
    while let Some(error) = source {
        if let Some(own) = error.downcast_ref::<TransportError>() {
            return if own.is_timeout() {
                TransportError::timeout(own.reason())
            } else {
                TransportError::other(own.reason())
            };
        }
        source = error.source();
    }
    if platform::is_connect(&error) {
        TransportError::connect(error)
    } else if platform::is_refused(&error) {
        TransportError::refused(error)
    } else if error.is_builder() {
        TransportError::other(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::interrupted(error)
    }
}
