//! Numbers: in every spelling, and those that JSON does not have.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // A test includes what is generated for a library.

mod common;

mod demo;

use std::collections::BTreeMap;

use demo::{Level, Mixed};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use specwright_runtime::codec::decode;
use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{
    Call, Client, Constant, DecodeError, FormEncoding, Json, Model, Nullable, OpenEnum, Union,
};

use self::common::client;

#[derive(Debug, Deserialize)]
struct Foreign {
    text: String,
}

fn fails<T: specwright_runtime::FromBody>(text: &str) -> DecodeError {
    match decode::<T>(text.as_bytes()) {
        Ok(_) => panic!("`{text}` was read"),
        Err(error) => error,
    }
}

#[derive(Clone, Model)]
#[model(setters)]
struct Measured {
    rate: f64,
    least: Option<f64>,
    most: Nullable<f32>,
    all: Option<Vec<f64>>,
    named: Option<BTreeMap<String, f64>>,
    choice: Option<Choice>,
    inner: Option<Box<Measured>>,
    #[model(rest)]
    others: BTreeMap<String, f64>,
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Choice {
    Number(f64),
    List(Vec<f64>),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn a_number_that_json_lacks_is_named_with_its_place() {
    for word in ["NaN", "nan", "Infinity", "-Infinity", "inf", "-inf"] {
        for (text, path) in [
            (format!(r#"{{"rate": {word}}}"#), "rate"),
            (format!(r#"{{"rate":1,"all":[0, {word}]}}"#), "all[1]"),
            (format!(r#"{{"rate":1,"choice":[{word}]}}"#), "choice[0]"),
            (
                format!(r#"{{"rate":1,"inner":{{"x":{word} }}}}"#),
                "inner.x",
            ),
        ] {
            let error = fails::<Measured>(&text);
            let expected = format!("`{word}` is not JSON: numbers must be finite");
            assert_eq!(
                (error.path(), error.message()),
                (path, &*expected),
                "{text}"
            );
        }
        let error = fails::<Json<Foreign>>(&format!(r#"{{"other": [{word}]}}"#));
        assert_eq!(error.path(), "other[0]");
        assert!(error.message().contains("finite"), "{error}");
        let error = fails::<Value>(&format!("[1, {word}]"));
        assert_eq!(error.path(), "[1]");
    }
    // A word is not a number.
    assert!(
        !fails::<Measured>(r#"{"rate": nano}"#)
            .message()
            .contains("finite")
    );
}

/// What is said of a call that must not be sent.
fn unsent(call: impl FnOnce(&Client) -> Call<String>) -> String {
    let server = Server::new();
    server.reply(Reply::json(200, "ok"));
    let error = block_on(call(&client(&server)))
        .expect_err("it was sent")
        .to_string();
    assert_eq!(server.requests().len(), 0, "{error}");
    error
}

#[derive(Serialize)]
struct Others {
    flag: Option<bool>,
    pair: (u8, f32),
    choice: OthersChoice,
}

#[derive(Serialize)]
enum OthersChoice {
    One(f64),
    Two { x: f64 },
}

#[test]
fn a_number_that_json_lacks_is_not_sent() {
    let nan = f64::NAN;
    let model = |rate| Measured::new(rate);
    let named = BTreeMap::from([("a b".to_owned(), f64::NEG_INFINITY)]);
    let bodies = [
        (model(nan), "rate", "NaN"),
        (model(0.0).with_least(f64::INFINITY), "least", "inf"),
        (model(0.0).with_most(f32::NAN), "most", "NaN"),
        (model(0.0).with_all(vec![0.0, nan]), "all[1]", "NaN"),
        (
            model(0.0).with_named(named.clone()),
            r#"named["a b"]"#,
            "-inf",
        ),
        (model(0.0).with_others(named), r#"["a b"]"#, "-inf"),
        (model(0.0).with_choice(nan), "choice", "NaN"),
        (model(0.0).with_choice(vec![nan]), "choice[0]", "NaN"),
        (model(0.0).with_inner(model(nan)), "inner.rate", "NaN"),
    ];
    for (body, path, number) in &bodies {
        let reason = format!("at `{path}`: a number must be finite, found {number}");
        let encodings = [("inner", FormEncoding::Media("application/json"))];
        for error in [
            unsent(|client| client.post("/a").json(body)),
            unsent(|client| client.post("/a").optional_json(Some(body))),
            unsent(|client| client.post("/a").form(body)),
            unsent(|client| {
                client
                    .post("/a")
                    .multipart("multipart/form-data", body, &encodings)
            }),
            unsent(|client| client.get("/a").query("q", body)),
            unsent(|client| client.get("/a").query_json("q", body)),
            unsent(|client| client.get("/a").header("x-q", body)),
        ] {
            assert!(error.ends_with(&reason), "{error}: {reason}");
        }
        let lines = [model(0.0), body.clone()];
        let error = unsent(|client| client.post("/a").json_lines("application/x-ndjson", &lines));
        assert!(error.contains(number), "{error}");
    }
    let others = |pair, choice| Others {
        flag: None,
        pair: (0, pair),
        choice,
    };
    for (body, path) in [
        (others(f32::NAN, OthersChoice::One(0.0)), "pair[1]"),
        (others(0.0, OthersChoice::One(nan)), "choice.One"),
        (others(0.0, OthersChoice::Two { x: nan }), "choice.x"),
    ] {
        let error = unsent(|client| client.post("/a").json(&Json(body)));
        assert!(
            error.contains(&format!("at `{path}`: a number must be finite")),
            "{error}"
        );
    }
    for error in [
        unsent(|client| client.get("/a").query("q", nan)),
        unsent(|client| client.get("/{q}").path("q", f64::INFINITY)),
        unsent(|client| client.get("/a").cookie("q", f32::NAN)),
        unsent(|client| client.post("/a").json(&nan)),
    ] {
        assert!(error.contains("a number must be finite"), "{error}");
    }
}

#[test]
fn null_is_sent_where_it_is_meant() {
    let server = Server::new();
    server.reply(Reply::json(200, "ok"));
    let body = Measured::new(1.5).with_most(Nullable::Null);
    let call: Call<String> = client(&server).post("/a").json(&body);
    block_on(call).unwrap();
    assert_eq!(
        server.requests()[0].json(),
        json!({"rate": 1.5, "most": null})
    );
}

#[derive(Clone, Debug, OpenEnum)]
enum Count {
    #[open_enum(0)]
    Zero,
    #[open_enum(9_007_199_254_740_993)]
    Many,
    #[open_enum(unknown)]
    Unknown(i64),
}

#[derive(Clone, Copy, Debug, Default, Constant)]
#[constant(0)]
struct Zero;

#[derive(Clone, Copy, Debug, Default, Constant)]
#[constant(9_007_199_254_740_993)]
struct Large;

/// A number without a fraction is an integer, however it is written (JSON Schema 2020-12,
/// Validation, section 6.1.1).
#[test]
fn integers_are_read_in_every_spelling() {
    for text in ["0", "-0", "0.0", "-0.0", "0e5", "-0E-9", "0e999999999999"] {
        let text = text.as_bytes();
        assert!(matches!(decode::<Count>(text), Ok(Count::Zero)));
        assert!(decode::<Zero>(text).is_ok(), "{text:?}");
        assert_eq!(decode::<u64>(text).unwrap(), 0);
    }
    for text in ["1", "1.0", "10e-1", "0.1e1", "1.000E+0"] {
        let text = text.as_bytes();
        assert!(matches!(decode::<Level>(text), Ok(Level::One)));
        assert!(matches!(decode::<Mixed>(text), Ok(Mixed::One)), "{text:?}");
        assert_eq!(decode::<u8>(text).unwrap(), 1);
    }
    let read = decode::<Mixed>(b"-1.0").unwrap();
    assert!(matches!(read, Mixed::Minus), "{read:?}");
    for text in [
        "9007199254740993",
        "9007199254740993.0",
        "9.007199254740993e15",
    ] {
        assert!(matches!(decode::<Count>(text.as_bytes()), Ok(Count::Many)));
        assert!(decode::<Large>(text.as_bytes()).is_ok(), "{text}");
    }
    assert!(decode::<Large>(b"9007199254740992.0").is_err());
    let huge = format!("1e{}", "9".repeat(100_000));
    let long = format!("0.{}1e100001", "0".repeat(100_000));
    assert!(decode::<i64>(huge.as_bytes()).is_err());
    assert_eq!(decode::<i64>(long.as_bytes()).unwrap(), 1);
    for text in ["1.5", "1e-1", "-0.5", "1e400", "1e-999999999999"] {
        assert!(decode::<i64>(text.as_bytes()).is_err(), "{text}");
        assert!(decode::<Count>(text.as_bytes()).is_err(), "{text}");
    }
}

#[derive(Clone, Union)]
#[union(tag = "version")]
enum ByVersion {
    #[union("1", carried)]
    First(Map<String, Value>),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn a_tag_that_is_a_number_is_one_in_every_spelling() {
    for text in [
        r#"{"version":1}"#,
        r#"{"version":1.0}"#,
        r#"{"version":1e0,"version":1}"#,
    ] {
        let read = decode::<ByVersion>(text.as_bytes());
        assert!(matches!(read, Ok(ByVersion::First(_))), "{text}: {read:?}");
    }
}

/// A `Value` keeps what `serde_json` keeps: integers of 64 bits exactly, and all other numbers as
/// the nearest `f64`.
#[test]
fn numbers_without_a_type_are_those_of_serde_json() {
    for text in [
        "18446744073709551615",
        "-9223372036854775808",
        "0.1",
        "1.7976931348623157e+308",
        "-0.0",
    ] {
        let read: Value = decode(text.as_bytes()).unwrap();
        assert_eq!(read.to_string(), text);
        let text = format!(r#"{{"rate":{text}}}"#);
        let map: Map<String, Value> = decode(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&map).unwrap(), text);
    }
    for (text, rounded) in [
        ("18446744073709551616", "18446744073709552000.0"),
        ("0.12345678901234567890123", "0.12345678901234568"),
    ] {
        let read: Value = decode(text.as_bytes()).unwrap();
        assert_eq!(
            read,
            serde_json::from_str::<Value>(rounded).unwrap(),
            "{text}"
        );
    }
}
