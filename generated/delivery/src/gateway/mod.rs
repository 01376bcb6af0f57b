//! A receiver of OTLP/HTTP that sends what it receives to Scale, as a function and as the program
//! `spanwire-gateway`.
//!
//! Programs in any language export their spans to an OpenTelemetry Collector, and the collector
//! exports them to the gateway. The gateway keeps nothing: it responds with status 200 once Scale
//! has accepted the spans, so a collector with a persistent queue loses none when the gateway or
//! Scale fails, and any number of gateways can run side by side.
//!
//! # What it accepts
//!
//! `POST /v1/traces` with an `ExportTraceServiceRequest` of [OTLP
//! 1.x](https://opentelemetry.io/docs/specs/otlp/#otlphttp) as `application/x-protobuf` or
//! `application/json`, compressed with gzip or not. Spans are mapped as [`mapping`](crate::mapping)
//! describes and delivered by [`deliver`](crate::deliver()). `GET /healthz` gives status 200 as
//! long as the gateway accepts connections.
//!
//! # What it responds
//!
//! In the encoding of the request, with `google.rpc.Status` as the body of an error. The statuses
//! say what the sender should do; of the errors, senders repeat 429 and 503 only.
//!
//! | status | when |
//! |---|---|
//! | 200 | Scale accepted every span |
//! | 200 with `partial_success` | the counted spans can't be accepted: they have no valid id, Scale rejected them, or [`Limits::requests`](crate::Limits::requests) were used up before it was clear which spans of a batch are at fault. Scale accepted all others |
//! | 429 | Scale responded with 429, or too many requests or bytes are in flight |
//! | 503 | spans are not delivered: Scale refused the credentials or responded with another status than those above, the connection failed, the deadline passed; or the body of the request was too slow |
//! | 400 | the body can't be decoded |
//! | 404, 405, 415 | another path, method, media type or content coding |
//! | 413 | the body is too large, before or after decompression, or once it is decoded |
//! | 500 | a fault of the gateway itself |
//!
//! `Retry-After` comes with 429 and 503: as Scale named it, or a few seconds. Where Scale accepted
//! a part of the spans only, all are asked for again; that is harmless, since a span is identified
//! by its trace, its id and its start.
//!
//! That Scale refuses the credentials (401, 403) is not the fault of the sender, and a collector
//! would drop the spans for such a status. So it is a 503: the spans wait in the collector until
//! the key is changed, and the log says why.
//!
//! # Limits
//!
//! [`Settings`] bound the bytes and requests in flight, and with them the memory. There is no
//! authentication: anyone who can connect can add spans to the account. Listen on loopback or in a
//! private network.

mod budget;
mod decode;
mod json;
mod otlp;
mod outcome;
mod receive;
mod respond;
#[cfg(all(test, feature = "exporter"))]
mod same;
mod serve;
mod settings;
mod weight;

pub use self::serve::serve;
pub use self::settings::Settings;
