//! Signatures of requests.
//!
//! In: a request as it is sent, and what signs it. Out: a transport that sends it signed. Must not
//! know operations.

use std::fmt;

use http::{Request, Response, Uri};

use super::address::is_same_origin;
use super::{Body, BoxFuture, Movable, Shared, Transport, TransportError};

/// Signs requests. [`ClientBuilder::sign`](crate::ClientBuilder::sign) sets it for all calls of a
/// client.
///
/// It gets each request as it is sent: method, complete URL, all headers with credentials and
/// cookies, and body, compressed if it is sent so. A retry and a redirect are signed again, with a
/// date of their own. The transport, and so middleware, sees the signed request. Not signed are
/// requests for tokens, and redirects to another host, port or scheme.
///
/// A signer may wait, for a key or for a service that signs, and has its own state. An
/// implementation may change anything of the request, such as the query:
///
/// ```
/// use specwright_runtime::http::Request;
/// use specwright_runtime::{Body, BoxFuture, HeaderValue, Signer, TransportError};
/// # struct Keys;
/// # impl Keys { async fn sign(&self, _: &str) -> std::io::Result<String> { Ok(String::new()) } }
///
/// /// Signs method, path with query, and body by a key that never leaves its service.
/// struct Remote(Keys);
///
/// impl Signer for Remote {
///     fn sign<'a>(
///         &'a self,
///         request: &'a mut Request<Body>,
///     ) -> BoxFuture<'a, Result<(), TransportError>> {
///         Box::pin(async {
///             let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
///             let body = request.body().try_as_bytes()?;
///             let text = format!("{}\n{target}\n{}", request.method(), body.len());
///             // The service may be back for another attempt.
///             let signature = self.0.sign(&text).await.map_err(TransportError::connect)?;
///             let value = HeaderValue::try_from(signature).map_err(TransportError::other)?;
///             request.headers_mut().insert("x-signature", value);
///             Ok(())
///         })
///     }
/// }
/// ```
///
/// A closure that takes a request and returns it signed is a signer, too.
pub trait Signer: Shared + 'static {
    /// Signs a request.
    ///
    /// # Errors
    ///
    /// Why it can't be signed; it is not sent then. The attempt ends like one whose transport
    /// returned the error, so it is retried after [`TransportError::connect`], and not after
    /// [`TransportError::other`].
    fn sign<'a>(
        &'a self,
        request: &'a mut Request<Body>,
    ) -> BoxFuture<'a, Result<(), TransportError>>;
}

impl<F, W> Signer for F
where
    F: Fn(Request<Body>) -> W + Shared + 'static,
    W: Future<Output = Result<Request<Body>, TransportError>> + Movable + 'static,
{
    fn sign<'a>(
        &'a self,
        request: &'a mut Request<Body>,
    ) -> BoxFuture<'a, Result<(), TransportError>> {
        let signed = self(std::mem::take(request));
        Box::pin(async {
            *request = signed.await?;
            Ok(())
        })
    }
}

/// A transport that signs what it sends to one origin.
pub(crate) struct Signed<'a> {
    pub(crate) transport: &'a dyn Transport,
    pub(crate) signer: &'a dyn Signer,
    pub(crate) origin: &'a Uri,
}

impl fmt::Debug for Signed<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Signed")
            .field(&self.transport)
            .finish()
    }
}

impl Transport for Signed<'_> {
    fn send(
        &self,
        mut request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        // The signature of what another server asks for could be used at the one that it is meant
        // for.
        if !is_same_origin(self.origin, request.uri()) {
            return self.transport.send(request);
        }
        Box::pin(async move {
            self.signer.sign(&mut request).await?;
            self.transport.send(request).await
        })
    }

    fn sleep(&self, delay: std::time::Duration) -> BoxFuture<'_, ()> {
        self.transport.sleep(delay)
    }
}
