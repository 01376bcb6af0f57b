//! A value as a tree of texts.
//!
//! In: anything serde can write. Out: texts, lists and members in the order they were written.
//! Must not know styles.

use std::fmt;

use serde::ser::{
    Error as _, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant,
    SerializeTuple, SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::node_error::NodeError;
use crate::codec::number;
use crate::transport::body::file_part::FilePart;

/// A value as a tree of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Null,
    Text(String),
    /// A number or a boolean, which JSON writes without quotes.
    Bare(String),
    File(FilePart),
    List(Vec<Node>),
    Members(Vec<(String, Node)>),
}

impl Node {
    /// The text of the value; what is nested deeper than a style can say becomes JSON.
    pub(crate) fn into_text(self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Text(text) | Self::Bare(text) => text,
            Self::File(file) => file.text().into_owned(),
            Self::List(_) | Self::Members(_) => self.to_json(),
        }
    }

    /// The value as JSON.
    pub(crate) fn to_json(&self) -> String {
        let mut json = String::new();
        self.push_json(&mut json);
        json
    }

    /// Whether it has no parts.
    pub(crate) fn is_scalar(&self) -> bool {
        !matches!(self, Self::List(_) | Self::Members(_))
    }

    /// The same, if all bytes in it are text.
    pub(crate) fn text_only(self) -> Result<Self, NodeError> {
        if self.is_text() {
            return Ok(self);
        }
        Err(NodeError::custom(
            "it contains bytes that are not UTF-8 text",
        ))
    }

    fn is_text(&self) -> bool {
        match self {
            Self::Null | Self::Text(_) | Self::Bare(_) => true,
            Self::File(file) => file.is_text(),
            Self::List(items) => items.iter().all(Self::is_text),
            Self::Members(members) => members.iter().all(|(_, value)| value.is_text()),
        }
    }

    fn push_json(&self, json: &mut String) {
        match self {
            Self::Null => json.push_str("null"),
            Self::Text(text) => push_string(json, text),
            Self::File(file) => push_string(json, &file.text()),
            Self::Bare(text) => json.push_str(text),
            Self::List(items) => {
                json.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        json.push(',');
                    }
                    item.push_json(json);
                }
                json.push(']');
            }
            Self::Members(members) => {
                json.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        json.push(',');
                    }
                    push_string(json, name);
                    json.push(':');
                    value.push_json(json);
                }
                json.push('}');
            }
        }
    }
}

fn push_string(json: &mut String, text: &str) {
    json.push_str(&serde_json::Value::from(text).to_string());
}

/// The tree of a value.
pub(crate) fn node_of<T: Serialize + ?Sized>(value: &T) -> Result<Node, NodeError> {
    value.serialize(Builder)
}

/// The tree of a value that is written as text.
pub(crate) fn text_of<T: Serialize + ?Sized>(value: &T) -> Result<Node, NodeError> {
    node_of(value)?.text_only()
}

/// A number as text; neither JSON nor a parameter has one for what is not finite.
pub(super) fn finite(number: impl fmt::Display, is_finite: bool) -> Result<Node, NodeError> {
    if is_finite {
        return Ok(Node::Bare(number.to_string()));
    }
    Err(NodeError::custom(format_args!(
        "a number must be finite, found {number}"
    )))
}

struct Builder;

macro_rules! display {
    ($kind:ident; $($method:ident: $type:ty),* $(,)?) => {
        $(fn $method(self, value: $type) -> Result<Node, NodeError> {
            Ok(Node::$kind(value.to_string()))
        })*
    };
}

impl Serializer for Builder {
    type Ok = Node;
    type Error = NodeError;
    type SerializeSeq = List;
    type SerializeTuple = List;
    type SerializeTupleStruct = List;
    type SerializeTupleVariant = List;
    type SerializeMap = Members;
    type SerializeStruct = Members;
    type SerializeStructVariant = Members;

    display! {
        Bare;
        serialize_bool: bool,
        serialize_i8: i8,
        serialize_i16: i16,
        serialize_i32: i32,
        serialize_i64: i64,
        serialize_i128: i128,
        serialize_u8: u8,
        serialize_u16: u16,
        serialize_u32: u32,
        serialize_u64: u64,
        serialize_u128: u128,
    }

    fn serialize_f32(self, value: f32) -> Result<Node, NodeError> {
        finite(value, value.is_finite())
    }

    fn serialize_f64(self, value: f64) -> Result<Node, NodeError> {
        finite(value, value.is_finite())
    }

    display! {
        Text;
        serialize_char: char,
        serialize_str: &str,
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Node, NodeError> {
        Ok(Node::File(FilePart::new(value.to_vec())))
    }

    fn serialize_none(self) -> Result<Node, NodeError> {
        Ok(Node::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Node, NodeError> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Node, NodeError> {
        Ok(Node::Null)
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<Node, NodeError> {
        Ok(Node::Null)
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<Node, NodeError> {
        Ok(Node::Text(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<Node, NodeError> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Node, NodeError> {
        let node = node_of(value).map_err(|error| error.in_member(variant))?;
        Ok(Node::Members(vec![(variant.to_owned(), node)]))
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List, NodeError> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple(self, _: usize) -> Result<List, NodeError> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<List, NodeError> {
        Ok(List(Vec::new()))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<List, NodeError> {
        Ok(List(Vec::new()))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Members, NodeError> {
        Ok(Members::default())
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Members, NodeError> {
        Ok(Members::default())
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Members, NodeError> {
        Ok(Members::default())
    }
}

struct List(Vec<Node>);

impl List {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NodeError> {
        let node = node_of(value);
        let at = self.0.len();
        self.0
            .push(node.map_err(|error| error.within(format!("[{at}]")))?);
        Ok(())
    }
}

macro_rules! list {
    ($($trait:ident: $method:ident),* $(,)?) => {
        $(impl $trait for List {
            type Ok = Node;
            type Error = NodeError;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NodeError> {
                self.push(value)
            }

            fn end(self) -> Result<Node, NodeError> {
                Ok(Node::List(self.0))
            }
        })*
    };
}

list! {
    SerializeSeq: serialize_element,
    SerializeTuple: serialize_element,
    SerializeTupleStruct: serialize_field,
    SerializeTupleVariant: serialize_field,
}

#[derive(Default)]
struct Members {
    list: Vec<(String, Node)>,
    name: String,
}

impl Members {
    fn push<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), NodeError> {
        let node = node_of(value).map_err(|error| error.in_member(&name))?;
        self.list.push((name, node));
        Ok(())
    }
}

impl SerializeMap for Members {
    type Ok = Node;
    type Error = NodeError;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), NodeError> {
        self.name = node_of(key)?.into_text();
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), NodeError> {
        let name = std::mem::take(&mut self.name);
        self.push(name, value)
    }

    fn end(self) -> Result<Node, NodeError> {
        Ok(Node::Members(self.list))
    }
}

macro_rules! structure {
    ($($trait:ident),*) => {
        $(impl $trait for Members {
            type Ok = Node;
            type Error = NodeError;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                key: &'static str,
                value: &T,
            ) -> Result<(), NodeError> {
                self.push(key.to_owned(), value)
            }

            fn end(self) -> Result<Node, NodeError> {
                // With its feature `arbitrary_precision`, `serde_json` writes a number as a struct.
                if let [(name, Node::Text(text))] = &*self.list
                    && let Some(number) = number(name, text)
                {
                    return Ok(Node::Bare(number.to_string()));
                }
                Ok(Node::Members(self.list))
            }
        })*
    };
}

structure!(SerializeStruct, SerializeStructVariant);
