//! JSON texts.

use serde_json::json;

use super::{codes, load, place, read, value};
use crate::diagnostics::Code;

#[test]
fn values() {
    let text =
        r#" { "a" : [ 1 , -0.5e+3 , true, false, null ],	"b\u00e9\n\"": "\ud83d\ude00\/" } "#;
    let expected = json!({"a": [1, -500.0, true, false, null], "bé\n\"": "😀/"});
    assert_eq!(value(text), expected);
    assert_eq!(value("{}"), json!({}));
    assert_eq!(value("[]"), json!([]));
}

#[test]
fn numbers_keep_their_digits() {
    let (sources, _) = load(&[("it.json", r#"{"a": 123456789012345678901234567890.10}"#)]);
    let sources = sources.unwrap();
    let number = sources.root().get("a").unwrap().as_number().unwrap();
    assert_eq!(number.0, "123456789012345678901234567890.10");
}

#[test]
fn syntax_errors_are_shown_at_their_position() {
    for (text, position, expected) in [
        (
            "{\n \"a\": \"b\n}",
            (2, 9),
            "control character `0x0a` in a string",
        ),
        ("{\"a\": \"b}", (1, 7), "string without closing `\"`"),
        ("{\"a\" 1]", (1, 6), "expected `:`, found `1`"),
        (
            "{\"a\": 1",
            (1, 8),
            "expected `,` or `}`, found the end of the text",
        ),
        (
            "{\"a\": 1} x",
            (1, 10),
            "there is text after the end of the value",
        ),
        (
            "{\"a\": \"\\u12g4\"}",
            (1, 8),
            "`\\u` needs four hexadecimal digits",
        ),
    ] {
        let (sources, diagnostics) = load(&[("it.json", text)]);
        assert!(sources.is_none());
        assert_eq!(codes(&diagnostics), [Code::InvalidJson]);
        let message = &diagnostics.iter().next().unwrap().message;
        assert_eq!(
            (place(&diagnostics, None), message.as_str()),
            (position, expected)
        );
    }
}

#[test]
fn what_json_does_not_allow_is_read() {
    let lone = r#"{"a": "x\ud800y", "b": "\udc00\ud83d\u0041"}"#;
    let replaced = json!({"a": "x\u{fffd}y", "b": "\u{fffd}\u{fffd}A"});
    let table: [(_, _, &[Code]); 5] = [
        (
            "{\"a\": [1, 2,],}",
            json!({"a": [1, 2]}),
            &[Code::JsonReadAsYaml],
        ),
        (
            "{\"a\": 1} # why\n",
            json!({"a": 1}),
            &[Code::JsonReadAsYaml],
        ),
        ("a: 1\n", json!({"a": 1}), &[]),
        (lone, replaced, &[Code::LoneSurrogate; 3]),
        (
            r#"{"a": 1, "a": 2}"#,
            json!({"a": 2}),
            &[Code::DuplicateMember],
        ),
    ];
    for (text, value, codes) in table {
        assert_eq!(read("it.json", text), (value, codes.to_vec()), "{text}");
    }
    let (sources, diagnostics) = load(&[("it.json", "[1, 2,\n]")]);
    let message = &diagnostics.iter().next().unwrap().message;
    assert!(
        message.ends_with(": comma before the closing `]`"),
        "{message}"
    );
    assert_eq!(place(&diagnostics, sources.as_ref()), (1, 6));
}
