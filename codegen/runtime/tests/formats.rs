//! Models in other formats than JSON, and within types of serde's derive.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // What is printed for a library stands in a test here.

mod demo;

use std::collections::BTreeMap;
use std::fmt::Debug;

use demo::models::{ContentPart, Filter, Level, Mixed, Rate, Span, Status};
use serde::de::value::{BytesDeserializer, Error as ValueError, MapDeserializer};
use serde::de::{DeserializeOwned, IntoDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use specwright_runtime::codec::{self, Shape, decode};
use specwright_runtime::{Base64, Bytes, Date, Json, Nullable, Time, Timestamp, Uuid};

#[derive(Clone)]
struct Everything {
    id: Uuid,
    parent: Option<Uuid>,
    others: Vec<Uuid>,
    at: Timestamp,
    day: Date,
    hour: Option<Time>,
    bytes: Bytes,
    encoded: Base64,
    count: i64,
    large: Nullable<u64>,
    rate: f64,
    least: Option<f32>,
    flag: bool,
    status: Option<Status>,
    level: Level,
    mixed: Option<Mixed>,
    either: Either,
    inner: Option<Box<Everything>>,
    any: Option<Value>,
    rest: BTreeMap<String, Uuid>,
}

codec::object!(Everything(id: Uuid, at: Timestamp, level: Level, either: Either) {
    "id" => id: required,
    "parent" => parent: optional,
    "others" => others: required,
    "at" => at: required,
    "day" => day: required,
    "hour" => hour: optional,
    "bytes" => bytes: required,
    "encoded" => encoded: required,
    "count" => count: required,
    "large" => large: nullable,
    "rate" => rate: required,
    "least" => least: optional,
    "flag" => flag: required,
    "status" => status: optional,
    "level" => level: required,
    "mixed" => mixed: optional,
    "either" => either: required,
    "inner" => inner: optional,
    "any" => any: any,
    * => rest,
});

/// Told apart by shape: a UUID is a string.
#[derive(Clone, Debug)]
enum Either {
    Id(Uuid),
    Number(f64),
    Unknown(Value),
}

codec::untagged_union!(Either {
    Id(only Uuid) = Shape::String,
    Number(only f64) = Shape::Number,
});

fn id(last: u8) -> Uuid {
    let mut bytes = [7; 16];
    bytes[15] = last;
    Uuid::from_bytes(bytes)
}

fn everything() -> Everything {
    let at = "9999-12-31T23:59:59.500Z".parse().unwrap();
    let mut all = Everything::new(id(0), at, Level::Two, Either::Id(id(200)));
    all.parent = Some(id(255));
    all.others = vec![id(1), id(2)];
    all.hour = Some("10:00:00.25Z".parse().unwrap());
    all.bytes = Bytes::from_static(&[0, 255, 128]);
    all.encoded = Base64::from(b"hi");
    all.count = -3;
    all.large = u64::MAX.into();
    all.rate = 0.1;
    all.least = Some(0.5);
    all.flag = true;
    all.status = Some(Status::Success);
    all.mixed = Some(Mixed::Minus);
    all.any = Some(json!({"a": [1, null, "x"]}));
    all.rest = BTreeMap::from([("x".to_owned(), id(3))]);
    let mut outer = all.clone();
    outer.inner = Some(Box::new(all));
    outer
}

#[track_caller]
fn survives<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T) {
    let pack = rmp_serde::to_vec(value).unwrap();
    assert_eq!(&rmp_serde::from_slice::<T>(&pack).unwrap(), value);
    let named = rmp_serde::to_vec_named(value).unwrap();
    assert_eq!(&rmp_serde::from_slice::<T>(&named).unwrap(), value);
    let mut cbor = Vec::new();
    ciborium::into_writer(value, &mut cbor).unwrap();
    assert_eq!(&ciborium::from_reader::<T, _>(&*cbor).unwrap(), value);
}

#[test]
fn models_come_back_from_binary_formats() {
    survives(&everything());
    survives(&vec![everything()]);
    survives(&Either::Number(f64::INFINITY));
    survives(&id(9));
    let part = r#"{"type":"text","text":"a"}"#;
    survives(&decode::<ContentPart>(part.as_bytes()).unwrap());
    survives(&decode::<Filter>(format!("[{part},{part}]").as_bytes()).unwrap());
    let mut all = everything();
    (all.rate, all.least) = (f64::NEG_INFINITY, Some(f32::INFINITY));
    survives(&all);
    all.rate = f64::NAN;
    let pack = rmp_serde::to_vec(&all).unwrap();
    assert!(
        rmp_serde::from_slice::<Everything>(&pack)
            .unwrap()
            .rate
            .is_nan()
    );
}

