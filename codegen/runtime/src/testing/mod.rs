//! A transport without a network: it records requests and plays back responses.
//!
//! In: prepared replies. Out: what was asked. Waiting takes no time, and is recorded. Must not
//! know operations.

use std::collections::VecDeque;
use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake, Waker};
use std::time::Duration;

use crate::Call;
use crate::transport::{Body, BoxFuture, Transport, TransportError};

mod clock;
mod expected;
mod recorded;
mod reply;
mod unmet;
mod when;

use self::clock::{Clock, Wait};
use self::expected::Expected;

pub use self::recorded::Recorded;
pub use self::reply::Reply;
pub use self::unmet::Unmet;
pub use self::when::When;

/// A server that exists only in a test: it takes the place of the network for a program that is
/// tested as it is.
///
/// [`when`](Self::when) prepares the replies to one call, recognized by its method and path, and by
/// the query, headers and body that it sets. [`on`](Self::on) does so for a method and a path,
/// [`reply`](Self::reply) for any request, in order. The most specific of them is used. A request
/// without a reply fails. [`check`](Self::check) reports it, and replies that were not used.
///
/// ```
/// use specwright_runtime::testing::{Reply, Server, block_on};
/// # use specwright_runtime::{Api, Call, Client, NoError};
/// # const API: Api = Api {
/// #     base_url: "https://api.example.com",
/// #     variables: &[],
/// #     schemes: &[],
/// #     security: &[],
/// #     user_agent: "example/1.0",
/// # };
/// # struct Things(Client);
/// # impl Things {
/// #     fn get(&self, id: &str) -> Call<String, NoError> {
/// #         self.0.get("/things/{id}").path("id", id)
/// #     }
/// # }
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = Server::new();
/// let client = Client::builder(&API).transport(server.transport()).build()?;
/// # let things = Things(client);
///
/// // Fails twice, then succeeds.
/// server
///     .when(things.get("a"))
///     .play(Reply::status(503))
///     .play(Reply::refused())
///     .reply(&"done".to_owned());
///
/// assert_eq!(block_on(things.get("a"))?, "done");
/// assert_eq!(server.requests().len(), 3);
/// server.check()?;
/// # Ok(())
/// # }
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
    /// Requests without a reply.
    unexpected: Vec<String>,
    clock: Clock,
    with_secrets: bool,
}

/// Replies for some requests, or for any.
struct Route {
    only: Only,
    replies: VecDeque<Reply>,
    /// The last reply is given again and again.
    repeats: bool,
}

/// Which requests a reply is for.
#[derive(Clone, PartialEq)]
enum Only {
    Call(Arc<Expected>),
    Place(String, String),
    Any,
}

impl Only {
    fn is_for(&self, request: &Recorded) -> bool {
        match self {
            Self::Call(expected) => expected.differs(request).is_none(),
            Self::Place(method, path) => request.method() == method && request.path() == path,
            Self::Any => true,
        }
    }

    /// The most specific expectations are matched first.
    fn rank(&self) -> u8 {
        match self {
            Self::Call(_) => 0,
            Self::Place(..) => 1,
            Self::Any => 2,
        }
    }
}

impl Server {
    /// A server without replies.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Records credentials as well, for tests of what sends them. Otherwise they are replaced by a
    /// mark.
    #[must_use]
    pub fn with_secrets(self) -> Self {
        self.state().with_secrets = true;
        self
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The replies for these requests.
    fn change(&self, only: &Only, change: impl FnOnce(&mut Route)) {
        let mut state = self.state();
        let known = state.routes.iter().position(|route| route.only == *only);
        let index = known.unwrap_or_else(|| {
            state.routes.push(Route {
                only: only.clone(),
                replies: VecDeque::new(),
                repeats: false,
            });
            state.routes.len() - 1
        });
        if let Some(route) = state.routes.get_mut(index) {
            change(route);
        }
    }

    fn add(&self, only: &Only, reply: Reply) {
        self.change(only, |route| route.replies.push_back(reply));
    }

    /// Prepares the next reply to any request without a specific reply.
    #[allow(clippy::return_self_not_must_use)] // Chaining is a convenience here.
    pub fn reply(&self, reply: Reply) -> &Self {
        self.add(&Only::Any, reply);
        self
    }

    /// Prepares replies to one method and path (as it is sent, without the query).
    #[must_use]
    pub fn on(&self, method: &str, path: &str) -> Replies<'_> {
        Replies {
            server: self,
            only: Only::Place(method.to_owned(), path.to_owned()),
        }
    }

