//! Types: what a schema means.

use std::sync::Arc;

use super::{Constraint, Docs, Foreign, Scalar};

/// The id of a named type, an index into [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub u32);

impl TypeId {
    /// The id of the type at that index.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// As an index.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The type of a value at one place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A named type.
    Named(TypeId),
    /// A scalar.
    Scalar(Scalar),
    /// Any JSON value.
    Any,
    /// Only `null`.
    Null,
    /// An array.
    Array(Box<Type>),
    /// An array of fixed positions.
    Tuple(Vec<Type>),
    /// An object with any keys, values of one type.
    Map(Box<Type>),
    /// An object whose keys are values of an enumeration of strings.
    KeyedMap(TypeId, Box<Type>),
    /// Also `null`.
    Nullable(Box<Type>),
    /// A user-defined type.
    Foreign(Arc<Foreign>),
}

impl Type {
    /// The type with `null` allowed, once.
    #[must_use]
    pub fn nullable(ty: Self) -> Self {
        match ty {
            Self::Any | Self::Null | Self::Nullable(_) => ty,
            ty => Self::Nullable(Box::new(ty)),
        }
    }

    /// The type without `null`, and whether that was allowed.
    #[must_use]
    pub fn split_null(self) -> (Self, bool) {
        match self {
            Self::Nullable(ty) => (*ty, true),
            ty => (ty, false),
        }
    }
}

/// The name of a type, before any casing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Name {
    /// The operation that it belongs to, an index into [`Api::operations`](super::Api::operations);
    /// `base` is empty then, and the type is named after the method that the operation becomes.
    pub operation: Option<usize>,
    /// The name of the component (or webhook) that it belongs to.
    pub base: String,
    /// The way from there to an inline schema: property names, `item`, `value`, …
    pub path: Vec<String>,
}

impl Name {
    /// The name of a component, or of something else that is not in another thing.
    #[must_use]
    pub fn component(base: &str) -> Self {
        Self {
            operation: None,
            base: base.to_owned(),
            path: Vec::new(),
        }
    }

    /// The name of what is in the thing of this name.
    #[must_use]
    pub fn child(&self, name: &str) -> Self {
        let mut child = self.clone();
        child.path.push(name.to_owned());
        child
    }

    /// Whether it is the name of a component itself.
    #[must_use]
    pub fn is_component(&self) -> bool {
        self.operation.is_none() && self.path.is_empty()
    }
}

/// A named type.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name.
    pub name: Name,
    /// Its definition.
    pub kind: TypeKind,
    /// The document's description.
    pub docs: Docs,
    /// The JSON Pointer of the schema, with the file where it isn't the entry; empty: no schema is
    /// only this type.
    pub origin: String,
    /// `components.schemas` of the entry document: generated even if no operation reaches it.
    pub component: bool,
    /// Of an inline schema whose shape another type has, so that it is an alias of that: the types
    /// of the places within it, which keep their names, too.
    pub twin: Option<Vec<TypeId>>,
}

impl TypeDef {
    /// A type that nothing more is said of.
    #[must_use]
    pub fn new(name: Name, kind: TypeKind) -> Self {
        Self {
            name,
            kind,
            docs: Docs::default(),
            origin: String::new(),
            component: false,
            twin: None,
        }
    }
}

/// The kind of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TypeKind {
    /// An object with named fields.
    Struct(Struct),
    /// A closed list of values, read as an open one.
    Enumeration(Enumeration),
    /// One value only, and what becomes of another one.
    Constant(serde_json::Value, Strictness),
    /// One of several types.
    Union(Union),
    /// Another name for a type (a component that is a scalar, an array, a map, …).
    Alias(Type, Vec<Constraint>),
}

/// How a value other than the constant is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Strictness {
    /// It is refused, since the document says `const`.
    Strict,
    /// It is kept, since a list of one value may grow, and `validate()` reports it.
    Lenient,
    /// It is kept and valid: a subtype may have further subtypes.
    Open,
}

/// An object.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Struct {
    /// The constraints on the object as a whole.
    pub constraints: Vec<Constraint>,
    /// Its fields, in document order.
    pub fields: Vec<Field>,
    /// The other keys that it may have.
    pub additional: Additional,
    /// The assertions on the values of other keys.
    pub additional_constraints: Vec<Constraint>,
    /// Members of `allOf` that are unions (or other non-structs): written into this object. Each is
    /// its own type, with the name of the field that holds it.
    pub flattened: Vec<(String, Type)>,
}

