//! The user's credentials, and the parts of a request that they go into.
//!
//! In: the document's security schemes, the call's requirement, the user's secrets. Out: headers,
//! query and cookies, or an error that names the scheme. Secrets stay in [`SecretString`] until
//! they are written, and header values are marked sensitive. Must not know transports.

use std::fmt;
use std::sync::Arc;

use http::Uri;
use http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};
use secrecy::{ExposeSecret, SecretString};

use super::credential::Credential;
use super::token::{Origin, TokenProvider};
use super::tokens::{Token, Tokens};
use crate::api::Requirement;
use crate::api::scheme::{ApiKeyIn, SchemeType, SecurityScheme};
use crate::error::{RequestError, TokenError};
use crate::params::{encode_component, push_pairs};
use crate::policy::prepared_request::PreparedRequest;

/// A credential of the user.
#[derive(Clone)]
enum Secret {
    /// Kept as it is, and as each request carries it, which is known when the client is built.
    Fixed(Credential, Option<Placed>),
    Provider(Arc<Tokens>),
}

/// A scheme whose credential is fetched when the call is sent.
pub(crate) type PendingCredential = (&'static SecurityScheme, Arc<Tokens>);

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
        let credential = Credential::Key(secret);
        self.put(scheme, Secret::Fixed(credential, None));
    }

    pub(crate) fn login(&mut self, scheme: &str, user: String, password: SecretString) {
        let credential = Credential::Login(user, password);
        self.put(scheme, Secret::Fixed(credential, None));
    }

    pub(crate) fn provider(&mut self, scheme: &str, provider: impl TokenProvider) {
        let tokens = Tokens::new(provider);
        self.put(scheme, Secret::Provider(Arc::new(tokens)));
    }

    fn put(&mut self, scheme: &str, secret: Secret) {
        self.0.retain(|(name, _)| name != scheme);
        self.0.push((scheme.to_owned(), secret));
    }

    /// The names of the schemes that have a secret.
    pub(crate) fn schemes(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }

    /// The schemes whose credentials are empty.
    pub(crate) fn blank(&self) -> impl Iterator<Item = &str> {
        let blank = |secret: &Secret| matches!(secret, Secret::Fixed(given, _) if given.is_blank());
        let found = self.0.iter().filter(move |(_, secret)| blank(secret));
        found.map(|(name, _)| name.as_str())
    }

    /// The first scheme whose provider finds something wrong with what it was given.
    pub(crate) fn unusable(&self) -> Option<(&str, TokenError)> {
        self.0.iter().find_map(|(name, secret)| match secret {
            Secret::Provider(tokens) => Some((name.as_str(), tokens.check().err()?)),
            Secret::Fixed(..) => None,
        })
    }

    /// Writes the credentials that were given as requests carry them, so that it is done once.
    pub(crate) fn place(&mut self, schemes: &'static [SecurityScheme]) -> Result<(), RequestError> {
        for (name, secret) in &mut self.0 {
            if let Secret::Fixed(credential, placed) = secret
                && let Some(scheme) = schemes.iter().find(|scheme| scheme.name == name)
            {
                *placed = Some(Placed::new(scheme, credential)?);
            }
        }
        Ok(())
    }

    fn get(&self, scheme: &str) -> Option<&Secret> {
        let found = self.0.iter().find(|(name, _)| name == scheme);
        found.map(|(_, secret)| secret)
    }

    /// Puts the credentials that a call needs into its headers, query and cookies, and gives those
    /// that must be fetched for it.
    pub(crate) fn apply(
        &self,
        schemes: &'static [SecurityScheme],
        requirement: Requirement,
        parts: &mut RequestParts<'_>,
    ) -> Result<Vec<PendingCredential>, RequestError> {
        let scheme = |name: &str| schemes.iter().find(|scheme| scheme.name == name);
        // A header that the user set replaces the credential.
        let by_hand = |headers: &HeaderMap, name: &str| {
            scheme(name)
                .and_then(SecurityScheme::header)
                .and_then(|header| headers.get(header))
                .is_some_and(|value| !value.as_bytes().trim_ascii().is_empty())
        };
        let given = |name: &str| self.get(name).is_some() || by_hand(parts.headers, name);
        let chosen = requirement
            .iter()
            .find(|names| !names.is_empty() && names.iter().all(|name| given(name)))
            .or_else(|| requirement.iter().find(|names| names.is_empty()));
        let Some(chosen) = chosen else {
            let missing = |names: &&[&'static str]| {
                let missing = names.iter().filter(|name| !given(name));
                let how = |name| scheme(name).map_or_else(String::new, SecurityScheme::instruction);
                let names: Vec<_> = missing
                    .map(|name| format!("`{name}` ({})", how(name)))
                    .collect();
                names.join(" and ")
            };
            let names: Vec<_> = requirement.iter().map(missing).collect();
            return match names.as_slice() {
                [] => Ok(Vec::new()),
                names => Err(RequestError::new(format!(
                    "no credential was given for the security scheme {}",
                    names.join(", or ")
                ))),
            };
        };
        let mut fetched = Vec::new();
        for name in *chosen {
            if by_hand(parts.headers, name) {
                continue;
            }
            let scheme = scheme(name).ok_or_else(|| {
                RequestError::new(format!("the security scheme `{name}` is not known"))
            })?;
            match self.get(name) {
                Some(Secret::Provider(tokens)) => fetched.push((scheme, Arc::clone(tokens))),
                Some(Secret::Fixed(_, Some(placed))) => parts.add(placed),
                Some(Secret::Fixed(_, None)) | None => {}
            }
        }
        Ok(fetched)
    }
}

