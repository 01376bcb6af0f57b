//! Values of every kind, and whether they survive a format.

use std::collections::BTreeMap;

use serde_json::json;
use specwright_runtime::{Base64, Bytes, Nullable, Timestamp, Uuid};

use super::formats::Format;
use super::kinds::*;

fn full() -> Plain {
    let mut full = plain();
    full.parent = Some("p".to_owned());
    full.least = Some(0.25);
    full
}

fn absent() -> Plain {
    Plain::new("", 0, -0.5, false, None)
}

fn nested() -> Nested {
    let map = BTreeMap::from([("x y".to_owned(), 1)]);
    let tree = Tree(vec![Tree(vec![]), Tree(vec![Tree(vec![])])]);
    let list = vec![plain(), absent()];
    let pair = ("a".to_owned(), 1);
    let mut nested = Nested::new(plain(), list, map, pair, vec![Some(1), Some(2)], tree);
    nested.inner = Some(Box::new(nested.clone()));
    nested
}

fn open() -> Open {
    let mut open = Open::new("a");
    open.rest = BTreeMap::from([("b".to_owned(), 1), ("c".to_owned(), -2)]);
    open
}

fn anything() -> Anything {
    let value = json!({"a": [1, -0.5, "x", true, {"b": []}], "c": "d"});
    let map = value.as_object().unwrap().clone();
    Anything::new(value, map)
}

fn enums() -> Enums {
    let unknown = Status::from("NEW");
    let mut enums = Enums::new(Status::Success, unknown, Rate::Half, Rate::Full);
    enums.level = Some(Level::Low);
    enums
}

fn keys() -> Keys {
    let counts = [(Status::Failure, 1), (Status::from("NEW"), 2)];
    Keys::new(BTreeMap::from(counts))
}

fn times() -> Times {
    let at: Timestamp = "2024-01-31T10:00:00.500+01:00".parse().unwrap();
    let day = "2024-02-29".parse().unwrap();
    let mut times = Times::new(at, day, "10:00:00.25".parse().unwrap());
    times.never = Some("9999-12-31T23:59:59Z".parse().unwrap());
    times
}

fn ids() -> Ids {
    let mut ids = Ids::new(Uuid::from_u128(u128::MAX - 5));
    ids.parent = Some(Uuid::nil());
    ids
}

fn numbers() -> Numbers {
    Numbers::new(
        i64::MAX,
        i64::MIN,
        i32::MIN,
        1.0 / 3.0,
        f64::from_bits(1),
        f64::MAX,
        0.1,
    )
}

/// Some formats have no null, and leave it out.
fn null(format: Format) -> Result<(), String> {
    let mut null = absent();
    null.limit = Nullable::Null;
    let read: Plain = format.read(&format.write(&null)?)?;
    match read.limit {
        Nullable::Null => Ok(()),
        Nullable::Absent => Err("left out".to_owned()),
        Nullable::Value(value) => panic!("{format:?}: {value}"),
    }
}

/// A column of the table: the values that survive a format, and the errors of the others.
pub fn column(format: Format) -> Vec<(&'static str, Result<(), String>)> {
    let plains = [plain(), full(), absent()];
    let plains = plains.iter().try_for_each(|plain| format.round(plain));
    vec![
        ("struct: required, optional and nullable members", plains),
        ("a nullable member that is null", null(format)),
        ("lists, maps, tuples, recursion", format.round(&nested())),
        ("`rest`: other members", format.round(&open())),
        ("`flatten`", format.round(&Flat::new("a", full()))),
        ("`Value`: members of any type", format.round(&anything())),
        ("constants", format.round(&Constants::new())),
        ("open enums", format.round(&enums())),
        ("open enums as keys of maps", format.round(&keys())),
        ("unions by a tag", format.round(&tagged())),
        (
            "unions by a tag beside the content",
            format.round(&adjacent()),
        ),
        (
            "unions by the name of the member",
            format.round(&external()),
        ),
        ("unions by shape", format.round(&untagged())),
        ("timestamps, dates, times", format.round(&times())),
        ("UUIDs", format.round(&ids())),
        (
            "base64",
            format.round(&Encoded::new(Base64::from(b"\0\xff"))),
        ),
        (
            "bytes",
            format.round(&Raw::new(Bytes::from_static(b"\0\xff\x80"))),
        ),
        (
            "`i64`, `f64` and `f32` to the last digit",
            format.round(&numbers()),
        ),
        (
            "`u64` to the last digit",
            format.round(&Unsigned::new(u64::MAX)),
        ),
    ]
}
