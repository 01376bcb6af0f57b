//! Models: the items that types become.

use super::Lint;
use crate::plan::RustType;

/// A struct and its impls.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What is derived.
    pub derives: Vec<&'static str>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Lints on the type.
    pub lints: Vec<Lint>,
    /// The fields.
    pub fields: Vec<Field>,
    /// `new`.
    pub new: Constructor,
    /// Whether `Default` is written by hand, through `new`.
    pub default_impl: bool,
    /// The `with_` methods.
    pub setters: Vec<Setter>,
    /// How it is read and written.
    pub codec: Codec,
    /// How it tells itself from others.
    pub shape: Option<Shape>,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
    /// Whether it is deprecated.
    pub deprecated: bool,
}

/// The function `new`.
#[derive(Clone, Debug, PartialEq)]
pub struct Constructor {
    /// The docs.
    pub docs: Vec<String>,
    /// What it takes.
    pub arguments: Vec<Argument>,
    /// The value of each field, in their order. None: all by `Self::default()`.
    pub values: Option<Vec<(String, Value)>>,
    /// Lints on it.
    pub lints: Vec<Lint>,
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
}

/// A value that a field is given.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `None`.
    None,
    /// `Nullable::Absent`.
    Absent,
    /// `Map::new()`, `BTreeMap::new()`.
    Empty(&'static str),
    /// The value of a constant's type.
    Constant(String),
    /// The same in `Some`.
    SomeConstant(String),
    /// An argument.
    Given(Given),
}

/// How an argument becomes a value.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// Its name.
    pub argument: String,
    /// Whether it is converted with `into`.
    pub into: bool,
    /// Whether it is boxed.
    pub boxed: bool,
    /// Whether it is put into `Some`.
    pub some: bool,
}

/// A `with_` method.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The field it sets.
    pub field: String,
    /// What it takes.
    pub argument: Argument,
    /// What is done with it.
    pub value: Given,
    /// Whether the field is deprecated.
    pub deprecated: bool,
}

/// How a struct is read and written.
#[derive(Clone, Debug, PartialEq)]
pub struct Codec {
    /// The fields with a name on the wire.
    pub lines: Vec<Line>,
    /// The field that takes all other keys, its variable, and how that begins.
    pub additional: Option<(String, String, &'static str)>,
    /// The fields that are written into the object and read from all of it.
    pub flattened: Vec<String>,
    /// Lints on `serialize`.
    pub write_lints: Vec<Lint>,
    /// Lints on `read`.
    pub read_lints: Vec<Lint>,
}

/// A field on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its name there.
    pub wire: String,
    /// The field.
    pub field: String,
    /// The variable that holds it while it is read.
    pub local: String,
    /// What may be there.
    pub kind: LineKind,
}

/// What may be on the wire for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// A value.
    Required,
    /// A value or nothing; `null` reads as nothing.
    Optional,
    /// A value or nothing; `null` is a value.
    OptionalValue,
    /// A value, `null` or nothing.
    Nullable,
}

/// How a type looks on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// One of the runtime's shapes without parts, by its name there.
    Plain(&'static str),
    /// One of these strings, or another.
    Strings(Vec<String>),
    /// An array.
    Array(Box<Shape>),
    /// An object with any keys.
    Map(Box<Shape>),
    /// An object; whether it may have other keys.
    Object(Vec<Property>, bool),
    /// One of several.
    OneOf(Vec<Shape>),
    /// What another type states.
    Of(String),
}

/// A property of an object's shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Property {
    /// Its name on the wire.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// The kinds of JSON values it may have, by their names in the runtime.
    pub kinds: Vec<&'static str>,
    /// The values it may have.
    pub values: Values,
}

/// The values that a property may have.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Any.
    Any,
    /// These are known; others may come.
    Known(Vec<String>),
    /// Only this, as text.
    Only(String),
}

/// A list of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What is derived.
    pub derives: Vec<&'static str>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The known values.
    pub variants: Vec<EnumerationVariant>,
    /// The type of the values.
    pub repr: RustType,
    /// How it tells itself from others.
    pub shape: Option<Shape>,
}

/// A known value.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationVariant {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The value.
    pub value: serde_json::Value,
}

/// A type of one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Constant {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The value.
    pub value: serde_json::Value,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What is derived.
    pub derives: Vec<&'static str>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Lints on the type.
    pub lints: Vec<Lint>,
    /// Lints on `serialize` and `deserialize`.
    pub codec_lints: Vec<Lint>,
    /// The members.
    pub variants: Vec<UnionVariant>,
    /// How they are told apart.
    pub select: Selection,
    /// How it tells itself from others.
    pub shape: Option<Shape>,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its type, without a box.
    pub ty: RustType,
    /// Whether it is boxed.
    pub boxed: bool,
    /// The property and value that are written with it, where it does not carry them itself.
    pub tag: Option<(String, String)>,
    /// Whether it can be made from its type.
    pub from: bool,
    /// Whether it can be made from a `&str`.
    pub from_str: bool,
}

/// How the members of a union are told apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// By the value of a property: the values of each variant.
    Tag(String, Vec<(Vec<String>, String)>),
    /// By shape, one a variant.
    Shapes(Vec<Shape>),
}

/// A type around another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Newtype {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What is derived.
    pub derives: Vec<&'static str>,
    /// What it holds.
    pub ty: RustType,
    /// How it tells itself from others.
    pub shape: Option<Shape>,
}

/// Another name for a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The type.
    pub ty: RustType,
}
