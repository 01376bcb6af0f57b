//! Models: the items that types become.

use super::Lint;
use crate::{ir::Strictness, plan::RustType};

/// A struct and its impls.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What is derived; `Debug` and `PartialEq` are made from the rows.
    pub derives: Vec<&'static str>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Lints on the type.
    pub lints: Vec<Lint>,
    /// The fields.
    pub fields: Vec<Field>,
    /// What `new` takes, by the names of the fields; none: it has a default.
    pub arguments: Vec<Argument>,
    /// How the fields are read, written and set.
    pub rows: Vec<Row>,
    /// What is checked of the object itself.
    pub rules: Vec<Limit>,
    /// Lints on what is made of the rows.
    pub row_lints: Vec<&'static str>,
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

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
}

/// A field on the wire.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The field.
    pub field: String,
    /// Where it is on the wire.
    pub place: OnWire,
    /// The type of one value that `new` puts into a field that may be left out.
    pub constant: Option<String>,
    /// The method that sets it.
    pub setter: Option<Setter>,
    /// Whether that is deprecated.
    pub deprecated: bool,
    /// Whether its numbers may come as texts.
    pub numeric: bool,
    /// What is checked of it.
    pub limits: Vec<Vec<Limit>>,
}

/// A limit by its name in the runtime. They stand in lists: those of the value, then those of its
/// items, and so on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Without a number.
    Plain(&'static str),
    /// A count.
    Count(&'static str, u64),
    /// A number as the document writes it, or a pattern.
    Text(&'static str, String),
    /// An assertion that is no bound.
    Rule(&'static str, Vec<Operand>),
}

/// What an assertion says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A count.
    Count(u64),
    /// A count, if there is one.
    Most(Option<u64>),
    /// A name.
    Text(String),
    /// Names, or JSON texts.
    Texts(Vec<String>),
    /// What holds of a part.
    Limits(Vec<Limit>),
    /// What holds of the whole, one list for each schema.
    Schemas(Vec<Vec<Limit>>),
}

/// Where a field is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum OnWire {
    /// In the member of that name.
    Member(String, MemberKind),
    /// Its members are among those of the object.
    Flattened,
    /// In all members without a field of their own.
    Rest,
}

/// What may be on the wire for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MemberKind {
    /// A value.
    Required,
    /// A value or nothing; `null` reads as nothing.
    Optional,
    /// A value or nothing; `null` is a value.
    Any,
    /// A value, `null` or nothing.
    Nullable,
}

/// A `with_` method.
#[derive(Clone, Debug, PartialEq)]
pub struct Setter {
    /// Its name.
    pub name: String,
    /// What it takes.
    pub ty: RustType,
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
    /// Whether other values are valid, too.
    pub open: bool,
    /// Whether maps have them as keys.
    pub key: bool,
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
    /// What becomes of another value that is read.
    pub strictness: Strictness,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What is derived; `Debug` is made from the rows.
    pub derives: Vec<&'static str>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Lints on the type.
    pub lints: Vec<Lint>,
    /// The members.
    pub variants: Vec<UnionVariant>,
    /// How they are told apart.
    pub select: Selection,
    /// Whether values that are none of them are valid, too.
    pub open: bool,
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
    /// Its type, without a box; none: it is nothing but its tag.
    pub ty: Option<RustType>,
    /// Whether it is boxed.
    pub boxed: bool,
    /// Whether the tag is written with it, where it does not carry it itself.
    pub adds_tag: bool,
    /// What it can be made from.
    pub from: Conversion,
    /// What is checked of it.
    pub limits: Vec<Vec<Limit>>,
}

/// What a member of a union can be made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// Its type, which no other member has.
    Type,
    /// Its type, a string, and so a `&str`.
    Text,
    /// Nothing.
    Nothing,
}

/// How the members of a union are told apart.
#[derive(Clone, Debug, PartialEq)]
pub enum Selection {
    /// By the value of a property: the values of each variant, first the one that is written, and
    /// what has other values.
    Tag(String, Vec<Vec<String>>, Untagged),
    /// By the name of each variant: a key, or the value of the first of two properties; the second
    /// has what it holds.
    Content(Option<(String, String)>, Vec<String>),
    /// By shape, one a variant.
    Shapes(Vec<Shape>),
}

/// What a value is that has none of the tags of a union.
#[derive(Clone, Debug, PartialEq)]
pub enum Untagged {
    /// Unknown.
    Unknown,
    /// This variant if it has no tag at all, and unknown otherwise.
    Absent(String),
    /// This variant.
    Any(String),
}

/// A type around another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Newtype {
    /// The docs.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its name.
    pub name: String,
    /// What is derived.
    pub derives: Vec<&'static str>,
    /// What it holds.
    pub ty: RustType,
    /// What is checked of it.
    pub limits: Vec<Vec<Limit>>,
    /// How it tells itself from others.
    pub shape: Option<Shape>,
}

/// Another name for a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The docs.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its name.
    pub name: String,
    /// The type.
    pub ty: RustType,
}
