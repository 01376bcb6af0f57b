//! Services of `tower` as transports, and transports as services.
//!
//! In: any service for an `http::Request<Body>`. Out: a transport, or the other way round. Must not
//! know operations.

use std::error::Error;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use tower_service::Service;

use super::{Body, BoxFuture, Movable, Transport, TransportError};

/// A `tower` service that carries requests.
///
/// Layers that a program has already, for limits, load or metrics, go around a transport:
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::testing;
/// use specwright_runtime::transport::TowerTransport;
/// use tower::ServiceBuilder;
///
/// let transport = TowerTransport::around(testing::Server::new().transport(), |service| {
///     ServiceBuilder::new()
///         .concurrency_limit(4)
///         .timeout(Duration::from_secs(10))
///         .service(service)
/// });
/// ```
///
/// For each request the service is cloned and asked whether it is ready. A limit for several
/// requests together must be shared by the clones, as those of `tower` are; `tower::buffer` makes a
/// service that can be cloned.
pub struct TowerTransport<S> {
    service: Mutex<S>,
    clock: Arc<dyn Transport>,
}

impl<S> TowerTransport<S> {
    /// A transport over any service, which waits by the clock of another transport.
    pub fn new(service: S, clock: impl Transport + 'static) -> Self {
        Self {
            service: Mutex::new(service),
            clock: Arc::new(clock),
        }
    }

    /// Layers around a transport.
    pub fn around<T: Transport + 'static>(
        transport: T,
        layers: impl FnOnce(TransportService<T>) -> S,
    ) -> Self {
        let inner = TransportService::new(transport);
        let clock = inner.clone().0;
        Self::new(layers(inner), clock)
    }
}

impl<S> fmt::Debug for TowerTransport<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TowerTransport")
            .finish_non_exhaustive()
    }
}

impl<S> Transport for TowerTransport<S>
where
    S: Service<http::Request<Body>, Response = http::Response<Body>> + Clone + Movable + 'static,
    S::Future: Movable,
    S::Error: Into<Box<dyn Error + Send + Sync>>,
    Mutex<S>: super::Shared,
{
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let service = self.service.lock().unwrap_or_else(PoisonError::into_inner);
        let mut service = service.clone();
        Box::pin(async move {
            let ready = std::future::poll_fn(|cx| service.poll_ready(cx)).await;
            ready.map_err(convert)?;
            service.call(request).await.map_err(convert)
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.clock.sleep(delay)
    }
}

/// A transport's error is kept, so that retries see its kind. A layer's own error would happen
/// again, so it is not retried unless it is a timeout.
fn convert(error: impl Into<Box<dyn Error + Send + Sync>>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => TransportError::of_layer(error),
    }
}

/// A transport as a `tower` service.
#[derive(Debug)]
pub struct TransportService<T>(Arc<T>);

impl<T: Transport> TransportService<T> {
    /// The service.
    pub fn new(transport: T) -> Self {
        Self(Arc::new(transport))
    }
}

impl<T> Clone for TransportService<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T: Transport + 'static> Service<http::Request<Body>> for TransportService<T> {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}
