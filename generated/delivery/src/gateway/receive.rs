//! One HTTP request.
//!
//! In: a request. Out: the response, and a line for the log if spans were not accepted. The rules
//! are those of [OTLP/HTTP](https://opentelemetry.io/docs/specs/otlp/#otlphttp).

use std::time::Duration;

use bytes::Bytes;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use hyper::header::{ALLOW, CONTENT_ENCODING, CONTENT_TYPE, EXPECT, HeaderMap, HeaderValue};
use hyper::{Method, Request, StatusCode};
use spanwire::scale_v5::Client;

use super::budget::{Budget, Full, Reservation};
use super::decode::{self, Encoding, Undecoded};
use super::otlp::{self, Received};
use super::outcome::{self, Rejections};
use super::respond::{self, Reply};
use super::settings::Settings;
use crate::deliver::deliver;

/// When a client that was refused for lack of room may come again.
const BUSY: Duration = Duration::from_secs(1);

/// What the connections of a gateway share.
pub(super) struct Gateway {
    client: Client,
    pub(super) settings: Settings,
    budget: Budget,
}

/// Why a request is not a success.
pub(super) struct Refusal {
    pub(super) status: StatusCode,
    /// For the client.
    pub(super) message: String,
    /// For the log, if it says more.
    pub(super) log: Option<String>,
    /// When to send the request again, if that could help.
    pub(super) after: Option<Duration>,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self {
            status,
            message: message.into(),
            log: None,
            after: None,
        }
    }

    fn busy() -> Self {
        let message = "too many requests or bytes are in flight";
        Self {
            after: Some(BUSY),
            ..Self::new(StatusCode::TOO_MANY_REQUESTS, message)
        }
    }

    /// There is no room for a request, now or ever.
    fn full(full: Full) -> Self {
        match full {
            Full::Now => Self::busy(),
            Full::Always => {
                let message = "the request takes more memory than there is for all";
                Self::new(StatusCode::PAYLOAD_TOO_LARGE, message)
            }
        }
    }

    fn too_large(limit: usize) -> Self {
        let message = format!("the body has more than {limit} bytes");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    }
}

impl Gateway {
    pub(super) fn new(client: Client, settings: Settings) -> Self {
        let budget = Budget::new(settings.in_flight_requests, settings.in_flight_bytes);
        Self {
            client,
            settings,
            budget,
        }
    }

    /// The response to a request.
    pub(super) async fn respond(&self, request: Request<Incoming>) -> Reply {
        let get = [Method::GET, Method::HEAD];
        match (request.uri().path(), request.method()) {
            ("/healthz", method) if get.contains(method) => respond::text(StatusCode::OK, "ok\n"),
            ("/healthz", _) => wrong_method("GET, HEAD"),
            ("/v1/traces", method) if *method == Method::POST => self.traces(request).await,
            ("/v1/traces", _) => wrong_method("POST"),
            _ => {
                let message = "expected `POST /v1/traces`";
                respond::failed(Encoding::Json, StatusCode::NOT_FOUND, message, None)
            }
        }
    }

    async fn traces(&self, request: Request<Incoming>) -> Reply {
        let (head, mut body) = request.into_parts();
        let content_type = head.headers.get(CONTENT_TYPE);
        let encoding = content_type.and_then(|value| Encoding::of(value.to_str().ok()?));
        let outcome = self.export(&head.headers, encoding, &mut body).await;
        let encoding = encoding.unwrap_or(Encoding::Json);
        let refusal = match outcome {
            Ok(rejected) => return self.accepted(encoding, rejected),
            Err(refusal) => refusal,
        };
        let (status, message) = (refusal.status, &refusal.message);
        let line = refusal.log.as_ref().unwrap_or(message);
        self.settings.report(&format!("{status}: {line}"));
        if !head.headers.contains_key(EXPECT) {
            self.drain(&mut body).await;
        }
        respond::failed(encoding, status, message, refusal.after)
    }

    fn accepted(&self, encoding: Encoding, rejected: Rejections) -> Reply {
        let Rejections { count, reason } = rejected;
        if count > 0 {
            let line = format!("200 OK: {count} spans are rejected");
            self.settings.report(&line);
        }
        respond::accepted(encoding, count, reason)
    }

