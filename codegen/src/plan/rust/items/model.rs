//! Models: the items that types become.

use super::Deprecation;
use crate::ir::Constraint;
use crate::{
    ir::{Like, Strictness},
    plan::{Casing, RustType},
};

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Whether it is deprecated.
    pub deprecated: Deprecation,
    /// Whether optional fields have methods that set them.
    pub setters: bool,
    /// Whether it has no other properties, where that distinguishes members of a union.
    pub closed: bool,
    /// How names on the wire follow from those of the fields.
    pub rename_all: Option<Casing>,
    /// What is checked of the object itself.
    pub constraints: Vec<Constraint>,
    /// The fields.
    pub fields: Vec<Field>,
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
    pub deprecated: Deprecation,
    /// Its name on the wire, where that does not follow from its own.
    pub wire: Option<String>,
    /// What else its type does not say.
    pub flags: Vec<FieldFlag>,
    /// The value that `new` fills it with: a type and its variant.
    pub value: Option<(String, String)>,
    /// The constraints that are checked.
    pub constraints: Vec<Constraint>,
}

/// What the type of a field does not say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFlag {
    /// An `Option` that is always written.
    Required,
    /// The only value of its type, which `new` fills in.
    Constant,
    /// An `Option` that `new` takes.
    Argument,
    /// No method sets it.
    ReadOnly,
    /// Its numbers may be sent as strings.
    Numeric,
    /// Its members are among those of the object.
    Flatten,
    /// All members without a field of their own.
    Rest,
}

/// An argument.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: RustType,
}

/// A list of values.
#[derive(Clone, Debug, PartialEq)]
pub struct Enumeration {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The derived traits.
    pub derives: Vec<&'static str>,
    /// Whether it is deprecated.
    pub deprecated: Deprecation,
    /// The known values.
    pub variants: Vec<EnumerationVariant>,
    /// The type of the values.
    pub repr: RustType,
    /// Whether other values are valid, too.
    pub open: bool,
    /// Whether maps have them as keys.
    pub key: bool,
    /// How the values follow from the names of the variants.
    pub rename_all: Option<Casing>,
}

/// A known value.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumerationVariant {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The value, where it does not follow from the name.
    pub value: Option<serde_json::Value>,
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
    /// Whether it is deprecated.
    pub deprecated: Deprecation,
    /// The members.
    pub variants: Vec<UnionVariant>,
    /// How they are distinguished.
    pub tagging: Tagging,
    /// Whether values that are none of them are valid, too.
    pub open: bool,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct UnionVariant {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its type, without a box; `None` if it has only its tag.
    pub ty: Option<RustType>,
    /// Whether it is boxed.
    pub boxed: bool,
    /// The values of the tag that lead to it, first the one that is written.
    pub tags: Vec<String>,
    /// What else its type does not say.
    pub flags: Vec<VariantFlag>,
    /// The shape of its values, if that distinguishes variants and its type does not show it.
    pub like: Option<Like>,
    /// What it can be made from.
    pub from: Conversion,
    /// The constraints that are checked.
    pub constraints: Vec<Constraint>,
}

/// What the type of a variant does not say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariantFlag {
    /// Its value has the tag as a member, and writes it.
    Carried,
    /// It takes values without the tag.
    Absent,
    /// It takes values with any other tag or none.
    Other,
    /// Its numbers may be sent as strings, where shapes distinguish variants.
    Numeric,
    /// The enum can't be made from its type, although no other variant is written with it.
    NoFrom,
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

/// How the members of a union are distinguished.
#[derive(Clone, Debug, PartialEq)]
pub enum Tagging {
    /// By the value of a property.
    Internal(String),
    /// By the value of the first of two properties; the second has what the variant holds.
    Adjacent(String, String),
    /// By the name of the only property.
    External,
    /// By their shapes.
    Untagged,
}

/// A type around another one.
#[derive(Clone, Debug, PartialEq)]
pub struct Newtype {
    /// The docs.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: Deprecation,
    /// Its name.
    pub name: String,
    /// The derived traits.
    pub derives: Vec<&'static str>,
    /// Its contents.
    pub ty: RustType,
    /// The constraints that are checked.
    pub constraints: Vec<Constraint>,
}

/// Another name for a type.
#[derive(Clone, Debug, PartialEq)]
pub struct Alias {
    /// The docs.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: Deprecation,
    /// Its name.
    pub name: String,
    /// The type.
    pub ty: RustType,
}
