//! A client: what all calls to one API have in common.
//!
//! In: the constants of an API, and what the user sets. Out: calls. Must not know models.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::header::{HeaderMap, HeaderValue, USER_AGENT};
use http::{Method, Uri};
use secrecy::SecretString;

use crate::auth::{Credentials, OAuth2, Requirement, SecurityScheme, TokenProvider};
use crate::call::Call;
use crate::error::BuildError;
use crate::params::{Node, Style, push_query};
use crate::request::{self, Request};
use crate::transport::Transport;

/// What generated code knows of an API.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The server's address, with `{variables}`.
    pub base_url: &'static str,
    /// The server's variables and their defaults.
    pub variables: &'static [(&'static str, &'static str)],
    /// The security schemes.
    pub schemes: &'static [SecurityScheme],
    /// Which schemes a call needs unless it says otherwise: any of the alternatives, all of its
    /// schemes.
    pub security: Requirement,
    /// What the client calls itself.
    pub user_agent: &'static str,
}

/// Makes calls to one API; clones share everything.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base_url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) query: String,
    pub(crate) credentials: Credentials,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) max_response_bytes: usize,
    #[cfg(feature = "tracing")]
    pub(crate) propagator: Option<crate::trace::Propagator>,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.inner.base_url)
            .field("credentials", &self.inner.credentials)
            .finish_non_exhaustive()
    }
}

macro_rules! methods {
    ($($name:ident $method:ident),* $(,)?) => {
        $(
            #[doc = concat!("A call by `", stringify!($method), "`.")]
            pub fn $name<T, E>(&self, template: &'static str) -> Call<T, E> {
                self.begin(Method::$method, template)
            }
        )*
    };
}

impl Client {
    /// Begins to build a client.
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder {
            api,
            base_url: None,
            variables: BTreeMap::new(),
            headers: HeaderMap::new(),
            query: String::new(),
            credentials: Credentials::default(),
            transport: None,
            timeout: Some(Duration::from_secs(60)),
            max_retries: 2,
            max_response_bytes: 64 * 1024 * 1024,
            #[cfg(feature = "tracing")]
            propagator: None,
            failure: None,
        }
    }

    methods! {
        get GET,
        post POST,
        put PUT,
        patch PATCH,
        delete DELETE,
        head HEAD,
        options OPTIONS,
        trace TRACE,
    }

    /// A call by any method.
    pub fn request<T, E>(&self, method: &str, template: &'static str) -> Call<T, E> {
        if let Ok(method) = Method::from_bytes(method.as_bytes()) {
            return self.begin(method, template);
        }
        let mut request = Request::new(self.clone(), Method::GET, template);
        request.fail(format!("`{}` is no method", method.escape_debug()));
        Call::new(request)
    }

    fn begin<T, E>(&self, method: Method, template: &'static str) -> Call<T, E> {
        Call::new(Request::new(self.clone(), method, template))
    }
}

