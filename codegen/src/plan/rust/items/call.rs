//! Calls: the items that operations and the client become.

use super::{Argument, Deprecation};
use crate::plan::RustType;

/// A handle with methods.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// The method of the client that returns it.
    pub accessor: String,
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
    pub deprecated: Deprecation,
    /// Its argument.
    pub arguments: Vec<Argument>,
    /// Its return type: `Call<T, E>`, or a builder.
    pub returns: RustType,
    /// Whether that is a builder.
    pub builder: bool,
    /// How the request begins.
    pub verb: Verb,
    /// The path template.
    pub path: String,
    /// What is put into the request.
    pub chain: Vec<ChainedCall>,
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
pub struct ChainedCall {
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
    /// A variable of any type that serde writes: `&Json(name)`.
    Json(String),
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(u64),
    /// A value of an enum: `Style::Form`.
    Path(&'static str, &'static str),
    /// A value of an enum with arguments: `FormEncoding::Media("text/csv")`.
    Variant(&'static str, &'static str, Vec<Expression>),
    /// `|call, body| call.method(arguments)`.
    Closure(Box<ChainedCall>),
    /// How properties are written: `&[("name", encoding)]`.
    Encodings(Vec<(String, Expression)>),
    /// `&["a", "b"]`.
    Names(Vec<String>),
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
    /// The type of the response.
    pub output: RustType,
    /// What a refusal holds.
    pub error: RustType,
    /// The parameters.
    pub options: Vec<CallOption>,
    /// How its pages follow one another, if the response is one.
    pub pages: Option<Pages>,
}

/// How the pages of a call follow one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Pages {
    /// The type of an item.
    pub item: RustType,
    /// The function of the runtime's `Paging` that creates it, then the calls on it.
    pub chain: Vec<ChainedCall>,
}

/// An optional parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct CallOption {
    /// The docs.
    pub docs: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: Deprecation,
    /// The name of the method.
    pub name: String,
    /// Its argument.
    pub argument: Argument,
    /// What is done with it.
    pub step: ChainedCall,
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
    /// Which of them is read, the first match wins.
    pub arms: Vec<StatusArm>,
}

/// The headers of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderStruct {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// A field for each header.
    pub fields: Vec<HeaderField>,
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct HeaderField {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Whether it must be there.
    pub required: bool,
    /// Its type.
    pub ty: RustType,
    /// Its name on the wire.
    pub wire: String,
}

/// When a body is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusArm {
    /// For which statuses.
    pub statuses: StatusPattern,
    /// For which media types; empty: all.
    pub media: Vec<String>,
    /// The index of the variant.
    pub variant: usize,
}

/// A body.
#[derive(Clone, Debug, PartialEq)]
pub struct StatusVariant {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its type; `None` without a body.
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
    /// The servers to choose from; empty without a choice.
    pub servers: Vec<ServerVariant>,
    /// The security schemes.
    pub schemes: Vec<Scheme>,
    /// What is required unless an operation says otherwise.
    pub security: Vec<Vec<String>>,
    /// The setters of the builder.
    pub setters: Vec<ClientSetter>,
    /// What is set from the beginning.
    pub defaults: Vec<ClientDefault>,
    /// Which of the parameters that are set on it operations require.
    pub required: Vec<RequiredParameter>,
    /// The header for idempotency keys.
    pub idempotency_header: Option<String>,
    /// The parameters and headers whose values are not shown.
    pub redacted: Vec<String>,
    /// What is read from the environment.
    pub env: Vec<EnvironmentVariable>,
}

/// A server that the document names.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariant {
    /// The name of its variant.
    pub name: String,
    /// The docs of that.
    pub docs: Vec<String>,
    /// The URL template.
    pub url: String,
    /// Its variables with their defaults.
    pub variables: Vec<(String, String)>,
}

/// A security scheme: a function of the runtime that makes it, and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub struct Scheme {
    /// The function.
    pub function: &'static str,
    /// Its arguments.
    pub arguments: Vec<Expression>,
    /// The word before the key.
    pub prefix: Option<String>,
    /// The setter of its credential.
    pub setter: String,
    /// The environment variable of its credential.
    pub variable: Option<String>,
}

/// A setter of the client's builder.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientSetter {
    /// The docs.
    pub docs: Vec<String>,
    /// Its name.
    pub name: String,
    /// Its argument.
    pub arguments: Vec<Argument>,
    /// The method of the runtime's builder.
    pub method: &'static str,
    /// The first argument of that: the name of a scheme, header or variable.
    pub key: String,
}

/// The value that a parameter has on every call unless it is set.
#[derive(Clone, Debug, PartialEq)]
pub struct ClientDefault {
    /// The method of the runtime's builder.
    pub method: &'static str,
    /// The parameter.
    pub key: String,
    /// Its value.
    pub value: String,
}

/// A parameter that is set on the client, has no default, and is required by operations.
#[derive(Clone, Debug, PartialEq)]
pub struct RequiredParameter {
    /// The constructor of the runtime's type: `header`, `query` or `path`.
    pub function: &'static str,
    /// The name of the parameter.
    pub name: String,
    /// Its setter.
    pub setter: String,
    /// Its environment variable.
    pub variable: Option<String>,
    /// The operations that require it, unless all or most do: `GET /things`.
    pub only: Vec<String>,
    /// The operations that don't, if most do.
    pub except: Vec<String>,
}

impl ClientSetter {
    /// Whether its only argument is a string, so that it can be set from the environment.
    #[must_use]
    pub fn takes_text(&self) -> bool {
        self.arguments.len() == 1 && self.method != "token_provider"
    }

    /// Whether it sets a credential, or what fetches one.
    #[must_use]
    pub fn is_of_credential(&self) -> bool {
        let methods = [
            "credential",
            "basic",
            "client_credentials",
            "refresh_token",
            "token_provider",
        ];
        methods.contains(&self.method)
    }

    /// Whether it sets the credential of that security scheme as it is.
    #[must_use]
    pub fn sets_credential_of(&self, scheme: &str) -> bool {
        self.key == scheme && matches!(self.method, "credential" | "basic")
    }
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
