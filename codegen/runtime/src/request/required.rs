//! Parameters that are set on the client, in a request that requires them.
//!
//! In: a request as it is sent. Out: an error that names what is missing. Must not know how
//! requests are sent.

use http::Uri;
use http::header::HeaderMap;

use super::Request;
use crate::api::{Place, RequiredParameter};
use crate::error::RequestError;
use crate::params::{encode_component, name_of};

impl Request {
    /// Refuses a request without a parameter that neither the client nor the call has set, although
    /// its operation requires it. With a signer nothing is refused, since it may add the parameter.
    pub(crate) fn check_required(
        &self,
        headers: &HeaderMap,
        uri: &Uri,
    ) -> Result<(), RequestError> {
        let settings = &self.client.inner.settings;
        if settings.signer.is_some() {
            return Ok(());
        }
        let is_missing = |parameter: &&RequiredParameter| match parameter.place {
            Place::Header => !headers.contains_key(parameter.name),
            // An address that an earlier response named is complete.
            Place::Query => self.address.is_none() && !has(uri.query(), parameter.name),
            // Without it there is no URL.
            Place::Path => false,
        };
        let mut missing = settings.required.iter().filter(is_missing);
        match missing.find(|one| one.is_required_by(&self.method, self.template)) {
            Some(parameter) => Err(RequestError::new(parameter.missing())),
            None => Ok(()),
        }
    }

    /// The error of a request whose path lacks a parameter.
    pub(super) fn missing_path(&self, name: &str) -> RequestError {
        let required = &self.client.inner.settings.required;
        let found = required
            .iter()
            .find(|one| one.place == Place::Path && one.name == name);
        RequestError::new(found.map_or_else(
            || format!("the path parameter `{name}` is missing"),
            RequiredParameter::missing,
        ))
    }
}

/// Whether a query has a parameter of that name.
fn has(query: Option<&str>, name: &str) -> bool {
    let name = encode_component(name);
    let mut pairs = query.unwrap_or_default().split('&');
    pairs.any(|pair| name_of(pair) == name)
}
