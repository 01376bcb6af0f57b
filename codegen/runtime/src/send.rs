//! Sending a request: credentials, retries, the time limit.
//!
//! In: a request as it was put together. Out: status, headers and the bytes of the body, or why
//! there are none. Nothing here is generic, so it is compiled once for all operations. Must not
//! know models.

mod hop;

use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, HeaderMap, HeaderValue};

pub(crate) use self::hop::{Hop, follow};
use crate::auth::{self, Fetched, Parts};
use crate::codec::Format;
use crate::echo;
use crate::error::{CallSite, RequestError};
use crate::idempotency;
use crate::progress::Tell;
use crate::request::{Request, with_client_query};
use crate::retry::{self, Failed};
use crate::stream::Coming;
use crate::transport::{Content, Patience, Transport, TransportError};

/// An answer with its body.
pub struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Received,
    /// What was sent for it at last.
    pub(crate) sent: Arc<Hop>,
    /// It answers another method than the call's, to which a redirect led after the server had acted.
    pub(crate) moved: bool,
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

    /// Takes what repeats a credential of the request out of an answer that becomes an error.
    fn hide_credentials(&mut self) {
        if self.status.is_success() {
            return;
        }
        echo::hide_in(&self.sent, &mut self.headers);
        if let Some(text) = echo::hidden(&self.sent, &self.bytes()) {
            self.body = Received::Whole(text.into());
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

/// Sends a request.
pub(crate) async fn execute(request: Box<Request>) -> Outcome {
    #[cfg(feature = "tracing")]
    return crate::trace::call(request, run).await;
    #[cfg(not(feature = "tracing"))]
    run(request).await
}

async fn run(mut request: Box<Request>) -> Outcome {
    request.settle_stream();
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
        coming.sentinel = request.sentinel;
        coming.again = Some(request);
    }
    Outcome {
        site,
        returns,
        errors,
        result,
    }
}

/// How many headers are added to those of the client and the call: what is accepted, credentials, cookies, a key.
const ADDED: usize = 4;

/// What is sent, the same each time.
struct Prepared {
    hop: Arc<Hop>,
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
    let mut query = with_client_query(&settings.query, &request.query);
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
        schemes: client.api.schemes,
    };
    #[cfg(feature = "tracing")]
    crate::trace::prepared(request, &mut hop);
    Ok(Prepared {
        hop: Arc::new(hop),
        fetched,
        has_key,
    })
}

/// The body of a request, told of if that is wanted.
fn content(request: &Request) -> Result<Option<Content>, RequestError> {
    let Some(content) = request.content()? else {
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
    let mut waited = Duration::ZERO;
    let mut progress = Progress::default();
    loop {
        // The scope ends before the next wait, so that what came takes no room in the future meanwhile.
        let delay = {
            let result = authorized(request, prepared, &mut progress).await;
            progress.attempts = progress.attempts.saturating_add(1);
            match delay(request, prepared, progress.attempts, &result) {
                // There is no use in waiting for what comes too late.
                Some(delay)
                    if timeout.is_none_or(|timeout| waited.saturating_add(delay) < timeout)
                        && request.client.inner.pays_for_retry() =>
                {
                    delay
                }
                _ => return result,
            }
        };
        waited = waited.saturating_add(delay);
        request.client.inner.transport.sleep(delay).await;
    }
}

/// How long to wait before the request is sent again, if it may be.
fn delay(
    request: &Request,
    prepared: &Prepared,
    attempts: u32,
    result: &Result<Answer, Failure>,
) -> Option<Duration> {
    let failed = match result {
        Ok(answer) if !retry::is_transient(answer.status) => {
            if let Some(budget) = &request.client.inner.budget {
                budget.earn();
            }
            return None;
        }
        _ if attempts > request.max_retries() || !prepared.hop.is_repeatable() => return None,
        Ok(answer) => Failed::of(answer),
        Err(Failure::Transport(error)) => Failed::Transport(error),
        Err(_) => return None,
    };
    retry::delay(&prepared.hop.method, prepared.has_key, attempts, failed)
}

/// What has happened in a call.
#[derive(Default)]
struct Progress {
    /// How many attempts were made.
    attempts: u32,
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
    let mut hop = Arc::clone(&prepared.hop);
    let mut refused = None;
    loop {
        if let Some(fetched) = &prepared.fetched {
            let token = auth::fetch(client, fetched, refused.as_ref()).await;
            let token = token.map_err(Failure::Request)?;
            Arc::make_mut(&mut hop)
                .headers
                .insert(AUTHORIZATION, token.value.clone());
            refused = Some(token);
        }
        let limit = settings.max_response_bytes;
        progress.sent = progress.sent.saturating_add(1);
        #[cfg(feature = "tracing")]
        crate::trace::sending(request, &hop, progress.sent);
        let framing = request.framing;
        let sent = follow(transport, Arc::clone(&hop), limit, framing).await;
        let mut answer = sent.map_err(Failure::Transport)?;
        answer.hide_credentials();
        let unauthorized = answer.status == StatusCode::UNAUTHORIZED;
        let again = unauthorized && !answer.moved && refused.is_some() && hop.is_repeatable();
        if !again || std::mem::replace(&mut progress.renewed, true) {
            return Ok(answer);
        }
    }
}
