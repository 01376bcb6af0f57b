//! Unions, and what they are made of.

use serde_json::Value;
use specwright_runtime::codec::{self, Kinds, Shape, Shaped};

use super::TextType;

/// Text.
#[derive(Clone)]
#[non_exhaustive]
pub struct TextContentPart {
    pub r#type: TextType,
    pub text: String,
}

codec::object!(TextContentPart(text: impl Into<String>) {
    "type" => r#type: required,
    "text" => text: required,
});

impl Shaped for TextContentPart {
    const SHAPE: Shape = Shape::Object(
        &[
            codec::Property::required("type", Kinds::STRING).constant("text"),
            codec::Property::required("text", Kinds::STRING),
        ],
        codec::Extra::Allowed,
    );
}

/// A file.
#[derive(Clone)]
#[non_exhaustive]
pub struct FileContentPart {
    pub file_id: String,
}

codec::object!(FileContentPart(file_id: impl Into<String>) {
    "file_id" => file_id: required,
});

impl Shaped for FileContentPart {
    const SHAPE: Shape = Shape::Object(
        &[codec::Property::required("file_id", Kinds::STRING)],
        codec::Extra::Forbidden,
    );
}

/// A part.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum ContentPart {
    Text(TextContentPart),
    File(Box<FileContentPart>),
    /// A kind that this version does not know, kept as it is.
    Unknown(Value),
}

codec::tagged_union!(ContentPart by "type" {
    Text(from TextContentPart) = "text",
    File(from FileContentPart) = "file",
});

impl Shaped for ContentPart {
    const SHAPE: Shape = Shape::OneOf(&[TextContentPart::SHAPE, FileContentPart::SHAPE]);
}

/// A message.
#[derive(Clone)]
#[non_exhaustive]
pub struct Message {
    pub content: String,
    pub role: String,
    pub filter: Option<Box<Filter>>,
}

codec::object!(Message(content: impl Into<String>, role: impl Into<String>) {
    "content" => content: required,
    "role" => role: required,
    "filter" => filter: optional(with_filter: impl Into<Box<Filter>>),
});

impl Shaped for Message {
    const SHAPE: Shape = Shape::Object(
        &[
            codec::Property::required("content", Kinds::STRING.or(Kinds::ARRAY)),
            codec::Property::required("role", Kinds::STRING).values(&["agent", "user"]),
            codec::Property::optional("filter", Kinds::ANY),
        ],
        codec::Extra::Allowed,
    );
}

/// A union without a tag.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Filter {
    Text(String),
    Messages(Vec<Message>),
    Parts(Vec<ContentPart>),
    /// A kind that this version does not know, kept as it is.
    Unknown(Value),
}

codec::untagged_union!(Filter {
    Text(text String) = Shape::String,
    Messages(from Vec<Message>) = Shape::Array(&Message::SHAPE),
    Parts(from Vec<ContentPart>) = Shape::Array(&ContentPart::SHAPE),
});

/// A flattened field.
#[derive(Clone)]
#[non_exhaustive]
pub struct Flat {
    pub id: String,
    pub payload: ContentPart,
}

codec::object!(Flat(id: impl Into<String>, payload: impl Into<ContentPart>) {
    "id" => id: required,
    .. => payload,
});
