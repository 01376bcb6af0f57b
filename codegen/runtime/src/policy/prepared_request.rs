//! A request that is ready to be sent.
//!
//! In: its method, address, headers and body. Out: what a transport sends, as often as the body can
//! be had. Must not know how it was put together.

use http::{HeaderMap, Method, Uri};

use crate::redact::RequestRedaction;
use crate::transport::{Body, Content, TransportError};

/// A request that is ready to be sent: the first of a call, or one that a redirect leads to.
#[derive(Clone)]
pub(crate) struct PreparedRequest {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Content>,
    pub(crate) redaction: RequestRedaction,
}

impl PreparedRequest {
    /// Whether the same can be sent again; not what it does.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.body.as_ref().is_none_or(Content::is_repeatable)
    }

    /// The request as a transport sends it.
    pub(crate) fn to_http(&self) -> Result<http::Request<Body>, TransportError> {
        let body = match &self.body {
            Some(content) => content.body()?,
            None => Body::empty(),
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        request.headers_mut().clone_from(&self.headers);
        // For a transport that records requests.
        if self.redaction.is_particular() {
            request.extensions_mut().insert(self.redaction.clone());
        }
        Ok(request)
    }
}
