//! Tests that reading takes a time linear in the text, by counting the bytes that are looked at.
//!
//! In: texts of growing depth and size, for each way in which types contain each other. Out: how
//! often a byte is looked at, which must not grow with the depth. Must not know how that is done.
#![allow(dead_code, clippy::large_enum_variant, clippy::struct_field_names)]

use std::collections::BTreeMap;

use serde_json::Value;

use super::json::reader::Reader;
use super::{ReadError, Wire};
use crate::{Model, Union};

/// How often a byte is looked at, at most: once to read it, four times before that until the ends
/// of all values are known, once to find those, and once for each field that is flattened into its
/// object.
const TIMES: usize = 9;

/// The same for texts that are made to be read as one variant after the other, or by many flattened
/// fields.
const HOSTILE_TIMES: usize = 40;

/// How many bytes of texts of any size may be looked at.
const FREE: usize = 1 << 15;

/// How many bytes were looked at, each as often as it was.
fn work<T: Wire>(text: &str) -> (Result<T, ReadError>, usize) {
    let mut reader = Reader::new(text);
    let read = T::read(&mut reader);
    let forward = reader.at + reader.went_back;
    (read, forward + reader.ahead.looked())
}

/// What is put around a value.
type Nest = (&'static str, &'static str);

/// Texts of growing depth, whose innermost value or whose levels grow, too.
fn texts((open, close): Nest, leaf: &str) -> impl Iterator<Item = (usize, String)> {
    let sizes = [(16, 0), (1 << 14, 0), (0, 64), (0, 1024)];
    let depths = [4, 8, 16, 32].into_iter();
    depths.flat_map(move |depth| {
        sizes.map(|(inner, level)| {
            let pad = |size: usize| format!("[{}0]", "[1], ".repeat(size / 5));
            let open = open.replace("PAD", &pad(level));
            let close = close.replace("PAD", &pad(level));
            let leaf = leaf.replace("PAD", &pad(inner));
            let text = format!("{}{leaf}{}", open.repeat(depth), close.repeat(depth));
            (depth, text)
        })
    })
}

#[track_caller]
fn is_linear<T: Wire>(nest: Nest, leaf: &str) {
    for (depth, text) in texts(nest, leaf) {
        let (read, work) = work::<T>(&text);
        let length = text.len();
        if let Err(failed) = read {
            panic!("{:?}", failed.place(&text));
        }
        assert!(
            work <= TIMES * length + FREE,
            "{nest:?}, {depth} deep: {work} for {length} bytes"
        );
    }
}

#[track_caller]
fn is_bounded<T: Wire>(nest: Nest, leaf: &str) {
    for (depth, text) in texts(nest, leaf) {
        let (_, work) = work::<T>(&text);
        let length = text.len();
        assert!(
            work <= HOSTILE_TIMES * (length + FREE),
            "{nest:?}, {depth} deep: {work} for {length} bytes"
        );
    }
}

#[derive(Model)]
struct Node {
    child: Option<Box<Tagged>>,
    pad: Option<Value>,
}

#[derive(Union)]
#[union(tag = "type")]
enum Tagged {
    #[union("node")]
    Node(Node),
    #[union("map")]
    Map(BTreeMap<String, Tagged>),
    #[union("closed")]
    Inner(Box<Kinds>),
    #[union("end")]
    End,
    #[union(unknown)]
    Unknown(Value),
}

