//! Every scalar format, on the golden case `scalars`.

use golden::scalars::models::Scalars;
use serde_json::{Value, json};

use crate::{decoded, refused, survives};

const TIME: &str = "2024-02-29T23:59:59Z";

/// An object with what is required and one more field.
fn with(name: &str, value: Value) -> Value {
    let mut object = json!({"date_time": TIME});
    object[name] = value;
    object
}

#[test]
fn every_format_survives() {
    for (name, values) in [
        ("boolean", vec![json!(true), json!(false)]),
        ("integer", vec![json!(0), json!(i64::MIN), json!(i64::MAX)]),
        ("int32", vec![json!(i32::MIN), json!(i32::MAX)]),
        ("int64", vec![json!(1)]),
        ("uint32", vec![json!(u32::MAX)]),
        ("uint64", vec![json!(u64::MAX)]),
        ("beyond", vec![json!(u64::MAX)]),
        (
            "number",
            vec![json!(0.5), json!(-1.5e300), json!(96_206_804.504_618_05)],
        ),
        ("float", vec![json!(0.5)]),
        ("string", vec![json!(""), json!("\u{1F600}\"\\\n\u{0}")]),
        (
            "date_time",
            vec![json!(TIME), json!("1969-07-20T20:17:40.000000001Z")],
        ),
        ("date", vec![json!("2024-02-29")]),
        ("time", vec![json!("23:59:59Z"), json!("12:00:00.5Z")]),
        ("uuid", vec![json!("3c90c3cc-0d44-4b50-8888-8dd25736052a")]),
        ("byte", vec![json!(""), json!("AAEC/w==")]),
        ("uri", vec![json!("https://example.com/a?b#c")]),
        ("duration", vec![json!("P1DT2H")]),
        ("unheard", vec![json!("of")]),
        ("any", vec![json!(null), json!([1, {"a": null}])]),
        ("strings", vec![json!([]), json!(["a", "b"])]),
        ("nullables", vec![json!(["a", null])]),
        ("dates", vec![json!({"a": "2024-01-01"})]),
    ] {
        for value in values {
            survives::<Scalars>(with(name, value));
        }
    }
}

/// JSON has no bytes, so what a schema calls binary is text there.
#[test]
fn binary_in_json_is_text() {
    survives::<golden::bytes::models::Attachment>(json!({"content": "AAEC not base64"}));
}

/// What servers send although the standard says otherwise.
#[test]
fn times_are_read_leniently_and_written_by_the_rule() {
    for (sent, written) in [
        ("2023-11-07T05:31:56", "2023-11-07T05:31:56Z"),
        ("2023-11-07 05:31:56", "2023-11-07T05:31:56Z"),
        ("2023-11-07 05:31:56+02:00", "2023-11-07T03:31:56Z"),
        ("2023-11-07t05:31:56z", "2023-11-07T05:31:56Z"),
        ("2023-11-07T05:31:56.120Z", "2023-11-07T05:31:56.12Z"),
    ] {
        let read: Scalars = decoded(&json!({"date_time": sent}));
        let again = serde_json::to_value(&read).unwrap_or_default();
        assert_eq!(again["date_time"], written, "{sent}");
    }
}

#[test]
fn what_is_no_value_of_the_format_is_named_with_its_path() {
    for (name, value) in [
        ("integer", json!(1.5)),
        ("integer", json!("1")),
        ("int32", json!(i64::MAX)),
        ("uint64", json!(-1)),
        ("date", json!("2023-02-30")),
        ("date_time", json!("yesterday")),
        ("uuid", json!("<string>")),
        ("strings", json!(["a", 1])),
    ] {
        let message = refused::<Scalars>(&with(name, value.clone()));
        assert!(message.contains(name), "{name} = {value}: {message}");
    }
}
