//! Bodies whose type depends on the status of the answer.
//!
//! In: a status, a media type and bytes. Out: what the generated type makes of them. They pass
//! through serde's interface like any other body, so that a call needs no second way of decoding.
//! Must not know requests.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{BorrowedBytesDeserializer, BorrowedStrDeserializer, U16Deserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, Error, IntoDeserializer, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::media_type::{essence, is_one_of};
use super::{DecodeError, Format, decode_as};

/// A type that is read according to the status of the answer.
pub trait ByStatus: Sized {
    /// Reads the body of an answer.
    ///
    /// # Errors
    ///
    /// A status that isn't documented, and a body that isn't what the document says.
    fn read(status: u16, body: Body<'_>) -> Result<Self, DecodeError>;

    /// What the document says of the body of a status; none where it does not have the status.
    #[doc(hidden)]
    #[must_use]
    fn documented(_status: u16) -> Option<Documented> {
        None
    }
}

/// The body of a documented status.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Documented {
    /// The name of its type; empty where there is no body.
    pub body: &'static str,
    /// The method of [`Body`] that reads it.
    pub read: &'static str,
}

impl Documented {
    /// Whether a body of that media type can be of this kind.
    fn takes(self, media_type: &str) -> bool {
        let essence = essence(media_type).to_ascii_lowercase();
        let is_json =
            essence.is_empty() || essence == "application/json" || essence.ends_with("+json");
        let is_text = essence.starts_with("text/");
        match self.read {
            "json" => is_json,
            "text" => is_text,
            _ => !is_json && !is_text,
        }
    }
}

/// The body of an answer before it is decoded.
#[derive(Clone, Copy, Debug)]
pub struct Body<'a> {
    status: u16,
    media_type: &'a str,
    bytes: &'a [u8],
}

impl<'a> Body<'a> {
    /// What the answer says its body is; empty where it says nothing.
    #[must_use]
    pub const fn media_type(&self) -> &'a str {
        self.media_type
    }

    /// Whether the body is of one of these media types, which may be ranges (`application/*`). Their parameters must be
    /// there too, except for `charset`. A body of which nothing is said is JSON.
    #[must_use]
    pub fn is(&self, media_types: &[&str]) -> bool {
        let found = if self.media_type.is_empty() {
            "application/json"
        } else {
            self.media_type
        };
        is_one_of(found, media_types)
    }

    /// Decodes the body as JSON.
    ///
    /// # Errors
    ///
    /// A body that isn't a `T`.
    pub fn json<T: DeserializeOwned, U>(self, wrap: impl FnOnce(T) -> U) -> Result<U, DecodeError> {
        self.decode(Format::Json).map(wrap)
    }

    /// Takes the body as text.
    ///
    /// # Errors
    ///
    /// A body that isn't UTF-8.
    pub fn text<T: DeserializeOwned, U>(self, wrap: impl FnOnce(T) -> U) -> Result<U, DecodeError> {
        self.decode(Format::Text).map(wrap)
    }

    /// Takes the body as bytes.
    ///
    /// # Errors
    ///
    /// A `T` that can't be read from bytes.
    pub fn bytes<T: DeserializeOwned, U>(
        self,
        wrap: impl FnOnce(T) -> U,
    ) -> Result<U, DecodeError> {
        self.decode(Format::Bytes).map(wrap)
    }

    /// The error for a status that isn't documented.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn unexpected<U>(self) -> Result<U, DecodeError> {
        let message = if (200..300).contains(&self.status) && !self.is_blank() {
            format!(
                "the status `{}` is not documented, nor which of the documented types its body has",
                self.status
            )
        } else {
            format!("the status `{}` is not documented", self.status)
        };
        Err(DecodeError::whole(message, self.bytes))
    }

    /// The error for a media type that isn't documented for the status.
    ///
    /// # Errors
    ///
    /// Always.
    pub fn unexpected_media<U>(self) -> Result<U, DecodeError> {
        let media_type = self.media_type.escape_debug();
        let message = format_args!(
            "the media type `{media_type}` is not documented for the status `{}`",
            self.status
        );
        Err(DecodeError::whole(message, self.bytes))
    }

    fn decode<T: DeserializeOwned>(self, format: Format) -> Result<T, DecodeError> {
        decode_as(format, self.status, self.media_type, self.bytes)
    }

    fn is_blank(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }
}

/// The documented status as which an undocumented success can be read: the one with such a body, if there is no other
/// with a body of another type. An empty body is read as none also where the status is documented with one.
fn stand_in(body: Body<'_>, documented: fn(u16) -> Option<Documented>) -> Option<u16> {
    let successes = 200..300;
    let blank = body.is_blank();
    if !successes.contains(&body.status) || (!blank && documented(body.status).is_some()) {
        return None;
    }
    let all = || {
        let all = successes
            .clone()
            .filter_map(|status| Some((status, documented(status)?)));
        all.filter(|(_, found)| found.body.is_empty() == blank)
    };
    if blank {
        let mut all = all().map(|(status, _)| status);
        let first = all.next();
        return all.find(|status| *status == 204).or(first);
    }
    only(all()).or_else(|| only(all().filter(|(_, found)| found.takes(body.media_type))))
}

/// The first of these statuses, if all have the same body.
fn only(mut all: impl Iterator<Item = (u16, Documented)>) -> Option<u16> {
    let (status, first) = all.next()?;
    all.all(|(_, other)| other == first).then_some(status)
}

/// Reads a type according to the status, which only a call's answer has.
///
/// # Errors
///
/// What [`ByStatus::read`] reports, and a format that has no status.
pub fn by_status<'de, D: Deserializer<'de>, T: ByStatus>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_tuple_struct("Answer", 3, AnswerVisitor(PhantomData))
}

struct AnswerVisitor<T>(PhantomData<fn() -> T>);

impl<'de, T: ByStatus> Visitor<'de> for AnswerVisitor<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the answer of a call")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut answer: A) -> Result<T, A::Error> {
        let missing = |index| A::Error::invalid_length(index, &"the answer of a call");
        let status = answer.next_element()?.ok_or_else(|| missing(0))?;
        let media_type = answer.next_element()?.ok_or_else(|| missing(1))?;
        let bytes = answer.next_element()?.ok_or_else(|| missing(2))?;
        let body = Body {
            status,
            media_type,
            bytes,
        };
        let read = T::read(status, body).or_else(|error| match stand_in(body, T::documented) {
            Some(status) => T::read(status, Body { status, ..body }),
            None => Err(error),
        });
        read.map_err(A::Error::custom)
    }
}

/// Gives a status, a media type and a body, in that order.
pub(super) struct StatusReader<'a> {
    pub(super) status: u16,
    pub(super) media_type: &'a str,
    pub(super) body: &'a [u8],
}

impl<'de> Deserializer<'de> for StatusReader<'de> {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_seq(Parts(self, 0))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
        option
    }
}

struct Parts<'a>(StatusReader<'a>, u8);

impl<'a> SeqAccess<'a> for Parts<'a> {
    type Error = DecodeError;

    fn next_element_seed<S: DeserializeSeed<'a>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, DecodeError> {
        self.1 += 1;
        let Self(answer, part) = self;
        match part {
            1 => {
                let status: U16Deserializer<DecodeError> = answer.status.into_deserializer();
                seed.deserialize(status).map(Some)
            }
            2 => seed
                .deserialize(BorrowedStrDeserializer::new(answer.media_type))
                .map(Some),
            3 => seed
                .deserialize(BorrowedBytesDeserializer::new(answer.body))
                .map(Some),
            _ => Ok(None),
        }
    }
}
