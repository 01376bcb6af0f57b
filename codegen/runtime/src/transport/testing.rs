//! A transport without a network: it records requests and plays back answers.
//!
//! In: prepared replies. Out: what was asked. Waiting takes no time, and is recorded. Must not
//! know operations.

use std::collections::VecDeque;
use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, Method, Uri};
use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::{Body, BoxFuture, Transport, TransportError};

mod reply;

pub use self::reply::Reply;

/// A server that exists only in a test.
///
/// ```
/// use specwright_runtime::testing::{Reply, Server};
///
/// let server = Server::new();
/// server.reply(Reply::json(500, &"busy")).reply(Reply::json(200, &"done"));
/// server.on("GET", "/health").reply(Reply::text(200, "fine"));
/// ```
#[derive(Clone, Default)]
pub struct Server {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    requests: Vec<Recorded>,
    sleeps: Vec<Duration>,
    routes: Vec<Route>,
}

/// Replies for some requests, or for any.
struct Route {
    only: Option<(String, String)>,
    replies: VecDeque<Reply>,
}

impl Server {
    /// A server without replies.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, only: Option<(String, String)>, reply: Reply) {
        let mut state = self.state();
        match state.routes.iter_mut().find(|route| route.only == only) {
            Some(route) => route.replies.push_back(reply),
            None => state.routes.push(Route {
                only,
                replies: VecDeque::from([reply]),
            }),
        }
    }

    /// Prepares the next reply to any request that has none of its own.
    #[allow(clippy::return_self_not_must_use)] // Chaining is a convenience here.
    pub fn reply(&self, reply: Reply) -> &Self {
        self.add(None, reply);
        self
    }

    /// Prepares replies to one method and path (as it is sent, without the query).
    #[must_use]
    pub fn on(&self, method: &str, path: &str) -> Replies<'_> {
        Replies {
            server: self,
            only: (method.to_owned(), path.to_owned()),
        }
    }

    /// The requests that came, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// How long was waited between the requests; no time passed in truth.
    #[must_use]
    pub fn sleeps(&self) -> Vec<Duration> {
        self.state().sleeps.clone()
    }

    /// The transport that leads to this server.
    #[must_use]
    pub fn transport(&self) -> impl Transport + Clone + 'static {
        self.clone()
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Server")
            .field("requests", &self.state().requests)
            .finish_non_exhaustive()
    }
}

impl Transport for Server {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let (body, _) = body.collect(usize::MAX).await?;
            let recorded = Recorded {
                method: parts.method,
                uri: parts.uri,
                headers: parts.headers,
                body,
            };
            let reply = self.take(&recorded);
            let missing = format!("no reply is prepared for `{recorded:?}`");
            self.state().requests.push(recorded);
            match reply {
                Some(reply) => reply.play().await,
                None => Err(TransportError::other(missing)),
            }
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        self.state().sleeps.push(delay);
        Box::pin(std::future::ready(()))
    }
}

impl Server {
    /// The next reply, those for this very request first.
    fn take(&self, request: &Recorded) -> Option<Reply> {
        let mut state = self.state();
        let is_own = |route: &Route| match &route.only {
            Some((method, path)) => request.method == method.as_str() && request.path() == path,
            None => false,
        };
        let own = state
            .routes
            .iter()
            .position(|route| is_own(route) && !route.replies.is_empty());
        let any = || state.routes.iter().position(|route| route.only.is_none());
        let index = own.or_else(any)?;
        state.routes.get_mut(index)?.replies.pop_front()
    }
}

/// Replies to one method and path.
#[derive(Debug)]
pub struct Replies<'a> {
    server: &'a Server,
    only: (String, String),
}

impl Replies<'_> {
    /// Prepares the next reply.
    #[allow(clippy::return_self_not_must_use)] // Chaining is a convenience here.
    pub fn reply(&self, reply: Reply) -> &Self {
        self.server.add(Some(self.only.clone()), reply);
        self
    }
}

/// A request that came.
#[derive(Clone)]
pub struct Recorded {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
}

impl Recorded {
    /// The method.
    #[must_use]
    pub fn method(&self) -> &str {
        self.method.as_str()
    }

    /// The whole URL, credentials in the query included.
    #[must_use]
    pub fn url(&self) -> String {
        self.uri.to_string()
    }

    /// The path as it was sent.
    #[must_use]
    pub fn path(&self) -> &str {
        self.uri.path()
    }

    /// The query as it was sent.
    #[must_use]
    pub fn query(&self) -> &str {
        self.uri.query().unwrap_or_default()
    }

    /// The names and values of the query, decoded.
    #[must_use]
    pub fn query_pairs(&self) -> Vec<(String, String)> {
        let decode = |text: &str| {
            let text = text.replace('+', " ");
            percent_decode_str(&text).decode_utf8_lossy().into_owned()
        };
        let pairs = self.query().split('&').filter(|pair| !pair.is_empty());
        pairs
            .map(|pair| pair.split_once('=').unwrap_or((pair, "")))
            .map(|(name, value)| (decode(name), decode(value)))
            .collect()
    }

    /// All headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The value of one header.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The body as JSON; null where it isn't.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// Credentials are left out: sensitive headers, and what the query holds.
impl fmt::Debug for Recorded {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.method, self.path())
    }
}

/// Awaits a call that needs no network, on this thread.
pub fn block_on<F: IntoFuture>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);

    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }

    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future.into_future());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut cx) {
            return output;
        }
        std::thread::park();
    }
}
