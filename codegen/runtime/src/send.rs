//! Sending a request: credentials, redirects, retries, the time limit, the size limit.
//!
//! In: a request as it was put together. Out: status, headers and the bytes of the body, or why
//! there are none. Nothing here is generic, so it is compiled once for all operations. Must not
//! know models.

use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::header::{
    ACCEPT, AUTHORIZATION, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue,
};
use http::{Method, StatusCode, Uri};

use crate::auth::{self, Fetched, Parts};
use crate::codec::Format;
use crate::error::{CallSite, RequestError};
use crate::idempotency;
use crate::progress::Tell;
use crate::redirect;
use crate::request::Request;
use crate::retry::{self, Failed};
use crate::stream::{Coming, Framing};
use crate::transport::{Body, Content, Patience, Transport, TransportError};

/// How much of an error's body is kept.
const ERROR_BODY_LIMIT: usize = 256 * 1024;

/// An answer with its body.
pub struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Received,
}

/// The body of an answer.
pub(crate) enum Received {
    Whole(Bytes),
    /// What comes part by part.
    Coming(Coming),
}

impl Answer {
    /// The bytes that are there.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            Received::Whole(bytes) => bytes.clone(),
            Received::Coming(_) => Bytes::new(),
        }
    }

    /// What the answer says its body is.
    pub(crate) fn media_type(&self) -> &str {
        let value = self.headers.get(CONTENT_TYPE);
        value
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
}

/// Why there is no answer.
pub(crate) enum Failure {
    Request(RequestError),
    Transport(TransportError),
    Timeout(Duration),
}

/// How a call ended, and what is needed to decode the answer.
pub(crate) struct Outcome {
    pub(crate) site: CallSite,
    pub(crate) returns: Format,
    pub(crate) errors: Format,
    pub(crate) result: Result<Answer, Failure>,
}

/// One request on its way, the first or one that a redirect led to.
#[derive(Clone)]
pub(crate) struct Hop {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Content>,
}

/// Sends a request.
pub(crate) async fn execute(request: Box<Request>) -> Outcome {
    #[cfg(feature = "tracing")]
    return crate::trace::call(request, run).await;
    #[cfg(not(feature = "tracing"))]
    run(request).await
}

async fn run(request: Box<Request>) -> Outcome {
    let site = request.site();
    let (returns, errors) = (request.returns, request.errors);
    let mut result = match prepare(&request) {
        Err(error) => Err(Failure::Request(error)),
        Ok(prepared) => within_time(&request, &prepared).await,
    };
    if let Ok(Answer {
        body: Received::Coming(coming),
        ..
    }) = &mut result
    {
        coming.again = Some(request);
    }
    Outcome {
        site,
        returns,
        errors,
        result,
    }
}

/// What is sent, the same each time.
struct Prepared {
    hop: Hop,
    /// The credential that is still to be fetched.
    fetched: Option<Fetched>,
    /// The request carries an idempotency key.
    has_key: bool,
}

/// Puts together what is sent.
fn prepare(request: &Request) -> Result<Prepared, RequestError> {
    if let Some(failure) = &request.failure {
        return Err(failure.clone());
    }
    let client = &request.client.inner;
    let settings = &client.settings;
    let mut headers = settings.headers.clone();
    for (name, value) in &request.headers {
        headers.insert(name, value.clone());
    }
    let has_key = idempotency::complete(request, &mut headers)?;
    if !headers.contains_key(ACCEPT) {
        let accept = match request.returns {
            Format::Json => "application/json",
            _ => "*/*",
        };
        headers.insert(ACCEPT, HeaderValue::from_static(accept));
    }
    let mut query = settings.query.clone();
    if !query.is_empty() && !request.query.is_empty() {
        query.push('&');
    }
    query.push_str(&request.query);
    let mut cookies = request.cookies.clone();
    let fetched = settings.credentials.apply(
        client.api.schemes,
        request.security.unwrap_or(client.api.security),
        &mut Parts {
            headers: &mut headers,
            query: &mut query,
            cookies: &mut cookies,
        },
    )?;
    if !cookies.is_empty() {
        let mut value = HeaderValue::from_str(&cookies)
            .map_err(|_| RequestError::new("a cookie holds a control character"))?;
        value.set_sensitive(true);
        headers.insert(COOKIE, value);
    }
    #[cfg_attr(not(feature = "tracing"), expect(unused_mut))]
    let mut hop = Hop {
        method: request.method.clone(),
        uri: request.uri(&query)?,
        headers,
        body: content(request)?,
    };
    #[cfg(feature = "tracing")]
    crate::trace::prepared(request, &mut hop);
    Ok(Prepared {
        hop,
        fetched,
        has_key,
    })
}

/// The body of a request, told of if that is wanted.
fn content(request: &Request) -> Result<Option<Content>, RequestError> {
    let Some(content) = request.body.clone() else {
        return Ok(None);
    };
    if content.is_spent() {
        return Err(RequestError::new(
            "the body is a stream and was sent already: a call is sent again only with a body that can be had again, \
             such as `Body::repeatable` makes",
        ));
    }
    Ok(Some(match &request.progress {
        Some(tell) => content.watched(Tell::clone(tell)),
        None => content,
    }))
}

/// Sends a request, unless that takes longer than the call was given.
async fn within_time(request: &Request, prepared: &Prepared) -> Result<Answer, Failure> {
    let client = &request.client.inner;
    let timeout = request.timeout.or(client.settings.timeout);
    let mut work = pin!(with_retries(request, prepared, timeout));
    let mut timer = None;
    std::future::poll_fn(|cx| {
        if let Poll::Ready(result) = work.as_mut().poll(cx) {
            return Poll::Ready(result);
        }
        let Some(timeout) = timeout else {
            return Poll::Pending;
        };
        let timer = timer.get_or_insert_with(|| client.transport.sleep(timeout));
        timer
            .as_mut()
            .poll(cx)
            .map(|()| Err(Failure::Timeout(timeout)))
    })
    .await
}

