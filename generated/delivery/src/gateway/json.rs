//! OTLP/JSON, as senders write it.
//!
//! In: a JSON text. Out: the message. `opentelemetry-proto` reads what OTLP's own encoders write;
//! what the [JSON mapping](https://protobuf.dev/programming-guides/json/) allows besides (`null`
//! and empty messages, `"NaN"`, base64 of URLs) is brought into that form first. An id that is not
//! hex becomes one that is refused later, so that it costs its span and not the request.

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use serde_json::{Map, Value, json};

/// An id of a wrong length.
const INVALID_ID: &str = "00";

/// Reads a message.
pub(super) fn decode(body: &[u8]) -> Result<ExportTraceServiceRequest, serde_json::Error> {
    let mut message: Value = serde_json::from_slice(body)?;
    normalize(&mut message);
    serde_json::from_value(message)
}

fn normalize(value: &mut Value) {
    match value {
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(normalize);
            normalize_members(members);
        }
        Value::Array(items) => items.iter_mut().for_each(normalize),
        _ => {}
    }
}

fn normalize_members(members: &mut Map<String, Value>) {
    for id in ["traceId", "spanId", "parentSpanId"] {
        if let Some(Value::String(text)) = members.get_mut(id)
            && !is_hex(text)
        {
            INVALID_ID.clone_into(text);
        }
    }
    for list in ["arrayValue", "kvlistValue"] {
        if let Some(Value::Object(list)) = members.get_mut(list) {
            list.entry("values").or_insert_with(|| json!([]));
        }
    }
    if let Some(Value::String(text)) = members.get_mut("bytesValue") {
        *text = standard_base64(text);
    }
    if let Some(Value::String(text)) = members.get("doubleValue") {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite());
        // JSON has no such number, so the mapping writes its name.
        let (member, value) = match number {
            Some(number) => ("doubleValue", json!(number)),
            None => ("stringValue", json!(text)),
        };
        members.remove("doubleValue");
        members.insert(member.to_owned(), value);
    }
}

fn is_hex(text: &str) -> bool {
    text.len().is_multiple_of(2) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The same bytes in the standard alphabet, padded.
fn standard_base64(text: &str) -> String {
    let text = text.trim_end_matches('=');
    let padding = "=".repeat((4 - text.len() % 4) % 4);
    text.replace('-', "+").replace('_', "/") + &padding
}

#[cfg(test)]
mod tests {
    use opentelemetry_proto::tonic::common::v1::any_value::Value as Any;
    use opentelemetry_proto::tonic::trace::v1::Span;

    use super::*;

    fn span(span: &Value) -> Span {
        let message = json!({"resourceSpans": [{"scopeSpans": [{"spans": [span]}]}]});
        let message = decode(message.to_string().as_bytes()).expect("a message");
        message.resource_spans[0].scope_spans[0].spans[0].clone()
    }

    fn attribute(value: &Value) -> Option<Any> {
        let span = span(&json!({"attributes": [{"key": "it", "value": value}]}));
        let value = span.attributes[0].value.clone();
        value.and_then(|value| value.value)
    }

    #[test]
    fn numbers_of_64_bits_are_text_or_numbers() {
        for time in [
            json!("1544712660300000000"),
            json!(1_544_712_660_300_000_000_u64),
        ] {
            let span = span(&json!({"startTimeUnixNano": time}));
            assert_eq!(span.start_time_unix_nano, 1_544_712_660_300_000_000);
        }
        for number in [
            json!("-9007199254740993"),
            json!(-9_007_199_254_740_993_i64),
        ] {
            let read = attribute(&json!({"intValue": number}));
            assert_eq!(read, Some(Any::IntValue(-9_007_199_254_740_993)));
        }
    }

    #[test]
    fn null_and_unknown_members_count_as_absent() {
        let span = span(&json!({
            "traceId": null, "attributes": null, "events": null, "status": null,
            "name": "it", "kind": 3, "flags": 257, "aNewMember": {"with": [1, null]},
        }));
        assert_eq!(span.name, "it");
        assert_eq!(span.kind, 3);
        assert!(span.trace_id.is_empty() && span.attributes.is_empty());
    }

    #[test]
    fn empty_values_are_read() {
        for (value, expected) in [
            (json!({}), None),
            (json!({"aNewKind": [1]}), None),
            (
                json!({"arrayValue": {}}),
                Some(Any::ArrayValue(<_>::default())),
            ),
            (
                json!({"kvlistValue": {}}),
                Some(Any::KvlistValue(<_>::default())),
            ),
            (json!({"bytesValue": ""}), Some(Any::BytesValue(Vec::new()))),
        ] {
            assert_eq!(attribute(&value), expected, "{value}");
        }
    }

    #[test]
    fn doubles_are_numbers_or_text() {
        let cases = [
            (json!(1), Any::DoubleValue(1.0)),
            (json!("1.5"), Any::DoubleValue(1.5)),
            (json!("NaN"), Any::StringValue("NaN".to_owned())),
            (json!("-Infinity"), Any::StringValue("-Infinity".to_owned())),
        ];
        for (number, expected) in cases {
            assert_eq!(attribute(&json!({"doubleValue": number})), Some(expected));
        }
    }

    #[test]
    fn either_alphabet_of_base64_is_read() {
        for text in ["-_8=", "+/8=", "+/8"] {
            let read = attribute(&json!({"bytesValue": text}));
            assert_eq!(read, Some(Any::BytesValue(vec![0xfb, 0xff])), "{text}");
        }
    }

    #[test]
    fn an_id_that_is_not_hex_costs_its_span_only() {
        let span = span(&json!({
            "traceId": "5B8EFFF798038103D269B633813FC60C", "spanId": "EEE19B7EC3C1B17G",
            "parentSpanId": "é",
        }));
        assert_eq!(span.trace_id[..2], [0x5b, 0x8e]);
        assert_eq!((span.span_id, span.parent_span_id), (vec![0], vec![0]));
    }

    #[test]
    fn deep_nesting_is_an_error() {
        let text = "[".repeat(100_000);
        assert!(decode(text.as_bytes()).is_err());
    }
}
