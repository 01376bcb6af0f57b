//! The body of a request or response.
//!
//! In: bytes, a stream of them, or what can be read or opened. Out: the same part by part, or the
//! bytes collected up to a limit. Must not know media types.

mod content;
pub(crate) mod file_part;
pub(crate) mod progress;
#[cfg(not(target_arch = "wasm32"))]
mod reader;

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

pub(crate) use self::content::Content;
use super::exclusive::Exclusive;
use super::{Shared, TransportError};

#[cfg(not(target_arch = "wasm32"))]
type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;
#[cfg(target_arch = "wasm32")]
type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>>>>;

#[cfg(not(target_arch = "wasm32"))]
type Open = dyn Fn() -> io::Result<Body> + Send + Sync;
#[cfg(target_arch = "wasm32")]
type Open = dyn Fn() -> io::Result<Body>;

/// The body of a request or response.
///
/// Bytes and texts become one by `From`. A large one need not be in memory: it is
/// [opened](Self::open) as a file, read from a [reader](Self::from_reader), or passed as a
/// [stream](Self::stream). Its length is sent if it is known.
///
/// A request is sent again, by a retry or a redirect, only with a body that can be read again:
/// bytes, a file, or one that is made by [`repeatable`](Self::repeatable). A reader or stream is
/// sent once.
///
/// ```
/// use specwright_runtime::Body;
///
/// let body = Body::repeatable(|| Ok(Body::from_reader(&b"a,b\n1,2\n"[..]))).with_length(8);
/// assert_eq!(body.length(), Some(8));
/// ```
#[derive(Default)]
pub struct Body(Repr);

enum Repr {
    Bytes(Bytes),
    /// With the number of bytes left, if it is known.
    Stream(Exclusive<BoxStream>, Option<u64>),
    Source(Arc<Source>),
}

/// Opens a body each time it is sent.
pub(crate) struct Source {
    open: Box<Open>,
    length: Option<u64>,
}

impl Default for Repr {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

impl Body {
    /// Creates an empty body.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// Creates a body from a stream of chunks, which can be sent only once.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn stream(
        stream: impl Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    ) -> Self {
        Self(Repr::Stream(Exclusive::new(Box::pin(stream)), None))
    }

    /// Creates a body from a stream of chunks, which can be sent only once.
    #[cfg(target_arch = "wasm32")]
    pub fn stream(stream: impl Stream<Item = Result<Bytes, TransportError>> + 'static) -> Self {
        Self(Repr::Stream(Exclusive::new(Box::pin(stream)), None))
    }

