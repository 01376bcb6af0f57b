//! A value of any format as a JSON text.
//!
//! In: a deserializer, and a placeholder value of the type that is read. Out: the value as JSON
//! with two extensions that only the matching reader accepts: non-finite numbers, as Rust writes
//! them, and bytes. Must not know models.

use std::fmt;
use std::iter;

use serde::Deserialize;
use serde::de::value::{Error as ValueError, MapDeserializer};
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::Number;

use super::bytes;
use super::hint::{Hint, Lookup, Names, unwrapped};
use super::names::{InOrder, Name};
use crate::codec::json::depth::LIMIT;
use crate::codec::json::location;
use crate::codec::model::stack::{FORMAT_STACK, Mark};
use crate::codec::model::wire::{View, Wire};
use crate::{FilePart, Uuid};

/// The JSON text of the next value, which is asked for as the type of `placeholder`.
pub(crate) fn to_json<'de, D: Deserializer<'de>>(
    deserializer: D,
    placeholder: &dyn Wire,
) -> Result<String, D::Error> {
    let mut text = Text {
        out: Vec::new(),
        path: Vec::new(),
        bottom: Mark::here(),
    };
    let read = Json::new(Some(placeholder), &mut text, 0).deserialize(deserializer);
    read.map_err(|error| text.failed(&error))?;
    String::from_utf8(text.out).map_err(D::Error::custom)
}

/// The number that `serde_json` passes as a map with one member, with its feature
/// `arbitrary_precision`.
pub(crate) fn number(name: &str, text: &str) -> Option<Number> {
    let member = iter::once((name, text));
    Number::deserialize(MapDeserializer::<_, ValueError>::new(member)).ok()
}

/// A text that is being written.
struct Text {
    out: Vec<u8>,
    /// The path of the value that can't be read, from the inside. If each level wrapped the error
    /// again, formats that quote messages would double its length at each level.
    path: Vec<Step>,
    /// Where the outermost value began to be read.
    bottom: Mark,
}

enum Step {
    Member(String),
    Item(usize),
}

impl Text {
    /// The error with the place in the value, if it is not the whole of it.
    fn failed<E: Error>(&self, error: &E) -> E {
        let mut path = String::new();
        for step in self.path.iter().rev() {
            match step {
                Step::Member(name) => location::push_name(&mut path, name),
                Step::Item(at) => path.extend([format!("[{at}]")]),
            }
        }
        if path.is_empty() {
            return E::custom(error);
        }
        E::custom(format_args!("at `{path}`: {error}"))
    }
}

/// Writes the value that it is given.
struct Json<'j> {
    /// A value of the type that is next; none where any may be.
    placeholder: Option<&'j dyn Wire>,
    asked: Hint,
    /// The names of all members, where an object with no others is next.
    names: Option<&'static [&'static str]>,
    text: &'j mut Text,
    depth: usize,
}

impl<'j> Json<'j> {
    fn new(placeholder: Option<&'j dyn Wire>, text: &'j mut Text, depth: usize) -> Self {
        let placeholder = placeholder.map(unwrapped);
        let asked = placeholder.map_or(Hint::Any, Hint::of);
        let object = placeholder.filter(|_| asked == Hint::Object);
        Self {
            placeholder: placeholder.filter(|_| asked != Hint::Any),
            asked,
            names: object.and_then(Names::of),
            text,
            depth,
        }
    }

    /// What is within it.
    fn inner<'i>(&'i mut self, placeholder: Option<&'i dyn Wire>) -> Json<'i> {
        Json::new(placeholder, self.text, self.depth + 1)
    }

    fn put<T: serde::Serialize, E: Error>(&mut self, value: &T) -> Result<(), E> {
        serde_json::to_writer(&mut self.text.out, value).map_err(E::custom)
    }

    fn float<E: Error>(&mut self, value: f64) -> Result<(), E> {
        if value.is_finite() {
            return self.put(&value);
        }
        self.text.out.extend(value.to_string().bytes());
        Ok(())
    }

    fn enter<E: Error>(&mut self, open: u8) -> Result<(), E> {
        if self.depth > LIMIT {
            return Err(E::custom(format_args!(
                "values are nested more than {LIMIT} deep"
            )));
        }
        if self.text.bottom.used() > FORMAT_STACK {
            return Err(E::custom("values are nested too deep for their size"));
        }
        self.text.out.push(open);
        Ok(())
    }

    /// Ends an array or object, in which a comma follows each item.
    fn leave(&mut self, close: u8) {
        if self.text.out.last() == Some(&b',') {
            self.text.out.pop();
        }
        self.text.out.push(close);
    }

    /// The items of a list.
    fn items<'de, A: SeqAccess<'de>>(
        &mut self,
        items: &mut A,
        placeholder: Option<&dyn Wire>,
    ) -> Result<(), A::Error> {
        let mut at = 0;
        loop {
            let read = items.next_element_seed(&mut self.inner(placeholder));
            if self.item(at, read)?.is_none() {
                return Ok(());
            }
            self.text.out.push(b',');
            at += 1;
        }
    }

    /// The members of a map.
    fn entries<'de, A: MapAccess<'de>>(
        &mut self,
        members: &mut A,
        placeholder: Option<&dyn Wire>,
    ) -> Result<(), A::Error> {
        while let Some(name) = members.next_key_seed(Name::Text)? {
            self.name(&name)?;
            let read = members.next_value_seed(&mut self.inner(placeholder));
            self.member(&name, read)?;
            self.text.out.push(b',');
        }
        Ok(())
    }

