//! Requests that are signed by HMAC-SHA256 over method, path with query, date and body. The server
//! on loopback refuses those whose signature is wrong or old:
//!
//! ```text
//! cargo run -p spanwire --example signing
//! ```

mod serve;

use std::error::Error;
use std::time::Duration;

use ring::hmac;
use serde_json::json;
use serve::{Asked, Reply};
use spanwire::scale_v5::{Client, models::SpanBatchCreateRequest};
use spanwire::specwright_runtime::http::Request;
use spanwire::specwright_runtime::jiff::{self, fmt::rfc2822};
use spanwire::{Body, BoxFuture, HeaderValue, Signer, TransportError};

/// The key, and what names it to the server.
struct Signing {
    id: String,
    key: hmac::Key,
}

impl Signer for Signing {
    fn sign<'a>(
        &'a self,
        request: &'a mut Request<Body>,
    ) -> BoxFuture<'a, Result<(), TransportError>> {
        Box::pin(async {
            let date = rfc2822::DateTimePrinter::new()
                .timestamp_to_rfc9110_string(&jiff::Timestamp::now())
                .map_err(TransportError::other)?;
            let target = request.uri().path_and_query();
            let target = target.map_or("/", |target| target.as_str());
            let body = request.body().try_as_bytes()?;
            let signature = signature(&self.key, request.method().as_str(), target, &date, body);
            let signature = format!("{} {signature}", self.id);
            for (name, value) in [("date", date), ("x-signature", signature)] {
                let value = HeaderValue::try_from(value).map_err(TransportError::other)?;
                request.headers_mut().insert(name, value);
            }
            Ok(())
        })
    }
}

/// What the client sends, and the server makes as well from what it got.
fn signature(key: &hmac::Key, method: &str, target: &str, date: &str, body: &[u8]) -> String {
    let mut context = hmac::Context::with_key(key);
    context.update(format!("{method}\n{target}\n{date}\n").as_bytes());
    context.update(body);
    let tag = context.sign();
    let halves = tag.as_ref().iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves
        .filter_map(|half| char::from_digit(half.into(), 16))
        .collect()
}

/// Why the server refuses a request, if it does.
fn refusal(key: &hmac::Key, asked: &Asked) -> Option<&'static str> {
    let header = |name: &str| asked.headers.get(name).map_or("", String::as_str);
    let date = header("date");
    let Ok(at) = rfc2822::DateTimeParser::new().parse_timestamp(date) else {
        return Some("no date");
    };
    if jiff::Timestamp::now().duration_since(at).unsigned_abs() > Duration::from_secs(300) {
        return Some("an old request");
    }
    let target = format!("{}{}", asked.path, asked.query);
    let expected = signature(key, &asked.method, &target, date, &asked.body);
    (header("x-signature") != format!("key-1 {expected}")).then_some("a wrong signature")
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, b"an example's secret");
    let server_key = key.clone();
    let url = serve::serve(move |asked: &Asked| match refusal(&server_key, asked) {
        None => Reply::from(json!({"items": []})),
        Some(why) => {
            let mut reply = Reply::from(json!({ "error": why }));
            reply.status = 401;
            reply
        }
    })?;

    let client = Client::builder().api_key("an-example-key").base_url(url);
    let id = "key-1".to_owned();
    let signed = client.clone().sign(Signing { id, key }).build()?;
    let batch = SpanBatchCreateRequest::new(Vec::new());
    let stored = signed.spans().upsert_batch(&batch).await?;
    println!("accepted: {} spans", stored.items.len());

    let refused = client.build()?.spans().upsert_batch(&batch).await;
    match refused {
        Err(error) if error.status().is_some_and(|status| status == 401) => {
            println!("refused without a signature: {error}");
            Ok(())
        }
        Err(error) => Err(error.into()),
        Ok(_) => Err("the server takes requests without a signature".into()),
    }
}
