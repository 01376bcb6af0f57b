//! From the bytes of a request to OTLP's message.
//!
//! In: the body as it came, its media type and coding. Out: an `ExportTraceServiceRequest`, or why
//! there is none. It knows neither HTTP nor Scale.

use std::borrow::Cow;
use std::io::Read;

use flate2::read::MultiGzDecoder;
use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use prost::Message as _;

use super::budget::{Full, Reservation};
use super::{json, weight};

/// How a message is encoded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Protobuf,
    Json,
}

impl Encoding {
    /// The encoding that a `Content-Type` names; parameters such as `charset` don't matter.
    pub(super) fn of(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        if essence.eq_ignore_ascii_case("application/x-protobuf") {
            Some(Self::Protobuf)
        } else if essence.eq_ignore_ascii_case("application/json") {
            Some(Self::Json)
        } else {
            None
        }
    }

    pub(super) fn media_type(self) -> &'static str {
        match self {
            Self::Protobuf => "application/x-protobuf",
            Self::Json => "application/json",
        }
    }
}

/// Why a body is not a message.
#[derive(Debug)]
pub(super) enum Undecoded {
    /// It is larger than allowed, or becomes so once it is decompressed.
    TooLarge,
    /// There is no room for what it becomes.
    NoRoom(Full),
    /// It is not what its headers say.
    Invalid(String),
}

/// Decodes a body of at most `limit` bytes after decompression.
pub(super) fn decode(
    body: &[u8],
    encoding: Encoding,
    gzip: bool,
    limit: usize,
    room: &mut Reservation,
) -> Result<ExportTraceServiceRequest, Undecoded> {
    let body = if gzip {
        Cow::Owned(decompress(body, limit, room)?)
    } else {
        Cow::Borrowed(body)
    };
    let weight = match encoding {
        Encoding::Protobuf => weight::protobuf(&body),
        Encoding::Json => weight::json(&body),
    };
    room.grow(weight).map_err(Undecoded::NoRoom)?;
    match encoding {
        Encoding::Protobuf => ExportTraceServiceRequest::decode(&*body)
            .map_err(|error| Undecoded::Invalid(error.to_string())),
        Encoding::Json => {
            json::decode(&body).map_err(|error| Undecoded::Invalid(error.to_string()))
        }
    }
}

