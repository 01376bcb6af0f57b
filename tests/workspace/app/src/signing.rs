//! Signatures over the final method, path with query, date and body of a request.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use ring::hmac;
use specwright_runtime::{
    Body, BoxFuture, Signer, TransportError,
    http::{HeaderValue, Request},
    jiff::{Timestamp, fmt::rfc2822},
};

/// A key, and how many requests were signed with it.
#[derive(Clone)]
pub struct Signing {
    key: hmac::Key,
    count: Arc<AtomicU64>,
}

impl Signing {
    pub fn new(secret: &[u8]) -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, secret),
            count: Arc::default(),
        }
    }

    /// How many requests were signed.
    pub fn count(&self) -> u64 {
        self.count.load(Ordering::Relaxed)
    }

    /// The signature that a request must have.
    pub fn signature(&self, method: &str, target: &str, date: &str, body: &[u8]) -> String {
        let mut context = hmac::Context::with_key(&self.key);
        context.update(format!("{method}\n{target}\n{date}\n").as_bytes());
        context.update(body);
        let tag = context.sign();
        tag.as_ref()
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect()
    }
}

impl Signer for Signing {
    fn sign<'a>(
        &'a self,
        request: &'a mut Request<Body>,
    ) -> BoxFuture<'a, Result<(), TransportError>> {
        Box::pin(async {
            let date = rfc2822::DateTimePrinter::new()
                .timestamp_to_rfc9110_string(&Timestamp::now())
                .map_err(TransportError::other)?;
            let target = request.uri().path_and_query();
            let target = target.map_or("/", |target| target.as_str());
            let body = request.body().try_as_bytes()?;
            let signature = self.signature(request.method().as_str(), target, &date, body);
            for (name, value) in [("date", date), ("x-signature", signature)] {
                let value = HeaderValue::try_from(value).map_err(TransportError::other)?;
                request.headers_mut().insert(name, value);
            }
            self.count.fetch_add(1, Ordering::Relaxed);
            Ok(())
        })
    }
}
