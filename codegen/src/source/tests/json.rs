//! JSON texts.

use serde_json::json;

use super::{codes, load, place, value};
use crate::diagnostics::Code;
use crate::source::Sources;

fn wrong(text: &str) -> (Vec<Code>, (usize, usize), String) {
    let (sources, diagnostics) = load(&[("it.json", text)]);
    assert!(sources.is_none());
    let message = diagnostics.iter().next().unwrap().message.clone();
    (codes(&diagnostics), place(&diagnostics, None), message)
}

fn warned(text: &str) -> (Sources, Vec<Code>) {
    let (sources, diagnostics) = load(&[("it.json", text)]);
    (sources.unwrap(), codes(&diagnostics))
}

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
    let (sources, _) = warned(r#"{"a": 123456789012345678901234567890.10}"#);
    let number = sources.root().get("a").unwrap().as_number().unwrap();
    assert_eq!(number.0, "123456789012345678901234567890.10");
}

#[test]
fn syntax_errors_are_shown_at_their_position() {
    let invalid = vec![Code::InvalidJson];
    let message = "string without closing `\"`".to_owned();
    assert_eq!(
        wrong("{\n \"a\": \"b\n}"),
        (
            invalid.clone(),
            (2, 9),
            "control character `0x0a` in a string".into()
        )
    );
    assert_eq!(wrong("{\"a\": \"b}"), (invalid.clone(), (1, 7), message));
    assert_eq!(wrong("{\"a\" 1]").1, (1, 6));
    assert_eq!(
        wrong("{\"a\": 1").2,
        "expected `,` or `}`, found the end of the text"
    );
    assert_eq!(wrong("{\"a\": 1} x").1, (1, 10));
    assert_eq!(
        wrong("{\"a\": \"\\u12g4\"}").2,
        "`\\u` needs four hexadecimal digits"
    );
}

#[test]
fn what_only_yaml_allows_is_read_with_a_warning() {
    let (sources, codes) = warned("{\"a\": [1, 2,],}");
    assert_eq!(sources.root().to_json(), json!({"a": [1, 2]}));
    assert_eq!(codes, [Code::JsonReadAsYaml]);
    let (sources, diagnostics) = load(&[("it.json", "[1, 2,\n]")]);
    let message = &diagnostics.iter().next().unwrap().message;
    assert!(
        message.ends_with(": comma before the closing `]`"),
        "{message}"
    );
    assert_eq!(place(&diagnostics, sources.as_ref()), (1, 6));
    let (_, codes) = warned("{\"a\": 1} # why\n");
    assert_eq!(codes, [Code::JsonReadAsYaml]);
}

#[test]
fn yaml_may_be_named_json() {
    let (sources, codes) = warned("a: 1\n");
    assert_eq!(sources.root().to_json(), json!({"a": 1}));
    assert_eq!(codes, []);
}

#[test]
fn half_a_surrogate_pair_is_replaced() {
    let (sources, codes) = warned(r#"{"a": "x\ud800y", "b": "\udc00\ud83d\u0041"}"#);
    let expected = json!({"a": "x\u{fffd}y", "b": "\u{fffd}\u{fffd}A"});
    assert_eq!(sources.root().to_json(), expected);
    assert_eq!(codes, [Code::LoneSurrogate; 3]);
}

#[test]
fn the_last_of_two_equal_members_is_used() {
    let (sources, codes) = warned(r#"{"a": 1, "a": 2}"#);
    assert_eq!(sources.root().to_json(), json!({"a": 2}));
    assert_eq!(codes, [Code::DuplicateMember]);
}
