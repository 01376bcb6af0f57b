//! Reading and writing models: places of errors, unions, times, limits.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // A test includes what is generated for a library.

mod demo;

use std::collections::BTreeMap;

use demo::models::{ContentPart, Span, SpanObject};
use serde_json::json;
use specwright_runtime::codec;
use specwright_runtime::{Base64, Date, DecodeError, Model, Nullable, Time, Timestamp, Uuid};

fn fails<T: specwright_runtime::FromBody>(text: &str) -> DecodeError {
    match codec::decode::<T>(text.as_bytes()) {
        Ok(_) => panic!("`{text}` was read"),
        Err(error) => error,
    }
}

#[test]
fn errors_name_the_path() {
    let table = [
        (
            r#"{"start_timestamp":"2023-11-07T05:31:56Z"}"#,
            "$",
            "missing field `id`",
        ),
        (r#"{"id":"1"}"#, "$", "missing field `start_timestamp`"),
        (
            r#"{"id":7}"#,
            "id",
            "invalid type: integer `7`, expected a string",
        ),
        (r#"{"id":{}}"#, "id", "invalid type: map, expected a string"),
        ("[]", "$", "invalid type: sequence, expected an object"),
        (
            r#"{"id":"1","parts":[{"type":"text","text":"a"},{"type":"text"}]}"#,
            "parts[1]",
            "missing field `text`",
        ),
        (
            "{\n \"id\": \"1\",\n \"parts\": [ {\"type\": \"text\",\n \"text\": 5} ] }",
            "parts[0].text",
            "invalid type: integer `5`, expected a string",
        ),
    ];
    for (text, path, message) in table {
        let error = fails::<Span>(text);
        assert_eq!((error.path(), error.message()), (path, message), "{text}");
    }
    let error = fails::<Vec<BTreeMap<String, Vec<Span>>>>(r#"[{"a.b":[]},{"a.b":[{"id":null}]}]"#);
    assert_eq!(error.path(), r#"[1]["a.b"][0].id"#);
}

#[test]
fn errors_show_the_place() {
    let filler = "é".repeat(100);
    let text =
        format!(r#"{{"x":"{filler}","parts":[{{"type":"text","text":false}}],"y":"{filler}"}}"#);
    let error = fails::<Span>(&text);
    assert_eq!(error.path(), "parts[0].text");
    assert!(
        error.snippet().contains("\"text\":false"),
        "{}",
        error.snippet()
    );
    assert!(error.snippet().len() <= 80);
    let text = format!(r#"[{{"parts":[{{"type":"text","more":"{filler}","text":true}}]}}]"#);
    let error = fails::<Vec<Span>>(&text);
    assert_eq!(error.path(), "[0].parts[0].text");
    assert!(
        error.snippet().contains("\"text\":true"),
        "{}",
        error.snippet()
    );
    let error = fails::<Span>("\u{1b}[31m<html>");
    assert_eq!((error.path(), error.snippet()), ("$", " [31m<html>"));
    assert_eq!(fails::<Span>("").message(), "the body is empty");
    assert_eq!(fails::<Span>(r#"{"id": "x"#).path(), "id");
}

#[test]
fn a_byte_order_mark_is_passed_over() {
    assert_eq!(codec::decode::<u8>(b"\xef\xbb\xbf7").unwrap(), 7);
}

#[test]
fn repeated_and_escaped_names() {
    let text = r#"{"i\u0064":"a","id":"b","start_timestamp":"2023-11-07T05:31:56Z"}"#;
    let span: Span = codec::decode(text.as_bytes()).unwrap();
    assert_eq!(span.id, "b");
    let part: ContentPart =
        serde_json::from_str(r#"{"t\u0079pe":"te\u0078t","text":"a"}"#).unwrap();
    assert!(matches!(part, ContentPart::Text(_)));
}

#[test]
fn null_and_absent_differ() {
    let read = |text: &str| serde_json::from_str::<Nullable<String>>(text).unwrap();
    assert_eq!(read("null"), Nullable::Null);
    assert_eq!(read("\"a\""), Nullable::from("a"));
    assert_eq!(Nullable::<u8>::from(None), Nullable::Null);
    assert!(Nullable::<u8>::default().is_absent());
}

#[test]
fn times_are_read_leniently() {
    for text in [
        "2023-11-07T05:31:56Z",
        "2023-11-07t05:31:56z",
        "2023-11-07 05:31:56",
        "2023-11-07T05:31:56.5",
        "2023-11-07T05:31:56.123456789+02:00",
        "2023-11-07 05:31:56+00:00",
        "2023-11-07T05:31",
        "0001-01-01T00:00:00Z",
    ] {
        let read: Timestamp = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), json!(text));
    }
    for text in [
        "2023-11-07",
        "soon",
        "",
        "2023-13-01T00:00:00Z",
        "99999-01-01T00:00:00Z",
        "2023-11-07T05:31:56[Europe/Rome]",
    ] {
        let error = fails::<Timestamp>(&json!(text).to_string());
        assert!(
            error
                .message()
                .starts_with(&format!("`{text}` is no date-time: ")),
            "{error}"
        );
    }
    let jiff = Timestamp::now().into_jiff().unwrap();
    assert_eq!(Timestamp::from(jiff), jiff);
    for text in ["10:30:00", "10:30:00.25Z", "10:30:00-05:30"] {
        let read: Time = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(serde_json::to_value(read).unwrap(), json!(text));
    }
    assert!("25:00:00Z".parse::<Time>().is_err());
    assert_eq!(
        "2023-11-07".parse::<Date>().unwrap().to_string(),
        "2023-11-07"
    );
}

#[test]
fn other_formats() {
    for text in ["aGk=", "aGk", "_-8="] {
        let bytes: Base64 = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(bytes.decode().unwrap().len(), 2, "{text}");
        assert_eq!(json!(bytes), json!(text));
    }
    let other: Base64 = serde_json::from_value(json!("data:,a b")).unwrap();
    assert!(other.decode().is_err());
    assert_eq!(json!(other), json!("data:,a b"));
    let uuid: Uuid = serde_json::from_str("\"67e55044-10b1-426f-9247-bb680e5fe0c8\"").unwrap();
    assert_eq!(uuid.get_version_num(), 4);
}

macro_rules! wide {
    ($($field:ident $wire:literal),*) => {
        #[derive(Clone, Model)]
        struct Wide {
            $($field: i64,)*
        }

        const WIDE: &[&str] = &[$($wire),*];
    };
}

wide! {
    a00 "a00", a01 "a01", a02 "a02", a03 "a03", a04 "a04", a05 "a05", a06 "a06",
    a07 "a07", a08 "a08", a09 "a09", a10 "a10", a11 "a11", a12 "a12", a13 "a13",
    a14 "a14", a15 "a15", a16 "a16", a17 "a17", a18 "a18", a19 "a19", a20 "a20",
    a21 "a21", a22 "a22", a23 "a23", a24 "a24", a25 "a25", a26 "a26", a27 "a27",
    a28 "a28", a29 "a29", a30 "a30", a31 "a31", a32 "a32", a33 "a33", a34 "a34",
    a35 "a35", a36 "a36", a37 "a37", a38 "a38", a39 "a39", a40 "a40", a41 "a41",
    a42 "a42", a43 "a43", a44 "a44", a45 "a45", a46 "a46", a47 "a47", a48 "a48",
    a49 "a49", a50 "a50", a51 "a51", a52 "a52", a53 "a53", a54 "a54", a55 "a55",
    a56 "a56", a57 "a57", a58 "a58", a59 "a59", a60 "a60", a61 "a61", a62 "a62",
    a63 "a63", a64 "a64", a65 "a65", a66 "a66", a67 "a67", a68 "a68", a69 "a69"
}

#[test]
fn each_of_many_members_is_missed() {
    let all: BTreeMap<&str, usize> = WIDE.iter().copied().zip(0..).collect();
    let read = codec::decode::<Wide>(json!(all).to_string().as_bytes()).unwrap();
    assert_eq!((read.a00, read.a69), (0, 69));
    for name in WIDE {
        let mut most = all.clone();
        most.remove(name);
        let error = fails::<Wide>(&json!(most).to_string());
        assert_eq!(error.message(), format!("missing field `{name}`"));
    }
}

#[derive(Clone, Model)]
struct Given {
    #[model(argument)]
    secret: Option<String>,
    #[model(constant)]
    kind: Option<SpanObject>,
}

#[test]
fn new_fills_what_may_be_left_out() {
    let given = serde_json::to_string(&Given::new("s")).unwrap();
    assert_eq!(given, r#"{"secret":"s","kind":"span"}"#);
}
