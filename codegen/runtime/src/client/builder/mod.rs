//! The builder of clients: the settings of all calls.
//!
//! In: what the user sets, or what another client has. Out: a client, or what is wrong with the
//! settings. Must not know requests.

mod limits;
mod transport;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::header::{HeaderMap, HeaderName, HeaderValue, USER_AGENT};
use secrecy::SecretString;

use super::base_url::{Template, check_base_url, filled};
use super::{Client, Inner};
use crate::api::{Api, RequiredParameter};
use crate::build_error::BuildError;
use crate::params::{Node, Style, encode_segment, push_query, remove_query};
use crate::policy::auth::{Credentials, TokenProvider};
use crate::policy::retry::{Budget, Policy};
use crate::redact::{Redaction, header, header_name};
use crate::transport::{Signer, Transport};

/// Puts the context of a trace into the headers of a request.
#[cfg(feature = "tracing")]
pub(crate) type Propagator = Arc<dyn Fn(&mut HeaderMap) + Send + Sync>;

/// What the user set. A client keeps it, so that another one can be derived.
#[derive(Clone)]
pub(crate) struct Settings {
    base_url: Option<String>,
    /// The document's server, unless it is the first.
    server: Option<Template>,
    variables: BTreeMap<String, String>,
    pub(crate) headers: HeaderMap,
    pub(crate) query: String,
    /// Path parameters, encoded.
    pub(crate) path: BTreeMap<String, String>,
    /// What operations require of the headers and parameters that are set here.
    pub(crate) required: Vec<RequiredParameter>,
    pub(crate) credentials: Credentials,
    pub(crate) credential_timeout: Duration,
    /// Names of parameters and headers whose values are not shown.
    redacted: Vec<String>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) read_timeout: Option<Duration>,
    pub(crate) attempt_timeout: Option<Duration>,
    pub(crate) max_retries: u32,
    pub(crate) retry: Policy,
    retry_budget: Option<u32>,
    pub(crate) max_response_bytes: usize,
    /// Whether bodies of requests are sent compressed.
    #[cfg(feature = "compression")]
    pub(crate) compress: bool,
    /// Where a `POST` carries its idempotency key.
    pub(crate) idempotency_header: Option<HeaderName>,
    /// What signs requests.
    pub(crate) signer: Option<Arc<dyn Signer>>,
    #[cfg(feature = "tracing")]
    pub(crate) propagator: Option<Propagator>,
    /// How the transport was made, where the user set none.
    default_transport: Option<DefaultTransport>,
}

/// The settings of the default transport.
#[derive(Clone, Copy)]
struct DefaultTransport {
    connect_timeout: Option<Duration>,
}

/// Builds a [`Client`].
#[derive(Clone)]
#[must_use = "a client is made by `build`"]
pub struct ClientBuilder {
    api: &'static Api,
    settings: Settings,
    connect_timeout: Option<Duration>,
    transport: Option<Arc<dyn Transport>>,
    /// The budget of the client that this one is derived from.
    budget: Option<Arc<Budget>>,
    failure: Option<BuildError>,
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ClientBuilder")
            .field("credentials", &self.settings.credentials)
            .finish_non_exhaustive()
    }
}

impl ClientBuilder {
    pub(super) fn new(api: &'static Api) -> Self {
        Self {
            api,
            settings: Settings {
                base_url: None,
                server: None,
                variables: BTreeMap::new(),
                headers: HeaderMap::new(),
                query: String::new(),
                path: BTreeMap::new(),
                required: Vec::new(),
                credentials: Credentials::default(),
                credential_timeout: Duration::from_secs(60),
                redacted: Vec::new(),
                timeout: Some(Duration::from_secs(60)),
                read_timeout: None,
                attempt_timeout: None,
                max_retries: 2,
                retry: Policy::default(),
                retry_budget: Some(100),
                max_response_bytes: 64 * 1024 * 1024,
                #[cfg(feature = "compression")]
                compress: false,
                idempotency_header: None,
                signer: None,
                #[cfg(feature = "tracing")]
                propagator: None,
                default_transport: None,
            },
            connect_timeout: None,
            transport: None,
            budget: None,
            failure: None,
        }
    }

