//! Where errors are found in a text, and how many members an object may have.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // A test includes what is generated for a library.

mod demo;

use std::collections::BTreeMap;

use demo::{ContentPart, Span, SpanObject};
use serde_json::json;
use specwright_runtime::codec;
use specwright_runtime::{Base64, DecodeError, Model};

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
            r#"{"id":"1","object":"trace"}"#,
            "object",
            "invalid value: string \"trace\", expected the constant `span`",
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
fn repeated_and_escaped_names() {
    let text = r#"{"i\u0064":"a","id":"b","start_timestamp":"2023-11-07T05:31:56Z"}"#;
    let span: Span = codec::decode(text.as_bytes()).unwrap();
    assert_eq!(span.id, "b");
    let part: ContentPart =
        serde_json::from_str(r#"{"t\u0079pe":"te\u0078t","text":"a"}"#).unwrap();
    assert!(matches!(part, ContentPart::Text(_)));
}

#[test]
fn base64_is_decoded_in_either_alphabet_and_otherwise_preserved() {
    for text in ["aGk=", "aGk", "_-8="] {
        let bytes: Base64 = serde_json::from_value(json!(text)).unwrap();
        assert_eq!(bytes.decode().unwrap().len(), 2, "{text}");
        assert_eq!(json!(bytes), json!(text));
    }
    let other: Base64 = serde_json::from_value(json!("data:,a b")).unwrap();
    assert!(other.decode().is_err());
    assert_eq!(json!(other), json!("data:,a b"));
}

macro_rules! wide {
    ($($field:ident),*) => {
        #[derive(Clone, Model)]
        struct Wide {
            $($field: i64,)*
        }

        const WIDE: &[&str] = &[$(stringify!($field)),*];
    };
}

wide! {
    a00, a01, a02, a03, a04, a05, a06, a07, a08, a09, a10, a11, a12, a13,
    a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25, a26, a27,
    a28, a29, a30, a31, a32, a33, a34, a35, a36, a37, a38, a39, a40, a41,
    a42, a43, a44, a45, a46, a47, a48, a49, a50, a51, a52, a53, a54, a55,
    a56, a57, a58, a59, a60, a61, a62, a63, a64, a65, a66, a67, a68, a69
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
struct Required {
    #[model(argument)]
    secret: Option<String>,
    #[model(constant)]
    kind: Option<SpanObject>,
}

#[test]
fn new_fills_what_may_be_left_out() {
    let made = serde_json::to_string(&Required::new("s")).unwrap();
    assert_eq!(made, r#"{"secret":"s","kind":"span"}"#);
}