    /// Prepares replies to that call, and to others that send the same.
    ///
    /// A request is the same if method, path and body are, and if it has the query parameters and
    /// headers that the call sets; it may have others.
    #[must_use]
    pub fn when<T, E>(&self, call: impl Into<Call<T, E>>) -> When<'_, T, E> {
        When::new(self, &call.into())
    }

    /// Checks that all replies were used, and that each request had one.
    ///
    /// # Errors
    ///
    /// The replies that were not used, and the requests without a reply, one per line.
    pub fn check(&self) -> Result<(), Unmet> {
        let state = self.state();
        let left = state
            .routes
            .iter()
            .filter(|route| !route.repeats && !route.replies.is_empty());
        let missing = left.map(|route| match &route.only {
            Only::Call(expected) => (expected.to_string(), route.replies.len()),
            Only::Place(method, path) => (format!("`{method} {path}`"), route.replies.len()),
            Only::Any => ("any request".to_owned(), route.replies.len()),
        });
        Unmet::new(missing.collect(), state.unexpected.clone())
    }

    /// The requests that came, in order.
    #[must_use]
    pub fn requests(&self) -> Vec<Recorded> {
        self.state().requests.clone()
    }

    /// How long the client waited between requests, and for responses until a timeout; no real time
    /// passed.
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
            let (reply, missing) = self.take(&Recorded::new(parts, body));
            let Some(reply) = reply else {
                return Err(TransportError::other(missing));
            };
            if let Some(delay) = reply.delay() {
                Wait::of_reply(self.clone(), delay).await;
            }
            reply.play().await
        })
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        let wait = Wait::of_client(self.clone(), delay);
        Box::pin(async move {
            wait.await;
            self.state().sleeps.push(delay);
        })
    }
}

impl Server {
    /// The next reply, the most specific one first, or an error. The request is recorded.
    fn take(&self, request: &Recorded) -> (Option<Reply>, String) {
        let mut state = self.state();
        let fits = |route: &&mut Route| !route.replies.is_empty() && route.only.is_for(request);
        let found = state
            .routes
            .iter_mut()
            .filter(fits)
            .min_by_key(|route| route.only.rank());
        let reply = found.and_then(|route| match route.replies.len() {
            1 if route.repeats => route.replies.front().cloned(),
            _ => route.replies.pop_front(),
        });
        let recorded = if state.with_secrets {
            request.clone()
        } else {
            request.clone().hidden()
        };
        let mut missing = String::new();
        if reply.is_none() {
            missing = format!("no reply is prepared for `{recorded:?}`");
            let mut calls = state.routes.iter().filter_map(|route| match &route.only {
                Only::Call(expected) if expected.is_near(request) => Some((route, expected)),
                _ => None,
            });
            if let Some((route, expected)) = calls.next() {
                let why = expected.differs(request).unwrap_or_else(|| {
                    format!("all replies were given ({} are left)", route.replies.len())
                });
                missing = format!("{missing}; of {expected}, {why}");
            }
            state.unexpected.push(missing.clone());
        }
        state.requests.push(recorded);
        (reply, missing)
    }
}

/// Replies to one method and path.
pub struct Replies<'a> {
    server: &'a Server,
    only: Only,
}

impl Replies<'_> {
    /// Prepares the next reply.
    #[allow(clippy::return_self_not_must_use)] // Chaining is a convenience here.
    pub fn reply(&self, reply: Reply) -> &Self {
        self.server.add(&self.only, reply);
        self
    }
}

impl fmt::Debug for Replies<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Replies").finish_non_exhaustive()
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
