//! A client: what all calls to one API have in common.
//!
//! In: the constants of an API, and what the user sets. Out: calls. Must not know models.

mod base_url;
mod builder;

use std::fmt;
use std::sync::Arc;

use http::Method;

use crate::api::SecurityScheme;
use crate::call::Call;
use crate::codec::FromBody;
use crate::error::BuildError;
use crate::policy::auth::Requirement;
use crate::policy::redact::Redaction;
use crate::policy::retry::Budget;
use crate::request::Request;
use crate::response::Output;
use crate::transport::Transport;

pub(crate) use self::base_url::check_base_url;
pub use self::builder::ClientBuilder;
use self::builder::Settings;

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

/// Makes calls to one API. Clones share everything, so a clone is cheap.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base_url: String,
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<dyn Transport>,
    /// What of requests is secret.
    pub(crate) redaction: Redaction,
    /// What retries are paid from; none: they are free.
    pub(crate) budget: Option<Arc<Budget>>,
}

impl Inner {
    /// Takes a retry from the budget, if there is one left.
    pub(crate) fn pays_for_retry(&self) -> bool {
        self.budget.as_ref().is_none_or(|budget| budget.take())
    }

    /// Puts a part of a retry into the budget.
    pub(crate) fn earns_retry(&self) {
        if let Some(budget) = &self.budget {
            budget.earn();
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Client")
            .field("base_url", &self.inner.base_url)
            .field("credentials", &self.inner.settings.credentials)
            .finish_non_exhaustive()
    }
}

macro_rules! methods {
    ($($name:ident $method:ident),* $(,)?) => {
        $(
            #[doc = concat!("A call by `", stringify!($method), "`.")]
            pub fn $name<T: Output, E: FromBody>(&self, template: &'static str) -> Call<T, E> {
                self.begin(Method::$method, template)
            }
        )*
    };
}

impl Client {
    /// Returns a builder of a client.
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// Creates a client with other options, which `change` sets. It shares the transport with its connections,
    /// the tokens that were fetched and the retry budget with this one.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn derive(client: &specwright_runtime::Client) -> Result<(), specwright_runtime::BuildError> {
    /// let patient = client.with_options(|options| options.timeout(Duration::from_secs(600)))?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Those of [`ClientBuilder::build`].
    pub fn with_options(
        &self,
        change: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Result<Self, BuildError> {
        change(self.to_builder()).build()
    }

    /// A builder that has what this client has.
    #[doc(hidden)]
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::of(&self.inner)
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
    pub fn request<T: Output, E: FromBody>(
        &self,
        method: &str,
        template: &'static str,
    ) -> Call<T, E> {
        if let Ok(method) = Method::from_bytes(method.as_bytes()) {
            return self.begin(method, template);
        }
        let mut request = Request::new(self.clone(), Method::GET, template);
        request.fail(format!("`{}` is not a valid method", method.escape_debug()));
        Call::new(request)
    }

    fn begin<T, E>(&self, method: Method, template: &'static str) -> Call<T, E> {
        Call::new(Request::new(self.clone(), method, template))
    }
}
