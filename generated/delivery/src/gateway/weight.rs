//! How much memory a message takes once it is decoded.
//!
//! In: a body, before it is decoded. Out: an estimate in bytes, besides the texts in it. The size
//! of the body says little: an empty span has two bytes in protobuf, and hundreds in memory.

/// A span in memory, decoded and mapped.
const SPAN: usize = 1_500;

/// An event or a link, likewise: an object in the metadata of its span.
const LISTED: usize = 900;

/// Another message, such as an attribute or its value.
const OTHER: usize = 150;

/// An object of JSON in memory, an event for example.
const OBJECT: usize = 750;

/// An array of JSON, or one more member or item.
const ELEMENT: usize = 150;

/// The nesting that the decoder allows.
const DEPTH: usize = 100;

/// A message of OTLP.
#[derive(Clone, Copy)]
enum Message {
    Request,
    ResourceSpans,
    ScopeSpans,
    Span,
    Event,
    Link,
    /// A resource; a list of attributes is the same.
    Resource,
    Scope,
    Attribute,
    AnyValue,
    Array,
    /// One without messages in it.
    Leaf,
}

impl Message {
    /// The message in a field of this one.
    fn field(self, number: u64) -> Option<Self> {
        Some(match (self, number) {
            (Self::Request, 1) => Self::ResourceSpans,
            (Self::ResourceSpans, 1) | (Self::AnyValue, 6) => Self::Resource,
            (Self::ResourceSpans, 2) => Self::ScopeSpans,
            (Self::ScopeSpans, 1) => Self::Scope,
            (Self::ScopeSpans, 2) => Self::Span,
            (Self::Span, 9)
            | (Self::Event | Self::Scope, 3)
            | (Self::Link, 4)
            | (Self::Resource, 1) => Self::Attribute,
            (Self::Span, 11) => Self::Event,
            (Self::Span, 13) => Self::Link,
            (Self::Span, 15) | (Self::Resource, 3) => Self::Leaf,
            (Self::Attribute, 2) | (Self::Array, 1) => Self::AnyValue,
            (Self::AnyValue, 5) => Self::Array,
            _ => return None,
        })
    }
}

/// The weight of a message in protobuf. What follows an error is not counted, since the decoder
/// ends there, too.
pub(super) fn protobuf(body: &[u8]) -> usize {
    weigh(body, Message::Request, DEPTH)
}

fn weigh(mut bytes: &[u8], message: Message, depth: usize) -> usize {
    let mut weight = match message {
        Message::Span => SPAN,
        Message::Event | Message::Link => LISTED,
        _ => OTHER,
    };
    while let Some(key) = varint(&mut bytes) {
        let length = match key & 7 {
            0 => varint(&mut bytes).map(|_| 0),
            1 => Some(8),
            2 => varint(&mut bytes).and_then(|length| usize::try_from(length).ok()),
            // The beginning and the end of a group: the fields within are read as if outside it.
            3 | 4 => Some(0),
            5 => Some(4),
            _ => None,
        };
        let split = length.and_then(|length| bytes.split_at_checked(length));
        let Some((inside, rest)) = split else { break };
        bytes = rest;
        if key & 7 == 2
            && depth > 0
            && let Some(field) = message.field(key >> 3)
        {
            weight += weigh(inside, field, depth - 1);
        }
    }
    weight
}

/// A number of variable length.
fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for at in 0..10 {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

/// The weight of a message in JSON: what it is by its punctuation outside texts.
pub(super) fn json(body: &[u8]) -> usize {
    let mut weight = ELEMENT;
    let mut bytes = body.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'{' => weight += OBJECT,
            b'[' | b',' => weight += ELEMENT,
            b'"' => skip_text(&mut bytes),
            _ => {}
        }
    }
    weight
}

fn skip_text(bytes: &mut std::slice::Iter<'_, u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
    use opentelemetry_proto::tonic::common::v1::any_value::Value;
    use opentelemetry_proto::tonic::common::v1::{AnyValue, ArrayValue, KeyValue, KeyValueList};
    use opentelemetry_proto::tonic::trace::v1::span::{Event, Link};
    use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span, Status};
    use prost::Message as _;

    use super::*;

    fn weight_of(span: Span) -> usize {
        let spans = vec![span];
        let scope = ScopeSpans {
            spans,
            ..ScopeSpans::default()
        };
        let resource = ResourceSpans {
            scope_spans: vec![scope],
            ..ResourceSpans::default()
        };
        let message = ExportTraceServiceRequest {
            resource_spans: vec![resource],
        };
        protobuf(&message.encode_to_vec())
    }

    #[test]
    fn every_message_within_a_span_is_counted() {
        let empty = weight_of(Span::default());
        assert_eq!(empty, 3 * OTHER + SPAN);

        let any = |value| AnyValue { value: Some(value) };
        let attribute = |value| KeyValue {
            value: Some(any(value)),
            ..KeyValue::default()
        };
        let list = |item| {
            let values = vec![any(item), AnyValue::default()];
            Value::ArrayValue(ArrayValue { values })
        };
        let nested = KeyValueList {
            values: vec![attribute(list(Value::IntValue(1)))],
        };
        // The attribute, its value, the list, an attribute, its value, the array, two items.
        let attributes = vec![attribute(Value::KvlistValue(nested))];
        let span = Span {
            // Texts are not messages, whatever they look like.
            name: "\n\u{1}\n".repeat(10),
            attributes: attributes.clone(),
            events: vec![Event::default(); 2],
            links: vec![Link {
                attributes,
                ..Link::default()
            }],
            status: Some(Status::default()),
            start_time_unix_nano: u64::MAX,
            flags: u32::MAX,
            dropped_links_count: u32::MAX,
            ..Span::default()
        };
        let weight = weight_of(span) - empty;
        assert_eq!(weight, (8 + 8 + 1) * OTHER + (2 + 1) * LISTED);
    }

    #[test]
    fn what_is_broken_ends_the_count() {
        assert_eq!(protobuf(b""), OTHER);
        assert_eq!(protobuf(&[0xff; 30]), OTHER);
        assert_eq!(protobuf(b"\x0a\x05\x12"), OTHER);
        // Messages can't be hidden in a group.
        assert_eq!(protobuf(b"\x7b\x0a\0\x7c\x0a\0"), 3 * OTHER);
        // 1,000 lists in one another.
        let nested = (0..1_000).fold(Vec::new(), |inner, _| {
            let mut outer = vec![0x2a];
            prost::encoding::encode_varint(inner.len() as u64, &mut outer);
            [outer, inner].concat()
        });
        assert!(protobuf(&nested) < 200 * OTHER);
    }

    #[test]
    fn texts_of_json_weigh_nothing() {
        assert_eq!(json(br#""{{[,,\"{{""#), ELEMENT);
        assert_eq!(json(br#"[{"a": "\\"}, 1]"#), 3 * ELEMENT + OBJECT);
        assert_eq!(json(br#""no end \"#), ELEMENT);
    }
}
