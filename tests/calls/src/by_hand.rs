//! The calls as somebody writes them who has only `reqwest`, with the same headers and the same
//! time limit, and types of the same fields.

mod types;

use std::time::Duration;

use decoding::derived::{Span, SpanList};
use serde::de::DeserializeOwned;

pub(crate) use self::types::NewSpans;
use crate::Fault;

/// As the client names itself.
const USER_AGENT: &str = concat!("spanwire/", env!("CARGO_PKG_VERSION"));

/// As long as a call of the client may take.
const TIMEOUT: Duration = Duration::from_secs(60);

/// A client by hand.
#[derive(Clone)]
pub(crate) struct ByHand {
    client: reqwest::Client,
    url: String,
}

impl ByHand {
    pub(crate) fn new(url: String) -> Result<Self, Fault> {
        // The other client may have been first; its provider serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        // With the proxies of the environment, as the client has them.
        let client = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .timeout(TIMEOUT)
            .build()?;
        Ok(Self { client, url })
    }

    pub(crate) async fn get(&self, id: &str) -> Result<Span, Fault> {
        let request = self.client.get(format!("{}/v5/spans/{id}", self.url));
        self.send(request).await
    }

    pub(crate) async fn upsert_batch(&self, batch: &NewSpans) -> Result<SpanList, Fault> {
        let request = self
            .client
            .put(format!("{}/v5/spans/batch", self.url))
            .header("content-type", "application/json")
            .body(serde_json::to_vec(batch)?);
        self.send(request).await
    }

    async fn send<T: DeserializeOwned>(
        &self,
        request: reqwest::RequestBuilder,
    ) -> Result<T, Fault> {
        let response = request
            .header("x-api-key", "key")
            .header("x-selected-account-id", "account")
            .header("accept", "application/json")
            .send()
            .await?
            .error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}