/// Sends a request as often as it takes and is allowed.
async fn with_retries(
    request: &Request,
    prepared: &Prepared,
    timeout: Option<Duration>,
) -> Result<Answer, Failure> {
    let client = &request.client.inner;
    let max_retries = request.max_retries();
    let mut waited = Duration::ZERO;
    let mut attempt = 0_u32;
    let mut progress = Progress::default();
    loop {
        attempt = attempt.saturating_add(1);
        let result = authorized(request, prepared, &mut progress).await;
        let failed = match &result {
            Ok(answer) if !retry::is_transient(answer.status) => {
                if let Some(budget) = &client.budget {
                    budget.earn();
                }
                return result;
            }
            _ if attempt > max_retries || !prepared.hop.is_repeatable() => return result,
            Ok(answer) => Failed::Status(answer.status, &answer.headers),
            Err(Failure::Transport(error)) => Failed::Transport(error),
            Err(_) => return result,
        };
        let Some(delay) = retry::delay(&prepared.hop.method, prepared.has_key, attempt, failed)
        else {
            return result;
        };
        waited = waited.saturating_add(delay);
        // There is no use in waiting for what comes too late.
        if timeout.is_some_and(|timeout| waited >= timeout) || !client.pays_for_retry() {
            return result;
        }
        client.transport.sleep(delay).await;
    }
}

/// What has happened in a call.
#[derive(Default)]
struct Progress {
    /// How often the request was sent, redirects not counted.
    sent: u32,
    /// Whether a token was fetched in place of one that the server refused.
    renewed: bool,
}

/// Sends a request once. If the server refuses a token that was fetched, a new one is fetched and
/// the request sent again, which happens once in a call.
async fn authorized(
    request: &Request,
    prepared: &Prepared,
    progress: &mut Progress,
) -> Result<Answer, Failure> {
    let client = &request.client;
    let settings = &client.inner.settings;
    let patience = request.read_timeout.or(settings.read_timeout).map(|limit| {
        let transport = Arc::clone(&client.inner.transport);
        Patience::new(transport, limit)
    });
    let transport: &dyn Transport = match &patience {
        Some(patience) => patience,
        None => &*client.inner.transport,
    };
    let mut hop = prepared.hop.clone();
    let mut refused = None;
    loop {
        if let Some(fetched) = &prepared.fetched {
            let token = auth::fetch(client, fetched, refused.as_ref()).await;
            let token = token.map_err(Failure::Request)?;
            hop.headers.insert(AUTHORIZATION, token.value.clone());
            refused = Some(token);
        }
        let limit = settings.max_response_bytes;
        progress.sent = progress.sent.saturating_add(1);
        #[cfg(feature = "tracing")]
        crate::trace::sending(request, &hop, progress.sent);
        let framing = request.framing;
        let sent = follow(transport, hop.clone(), limit, framing).await;
        let answer = sent.map_err(Failure::Transport)?;
        let unauthorized = answer.status == StatusCode::UNAUTHORIZED;
        let again = unauthorized && refused.is_some() && hop.is_repeatable();
        if !again || std::mem::replace(&mut progress.renewed, true) {
            return Ok(answer);
        }
    }
}

/// Sends a request once, and on to where redirects lead.
pub(crate) async fn follow(
    transport: &dyn Transport,
    mut hop: Hop,
    limit: usize,
    framing: Option<Framing>,
) -> Result<Answer, TransportError> {
    for _ in 0..=redirect::LIMIT {
        let response = transport.send(hop.to_http()?).await?;
        let (parts, body) = response.into_parts();
        if let Some(next) = redirect::next(&hop, parts.status, &parts.headers)? {
            hop = next;
            continue;
        }
        let body = match framing {
            Some(framing) if parts.status.is_success() => Received::Coming(Coming {
                body,
                framing,
                limit,
                again: None,
            }),
            _ => {
                Received::Whole(read(&hop.method, parts.status, &parts.headers, body, limit).await?)
            }
        };
        return Ok(Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        });
    }
    let message = format!("there were more than {} in a row", redirect::LIMIT);
    Err(TransportError::redirect(message))
}

/// Reads a body: a success whole or not at all, of an error the beginning.
async fn read(
    method: &Method,
    status: StatusCode,
    headers: &HeaderMap,
    body: Body,
    limit: usize,
) -> Result<Bytes, TransportError> {
    if !status.is_success() {
        return Ok(body.collect(ERROR_BODY_LIMIT.min(limit)).await?.0);
    }
    let length = headers
        .get(CONTENT_LENGTH)
        .and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let too_large = |length| usize::try_from(length).map_or(true, |length| length > limit);
    if *method != Method::HEAD && length.is_some_and(too_large) {
        return Err(TransportError::too_large(limit));
    }
    match body.collect(limit).await? {
        (_, true) => Err(TransportError::too_large(limit)),
        (bytes, false) => Ok(bytes),
    }
}

impl Hop {
    /// Whether the same can be sent again; not what it does.
    fn is_repeatable(&self) -> bool {
        self.body.as_ref().is_none_or(Content::is_repeatable)
    }

    fn to_http(&self) -> Result<http::Request<Body>, TransportError> {
        let body = match &self.body {
            Some(content) => content.body()?,
            None => Body::empty(),
        };
        let mut request = http::Request::new(body);
        *request.method_mut() = self.method.clone();
        *request.uri_mut() = self.uri.clone();
        *request.headers_mut() = self.headers.clone();
        Ok(request)
    }
}
