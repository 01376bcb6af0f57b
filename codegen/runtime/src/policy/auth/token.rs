//! Providers of credentials, and what they return.
//!
//! In: what a provider may need of the client. Out: a token, a key or a login, or why there is
//! none. Must not know when credentials are fetched.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderValue;
use secrecy::SecretString;

use super::credential::Credential;
use crate::api::SecurityScheme;
use crate::error::TokenError;
use crate::policy::retry::Budget;
use crate::transport::address::resolve;
use crate::transport::{BoxFuture, Movable, Shared, Transport};

/// Fetches the credential of a security scheme: a token, an API key, or a user and password.
///
/// The client keeps the credential until shortly before it expires or until the server refuses it
/// with status 401, and fetches once for all calls that wait; so an implementation fetches and does
/// nothing else. A call that is dropped does not interrupt the fetch: a task of the tokio runtime
/// finishes it, or else the next call that needs it. A fetch may take as long as
/// [`ClientBuilder::credential_timeout`](crate::ClientBuilder::credential_timeout) says: 60 s.
///
/// [`OAuth2`](crate::OAuth2) is a provider for the usual grants, and a closure is one, too:
///
/// ```
/// use specwright_runtime::{AccessToken, ClientBuilder, TokenError};
///
/// # async fn read_vault() -> std::io::Result<String> { Ok("key".into()) }
/// # fn set(builder: ClientBuilder) -> ClientBuilder {
/// builder.token_provider("ApiKeyAuth", || async {
///     let key = read_vault().await;
///     let key = key.map_err(|error| TokenError::transient(format!("no key from the vault: {error}")))?;
///     Ok(AccessToken::new(key))
/// })
/// # }
/// ```
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
    /// Fetches a new credential.
    ///
    /// # Errors
    ///
    /// Why no credential could be fetched. Calls continue with the previous one until it expires.
    fn fetch<'a>(
        &'a self,
        request: TokenRequest<'a>,
    ) -> BoxFuture<'a, Result<AccessToken, TokenError>>;

    /// Checks what the provider was given, without fetching anything.
    /// [`ClientBuilder::build`](crate::ClientBuilder::build) fails if this does.
    ///
    /// # Errors
    ///
    /// Why nothing can ever be fetched, such as an empty secret.
    fn check(&self) -> Result<(), TokenError> {
        Ok(())
    }
}

impl<F, W> TokenProvider for F
where
    F: Fn() -> W + Shared + 'static,
    W: Future<Output = Result<AccessToken, TokenError>> + Movable + 'static,
{
    fn fetch<'a>(&'a self, _: TokenRequest<'a>) -> BoxFuture<'a, Result<AccessToken, TokenError>> {
        Box::pin(self())
    }
}

/// What a fetch needs of the client that begins it. It has no credentials: a client that nobody
/// uses any more is dropped, whether or not a fetch is under way.
pub(crate) struct Origin {
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) base_url: String,
    pub(crate) user_agent: Option<HeaderValue>,
    pub(crate) max_retries: u32,
    pub(crate) budget: Option<Arc<Budget>>,
    /// How long the fetch may take.
    pub(crate) limit: Duration,
}

impl Origin {
    /// Takes a retry from the budget, if there is one left.
    pub(crate) fn pays_for_retry(&self) -> bool {
        self.budget.as_ref().is_none_or(|budget| budget.take())
    }
}

/// What a provider may use to fetch a credential.
#[derive(Clone, Copy)]
pub struct TokenRequest<'a> {
    pub(crate) origin: &'a Origin,
    pub(crate) scheme: &'a SecurityScheme,
}

impl<'a> TokenRequest<'a> {
    /// The name of the security scheme.
    #[must_use]
    pub fn scheme(&self) -> &'static str {
        self.scheme.name
    }

    /// The client's transport.
    #[must_use]
    pub fn transport(&self) -> &'a dyn Transport {
        &*self.origin.transport
    }

    /// The token URL of the document.
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
    pub(crate) fn resolve(&self, url: &str) -> Option<http::Uri> {
        let base = format!("{}/", self.origin.base_url).parse().ok()?;
        (!url.is_empty()).then(|| resolve(&base, url))?
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

/// A token, or another credential that a provider fetched, and how long it is valid.
#[derive(Clone)]
pub struct AccessToken {
    pub(crate) credential: Credential,
    pub(crate) lifetime: Option<Duration>,
}

impl AccessToken {
    /// A token or an API key that is valid until the server refuses it.
    pub fn new(secret: impl Into<SecretString>) -> Self {
        Self {
            credential: Credential::Key(secret.into()),
            lifetime: None,
        }
    }

    /// A user and password, for a scheme that takes them.
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self {
            credential: Credential::Login(user.into(), password.into()),
            lifetime: None,
        }
    }

    /// Sets how long it is valid, from now on.
    #[must_use]
    pub fn expires_in(mut self, lifetime: Duration) -> Self {
        self.lifetime = Some(lifetime);
        self
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AccessToken")
            .field("lifetime", &self.lifetime)
            .finish_non_exhaustive()
    }
}
