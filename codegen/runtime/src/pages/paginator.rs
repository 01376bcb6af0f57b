//! Going from page to page.
//!
//! In: the request of the first page and how pages follow one another. Out: the responses, one
//! after the other, with the place of their items. Nothing here is generic, so it is compiled once
//! for all operations. Must not know models.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::next::{Next, Read, Stuck};
use super::paging::{Paging, ParameterIn, Strategy};
use crate::codec::DecodeError;
use crate::codec::text;
use crate::error::{CallSite, RequestError};
use crate::policy::repeated;
use crate::request::Request;
use crate::request::idempotency;
use crate::send::{Failure, Outcome, RawResponse, ReceivedBody, execute};
use crate::transport::exclusive::Exclusive;
use crate::transport::{BoxFuture, Content};

/// On the way through the pages.
pub(super) struct Paginator {
    paging: Paging,
    site: CallSite,
    state: State,
    asked: Option<(Exclusive<BoxFuture<'static, Outcome>>, Box<Request>)>,
    /// The cursor of the page that is asked for next, or was last.
    cursor: Option<String>,
    /// The hashes of the cursors that were followed: a repeated one would loop.
    seen: HashSet<u64>,
    /// The items of the last page.
    last: Option<u64>,
    /// The number that the last page stated.
    stated: Option<u64>,
    /// How many items the largest page had.
    largest: u64,
    /// How many pages in a row were empty.
    empty: u32,
}

/// The next step.
enum State {
    Page(Box<Request>),
    /// Why the next page can't be requested.
    Failed(Box<Fetched>),
    Nothing,
}

/// A page as received.
pub(super) struct Fetched {
    pub(super) outcome: Outcome,
    /// The cursor of the page; `None` for the first one.
    pub(super) cursor: Option<String>,
    /// The cursor of the next page, if there is one.
    pub(super) next: Option<String>,
    /// The body, and where its items are; `None` without an array of items.
    pub(super) body: Bytes,
    pub(super) items: Option<Vec<Range<usize>>>,
    /// It takes the place of pages that can't be reached.
    stuck: Option<Stuck>,
}

impl Fetched {
    fn new(outcome: Outcome, cursor: Option<String>) -> Self {
        Self {
            outcome,
            cursor,
            next: None,
            body: Bytes::new(),
            items: None,
            stuck: None,
        }
    }

    /// Why pages can't be reached, if this is in their place.
    pub(super) fn stuck(&self) -> Option<DecodeError> {
        let Stuck { at, why } = self.stuck?;
        let response = self.outcome.result.as_ref().ok()?;
        let body = response.bytes();
        let value = text::at(json_of(&body), at).unwrap_or_default();
        let shown = repeated::redacted_body(&response.sent, value.as_bytes());
        let error = DecodeError::whole(why, &shown);
        Some(if at.is_empty() {
            error
        } else {
            error.within(&text::path(at))
        })
    }
}

impl Paginator {
    pub(super) fn new(request: Box<Request>, paging: Paging) -> Self {
        Self {
            paging,
            site: request.site(),
            state: State::Page(request),
            asked: None,
            cursor: None,
            seen: HashSet::new(),
            last: None,
            stated: None,
            largest: 0,
            empty: 0,
        }
    }

    /// Begins at that page.
    pub(super) fn resume(&mut self, cursor: &str) {
        if let State::Page(request) = &mut self.state {
            if let Err(error) = lead(request, self.paging, cursor) {
                request.fail(error.to_string());
            }
            self.seen.insert(hash(cursor));
            self.cursor = Some(cursor.to_owned());
        }
    }

    /// Asks for nothing more.
    pub(super) fn end(&mut self) {
        self.state = State::Nothing;
        self.asked = None;
    }

    /// The operation.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(super) fn site(&self) -> CallSite {
        self.site.clone()
    }

    pub(super) fn paging(&self) -> Paging {
        self.paging
    }

