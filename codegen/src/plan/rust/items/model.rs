//! Models: the items that types become.

use super::Deprecation;
use crate::ir::Constraint;
use crate::{
    ir::{Like, Strictness},
    plan::{Casing, RustType},
};

/// A struct.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Struct {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) deprecated: Deprecation,
    /// Whether optional fields have methods that set them.
    pub(crate) setters: bool,
    /// Whether it has no other properties, where that distinguishes members of a union.
    pub(crate) closed: bool,
    /// How names on the wire follow from those of the fields.
    pub(crate) rename_all: Option<Casing>,
    /// What is checked of the object itself.
    pub(crate) constraints: Vec<Constraint>,
    pub(crate) fields: Vec<Field>,
}

/// A field.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Field {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) ty: RustType,
    pub(crate) deprecated: Deprecation,
    /// Its name on the wire, where that does not follow from its own.
    pub(crate) wire: Option<String>,
    /// What else its type does not say.
    pub(crate) flags: Vec<FieldFlag>,
    /// The value that `new` fills it with: a type and its variant.
    pub(crate) value: Option<(String, String)>,
    /// The constraints that are checked.
    pub(crate) constraints: Vec<Constraint>,
}

/// What the type of a field does not say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FieldFlag {
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
pub(crate) struct Argument {
    pub(crate) name: String,
    pub(crate) ty: RustType,
}

/// A list of values.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Enumeration {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) derives: Vec<&'static str>,
    pub(crate) deprecated: Deprecation,
    pub(crate) variants: Vec<EnumerationVariant>,
    /// The type of the values.
    pub(crate) repr: RustType,
    /// Whether other values are valid, too.
    pub(crate) open: bool,
    /// Whether maps have them as keys.
    pub(crate) key: bool,
    /// How the values follow from the names of the variants.
    pub(crate) rename_all: Option<Casing>,
}

/// A known value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnumerationVariant {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// The value, where it does not follow from the name.
    pub(crate) value: Option<serde_json::Value>,
}

/// A type of one value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Constant {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) value: serde_json::Value,
    /// What becomes of another value that is read.
    pub(crate) strictness: Strictness,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Union {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) deprecated: Deprecation,
    pub(crate) variants: Vec<UnionVariant>,
    /// How they are distinguished.
    pub(crate) tagging: Tagging,
    /// Whether values that are none of them are valid, too.
    pub(crate) open: bool,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct UnionVariant {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// Its type, without a box; `None` if it has only its tag.
    pub(crate) ty: Option<RustType>,
    /// Whether it is boxed.
    pub(crate) boxed: bool,
    /// The values of the tag that lead to it, first the one that is written.
    pub(crate) tags: Vec<String>,
    /// What else its type does not say.
    pub(crate) flags: Vec<VariantFlag>,
    /// The shape of its values, if that distinguishes variants and its type does not show it.
    pub(crate) like: Option<Like>,
    /// What it can be made from.
    pub(crate) from: Conversion,
    /// The constraints that are checked.
    pub(crate) constraints: Vec<Constraint>,
}

/// What the type of a variant does not say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum VariantFlag {
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
pub(crate) enum Conversion {
    /// Its type, which no other member has.
    Type,
    /// Its type, a string, and so a `&str`.
    Text,
    /// Nothing.
    Nothing,
}

/// How the members of a union are distinguished.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Tagging {
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
pub(crate) struct Newtype {
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: Deprecation,
    pub(crate) name: String,
    pub(crate) derives: Vec<&'static str>,
    pub(crate) ty: RustType,
    /// The constraints that are checked.
    pub(crate) constraints: Vec<Constraint>,
}

/// Another name for a type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Alias {
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: Deprecation,
    pub(crate) name: String,
    pub(crate) ty: RustType,
}
