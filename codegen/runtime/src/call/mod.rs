//! A call: a request that is sent when it is awaited.
//!
//! In: what generated code and users set. Out: the decoded response. Only decoding is generic, and
//! is compiled where a call is awaited. Must not know how requests are sent.

mod begin;
mod inputs;
mod options;
mod paged;

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use serde::Serialize;

use crate::codec::{Format, FromBody};
use crate::error::{Error, NoError};
use crate::params::{Node, Style, text_of};
use crate::request::Framing;
use crate::request::Request;
use crate::response::{Output, Response, output};
use crate::send::{Outcome, execute};
use crate::stream::{ByteStream, EventStream};
use crate::transport::body::progress::Progress;
use crate::transport::{BoxFuture, Shared};

/// A request to one operation, which returns `T` or fails with `E`.
///
/// Nothing is sent until it is awaited, or given to [`send`](Self::send) for status and headers.
#[must_use = "a call is sent when it is awaited"]
pub struct Call<T, E = NoError> {
    request: Box<Request>,
    output: PhantomData<fn() -> (T, E)>,
}

impl<T, E> Clone for Call<T, E> {
    fn clone(&self) -> Self {
        Self::new((*self.request).clone())
    }
}

impl<T, E> fmt::Debug for Call<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(formatter)
    }
}

fn tree<V: Serialize + ?Sized>(value: &V) -> Result<Node, String> {
    text_of(value).map_err(|error| error.to_string())
}

/// Options of one call.
impl<T, E> Call<T, E> {
    pub(crate) fn new(request: Request) -> Self {
        Self {
            request: Box::new(request),
            output: PhantomData,
        }
    }

    /// The request as it is so far.
    pub(crate) fn request(&self) -> &Request {
        &self.request
    }

    /// Sets a header; null sets none, and an array is joined by commas.
    pub fn header(mut self, name: &str, value: impl Serialize) -> Self {
        self.request.set_header(name, false, tree(&value));
        self
    }

    /// Adds a query parameter; null adds none, an array repeats the name, and an object adds its
    /// members.
    pub fn query(self, name: &str, value: impl Serialize) -> Self {
        self.query_as(name, Style::Form, true, value)
    }

    /// Accepts a response of this media type, one of those that are decoded alike.
    pub fn accept(mut self, media_type: &str) -> Self {
        self.request.set_accept(media_type);
        self
    }

    /// Sets an option if it has a value: `call.maybe(limit, Call::timeout)`.
    pub fn maybe<V>(self, value: Option<V>, set: impl FnOnce(Self, V) -> Self) -> Self {
        match value {
            Some(value) => set(self, value),
            None => self,
        }
    }

    /// Accepts a response of another media type, read as JSON of another type.
    pub fn accept_json<U: FromBody>(self, media_type: &str) -> Call<U, E> {
        self.accept_as(media_type, Format::Json)
    }

    /// Accepts a response of another media type, read as text.
    pub fn accept_text(self, media_type: &str) -> Call<String, E> {
        self.accept_as(media_type, Format::Text)
    }

    /// Accepts a response of another media type, read as bytes.
    pub fn accept_bytes(self, media_type: &str) -> Call<Bytes, E> {
        self.accept_as(media_type, Format::Bytes)
    }

    fn accept_as<U>(mut self, media_type: &str, format: Format) -> Call<U, E> {
        self.request.returns = format;
        self.request.framing = None;
        if matches!(format, Format::Bytes | Format::Text) {
            // It may be read as either, so the body says what the user wrote.
            self.request.flag = None;
        }
        let Self { request, .. } = self.accept(media_type);
        Call {
            request,
            output: PhantomData,
        }
    }

    /// Accepts a response of server-sent events.
    pub fn accept_events<U: FromBody>(self) -> Call<EventStream<U, E>, E> {
        self.accept_as("text/event-stream", Format::Empty)
            .event_stream("text/event-stream")
    }

    /// Accepts a response of JSON lines or, by `application/json-seq`, of records (RFC 7464).
    pub fn accept_lines<U: FromBody>(self, media_type: &str) -> Call<EventStream<U, E>, E> {
        self.accept_as(media_type, Format::Empty)
            .item_lines(media_type)
    }

    /// Sets whether the body is compressed with gzip: see
    /// [`compress_requests`](crate::ClientBuilder::compress_requests) of the client.
    #[cfg(feature = "compression")]
    pub fn compress_request(mut self, compress: bool) -> Self {
        self.request.compress = Some(compress);
        self
    }

    /// Keeps the response's raw bytes in addition to the decoded body, for logging, checking a
    /// signature, or reading fields that the document does not have. [`Response::raw_body`] returns
    /// them after [`send`](Self::send).
    ///
    /// ```
    /// # use specwright_runtime::{Call, Error};
    /// # async fn example(call: Call<u64>) -> Result<(), Error> {
    /// let response = call.keep_raw_body().send().await?;
    /// println!("{} was {:?}", response.body(), response.raw_body());
    /// # Ok(()) }
    /// ```
    pub fn keep_raw_body(mut self) -> Self {
        self.request.keeps_body = true;
        self
    }

