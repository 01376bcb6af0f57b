//! Items: the contents of the emitted files, as data in which every decision is made.
//!
//! Docs are lines without the slashes. Identifiers are as they are written, `r#` included.

mod call;
mod derived;
mod model;

pub(crate) use self::{
    call::{
        ByStatus, CallBuilder, CallOption, ChainedCall, Client, ClientDefault, ClientSetter,
        EnvironmentVariable, Expression, HeaderField, HeaderStruct, Method, Pages,
        RequiredParameter, Resource, Scheme, ServerVariant, StatusArm, StatusPattern,
        StatusVariant, Verb,
    },
    derived::{Attribute, Derived},
    model::{
        Alias, Argument, Constant, Conversion, Enumeration, EnumerationVariant, Field, FieldFlag,
        Newtype, Struct, Tagging, Union, UnionVariant, VariantFlag,
    },
};

/// Whether an item is deprecated.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Deprecation {
    /// It is not.
    #[default]
    No,
    /// It is.
    Yes,
    /// It is, and the document says what to use instead.
    Instead(String),
}

/// An attribute of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum InnerAttribute {
    /// Where docs.rs builds it, rustdoc shows which feature an item needs.
    DocCfg,
    /// A lint that may not even be allowed: `unsafe_code`.
    Forbid(&'static str),
    /// Lints that are allowed.
    Allow(Vec<&'static str>),
    /// The level of a lint that the configuration sets: `warn`, `missing_docs`.
    Level(&'static str, String),
}

/// An item of a models file, or of any other.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Item {
    /// What applies to the file and the modules under it.
    Attributes(Vec<InnerAttribute>),
    /// `pub mod x;` and `mod x;`.
    Modules(Vec<ModuleDeclaration>),
    /// `pub use path::{names};`, one a path.
    Reexports(Vec<Reexport>),
    /// A model with more derive macros than its own.
    Derived(Box<Item>, Derived),
    /// A struct with its impls.
    Struct(Struct),
    /// A list of values.
    Enumeration(Enumeration),
    /// A type of one value.
    Constant(Constant),
    /// One of several types.
    Union(Union),
    /// A type around another one.
    Newtype(Newtype),
    /// Another name for a type.
    Alias(Alias),
    /// A handle with the methods of a tag.
    Resource(Resource),
    /// A call with its optional parameters.
    CallBuilder(CallBuilder),
    /// One of several bodies, by status.
    ByStatus(ByStatus),
    /// The headers of a response.
    Headers(HeaderStruct),
    /// The client and its builder.
    Client(Box<Client>),
}

/// A module of the crate.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ModuleDeclaration {
    pub(crate) name: String,
    /// Whether it is public.
    pub(crate) public: bool,
    /// The features that enable it; empty if it is always compiled.
    pub(crate) features: Vec<String>,
}

/// A declaration `pub use`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reexport {
    /// What it names.
    pub(crate) names: super::Use,
    /// The features that enable it; empty if it is always compiled.
    pub(crate) features: Vec<String>,
}