    /// Creates a builder with all options of a client.
    pub(super) fn of(client: &Inner) -> Self {
        Self {
            settings: client.settings.clone(),
            transport: Some(Arc::clone(&client.transport)),
            budget: client.budget.clone(),
            ..Self::new(client.api)
        }
    }

    fn fail(&mut self, message: impl Into<String>) {
        if self.failure.is_none() {
            self.failure = Some(BuildError::new(message));
        }
    }

    /// Sends requests to this server of the document, in place of its first; `variables` are those
    /// of its address, with their defaults. What is set last applies: this, or
    /// [`base_url`](Self::base_url).
    pub fn server(
        mut self,
        url: &'static str,
        variables: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.settings.server = Some(Template { url, variables });
        self.settings.base_url = None;
        self.budget = None;
        self
    }

    /// Sets the base URL, in place of the document's.
    pub fn base_url(mut self, base_url: impl Into<String>) -> Self {
        self.settings.base_url = Some(base_url.into());
        // Another server is not to blame for what failed at this one.
        self.budget = None;
        self
    }

    /// Sets a variable in the server's address.
    pub fn variable(mut self, name: &str, value: impl Into<String>) -> Self {
        self.settings
            .variables
            .insert(name.to_owned(), value.into());
        self.budget = None;
        self
    }

    /// Sets the key or token for a security scheme.
    pub fn credential(mut self, scheme: &str, secret: impl Into<SecretString>) -> Self {
        self.settings.credentials.token(scheme, secret.into());
        self
    }

    /// Sets the user and password for a security scheme.
    pub fn basic(
        mut self,
        scheme: &str,
        user: impl Into<String>,
        password: impl Into<SecretString>,
    ) -> Self {
        let (user, password) = (user.into(), password.into());
        self.settings.credentials.login(scheme, user, password);
        self
    }

    /// Sets what fetches the credential of a security scheme of any kind: see [`TokenProvider`].
    pub fn token_provider(mut self, scheme: &str, provider: impl TokenProvider) -> Self {
        self.settings.credentials.provider(scheme, provider);
        self
    }

