//! What a call sends, the same at each attempt.
//!
//! In: a request as it was put together. Out: method, address, headers with credentials, body. Must
//! not know how it is sent.

use std::sync::Arc;

#[cfg(feature = "compression")]
use http::header::CONTENT_ENCODING;
use http::header::{ACCEPT, COOKIE, HeaderMap, HeaderValue};

use crate::codec::Format;
use crate::error::RequestError;
use crate::params::with_client_query;
use crate::policy::auth::{PendingCredential, RequestParts, cookie_header};
use crate::policy::prepared_request::PreparedRequest;
#[cfg(feature = "compression")]
use crate::request::Framing;
use crate::request::{Request, idempotency};
use crate::transport::Content;
#[cfg(feature = "compression")]
use crate::transport::accept_coding;
use crate::transport::body::progress::OnProgress;

/// How many headers are added to those of the client and the call: what is accepted, credentials,
/// cookies, a key.
const ADDED: usize = 4;

/// What is sent, the same each time.
pub(super) struct Prepared {
    pub(super) request: Arc<PreparedRequest>,
    /// The credentials that are still to be fetched.
    pub(super) fetched: Vec<PendingCredential>,
    /// The request carries an idempotency key.
    pub(super) has_key: bool,
}

/// Puts together what is sent.
pub(super) fn prepare(request: &Request) -> Result<Prepared, RequestError> {
    if let Some(failure) = &request.failure {
        return Err(failure.clone());
    }
    let client = &request.client.inner;
    let settings = &client.settings;
    let count = settings.headers.len() + request.headers.len() + ADDED;
    let mut headers = HeaderMap::with_capacity(count);
    for (name, value) in &settings.headers {
        headers.append(name, value.clone());
    }
    for (name, value) in &request.headers {
        headers.insert(name, value.clone());
    }
    let has_key = idempotency::complete(request, &mut headers)?;
    if !headers.contains_key(ACCEPT) {
        let accept = match request.returns {
            Format::Json | Format::JsonExcept(_) => "application/json",
            _ => "*/*",
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
    }
    let body = content(request, &mut headers)?;
    #[cfg(feature = "compression")]
    if request.framing != Some(Framing::Bytes) {
        accept_coding(&request.method, &mut headers);
    }
    let mut query = with_client_query(&settings.query, &request.query);
    let mut cookies = request.cookies.clone();
    let fetched = settings.credentials.apply(
        client.api.schemes,
        request.security.unwrap_or(client.api.security),
        &mut RequestParts {
            headers: &mut headers,
            query: &mut query,
            cookies: &mut cookies,
        },
    )?;
    if !cookies.is_empty() {
        headers.insert(COOKIE, cookie_header(&cookies)?);
    }
    let uri = request.uri(&query)?;
    request.check_required(&headers, &uri)?;
    #[cfg_attr(not(feature = "tracing"), expect(unused_mut))]
    let mut sent = PreparedRequest {
        method: request.method.clone(),
        uri,
        headers,
        body,
        redaction: request.redaction(),
    };
    #[cfg(feature = "tracing")]
    super::trace::prepared(request, &mut sent);
    Ok(Prepared {
        request: Arc::new(sent),
        fetched,
        has_key,
    })
}

/// The body of a request, which reports its progress and is compressed if the call asks for it.
fn content(request: &Request, headers: &mut HeaderMap) -> Result<Option<Content>, RequestError> {
    let Some(content) = request.content()? else {
        return Ok(None);
    };
    if content.is_spent() {
        return Err(RequestError::new(
            "the body is a stream and was sent already: a call is sent again only with a body that can be had again, \
             such as `Body::repeatable` makes",
        ));
    }
    let content = match &request.progress {
        Some(report) => content.watched(OnProgress::clone(report)),
        None => content,
    };
    Ok(Some(compressed(request, headers, content)))
}

/// The body in gzip, if the client or call wants that and the user has not encoded it already.
#[cfg(feature = "compression")]
fn compressed(request: &Request, headers: &mut HeaderMap, content: Content) -> Content {
    let settings = &request.client.inner.settings;
    let wanted = request.compress.unwrap_or(settings.compress);
    if !wanted || headers.contains_key(CONTENT_ENCODING) {
        return content;
    }
    match content.compressed() {
        Ok(compressed) => {
            headers.insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
            compressed
        }
        Err(content) => content,
    }
}

#[cfg(not(feature = "compression"))]
fn compressed(_: &Request, _: &mut HeaderMap, content: Content) -> Content {
    content
}