    /// The members of an object.
    fn members<'de, A: MapAccess<'de>>(
        &mut self,
        members: &mut A,
        placeholder: &dyn Wire,
    ) -> Result<(), A::Error> {
        while let Some(name) = members.next_key_seed(Name::Text)? {
            let before = self.text.out.len();
            self.name(&name)?;
            let mut read = None;
            Lookup::find(placeholder, &name, &mut |placeholder| {
                read = Some(members.next_value_seed(&mut self.inner(placeholder)));
            });
            let read = match (read, self.names) {
                (Some(read), _) => read,
                (None, None) => members.next_value_seed(&mut self.inner(None)),
                (None, Some(_)) => {
                    members.next_value::<IgnoredAny>()?;
                    self.text.out.truncate(before);
                    continue;
                }
            };
            self.member(&name, read)?;
            self.text.out.push(b',');
        }
        Ok(())
    }

    /// The members of what may be anything; the number, if it is one.
    fn any<'de, A: MapAccess<'de>>(&mut self, members: &mut A) -> Result<Option<Number>, A::Error> {
        let mut count = 0;
        let mut only = None;
        while let Some(name) = members.next_key_seed(Name::Any)? {
            self.name(&name)?;
            let start = self.text.out.len();
            let read = members.next_value_seed(&mut self.inner(None));
            self.member(&name, read)?;
            count += 1;
            only = (count == 1).then_some((name, start));
            self.text.out.push(b',');
        }
        let only = only.and_then(|(name, start)| {
            let end = self.text.out.len().saturating_sub(1);
            let text = self.text.out.get(start..end)?;
            let text = text.starts_with(b"\"").then_some(text)?;
            number(&name, &serde_json::from_slice::<String>(text).ok()?)
        });
        Ok(only)
    }

    fn member<E>(&mut self, name: &str, read: Result<(), E>) -> Result<(), E> {
        read.inspect_err(|_| self.text.path.push(Step::Member(name.to_owned())))
    }

    fn item<T, E>(&mut self, at: usize, read: Result<T, E>) -> Result<T, E> {
        read.inspect_err(|_| self.text.path.push(Step::Item(at)))
    }

    fn name<E: Error>(&mut self, name: &str) -> Result<(), E> {
        serde_json::to_writer(&mut self.text.out, name).map_err(E::custom)?;
        self.text.out.push(b':');
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for &mut Json<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if self.asked == Hint::File && !deserializer.is_human_readable() {
            let file = FilePart::deserialize(deserializer)?;
            return self.visit_bytes(&file.bytes().cloned().unwrap_or_default());
        }
        self.asked.ask(self.names, deserializer, self)
    }
}

macro_rules! put {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            self.put(&value)
        })*
    };
}

impl<'de> Visitor<'de> for &mut Json<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.asked.name())
    }

    put!(
        visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128, visit_str: &str
    );

    fn visit_f32<E: Error>(self, value: f32) -> Result<(), E> {
        if value.is_finite() {
            return self.put(&value);
        }
        self.float(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.float(value)
    }

    fn visit_bytes<E: Error>(self, value: &[u8]) -> Result<(), E> {
        match self.asked {
            Hint::Text => {
                let text = str::from_utf8(value)
                    .map_err(|_| E::invalid_value(serde::de::Unexpected::Bytes(value), &self))?;
                return self.put(&text);
            }
            Hint::Uuid => {
                if let Ok(bytes) = value.try_into() {
                    return self.put(&Uuid::from_bytes(bytes));
                }
                return Err(E::invalid_length(value.len(), &"16 bytes of a UUID"));
            }
            _ => {}
        }
        bytes::write(value, &mut self.text.out);
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let Some(placeholder) = self.placeholder else {
            return self.deserialize(deserializer);
        };
        let mut deserializer = Some(deserializer);
        let mut read = Ok(());
        placeholder.inner_type(&mut |inner| {
            if let Some(deserializer) = deserializer.take() {
                let mut inner = Json::new(Some(inner), self.text, self.depth);
                read = inner.deserialize(deserializer);
            }
        });
        read
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.put(&())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if let Some(names) = self.names {
            return self.visit_map(InOrder::new(names, items));
        }
        self.enter(b'[')?;
        match (self.placeholder, self.asked) {
            (Some(placeholder), Hint::List) => {
                let mut read = Ok(());
                placeholder.inner_type(&mut |inner| read = self.items(&mut items, Some(inner)));
                read?;
            }
            (Some(placeholder), Hint::Tuple(length)) => {
                if let View::List(list) = placeholder.view() {
                    for at in 0..length {
                        let read = items.next_element_seed(&mut self.inner(list.item(at)));
                        if self.item(at, read)?.is_none() {
                            break;
                        }
                        self.text.out.push(b',');
                    }
                }
            }
            _ => self.items(&mut items, None)?,
        }
        self.leave(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let begin = self.text.out.len();
        self.enter(b'{')?;
        match (self.placeholder, self.asked) {
            (Some(placeholder), Hint::Object) => self.members(&mut members, placeholder)?,
            (Some(placeholder), Hint::Map) => {
                let mut read = None;
                placeholder
                    .inner_type(&mut |inner| read = Some(self.entries(&mut members, Some(inner))));
                match read {
                    Some(read) => read?,
                    None => self.entries(&mut members, None)?,
                }
            }
            _ => {
                if let Some(number) = self.any(&mut members)? {
                    self.text.out.truncate(begin);
                    return self.put(&number);
                }
            }
        }
        self.leave(b'}');
        Ok(())
    }

    /// As serde's own enums are written: the name alone.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (name, variant) = data.variant::<String>()?;
        variant.unit_variant()?;
        self.visit_str(&name)
    }
}