    /// The next page; `None` after the last one.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Fetched>> {
        loop {
            if let Some((future, _)) = &mut self.asked {
                let outcome = ready!(future.get_mut().as_mut().poll(cx));
                if let Some((_, request)) = self.asked.take()
                    && let Some(fetched) = self.received(request, outcome)
                {
                    return Poll::Ready(Some(fetched));
                }
            }
            match self.begin() {
                Err(end) => return Poll::Ready(end.map(|end| *end)),
                Ok(request) => {
                    let future: BoxFuture<'_, _> = Box::pin(execute(request.clone()));
                    let future = Exclusive::new(future);
                    self.asked = Some((future, request));
                }
            }
        }
    }

    /// The request to send, or the end, which may be a failure.
    fn begin(&mut self) -> Result<Box<Request>, Option<Box<Fetched>>> {
        match std::mem::replace(&mut self.state, State::Nothing) {
            State::Page(request) => Ok(request),
            State::Nothing => Err(None),
            State::Failed(fetched) => Err(Some(fetched)),
        }
    }

    /// Takes a response in and prepares the next request. None: the response is the last page once
    /// more.
    fn received(&mut self, request: Box<Request>, outcome: Outcome) -> Option<Fetched> {
        let mut fetched = Fetched::new(outcome, self.cursor.clone());
        let response = match &fetched.outcome.result {
            Ok(response) if response.status.is_success() => response,
            _ => return Some(fetched),
        };
        let body = response.bytes();
        let json = json_of(&body);
        let array = text::at(json, self.paging.items).and_then(text::items);
        let items = array.as_deref().unwrap_or_default();
        self.largest = self.largest.max(items.len() as u64);
        self.empty = if items.is_empty() {
            self.empty.saturating_add(1)
        } else {
            0
        };
        let stated = self.stated_number(json);
        let page = Read {
            paging: self.paging,
            json,
            headers: &response.headers,
            items,
            number: self.number(stated, &request),
            largest: self.largest,
            empty: self.empty,
        };
        let (more, next) = (page.more(), page.next());
        if self.repeats(items, stated, &next) {
            if self.counts() && more.is_none() {
                return None;
            }
            fetched.stuck = Some(Stuck {
                at: self.paging.items,
                why: "the server sends the same page again, although it names a next one",
            });
            return Some(fetched);
        }
        self.stated = stated;
        match next {
            Next::At(cursor) => {
                let is_own = self.cursor.as_ref() == Some(&cursor);
                if self.seen.insert(hash(&cursor)) {
                    self.go_on(request, &cursor);
                    fetched.next = Some(cursor);
                } else if !is_own || more == Some(true) {
                    let at = match self.paging.strategy {
                        Strategy::Cursor(_, at) | Strategy::Url(at) => at,
                        _ => self.paging.items,
                    };
                    let why = "the next page is one that came before";
                    self.stop(&fetched, Stuck { at, why });
                }
            }
            Next::End => {}
            Next::Stuck(stuck) => self.stop(&fetched, stuck),
        }
        let start = body.as_ptr() as usize;
        let place = |item: &str| {
            let from = (item.as_ptr() as usize).saturating_sub(start);
            from..from + item.len()
        };
        fetched.items = array.map(|items| items.into_iter().map(place).collect());
        fetched.body = body;
        Some(fetched)
    }

    /// Prepares the request of the page that begins there.
    fn go_on(&mut self, mut request: Box<Request>, cursor: &str) {
        self.cursor = Some(cursor.to_owned());
        let led = lead(&mut request, self.paging, cursor).and_then(|()| own_key(&mut request));
        self.state = match led {
            Ok(()) => State::Page(request),
            Err(error) => {
                let outcome = Outcome {
                    site: self.site.clone(),
                    returns: request.returns,
                    errors: request.errors,
                    result: Err(Failure::Request(error)),
                };
                State::Failed(Box::new(Fetched::new(outcome, self.cursor.clone())))
            }
        };
    }

    /// Ends after this page, with an error.
    fn stop(&mut self, page: &Fetched, stuck: Stuck) {
        let Ok(response) = &page.outcome.result else {
            return;
        };
        let response = RawResponse {
            status: response.status,
            headers: response.headers.clone(),
            body: ReceivedBody::Whole(response.bytes()),
            truncated: None,
            sent: Arc::clone(&response.sent),
            keeps_body: false,
            encoded: response.encoded.clone(),
        };
        let outcome = Outcome {
            site: page.outcome.site.clone(),
            result: Ok(Box::new(response)),
            ..page.outcome
        };
        let mut fetched = Fetched::new(outcome, self.cursor.clone());
        fetched.stuck = Some(stuck);
        self.state = State::Failed(Box::new(fetched));
    }

    /// Whether pages are counted, so that only the next page itself shows whether it exists.
    fn counts(&self) -> bool {
        matches!(
            self.paging.strategy,
            Strategy::Page(..) | Strategy::Offset(_) | Strategy::LastItem(..)
        )
    }

    /// Whether these are the items of the last page once more, of a server that heeds no cursor.
    fn repeats(&mut self, items: &[&str], stated: Option<u64>, next: &Next) -> bool {
        let hash = hash(items);
        if self.last.replace(hash) != Some(hash) || items.is_empty() {
            return false;
        }
        match self.paging.strategy {
            Strategy::Page(..) | Strategy::Offset(_) => stated.is_none() || stated == self.stated,
            _ => matches!(next, Next::At(cursor) if self.cursor.as_ref() == Some(cursor)),
        }
    }

    /// The number of the page that the response states.
    fn stated_number(&self, json: &str) -> Option<u64> {
        match self.paging.strategy {
            Strategy::Page(_, _, Some(at)) => text::count(text::at(json, at)?),
            _ => None,
        }
    }

    /// The number of the page that was asked for, or of the items that it passed over.
    fn number(&self, stated: Option<u64>, request: &Request) -> u64 {
        let (parameter, first) = match self.paging.strategy {
            Strategy::Page(parameter, first, _) => (parameter, stated.unwrap_or(first)),
            Strategy::Offset(parameter) => (parameter, 0),
            _ => return 0,
        };
        let given = match self.paging.parameter_in {
            ParameterIn::Query => request.query_value(parameter),
            ParameterIn::Body | ParameterIn::BodyAny | ParameterIn::BodyText => {
                let body = request.body_text();
                text::at(body, parameter).and_then(text::plain)
            }
        };
        given
            .and_then(|number| number.parse().ok())
            .unwrap_or(first)
    }
}