    /// Creates a body that is read from a reader until its end, and can be sent only once. A
    /// separate thread reads it, so the reader may block.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn from_reader(reader: impl io::Read + Send + 'static) -> Self {
        Self::stream(reader::Parts::new(reader))
    }

    /// Creates a body from the file of that path, which is opened and read each time it is sent.
    ///
    /// # Errors
    ///
    /// The file doesn't exist, or can't be read. If it can't any more when the request is sent, or
    /// has another length, the call fails.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn open(path: impl AsRef<std::path::Path>) -> io::Result<Self> {
        let path = path.as_ref().to_owned();
        let metadata = std::fs::File::open(&path)?.metadata()?;
        if metadata.is_dir() {
            return Err(io::Error::new(
                io::ErrorKind::IsADirectory,
                "it is a folder",
            ));
        }
        let body = Self::repeatable(move || Ok(Self::from_reader(std::fs::File::open(&path)?)));
        // A pipe or device has none.
        Ok(if metadata.is_file() {
            body.with_length(metadata.len())
        } else {
            body
        })
    }

    /// Creates a body that is opened each time it is sent, so that the request may be sent again.
    pub fn repeatable(open: impl Fn() -> io::Result<Self> + Shared + 'static) -> Self {
        Self::source(Box::new(open), None)
    }

    fn source(open: Box<Open>, length: Option<u64>) -> Self {
        Self(Repr::Source(Arc::new(Source { open, length })))
    }

    /// Sets the number of bytes, which is then sent as `Content-Length`. If the body has more or
    /// fewer, the call fails. Bytes in memory need no such setting.
    #[must_use]
    pub fn with_length(self, length: u64) -> Self {
        match self.0 {
            Repr::Bytes(_) => self,
            Repr::Stream(stream, _) => Self(Repr::Stream(stream, Some(length))),
            Repr::Source(source) => {
                let open = move || (source.open)();
                Self::source(Box::new(open), Some(length))
            }
        }
    }

    /// How many bytes are left, if known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Repr::Bytes(bytes) => Some(bytes.len() as u64),
            Repr::Stream(_, length) => *length,
            Repr::Source(source) => source.length,
        }
    }

    /// Returns the bytes of a body in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Repr::Bytes(bytes) => Some(bytes),
            Repr::Stream(..) | Repr::Source(_) => None,
        }
    }

    /// The bytes of a body in memory, for what needs all of them before they are sent, such as a
    /// digest.
    ///
    /// # Errors
    ///
    /// The body is sent part by part: a stream, a reader, a file, or what contains one, such as a
    /// form with a large file. The error says so, and the request is not retried.
    /// [`collect`](Self::collect) reads such a body into memory.
    pub fn try_as_bytes(&self) -> Result<&Bytes, TransportError> {
        self.as_bytes().ok_or_else(|| {
            TransportError::other(
                "the request's body is sent part by part, so its bytes are not known beforehand",
            )
        })
    }

    fn poll_part(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        if let Repr::Source(source) = &self.0 {
            match source.opened() {
                Ok(body) => *self = body,
                Err(error) => {
                    *self = Self::empty();
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
        match &mut self.0 {
            Repr::Stream(stream, left) => {
                let part = ready!(stream.get_mut().as_mut().poll_next(cx));
                Poll::Ready(counted(part, left))
            }
            Repr::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Repr::Bytes(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            // What was opened is one of the others.
            Repr::Source(_) => Poll::Ready(None),
        }
    }

    /// Collects the bytes up to a limit, and says whether there were more.
    ///
    /// # Errors
    ///
    /// The body was cut off.
    pub fn collect(
        mut self,
        limit: usize,
    ) -> impl Future<Output = Result<(Bytes, bool), TransportError>> {
        let mut collected = Collected::new(limit);
        // An `async` block would contain the body twice.
        std::future::poll_fn(move |cx| {
            loop {
                let Some(part) = ready!(self.poll_part(cx)).transpose()? else {
                    return Poll::Ready(Ok((collected.take(), false)));
                };
                if !collected.add(part) {
                    return Poll::Ready(Ok((collected.take(), true)));
                }
            }
        })
    }

    /// Collects the bytes that arrive: up to a limit, until the connection is lost, or until none
    /// are ready after the time is up. Also returns why the rest is missing.
    pub(crate) fn collect_beginning(
        mut self,
        limit: usize,
        is_over: impl Fn() -> bool,
    ) -> impl Future<Output = (Bytes, Option<TransportError>)> {
        let mut collected = Collected::new(limit);
        std::future::poll_fn(move |cx| {
            loop {
                let missing = match self.poll_part(cx) {
                    Poll::Ready(Some(Ok(part))) => {
                        if collected.add(part) {
                            continue;
                        }
                        Some(TransportError::too_large(limit))
                    }
                    Poll::Ready(Some(Err(error))) => Some(error),
                    Poll::Ready(None) => None,
                    Poll::Pending if is_over() => Some(TransportError::over()),
                    Poll::Pending => return Poll::Pending,
                };
                return Poll::Ready((collected.take(), missing));
            }
        })
    }
}

impl Source {
    /// The body that is sent this time. The opened body may be a source itself, up to a fixed
    /// depth.
    fn opened(&self) -> Result<Body, TransportError> {
        let unreadable =
            |error| TransportError::other(format!("the request's body can't be read: {error}"));
        let mut body = (self.open)().map_err(unreadable)?;
        for _ in 0..8 {
            match &body.0 {
                Repr::Source(source) => body = (source.open)().map_err(unreadable)?,
                Repr::Bytes(_) => return Ok(body),
                Repr::Stream(..) => {
                    return Ok(match self.length {
                        Some(length) => body.with_length(length),
                        None => body,
                    });
                }
            }
        }
        Err(TransportError::other(
            "the request's body is made of itself",
        ))
    }
}

/// A part, if it keeps to the length that was promised.
fn counted(
    part: Option<Result<Bytes, TransportError>>,
    left: &mut Option<u64>,
) -> Option<Result<Bytes, TransportError>> {
    let wrong = |what: String| {
        let message = format!("the request's body {what} than its length says");
        Some(Err(TransportError::other(message)))
    };
    match (&part, *left) {
        (Some(Ok(bytes)), Some(room)) => match room.checked_sub(bytes.len() as u64) {
            Some(rest) => *left = Some(rest),
            None => return wrong("has more bytes".to_owned()),
        },
        (None, Some(rest)) if rest > 0 => {
            *left = Some(0);
            return wrong(format!("has {rest} bytes fewer"));
        }
        _ => {}
    }
    part
}

/// The bytes of a body received so far.
struct Collected {
    first: Bytes,
    all: BytesMut,
    limit: usize,
}

impl Collected {
    fn new(limit: usize) -> Self {
        Self {
            first: Bytes::new(),
            all: BytesMut::new(),
            limit,
        }
    }

    /// Adds a part as far as the limit allows; whether that was all of it.
    fn add(&mut self, mut part: Bytes) -> bool {
        let room = self.limit - self.first.len() - self.all.len();
        let fits = part.len() <= room;
        part.truncate(room);
        // One part is the usual case, and needs no copy.
        if self.first.is_empty() && self.all.is_empty() {
            self.first = part;
        } else {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
            self.all.extend_from_slice(&part);
        }
        fits
    }

    fn take(&mut self) -> Bytes {
        if self.all.is_empty() {
            std::mem::take(&mut self.first)
        } else {
            std::mem::take(&mut self.all).freeze()
        }
    }
}

impl Stream for Body {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_part(cx)
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(bytes: T) -> Self {
        Self(Repr::Bytes(bytes.into()))
    }
}

/// The content of a body may be secret, so only its length is shown.
impl fmt::Debug for Body {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(formatter, "Body({length} bytes)"),
            None => formatter.write_str("Body(stream)"),
        }
    }
}
