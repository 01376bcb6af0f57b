//! Models as they are generated.

use serde_json::{Map, Value};
use specwright_runtime::{Constant, Model, OpenEnum, Timestamp, Union};

#[derive(Clone, Model)]
#[non_exhaustive]
pub struct Span {
    pub id: String,
    #[model(constant)]
    pub object: Option<SpanObject>,
    pub start_timestamp: Timestamp,
    pub status: Option<Status>,
    pub parts: Option<Vec<ContentPart>>,
    #[model(rest)]
    pub additional: Map<String, Value>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
#[constant("span")]
pub struct SpanObject;

#[derive(Clone, Debug, OpenEnum)]
#[open_enum(rename_all = "SCREAMING_SNAKE_CASE")]
#[non_exhaustive]
pub enum Status {
    Success,
    Error,
    #[open_enum(unknown)]
    Unknown(String),
}

#[derive(Clone, Debug, PartialEq, Eq, Hash, OpenEnum)]
#[non_exhaustive]
pub enum Level {
    #[open_enum(1)]
    One,
    #[open_enum(2)]
    Two,
    #[open_enum(unknown)]
    Unknown(i64),
}

#[derive(Clone, Debug, PartialEq, OpenEnum)]
#[non_exhaustive]
pub enum Rate {
    #[open_enum(0.5)]
    Half,
    #[open_enum(unknown)]
    Unknown(f64),
}

/// An enum whose values have several types.
#[derive(Clone, Debug, PartialEq, OpenEnum)]
#[non_exhaustive]
pub enum Mixed {
    #[open_enum("on")]
    On,
    #[open_enum(1)]
    One,
    #[open_enum(json = "null")]
    Nothing,
    #[open_enum(-1)]
    Minus,
    #[open_enum(unknown)]
    Unknown(Value),
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Constant)]
#[constant("text")]
pub struct TextType;

#[derive(Clone, Model)]
#[non_exhaustive]
pub struct TextContentPart {
    #[model(constant)]
    pub r#type: TextType,
    pub text: String,
}

#[derive(Clone, Model)]
#[model(closed)]
#[non_exhaustive]
pub struct FileContentPart {
    pub file_id: String,
}

#[derive(Clone, Union)]
#[union(tag = "type")]
#[non_exhaustive]
pub enum ContentPart {
    #[union("text")]
    Text(TextContentPart),
    #[union("file")]
    File(Box<FileContentPart>),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Model)]
#[non_exhaustive]
pub struct Message {
    pub content: String,
    pub filter: Option<Box<Filter>>,
}

#[derive(Clone, Union)]
#[union(untagged)]
#[non_exhaustive]
pub enum Filter {
    Text(String),
    Messages(Vec<Message>),
    Parts(Vec<ContentPart>),
    #[union(unknown)]
    Unknown(Value),
}
