//! Which variant of an untagged union a value is: shapes are those of the variants' types.

mod inner;

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use specwright_runtime::{Constant, Model, OpenEnum, Union};

#[derive(Clone, Model)]
struct A {
    id: String,
    a: Option<i64>,
}

#[derive(Clone, Debug, OpenEnum)]
#[open_enum(rename_all = "snake_case")]
enum Letter {
    X,
    Y,
    #[open_enum(unknown)]
    Unknown(String),
}

#[derive(Clone, Model)]
#[model(closed)]
struct Ab {
    id: String,
    b: Letter,
}

#[derive(Clone, Debug, Default, PartialEq, Constant)]
#[constant(2)]
struct Two;

#[derive(Clone, Model)]
struct Const {
    #[model(constant)]
    v: Two,
}

#[derive(Clone, Model)]
struct Number {
    v: f64,
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Objects {
    A(A),
    Ab(Ab),
    Const(Const),
    Number(Number),
    Map(BTreeMap<String, i64>),
    #[union(unknown)]
    Unknown(Value),
}

/// The name of the variant that a value is.
fn variant<T: DeserializeOwned + std::fmt::Debug>(value: &Value) -> String {
    let read: T = serde_json::from_value(value.clone()).unwrap();
    let shown = format!("{read:?}");
    let end = shown.find(['(', '{']).unwrap_or(shown.len());
    shown[..end].trim().to_owned()
}

fn check<T: DeserializeOwned + std::fmt::Debug>(table: &[(Value, &str)]) {
    for (value, expected) in table {
        assert_eq!(variant::<T>(value), *expected, "{value}");
    }
}

#[test]
fn the_best_match_of_objects_wins() {
    check::<Objects>(&[
        (json!({"id": "1"}), "A"),
        (json!({"id": "1", "a": null}), "A"),
        (json!({"id": "1", "b": "x"}), "Ab"),
        (json!({"id": "1", "b": "new"}), "Ab"),
        (json!({"id": "1", "b": "x", "c": 1}), "A"),
        (json!({"id": 1}), "Map"),
        (json!({"v": 2}), "Const"),
        (json!({"v": 2.0}), "Const"),
        (json!({"v": 3}), "Number"),
        (json!({"v": 2.5}), "Number"),
        (json!({"q": 1}), "Map"),
        (json!({"q": "1"}), "Unknown"),
        (json!([]), "Unknown"),
    ]);
}

#[derive(Clone, Debug, OpenEnum)]
#[open_enum(rename_all = "snake_case")]
enum TextKind {
    Text,
    Html,
    #[open_enum(unknown)]
    Unknown(String),
}

#[derive(Clone, Debug, OpenEnum)]
#[open_enum(rename_all = "snake_case")]
enum FileKind {
    File,
    #[open_enum(unknown)]
    Unknown(String),
}

#[derive(Clone, Model)]
struct Text {
    kind: TextKind,
    body: String,
}

#[derive(Clone, Model)]
#[model(closed)]
struct File {
    kind: FileKind,
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Contents {
    Plain(bool),
    Text(Text),
    File(File),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn a_value_that_another_variant_lists_sets_a_variant_back() {
    check::<Contents>(&[
        (json!({"kind": "text", "body": "b"}), "Text"),
        // It has all of the other's members, and says what it is.
        (json!({"kind": "file", "body": "b"}), "File"),
        // Said of none: the best match, as without known values.
        (json!({"kind": "new", "body": "b"}), "Text"),
        (json!(true), "Plain"),
    ]);
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Scalars {
    Text(String),
    Letter(Letter),
    Number(f64),
    Integer(i64),
    Boolean(bool),
    Nothing(()),
    Integers(Vec<i64>),
    Texts(Vec<Option<String>>),
    Any(Value),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn the_narrowest_type_of_scalars_and_arrays_wins() {
    check::<Scalars>(&[
        (json!("x"), "Letter"),
        (json!("c"), "Text"),
        (json!(1), "Integer"),
        (json!(-1.5), "Number"),
        (json!(1e30), "Number"),
        (json!(false), "Boolean"),
        (json!(null), "Nothing"),
        (json!([]), "Integers"),
        (json!(["1", null]), "Texts"),
        (json!([true]), "Any"),
        (json!({}), "Any"),
    ]);
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Outer {
    Const(Const),
    Inner(Inner),
    Named(Box<Named>),
    Beside(Beside),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "type")]
enum Inner {
    #[union("a")]
    A(A),
    #[union("stop")]
    Stop,
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(external)]
enum Named {
    #[union("run")]
    Run(Number),
    #[union("halt")]
    Halt,
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "t", content = "c")]
enum Beside {
    #[union("n")]
    N(i64),
    #[union("none")]
    None,
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn unions_within_unions_have_the_shapes_of_their_variants() {
    check::<Outer>(&[
        (json!({"v": 2}), "Const"),
        (json!({"id": "1", "type": "a"}), "Inner"),
        (json!({"type": "stop"}), "Inner"),
        (json!({"run": {"v": 1}}), "Named"),
        (json!("halt"), "Named"),
        (json!({"t": "n", "c": 1}), "Beside"),
        (json!({"t": "none"}), "Beside"),
        (json!({"t": "other"}), "Unknown"),
        (json!({"c": 1}), "Unknown"),
    ]);
}

/// JSON itself: a union of itself in a list and a map.
#[derive(Clone, Union)]
#[union(untagged)]
enum Json {
    Text(String),
    List(Vec<Json>),
    Map(BTreeMap<String, Json>),
    Tree(Tree),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Debug, PartialEq, Model)]
struct Tree(Vec<Tree>);

/// Two unions that contain each other directly.
#[derive(Clone, Union)]
#[union(untagged)]
enum Ping {
    Number(i64),
    Pong(Box<Pong>),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Pong {
    Text(String),
    Ping(Box<Ping>),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn a_union_may_contain_itself() {
    check::<Json>(&[
        (json!("a"), "Text"),
        (json!([["a"], {"b": "c"}]), "List"),
        (json!({"a": ["b"]}), "Map"),
        (json!(1), "Unknown"),
    ]);
    check::<Ping>(&[(json!(1), "Number"), (json!("a"), "Pong")]);
    check::<Pong>(&[(json!(1), "Ping"), (json!("a"), "Text")]);
}

#[derive(Clone, Model)]
struct Optional {
    maybe: Option<i64>,
    #[model(numeric)]
    number: Option<f64>,
    #[model(required)]
    null: Option<Inner>,
    #[model(constant)]
    only: Option<Two>,
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Members {
    Optional(Optional),
    Texts(BTreeMap<String, Option<Vec<String>>>),
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn members_have_the_kinds_of_their_types() {
    check::<Members>(&[
        (json!({"null": null}), "Optional"),
        (
            json!({"null": null, "maybe": null, "number": "1.5", "only": null}),
            "Optional",
        ),
        (
            json!({"null": {"id": "1"}, "number": 1, "only": 2}),
            "Optional",
        ),
        (json!({"null": null, "only": 3}), "Unknown"),
        (json!({"null": ["a"]}), "Texts"),
        (json!({"maybe": ["a"]}), "Texts"),
        (json!({"null": 1}), "Unknown"),
    ]);
}
