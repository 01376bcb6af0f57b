//! A client as the generator prints it.

pub mod models;
pub mod spans;

use specwright_runtime::{Api, ApiKeyIn, BuildError, SecretString, SecurityScheme};

use self::spans::Spans;

/// Client of the demo API.
#[derive(Clone, Debug)]
pub struct Client {
    runtime: specwright_runtime::Client,
}

const API: Api = Api {
    base_url: "https://{host}",
    variables: &[("host", "api.example.com")],
    schemes: &[SecurityScheme::api_key(
        "APIKeyHeader",
        ApiKeyIn::Header,
        "x-api-key",
    )],
    security: &[&["APIKeyHeader"]],
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
};

impl Client {
    /// Builds a client.
    #[must_use]
    pub fn builder() -> ClientBuilder {
        ClientBuilder {
            runtime: specwright_runtime::Client::builder(&API),
        }
    }

    /// Spans.
    #[must_use]
    pub fn spans(&self) -> Spans<'_> {
        Spans::new(&self.runtime)
    }
}

/// Builds a [`Client`].
#[derive(Clone, Debug)]
pub struct ClientBuilder {
    runtime: specwright_runtime::ClientBuilder,
}

specwright_runtime::client_options!(Client, ClientBuilder);

impl ClientBuilder {
    /// Sets the key.
    #[must_use]
    pub fn api_key(mut self, api_key: impl Into<SecretString>) -> Self {
        self.runtime = self.runtime.credential("APIKeyHeader", api_key);
        self
    }

    /// Sets the account.
    #[must_use]
    pub fn account_id(mut self, account_id: impl Into<String>) -> Self {
        self.runtime = self
            .runtime
            .header("x-selected-account-id", account_id.into());
        self
    }

    /// Sets the host.
    #[must_use]
    pub fn host(mut self, host: impl Into<String>) -> Self {
        self.runtime = self.runtime.variable("host", host);
        self
    }

    /// Makes the client.
    ///
    /// # Errors
    ///
    /// A setting that can't be used.
    pub fn build(self) -> Result<Client, BuildError> {
        Ok(Client {
            runtime: self.runtime.build()?,
        })
    }
}