/// Builds a [`Client`].
#[derive(Clone)]
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    api: &'static Api,
    base_url: Option<String>,
    variables: BTreeMap<String, String>,
    headers: HeaderMap,
    query: String,
    credentials: Credentials,
    transport: Option<Arc<dyn Transport>>,
    timeout: Option<Duration>,
    max_retries: u32,
    max_response_bytes: usize,
    #[cfg(feature = "tracing")]
    propagator: Option<crate::trace::Propagator>,
    failure: Option<BuildError>,
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("credentials", &self.credentials)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    fn fail(&mut self, message: impl Into<String>) {
        if self.failure.is_none() {
            self.failure = Some(BuildError::new(message));
        }
    }

    /// The server's address, in place of the document's.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.base_url = Some(base_url.into());
        self
    }

    /// The value of a variable in the server's address.
    pub fn variable(mut self, name: &str, value: impl Into<String>) -> Self {
        self.variables.insert(name.to_owned(), value.into());
        self
    }

    /// The key or token for a security scheme.
    pub fn credential(mut self, scheme: &str, secret: impl Into<SecretString>) -> Self {
        self.credentials.token(scheme, secret.into());
        self
    }

    /// The user and password for a security scheme.
    pub fn basic(
        mut self,
        scheme: &str,
        user: impl Into<String>,
        password: impl Into<SecretString>,
    ) -> Self {
        self.credentials.login(scheme, user.into(), password.into());
        self
    }

    /// What fetches the tokens of a security scheme; the client keeps them while they are good.
    pub fn token_provider(mut self, scheme: &str, provider: impl TokenProvider) -> Self {
        self.credentials.provider(scheme, provider);
        self
    }

    /// Fetches tokens by client credentials; [`OAuth2`] has what can be set besides.
    pub fn client_credentials(
        self,
        scheme: &str,
        id: impl Into<String>,
        secret: impl Into<SecretString>,
    ) -> Self {
        self.token_provider(scheme, OAuth2::client_credentials(id, secret))
    }

    /// Fetches tokens by a refresh token; [`OAuth2`] has what can be set besides.
    pub fn refresh_token(
        self,
        scheme: &str,
        id: impl Into<String>,
        refresh_token: impl Into<SecretString>,
    ) -> Self {
        self.token_provider(scheme, OAuth2::refresh_token(id, refresh_token))
    }

    /// A header that every request has.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        match request::header(name, &value.into()) {
            Ok((name, value)) => {
                self.headers.insert(name, value);
            }
            Err(message) => self.fail(message),
        }
        self
    }

    /// A query parameter that every request has.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = Node::Text(value.into());
        push_query(&mut self.query, Style::Form, true, name, value);
        self
    }

    /// What the client calls itself, in place of its name and version.
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        self.header("user-agent", user_agent)
    }

    /// How long a call may take, retries and body included, unless it says otherwise: 60 s.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Lets calls take as long as they do.
    pub fn no_timeout(mut self) -> Self {
        self.timeout = None;
        self
    }

    /// How often a request may be sent again, unless the call says otherwise: 2.
    pub fn max_retries(mut self, max_retries: u32) -> Self {
        self.max_retries = max_retries;
        self
    }

    /// How large an answer may be: 64 MiB.
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.max_response_bytes = bytes;
        self
    }

    /// What carries the requests.
    pub fn transport(mut self, transport: impl Transport + 'static) -> Self {
        self.transport = Some(Arc::new(transport));
        self
    }

    /// What puts the context of the trace (`traceparent`) into the headers of each request.
    ///
    /// It runs within the span of the call. With OpenTelemetry it hands the current context to the
    /// propagator of the program:
    ///
    /// ```ignore
    /// .propagator(|headers| {
    ///     let context = tracing::Span::current().context();
    ///     let mut headers = opentelemetry_http::HeaderInjector(headers);
    ///     global::get_text_map_propagator(|it| it.inject_context(&context, &mut headers));
    /// })
    /// ```
    #[cfg(feature = "tracing")]
    pub fn propagator(
        mut self,
        propagator: impl Fn(&mut HeaderMap) + Send + Sync + 'static,
    ) -> Self {
        self.propagator = Some(Arc::new(propagator));
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// An address, header or credential that can't be used, or a transport that can't be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let base_url = self.address()?;
        if let Some(failure) = self.failure {
            return Err(failure);
        }
        let known = |name: &str| self.api.schemes.iter().any(|scheme| scheme.name == name);
        if let Some(name) = self.credentials.schemes().find(|name| !known(name)) {
            return Err(BuildError::new(format!(
                "there is no security scheme `{name}`"
            )));
        }
        let takes_tokens = |name: &str| {
            let mut schemes = self.api.schemes.iter();
            schemes.any(|scheme| scheme.name == name && scheme.takes_tokens())
        };
        if let Some(name) = self.credentials.fetched().find(|name| !takes_tokens(name)) {
            return Err(BuildError::new(format!(
                "the security scheme `{name}` takes no token, so it needs no provider"
            )));
        }
        let mut headers = self.headers;
        if !headers.contains_key(USER_AGENT) {
            let value = HeaderValue::from_str(self.api.user_agent)
                .map_err(|_| BuildError::new("the client's name can't stand in a header"))?;
            headers.insert(USER_AGENT, value);
        }
        let transport = match self.transport {
            Some(transport) => transport,
            None => default_transport()?,
        };
        Ok(Client {
            inner: Arc::new(Inner {
                api: self.api,
                base_url,
                headers,
                query: self.query,
                credentials: self.credentials,
                transport,
                timeout: self.timeout,
                max_retries: self.max_retries,
                max_response_bytes: self.max_response_bytes,
                #[cfg(feature = "tracing")]
                propagator: self.propagator,
            }),
        })
    }

    /// The server's address with its variables filled in.
    fn address(&self) -> Result<String, BuildError> {
        if let Some(base_url) = &self.base_url {
            return check_base_url(base_url).map_err(BuildError::new);
        }
        let mut base_url = self.api.base_url.to_owned();
        for (name, default) in self.api.variables {
            let value = self.variables.get(*name).map_or(*default, String::as_str);
            base_url = base_url.replace(&format!("{{{name}}}"), value);
        }
        check_base_url(&base_url).map_err(BuildError::new)
    }
}

#[cfg(feature = "reqwest")]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Ok(Arc::new(crate::transport::ReqwestTransport::new()?))
}

#[cfg(not(feature = "reqwest"))]
fn default_transport() -> Result<Arc<dyn Transport>, BuildError> {
    Err(BuildError::new(
        "without the feature `reqwest` a client needs a transport",
    ))
}

/// Checks a server's address, and takes the slash off its end.
pub(crate) fn check_base_url(base_url: &str) -> Result<String, String> {
    // A login in the address would be a secret that is shown, so it isn't repeated either.
    if base_url.contains('@') {
        return Err("the server's address must not hold a login or an `@`".to_owned());
    }
    let refuse = |reason: &str| Err(format!("`{}` {reason}", base_url.escape_debug()));
    if base_url.contains(['?', '#', '\\', '{', '}']) {
        return refuse("can't be a server's address: it holds more than a path");
    }
    match base_url.parse::<Uri>() {
        Ok(uri) if !matches!(uri.scheme_str(), Some("http" | "https")) => {
            refuse("can't be a server's address: it must begin with `https://` or `http://`")
        }
        Ok(uri) if uri.host().is_none_or(str::is_empty) => {
            refuse("can't be a server's address: it has no host")
        }
        Ok(_) => Ok(base_url.trim_end_matches('/').to_owned()),
        Err(error) => refuse(&format!("can't be a server's address: {error}")),
    }
}
