//! Calls: the items that operations and the client become.

use super::{Argument, Deprecation};
use crate::plan::RustType;

/// A handle with methods.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Resource {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// The method of the client that returns it.
    pub(crate) accessor: String,
    pub(crate) methods: Vec<Method>,
}

/// A method that makes a call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Method {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// Whether the operation is deprecated.
    pub(crate) deprecated: Deprecation,
    pub(crate) arguments: Vec<Argument>,
    /// Its return type: `Call<T, E>`, or a builder.
    pub(crate) returns: RustType,
    /// Whether that is a builder.
    pub(crate) builder: bool,
    /// How the request begins.
    pub(crate) verb: Verb,
    /// The path template.
    pub(crate) path: String,
    /// What is put into the request.
    pub(crate) chain: Vec<ChainedCall>,
}

/// The HTTP method.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Verb {
    /// The client's function of this name.
    Named(&'static str),
    /// Any other.
    Other(String),
}

/// One thing that is put into a request: a method of the call and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ChainedCall {
    pub(crate) method: &'static str,
    pub(crate) arguments: Vec<Expression>,
}

impl ChainedCall {
    pub(crate) fn new(
        method: &'static str,
        arguments: impl IntoIterator<Item = Expression>,
    ) -> Self {
        Self {
            method,
            arguments: arguments.into_iter().collect(),
        }
    }
}

/// An argument of a chained call.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Expression {
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
pub(crate) struct CallBuilder {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// The type of the response.
    pub(crate) output: RustType,
    /// What a refusal holds.
    pub(crate) error: RustType,
    pub(crate) options: Vec<CallOption>,
    /// How its pages follow one another, if the response is one.
    pub(crate) pages: Option<Pages>,
}

/// How the pages of a call follow one another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pages {
    /// The type of an item.
    pub(crate) item: RustType,
    /// The function of the runtime's `Paging` that creates it, then the calls on it.
    pub(crate) chain: Vec<ChainedCall>,
}

/// An optional parameter.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct CallOption {
    pub(crate) docs: Vec<String>,
    pub(crate) deprecated: Deprecation,
    pub(crate) name: String,
    pub(crate) argument: Argument,
    /// What is done with it.
    pub(crate) chained: ChainedCall,
}

/// One of several bodies, by status.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ByStatus {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) variants: Vec<StatusVariant>,
    /// Which of them is read, the first match wins.
    pub(crate) arms: Vec<StatusArm>,
}

/// The headers of a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeaderStruct {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// A field for each header.
    pub(crate) fields: Vec<HeaderField>,
}

/// A header of a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HeaderField {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// Whether it must be there.
    pub(crate) required: bool,
    pub(crate) ty: RustType,
    /// Its name on the wire.
    pub(crate) wire: String,
}

/// When a body is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct StatusArm {
    /// For which statuses.
    pub(crate) statuses: StatusPattern,
    /// For which media types; empty: all.
    pub(crate) media: Vec<String>,
    /// The index of the variant.
    pub(crate) variant: usize,
}

/// A body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct StatusVariant {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    /// Its type; `None` without a body.
    pub(crate) ty: Option<RustType>,
    /// The method of the runtime's body that reads it.
    pub(crate) read: &'static str,
}

/// Statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum StatusPattern {
    /// These.
    Codes(Vec<u16>),
    /// From, to.
    Range(u16, u16),
    /// All others.
    Any,
}

/// The client and its builder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Client {
    pub(crate) docs: Vec<String>,
    /// The URL template.
    pub(crate) base_url: String,
    /// Its variables with their defaults.
    pub(crate) variables: Vec<(String, String)>,
    /// The servers to choose from; empty without a choice.
    pub(crate) servers: Vec<ServerVariant>,
    /// The security schemes.
    pub(crate) schemes: Vec<Scheme>,
    /// What is required unless an operation says otherwise.
    pub(crate) security: Vec<Vec<String>>,
    /// The setters of the builder.
    pub(crate) setters: Vec<ClientSetter>,
    /// What is set from the beginning.
    pub(crate) defaults: Vec<ClientDefault>,
    /// Which of the parameters that are set on it operations require.
    pub(crate) required: Vec<RequiredParameter>,
    /// The header for idempotency keys.
    pub(crate) idempotency_header: Option<String>,
    /// The parameters and headers whose values are not shown.
    pub(crate) redacted: Vec<String>,
    /// What is read from the environment.
    pub(crate) env: Vec<EnvironmentVariable>,
}

/// A server that the document names.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ServerVariant {
    /// The name of its variant.
    pub(crate) name: String,
    /// The docs of that.
    pub(crate) docs: Vec<String>,
    /// The URL template.
    pub(crate) url: String,
    /// Its variables with their defaults.
    pub(crate) variables: Vec<(String, String)>,
}

/// A security scheme: a function of the runtime that makes it, and its arguments.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scheme {
    /// The function.
    pub(crate) function: &'static str,
    pub(crate) arguments: Vec<Expression>,
    /// The word before the key.
    pub(crate) prefix: Option<String>,
    /// The setter of its credential.
    pub(crate) setter: String,
    /// The environment variable of its credential.
    pub(crate) variable: Option<String>,
}

/// A setter of the client's builder.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClientSetter {
    pub(crate) docs: Vec<String>,
    pub(crate) name: String,
    pub(crate) arguments: Vec<Argument>,
    /// The method of the runtime's builder.
    pub(crate) method: &'static str,
    /// The first argument of that: the name of a scheme, header or variable.
    pub(crate) key: String,
}

/// The value that a parameter has on every call unless it is set.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ClientDefault {
    /// The method of the runtime's builder.
    pub(crate) method: &'static str,
    pub(crate) key: String,
    pub(crate) value: String,
}

/// A parameter that is set on the client, has no default, and is required by operations.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RequiredParameter {
    /// The constructor of the runtime's type: `header`, `query` or `path`.
    pub(crate) function: &'static str,
    pub(crate) name: String,
    pub(crate) setter: String,
    /// Its environment variable.
    pub(crate) variable: Option<String>,
    /// The operations that require it, unless all or most do: `GET /things`.
    pub(crate) only: Vec<String>,
    /// The operations that don't, if most do.
    pub(crate) except: Vec<String>,
}

impl ClientSetter {
    /// Whether its only argument is a string, so that it can be set from the environment.
    pub(crate) fn takes_text(&self) -> bool {
        self.arguments.len() == 1 && self.method != "token_provider"
    }

    /// Whether it sets a credential, or what fetches one.
    pub(crate) fn is_of_credential(&self) -> bool {
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
    pub(crate) fn sets_credential_of(&self, scheme: &str) -> bool {
        self.key == scheme && matches!(self.method, "credential" | "basic")
    }
}

/// What a setter is given from the environment.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnvironmentVariable {
    pub(crate) variable: String,
    pub(crate) setter: String,
    /// Whether it must be there.
    pub(crate) required: bool,
}
