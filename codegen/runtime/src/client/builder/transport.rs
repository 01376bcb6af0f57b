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
        self.settings.default_transport = None;
        self
    }

    /// Opens separate connections for a client that is derived from another one, unless a transport
    /// was set, which they share. A connection is driven by the runtime that made it, so calls on
    /// shared ones can wait for a thread that is blocked.
    pub fn own_connections(mut self) -> Self {
        if let Some(default) = self.settings.default_transport.take() {
            self.transport = None;
            self.connect_timeout = self.connect_timeout.or(default.connect_timeout);
        }
        self
    }

    /// Wraps the transport that is set so far, or else the default one: each request passes through
    /// what `wrap` returns. So middleware can be added to a client that exists.
    ///
    /// ```
    /// use specwright_runtime::{Body, BoxFuture, BuildError, Client, Transport, TransportError};
    /// use specwright_runtime::http::{Request, Response};
    /// # use std::time::Duration;
    ///
    /// /// Prints what passes through.
    /// #[derive(Debug)]
    /// struct Logging<T>(T);
    ///
    /// impl<T: Transport> Transport for Logging<T> {
    ///     fn send(
    ///         &self,
    ///         request: Request<Body>,
    ///     ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
    ///         println!("{}", request.method());
    ///         self.0.send(request)
    ///     }
    ///     # fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> { self.0.sleep(delay) }
    /// }
    ///
    /// # fn log(client: &Client) -> Result<Client, BuildError> {
    /// let client = client.with_options(|options| options.wrap_transport(Logging))?;
    /// # Ok(client)
    /// # }
    /// ```
    pub fn wrap_transport<T: Transport + 'static>(
        mut self,
        wrap: impl FnOnce(Arc<dyn Transport>) -> T,
    ) -> Self {
        match transport(self.transport.take(), self.connect_timeout.take()) {
            Ok(inner) => self.transport(wrap(inner)),
            Err(error) => {
                self.failure = self.failure.or(Some(error));
                self
            }
        }
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

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use http::{Request, Response};

    use super::*;
    use crate::api::Api;
    use crate::call::Call;
    use crate::client::Client;
    use crate::testing::{Reply, Server, block_on};
    use crate::transport::{Body, BoxFuture, TransportError};

    const API: Api = Api {
        base_url: "http://server.test",
        variables: &[],
        schemes: &[],
        security: &[],
        user_agent: "test/1",
    };

    /// Counts what passes through.
    #[derive(Debug)]
    struct Counting<T>(Arc<AtomicUsize>, T);

    impl<T: Transport> Transport for Counting<T> {
        fn send(
            &self,
            request: Request<Body>,
        ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            self.1.send(request)
        }

        fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
            self.1.sleep(delay)
        }
    }

    #[test]
    fn a_wrapped_transport_sends_through_the_one_of_the_client() {
        let server = Server::new();
        server.reply(Reply::json(200, "one"));
        server.reply(Reply::json(200, "two"));
        let passed = Arc::new(AtomicUsize::new(0));
        let plain = Client::builder(&API).transport(server.transport());
        let plain = plain.build().unwrap();
        let wrapped = plain.with_options(|options| {
            options.wrap_transport(|inner| Counting(Arc::clone(&passed), inner))
        });
        let call: Call<String> = wrapped.unwrap().get("/a");
        assert_eq!(block_on(call).unwrap(), "one");
        assert_eq!(passed.load(Ordering::Relaxed), 1);
        let call: Call<String> = plain.get("/a");
        assert_eq!(block_on(call).unwrap(), "two");
        assert_eq!(passed.load(Ordering::Relaxed), 1);
    }
}
