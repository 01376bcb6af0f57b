//! Unions, and what they are made of.

use serde_json::Value;
use specwright_runtime::{Model, OpenEnum, Union};

use super::TextType;

/// Text.
#[derive(Clone, Model)]
#[non_exhaustive]
pub struct TextContentPart {
    #[model(constant)]
    pub r#type: TextType,
    pub text: String,
}

/// A file.
#[derive(Clone, Model)]
#[model(closed)]
#[non_exhaustive]
pub struct FileContentPart {
    pub file_id: String,
}

/// A part.
#[derive(Clone, Union)]
#[union(tag = "type")]
#[non_exhaustive]
pub enum ContentPart {
    #[union("text")]
    Text(TextContentPart),
    #[union("file")]
    File(Box<FileContentPart>),
    /// An unrecognized value, preserved as received.
    #[union(unknown)]
    Unknown(Value),
}

/// Who says something.
#[derive(Clone, Debug, OpenEnum)]
#[open_enum(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Role {
    Agent,
    User,
    /// An unrecognized value, preserved as received.
    #[open_enum(unknown)]
    Unknown(String),
}

/// A message.
#[derive(Clone, Model)]
#[model(setters)]
#[non_exhaustive]
pub struct Message {
    pub content: String,
    pub role: Role,
    pub filter: Option<Box<Filter>>,
}

/// A union without a tag.
#[derive(Clone, Union)]
#[union(untagged)]
#[non_exhaustive]
pub enum Filter {
    Text(String),
    Messages(Vec<Message>),
    Parts(Vec<ContentPart>),
    /// An unrecognized value, preserved as received.
    #[union(unknown)]
    Unknown(Value),
}

/// A flattened field.
#[derive(Clone, Model)]
#[non_exhaustive]
pub struct Flat {
    pub id: String,
    #[model(flatten)]
    pub payload: ContentPart,
}
