//! Every scalar format, on the golden case `scalars`.

use std::collections::BTreeMap;

use golden::scalars::models::Scalars;
use serde_json::{Value, json};
use specwright_runtime::codec::decode;

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
        ("int8", vec![json!(i8::MIN), json!(i8::MAX)]),
        ("int16", vec![json!(i16::MIN), json!(i16::MAX)]),
        ("uint8", vec![json!(u8::MAX)]),
        ("uint16", vec![json!(u16::MAX)]),
        ("past_int32", vec![json!(u32::MAX)]),
        ("rust_u64", vec![json!(u64::MAX)]),
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

/// All that RFC 3339 allows, and what servers send although it doesn't.
#[test]
fn times_are_written_as_they_were_read() {
    for text in [
        "2023-11-07T05:31:56",
        "2023-11-07 05:31:56",
        "2023-11-07 05:31:56+02:00",
        "2023-11-07t05:31:56z",
        "2023-11-07T05:31:56.120Z",
        "2023-11-07T05:31:56.0000000",
        "2023-11-07T05:31:56.123456789-23:59",
        "2023-11-07T05:31:56+00:00",
        "2023-11-07T05:31:56-00:00",
        "2023-11-07T05:31:56+0530",
        "2023-11-07T05:31",
        "1990-12-31T23:59:60Z",
        "1990-12-31T15:59:60.5-08:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.9999999-12:00",
        "0000-01-01T00:00:00+23:59",
        "0001-01-01T00:00:00",
    ] {
        survives::<Scalars>(json!({ "date_time": text }));
    }
    for text in [
        "10:00:00",
        "10:00",
        "10:00:00z",
        "10:00:00.50+05:30",
        "23:59:60Z",
        "00:00:00-00:00",
        "10:00:00.123456789",
    ] {
        survives::<Scalars>(with("time", json!(text)));
    }
    for broken in [
        "2023-02-29T00:00:00Z",
        "2023-11-07",
        "2023-11-07T24:00:00Z",
        "2023-11-07T05:31:56.Z",
    ] {
        refused::<Scalars>(&json!({ "date_time": broken }));
    }
}

#[test]
fn instants_are_equal_however_they_are_written() {
    let read = |text: &str| decoded::<Scalars>(&json!({ "date_time": text }));
    let utc = read("2023-11-07T05:31:56Z");
    assert_eq!(utc, read("2023-11-07T06:31:56.000+01:00"));
    assert_eq!(utc, read("2023-11-07 05:31:56"));
    assert_ne!(utc, read("2023-11-07T05:31:56+01:00"));
    let never = read("9999-12-31T23:59:59Z").date_time;
    assert!(read("9999-12-31T23:59:59.5Z").date_time > never);
    assert!(read("9999-12-30T23:59:59Z").date_time < never);
    assert_eq!(never, read("9999-12-31T22:59:59-01:00").date_time);
}

#[test]
fn uuids_are_written_as_they_were_read() {
    for text in [
        "3C90C3CC-0D44-4B50-8888-8DD25736052A",
        "BEA026Fa-a628-3EEF-75Ff-04178bbCaa44",
        "{3c90c3cc-0d44-4b50-8888-8dd25736052a}",
        "urn:uuid:3c90c3cc-0d44-4b50-8888-8DD25736052a",
        "3c90c3cc0d444b5088888dd25736052A",
    ] {
        survives::<Scalars>(with("uuid", json!(text)));
    }
}

#[test]
fn integers_are_numbers_without_a_fraction() {
    for (text, number) in [("1.0", 1), ("1e3", 1000), ("-20e-1", -2), ("5.00E+1", 50)] {
        let text = format!(r#"{{"date_time": "{TIME}", "integer": {text}}}"#);
        let read: Scalars = serde_json::from_str(&text).unwrap();
        assert_eq!(read.integer, Some(number), "{text}");
    }
    assert_eq!(decode::<i32>(b"7.0").unwrap(), 7);
    assert_eq!(
        decode::<Vec<u64>>(b"[1.8446744073709551615e19, 1e0]").unwrap(),
        [u64::MAX, 1]
    );
    let map: BTreeMap<String, (i64, String)> = decode(br#"{"7": [2.0, "a"]}"#).unwrap();
    assert_eq!(map["7"], (2, "a".to_owned()));
    for broken in ["1.5", "1e-1", "2147483648.0"] {
        assert!(decode::<i32>(broken.as_bytes()).is_err(), "{broken}");
    }
}

#[test]
fn what_is_no_value_of_the_format_is_named_with_its_path() {
    for (name, value) in [
        ("integer", json!(1.5)),
        ("integer", json!("1")),
        ("int32", json!(i64::MAX)),
        ("int8", json!(128)),
        ("uint16", json!(-1)),
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
