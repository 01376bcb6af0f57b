//! Blocking and detached calls, for programs without an async runtime.
//!
//! In: a request, or a stream that a call returned. Out: the outcome of the call or the next item,
//! after the calling thread has waited for it, or as a future for any executor. The requests of all
//! clients run on two threads, one for each kind, which live as long as the program, and so do the
//! connections. Must not know models.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::{OnceLock, mpsc};
use std::task::{Context, Poll, Waker};
use std::thread;

use bytes::Bytes;
use futures_core::Stream;
use tokio::runtime::{Builder, Handle};
use tokio::task::coop::poll_proceed;
use tokio::task::{JoinError, JoinHandle, unconstrained};

use super::{Failure, Outcome, execute};
use crate::error::{CallSite, Error, RequestError};
use crate::request::Request;
use crate::transport::TransportError;

type Started = OnceLock<Result<Handle, String>>;

/// Sends the requests that a thread waits for.
static BLOCKING: Started = OnceLock::new();
/// Sends detached requests. A thread of its own, since what happens on the other one may wait for
/// them: the span of a blocking call can end there, and be exported by a detached call.
static DETACHED: Started = OnceLock::new();

/// Sends a request and waits for the response.
pub(crate) fn wait(request: Box<Request>) -> Outcome {
    let failed = failing(&request);
    let handle = match handle() {
        Ok(handle) => handle,
        Err(error) => return failed(Failure::Request(error)),
    };
    let (sender, receiver) = mpsc::sync_channel(1);
    let work = async move {
        // The receiver waits for nothing else, so it is there.
        let _ = sender.send(execute(request).await);
    };
    #[cfg(feature = "tracing")]
    let work = super::trace::carried(work);
    handle.spawn(work);
    receiver.recv().unwrap_or_else(|_| failed(panicked()))
}

/// Sends a request. The future is its outcome, for any executor; dropping it aborts the request.
pub(crate) fn detached(request: Box<Request>) -> impl Future<Output = Outcome> + Send + 'static {
    let failed = failing(&request);
    let task = runtime(&DETACHED, "specwright-detached").map(|handle| {
        let work = execute(request);
        #[cfg(feature = "tracing")]
        let work = super::trace::carried(work);
        Task(handle.spawn(work))
    });
    async move {
        match task {
            // A task that waits by `block_on` never yields, so it would use up its budget in tokio.
            Ok(task) => unconstrained(task)
                .await
                .unwrap_or_else(|_| failed(panicked())),
            Err(error) => failed(Failure::Request(error)),
        }
    }
}

/// A task that is aborted when it is dropped.
struct Task(JoinHandle<Outcome>);

impl Future for Task {
    type Output = Result<Outcome, JoinError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(cx)
    }
}

impl Drop for Task {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// What makes the outcome of a request from the reason why it has no response.
fn failing(request: &Request) -> impl FnOnce(Failure) -> Outcome + Send + use<> {
    let site = request.site();
    let (returns, errors) = (request.returns, request.errors);
    move |failure| Outcome {
        site,
        returns,
        errors,
        result: Err(failure),
    }
}

fn panicked() -> Failure {
    Failure::Transport(TransportError::other("the transport panicked"))
}

/// The runtime that sends the requests, for a thread that may block.
fn handle() -> Result<&'static Handle, RequestError> {
    // Here a wait would block other tasks, and perhaps the one that it waits for.
    if Handle::try_current().is_ok() && is_in_task() {
        return Err(RequestError::new(
            "a blocking call was made within an async task: await the call there, or make it in `spawn_blocking`",
        ));
    }
    runtime(&BLOCKING, "specwright-blocking")
}

/// A runtime that sends requests, started when it is first needed.
fn runtime(
    started: &'static Started,
    thread: &'static str,
) -> Result<&'static Handle, RequestError> {
    let handle = started.get_or_init(|| start(thread)).as_ref();
    handle.map_err(|message| RequestError::new(message.as_str()))
}

/// More than tokio lets a task do before it must yield.
const BUDGET: usize = 1024;

/// Whether a task of tokio is polled on this thread. A task has a budget of what it may do before
/// it yields, also the one of `block_on`; what runs in `spawn_blocking` or `block_in_place` has
/// none.
fn is_in_task() -> bool {
    let mut cx = Context::from_waker(Waker::noop());
    let mut taken = Vec::new();
    let mut is_in_task = false;
    while taken.len() < BUDGET && !is_in_task {
        match poll_proceed(&mut cx) {
            Poll::Ready(unit) => taken.push(unit),
            Poll::Pending => is_in_task = true,
        }
    }
    // Returned in reverse order, so that the task has what it had.
    while taken.pop().is_some() {}
    is_in_task
}

/// A stream as an iterator, which waits for each item. [`EventStream`](crate::EventStream),
/// [`ByteStream`](crate::ByteStream), [`Pages`](crate::Pages) and [`Items`](crate::Items) return it
/// from their method `blocking`. Inside a tokio task its only item is an error.
///
/// Bytes can be read, too: it is a [`Read`](io::Read).
pub struct Blocking<S> {
    stream: Option<S>,
    site: CallSite,
    /// Bytes that have arrived and weren't read yet.
    rest: Bytes,
}

impl<S> Blocking<S> {
    pub(crate) fn new(stream: S, site: CallSite) -> Self {
        Self {
            stream: Some(stream),
            site,
            rest: Bytes::new(),
        }
    }

    /// The stream, unless it was refused.
    pub(crate) fn stream(&self) -> Option<&S> {
        self.stream.as_ref()
    }
}

impl<T, E, S: Stream<Item = Result<T, Error<E>>> + Unpin> Iterator for Blocking<S> {
    type Item = Result<T, Error<E>>;

    fn next(&mut self) -> Option<Self::Item> {
        let stream = self.stream.as_mut()?;
        match handle() {
            Ok(handle) => {
                let next = std::future::poll_fn(|cx| Pin::new(&mut *stream).poll_next(cx));
                handle.block_on(next)
            }
            Err(error) => {
                self.stream = None;
                let site = Box::new(self.site.clone());
                Some(Err(Error::Request { error, site }))
            }
        }
    }
}

impl<S: Stream<Item = Result<Bytes, Error>> + Unpin> io::Read for Blocking<S> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.rest.is_empty() {
            match self.next() {
                Some(part) => self.rest = part.map_err(io::Error::other)?,
                None => return Ok(0),
            }
        }
        let length = self.rest.len().min(buffer.len());
        buffer[..length].copy_from_slice(&self.rest.split_to(length));
        Ok(length)
    }
}

impl<S: fmt::Debug> fmt::Debug for Blocking<S> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_tuple("Blocking")
            .field(&self.stream)
            .finish()
    }
}

/// Starts a thread that sends requests.
fn start(name: &str) -> Result<Handle, String> {
    let failed = |error| format!("blocking calls can't be made: {error}");
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(failed)?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name(name.to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .map_err(failed)?;
    Ok(handle)
}
