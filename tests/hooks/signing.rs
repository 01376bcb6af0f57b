//! Signed requests, against a server that refuses what is not signed as it was sent.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use golden::media_types::Error;
use ring::{digest, hmac};
use specwright_runtime::http::{self, Request};
use specwright_runtime::jiff::{self, fmt::rfc2822};
use specwright_runtime::transport::ReqwestTransport;
use specwright_runtime::{Body, BoxFuture, HeaderValue, Signer, Transport, TransportError};
use tests::http::{Request as Received, Response, Server};

use crate::{Outcome, builder};

const SECRET: &[u8] = b"a secret of tests";

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What is signed: method, path with query, date, number, credentials and the digest of the body.
fn signature(
    key: &hmac::Key,
    method: &str,
    target: &str,
    headers: [&str; 3],
    body: &[u8],
) -> String {
    let digest = hex(digest::digest(&digest::SHA256, body).as_ref());
    let [date, number, authorization] = headers;
    let text = format!("{method}\n{target}\n{date}\n{number}\n{authorization}\n{digest}");
    hex(hmac::sign(key, text.as_bytes()).as_ref())
}

/// Signs with a key, and numbers what it signs.
struct Signing {
    key: hmac::Key,
    signed: AtomicUsize,
}

impl Signing {
    fn with(secret: &[u8]) -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
        let signed = AtomicUsize::new(0);
        Self { key, signed }
    }
}

impl Signer for Signing {
    fn sign<'a>(
        &'a self,
        request: &'a mut Request<Body>,
    ) -> BoxFuture<'a, Result<(), TransportError>> {
        Box::pin(async {
            // As if a key had to be fetched.
            tokio::task::yield_now().await;
            let date = rfc2822::DateTimePrinter::new()
                .timestamp_to_rfc9110_string(&jiff::Timestamp::now())
                .map_err(TransportError::other)?;
            let number = self.signed.fetch_add(1, Ordering::SeqCst).to_string();
            let text = |value: &HeaderValue| value.to_str().unwrap_or_default().to_owned();
            let authorization = request.headers().get("authorization").map(text);
            let headers = [
                date.as_str(),
                &number,
                authorization.as_deref().unwrap_or_default(),
            ];
            let target = request
                .uri()
                .path_and_query()
                .map_or("/", |target| target.as_str());
            let body = request.body().try_as_bytes()?;
            let signature = signature(&self.key, request.method().as_str(), target, headers, body);
            for (name, value) in [
                ("date", date),
                ("x-number", number),
                ("x-signature", signature),
            ] {
                let value = HeaderValue::try_from(value).map_err(TransportError::other)?;
                request.headers_mut().insert(name, value);
            }
            Ok(())
        })
    }
}

/// Checks the signature of each request; a number holds once.
struct Judge {
    key: hmac::Key,
    seen: Mutex<BTreeSet<String>>,
}

impl Judge {
    fn new() -> Self {
        let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET);
        let seen = Mutex::default();
        Self { key, seen }
    }

    fn refuses(&self, asked: &Received) -> Option<Response> {
        let header = |name| asked.header(name).unwrap_or_default();
        let headers = [header("date"), header("x-number"), header("authorization")];
        let expected = signature(
            &self.key,
            &asked.method,
            &asked.target,
            headers,
            &asked.body,
        );
        let is_new = || {
            self.seen
                .lock()
                .is_ok_and(|mut seen| seen.insert(headers[1].to_owned()))
        };
        let is_dated = rfc2822::DateTimeParser::new()
            .parse_timestamp(headers[0])
            .is_ok();
        let accepted = is_dated && header("x-signature") == expected && is_new();
        (!accepted).then(|| Response::text(401, "text/plain", "the signature is wrong"))
    }
}

/// A server that sends these responses to requests whose signature is right.
fn judging(responses: impl IntoIterator<Item = Response>) -> std::io::Result<Server> {
    let judge = Judge::new();
    let responses = Mutex::new(responses.into_iter().collect::<Vec<_>>().into_iter());
    Server::with(move |asked| {
        let next = || {
            responses
                .lock()
                .ok()
                .and_then(|mut responses| responses.next())
        };
        judge
            .refuses(&asked)
            .or_else(next)
            .unwrap_or_else(|| Response::empty(500))
    })
}

#[tokio::test]
async fn a_server_refuses_calls_without_a_signature_or_with_one_by_another_key() -> Outcome {
    let server = judging([Response::empty(204)])?;
    let error = builder(&server)
        .build()?
        .notes()
        .update_optional(Some("a"))
        .await;
    assert_eq!(
        error
            .err()
            .and_then(|error| error.status())
            .map(|status| status.as_u16()),
        Some(401)
    );
    let client = builder(&server).sign(Signing::with(b"another")).build()?;
    let error = client.notes().update_optional(Some("a")).await;
    assert_eq!(
        error
            .err()
            .and_then(|error| error.status())
            .map(|status| status.as_u16()),
        Some(401)
    );
    let client = builder(&server).sign(Signing::with(SECRET)).build()?;
    client.notes().update_optional(Some("a")).await?;
    Ok(())
}

#[tokio::test]
async fn retries_and_redirects_are_signed_again() -> Outcome {
    let moved = Response::empty(307).header("location", "/moved?to=there");
    let server = judging([Response::empty(503), moved, Response::empty(204)])?;
    let client = builder(&server).sign(Signing::with(SECRET)).build()?;
    client
        .notes()
        .replace_optional_bytes("a body")
        .max_retries(1)
        .await?;
    let requests = server.requests();
    let targets: Vec<_> = requests
        .iter()
        .map(|request| request.target.as_str())
        .collect();
    assert_eq!(targets, ["/optional", "/optional", "/moved?to=there"]);
    let numbers: Vec<_> = requests
        .iter()
        .map(|request| request.header("x-number"))
        .collect();
    assert_eq!(numbers, [Some("0"), Some("1"), Some("2")]);
    Ok(())
}

