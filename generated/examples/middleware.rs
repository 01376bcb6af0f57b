//! Transports around a transport: one logs, one keeps answers that have not changed, one signs. The server is one of its
//! own on loopback:
//!
//! ```text
//! cargo run -p spanwire --example middleware
//! ```

mod serve;

use std::collections::HashMap;
use std::error::Error;
use std::fmt::Write as _;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use ring::hmac;
use serde_json::json;
use serve::{Answer, Asked};
use spanwire::scale_v5::Client;
use spanwire::specwright_runtime::http::header::{ETAG, IF_NONE_MATCH};
use spanwire::specwright_runtime::http::{Method, Request, Response};
use spanwire::specwright_runtime::transport::ReqwestTransport;
use spanwire::{
    Body, BoxFuture, Bytes, HeaderMap, HeaderValue, StatusCode, Transport, TransportError,
};

type Sent<'a> = BoxFuture<'a, Result<Response<Body>, TransportError>>;

/// Prints method, path, status and time of each request. The query is left out, since it can hold keys.
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

/// Keeps what a server marks with an `ETag`, and asks only whether it has changed (RFC 9110, 13). One client has one set of
/// credentials, so what it was shown may be shown again.
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
                let mut answer = Response::new(Body::from(known.body));
                *answer.headers_mut() = known.headers;
                return Ok(answer);
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

/// Adds an HMAC over method, path, query and body. It runs for each attempt, so a retry is signed anew.
struct Signing<T> {
    inner: T,
    key: hmac::Key,
}

impl<T> std::fmt::Debug for Signing<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Signing").finish_non_exhaustive()
    }
}

/// What the server makes as well, from what it got.
fn signature(key: &hmac::Key, method: &str, target: &str, body: &[u8]) -> String {
    let mut context = hmac::Context::with_key(key);
    context.update(format!("{method}\n{target}\n").as_bytes());
    context.update(body);
    let mut text = String::new();
    for byte in context.sign().as_ref() {
        let _ = write!(text, "{byte:02x}");
    }
    text
}

impl<T: Transport> Transport for Signing<T> {
    fn send(&self, mut request: Request<Body>) -> Sent<'_> {
        Box::pin(async move {
            // What is signed is needed whole; a stream would be signed as it is sent, in a trailer.
            let (body, _) = std::mem::take(request.body_mut())
                .collect(usize::MAX)
                .await?;
            let target = request
                .uri()
                .path_and_query()
                .map_or("/", |target| target.as_str());
            let signature = signature(&self.key, request.method().as_str(), target, &body);
            let value = HeaderValue::try_from(signature).map_err(TransportError::other)?;
            request.headers_mut().insert("x-signature", value);
            *request.body_mut() = Body::from(body);
            self.inner.send(request).await
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.inner.sleep(delay)
    }
}

fn answer(key: &hmac::Key, asked: &Asked) -> Answer {
    let header = |name: &str| asked.headers.get(name).map(String::as_str);
    let expected = signature(key, &asked.method, &asked.path, &asked.body);
    let (status, body) = match (header("x-signature"), header("if-none-match")) {
        (Some(signature), _) if signature != expected => {
            (401, json!({"error": "another signature"}))
        }
        (None, _) => (401, json!({"error": "no signature"})),
        (_, Some("\"v1\"")) => (304, json!(null)),
        _ => {
            let assessment = json!({
                "assessment_id": "assessment-1",
                "assessment_type": "comment",
                "comment": "concise",
                "created_by": "user-1",
                "span_id": "span-1",
                "trace_id": "trace-1",
            });
            (200, assessment)
        }
    };
    let mut answer = Answer::from(body);
    answer.status = status;
    answer.headers.push(("etag", "\"v1\"".to_owned()));
    if status == 304 {
        answer.body.clear();
    }
    answer
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"an example's secret");
    let server_key = key.clone();
    let url = serve::serve(move |asked: &Asked| answer(&server_key, asked))?;

    // From the outside in: the log tells what the program is given, the signature covers what is really sent.
    let transport = ReqwestTransport::new()?;
    let transport = Signing {
        inner: transport,
        key,
    };
    let transport = Logging(Caching::new(transport));
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        .transport(transport)
        .build()?;

    let first = client.span_assessments().get("assessment-1").await?;
    // This time the server answers 304, without a body.
    let second = client.span_assessments().get("assessment-1").await?;
    assert_eq!(first, second);
    println!("{} of {}", second.assessment_id, second.span_id);
    Ok(())
}
