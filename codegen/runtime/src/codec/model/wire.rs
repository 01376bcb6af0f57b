//! What every type of a model can do: be read from a JSON text, and be looked at to be written.
//!
//! In: nothing. Out: the trait that generated code implements. Neither side is generic over a
//! format, so that each model is compiled once; [`serialize`](super::serialize) and
//! [`deserialize`](super::deserialize) lead to serde. Must not know formats.

use std::fmt;

use bytes::Bytes;
use serde_json::{Map, Value};

use super::constraint::Constraint;
use super::member::{Member, Presence};
use super::weak::WeakMembers;
use crate::codec::body::from_body::{FromBody, ResponseBody, read_by};
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::union::shape::Shape;
use crate::codec::union::shapes::Shapes;
use crate::codec::{DecodeError, Time, Timestamp};
use crate::{FilePart, Uuid};

/// The value that another one only wraps, and the constraints that it has there.
#[doc(hidden)]
pub type Inner<'a> = (&'a dyn Wire, &'static [Constraint]);

/// A value that travels as JSON.
///
/// The members of an object are read into fields and shown through `&mut dyn Wire` and `&dyn Wire`:
/// one function reads all models, and one shows them.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be part of a model",
    label = "it has no form on the wire",
    note = "derive `Model`, `Union`, `OpenEnum` or `Constant` of `specwright_runtime` for it, or use `serde_json::Value`"
)]
pub trait Wire: AsWire + fmt::Debug {
    /// Reads the value that is next.
    ///
    /// # Errors
    ///
    /// The text is not JSON, or a value has another type.
    fn read(reader: &mut Reader<'_>) -> Result<Self, ReadError>
    where
        Self: Sized,
    {
        let mut read = Self::placeholder();
        read.fill(Presence::required, reader)?;
        Ok(read)
    }

    /// Reads the body of a response: JSON, unless the type says otherwise.
    ///
    /// # Errors
    ///
    /// A body that is not one of this type.
    fn read_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError>
    where
        Self: Sized,
    {
        read_json(body)
    }

    /// Reads the value that is next into this place, as a member that may be left out in one of
    /// these ways.
    ///
    /// # Errors
    ///
    /// What reading the value reports. The place then has an unspecified value.
    fn fill(&mut self, presence: Presence, reader: &mut Reader<'_>) -> Result<(), ReadError>;

    /// Makes a member that may be left out one that is.
    fn clear(&mut self) {}

    /// The value of a field until its member is read: absent where the member may be left out, and
    /// a placeholder that nobody sees where it is required.
    fn placeholder() -> Self
    where
        Self: Sized;

    /// What is written of it: itself, if it is an object.
    fn view(&self) -> View<'_> {
        View::Object(self.as_wire())
    }

    /// Passes the members to a writer, if it is an object.
    fn members(&self, sink: &mut dyn Sink) {
        let _ = sink;
    }

    /// The limits of the object, then those of its members.
    fn constraints(&self) -> &'static [Constraint] {
        &[]
    }

    /// The value that this one only wraps.
    fn inner(&self) -> Option<Inner<'_>> {
        None
    }

    /// Whether it is of a type whose values may be missing.
    fn is_optional(&self) -> bool {
        false
    }

    /// Shows a placeholder of the type that is within it: that of what may be missing, of an item
    /// or of a member, or any value.
    fn inner_type(&self, visit: &mut dyn FnMut(&dyn Wire)) {
        let _ = visit;
    }

    /// The shape of its type, to distinguish variants of a union; the value is a placeholder.
    fn shape(&self, shapes: &mut Shapes) -> Shape {
        shapes.value(self.as_wire())
    }

    /// Whether an object of its type has no other members than those with a field
    /// (`additionalProperties: false`).
    fn closed(&self) -> bool {
        false
    }

    /// How many members it has, if it is a map.
    fn size(&self) -> Option<usize> {
        None
    }

    /// The member of that name, if it is a map.
    fn member(&self, name: &str) -> Option<&dyn Wire> {
        let _ = name;
        None
    }
}

/// Reads a value from a body of JSON. Only this much is compiled for each type.
pub(crate) fn read_json<T: Wire>(body: &ResponseBody<'_>) -> Result<T, DecodeError> {
    let mut value = None;
    read_by(body, &mut |reader| {
        value = Some(T::read(reader)?);
        Ok(())
    })?;
    value.ok_or_else(|| body.error("nothing was read"))
}

impl<T: Wire> FromBody for T {
    #[inline]
    fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
        T::read_body(body)
    }

    fn describes(text: &str, beside: WeakMembers) -> bool {
        let mut reader = Reader::new(text);
        reader.strict = Some(beside);
        T::read(&mut reader).and_then(|_| reader.end()).is_ok()
    }
}

/// The items of an array, in their order.
pub(crate) fn each(items: &dyn Items) -> impl Iterator<Item = &dyn Wire> {
    (0..items.count()).map_while(|at| items.item(at))
}

/// A value as one of a type that is not known: what a method that a trait provides can't make of
/// `self`.
#[doc(hidden)]
pub trait AsWire {
    /// The value.
    fn as_wire(&self) -> &dyn Wire;
}