/// A union by another tag of the same object.
#[derive(Union)]
#[union(tag = "kind")]
enum Kinds {
    #[union("node")]
    Node(Node),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn tags_at_the_end() {
    let end = r#"{"pad":PAD,"type":"end"}"#;
    is_linear::<Tagged>((r#"{"child":"#, r#","type":"node"}"#), end);
    is_linear::<Tagged>((r#"{"type":"node","child":"#, "}"), end);
    is_linear::<Tagged>((r#"{"child":"#, r#","pad":PAD,"type":"node"}"#), end);
    is_linear::<Tagged>((r#"{"pad":PAD,"child":"#, r#","type":"node"}"#), end);
    is_linear::<Tagged>((r#"{"pad":PAD,"child":"#, r#","type":"node"}"#), end);
    let both = (
        r#"{"child":"#,
        r#","pad":PAD,"kind":"node","type":"closed"}"#,
    );
    is_linear::<Tagged>(both, end);
    // No variant knows what has no tag.
    is_linear::<Tagged>((r#"{"child":"#, r#","pad":PAD}"#), end);
}

#[test]
fn maps_of_unions_look_for_a_repeated_tag() {
    let end = r#"{"pad":PAD,"type":"end"}"#;
    is_linear::<Tagged>((r#"{"a":"#, r#","type":"map"}"#), end);
    is_linear::<Tagged>((r#"{"type":"map","a":"#, r#","b":PAD}"#), end);
    is_linear::<BTreeMap<String, Tagged>>((r#"{"a":"#, "}"), r#"{"a":PAD,"type":"map"}"#);
}

#[derive(Model)]
struct WeakMembers {
    child: Option<Box<Adjacent>>,
    list: Option<Vec<External>>,
    pad: Option<Value>,
}

#[derive(Union)]
#[union(tag = "type", content = "value")]
enum Adjacent {
    #[union("node")]
    Node(WeakMembers),
    #[union("end")]
    End,
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Union)]
#[union(external)]
enum External {
    #[union("node")]
    Node(WeakMembers),
    #[union("map")]
    Map(BTreeMap<String, External>),
    #[union("end")]
    End,
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn tags_beside_the_value() {
    let end = r#"{"value":{"pad":PAD},"type":"node"}"#;
    is_linear::<Adjacent>((r#"{"value":{"child":"#, r#"},"type":"node"}"#), end);
    let padded = (r#"{"value":{"pad":PAD,"child":"#, r#"},"type":"node"}"#);
    is_linear::<Adjacent>(padded, end);
    is_linear::<Adjacent>((r#"{"type":"node","value":{"child":"#, "}}"), end);
    is_linear::<External>((r#"{"node":{"list":["#, "]}}"), r#"{"node":{"pad":PAD}}"#);
    is_linear::<External>((r#"{"map":{"a":"#, "}}"), r#"{"node":{"pad":PAD}}"#);
    // A value that matches no variant is tried last.
    is_bounded::<Adjacent>(padded, r#"{"value":PAD,"type":"node"}"#);
    is_bounded::<Adjacent>((r#"{"value":{"child":"#, r#"},"type":"node","x":0}"#), end);
    is_bounded::<External>((r#"{"node":{"list":["#, r#"]},"x":0}"#), r#"{"x":PAD}"#);
}

#[derive(Union)]
#[union(untagged)]
enum Untagged {
    Texts(Vec<String>),
    List(Vec<Untagged>),
    Left(Left),
    Right(Right),
    Map(BTreeMap<String, Untagged>),
    Text(String),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Model)]
struct Left {
    left: Box<Untagged>,
    note: Option<String>,
    pad: Option<Value>,
}

#[derive(Model)]
struct Right {
    right: Vec<Untagged>,
    pad: Option<Value>,
}

#[test]
fn unions_by_shape() {
    let end = r#"{"left":"","pad":PAD}"#;
    is_linear::<Untagged>((r#"{"left":"#, "}"), end);
    is_linear::<Untagged>((r#"{"pad":PAD,"left":"#, r#","note":"a"}"#), end);
    is_linear::<Untagged>((r#"{"right":["#, r#"],"pad":PAD}"#), end);
    is_linear::<Untagged>((r#"{"a":"#, "}"), end);
    is_linear::<Untagged>(("[", "]"), end);
    is_linear::<Vec<Untagged>>(("[", ", \"a\"]"), end);
    // The best match fails after all that is in it was read.
    is_bounded::<Untagged>((r#"{"left":"#, r#","note":"a","note":1}"#), end);
    is_bounded::<Untagged>(
        (r#"{"right":["#, r#"],"right":[],"right":0,"pad":PAD}"#),
        end,
    );
    is_bounded::<Untagged>((r#"{"left":"#, r#","pad":PAD,"note":"a","note":1}"#), end);
}

/// Each of the fields has members that the object has not, and some that it has.
#[derive(Model)]
struct Outer {
    own: Option<Box<Outer>>,
    pad: Option<Value>,
    #[model(flatten)]
    first: First,
    #[model(flatten)]
    second: Second,
    #[model(flatten)]
    third: Choice,
    #[model(flatten)]
    fourth: Shaped,
}

#[derive(Model)]
struct First {
    first: Option<Box<Outer>>,
    shared: Option<Box<Outer>>,
    #[model(flatten)]
    within: Within,
}

#[derive(Model)]
struct Within {
    within: Option<Vec<Outer>>,
}

#[derive(Model)]
struct Second {
    second: Option<Vec<Outer>>,
    shared: Option<Box<Outer>>,
    own: Option<Box<Outer>>,
}

#[derive(Union)]
#[union(tag = "type")]
enum Choice {
    #[union("third")]
    Third(Third),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Model)]
struct Third {
    third: Option<Box<Outer>>,
}

#[derive(Union)]
#[union(untagged)]
enum Shaped {
    Fourth(Fourth),
    Fifth(Fifth),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Model)]
struct Fourth {
    fourth: Box<Outer>,
}

#[derive(Model)]
struct Fifth {
    fifth: Box<Outer>,
}

#[test]
fn flattened_fields() {
    for (open, close) in [
        (r#"{"first":"#, r#","fifth":{},"pad":PAD,"type":"third"}"#),
        (
            r#"{"fourth":{},"within":["#,
            r#"],"pad":PAD,"type":"third"}"#,
        ),
        (
            r#"{"fourth":{},"second":["#,
            r#"],"pad":PAD,"type":"third"}"#,
        ),
        (r#"{"fourth":{},"third":"#, r#","pad":PAD,"type":"third"}"#),
        (r#"{"type":"third","pad":PAD,"fifth":"#, "}"),
        (r#"{"type":"third","pad":PAD,"fourth":"#, "}"),
    ] {
        is_linear::<Outer>((open, close), r#"{"pad":PAD,"fifth":{},"type":"third"}"#);
    }
}

#[test]
fn members_of_several_flattened_fields() {
    for name in ["shared", "own", "first"] {
        let open: &str = Box::leak(format!("{{\"{name}\":").into());
        is_bounded::<Outer>((open, r#","pad":PAD,"type":"third"}"#), r#"{"pad":PAD}"#);
        is_bounded::<Outer>((open, r#","type":"third"}"#), r#"{"pad":PAD,"own":{}}"#);
    }
}
