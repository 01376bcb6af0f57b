//! Security schemes of a document, as generated code states them.
//!
//! In: the name of a scheme, and where its credential goes. Out: a constant of the client. Must not
//! know credentials.

use super::instruction;

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ApiKeyIn {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}

/// A security scheme of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecurityScheme {
    pub(crate) name: &'static str,
    pub(crate) kind: SchemeType,
    /// The word before a key in a header; empty: none.
    pub(crate) prefix: &'static str,
    /// The method of the client's builder that sets its credential; empty: the runtime's own.
    setter: &'static str,
    /// The environment variable that the client's `from_env` reads it from; empty: none.
    variable: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemeType {
    ApiKey(ApiKeyIn, &'static str),
    Bearer,
    Basic,
    /// The URLs of the token and the refresh endpoint; empty if the document names none.
    OAuth2(&'static str, &'static str),
}

impl SecurityScheme {
    const fn new(name: &'static str, kind: SchemeType) -> Self {
        Self {
            name,
            kind,
            prefix: "",
            setter: "",
            variable: "",
        }
    }

    /// A key in a header, the query or a cookie.
    #[must_use]
    pub const fn api_key(name: &'static str, place: ApiKeyIn, parameter: &'static str) -> Self {
        Self::new(name, SchemeType::ApiKey(place, parameter))
    }

    /// Sets a word before the key in a header: `Token …`. A key that begins with it is sent as it
    /// is.
    #[must_use]
    pub const fn prefixed(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// Names the method of the client's builder that sets the credential, for errors.
    #[must_use]
    pub const fn set_by(self, setter: &'static str) -> Self {
        Self { setter, ..self }
    }

    /// Names the environment variable that the client's `from_env` reads the credential from, for
    /// errors.
    #[must_use]
    pub const fn read_from(self, variable: &'static str) -> Self {
        Self { variable, ..self }
    }

    /// A token in the header `Authorization`.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self::new(name, SchemeType::Bearer)
    }

    /// A user name and password in the header `Authorization`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self::new(name, SchemeType::Basic)
    }

    /// An OAuth 2 token, which the user provides or [`OAuth2`](crate::OAuth2) fetches.
    #[must_use]
    pub const fn oauth2(name: &'static str, token_url: &'static str) -> Self {
        Self::oauth2_at(name, token_url, token_url)
    }

    /// Like [`oauth2`](Self::oauth2), with a separate URL for refreshing tokens.
    #[must_use]
    pub const fn oauth2_at(
        name: &'static str,
        token_url: &'static str,
        refresh_url: &'static str,
    ) -> Self {
        Self::new(name, SchemeType::OAuth2(token_url, refresh_url))
    }

    /// An `OpenID` Connect token, supplied by the user or a token provider.
    #[must_use]
    pub const fn open_id(name: &'static str) -> Self {
        Self::bearer(name)
    }

    /// The method that sets the credential.
    pub(crate) fn setter(&self) -> &'static str {
        match (self.setter, self.kind) {
            ("", SchemeType::Basic) => "basic",
            ("", _) => "credential",
            (setter, _) => setter,
        }
    }

    /// How a program sets the credential, as text for an error: the builder's method or the
    /// variable.
    pub(crate) fn instruction(&self) -> String {
        let method = match self.setter {
            "" => format!("`.{}({:?}, …)`", self.setter(), self.name),
            setter => format!("`.{setter}(…)`"),
        };
        instruction(&method, self.variable)
    }

    /// The header that carries the credential, if one does.
    pub(crate) fn header(&self) -> Option<&'static str> {
        match self.kind {
            SchemeType::ApiKey(ApiKeyIn::Header, name) => Some(name),
            SchemeType::ApiKey(..) => None,
            SchemeType::Bearer | SchemeType::Basic | SchemeType::OAuth2(..) => {
                Some("authorization")
            }
        }
    }

    /// The query parameter that carries the credential, if one does.
    pub(crate) fn in_query(&self) -> Option<&'static str> {
        match self.kind {
            SchemeType::ApiKey(ApiKeyIn::Query, name) => Some(name),
            _ => None,
        }
    }

    /// Where OAuth 2 tokens come from and where they are renewed.
    pub(crate) fn urls(&self) -> Option<(&'static str, &'static str)> {
        match self.kind {
            SchemeType::OAuth2(token_url, refresh_url) => Some((token_url, refresh_url)),
            _ => None,
        }
    }
}
