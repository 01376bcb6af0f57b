//! What stands in the emitted files, as data in which every decision is taken.
//!
//! Docs are lines without the slashes. Identifiers are as they are written, `r#` included.

use super::RustType;

/// An item of a models file, or of any other.
#[derive(Clone, Debug, PartialEq)]
pub enum Item {
    /// `pub mod x;` and `mod x;`.
    Modules(Vec<ModuleDeclaration>),
    /// `pub use path::{names};`, one a path.
    Reexports(Vec<super::Use>),
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
    /// The client and its builder.
    Client(Box<Client>),
}

/// A module of the crate.
#[derive(Clone, Debug, PartialEq)]
pub struct ModuleDeclaration {
    /// Its name.
    pub name: String,
    /// Whether it is public.
    pub public: bool,
}

/// A lint that does not hold at one place, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lint {
    /// `#[expect(…)]`: it is certain that it would fire.
    Expect(&'static str),
    /// `#[allow(…)]`: it may fire.
    Allow(&'static str),
}

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

/// A handle with methods.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its methods.
    pub methods: Vec<Method>,
}

/// A method that makes a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Method {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Whether the operation is deprecated.
    pub deprecated: bool,
    /// Lints on it.
    pub lints: Vec<Lint>,
    /// What it takes.
    pub arguments: Vec<Argument>,
    /// The type it gives: `Call<T, E>`, or a builder.
    pub returns: RustType,
    /// Whether that is a builder.
    pub builder: bool,
    /// How the request begins.
    pub verb: Verb,
    /// The path template.
    pub path: String,
    /// What is put into the request.
    pub steps: Vec<Step>,
}

/// The HTTP method.
#[derive(Clone, Debug, PartialEq)]
pub enum Verb {
    /// The client's function of this name.
    Named(&'static str),
    /// Any other.
    Other(String),
}

/// One thing that is put into a request: a method of the call and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The method.
    pub method: &'static str,
    /// Its arguments.
    pub arguments: Vec<Expression>,
}

/// An argument of a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// A string.
    Text(String),
    /// A variable.
    Variable(String),
    /// A variable as a string slice.
    AsRef(String),
    /// `true` or `false`.
    Bool(bool),
    /// A value of an enum: `Style::Form`.
    Path(&'static str, &'static str),
    /// `&[&["a", "b"]]`.
    Texts(Vec<Vec<String>>),
}

/// A call with its optional parameters.
#[derive(Clone, Debug, PartialEq)]
pub struct CallBuilder {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What the answer holds.
    pub output: RustType,
    /// What a refusal holds.
    pub error: RustType,
    /// The parameters.
    pub options: Vec<CallOption>,
}

/// An optional parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct CallOption {
    /// The docs.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// The name of the method.
    pub name: String,
    /// What it takes.
    pub argument: Argument,
    /// What is done with it.
    pub step: Step,
}

/// One of several bodies, by status.
#[derive(Clone, Debug, PartialEq)]
pub struct ByStatus {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The bodies.
    pub variants: Vec<StatusVariant>,
    /// Which statuses have which: pattern and variant, first match wins.
    pub arms: Vec<(StatusPattern, usize)>,
}

/// A body.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusVariant {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its type; none: no body.
    pub ty: Option<RustType>,
    /// The method of the runtime's body that reads it.
    pub read: &'static str,
}

/// Statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StatusPattern {
    /// These.
    Codes(Vec<u16>),
    /// From, to.
    Range(u16, u16),
    /// All others.
    Any,
}

/// The client and its builder.
#[derive(Clone, Debug, PartialEq)]
pub struct Client {
    /// The docs of the client.
    pub docs: Vec<String>,
    /// The URL template.
    pub base_url: String,
    /// Its variables with their defaults.
    pub variables: Vec<(String, String)>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// What is required unless an operation says otherwise.
    pub security: Vec<Vec<String>>,
    /// The resources: docs, method, type.
    pub resources: Vec<(Vec<String>, String, String)>,
    /// The setters of the builder.
    pub setters: Vec<ClientSetter>,
    /// What is read from the environment.
    pub env: Vec<EnvironmentVariable>,
}

/// A security scheme: a function of the runtime that makes it, and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// The function.
    pub function: &'static str,
    /// Its arguments.
    pub arguments: Vec<Expression>,
}

/// A setter of the client's builder.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientSetter {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// What it takes.
    pub arguments: Vec<Argument>,
    /// The method of the runtime's builder.
    pub method: &'static str,
    /// The first argument of that: the name of a scheme, header or variable.
    pub key: String,
}

/// What a setter is given from the environment.
#[derive(Clone, Debug, PartialEq)]
pub struct EnvironmentVariable {
    /// The variable.
    pub variable: String,
    /// The setter.
    pub setter: String,
    /// Whether it must be there.
    pub required: bool,
}