/// The same as a type of serde's derive.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Twin {
    id: uuid::Uuid,
    count: i64,
    name: Option<String>,
}

#[derive(Clone)]
struct Model {
    id: Uuid,
    count: i64,
    name: Option<String>,
}

codec::object!(Model(id: Uuid, count: i64) {
    "id" => id: required,
    "count" => count: required,
    "name" => name: optional,
});

#[test]
fn bytes_are_those_of_a_derived_type() {
    let twin = Twin {
        id: id(8).into(),
        count: 5,
        name: None,
    };
    let model = Model::new(id(8), 5);
    let pack = rmp_serde::to_vec_named(&twin).unwrap();
    assert_eq!(rmp_serde::from_slice::<Model>(&pack).unwrap(), model);
    let pack = rmp_serde::to_vec_named(&model).unwrap();
    assert_eq!(rmp_serde::from_slice::<Twin>(&pack).unwrap(), twin);
    let mut cbor = Vec::new();
    ciborium::into_writer(&twin, &mut cbor).unwrap();
    assert_eq!(ciborium::from_reader::<Model, _>(&*cbor).unwrap(), model);
}

/// JavaScript has one type of numbers, and writes them as they come out shortest.
#[test]
fn numbers_of_binary_formats_are_read_by_their_value() {
    let value =
        json!({"name": "a", "limit": 2.0, "ratio": 3, "all": false, "level": 1.0, "rate": 0.5});
    let mut cbor = Vec::new();
    ciborium::into_writer(&value, &mut cbor).unwrap();
    let pack = rmp_serde::to_vec(&value).unwrap();
    for read in [
        ciborium::from_reader::<Query, _>(&*cbor).unwrap(),
        rmp_serde::from_slice(&pack).unwrap(),
        serde_json::from_value(value).unwrap(),
    ] {
        assert_eq!((read.limit, read.ratio), (2, Nullable::Value(3.0)));
        assert!(matches!(read.level, Some(Level::One)));
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Extended {
    #[serde(flatten)]
    base: Model,
    extra: bool,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[test]
fn a_flattened_model_takes_its_own_members() {
    let text =
        r#"{"id":"07070707-0707-0707-0707-070707070708","count":5,"extra":true,"other":[1.5]}"#;
    for read in [
        serde_json::from_str::<Extended>(text).unwrap(),
        serde_json::from_value(serde_json::from_str(text).unwrap()).unwrap(),
        decode::<Json<Extended>>(text.as_bytes())
            .unwrap()
            .into_inner(),
    ] {
        assert_eq!(read.base, Model::new(id(8), 5));
        assert!(read.rest.keys().eq(["other"]));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        survives(&read);
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Within {
    Model(Model),
    Other { base: Option<Model> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Model(Model),
    Text(String),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Optional {
    #[serde(flatten)]
    base: Option<Model>,
    #[serde(flatten)]
    part: ContentPart,
}

#[test]
fn models_are_members_of_derived_enums() {
    let model = Model::new(id(8), 5);
    survives(&Within::Model(model.clone()));
    survives(&Within::Other {
        base: Some(model.clone()),
    });
    survives(&Any::Model(model.clone()));
    survives(&Any::Text("a".to_owned()));
    let part = decode::<ContentPart>(br#"{"type":"text","text":"a"}"#).unwrap();
    for base in [Some(model.clone()), None] {
        let text = serde_json::to_string(&Optional {
            base: base.clone(),
            part: part.clone(),
        });
        let read: Optional = serde_json::from_str(&text.unwrap()).unwrap();
        assert_eq!(read.base, base);
    }
    let within = Within::Model(model);
    let text = serde_json::to_string(&within).unwrap();
    assert_eq!(serde_json::from_str::<Within>(&text).unwrap(), within);
    assert_eq!(
        decode::<Json<Within>>(text.as_bytes()).unwrap(),
        Json(within)
    );
}

/// A query, with what a form says as texts.
#[derive(Clone)]
struct Query {
    name: String,
    limit: i32,
    offset: Option<u64>,
    ratio: Nullable<f64>,
    all: bool,
    deep: Option<bool>,
    level: Option<Level>,
    rate: Option<Rate>,
    status: Option<Status>,
    after: Option<Timestamp>,
    id: Option<Uuid>,
}

codec::object!(Query(name: impl Into<String>) {
    "name" => name: required,
    "limit" => limit: required,
    "offset" => offset: optional,
    "ratio" => ratio: nullable,
    "all" => all: required,
    "deep" => deep: optional,
    "level" => level: optional,
    "rate" => rate: optional,
    "status" => status: optional,
    "after" => after: optional,
    "id" => id: optional,
});

#[test]
fn models_are_read_from_forms() {
    let form = "name=007&limit=-3&offset=18446744073709551615&ratio=0.5&all=true&deep=false&level=2&rate=0.5&status=SUCCESS\
        &after=2024-01-01T00%3A00%3A00Z&id=07070707-0707-0707-0707-070707070708&unknown=1";
    let query: Query = serde_urlencoded::from_str(form).unwrap();
    assert_eq!((&*query.name, query.limit, query.all), ("007", -3, true));
    assert_eq!((query.offset, query.deep), (Some(u64::MAX), Some(false)));
    assert_eq!(query.ratio, Nullable::Value(0.5));
    assert!(matches!(query.level, Some(Level::Two)));
    assert!(matches!(query.rate, Some(Rate::Half)));
    assert!(matches!(query.status, Some(Status::Success)));
    let written = serde_urlencoded::to_string(&query).unwrap();
    assert_eq!(format!("{written}&unknown=1"), form.replace(' ', ""));
    assert_eq!(
        serde_urlencoded::from_str::<Query>(&written).unwrap(),
        query
    );
    let error = serde_urlencoded::from_str::<Query>("name=a&limit=x&all=true").unwrap_err();
    assert!(error.to_string().starts_with("at `limit`: "), "{error}");
    let error = serde_urlencoded::from_str::<Query>("limit=1&all=true").unwrap_err();
    assert!(
        error.to_string().contains("missing field `name`"),
        "{error}"
    );
}

/// A table has bytes for names.
#[test]
fn names_may_be_bytes() {
    let bytes = |text: &'static str| BytesDeserializer::<ValueError>::new(text.as_bytes());
    let members = [
        (bytes("id"), "07070707-0707-0707-0707-070707070708"),
        (bytes("count"), "5"),
    ];
    let read = Model::deserialize(MapDeserializer::new(members.into_iter()));
    assert!(read.is_err_and(|error| error.to_string().starts_with("at `count`: ")));
}

/// As `serde_json` gives a number away with its feature `arbitrary_precision`.
fn number(
    text: &str,
) -> MapDeserializer<'static, std::vec::IntoIter<(&'static str, String)>, ValueError> {
    let members = vec![("$serde_json::private::Number", text.to_owned())];
    MapDeserializer::new(members.into_iter())
}

#[test]
fn numbers_of_arbitrary_precision_are_numbers() {
    let read = Either::deserialize(number("1.5")).unwrap();
    assert!(matches!(read, Either::Number(1.5)), "{read:?}");
    let read = Mixed::deserialize(number("-1")).unwrap();
    assert!(matches!(read, Mixed::Minus), "{read:?}");
    let members = [
        ("type", "text".into_deserializer()),
        ("text", "a".into_deserializer()),
    ];
    let part = ContentPart::deserialize(MapDeserializer::<_, ValueError>::new(members.into_iter()));
    assert!(matches!(part, Ok(ContentPart::Text(_))));
    for text in ["", "1,2", "NaN", "1}", "x"] {
        assert!(Either::deserialize(number(text)).is_err(), "{text}");
    }
}

#[test]
fn errors_of_other_formats_name_the_member() {
    for (value, path) in [
        (
            json!({"id": "07070707-0707-0707-0707-070707070708", "count": "5"}),
            "count",
        ),
        (json!({"id": 1, "count": 5}), "id"),
    ] {
        let error = serde_json::from_value::<Model>(value).unwrap_err();
        assert!(
            error.to_string().starts_with(&format!("at `{path}`: ")),
            "{error}"
        );
    }
    let read: Model = serde_json::from_value(json!({"id": id(8), "count": 5.0})).unwrap();
    assert_eq!(read.count, 5);
    let span = serde_json::from_value::<Span>(json!({"id": "a", "start_timestamp": "soon"}));
    let error = span.unwrap_err();
    assert!(
        error.to_string().starts_with("at `start_timestamp`: "),
        "{error}"
    );
    let map: Map<String, Value> = serde_json::from_value(json!({"a": 1})).unwrap();
    assert_eq!(map.len(), 1);
}
