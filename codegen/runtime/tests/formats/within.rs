//! Models within types of serde's derive: flattened, tagged, untagged, optional.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use specwright_runtime::codec::decode;
use specwright_runtime::{Json, Model, Uuid};

use super::demo::{ContentPart, Span};
use super::formats::Format;

#[derive(Clone, Model)]
struct Item {
    id: Uuid,
    count: i64,
    name: Option<String>,
}

fn item() -> Item {
    Item::new(Uuid::from_u128(8), 5)
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Extended {
    #[serde(flatten)]
    base: Item,
    extra: bool,
    #[serde(flatten)]
    rest: BTreeMap<String, Value>,
}

#[test]
fn a_flattened_model_takes_its_own_members() {
    let text =
        r#"{"id":"00000000-0000-0000-0000-000000000008","count":5,"extra":true,"other":[1.5]}"#;
    for read in [
        serde_json::from_str::<Extended>(text).unwrap(),
        serde_json::from_reader(text.as_bytes()).unwrap(),
        serde_json::from_value(serde_json::from_str(text).unwrap()).unwrap(),
        decode::<Json<Extended>>(text.as_bytes())
            .unwrap()
            .into_inner(),
    ] {
        assert_eq!(read.base, item());
        assert!(read.rest.keys().eq(["other"]));
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
        for format in [
            Format::Yaml,
            Format::Toml,
            Format::Ron,
            Format::Cbor,
            Format::Named,
            Format::Compact,
        ] {
            format.round(&read).unwrap();
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind")]
enum Within {
    Item(Item),
    Other { base: Option<Item> },
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
enum Any {
    Item(Item),
    Text(String),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "t", content = "c")]
enum Beside {
    Item(Item),
    Items(Vec<Option<Item>>),
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Optional {
    #[serde(flatten)]
    base: Option<Item>,
    #[serde(flatten)]
    part: ContentPart,
}

#[test]
fn models_are_members_of_derived_enums() {
    let mut item = item();
    item.name = Some("a".to_owned());
    for format in [
        Format::Json,
        Format::Yaml,
        Format::Toml,
        Format::Cbor,
        Format::Named,
        Format::Compact,
    ] {
        format.round(&Within::Item(item.clone())).unwrap();
        let base = Some(item.clone());
        format.round(&Within::Other { base }).unwrap();
        format.round(&Any::Item(item.clone())).unwrap();
        format.round(&Beside::Item(item.clone())).unwrap();
    }
    let items = vec![Some(item.clone()), None];
    Format::Ron.round(&Beside::Items(items)).unwrap();
    let part = decode::<ContentPart>(br#"{"type":"text","text":"a"}"#).unwrap();
    for base in [Some(item.clone()), None] {
        let part = part.clone();
        let value = Optional { base, part };
        for format in [Format::Json, Format::Cbor, Format::Compact] {
            format.round(&value).unwrap();
        }
    }
    let within = Within::Item(item);
    let text = serde_json::to_string(&within).unwrap();
    let read: Json<Within> = decode(text.as_bytes()).unwrap();
    assert_eq!(read.into_inner(), within);
}

/// serde's tagged enums hide which format it is, so that a struct is written there without the
/// names of its fields.
#[test]
fn what_is_left_out_of_a_struct_without_names_is_an_error() {
    let error = Format::Compact.round(&Within::Item(item())).unwrap_err();
    assert!(error.contains("invalid length"), "{error}");
    Format::Named.round(&Within::Item(item())).unwrap();
}

#[derive(Deserialize)]
struct Borrowed<'a> {
    item: Item,
    #[serde(borrow)]
    raw: &'a RawValue,
    text: &'a str,
}

#[test]
fn models_are_read_beside_what_borrows_from_the_text() {
    let text = format!(
        r#"{{"raw": [1, 2.50], "item": {}, "text": "a"}}"#,
        serde_json::to_string(&item()).unwrap()
    );
    let read: Borrowed<'_> = serde_json::from_str(&text).unwrap();
    assert_eq!((read.item, read.text), (item(), "a"));
    assert_eq!(read.raw.get(), "[1, 2.50]");
    let raw: Box<RawValue> = serde_json::from_str(&text).unwrap();
    let read = Map::deserialize(&*raw).unwrap();
    assert_eq!(read["text"], "a");
    assert!(Item::deserialize(&read["item"]).is_ok_and(|read| read == item()));
}

#[test]
fn members_are_in_any_order_and_the_last_one_counts() {
    let text = r#"{"count":4,"unknown":{"a":[]},"id":"00000000-0000-0000-0000-000000000008","count":5,"name":null}"#;
    let read: Item = serde_json::from_str(text).unwrap();
    assert_eq!(read, item());
    // In the order of the declaration.
    let written = serde_json::to_string(&read).unwrap();
    assert_eq!(
        written,
        r#"{"id":"00000000-0000-0000-0000-000000000008","count":5}"#
    );
    let pretty = serde_json::to_string_pretty(&read).unwrap();
    assert_eq!(serde_json::from_str::<Item>(&pretty).unwrap(), item());
}

/// A formatter of the user's is asked for every token.
#[test]
fn formatters_of_serde_json_take_effect() {
    struct Spaced;

    impl serde_json::ser::Formatter for Spaced {
        fn begin_object_value<W: ?Sized + std::io::Write>(
            &mut self,
            to: &mut W,
        ) -> std::io::Result<()> {
            to.write_all(b" : ")
        }
    }

    let mut out = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut out, Spaced);
    item().serialize(&mut serializer).unwrap();
    assert_eq!(
        String::from_utf8(out).unwrap(),
        r#"{"id" : "00000000-0000-0000-0000-000000000008","count" : 5}"#
    );
}

#[test]
fn errors_name_the_member() {
    for (value, path) in [
        (json!({"id": Uuid::nil(), "count": "5"}), "count"),
        (json!({"id": 1, "count": 5}), "id"),
    ] {
        let errors = [
            serde_json::from_value::<Item>(value.clone())
                .unwrap_err()
                .to_string(),
            serde_json::from_str::<Item>(&value.to_string())
                .unwrap_err()
                .to_string(),
            serde_yaml_ng::from_str::<Item>(&value.to_string())
                .unwrap_err()
                .to_string(),
        ];
        for error in errors {
            assert!(error.starts_with(&format!("at `{path}`: ")), "{error}");
        }
    }
    let span = serde_json::from_value::<Span>(json!({"id": "a", "start_timestamp": "soon"}));
    let error = span.unwrap_err().to_string();
    assert!(error.starts_with("at `start_timestamp`: "), "{error}");
    let mut cbor = Vec::new();
    ciborium::into_writer(&json!([{"count": {"a": 1}}]), &mut cbor).unwrap();
    let error = ciborium::from_reader::<Vec<Item>, _>(&*cbor).unwrap_err();
    assert!(error.to_string().contains("at `count`: "), "{error}");
    let parts = serde_json::from_str::<Span>(
        r#"{"id":"a","start_timestamp":"2024-01-01T00:00:00Z","parts":[{"type":"text","text":"a"},{"type":"text"}]}"#,
    );
    let error = parts.unwrap_err().to_string();
    assert!(
        error.starts_with("at `parts[1]`: missing field `text`"),
        "{error}"
    );
}
