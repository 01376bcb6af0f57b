//! Models of every kind.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use specwright_runtime::{
    Base64, Bytes, Constant, Date, Model, Nullable, OpenEnum, Time, Timestamp, Union, Uuid,
};

/// Members that must be there, may be left out, and may be null.
#[derive(Clone, Model)]
pub struct Plain {
    pub name: String,
    pub count: i64,
    pub rate: f64,
    pub ready: bool,
    #[model(required)]
    pub parent: Option<String>,
    pub note: Option<String>,
    pub least: Option<f32>,
    pub limit: Nullable<i32>,
}

#[derive(Clone, Model)]
pub struct Nested {
    pub plain: Plain,
    pub list: Vec<Plain>,
    pub map: BTreeMap<String, i64>,
    pub pair: (String, i64),
    pub maybe: Vec<Option<i64>>,
    pub inner: Option<Box<Nested>>,
    pub tree: Tree,
}

#[derive(Clone, Debug, PartialEq, Model)]
pub struct Tree(pub Vec<Tree>);

#[derive(Clone, Model)]
pub struct Open {
    pub name: String,
    #[model(rest)]
    pub rest: BTreeMap<String, i64>,
}

#[derive(Clone, Model)]
pub struct Flat {
    pub before: String,
    #[model(flatten)]
    pub plain: Plain,
}

#[derive(Clone, Model)]
pub struct Anything {
    pub any: Value,
    pub map: Map<String, Value>,
    pub maybe: Option<Value>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
#[constant("list")]
pub struct List;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
#[constant(2)]
pub struct Two;

#[derive(Clone, Model)]
pub struct Constants {
    #[model(constant)]
    pub object: List,
    #[model(constant)]
    pub version: Option<Two>,
}

#[derive(Clone, Debug, OpenEnum)]
#[open_enum(rename_all = "SCREAMING_SNAKE_CASE", key)]
pub enum Status {
    Success,
    Failure,
    #[open_enum(unknown)]
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, OpenEnum)]
pub enum Level {
    #[open_enum(-1)]
    Low,
    #[open_enum(1)]
    High,
    #[open_enum(unknown)]
    Unknown(i64),
}

#[derive(Clone, Debug, PartialEq, OpenEnum)]
#[open_enum(extensible)]
pub enum Rate {
    #[open_enum(0.5)]
    Half,
    #[open_enum(1.0)]
    Full,
    #[open_enum(unknown)]
    Unknown(f64),
}

#[derive(Clone, Model)]
pub struct Enums {
    pub status: Status,
    pub other: Status,
    pub level: Option<Level>,
    pub half: Rate,
    pub full: Rate,
}

#[derive(Clone, Model)]
pub struct Keys {
    pub counts: BTreeMap<Status, i64>,
}

#[derive(Clone, Model)]
pub struct Text {
    pub text: String,
    pub size: Option<i64>,
    pub id: Option<Uuid>,
}

#[derive(Clone, Model)]
pub struct Image {
    pub url: String,
}

#[derive(Clone, Union)]
#[union(tag = "type")]
pub enum Tagged {
    #[union("text")]
    Text(Text),
    #[union("image")]
    Image(Image),
    #[union("break")]
    Break,
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "type", content = "data")]
pub enum Adjacent {
    #[union("text")]
    Text(Text),
    #[union("number")]
    Number(i64),
    #[union("break")]
    Break,
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(external)]
pub enum External {
    #[union("text")]
    Text(Text),
    #[union("number")]
    Number(i64),
    #[union("break")]
    Break,
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(untagged)]
pub enum Untagged {
    Text(Text),
    Image(Image),
    Number(f64),
    List(Vec<i64>),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Model)]
pub struct TaggedList {
    pub parts: Vec<Tagged>,
}

#[derive(Clone, Model)]
pub struct AdjacentList {
    pub parts: Vec<Adjacent>,
}

#[derive(Clone, Model)]
pub struct ExternalList {
    pub parts: Vec<External>,
}

#[derive(Clone, Model)]
pub struct UntaggedList {
    pub parts: Vec<Untagged>,
}

#[derive(Clone, Model)]
pub struct Times {
    pub at: Timestamp,
    pub never: Option<Timestamp>,
    pub day: Date,
    pub hour: Time,
}

#[derive(Clone, Model)]
pub struct Ids {
    pub id: Uuid,
    pub parent: Option<Uuid>,
}

#[derive(Clone, Model)]
pub struct Encoded {
    pub encoded: Base64,
}

#[derive(Clone, Model)]
pub struct Raw {
    pub bytes: Bytes,
}

#[derive(Clone, Model)]
pub struct Numbers {
    pub most: i64,
    pub least: i64,
    pub small: i32,
    pub third: f64,
    pub tiny: f64,
    pub huge: f64,
    pub single: f32,
}

#[derive(Clone, Model)]
pub struct Unsigned {
    pub most: u64,
}

pub fn plain() -> Plain {
    let mut plain = Plain::new("a, \"b\" & ü", -3, 0.1, true, None);
    plain.note = Some("n".to_owned());
    plain.limit = Nullable::Value(7);
    plain
}

pub fn text() -> Text {
    let mut text = Text::new("a");
    text.size = Some(3);
    text.id = Some(Uuid::from_u128(7));
    text
}

pub fn tagged() -> TaggedList {
    TaggedList::new(vec![text().into(), Image::new("u").into(), Tagged::Break])
}

pub fn adjacent() -> AdjacentList {
    AdjacentList::new(vec![text().into(), 5.into(), Adjacent::Break])
}

pub fn external() -> ExternalList {
    ExternalList::new(vec![text().into(), 5.into(), External::Break])
}

pub fn untagged() -> UntaggedList {
    UntaggedList::new(vec![
        text().into(),
        Image::new("u").into(),
        0.5.into(),
        vec![1, 2].into(),
    ])
}
