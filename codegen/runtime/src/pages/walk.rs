//! Going from page to page.
//!
//! In: the request of the first page and how pages follow one another. Out: the answers, one after the other, with
//! the place of their items. Nothing here is generic, so it is compiled once for all operations. Must not know models.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::paging::{End, Paging, Place, Way};
use super::{link, text};
use crate::error::RequestError;
use crate::idempotency;
use crate::request::Request;
use crate::send::{Failure, Outcome, execute};
use crate::transport::{BoxFuture, Content};

/// On the way through the pages.
pub(super) struct Walk {
    paging: Paging,
    /// What the next step asks for.
    next: Next,
    asked: Option<(BoxFuture<'static, Outcome>, Box<Request>)>,
    /// The cursor of the page that is asked for next, or was last.
    cursor: Option<String>,
    /// The cursors that were followed: a server that gives one again leads round in a circle.
    seen: HashSet<u64>,
    /// The items of the last page.
    last: Option<u64>,
}

enum Next {
    Page(Box<Request>),
    /// Why the page can't be asked for.
    Failure(RequestError, Box<Request>),
    Nothing,
}

/// A page as it came.
pub(super) struct Fetched {
    pub(super) outcome: Outcome,
    /// Where the page begins; none: at the beginning.
    pub(super) cursor: Option<String>,
    /// Where the next page begins; none: there is none.
    pub(super) next: Option<String>,
    /// The body, and where the items stand in it.
    pub(super) body: Bytes,
    pub(super) items: Vec<Range<usize>>,
}

impl Walk {
    pub(super) fn new(request: Box<Request>, paging: Paging) -> Self {
        Self {
            paging,
            next: Next::Page(request),
            asked: None,
            cursor: None,
            seen: HashSet::new(),
            last: None,
        }
    }

    /// Begins at that page.
    pub(super) fn resume(&mut self, cursor: &str) {
        if let Next::Page(request) = &mut self.next {
            if let Err(error) = lead(request, self.paging, cursor) {
                request.fail(error.to_string());
            }
            self.seen.insert(hash(cursor));
            self.cursor = Some(cursor.to_owned());
        }
    }

    /// Asks for nothing more.
    pub(super) fn end(&mut self) {
        self.next = Next::Nothing;
        self.asked = None;
    }

    pub(super) fn paging(&self) -> Paging {
        self.paging
    }

    /// The next page; none: there is none.
    pub(super) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Fetched>> {
        loop {
            if let Some((future, _)) = &mut self.asked {
                let outcome = ready!(future.as_mut().poll(cx));
                if let Some((_, request)) = self.asked.take()
                    && let Some(fetched) = self.received(request, outcome)
                {
                    return Poll::Ready(Some(fetched));
                }
            }
            match self.begin() {
                Err(end) => return Poll::Ready(end.map(|end| *end)),
                Ok(request) => {
                    let future = Box::pin(execute(request.clone()));
                    self.asked = Some((future, request));
                }
            }
        }
    }

    /// The same for those who wait.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    pub(super) fn wait(&mut self) -> Option<Fetched> {
        match self.begin() {
            Err(end) => end.map(|end| *end),
            Ok(request) => {
                let outcome = crate::blocking::wait(request.clone());
                self.received(request, outcome)
            }
        }
    }

    /// The request to send, or the end, which may be a failure.
    fn begin(&mut self) -> Result<Box<Request>, Option<Box<Fetched>>> {
        match std::mem::replace(&mut self.next, Next::Nothing) {
            Next::Page(request) => Ok(request),
            Next::Nothing => Err(None),
            Next::Failure(error, request) => {
                let outcome = Outcome {
                    site: request.site(),
                    returns: request.returns,
                    errors: request.errors,
                    result: Err(Failure::Request(error)),
                };
                Err(Some(Box::new(self.fetched(outcome))))
            }
        }
    }

    fn fetched(&self, outcome: Outcome) -> Fetched {
        Fetched {
            outcome,
            cursor: self.cursor.clone(),
            next: None,
            body: Bytes::new(),
            items: Vec::new(),
        }
    }