    /// Reads a successful response as if its `Content-Type` were this one, for servers that send a
    /// wrong one or none: events sent as `text/plain`, text without a `charset`. The request does
    /// not change; [`Response::headers`] contains this value.
    ///
    /// ```
    /// # use specwright_runtime::{Call, EventStream};
    /// # fn ask(call: Call<()>) -> Call<EventStream<u64>> {
    /// call.accept_events().assume_content_type("text/event-stream")
    /// # }
    /// ```
    pub fn assume_content_type(mut self, media_type: &str) -> Self {
        self.request.assume_content_type(media_type);
        self
    }

    /// Reads the response as a stream of bytes, whatever its media type: see [`ByteStream`].
    pub fn bytes_stream(mut self) -> Call<ByteStream, E> {
        self.request.framing = Some(Framing::Bytes);
        Call {
            request: self.request,
            output: PhantomData,
        }
    }

    /// Reports how much of the body has been handed to the transport, in each attempt.
    pub fn on_upload(mut self, report: impl Fn(Progress) + Shared + 'static) -> Self {
        self.request.progress = Some(Arc::new(report));
        self
    }

    /// Sends the body under another of the media types that the operation accepts. A body of
    /// several parts keeps its own `boundary`, and takes no other parameters.
    pub fn content_type(mut self, media_type: &str) -> Self {
        self.request.set_content_type(media_type);
        self
    }

    /// Sets a header of a part of a multipart body: of the property of that name, or of the item at
    /// that position (`0`).
    pub fn part_header(mut self, part: &str, name: &str, value: impl AsRef<str>) -> Self {
        self.request.set_part_header(part, name, value.as_ref());
        self
    }

    /// Sends the request to another base URL.
    pub fn base_url(mut self, base_url: impl AsRef<str>) -> Self {
        self.request.set_base_url(base_url.as_ref());
        self
    }

    /// Sends a key by which the server recognizes a repeated request, so that the call can be
    /// retried: in the client's header for such keys, or else in `Idempotency-Key`.
    pub fn idempotency_key(mut self, key: impl AsRef<str>) -> Self {
        self.request.set_idempotency_key(None, key.as_ref());
        self
    }

    /// Sends an idempotency key in a header of another name.
    pub fn idempotency_key_as(mut self, header: &str, key: impl AsRef<str>) -> Self {
        self.request.set_idempotency_key(Some(header), key.as_ref());
        self
    }
}

impl<T: Output, E: FromBody> Call<T, E> {
    /// Sends the request and returns status, headers and body.
    ///
    /// # Errors
    ///
    /// When awaited: see [`Error`].
    pub fn send(self) -> SendFuture<T, E> {
        SendFuture {
            outcome: Box::pin(execute(self.request)),
            output: PhantomData,
        }
    }
}

/// Calls that need no async runtime.
#[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
impl<T: Output, E: FromBody> Call<T, E> {
    /// Sends the request and blocks until the response is there, on a thread that runs no async
    /// task.
    ///
    /// # Errors
    ///
    /// See [`Error`]; also when called within a task of tokio: `tokio::task::spawn_blocking` has
    /// threads for it.
    pub fn blocking(self) -> Result<T, Error<E>> {
        output::body(crate::send::blocking::wait(self.request))
    }

    /// Sends the request like [`blocking`](Self::blocking), and returns status, headers and body.
    ///
    /// # Errors
    ///
    /// Those of [`blocking`](Self::blocking).
    pub fn blocking_send(self) -> Result<Response<T>, Error<E>> {
        output::response(crate::send::blocking::wait(self.request))
    }

    /// Sends the request at once, on the thread of detached calls, and returns a future that any
    /// executor can await: a current-thread runtime of tokio, another runtime, or `block_on`
    /// without any. Dropping it aborts the request. The call belongs to the `tracing` span and
    /// subscriber that are current where `detached` is called.
    ///
    /// A stream that the call returns is read by its `blocking` method, or awaited within a runtime
    /// of tokio.
    ///
    /// ```
    /// # use specwright_runtime::{Call, Error};
    /// # async fn example(one: Call<u64>, other: Call<u64>) -> Result<u64, Error> {
    /// // Both are sent before the first is awaited.
    /// let (one, other) = (one.detached(), other.detached());
    /// Ok(one.await? + other.await?)
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// When awaited: see [`Error`].
    pub fn detached(self) -> CallFuture<T, E> {
        CallFuture(SendFuture {
            outcome: Box::pin(crate::send::blocking::detached(self.request)),
            output: PhantomData,
        })
    }
}

impl<T: Output, E: FromBody> IntoFuture for Call<T, E> {
    type Output = Result<T, Error<E>>;
    type IntoFuture = CallFuture<T, E>;

    fn into_future(self) -> Self::IntoFuture {
        CallFuture(self.send())
    }
}

/// A call that was sent with [`Call::send`].
#[must_use = "futures do nothing unless they are awaited"]
pub struct SendFuture<T, E> {
    outcome: BoxFuture<'static, Outcome>,
    output: PhantomData<fn() -> (T, E)>,
}

impl<T: Output, E: FromBody> Future for SendFuture<T, E> {
    type Output = Result<Response<T>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.outcome.as_mut().poll(cx).map(output::response)
    }
}

impl<T, E> fmt::Debug for SendFuture<T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SendFuture").finish_non_exhaustive()
    }
}

/// A call that is awaited.
#[derive(Debug)]
#[must_use = "futures do nothing unless they are awaited"]
pub struct CallFuture<T, E>(SendFuture<T, E>);

impl<T: Output, E: FromBody> Future for CallFuture<T, E> {
    type Output = Result<T, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.outcome.as_mut().poll(cx).map(output::body)
    }
}
