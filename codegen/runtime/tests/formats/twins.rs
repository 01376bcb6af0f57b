//! Models beside types of serde's derive: each reads what the other writes.

use std::collections::BTreeMap;
use std::fmt::Debug;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use specwright_runtime::{Nullable, Uuid};

use super::formats::{ALL, Format};
use super::kinds;

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Plain {
    name: String,
    count: i64,
    rate: f64,
    ready: bool,
    parent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<i32>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Ids {
    id: uuid::Uuid,
    parent: Option<uuid::Uuid>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Text {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<uuid::Uuid>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Image {
    url: String,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
enum Tagged {
    Text(Text),
    Image(Image),
    Break,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data", rename_all = "lowercase")]
enum Adjacent {
    Text(Text),
    Number(i64),
    Break,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum External {
    Text(Text),
    Number(i64),
    Break,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Untagged {
    Text(Text),
    Image(Image),
    Number(f64),
    List(Vec<i64>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Of<T> {
    parts: Vec<T>,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Flat {
    before: String,
    #[serde(flatten)]
    plain: Plain,
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Open {
    name: String,
    #[serde(flatten)]
    rest: BTreeMap<String, i64>,
}

/// Formats in which both read what the other writes.
fn alike<M, T>(model: &M, twin: &T) -> Vec<Format>
where
    M: Serialize + DeserializeOwned + PartialEq + Debug,
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let mut formats = ALL.to_vec();
    formats.retain(|format| {
        let there = format
            .write(model)
            .and_then(|bytes| format.read::<T>(&bytes));
        let back = format
            .write(twin)
            .and_then(|bytes| format.read::<M>(&bytes));
        let (Ok(there), Ok(back)) = (&there, &back) else {
            println!("{format:?}: {:?} {:?}", there.err(), back.err());
            return false;
        };
        assert_eq!(there, twin, "{format:?}");
        // A union keeps what it can't read, such as a struct without the names of its fields.
        if *format != Format::Compact {
            assert_eq!(back, model, "{format:?}");
        }
        back == model
    });
    formats
}

/// Those that say what a value is.
const TEXTS: [Format; 3] = [Format::Json, Format::Yaml, Format::Toml];
const BINARY: [Format; 3] = [Format::Cbor, Format::Named, Format::Compact];

#[test]
fn structs_are_those_of_derived_types() {
    let mut model = kinds::plain();
    model.parent = Some("p".to_owned());
    model.least = Some(0.25);
    let twin = |model: &kinds::Plain| Plain {
        name: model.name.clone(),
        count: model.count,
        rate: model.rate,
        ready: model.ready,
        parent: model.parent.clone(),
        note: model.note.clone(),
        least: model.least,
        limit: model.limit.value().copied(),
    };
    let all: Vec<_> = [
        &TEXTS[..],
        &[Format::Ron],
        &BINARY,
        &[Format::Form, Format::Csv],
    ]
    .concat();
    assert_eq!(alike(&model, &twin(&model)), all);
    // A derived type leaves nothing out of an array.
    model.note = None;
    model.limit = Nullable::Absent;
    let all: Vec<_> = all
        .into_iter()
        .filter(|format| *format != Format::Compact)
        .collect();
    assert_eq!(alike(&model, &twin(&model)), all);
}

#[test]
fn ids_are_those_of_derived_types() {
    let mut model = kinds::Ids::new(Uuid::from_u128(7));
    model.parent = Some(Uuid::from_u128(9));
    let twin = Ids {
        id: uuid::Uuid::from_u128(7),
        parent: Some(uuid::Uuid::from_u128(9)),
    };
    let all: Vec<_> = [
        &TEXTS[..],
        &[Format::Ron],
        &BINARY,
        &[Format::Form, Format::Csv],
    ]
    .concat();
    assert_eq!(alike(&model, &twin), all);
}

#[test]
fn open_structs_are_those_of_derived_types() {
    let mut model = kinds::Open::new("a");
    model.rest = BTreeMap::from([("b".to_owned(), 1)]);
    let twin = Open {
        name: "a".to_owned(),
        rest: model.rest.clone(),
    };
    let all: Vec<_> = [&TEXTS[..], &[Format::Ron], &BINARY].concat();
    assert_eq!(alike(&model, &twin), all);
}

fn text() -> Text {
    Text {
        text: "a".to_owned(),
        size: Some(3),
        id: Some(uuid::Uuid::from_u128(7)),
    }
}

fn image() -> Image {
    Image {
        url: "u".to_owned(),
    }
}

#[test]
fn tagged_unions_are_those_of_derived_types() {
    let parts = vec![Tagged::Text(text()), Tagged::Image(image()), Tagged::Break];
    let all = [&TEXTS[..], &[Format::Ron, Format::Cbor, Format::Named]].concat();
    assert_eq!(alike(&kinds::tagged(), &Of { parts }), all);
}

/// RON writes the tag as a name and not as a text.
#[test]
fn adjacent_unions_are_those_of_derived_types() {
    let parts = vec![Adjacent::Text(text()), Adjacent::Number(5), Adjacent::Break];
    let all = [&TEXTS[..], &[Format::Cbor, Format::Named]].concat();
    assert_eq!(alike(&kinds::adjacent(), &Of { parts }), all);
}

/// RON and YAML have a syntax of their own for these.
#[test]
fn external_unions_are_those_of_derived_types() {
    let parts = vec![External::Text(text()), External::Number(5), External::Break];
    let all = [Format::Json, Format::Toml, Format::Cbor, Format::Named];
    assert_eq!(alike(&kinds::external(), &Of { parts }), all);
}

#[test]
fn untagged_unions_are_those_of_derived_types() {
    let parts = vec![
        Untagged::Text(text()),
        Untagged::Image(image()),
        Untagged::Number(0.5),
        Untagged::List(vec![1, 2]),
    ];
    let all = [&TEXTS[..], &[Format::Ron, Format::Cbor, Format::Named]].concat();
    assert_eq!(alike(&kinds::untagged(), &Of { parts }), all);
}
