//! Transports: what sends requests to servers.
//!
//! In: a request with a complete URL and headers. Out: the server's response as it is, redirects
//! and errors included. Middleware is a transport around a transport. A transport also is the
//! clock, so that tests and other platforms bring their own. Must not know operations.

pub(crate) mod address;
pub(crate) mod body;
mod coding;
mod error;
pub(crate) mod exclusive;
mod read_timeout;
#[cfg(feature = "reqwest")]
mod reqwest;
mod sign;
mod time_limit;
#[cfg(feature = "tower")]
mod tower;

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

pub use self::body::Body;
pub(crate) use self::body::Content;
#[cfg(feature = "compression")]
pub(crate) use self::coding::accept as accept_coding;
pub(crate) use self::coding::{decoded, is_decodable, unsupported};
pub use self::error::TransportError;
pub(crate) use self::read_timeout::ReadTimeout;
#[cfg(feature = "reqwest")]
pub use self::reqwest::ReqwestTransport;
pub(crate) use self::sign::Signed;
pub use self::sign::Signer;
pub(crate) use self::time_limit::within;
#[cfg(feature = "tower")]
pub use self::tower::{TowerTransport, TransportService};

/// A boxed future, as a transport returns it.
#[cfg(not(target_arch = "wasm32"))]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
/// A boxed future, as a transport returns it.
#[cfg(target_arch = "wasm32")]
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// The bounds of everything that a client owns: it can be sent between threads.
#[cfg(not(target_arch = "wasm32"))]
pub trait Shared: Send + Sync {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send + Sync + ?Sized> Shared for T {}
/// The bounds of everything that a client owns: none, since this target has no threads.
#[cfg(target_arch = "wasm32")]
pub trait Shared {}
#[cfg(target_arch = "wasm32")]
impl<T: ?Sized> Shared for T {}

/// The bounds of a future in a [`BoxFuture`]: it can be sent between threads.
#[cfg(not(target_arch = "wasm32"))]
pub trait Movable: Send {}
#[cfg(not(target_arch = "wasm32"))]
impl<T: Send> Movable for T {}
/// The bounds of a future in a [`BoxFuture`]: none, since this target has no threads.
#[cfg(target_arch = "wasm32")]
pub trait Movable {}
#[cfg(target_arch = "wasm32")]
impl<T> Movable for T {}

/// Sends requests to servers.
///
/// One that decompresses responses itself removes `Content-Encoding` and `Content-Length` from
/// their headers.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::http::{Request, Response};
/// use specwright_runtime::{Body, BoxFuture, Transport, TransportError};
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
///
///     fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
///         self.0.sleep(delay)
///     }
/// }
/// ```
pub trait Transport: fmt::Debug + Shared {
    /// Sends one request and returns the response as it is.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits.
    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()>;
}

impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        (**self).send(request)
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(delay)
    }
}
