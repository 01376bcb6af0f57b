//! Transports around a transport: one logs, one keeps responses that have not changed. The server
//! is one of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --example middleware
//! ```

mod serve;

use std::collections::HashMap;
use std::error::Error;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;
use serve::{Asked, Reply};
use spanwire::scale_v5::Client;
use spanwire::specwright_runtime::http::header::{ETAG, IF_NONE_MATCH};
use spanwire::specwright_runtime::http::{Method, Request, Response};
use spanwire::specwright_runtime::transport::ReqwestTransport;
use spanwire::{
    Body, BoxFuture, Bytes, HeaderMap, HeaderValue, StatusCode, Transport, TransportError,
};

type Sent<'a> = BoxFuture<'a, Result<Response<Body>, TransportError>>;

/// Prints method, path, status and time of each request. The query is left out, since it can hold
/// keys.
#[derive(Debug)]
struct Logging<T>(T);

impl<T: Transport> Transport for Logging<T> {
    fn send(&self, request: Request<Body>) -> Sent<'_> {
        let what = format!("{} {}", request.method(), request.uri().path());
        Box::pin(async move {
            let begin = Instant::now();
            let result = self.0.send(request).await;
            match &result {
                Ok(response) => println!("{what}: {} in {:?}", response.status(), begin.elapsed()),
                Err(error) => println!("{what}: {error}"),
            }
            result
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(delay)
    }
}

/// Keeps what a server marks with an `ETag`, and asks only whether it has changed (RFC 9110, 13).
/// One client has one set of credentials, so what it was shown may be shown again.
#[derive(Debug)]
struct Caching<T> {
    inner: T,
    kept: Mutex<HashMap<String, Kept>>,
}

#[derive(Clone, Debug)]
struct Kept {
    tag: HeaderValue,
    headers: HeaderMap,
    body: Bytes,
}

impl<T> Caching<T> {
    fn new(inner: T) -> Self {
        let kept = Mutex::default();
        Self { inner, kept }
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<String, Kept>> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T: Transport> Transport for Caching<T> {
    fn send(&self, mut request: Request<Body>) -> Sent<'_> {
        if request.method() != Method::GET {
            return self.inner.send(request);
        }
        Box::pin(async move {
            let key = request.uri().to_string();
            let known = self.kept().get(&key).cloned();
            if let Some(known) = &known {
                request
                    .headers_mut()
                    .insert(IF_NONE_MATCH, known.tag.clone());
            }
            let mut response = self.inner.send(request).await?;
            if let (StatusCode::NOT_MODIFIED, Some(known)) = (response.status(), known) {
                let mut response = Response::new(Body::from(known.body));
                *response.headers_mut() = known.headers;
                return Ok(response);
            }
            let tag = response.headers().get(ETAG).cloned();
            if let (StatusCode::OK, Some(tag)) = (response.status(), tag) {
                let (body, _) = std::mem::take(response.body_mut())
                    .collect(usize::MAX)
                    .await?;
                let headers = response.headers().clone();
                *response.body_mut() = Body::from(body.clone());
                self.kept().insert(key, Kept { tag, headers, body });
            }
            Ok(response)
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.inner.sleep(delay)
    }
}

fn respond(asked: &Asked) -> Reply {
    let known = asked.headers.get("if-none-match").map(String::as_str);
    let mut reply = Reply::from(json!({
        "assessment_id": "assessment-1",
        "assessment_type": "comment",
        "comment": "concise",
        "created_by": "user-1",
        "span_id": "span-1",
        "trace_id": "trace-1",
    }));
    if known == Some("\"v1\"") {
        reply.status = 304;
        reply.body.clear();
    }
    reply.headers.push(("etag", "\"v1\"".to_owned()));
    reply
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let url = serve::serve(respond)?;

    // From the outside in: the log tells what the program is given.
    let transport = Logging(Caching::new(ReqwestTransport::new()?));
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        .transport(transport)
        .build()?;

    let first = client.span_assessments().get("assessment-1").await?;
    // This time the server responds with 304, without a body.
    let second = client.span_assessments().get("assessment-1").await?;
    assert_eq!(first, second);
    println!("{} of {}", second.assessment_id, second.span_id);
    Ok(())
}
