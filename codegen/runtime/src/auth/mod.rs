//! Credentials: which a call needs, and where they go.
//!
//! In: the document's security schemes, the call's requirement, the user's secrets. Out: headers,
//! query and cookies, or an error that names the scheme. Secrets stay in [`SecretString`] until
//! they are written, and header values are marked sensitive. Must not know transports.

mod oauth;
mod token;

use std::fmt;
use std::sync::Arc;

use http::header::{AUTHORIZATION, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

pub use self::oauth::OAuth2;
pub use self::token::{AccessToken, TokenError, TokenProvider, TokenRequest};
pub(crate) use self::token::{Token, Tokens};
use crate::client::Client;
use crate::error::RequestError;
use crate::params::{encode_component, push_pairs};

/// Where an API key stands.
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
    kind: Kind,
    /// The word before a key in a header; empty: none.
    prefix: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    ApiKey(ApiKeyIn, &'static str),
    Bearer,
    Basic,
    /// Where tokens come from and where they are renewed; empty: the document doesn't say.
    OAuth2(&'static str, &'static str),
}

impl SecurityScheme {
    /// A key in a header, the query or a cookie.
    #[must_use]
    pub const fn api_key(name: &'static str, place: ApiKeyIn, parameter: &'static str) -> Self {
        Self {
            name,
            kind: Kind::ApiKey(place, parameter),
            prefix: "",
        }
    }

    /// The same with a word before the key in a header: `Token …`. A key that begins with it is sent as it is.
    #[must_use]
    pub const fn prefixed(self, prefix: &'static str) -> Self {
        Self { prefix, ..self }
    }

    /// A token in the header `Authorization`.
    #[must_use]
    pub const fn bearer(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Bearer,
            prefix: "",
        }
    }

    /// A user name and password in the header `Authorization`.
    #[must_use]
    pub const fn basic(name: &'static str) -> Self {
        Self {
            name,
            kind: Kind::Basic,
            prefix: "",
        }
    }

    /// An OAuth 2 token, which the user provides or [`OAuth2`] fetches.
    #[must_use]
    pub const fn oauth2(name: &'static str, token_url: &'static str) -> Self {
        Self::oauth2_at(name, token_url, token_url)
    }

    /// The same, renewed at another address than where it comes from.
    #[must_use]
    pub const fn oauth2_at(
        name: &'static str,
        token_url: &'static str,
        refresh_url: &'static str,
    ) -> Self {
        Self {
            name,
            kind: Kind::OAuth2(token_url, refresh_url),
            prefix: "",
        }
    }

    /// An `OpenID` Connect token, which the user or a provider gives.
    #[must_use]
    pub const fn open_id(name: &'static str) -> Self {
        Self::bearer(name)
    }

    /// The header that the credential stands in, if it stands in one.
    fn header(&self) -> Option<&'static str> {
        match self.kind {
            Kind::ApiKey(ApiKeyIn::Header, name) => Some(name),
            Kind::ApiKey(..) => None,
            Kind::Bearer | Kind::Basic | Kind::OAuth2(..) => Some("authorization"),
        }
    }

    /// The parameter of the query that the credential stands in, if it stands in one.
    pub(crate) fn in_query(&self) -> Option<&'static str> {
        match self.kind {
            Kind::ApiKey(ApiKeyIn::Query, name) => Some(name),
            _ => None,
        }
    }

    /// Where OAuth 2 tokens come from and where they are renewed.
    fn urls(&self) -> Option<(&'static str, &'static str)> {
        match self.kind {
            Kind::OAuth2(token_url, refresh_url) => Some((token_url, refresh_url)),
            _ => None,
        }
    }

    /// Whether a [`TokenProvider`] can serve it.
    pub(crate) fn takes_tokens(&self) -> bool {
        matches!(self.kind, Kind::Bearer | Kind::OAuth2(..))
    }
}

