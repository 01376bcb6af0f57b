//! The transport and the signer of a client.
//!
//! In: what the user sets, or nothing. Out: the transport of the client. Must not know requests.

use std::sync::Arc;
use std::time::Duration;

use super::ClientBuilder;
use crate::build_error::BuildError;
use crate::transport::{Signer, Transport};

impl ClientBuilder {
    /// Sets the transport that sends the requests.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// Sets what signs each request, right before the transport gets it: see [`Signer`].
    ///
    /// ```
    /// use specwright_runtime::{Body, ClientBuilder, HeaderValue, TransportError, http::Request};
    ///
    /// # async fn hmac(_: &str) -> Result<String, std::io::Error> { Ok(String::new()) }
    /// # fn set(builder: ClientBuilder) -> ClientBuilder {
    /// builder.sign(|mut request: Request<Body>| async {
    ///     let signature = hmac(request.uri().path()).await;
    ///     let signature = signature.map_err(TransportError::other)?;
    ///     let value = HeaderValue::try_from(signature).map_err(TransportError::other)?;
    ///     request.headers_mut().insert("x-signature", value);
    ///     Ok(request)
    /// })
    /// # }
    /// ```
    pub fn sign(mut self, signer: impl Signer) -> Self {
        self.settings.signer = Some(Arc::new(signer));
        self
    }
}

/// What was set, or the transport of `reqwest`.
pub(super) fn transport(
    set: Option<Arc<dyn Transport>>,
    connect_timeout: Option<Duration>,
) -> Result<Arc<dyn Transport>, BuildError> {
    match (set, connect_timeout) {
        (Some(transport), None) => Ok(transport),
        (Some(_), Some(_)) => Err(BuildError::new(
            "`connect_timeout` is a setting of the transport, and the client was given one: set it there",
        )),
        (None, timeout) => default_transport(timeout),
    }
}

#[cfg(feature = "reqwest")]
fn default_transport(connect_timeout: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    use crate::transport::ReqwestTransport;

    let transport = match connect_timeout {
        Some(timeout) => ReqwestTransport::with_connect_timeout(timeout),
        None => ReqwestTransport::new(),
    };
    Ok(Arc::new(transport?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport(_: Option<Duration>) -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "without the feature `reqwest` a client needs a transport",
    ))
}