/// The keys that an object may have besides its fields.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub enum Additional {
    /// The schema doesn't say.
    #[default]
    Unstated,
    /// None.
    Forbidden,
    /// Any, with values of this type.
    Typed(Type),
}

/// A field of an object.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, as the document states them"
)]
pub struct Field {
    /// Its name on the wire.
    pub name: String,
    /// Its type, without `null`.
    pub ty: Type,
    /// Whether the key must be there.
    pub required: bool,
    /// Whether its value may be `null`.
    pub nullable: bool,
    /// Whether it distinguishes its object from the other members of a union, so that it is always
    /// written.
    pub tag: bool,
    /// Only in responses.
    pub read_only: bool,
    /// Only in requests.
    pub write_only: bool,
    /// The default that the document states.
    pub default: Option<Box<serde_json::Value>>,
    /// The assertions on its value.
    pub constraints: Vec<Constraint>,
    /// The document's description.
    pub docs: Docs,
}

impl Field {
    /// An optional field that nothing more is said of.
    #[must_use]
    pub fn new(name: &str, ty: Type) -> Self {
        Self {
            name: name.to_owned(),
            ty,
            required: false,
            nullable: false,
            tag: false,
            read_only: false,
            write_only: false,
            default: None,
            constraints: Vec::new(),
            docs: Docs::default(),
        }
    }
}

/// A list of values.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Enumeration {
    /// The values, without `null` (which makes the place nullable) and without repetition.
    pub values: Vec<EnumerationValue>,
    /// The scalar type of all values; `None` if they differ.
    pub scalar: Option<Scalar>,
    /// Whether the schema allows other values, too. They are kept in any case; `validate()` reports
    /// those that it doesn't.
    pub open: bool,
}

/// A value of an enumeration.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EnumerationValue {
    /// The value.
    pub value: serde_json::Value,
    /// A name that an extension states (`x-enum-varnames`).
    pub name: Option<String>,
    /// A description that an extension states.
    pub description: Option<String>,
}

impl EnumerationValue {
    /// A value that nothing more is said of.
    #[must_use]
    pub fn new(value: serde_json::Value) -> Self {
        Self {
            value,
            name: None,
            description: None,
        }
    }
}

/// One of several types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Union {
    /// The members, in document order.
    pub variants: Vec<Variant>,
    /// How they are distinguished.
    pub select: Select,
    /// With [`Select::Tag`]: the member that a value without a tag is read as; `None` keeps such a
    /// value as received.
    pub default: Option<DefaultMember>,
    /// Whether the schema also allows values that match no member.
    pub open: bool,
}

impl Union {
    /// A closed union without a default member.
    #[must_use]
    pub fn new(variants: Vec<Variant>, select: Select) -> Self {
        Self {
            variants,
            select,
            default: None,
            open: false,
        }
    }
}

/// The member of a union that values without a known tag belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct DefaultMember {
    /// Which of the variants.
    pub variant: usize,
    /// Whether values whose tag means no other variant are it, too.
    pub unmapped: bool,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Variant {
    /// A name for it: the component's, the tag, or one from the kind of value.
    pub name: String,
    /// Its type; with [`Select::Tag`], [`Type::Null`] where it is nothing but its tag.
    pub ty: Type,
    /// With [`Select::Tag`]: the values of the tag that mean it.
    pub tags: Vec<String>,
    /// With [`Select::Tag`]: whether the member itself has the tag as a field, so that it is
    /// written with it.
    pub carries_tag: bool,
    /// The assertions on its value.
    pub constraints: Vec<Constraint>,
    /// The document's description.
    pub docs: Docs,
}

impl Variant {
    /// A variant that nothing more is said of.
    #[must_use]
    pub fn new(name: impl Into<String>, ty: Type) -> Self {
        Self {
            name: name.into(),
            ty,
            tags: Vec::new(),
            carries_tag: true,
            constraints: Vec::new(),
            docs: Docs::default(),
        }
    }
}

/// How the members of a union are distinguished.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Select {
    /// By the value of a property.
    Tag(String),
    /// By their names: a string, or the only key of an object, whose value is the variant's.
    External,
    /// By the value of one property, the tag; what the variant holds is the value of another.
    Adjacent(String, String),
    /// By what they look like.
    Shape,
}

impl Select {
    /// Whether the variant's value is the content next to its name, not the whole value.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        matches!(self, Self::External | Self::Adjacent(..))
    }
}
