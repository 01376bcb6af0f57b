//! A value that is always the same.
//!
//! In: a type and its value. Out: a type that writes the value and refuses to read another one.
//! Must not know what the value means.

use std::fmt;

use serde_json::Value;

use super::literal::Literal;
use crate::codec::json::decimal::whole;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::constraint::Constraint;
use crate::codec::model::wire::Inner;
use crate::codec::model::wire::{View, Wire};

/// A type of a single value, which `new` fills in: one that derives `Constant`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`constant` is for types of a single value, and `{Self}` is not one",
    label = "`{Self}` doesn't derive `Constant`",
    note = "to have `new` fill in one of several values, name it: `#[model(value = …)]`"
)]
pub trait Single: Wire {}

/// The only value of a type.
#[doc(hidden)]
#[must_use]
pub fn single<T: Single>() -> T {
    T::placeholder()
}

/// What a server sent in place of a constant, kept to be written back.
#[doc(hidden)]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Other(Option<Box<Value>>);

impl Other {
    /// The value as it is written.
    #[must_use]
    #[inline]
    pub fn view(&self, constant: Literal) -> View<'_> {
        match (&self.0, constant) {
            (Some(other), _) => View::Value(other),
            (None, Literal::String(value)) => View::Str(value),
            (None, Literal::Integer(value)) => View::I64(value),
            (None, Literal::Number(value)) => View::F64(value),
            (None, Literal::Boolean(value)) => View::Bool(value),
        }
    }

    /// The other value, and what `validate()` says of it.
    #[must_use]
    #[inline]
    pub fn inner(&self, constraints: &'static [Constraint]) -> Option<Inner<'_>> {
        let value: &Value = self.0.as_deref()?;
        Some((value, constraints))
    }

    /// Shows the value as it is, a string without its quotation marks.
    ///
    /// # Errors
    ///
    /// What the formatter reports.
    pub fn show(
        &self,
        constant: &dyn fmt::Display,
        formatter: &mut fmt::Formatter<'_>,
    ) -> fmt::Result {
        match self.0.as_deref() {
            None => constant.fmt(formatter),
            Some(Value::String(other)) => formatter.pad(other),
            Some(other) => write!(formatter, "{other}"),
        }
    }
}

impl Reader<'_> {
    /// Reads a value, and keeps any other than the constant. While it is still open which member of
    /// a union a value is, another one is refused.
    ///
    /// # Errors
    ///
    /// Another value in such a union; a text that is not JSON.
    pub fn constant_or(&mut self, other: &mut Other, constant: Literal) -> Result<(), ReadError> {
        let start = self.at;
        match self.constant(constant) {
            Ok(()) => other.0 = None,
            Err(failed) if self.picking => return Err(failed),
            Err(_) => {
                self.rewind(start);
                other.0 = Some(Box::new(Value::read(self)?));
            }
        }
        Ok(())
    }

    /// Reads a value, and refuses any other than the constant.
    ///
    /// # Errors
    ///
    /// Another value, which the message names beside the expected one.
    pub fn constant(&mut self, constant: Literal) -> Result<(), ReadError> {
        let first = self.peek();
        let start = self.at;
        let expected = format_args!("the constant {constant}");
        let found = match first {
            b'"' => {
                let text = self.string("a string")?;
                if matches!(constant, Literal::String(own) if own == text) {
                    return Ok(());
                }
                format!("string {text:?}")
            }
            b't' | b'f' => {
                let found = self.boolean()?;
                if constant == Literal::Boolean(found) {
                    return Ok(());
                }
                format!("boolean `{found}`")
            }
            b'-' | b'0'..=b'9' => {
                let (text, whole) = self.number()?;
                if is_number(constant, text) {
                    return Ok(());
                }
                let kind = if whole { "integer" } else { "floating point" };
                format!("{kind} `{text}`")
            }
            _ => return Err(self.unexpected(&expected.to_string())),
        };
        let message = format!("invalid value: {found}, expected {expected}");
        Err(ReadError::new(start, message))
    }
}

/// Whether a text is that number, however it is written: `1` and `1.0` are one.
fn is_number(constant: Literal, text: &str) -> bool {
    match constant {
        Literal::Integer(own) => whole(text).is_some_and(|digits| digits.parse() == Ok(own)),
        Literal::Number(own) => text.parse() == Ok(own),
        Literal::String(_) | Literal::Boolean(_) => false,
    }
}
