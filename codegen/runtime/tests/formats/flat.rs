//! Forms and tables, which have only texts: models are read by the types of their members.

use serde::Deserialize;
use serde::de::value::{BytesDeserializer, Error as ValueError, MapDeserializer};
use specwright_runtime::{Model, Nullable, Timestamp, Uuid};

use super::demo::{Level, Rate, Status};

/// A query, with what a form says as texts.
#[derive(Clone, Model)]
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
    let again: Query = serde_urlencoded::from_str(&written).unwrap();
    assert_eq!(again, query);
    let error = serde_urlencoded::from_str::<Query>("name=a&limit=x&all=true").unwrap_err();
    assert!(error.to_string().starts_with("at `limit`: "), "{error}");
    let error = serde_urlencoded::from_str::<Query>("limit=1&all=true").unwrap_err();
    let message = error.to_string();
    assert!(message.contains("missing field `name`"), "{message}");
}

#[derive(Clone, Model)]
struct Row {
    name: String,
    count: i64,
    note: Option<String>,
    last: Option<f64>,
}

#[test]
fn models_are_rows_of_tables() {
    let mut row = Row::new("007", 5);
    row.last = Some(0.5);
    let mut reader = csv::Reader::from_reader(&b"count,last,unknown,name,note\n5,0.5,x,007,\n"[..]);
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows, [row.clone()]);
    // Without headers by their order.
    let mut reader = csv::ReaderBuilder::new();
    let mut reader = reader.has_headers(false).from_reader(&b"007,5,,0.5\n"[..]);
    let rows: Vec<Row> = reader.deserialize().map(Result::unwrap).collect();
    assert_eq!(rows, [row.clone()]);

    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(&row).unwrap();
    let mut other = row.clone();
    other.note = Some("a,b".to_owned());
    // A row that leaves out other members does not fit under the headers.
    assert!(writer.serialize(&other).is_err());
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.serialize(&other).unwrap();
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    assert_eq!(text, "name,count,note,last\n007,5,\"a,b\",0.5\n");
}

/// A table has bytes for names.
#[test]
fn names_may_be_bytes() {
    let bytes = |text: &'static str| BytesDeserializer::<ValueError>::new(text.as_bytes());
    let members = [(bytes("name"), "a"), (bytes("count"), "5")];
    let read = Row::deserialize(MapDeserializer::new(members.into_iter()));
    assert!(read.is_err_and(|error| error.to_string().starts_with("at `count`: ")));
}
