//! A client: what all calls to one API have in common.
//!
//! In: the constants of an API, and what the user sets. Out: calls. Must not know models.

mod base_url;
mod builder;

use std::fmt;
use std::sync::Arc;

use http::header::USER_AGENT;

use crate::api::Api;
use crate::build_error::BuildError;
use crate::policy::auth::Origin;
use crate::policy::retry::Budget;
use crate::redact::Redaction;
use crate::transport::{ReadTimeout, Transport};

pub(crate) use self::base_url::check_base_url;
pub use self::builder::ClientBuilder;
use self::builder::Settings;

/// A client of one API. Clones share everything, so a clone is cheap.
#[derive(Clone)]
pub struct Client {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) api: &'static Api,
    pub(crate) base_url: String,
    pub(crate) settings: Settings,
    pub(crate) transport: Arc<dyn Transport>,
    /// The parts of requests that are redacted.
    pub(crate) redaction: Redaction,
    /// The retry budget; `None` doesn't limit retries.
    pub(crate) budget: Option<Arc<Budget>>,
}

impl Inner {
    /// What a fetch of a credential needs of the client.
    pub(crate) fn origin(&self) -> Origin {
        let transport = Arc::clone(&self.transport);
        Origin {
            transport: match self.settings.read_timeout {
                Some(limit) => Arc::new(ReadTimeout::new(transport, limit)),
                None => transport,
            },
            base_url: self.base_url.clone(),
            user_agent: self.settings.headers.get(USER_AGENT).cloned(),
            max_retries: self.settings.max_retries,
            budget: self.budget.clone(),
            limit: self.settings.credential_timeout,
        }
    }

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

impl Client {
    /// Returns a builder of a client.
    pub fn builder(api: &'static Api) -> ClientBuilder {
        ClientBuilder::new(api)
    }

    /// Creates a client with other options, which `change` sets. It shares the transport with its
    /// connections, the tokens that were fetched and the retry budget with this one.
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

    /// Returns a builder with the options of this client.
    #[doc(hidden)]
    pub fn to_builder(&self) -> ClientBuilder {
        ClientBuilder::of(&self.inner)
    }
}
