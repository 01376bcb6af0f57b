//! Responses, encoded as the request was.
//!
//! In: a status and what to say. Out: an HTTP response with `ExportTraceServiceResponse` or
//! `google.rpc.Status` in it, as OTLP/HTTP requires.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER};
use hyper::{Response, StatusCode};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceResponse,
};
use prost::Message;
use serde_json::json;

use super::decode::Encoding;

/// A response of the gateway.
pub(super) type Reply = Response<Full<Bytes>>;

/// `google.rpc.Status`. OTLP uses neither the code, which is derived from the HTTP status, nor the
/// details.
#[derive(Clone, PartialEq, Eq, Message)]
struct Status {
    #[prost(int32, tag = "1")]
    code: i32,
    #[prost(string, tag = "2")]
    message: String,
}

/// Everything was accepted but `rejected` spans.
pub(super) fn accepted(encoding: Encoding, rejected: usize, message: String) -> Reply {
    let partial = (rejected > 0).then(|| ExportTracePartialSuccess {
        rejected_spans: i64::try_from(rejected).unwrap_or(i64::MAX),
        error_message: message,
    });
    let body = match (encoding, &partial) {
        (Encoding::Json, None) => b"{}".to_vec(),
        (Encoding::Json, Some(partial)) => json!({"partialSuccess": {
            "rejectedSpans": partial.rejected_spans.to_string(),
            "errorMessage": partial.error_message,
        }})
        .to_string()
        .into_bytes(),
        (Encoding::Protobuf, _) => ExportTraceServiceResponse {
            partial_success: partial,
        }
        .encode_to_vec(),
    };
    reply(StatusCode::OK, encoding.media_type(), body)
}

/// The request failed. With `after`, the client is asked to send it again then.
pub(super) fn failed(
    encoding: Encoding,
    status: StatusCode,
    message: &str,
    after: Option<Duration>,
) -> Reply {
    let code = code(status);
    let body = match encoding {
        Encoding::Json => json!({"code": code, "message": message})
            .to_string()
            .into_bytes(),
        Encoding::Protobuf => Status {
            code,
            message: message.to_owned(),
        }
        .encode_to_vec(),
    };
    let mut reply = reply(status, encoding.media_type(), body);
    if let Some(after) = after {
        // Whole seconds, rounded up: earlier would be refused again.
        let seconds = after
            .as_secs()
            .saturating_add(u64::from(after.subsec_nanos() > 0));
        reply.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    reply
}

/// A text for a person.
pub(super) fn text(status: StatusCode, text: &'static str) -> Reply {
    reply(status, "text/plain; charset=utf-8", text.into())
}

fn reply(status: StatusCode, media_type: &'static str, body: Vec<u8>) -> Reply {
    let mut reply = Response::new(Full::new(Bytes::from(body)));
    *reply.status_mut() = status;
    let media_type = HeaderValue::from_static(media_type);
    reply.headers_mut().insert(CONTENT_TYPE, media_type);
    reply
}

/// The code of `google.rpc.Code` for a status.
fn code(status: StatusCode) -> i32 {
    match status {
        StatusCode::NOT_FOUND => 5,
        StatusCode::TOO_MANY_REQUESTS => 8,
        StatusCode::METHOD_NOT_ALLOWED => 12,
        StatusCode::INTERNAL_SERVER_ERROR => 13,
        StatusCode::SERVICE_UNAVAILABLE => 14,
        _ => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_rounded_up_to_seconds() {
        for (wait, seconds) in [(0, "0"), (1, "1"), (1000, "1"), (1001, "2")] {
            let status = StatusCode::SERVICE_UNAVAILABLE;
            let wait = Duration::from_millis(wait);
            let reply = failed(Encoding::Json, status, "later", Some(wait));
            assert_eq!(reply.headers()[RETRY_AFTER], seconds);
        }
    }
}