/// Which schemes a call needs: any of the alternatives, and of it every scheme.
pub(crate) type Requirement = &'static [&'static [&'static str]];

/// A secret of the user.
#[derive(Clone)]
enum Secret {
    Token(SecretString),
    Login(String, SecretString),
    Fetched(Arc<Tokens>),
}

/// A scheme whose token is fetched when the call is sent.
pub(crate) type Fetched = (&'static SecurityScheme, Arc<Tokens>);

/// The user's secrets by scheme.
#[derive(Clone, Default)]
pub(crate) struct Credentials(Vec<(String, Secret)>);

impl fmt::Debug for Credentials {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = self.0.iter().map(|(scheme, _)| scheme);
        formatter.debug_set().entries(names).finish()
    }
}

impl Credentials {
    pub(crate) fn token(&mut self, scheme: &str, secret: SecretString) {
        self.put(scheme, Secret::Token(secret));
    }

    pub(crate) fn login(&mut self, scheme: &str, user: String, password: SecretString) {
        self.put(scheme, Secret::Login(user, password));
    }

    pub(crate) fn provider(&mut self, scheme: &str, provider: impl TokenProvider) {
        let tokens = Tokens::new(provider);
        self.put(scheme, Secret::Fetched(Arc::new(tokens)));
    }

    fn put(&mut self, scheme: &str, secret: Secret) {
        self.0.retain(|(name, _)| name != scheme);
        self.0.push((scheme.to_owned(), secret));
    }

    /// The names of the schemes that have a secret.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The schemes whose tokens are fetched.
    pub(crate) fn fetched(&self) -> impl Iterator<Item = &str> {
        let found = self.0.iter();
        let found = found.filter(|(_, secret)| matches!(secret, Secret::Fetched(_)));
        found.map(|(name, _)| name.as_str())
    }

    fn get(&self, scheme: &str) -> Option<&Secret> {
        let found = self.0.iter().find(|(name, _)| name == scheme);
        found.map(|(_, secret)| secret)
    }

    /// Puts the credentials that a call needs into its headers, query and cookies, and gives the
    /// one that has to be fetched for it.
    pub(crate) fn apply(
        &self,
        schemes: &'static [SecurityScheme],
        requirement: Requirement,
        parts: &mut Parts<'_>,
    ) -> Result<Option<Fetched>, RequestError> {
        let scheme = |name: &str| schemes.iter().find(|scheme| scheme.name == name);
        // A header that was set by hand stands for the credential.
        let by_hand = |name: &str| {
            scheme(name)
                .and_then(SecurityScheme::header)
                .is_some_and(|header| parts.headers.contains_key(header))
        };
        let given = |name: &str| self.get(name).is_some() || by_hand(name);
        let chosen = requirement
            .iter()
            .find(|names| !names.is_empty() && names.iter().all(|name| given(name)))
            .or_else(|| requirement.iter().find(|names| names.is_empty()));
        let Some(chosen) = chosen else {
            let missing = |names: &&[&'static str]| {
                let missing = names.iter().filter(|name| !given(name));
                let names: Vec<_> = missing.map(|name| format!("`{name}`")).collect();
                names.join(" and ")
            };
            let names: Vec<_> = requirement.iter().map(missing).collect();
            return match names.as_slice() {
                [] => Ok(None),
                names => Err(RequestError::new(format!(
                    "no credential was given for the security scheme {}",
                    names.join(", or ")
                ))),
            };
        };
        let mut fetched = None;
        let needed: Vec<_> = chosen.iter().filter(|name| !by_hand(name)).collect();
        for name in needed {
            let scheme = scheme(name).ok_or_else(|| {
                RequestError::new(format!("the security scheme `{name}` is not known"))
            })?;
            match self.get(name) {
                Some(Secret::Fetched(tokens)) => fetched = Some((scheme, Arc::clone(tokens))),
                Some(secret) => parts.put(scheme, secret)?,
                None => {}
            }
        }
        Ok(fetched)
    }
}

/// Fetches the token of a scheme, unless a good one is there that the server hasn't refused.
pub(crate) async fn fetch(
    client: &Client,
    (scheme, tokens): &Fetched,
    refused: Option<&Token>,
) -> Result<Token, RequestError> {
    let client = &client.inner;
    let token = tokens.get(TokenRequest { client, scheme }, refused).await;
    token.map_err(|error| RequestError::token(scheme.name, error))
}

/// The parts of a request that credentials go into.
pub(crate) struct Parts<'a> {
    pub(crate) headers: &'a mut HeaderMap,
    pub(crate) query: &'a mut String,
    pub(crate) cookies: &'a mut String,
}

impl Parts<'_> {
    fn put(&mut self, scheme: &SecurityScheme, secret: &Secret) -> Result<(), RequestError> {
        match (scheme.kind, secret) {
            (Kind::ApiKey(place, parameter), Secret::Token(key)) => {
                let key = key.expose_secret();
                match place {
                    ApiKeyIn::Header if is_bare(key, scheme.prefix) => {
                        let value = format!("{} {key}", scheme.prefix);
                        self.header(scheme, parameter, &value)
                    }
                    ApiKeyIn::Header => self.header(scheme, parameter, key),
                    ApiKeyIn::Query => {
                        let pair = (parameter.to_owned(), encode_component(key));
                        push_pairs(self.query, vec![pair], encode_component);
                        Ok(())
                    }
                    ApiKeyIn::Cookie => {
                        push_cookie(self.cookies, parameter, &encode_component(key));
                        Ok(())
                    }
                }
            }
            (Kind::Bearer | Kind::OAuth2(..), Secret::Token(token)) => {
                let value = format!("Bearer {}", token.expose_secret());
                self.header(scheme, AUTHORIZATION.as_str(), &value)
            }
            (Kind::Basic, Secret::Login(user, password)) => {
                let login = format!("{user}:{}", password.expose_secret());
                let value = format!("Basic {}", crate::codec::encode_base64(login.as_bytes()));
                self.header(scheme, AUTHORIZATION.as_str(), &value)
            }
            (Kind::Basic, Secret::Token(_)) => Err(wrong_kind(scheme, "a user and password")),
            // What is fetched comes later.
            (_, Secret::Fetched(_)) => Ok(()),
            (_, Secret::Login(..)) => Err(wrong_kind(scheme, "a key or token")),
        }
    }

    fn header(
        &mut self,
        scheme: &SecurityScheme,
        name: &str,
        value: &str,
    ) -> Result<(), RequestError> {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(value);
        let (Ok(name), Ok(mut value)) = (name, value) else {
            return Err(RequestError::new(format!(
                "the credential of the security scheme `{}` can't stand in a header",
                scheme.name
            )));
        };
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }
}

/// Whether a key lacks the word that goes before it.
fn is_bare(key: &str, prefix: &str) -> bool {
    let begins = |(word, _): (&str, &str)| word.eq_ignore_ascii_case(prefix);
    !prefix.is_empty() && !key.split_once(' ').is_some_and(begins)
}

fn wrong_kind(scheme: &SecurityScheme, needed: &str) -> RequestError {
    RequestError::new(format!(
        "the security scheme `{}` needs {needed}",
        scheme.name
    ))
}

/// Adds a cookie whose value is encoded already.
pub(crate) fn push_cookie(cookies: &mut String, name: &str, value: &str) {
    if !cookies.is_empty() {
        cookies.push_str("; ");
    }
    cookies.push_str(name);
    cookies.push('=');
    cookies.push_str(value);
}