#[tokio::test]
async fn a_redirect_to_another_origin_is_not_signed() -> Outcome {
    let other = Server::with(|_| Response::empty(204))?;
    let moved = Response::empty(307).header("location", &format!("{}/there", other.url()));
    let server = judging([moved])?;
    let client = builder(&server).sign(Signing::with(SECRET)).build()?;
    let request = client.raw().get::<(), specwright_runtime::NoError>("/here");
    request.await?;
    let requests = other.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].header("x-signature"), None);
    Ok(())
}

#[tokio::test]
async fn queries_forms_and_compressed_bodies_are_signed_as_they_are_sent() -> Outcome {
    let server = judging([204, 204, 204].map(Response::empty))?;
    let client = builder(&server)
        .query("version", "a b/ä")
        .sign(Signing::with(SECRET))
        .compress_requests(true)
        .build()?;
    let notes = client.notes();
    notes
        .create_text("a text ".repeat(1000))
        .filter("x/y")
        .await?;
    let file = specwright_runtime::FilePart::new("a picture").with_name("a.png");
    notes
        .upload_file(&golden::media_types::models::UploadFileRequest::new(file))
        .compress_request(false)
        .await?;
    notes.update_optional(None).await?;
    let requests = server.requests();
    assert_eq!(requests[0].header("content-encoding"), Some("gzip"));
    assert_eq!(
        requests[0].target,
        "/notes?version=a%20b%2F%C3%A4&filter=x/y"
    );
    assert!(requests[1].text().contains("a picture"));
    Ok(())
}

#[tokio::test]
async fn the_signature_covers_credentials_and_requests_for_tokens_have_none() -> Outcome {
    let judge = Judge::new();
    let given = AtomicUsize::new(0);
    let server = Server::with(move |asked| {
        if asked.path() == "/token" {
            let name = format!("t{}", given.fetch_add(1, Ordering::SeqCst));
            let token = serde_json::json!({"access_token": name, "token_type": "Bearer"});
            return Response::json(200, &token);
        }
        let is_old = asked.header("authorization") == Some("Bearer t0");
        let status = if is_old { 401 } else { 204 };
        judge
            .refuses(&asked)
            .unwrap_or_else(|| Response::empty(status))
    })?;
    let client = golden::oauth::Client::builder()
        .base_url(server.url())
        .login_client_credentials("id", "s3cr3t")
        .sign(Signing::with(SECRET))
        .build()?;
    client.things().read().await?;
    let requests = server.requests();
    let signed: Vec<_> = requests
        .iter()
        .map(|request| (request.path(), request.header("x-signature").is_some()))
        .collect();
    let [(token, false), (path, true), (again, false), (last, true)] = signed[..] else {
        return Err(format!("{signed:?}").into());
    };
    assert_eq!((token, path), (again, last));
    Ok(())
}

#[tokio::test]
async fn a_body_that_goes_part_by_part_can_not_be_signed_and_is_not_sent() -> Outcome {
    let server = judging([])?;
    let client = builder(&server).sign(Signing::with(SECRET)).build()?;
    let body = Body::repeatable(|| Ok(Body::from_reader(&b"a body"[..])));
    let error = client
        .notes()
        .replace_optional_bytes(body)
        .await
        .err()
        .ok_or("it was sent")?;
    assert!(error.to_string().contains("part by part"), "{error}");
    assert!(matches!(&error, Error::Transport { error, .. } if !error.is_transient()));
    assert_eq!(server.requests().len(), 0);
    Ok(())
}

/// A transport that lists the signatures that pass.
#[derive(Debug)]
struct Listing(ReqwestTransport, Arc<Mutex<Vec<String>>>);

impl Transport for Listing {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        let signature = request.headers().get("x-signature");
        let text = signature
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        if let Ok(mut list) = self.1.lock() {
            list.push(text.to_owned());
        }
        self.0.send(request)
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.0.sleep(delay)
    }
}

#[tokio::test]
async fn middleware_sees_the_signature_and_derived_clients_sign_too() -> Outcome {
    let server = judging([204, 204].map(Response::empty))?;
    let list = Arc::default();
    let transport = Listing(ReqwestTransport::new()?, Arc::clone(&list));
    let client = builder(&server)
        .transport(transport)
        .sign(Signing::with(SECRET))
        .build()?;
    client.notes().update_optional(None).await?;
    let derived = client.with_options(|options| options.max_retries(0))?;
    derived.notes().update_optional(None).await?;
    let requests = server.requests();
    let sent: Vec<_> = requests
        .iter()
        .filter_map(|request| request.header("x-signature"))
        .collect();
    assert_eq!(*list.lock().map_err(|_| "poisoned")?, sent);
    Ok(())
}

#[tokio::test]
async fn a_closure_signs_and_is_asked_again_where_it_says_that_its_failure_may_pass() -> Outcome {
    let server = Server::with(|_| Response::empty(204))?;
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let sign = move |mut request: Request<Body>| {
        let number = count.fetch_add(1, Ordering::SeqCst);
        async move {
            if number == 0 {
                return Err(TransportError::connect("the service that signs is away"));
            }
            request
                .headers_mut()
                .insert("x-signature", HeaderValue::from(number));
            Ok(request)
        }
    };
    let client = builder(&server).sign(sign).build()?;
    // A PATCH is not idempotent, but nothing was sent.
    client.notes().update_optional(Some("a")).await?;
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].header("x-signature"), Some("1"));
    assert_eq!(requests[0].text(), "a");
    Ok(())
}
