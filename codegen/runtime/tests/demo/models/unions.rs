//! Unions, and what they are made of.

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use specwright_runtime::codec::{self, Fields, Kinds, Shape};

use super::TextType;

/// Text.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TextContentPart {
    pub r#type: TextType,
    pub text: String,
}

impl TextContentPart {
    pub(crate) const SHAPE: Shape = Shape::Object(
        &[
            codec::Property::required("type", Kinds::STRING).constant("text"),
            codec::Property::required("text", Kinds::STRING),
        ],
        codec::Extra::Allowed,
    );

    /// Makes one from the required fields.
    pub fn new(text: impl Into<String>) -> Self {
        Self {
            r#type: TextType,
            text: text.into(),
        }
    }
}

impl Serialize for TextContentPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .required("type", &self.r#type)
            .required("text", &self.text)
            .end()
    }
}

impl<'de> Deserialize<'de> for TextContentPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::object(deserializer)
    }
}

impl codec::Object for TextContentPart {
    fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error> {
        let mut r#type = None;
        let mut text = None;
        while let Some(key) = fields.key()? {
            match &*key {
                "type" => fields.value(&mut r#type),
                "text" => fields.value(&mut text),
                _ => fields.skip(),
            }?;
        }
        Ok(Self {
            r#type: fields.required("type", r#type)?,
            text: fields.required("text", text)?,
        })
    }
}

/// A file.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FileContentPart {
    pub file_id: String,
}

impl FileContentPart {
    pub(crate) const SHAPE: Shape = Shape::Object(
        &[codec::Property::required("file_id", Kinds::STRING)],
        codec::Extra::Forbidden,
    );

    /// Makes one from the required fields.
    pub fn new(file_id: impl Into<String>) -> Self {
        Self {
            file_id: file_id.into(),
        }
    }
}

impl Serialize for FileContentPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .required("file_id", &self.file_id)
            .end()
    }
}

impl<'de> Deserialize<'de> for FileContentPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::object(deserializer)
    }
}

impl codec::Object for FileContentPart {
    fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error> {
        let mut file_id = None;
        while let Some(key) = fields.key()? {
            match &*key {
                "file_id" => fields.value(&mut file_id),
                _ => fields.skip(),
            }?;
        }
        Ok(Self {
            file_id: fields.required("file_id", file_id)?,
        })
    }
}

/// A part.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ContentPart {
    Text(TextContentPart),
    File(Box<FileContentPart>),
    /// A kind that this version does not know, kept as it is.
    Unknown(Value),
}

impl ContentPart {
    pub(crate) const SHAPE: Shape = Shape::OneOf(&[TextContentPart::SHAPE, FileContentPart::SHAPE]);
}

impl From<TextContentPart> for ContentPart {
    fn from(value: TextContentPart) -> Self {
        Self::Text(value)
    }
}

impl From<FileContentPart> for ContentPart {
    fn from(value: FileContentPart) -> Self {
        Self::File(Box::new(value))
    }
}

impl Serialize for ContentPart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => codec::tagged(serializer, "type", "text", value),
            Self::File(value) => codec::tagged(serializer, "type", "file", value),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for ContentPart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = codec::Raw::read(deserializer)?;
        match raw.tag("type").as_deref() {
            Some("text") => raw.decode(Self::Text),
            Some("file") => raw.decode(Self::File),
            _ => raw.decode(Self::Unknown),
        }
    }
}

/// A message.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Message {
    pub content: String,
    pub role: String,
    pub filter: Option<Box<Filter>>,
}

impl Message {
    pub(crate) const SHAPE: Shape = Shape::Object(
        &[
            codec::Property::required("content", Kinds::STRING.or(Kinds::ARRAY)),
            codec::Property::required("role", Kinds::STRING).values(&["agent", "user"]),
            codec::Property::optional("filter", Kinds::ANY),
        ],
        codec::Extra::Allowed,
    );
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .required("content", &self.content)
            .required("role", &self.role)
            .optional("filter", &self.filter)
            .end()
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::object(deserializer)
    }
}

impl codec::Object for Message {
    fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error> {
        let mut content = None;
        let mut role = None;
        let mut filter = None;
        while let Some(key) = fields.key()? {
            match &*key {
                "content" => fields.value(&mut content),
                "role" => fields.value(&mut role),
                "filter" => fields.optional(&mut filter),
                _ => fields.skip(),
            }?;
        }
        Ok(Self {
            content: fields.required("content", content)?,
            role: fields.required("role", role)?,
            filter,
        })
    }
}

/// A union without a tag.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Filter {
    Text(String),
    Messages(Vec<Message>),
    Parts(Vec<ContentPart>),
    /// A kind that this version does not know, kept as it is.
    Unknown(Value),
}

impl Serialize for Filter {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(value) => value.serialize(serializer),
            Self::Messages(value) => value.serialize(serializer),
            Self::Parts(value) => value.serialize(serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Filter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::Raw::read(deserializer)?.pick(
            &[
                Shape::String,
                Shape::Array(&Message::SHAPE),
                Shape::Array(&ContentPart::SHAPE),
            ],
            |raw, member| match member {
                Some(0) => raw.decode(Self::Text),
                Some(1) => raw.decode(Self::Messages),
                Some(2) => raw.decode(Self::Parts),
                _ => raw.decode(Self::Unknown),
            },
        )
    }
}

/// A flattened field.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Flat {
    pub id: String,
    pub payload: ContentPart,
}

impl Serialize for Flat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .required("id", &self.id)
            .flatten(&self.payload)
            .end()
    }
}

impl<'de> Deserialize<'de> for Flat {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::flattened(deserializer)
    }
}

impl codec::Object for Flat {
    fn read<'de, M: MapAccess<'de>>(fields: &mut Fields<'de, M>) -> Result<Self, M::Error> {
        let mut id = None;
        while let Some(key) = fields.key()? {
            match &*key {
                "id" => fields.value(&mut id),
                _ => fields.skip(),
            }?;
        }
        Ok(Self {
            id: fields.required("id", id)?,
            payload: fields.flattened()?,
        })
    }
}
