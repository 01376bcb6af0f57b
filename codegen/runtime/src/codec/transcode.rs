//! A value of any format as a JSON text.
//!
//! In: a deserializer, and a value of the type that is read. Out: what the deserializer gives, as JSON with two additions
//! that only a reader of such a text knows: numbers that are not finite, as Rust writes them, and bytes, as strings that
//! begin with [`BYTES`]. Must not know models.

use std::fmt::{self, Display, Write};

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess, Visitor,
};

use super::asked::{Asked, Fields};
use super::numbers::is_number;
use super::place;
use super::reader::LIMIT;
use super::wire::Wire;

/// What a string begins with that stands for bytes; their digits follow.
const BYTES: char = '\0';

/// The name by which `serde_json` gives a number away as its text, with its feature `arbitrary_precision`.
pub(crate) const NUMBER: &str = "$serde_json::private::Number";

/// The JSON text of the next value, which is to be read as the type that `blank` has.
pub(super) fn to_json<'de, D: Deserializer<'de>>(
    deserializer: D,
    blank: &dyn Wire,
    type_name: &'static str,
) -> Result<String, D::Error> {
    // Binary formats say what a value is, and have one form for a number that is whole, whatever its type.
    let says = !deserializer.is_human_readable();
    let fields = Fields::of(blank, says);
    let mut out = Vec::new();
    let json = Json {
        out: &mut out,
        depth: 0,
        is_name: false,
        asked: if says { Asked::ANY } else { Asked::of(blank) },
        fields: fields.as_ref(),
    };
    match &fields {
        Some(fields) => {
            let name = type_name.rsplit("::").next().unwrap_or(type_name);
            fields.ask(name, deserializer, json)?;
        }
        None => json.deserialize(deserializer)?,
    }
    String::from_utf8(out).map_err(D::Error::custom)
}

/// The bytes that a string stands for in such a text.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix(BYTES)?.as_bytes();
    let digit = |digit: &u8| char::from(*digit).to_digit(16);
    let pairs = digits.as_chunks::<2>().0.iter();
    pairs
        .map(|[high, low]| u8::try_from(digit(high)? << 4 | digit(low)?).ok())
        .collect()
}

/// Writes the value that it is given.
struct Json<'w> {
    out: &'w mut Vec<u8>,
    depth: usize,
    /// Names are strings, whatever else they are.
    is_name: bool,
    asked: Asked,
    /// The members of the object that is next, if they are known.
    fields: Option<&'w Fields>,
}

impl Json<'_> {
    fn inner(&mut self, is_name: bool, asked: Asked) -> Json<'_> {
        Json {
            out: self.out,
            depth: self.depth + 1,
            is_name,
            asked,
            fields: None,
        }
    }

    fn put<T: serde::Serialize, E: Error>(self, value: &T) -> Result<(), E> {
        if self.is_name {
            self.out.push(b'"');
        }
        serde_json::to_writer(&mut *self.out, value).map_err(E::custom)?;
        if self.is_name {
            self.out.push(b'"');
        }
        Ok(())
    }

    fn float<E: Error>(self, value: f64) -> Result<(), E> {
        if value.is_finite() {
            return self.put(&value);
        }
        self.out.extend(value.to_string().bytes());
        Ok(())
    }

    fn enter<E: Error>(&self) -> Result<(), E> {
        if self.is_name {
            return Err(E::custom("the name of a member is no text"));
        }
        if self.depth > LIMIT {
            return Err(E::custom(format_args!(
                "values are nested more than {LIMIT} deep"
            )));
        }
        Ok(())
    }

    /// The name that was written last, from `start` on.
    fn name(&self, start: usize) -> String {
        let text = self.out.get(start..).unwrap_or_default();
        serde_json::from_slice(text).unwrap_or_default()
    }
}

/// The same error, with the name of the member in which it is.
fn in_member<E: Error>(name: &str, error: &impl Display) -> E {
    let message = error.to_string();
    let (inner, message) = place::inner(&message).unwrap_or(("$", &message));
    let mut path = String::new();
    place::push_name(&mut path, name);
    E::custom(format_args!("at `{}`: {message}", place::join(path, inner)))
}

impl<'de> DeserializeSeed<'de> for Json<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.asked.ask(deserializer, self)
    }
}

macro_rules! put {
    ($($method:ident: $type:ty),*) => {
        $(fn $method<E: Error>(self, value: $type) -> Result<(), E> {
            self.put(&value)
        })*
    };
}

impl<'de> Visitor<'de> for Json<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(if self.fields.is_some() {
            "an object"
        } else {
            self.asked.name()
        })
    }

    put!(visit_bool: bool, visit_i64: i64, visit_i128: i128, visit_u64: u64, visit_u128: u128);

    fn visit_f32<E: Error>(self, value: f32) -> Result<(), E> {
        if value.is_finite() {
            return self.put(&value);
        }
        self.float(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.float(value)
    }

    fn visit_str<E: Error>(mut self, value: &str) -> Result<(), E> {
        self.is_name = false;
        self.put(&value)
    }

    fn visit_bytes<E: Error>(mut self, value: &[u8]) -> Result<(), E> {
        if std::mem::take(&mut self.is_name)
            && let Ok(name) = str::from_utf8(value)
        {
            return self.put(&name);
        }
        let mut text = String::from(BYTES);
        for byte in value {
            write!(text, "{byte:02x}").map_err(E::custom)?;
        }
        self.put(&text)
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(mut self, deserializer: D) -> Result<(), D::Error> {
        self.asked = self.asked.some();
        self.deserialize(deserializer)
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.put(&())
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<(), A::Error> {
        self.enter()?;
        self.out.push(b'[');
        let start = self.out.len();
        let any = Asked::ANY;
        while items.next_element_seed(self.inner(false, any))?.is_some() {
            self.out.push(b',');
        }
        if self.out.len() > start {
            self.out.pop();
        }
        self.out.push(b']');
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        self.enter()?;
        let begin = self.out.len();
        self.out.push(b'{');
        let start = self.out.len();
        let any = Asked::ANY;
        loop {
            let key = self.out.len();
            if members.next_key_seed(self.inner(true, any))?.is_none() {
                break;
            }
            if self.name(key) == NUMBER {
                let number: String = members.next_value()?;
                if !is_number(&number) {
                    return Err(A::Error::custom("invalid number"));
                }
                self.out.truncate(begin);
                self.out.extend(number.bytes());
                return Ok(());
            }
            let Some(fields) = self.fields else {
                self.out.push(b':');
                members.next_value_seed(self.inner(false, any))?;
                self.out.push(b',');
                continue;
            };
            let name = self.name(key);
            self.out.push(b':');
            let read = members.next_value_seed(self.inner(false, fields.named(&name)));
            read.map_err(|error| in_member::<A::Error>(&name, &error))?;
            self.out.push(b',');
        }
        if self.out.len() > start {
            self.out.pop();
        }
        self.out.push(b'}');
        Ok(())
    }

    /// As serde's own enums are written: the name alone, or an object of one member.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (name, variant) = data.variant::<String>()?;
        variant.unit_variant()?;
        self.visit_str(&name)
    }
}
