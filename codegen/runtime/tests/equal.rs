//! Which values of models are equal.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use specwright_runtime::{Bytes, Date, FilePart, Model, Nullable, Timestamp, Union};

#[derive(Clone, Model)]
struct Model {
    text: String,
    maybe: Option<i64>,
    nullable: Nullable<i64>,
    any: Option<Value>,
    float: Option<f64>,
    instant: Option<Timestamp>,
    file: Option<FilePart>,
    pair: Option<(i64, String)>,
    list: Option<Vec<Union>>,
    map: Option<BTreeMap<String, Inner>>,
    inner: Option<Box<Inner>>,
    #[model(flatten)]
    first: Flat,
    #[model(flatten)]
    second: Option<Union>,
    #[model(rest)]
    others: BTreeMap<String, Value>,
}

#[derive(Clone, Model)]
#[model(setters)]
struct Flat {
    flat: Option<i64>,
}

#[derive(Clone, Model)]
#[model(setters)]
struct Inner {
    at: Option<i64>,
}

/// Travels as [`Inner`] does, and is another type.
#[derive(Clone, Model)]
struct Twin {
    at: i64,
}

/// Has the members of [`Inner`] and all others.
#[derive(Clone, Model)]
#[model(setters)]
struct Open {
    at: Option<i64>,
    #[model(rest)]
    others: BTreeMap<String, i64>,
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Union {
    Inner(Inner),
    Open(Open),
    Twin(Twin),
    Map(BTreeMap<String, i64>),
    Date(Date),
    Text(String),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "kind")]
enum Tagged {
    #[union("one")]
    One(Inner),
    #[union("two")]
    Two(Inner),
    #[union("whole", carried)]
    Whole(BTreeMap<String, Value>),
    #[union("empty")]
    Empty,
    #[union(unknown)]
    Unknown(Value),
}

fn date() -> Date {
    "2024-02-29".parse().unwrap()
}

fn map<T>(entries: impl IntoIterator<Item = (&'static str, T)>) -> BTreeMap<String, T> {
    let owned = entries
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    owned.collect()
}

fn full() -> Model {
    let mut model = Model::new("a", Flat::new());
    model.maybe = Some(1);
    model.nullable = Nullable::Null;
    model.any = Some(json!({"b": [1], "a": null}));
    model.float = Some(0.5);
    model.instant = Some("2024-02-29T01:02:03.5Z".parse().unwrap());
    model.file = Some(FilePart::new(Bytes::from_static(b"abc")).with_name("a.txt"));
    model.pair = Some((1, "a".to_owned()));
    model.list = Some(vec![
        Inner::new().with_at(1).into(),
        "a".into(),
        date().into(),
    ]);
    model.map = Some(map([("a", Inner::new()), ("b", Inner::new().with_at(2))]));
    model.inner = Some(Box::new(Inner::new().with_at(3)));
    model.first = Flat::new().with_flat(4);
    model.second = Some(Twin::new(5).into());
    model.others = map([("a", json!(1)), ("b", json!(null))]);
    model
}

#[test]
fn every_member_counts() {
    assert_eq!(full(), full());
    let changes: [fn(&mut Model); 24] = [
        |model| model.text.push('b'),
        |model| model.maybe = Some(2),
        |model| model.maybe = None,
        |model| model.nullable = Nullable::Absent,
        |model| model.nullable = Nullable::Value(0),
        |model| model.any = None,
        |model| model.any = Some(Value::Null),
        |model| model.float = Some(0.25),
        |model| model.instant = Some("2024-02-29T01:02:03.500000001Z".parse().unwrap()),
        |model| model.file = Some(FilePart::new(Bytes::from_static(b"abc"))),
        |model| model.pair = Some((1, "b".to_owned())),
        |model| model.list = Some(vec![]),
        |model| {
            model.list = Some(vec![
                "a".into(),
                Inner::new().with_at(1).into(),
                date().into(),
            ]);
        },
        |model| model.list = Some(vec![Inner::new().with_at(1).into(), "a".into()]),
        |model| model.map = Some(map([])),
        |model| model.map = Some(map([("a", Inner::new()), ("b", Inner::new())])),
        |model| model.map = Some(map([("a", Inner::new()), ("c", Inner::new().with_at(2))])),
        |model| model.map = Some(map([("b", Inner::new().with_at(2))])),
        |model| model.inner = Some(Box::new(Inner::new())),
        |model| model.first = Flat::new(),
        |model| model.second = Some(Twin::new(6).into()),
        |model| model.second = None,
        |model| model.others = map([("a", json!(2)), ("b", json!(null))]),
        |model| model.others = map([("a", json!(1))]),
    ];
    for (at, change) in changes.iter().enumerate() {
        let mut other = full();
        change(&mut other);
        assert_ne!(other, full(), "change {at}");
        assert_ne!(full(), other, "change {at}");
        assert_eq!(other, other.clone(), "change {at}");
    }
}

#[test]
fn values_of_other_variants_are_equal_if_they_travel_alike() {
    let alike: [Union; 5] = [
        Inner::new().with_at(1).into(),
        Open::new().with_at(1).into(),
        Twin::new(1).into(),
        map([("at", 1)]).into(),
        Union::Unknown(json!({"at": 1})),
    ];
    for left in &alike {
        for right in &alike {
            assert_eq!(left, right);
        }
        for other in [
            Inner::new().into(),
            Twin::new(2).into(),
            Open::new().with_at(1).with_others(map([("by", 1)])).into(),
            map([("at", 2)]).into(),
            map([("at", 1), ("by", 1)]).into(),
            map([("by", 1)]).into(),
            Union::Unknown(json!({"at": 1.5})),
            Union::Unknown(Value::Null),
            Union::from("at"),
        ] {
            assert_ne!(*left, other);
            assert_ne!(other, *left);
        }
    }
    assert_eq!(Union::from(date()), Union::from("2024-02-29"));
    assert_ne!(Union::from(date()), Union::from("2024-03-01"));
}

#[test]
fn tags_count() {
    let inner = || Inner::new().with_at(1);
    assert_eq!(Tagged::One(inner()), Tagged::One(inner()));
    assert_ne!(Tagged::One(inner()), Tagged::One(Inner::new()));
    assert_ne!(Tagged::One(inner()), Tagged::Two(inner()));
    let whole = Tagged::Whole(map([("at", json!(1)), ("kind", json!("one"))]));
    assert_eq!(Tagged::One(inner()), whole);
    assert_ne!(Tagged::Two(inner()), whole);
    assert_eq!(whole, Tagged::Unknown(json!({"kind": "one", "at": 1})));
}

#[test]
fn floats_are_compared_as_numbers() {
    let with = |float| {
        let mut model = Model::new("a", Flat::new());
        model.float = Some(float);
        model
    };
    assert_eq!(with(0.0), with(-0.0));
    assert_ne!(with(f64::NAN), with(f64::NAN));
    assert_ne!(with(f64::NAN), Model::new("a", Flat::new()));
}