    /// Sets a header of every request.
    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        match header(name, &value.into()) {
            Ok((name, value)) => {
                self.settings.headers.insert(name, value);
            }
            Err(message) => self.fail(message),
        }
        self
    }

    /// Adds a query parameter to every request.
    pub fn query(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = Node::Text(value.into());
        push_query(&mut self.settings.query, Style::Form, true, name, value);
        self
    }

    /// Sets a query parameter of every request, in place of an earlier value of that name.
    #[doc(hidden)]
    pub fn set_query(mut self, name: &str, value: impl Into<String>) -> Self {
        remove_query(&mut self.settings.query, name);
        self.query(name, value)
    }

    /// Sets the value of `{name}` in the paths of requests that don't set it themselves.
    pub fn path(mut self, name: &str, value: impl Into<String>) -> Self {
        let value = value.into();
        if value.is_empty() {
            self.fail(format!(
                "the path parameter `{}` is empty",
                name.escape_debug()
            ));
        }
        self.settings
            .path
            .insert(name.to_owned(), encode_segment(&value));
        self
    }

    /// Adds a parameter that operations require. A call of one of them fails with
    /// [`Error::Request`](crate::Error::Request) before anything is sent if neither the client nor
    /// the call has set the parameter. If the client has a [`Signer`], which may add headers and
    /// query parameters, these are not checked.
    pub fn require(mut self, parameter: RequiredParameter) -> Self {
        self.settings.required.push(parameter);
        self
    }

    /// Hides the values of query parameters, path parameters and headers of this name, in any case:
    /// in logs and traces, in errors that repeat what the server says, in recorded requests of
    /// tests and in `Debug`.
    ///
    /// Credentials of security schemes are hidden without it, and so are values under names such as
    /// `sig`, `token`, `api_key` or `X-Amz-Signature`.
    pub fn redact(mut self, name: impl Into<String>) -> Self {
        self.settings.redacted.push(name.into());
        self
    }

    /// Sets the `User-Agent`, in place of the crate's name and version.
    pub fn user_agent(self, user_agent: impl Into<String>) -> Self {
        self.header("user-agent", user_agent)
    }

    /// Sets the header in which every `POST` has an idempotency key: a random one for each call,
    /// which its retries repeat, so that the server acts on only one of them.
    pub fn idempotency_header(mut self, name: &str) -> Self {
        match header_name(name) {
            Ok(name) => self.settings.idempotency_header = Some(name),
            Err(message) => self.fail(message),
        }
        self
    }

    /// Sets the propagator, which puts the context of the trace (`traceparent`) into the headers of
    /// each request.
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
        self.settings.propagator = Some(Arc::new(propagator));
        self
    }

    /// Builds the client.
    ///
    /// # Errors
    ///
    /// An address, header or credential that can't be used, or a transport that can't be set up.
    pub fn build(self) -> Result<Client, BuildError> {
        let Self {
            api,
            mut settings,
            connect_timeout,
            transport,
            budget,
            failure,
        } = self;
        let base_url = if let Some(base_url) = &settings.base_url {
            check_base_url(base_url)
        } else {
            let first = Template {
                url: api.base_url,
                variables: api.variables,
            };
            filled(settings.server.unwrap_or(first), &settings.variables)
                .and_then(|url| check_base_url(&url))
        };
        let base_url = base_url.map_err(BuildError::new)?;
        if let Some(failure) = failure {
            return Err(failure);
        }
        check_credentials(api, &settings.credentials)?;
        let placed = settings.credentials.place(api.schemes);
        placed.map_err(|error| BuildError::new(error.to_string()))?;
        if !settings.headers.contains_key(USER_AGENT) {
            // Not copied, so that nothing is counted when each request takes it.
            let value =
                HeaderValue::from_maybe_shared(Bytes::from_static(api.user_agent.as_bytes()))
                    .map_err(|_| {
                        BuildError::new("the client's name is not a valid header value")
                    })?;
            settings.headers.insert(USER_AGENT, value);
        }
        if transport.is_none() {
            settings.default_transport = Some(DefaultTransport { connect_timeout });
        }
        let transport = transport::transport(transport, connect_timeout)?;
        let redaction = Redaction::new(api.schemes, &settings.redacted);
        for (name, value) in &mut settings.headers {
            if redaction.is_marked(name.as_str()) {
                value.set_sensitive(true);
            }
        }
        let new_budget = || settings.retry_budget.map(Budget::new).map(Arc::new);
        Ok(Client {
            inner: Arc::new(Inner {
                api,
                base_url,
                budget: budget.or_else(new_budget),
                settings,
                transport,
                redaction,
            }),
        })
    }
}

/// Refuses credentials for schemes that the API doesn't have, and empty ones.
fn check_credentials(api: &Api, credentials: &Credentials) -> Result<(), BuildError> {
    let scheme = |name: &str| api.schemes.iter().find(|scheme| scheme.name == name);
    if let Some(name) = credentials.schemes().find(|name| scheme(name).is_none()) {
        let message = format!("there is no security scheme `{name}`");
        return Err(BuildError::new(message));
    }
    if let Some(scheme) = credentials.blank().find_map(scheme) {
        return Err(BuildError::new(format!(
            "the credential of the security scheme `{}` is empty: check what `{}` is given",
            scheme.name,
            scheme.setter()
        )));
    }
    match credentials.unusable() {
        None => Ok(()),
        Some((name, error)) => Err(BuildError::new(format!(
            "the credential of the security scheme `{name}` can't be fetched: {error}"
        ))),
    }
}