impl<T: Wire> AsWire for T {
    fn as_wire(&self) -> &dyn Wire {
        self
    }
}

/// How a value fills its place that is read as a whole.
macro_rules! filled {
    () => {
        fn fill(
            &mut self,
            _: $crate::codec::Presence,
            reader: &mut $crate::codec::Reader<'_>,
        ) -> Result<(), $crate::codec::ReadError> {
            *self = $crate::codec::Wire::read(reader)?;
            Ok(())
        }
    };
}

pub(crate) use filled;

/// Values that are read as a whole: how each is read, its placeholder, and how it is written.
macro_rules! scalars {
    ($($type:ty: |$reader:ident| $read:expr, $placeholder:expr, |$value:ident| $view:expr;)*) => {
        $(impl $crate::codec::Wire for $type {
            fn read(
                $reader: &mut $crate::codec::Reader<'_>,
            ) -> Result<Self, $crate::codec::ReadError> {
                $read
            }

            $crate::codec::model::wire::filled!();

            fn placeholder() -> Self {
                $placeholder
            }

            fn view(&self) -> $crate::codec::View<'_> {
                let $value = self;
                $view
            }
        })*
    };
}

pub(crate) use scalars;

/// The name and the value of a tag. A view has only its address, since a view is made for
/// every member.
#[doc(hidden)]
pub type Tag = (&'static str, &'static str);

/// A value as it is written.
#[doc(hidden)]
pub enum View<'a> {
    /// Left out where that may be, or else null.
    Absent,
    Null,
    Bool(bool),
    I64(i64),
    U64(u64),
    F32(f32),
    F64(f64),
    /// A number, written as an integer if it is one.
    Plain(f64),
    Str(&'a str),
    /// A string that is made while it is written.
    Shown(&'a (dyn fmt::Display + 'a)),
    /// Values of one instant are equal, however they are written.
    Timestamp(&'a Timestamp),
    Time(&'a Time),
    /// Formats that aren't text have a form of their own for it.
    Uuid(&'a Uuid),
    Bytes(&'a Bytes),
    File(&'a FilePart),
    Value(&'a Value),
    Map(&'a Map<String, Value>),
    /// A value that is not in a field.
    Made(Box<Value>),
    List(&'a (dyn Items + 'a)),
    Object(&'a (dyn Wire + 'a)),
    /// An object with the tag in front that it does not carry itself.
    Tagged(&'static Tag, &'a (dyn Wire + 'a)),
}

impl View<'_> {
    /// A number without a fraction as documents write it: `1`, not `1.0`.
    #[must_use]
    pub fn plain(self) -> Self {
        match self {
            Self::F64(number) => Self::Plain(number),
            view => view,
        }
    }
}

/// The integer that a number is, up to where every integer is a number.
pub(crate) fn whole(number: f64) -> Option<i64> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the number is one of these"
    )]
    let integer = number as i64;
    let is_whole = number.fract() == 0.0 && number.abs() <= EXACT;
    // Integers have no negative zero.
    (is_whole && (integer != 0 || number.is_sign_positive())).then_some(integer)
}

macro_rules! views {
    ($($type:ty as $kind:ident),*) => {
        $(impl From<$type> for View<'_> {
            fn from(value: $type) -> Self {
                Self::$kind(value.into())
            }
        })*
    };
}

views!(
    bool as Bool,
    i8 as I64,
    i16 as I64,
    i32 as I64,
    i64 as I64,
    u8 as U64,
    u16 as U64,
    u32 as U64,
    u64 as U64,
    f32 as F32,
    f64 as F64
);

impl From<&'static str> for View<'_> {
    fn from(value: &'static str) -> Self {
        Self::Str(value)
    }
}

impl From<Value> for View<'_> {
    fn from(value: Value) -> Self {
        Self::Made(Box::new(value))
    }
}

/// The items of an array.
#[doc(hidden)]
pub trait Items {
    /// How many there are.
    fn count(&self) -> usize;

    /// The one at that place, counted from 0.
    fn item(&self, at: usize) -> Option<&dyn Wire>;

    /// Whether each item has its own type, as in a tuple, so that the length is fixed.
    fn is_tuple(&self) -> bool {
        false
    }
}

/// What takes the members of an object.
#[doc(hidden)]
pub trait Sink {
    /// Takes the members that the table names, but for those that are left out.
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]);

    /// Takes a member of a map.
    fn entry(&mut self, name: &str, value: &dyn Wire);

    /// Takes the members of a value that is an object itself.
    fn flat(&mut self, value: &dyn Wire);

    /// Takes the members without a field.
    fn rest(&mut self, value: &dyn Wire) {
        self.flat(value);
    }

    /// The same for members whose numbers may be sent as strings.
    fn numeric_rest(&mut self, value: &dyn Wire) {
        self.rest(value);
    }
}

/// Passes on the members that are not left out.
#[inline]
pub(crate) fn present(
    table: &[Member],
    values: &[&dyn Wire],
    mut take: impl FnMut(&Member, &View<'_>),
) {
    for (member, value) in table.iter().zip(values) {
        let view = value.view();
        if matches!(view, View::Absent) && member.presence() != Presence::required {
            continue;
        }
        take(member, &view);
    }
}