/// Decompresses in small pieces, so that a few bytes never become many before they are counted.
fn decompress(body: &[u8], limit: usize, room: &mut Reservation) -> Result<Vec<u8>, Undecoded> {
    let mut decoder = MultiGzDecoder::new(body);
    let mut expanded = Vec::new();
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = decoder
            .read(&mut piece)
            .map_err(|error| Undecoded::Invalid(format!("gzip: {error}")))?;
        if read == 0 {
            return Ok(expanded);
        }
        if expanded.len() + read > limit {
            return Err(Undecoded::TooLarge);
        }
        room.grow(read).map_err(Undecoded::NoRoom)?;
        expanded.extend_from_slice(&piece[..read]);
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::super::budget::Budget;
    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("into memory");
        encoder.finish().expect("into memory")
    }

    fn decoded(body: &[u8], limit: usize, room: usize) -> Result<(), Undecoded> {
        let budget = Budget::new(1, room);
        let mut room = budget.request().expect("the first request");
        decode(body, Encoding::Json, true, limit, &mut room).map(drop)
    }

    #[test]
    fn the_media_type_chooses_the_encoding() {
        let json = Encoding::of("Application/JSON; charset=utf-8");
        assert_eq!(json, Some(Encoding::Json));
        assert_eq!(
            Encoding::of("application/x-protobuf"),
            Some(Encoding::Protobuf)
        );
        assert_eq!(Encoding::of("application/json-seq"), None);
        assert_eq!(Encoding::of(""), None);
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_expanded() {
        let bomb = gzip(&vec![b' '; 32 << 20]);
        assert!(bomb.len() < 64 << 10);
        let refused = decoded(&bomb, 20 << 20, 64 << 20);
        assert!(matches!(refused, Err(Undecoded::TooLarge)));
        let refused = decoded(&bomb, 64 << 20, 1 << 20);
        assert!(matches!(refused, Err(Undecoded::NoRoom(Full::Always))));
    }

    #[test]
    fn what_becomes_large_in_memory_is_refused_before_it_is_decoded() {
        // Each a span of two bytes.
        let spans = b"\x12\0".repeat(50_000);
        let scope = [&b"\x12\xa0\x8d\x06"[..], &spans].concat();
        let message = [&b"\x0a\xa4\x8d\x06"[..], &scope].concat();
        let spans = "{},".repeat(50_000);
        let text =
            format!("{{\"resourceSpans\": [{{\"scopeSpans\": [{{\"spans\": [{spans}{{}}]}}]}}]}}");
        for (encoding, body) in [
            (Encoding::Protobuf, &message[..]),
            (Encoding::Json, text.as_bytes()),
        ] {
            let budget = Budget::new(1, 256 << 20);
            let mut room = budget.request().expect("the first request");
            let decoded = decode(body, encoding, false, 1 << 20, &mut room);
            let decoded = decoded.expect("there is room");
            let spans = &decoded.resource_spans[0].scope_spans[0].spans;
            assert!(spans.len() >= 50_000);
            drop(room);

            let budget = Budget::new(1, 16 << 20);
            let mut room = budget.request().expect("the first request");
            let refused = decode(body, encoding, false, 1 << 20, &mut room);
            assert!(matches!(refused, Err(Undecoded::NoRoom(Full::Always))));
        }
    }

    #[test]
    fn any_bytes_give_a_message_or_an_error() {
        let json = br#"{"resourceSpans": [{"resource": {"attributes": [{"key": "a",
            "value": {"kvlistValue": {"values": [{"key": "b", "value": {"intValue": "1"}}]}}}]},
            "scopeSpans": [{"scope": {"name": "s"}, "spans": [{
                "traceId": "0123456789abcdef0123456789abcdef", "spanId": "0123456789abcdef",
                "startTimeUnixNano": "1544712660300000000", "kind": 3, "status": {"code": 2},
                "events": [{"timeUnixNano": "1", "attributes": [{"key": "c",
                    "value": {"arrayValue": {"values": [{"doubleValue": "NaN"}]}}}]}],
                "links": [{"traceId": "00", "spanId": "11"}]
            }]}]}]}"#;
        let message = json::decode(json).expect("a message");
        let protobuf = message.encode_to_vec();
        let compressed = gzip(&protobuf);
        let mut random = fastrand::Rng::with_seed(7);
        let mut decoded = 0;
        for round in 0..3_000 {
            let (encoding, whole, gzip) = match round % 3 {
                0 => (Encoding::Json, &json[..], false),
                1 => (Encoding::Protobuf, &protobuf[..], false),
                _ => (Encoding::Protobuf, &compressed[..], true),
            };
            let mut body = whole.to_vec();
            for _ in 0..random.usize(0..4) {
                let at = random.usize(..body.len());
                body[at] = random.u8(..);
            }
            if random.bool() {
                body.truncate(random.usize(body.len() / 2..=body.len()));
            }
            let budget = Budget::new(1, 1 << 20);
            let mut room = budget.request().expect("the first request");
            if let Ok(message) = decode(&body, encoding, gzip, 1 << 16, &mut room) {
                let received = super::super::otlp::receive(message);
                decoded += received.spans.len() + received.rejected.count;
            }
        }
        assert!(decoded > 300, "{decoded}");
    }

    #[test]
    fn members_of_gzip_are_read_one_after_another() {
        let body = [gzip(b"{\"resource"), gzip(b"Spans\":[]}")].concat();
        decoded(&body, 1 << 10, 1 << 20).expect("one message");
    }

    #[test]
    fn what_is_not_gzip_or_ends_early_is_invalid() {
        let whole = gzip(b"{\"resourceSpans\":[]}");
        for body in [&b"{}"[..], &whole[..whole.len() - 4], &[]] {
            let refused = decoded(body, 1 << 10, 1 << 20);
            assert!(matches!(refused, Err(Undecoded::Invalid(_))), "{body:?}");
        }
    }
}
