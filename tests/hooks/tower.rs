//! Layers of `tower` around a transport, and a transport used as a service.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use golden::media_types::Error;
use specwright_runtime::http::{self, Request};
use specwright_runtime::transport::{ReqwestTransport, TowerTransport, TransportService};
use specwright_runtime::{Body, BoxFuture, TransportError};
use tests::http::{Response, Server};
use tokio::task::JoinSet;
use tower::util::BoxCloneService;
use tower::{Service, ServiceBuilder, ServiceExt};

use crate::{Outcome, builder};

type Inner = TransportService<ReqwestTransport>;

/// Counts how many requests are under way at once.
#[derive(Clone)]
struct Counting(Inner, Arc<(AtomicUsize, AtomicUsize)>);

impl Service<Request<Body>> for Counting {
    type Response = http::Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<http::Response<Body>, TransportError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let (work, counts) = (self.0.call(request), Arc::clone(&self.1));
        Box::pin(async move {
            let now = counts.0.fetch_add(1, Ordering::SeqCst) + 1;
            counts.1.fetch_max(now, Ordering::SeqCst);
            let result = work.await;
            counts.0.fetch_sub(1, Ordering::SeqCst);
            result
        })
    }
}

/// How many of eight calls are under way at once.
async fn at_once(limit: usize) -> Result<usize, Box<dyn std::error::Error>> {
    let server = Server::with(|_| Response::empty(204))?;
    let counts = Arc::new((AtomicUsize::new(0), AtomicUsize::new(0)));
    let transport = TowerTransport::around(ReqwestTransport::new()?, |service| {
        let service = Counting(service, Arc::clone(&counts));
        ServiceBuilder::new()
            .concurrency_limit(limit)
            .service(service)
    });
    let client = builder(&server).transport(transport).build()?;
    let mut calls = JoinSet::new();
    for _ in 0..8 {
        let client = client.clone();
        calls.spawn(async move { client.notes().update_optional(None).await });
    }
    while let Some(result) = calls.join_next().await {
        result??;
    }
    assert_eq!(server.requests().len(), 8);
    Ok(counts.1.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_limit_holds_for_all_calls_of_a_client() -> Outcome {
    assert_eq!(at_once(1).await?, 1);
    // All begin before the first response can arrive, since one thread runs them all.
    assert_eq!(at_once(8).await?, 8);
    Ok(())
}

#[tokio::test]
async fn the_time_limit_of_a_layer_is_a_timeout_and_retried_like_a_lost_connection() -> Outcome {
    let server = Server::with(|_| Response::Silence)?;
    let transport = TowerTransport::around(ReqwestTransport::new()?, |service| {
        let layers = ServiceBuilder::new().timeout(Duration::from_millis(20));
        // A service whose type has no name, and that can't be shared between threads, is one as
        // well.
        BoxCloneService::new(layers.service(service))
    });
    let client = builder(&server).transport(transport).build()?;
    let patch = client.notes().update_optional(None).await;
    assert!(patch.err().ok_or("it succeeded")?.is_timeout());
    assert_eq!(server.requests().len(), 1);
    let put = client.notes().replace_optional_bytes("a").max_retries(1);
    assert!(put.await.err().ok_or("it succeeded")?.is_timeout());
    assert_eq!(server.requests().len(), 3);
    Ok(())
}

#[tokio::test]
async fn what_a_layer_refuses_is_an_error_that_is_not_retried() -> Outcome {
    let server = Server::with(|_| Response::empty(204))?;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let service = tower::service_fn(move |_: Request<Body>| {
        count.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Err::<http::Response<Body>, _>("not today"))
    });
    let transport = TowerTransport::new(service, ReqwestTransport::new()?);
    let client = builder(&server).transport(transport).build()?;
    let error = client.notes().replace_optional_bytes("a").await;
    let error = error.err().ok_or("it succeeded")?;
    assert!(
        matches!(&error, Error::Transport { error, .. } if !error.is_transient()),
        "{error:?}"
    );
    assert!(!error.is_timeout(), "{error:?}");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    Ok(())
}

#[tokio::test]
async fn a_failed_connection_is_still_one_behind_layers() -> Outcome {
    let server = Server::scripted([Response::Close, Response::empty(204)])?;
    let transport = TowerTransport::around(ReqwestTransport::new()?, |service| {
        ServiceBuilder::new()
            .timeout(Duration::from_secs(60))
            .service(service)
    });
    let client = builder(&server).transport(transport).build()?;
    // A PUT is sent again, for the error that it met is known to pass.
    client.notes().replace_optional_bytes("a").await?;
    assert_eq!(server.requests().len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_transport_is_a_service() -> Outcome {
    let server = Server::scripted([Response::text(200, "text/plain", "hello")])?;
    let paths = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&paths);
    let service = ServiceBuilder::new()
        .map_request(move |request: Request<Body>| {
            if let Ok(mut paths) = sink.lock() {
                paths.push(request.uri().path().to_owned());
            }
            request
        })
        .service(TransportService::new(ReqwestTransport::new()?));
    let request = Request::get(format!("{}/a", server.url())).body(Body::empty())?;
    let (body, _) = service
        .oneshot(request)
        .await?
        .into_body()
        .collect(100)
        .await?;
    assert_eq!(body, "hello");
    assert_eq!(*paths.lock().map_err(|_| "poisoned")?, ["/a"]);
    Ok(())
}