    /// Takes an answer in and prepares the next request. None: the answer is the last page once more.
    fn received(&mut self, request: Box<Request>, outcome: Outcome) -> Option<Fetched> {
        let mut fetched = self.fetched(outcome);
        let Ok(answer) = &fetched.outcome.result else {
            return Some(fetched);
        };
        if !answer.status.is_success() {
            return Some(fetched);
        }
        let body = answer.bytes();
        let json = str::from_utf8(&body).unwrap_or_default();
        let json = json.trim_start_matches('\u{feff}');
        let items = text::at(json, self.paging.items).and_then(text::items);
        let items = items.unwrap_or_default();
        let hash = hash(&items);
        if self.last.replace(hash) == Some(hash) && self.counts_blindly() && !items.is_empty() {
            return None;
        }
        if !items.is_empty() && !self.has_ended(json, &request, items.len()) {
            let next = match self.paging.way {
                Way::LastItem(_, member) => {
                    let last = items.last().and_then(|item| text::at(item, member));
                    last.and_then(text::plain)
                }
                Way::Cursor(_, at) | Way::Url(at) => text::at(json, at).and_then(text::plain),
                Way::Link => link::next(&answer.headers),
                Way::Page(..) => Some(self.number(json, &request).saturating_add(1).to_string()),
                Way::Offset(..) => {
                    let passed = self.number(json, &request);
                    Some(passed.saturating_add(items.len() as u64).to_string())
                }
            };
            if let Some(cursor) = next {
                self.go_on(request, &cursor);
                if !matches!(self.next, Next::Nothing) {
                    fetched.next = Some(cursor);
                }
            }
        }
        let start = body.as_ptr() as usize;
        let place = |item: &str| {
            let from = (item.as_ptr() as usize).saturating_sub(start);
            from..from + item.len()
        };
        fetched.items = items.into_iter().map(place).collect();
        fetched.body = body;
        Some(fetched)
    }

    /// Prepares the request of the page that begins there.
    fn go_on(&mut self, mut request: Box<Request>, cursor: &str) {
        if !self.seen.insert(hash(cursor)) {
            return;
        }
        self.cursor = Some(cursor.to_owned());
        let led = lead(&mut request, self.paging, cursor).and_then(|()| own_key(&mut request));
        self.next = match led {
            Ok(()) => Next::Page(request),
            Err(error) => Next::Failure(error, request),
        };
    }

    /// Whether nothing but an empty page would end the walk.
    fn counts_blindly(&self) -> bool {
        let counts = matches!(self.paging.way, Way::Page(..) | Way::Offset(_));
        counts && self.paging.end == End::Unsaid
    }

    /// Whether the answer says that it is the last page.
    fn has_ended(&self, json: &str, request: &Request, items: usize) -> bool {
        let is = |at, value| text::at(json, at).is_some_and(|found| found == value);
        let number = |at| {
            text::at(json, at)
                .and_then(text::plain)?
                .parse::<u64>()
                .ok()
        };
        match self.paging.end {
            End::Unsaid => false,
            End::WhileTrue(at) => is(at, "false"),
            End::UntilTrue(at) => is(at, "true"),
            End::Pages(at) => {
                let first = match self.paging.way {
                    Way::Page(_, first, _) => first,
                    _ => 1,
                };
                let done = self
                    .number(json, request)
                    .saturating_sub(first)
                    .saturating_add(1);
                number(at).is_some_and(|pages| done >= pages)
            }
            End::Total(at) => {
                let passed = self.number(json, request).saturating_add(items as u64);
                number(at).is_some_and(|total| passed >= total)
            }
        }
    }

    /// The number of the page that was asked for, or of the items that it passed over.
    fn number(&self, json: &str, request: &Request) -> u64 {
        let (parameter, first) = match self.paging.way {
            Way::Page(parameter, first, told) => {
                let told = told.and_then(|at| text::at(json, at)).and_then(text::plain);
                if let Some(number) = told.and_then(|number| number.parse().ok()) {
                    return number;
                }
                (parameter, first)
            }
            Way::Offset(parameter) => (parameter, 0),
            _ => return 0,
        };
        let given = match self.paging.place {
            Place::Query => request.query_value(parameter),
            Place::Body | Place::BodyText => {
                let body = request.body_text();
                text::at(body, parameter).and_then(text::plain)
            }
        };
        given
            .and_then(|number| number.parse().ok())
            .unwrap_or(first)
    }
}

/// Makes the request ask for the page that begins there.
fn lead(request: &mut Request, paging: Paging, cursor: &str) -> Result<(), RequestError> {
    let parameter = match paging.way {
        Way::Link | Way::Url(_) => return request.follow(cursor),
        // A cursor that is the whole address of the next page.
        Way::Cursor(..) if cursor.starts_with("https://") || cursor.starts_with("http://") => {
            return request.follow(cursor);
        }
        Way::LastItem(parameter, _)
        | Way::Cursor(parameter, _)
        | Way::Page(parameter, ..)
        | Way::Offset(parameter) => parameter,
    };
    let is_number = cursor.parse::<i64>().is_ok() || cursor.parse::<u64>().is_ok();
    let value = match paging.place {
        Place::Query => {
            request.replace_query(parameter, cursor);
            return Ok(());
        }
        Place::Body if is_number => cursor.to_owned(),
        Place::Body | Place::BodyText => text::quoted(cursor),
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

/// A page is a request of its own, so it needs an idempotency key of its own.
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
