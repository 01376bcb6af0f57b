//! Tokens that a provider fetches: kept until they expire, fetched once for all calls that wait.
//!
//! In: a [`TokenProvider`]. Out: the value of `Authorization`. A call that gives up while it fetches
//! leaves the others unharmed: the next one fetches. Must not know how a token is fetched.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::HeaderValue;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Mutex;

use super::SecurityScheme;
use crate::client::Inner;
use crate::redirect;
use crate::transport::{BoxFuture, Shared, Transport};

/// How long before its end a token counts as expired, so that it doesn't expire on its way.
const MARGIN: Duration = Duration::from_secs(30);

/// Fetches tokens for a security scheme that sends `Authorization: Bearer`.
///
/// The client keeps the token until shortly before it expires or the server refuses it, and asks
/// once for all calls that wait for one; so an implementation fetches and does nothing else.
/// [`OAuth2`](crate::OAuth2) is one for the usual cases.
///
/// ```
/// use std::time::Duration;
/// use specwright_runtime::{AccessToken, BoxFuture, TokenError, TokenProvider, TokenRequest};
///
/// /// Reads a token that another program renews.
/// struct FromFile(std::path::PathBuf);
///
/// impl TokenProvider for FromFile {
///     fn fetch<'a>(
///         &'a self,
///         _: TokenRequest<'a>,
///     ) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
///         Box::pin(async {
///             let token = std::fs::read_to_string(&self.0)
///                 .map_err(|error| TokenError::new(format!("the token can't be read: {error}")))?;
///             Ok(AccessToken::new(token.trim()).expires_in(Duration::from_secs(300)))
///         })
///     }
/// }
/// ```
pub trait TokenProvider: Shared + 'static {
    /// Fetches a new token.
    fn fetch<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>>;
}

/// What a provider is told.
#[derive(Clone, Copy)]
pub struct TokenRequest<'a> {
    pub(super) client: &'a Inner,
    pub(super) scheme: &'a SecurityScheme,
}

impl<'a> TokenRequest<'a> {
    /// The name of the security scheme.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        self.scheme.name
    }

    /// What carries the client's requests.
    #[must_use]
    pub fn transport(&self) -> &'a dyn Transport {
        &*self.client.transport
    }

    /// Where the document says that tokens come from.
    #[must_use]
    pub fn token_url(&self) -> Option<http::Uri> {
        self.resolve(self.scheme.urls()?.0)
    }

    /// Where the document says that tokens are renewed.
    #[must_use]
    pub fn refresh_url(&self) -> Option<http::Uri> {
        self.resolve(self.scheme.urls()?.1)
    }

    /// An address that may be relative to the server's.
    pub(super) fn resolve(&self, url: &str) -> Option<http::Uri> {
        let base = format!("{}/", self.client.base_url).parse().ok()?;
        (!url.is_empty()).then(|| redirect::resolve(&base, url))?
    }
}

impl fmt::Debug for TokenRequest<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("TokenRequest")
            .field("scheme", &self.scheme.name)
            .finish_non_exhaustive()
    }
}

/// A token and how long it is good for.
#[derive(Clone, Debug)]
pub struct AccessToken {
    secret: SecretString,
    lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token that is good until the server refuses it.
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self {
            secret: secret.into(),
            lifetime: None,
        }
    }

    /// Says how long the token is good for, from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

/// Why there is no token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenError {
    message: String,
    code: Option<String>,
    transient: bool,
}

impl TokenError {
    /// Trying again would not help. The message must not hold a secret.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            code: None,
            transient: false,
        }
    }

    /// Another time it could work. The message must not hold a secret.
    pub fn transient(message: impl Into<String>) -> Self {
        Self {
            transient: true,
            ..Self::new(message)
        }
    }

    pub(super) fn with_code(mut self, code: Option<String>) -> Self {
        self.code = code;
        self
    }

    /// The error code of the token endpoint, such as `invalid_grant` (RFC 6749, 5.2).
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }

    /// Whether it could work another time.
    #[must_use]
    pub fn is_transient(&self) -> bool {
        self.transient
    }
}

impl fmt::Display for TokenError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for TokenError {}

/// A provider and the token that it gave last.
pub(crate) struct Tokens {
    provider: Box<dyn TokenProvider>,
    state: Mutex<State>,
    /// How many fetches have ended.
    ended: AtomicU64,
}

#[derive(Default)]
struct State {
    token: Option<Token>,
    failure: Option<(u64, TokenError)>,
}

/// A token as it is sent.
#[derive(Clone)]
pub(crate) struct Token {
    /// The value of `Authorization`.
    pub(crate) value: HeaderValue,
    /// The fetch that it came from.
    number: u64,
    stale_from: Option<Timestamp>,
}

impl Tokens {
    pub(super) fn new(provider: impl TokenProvider) -> Self {
        Self {
            provider: Box::new(provider),
            state: Mutex::default(),
            ended: AtomicU64::new(0),
        }
    }

    /// The token that is there, or else a new one; never the one that the server `refused`.
    pub(super) async fn get(
        &self,
        request: TokenRequest<'_>,
        refused: Option<&Token>,
    ) -> Result<Token, TokenError> {
        let seen = self.ended.load(Ordering::Acquire);
        let mut state = self.state.lock().await;
        // What was fetched while this call waited was fetched for it, too.
        if let Some(token) = &state.token
            && refused.is_none_or(|refused| refused.number != token.number)
            && (token.number > seen || token.is_fresh(Timestamp::now()))
        {
            return Ok(token.clone());
        }
        if let Some((number, error)) = &state.failure
            && *number > seen
        {
            return Err(error.clone());
        }
        let fetched = self.provider.fetch(request).await;
        let number = self.ended.fetch_add(1, Ordering::AcqRel) + 1;
        match fetched.and_then(|token| Token::new(&token, number)) {
            Ok(token) => {
                state.token = Some(token.clone());
                Ok(token)
            }
            Err(error) => {
                state.token = None;
                state.failure = Some((number, error.clone()));
                Err(error)
            }
        }
    }
}

impl Token {
    fn new(token: &AccessToken, number: u64) -> Result<Self, TokenError> {
        let value = format!("Bearer {}", token.secret.expose_secret());
        let mut value = HeaderValue::from_str(&value)
            .map_err(|_| TokenError::new("the token can't stand in a header"))?;
        value.set_sensitive(true);
        // A lifetime beyond the calendar is as good as none.
        let stale_from = token.lifetime.and_then(|lifetime| {
            let good_for = lifetime.saturating_sub(MARGIN.min(lifetime / 10));
            Timestamp::now().checked_add(good_for).ok()
        });
        Ok(Self {
            value,
            number,
            stale_from,
        })
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.stale_from.is_none_or(|end| now < end)
    }
}