/// Fetches the credentials of these schemes, as far as good ones are not there; none that the
/// server `refused`.
pub(crate) async fn fetch(
    origin: impl Fn() -> Origin,
    fetched: &[PendingCredential],
    refused: &[Token],
) -> Result<Vec<Token>, RequestError> {
    let mut found = Vec::with_capacity(fetched.len());
    for (index, (scheme, tokens)) in fetched.iter().enumerate() {
        let token = tokens.get(scheme, &origin, refused.get(index)).await;
        found.push(token.map_err(|error| RequestError::token(scheme.name, error))?);
    }
    Ok(found)
}

/// Puts the credentials that were fetched into a request that is ready apart from them.
pub(crate) fn with_fetched(
    prepared: &Arc<PreparedRequest>,
    fetched: &[PendingCredential],
    tokens: &[Token],
) -> Result<Arc<PreparedRequest>, RequestError> {
    let mut prepared = PreparedRequest::clone(prepared);
    let cookie = prepared.headers.get(COOKIE).map(HeaderValue::as_bytes);
    let mut cookies = String::from_utf8_lossy(cookie.unwrap_or_default()).into_owned();
    let before = cookies.len();
    let mut query = String::new();
    let mut parts = RequestParts {
        headers: &mut prepared.headers,
        query: &mut query,
        cookies: &mut cookies,
    };
    for ((scheme, _), token) in fetched.iter().zip(tokens) {
        parts.add(&Placed::new(scheme, &token.credential)?);
    }
    if cookies.len() > before {
        prepared.headers.insert(COOKIE, cookie_header(&cookies)?);
    }
    if !query.is_empty() {
        let mark = if prepared.uri.query().is_some() {
            '&'
        } else {
            '?'
        };
        let uri = Uri::try_from(format!("{}{mark}{query}", prepared.uri));
        prepared.uri = uri.map_err(|_| RequestError::new("the address is too long"))?;
    }
    Ok(Arc::new(prepared))
}

/// The header of cookies, which are encoded already.
pub(crate) fn cookie_header(cookies: &str) -> Result<HeaderValue, RequestError> {
    let value = HeaderValue::from_str(cookies);
    let mut value =
        value.map_err(|_| RequestError::new("a cookie contains a control character"))?;
    value.set_sensitive(true);
    Ok(value)
}

/// The parts of a request that credentials go into.
pub(crate) struct RequestParts<'a> {
    pub(crate) headers: &'a mut HeaderMap,
    pub(crate) query: &'a mut String,
    pub(crate) cookies: &'a mut String,
}

impl RequestParts<'_> {
    fn add(&mut self, placed: &Placed) {
        match placed {
            Placed::Header(name, value) => {
                self.headers.insert(name, value.clone());
            }
            Placed::Query(name, key) => {
                let pair = ((*name).to_owned(), key.expose_secret().to_owned());
                push_pairs(self.query, vec![pair], encode_component);
            }
            Placed::Cookie(name, key) => push_cookie(self.cookies, name, key.expose_secret()),
        }
    }
}

/// A credential as a request carries it.
#[derive(Clone)]
enum Placed {
    Header(HeaderName, HeaderValue),
    /// The name of a parameter, and its value, encoded.
    Query(&'static str, SecretString),
    /// The name of a cookie, and its value, encoded.
    Cookie(&'static str, SecretString),
}

impl Placed {
    fn new(scheme: &SecurityScheme, credential: &Credential) -> Result<Self, RequestError> {
        match (scheme.kind, credential) {
            (SchemeType::ApiKey(place, parameter), Credential::Key(key)) => {
                let key = key.expose_secret();
                match place {
                    ApiKeyIn::Header if is_bare(key, scheme.prefix) => {
                        let value = format!("{} {key}", scheme.prefix);
                        Self::header(scheme, parameter, &value)
                    }
                    ApiKeyIn::Header => Self::header(scheme, parameter, key),
                    ApiKeyIn::Query => Ok(Self::Query(parameter, encode_component(key).into())),
                    ApiKeyIn::Cookie => Ok(Self::Cookie(parameter, encode_component(key).into())),
                }
            }
            (SchemeType::Bearer | SchemeType::OAuth2(..), Credential::Key(token)) => {
                let value = format!("Bearer {}", token.expose_secret());
                Self::header(scheme, AUTHORIZATION.as_str(), &value)
            }
            (SchemeType::Basic, Credential::Login(user, password)) => {
                let login = format!("{user}:{}", password.expose_secret());
                let value = format!("Basic {}", crate::codec::encode_base64(login.as_bytes()));
                Self::header(scheme, AUTHORIZATION.as_str(), &value)
            }
            (SchemeType::Basic, Credential::Key(_)) => {
                Err(wrong_kind(scheme, "a user and password"))
            }
            (_, Credential::Login(..)) => Err(wrong_kind(scheme, "a key or token")),
        }
    }

    fn header(scheme: &SecurityScheme, name: &str, value: &str) -> Result<Self, RequestError> {
        let name = HeaderName::from_bytes(name.as_bytes());
        let value = HeaderValue::from_str(value);
        let (Ok(name), Ok(mut value)) = (name, value) else {
            return Err(RequestError::new(format!(
                "the credential of the security scheme `{}` contains a control character, such as a line break",
                scheme.name
            )));
        };
        value.set_sensitive(true);
        Ok(Self::Header(name, value))
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
