//! An API as a whole.

use super::{Docs, Operation, TypeDef, TypeId, Webhook};

/// An API: its types, its operations and how to reach it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`.
    pub version: String,
    /// `info.summary` and `info.description`.
    pub docs: Docs,
    /// Where the API is served, in the order of the document. Empty: the document names no server.
    pub servers: Vec<Server>,
    /// How callers may identify themselves.
    pub security_schemes: Vec<SecurityScheme>,
    /// The tags that the document declares, in its order.
    pub tags: Vec<Tag>,
    /// Every named type. [`TypeId`] is an index into this.
    pub types: Vec<TypeDef>,
    /// Which objects inherit from which by `allOf`: the heir, and what it inherits from.
    pub inherits: Vec<(TypeId, TypeId)>,
    /// Every operation, in the order of the document.
    pub operations: Vec<Operation>,
    /// What the API sends by itself: webhooks and callbacks.
    pub webhooks: Vec<Webhook>,
}

impl Api {
    /// The type of that id.
    #[must_use]
    pub fn type_def(&self, id: TypeId) -> &TypeDef {
        &self.types[id.index()]
    }

    /// The ids of all types.
    pub fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.types.len()).map(TypeId::new)
    }

    /// Every type with its id.
    pub fn types(&self) -> impl Iterator<Item = (TypeId, &TypeDef)> {
        self.ids().zip(&self.types)
    }
}

/// A server: a URL template and its variables.
#[derive(Clone, Debug, PartialEq)]
pub struct Server {
    /// The URL, which may hold `{variables}`.
    pub url: String,
    /// What the document calls it.
    pub name: Option<String>,
    /// The document's description.
    pub description: Option<String>,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq)]
pub struct ServerVariable {
    /// Its name in the template.
    pub name: String,
    /// The value that is used unless another is set.
    pub default: String,
    /// The values that the document lists; empty: any.
    pub values: Vec<String>,
    /// The document's description.
    pub description: Option<String>,
}

/// A tag, by which operations are grouped.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// The document's description.
    pub description: Option<String>,
}

/// A security scheme.
#[derive(Clone, Debug, PartialEq)]
pub struct SecurityScheme {
    /// Its name in `components.securitySchemes`.
    pub name: String,
    /// How it works.
    pub kind: SecurityKind,
    /// The document's description.
    pub description: Option<String>,
}

/// How a security scheme puts a credential into a request.
#[derive(Clone, Debug, PartialEq)]
pub enum SecurityKind {
    /// `apiKey`: a named header, query parameter or cookie.
    ApiKey {
        /// Where it is put.
        location: Location,
        /// The name of the header, parameter or cookie.
        name: String,
        /// The word that goes before the key: `Token`.
        prefix: Option<String>,
    },
    /// `http` with scheme `basic`.
    Basic,
    /// `http` with scheme `bearer`.
    Bearer,
    /// `http` with another scheme, which precedes the credential in `Authorization`.
    Http(String),
    /// `oauth2`; the URLs may be relative to the server's.
    OAuth2 {
        /// Where the client credentials flow gets its tokens.
        token_url: Option<String>,
        /// The URL at which a flow with refresh tokens renews its tokens.
        refresh_url: Option<String>,
    },
    /// `openIdConnect`.
    OpenIdConnect,
    /// `mutualTLS`: nothing is put into the request.
    MutualTls,
}

/// The location of a parameter or an API key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    /// In the path.
    Path,
    /// In the query.
    Query,
    /// In a header.
    Header,
    /// In the `Cookie` header.
    Cookie,
    /// The whole query string (3.2).
    QueryString,
}