/// The JSON text of a body.
fn json_of(body: &[u8]) -> &str {
    let text = str::from_utf8(body).unwrap_or_default();
    text.trim_start_matches('\u{feff}').trim_start()
}

/// Makes the request ask for the page that begins there.
fn lead(request: &mut Request, paging: Paging, cursor: &str) -> Result<(), RequestError> {
    let parameter = match paging.strategy {
        Strategy::Link | Strategy::Url(_) => return request.follow(cursor),
        // A cursor that is the whole address of the next page.
        Strategy::Cursor(..) if cursor.starts_with("https://") || cursor.starts_with("http://") => {
            return request.follow(cursor);
        }
        Strategy::LastItem(parameter, _)
        | Strategy::Cursor(parameter, _)
        | Strategy::Page(parameter, ..)
        | Strategy::Offset(parameter) => parameter,
    };
    let value = match paging.parameter_in {
        ParameterIn::Query => {
            request.replace_query(parameter, cursor);
            return Ok(());
        }
        ParameterIn::Body => text::integer(cursor).unwrap_or_else(|| text::quoted(cursor)),
        ParameterIn::BodyAny if text::is_integer(cursor) => cursor.to_owned(),
        ParameterIn::BodyAny | ParameterIn::BodyText => text::quoted(cursor),
    };
    let body = request.body_text();
    let Some(body) = text::with(body, parameter, &value) else {
        let message =
            format!("the body has no place for `{parameter}`, which leads to the next page");
        return Err(RequestError::new(message));
    };
    request.body = Some(Content::Bytes(body.into()));
    Ok(())
}

/// Each page is a separate request, so it needs its own idempotency key.
fn own_key(request: &mut Request) -> Result<(), RequestError> {
    if let Some(header) = request.key_header.clone() {
        request.headers.insert(header, idempotency::random_key()?);
    }
    Ok(())
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