    /// The spans that were rejected, if all others are delivered.
    async fn export(
        &self,
        headers: &HeaderMap,
        encoding: Option<Encoding>,
        body: &mut Incoming,
    ) -> Result<Rejections, Refusal> {
        let limit = self.settings.body_bytes;
        let Some(encoding) = encoding else {
            let message = "the media type must be application/x-protobuf or application/json";
            return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
        };
        let gzip = is_gzip(headers)?;
        if body.size_hint().lower() > limit as u64 {
            return Err(Refusal::too_large(limit));
        }
        let mut room = self.budget.request().ok_or_else(Refusal::busy)?;
        let read = self.read(body, &mut room);
        let read = tokio::time::timeout(self.settings.read_timeout, read).await;
        let bytes = read.unwrap_or_else(|_| {
            let message = "the body did not arrive in time";
            Err(Refusal {
                after: Some(BUSY),
                ..Refusal::new(StatusCode::SERVICE_UNAVAILABLE, message)
            })
        })?;
        let (received, _room) = unpack(bytes, encoding, gzip, limit, room).await?;
        let report = deliver(&self.client, received.spans, &self.settings.delivery).await;
        outcome::of(report, received.rejected)
    }

    /// Reads a body within the limits.
    async fn read(&self, body: &mut Incoming, room: &mut Reservation) -> Result<Vec<u8>, Refusal> {
        let mut bytes = Vec::new();
        while let Some(data) = next(body).await? {
            if bytes.len() + data.len() > self.settings.body_bytes {
                return Err(Refusal::too_large(self.settings.body_bytes));
            }
            let grown = room.grow(data.len());
            grown.map_err(Refusal::full)?;
            bytes.extend_from_slice(&data);
        }
        Ok(bytes)
    }

    /// Reads what is left of a body that was refused, up to twice the limit. A client that is still
    /// sending would otherwise see a lost connection in place of the response, and come again with
    /// a request that can't succeed.
    async fn drain(&self, body: &mut Incoming) {
        let mut left = self.settings.body_bytes.saturating_mul(2);
        let drained = async {
            while let Ok(Some(data)) = next(body).await
                && left > 0
            {
                left = left.saturating_sub(data.len());
            }
        };
        let _ = tokio::time::timeout(self.settings.read_timeout, drained).await;
    }
}

/// The next bytes of a body, or `None` at its end.
async fn next(body: &mut Incoming) -> Result<Option<Bytes>, Refusal> {
    loop {
        let Some(frame) = body.frame().await else {
            return Ok(None);
        };
        // The connection is lost or the framing is wrong; most clients don't see this response.
        let frame = frame.map_err(|_| {
            let message = "the body ended early";
            Refusal::new(StatusCode::BAD_REQUEST, message)
        })?;
        // Trailers say nothing here.
        if let Ok(data) = frame.into_data() {
            return Ok(Some(data));
        }
    }
}

/// Decodes and maps a body beside the threads that serve connections, since a large one takes
/// some time.
async fn unpack(
    bytes: Vec<u8>,
    encoding: Encoding,
    gzip: bool,
    limit: usize,
    mut room: Reservation,
) -> Result<(Received, Reservation), Refusal> {
    let unpacked = tokio::task::spawn_blocking(move || {
        let message = decode::decode(&bytes, encoding, gzip, limit, &mut room)?;
        drop(bytes);
        Ok((otlp::receive(message), room))
    });
    match unpacked.await {
        Ok(Ok(unpacked)) => Ok(unpacked),
        Ok(Err(Undecoded::TooLarge)) => Err(Refusal::too_large(limit)),
        Ok(Err(Undecoded::NoRoom(full))) => Err(Refusal::full(full)),
        // The decoder's message may quote what the body holds.
        Ok(Err(Undecoded::Invalid(message))) => Err(Refusal {
            log: Some("the body could not be decoded".to_owned()),
            ..Refusal::new(StatusCode::BAD_REQUEST, message)
        }),
        // A fault of this crate: another time it would be the same, so it is not asked for again.
        Err(_) => Err(Refusal::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "the request could not be processed",
        )),
    }
}

/// Whether a body is compressed with gzip, the one coding of OTLP.
fn is_gzip(headers: &HeaderMap) -> Result<bool, Refusal> {
    let mut gzip = false;
    for coding in headers.get_all(CONTENT_ENCODING) {
        match coding.to_str().unwrap_or_default().trim() {
            coding if coding.eq_ignore_ascii_case("gzip") && !gzip => gzip = true,
            coding if coding.is_empty() || coding.eq_ignore_ascii_case("identity") => {}
            _ => {
                let message = "the content encoding must be gzip or identity";
                return Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
            }
        }
    }
    Ok(gzip)
}

fn wrong_method(allowed: &'static str) -> Reply {
    let status = StatusCode::METHOD_NOT_ALLOWED;
    let message = format!("expected {allowed}");
    let mut reply = respond::failed(Encoding::Json, status, &message, None);
    let allowed = HeaderValue::from_static(allowed);
    reply.headers_mut().insert(ALLOW, allowed);
    reply
}
