//! Responses as bytes, without keeping them in memory.
//!
//! In: the body of a response as it arrives. Out: its bytes chunk by chunk, or all of them in a
//! writer or file. Must not know what the bytes mean.

use std::fmt;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Method, StatusCode};

use super::resume::{First, Resuming};
use crate::codec::FromBody;
use crate::error::{CallSite, Error};
use crate::request::Request;
use crate::response::{Output, StreamedResponse, Success};
use crate::transport::body::progress::{OnProgress, Progress};
use crate::transport::{Body, Shared};

/// The body of a response as it arrives, returned by
/// [`Call::bytes_stream`](crate::Call::bytes_stream).
///
/// It is a [`Stream`], with a [`next`](Self::next) that needs no extension trait. The client's
/// limit for the size of responses does not apply, since only one chunk is in memory at a time; nor
/// does the call's timeout, once the response has begun. Dropping it ends the request.
///
/// Errors other than those of the connection are returned when the call is awaited. A response that
/// ends too early is an error.
///
/// [`resuming`](Self::resuming) continues a download whose connection was lost.
pub struct ByteStream {
    source: Source,
    site: CallSite,
    status: StatusCode,
    headers: HeaderMap,
    progress: Progress,
    report: Option<OnProgress>,
    /// What a `GET` was requested with.
    request: Option<Box<Request>>,
    was_encoded: bool,
}

/// The source of the bytes.
enum Source {
    Body(Body),
    Resuming(Box<Resuming>),
}

impl ByteStream {
    fn new(response: StreamedResponse) -> Self {
        let StreamedResponse { body, headers, .. } = response;
        let length = headers.get(CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.parse().ok());
        Self {
            source: Source::Body(body.body),
            request: body.again.filter(|request| request.method == Method::GET),
            was_encoded: body.was_encoded,
            site: response.site,
            status: response.status,
            headers,
            progress: Progress::new(length),
            report: None,
        }
    }

    /// Requests the rest of the bytes when the connection is lost, `read_timeout` expires, or the
    /// response ends too early: at most `times` times in a row without a byte in between (RFC 9110,
    /// 13.1.5 and 14.2).
    ///
    /// The request is sent again with `Range` and `If-Range`, with credentials, redirects and
    /// retries as for any call, after a wait like that before a retry. [`status`](Self::status) and
    /// [`headers`](Self::headers) stay those of the first response, and the bytes are those of one
    /// version of the resource, each once.
    ///
    /// This takes a `GET` without a `Content-Encoding` in its response, which is
    ///
    /// - a `200`, or a `206` to a `Range` that the call asked for,
    /// - and has a strong `ETag`, or no `ETag` and a `Last-Modified` at least a second before its
    ///   `Date`.
    ///
    /// # Errors
    ///
    /// Those of [`next`](Self::next) say why a download was not resumed:
    ///
    /// - [`Error::Transport`]: the response can't be resumed, the resource has changed meanwhile,
    ///   the server doesn't support ranges or sent another one, or no more bytes came.
    /// - [`Error::Api`]: the server refused the request for the rest.
    ///
    /// ```no_run
    /// # async fn example(call: specwright_runtime::Call<()>) -> Result<(), Box<dyn std::error::Error>> {
    /// let length = call.bytes_stream().await?.resuming(3).save("film.mp4").await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn resuming(mut self, times: u32) -> Self {
        if let Source::Body(body) = &mut self.source {
            let first = First {
                status: self.status,
                headers: &self.headers,
                was_encoded: self.was_encoded,
                received: self.progress.bytes,
            };
            let (body, request) = (std::mem::take(body), self.request.take());
            let resuming = Resuming::new(body, request, &first, self.site.clone());
            self.source = Source::Resuming(Box::new(resuming));
        }
        if let Source::Resuming(resuming) = &mut self.source {
            resuming.set_times(times);
        }
        self
    }

    /// The same for a thread that waits, in a program without an async runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn blocking(self) -> crate::Blocking<Self> {
        let site = self.site.clone();
        crate::Blocking::new(self, site)
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the response.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many bytes have arrived, and the total if the server states it.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Calls `report` with the progress after each chunk.
    #[must_use]
    pub fn on_progress(mut self, report: impl Fn(Progress) + Shared + 'static) -> Self {
        self.report = Some(Arc::new(report));
        self
    }

    /// The next bytes; `None` after the last.
    ///
    /// # Errors
    ///
    /// The connection was lost, and the download was not [resumed](Self::resuming).
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Writes the remaining bytes to a writer and returns it. A separate thread writes, at most two
    /// chunks late, so that no task waits for a disk.
    ///
    /// # Errors
    ///
    /// The writer's, or the [`Error`] of the connection within one of kind
    /// [`Other`](io::ErrorKind::Other).
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn write_to<W: Write + Send + 'static>(mut self, writer: W) -> io::Result<W> {
        let (parts, receiver) = tokio::sync::mpsc::channel(2);
        let (result, written) = tokio::sync::oneshot::channel();
        let thread = std::thread::Builder::new().name("specwright-download".to_owned());
        thread.spawn(move || {
            // The receiver is gone if the download was dropped.
            let _ = result.send(write(writer, receiver));
        })?;
        while let Some(part) = self.next().await {
            let part = part.map_err(io::Error::other)?;
            if parts.send(part).await.is_err() {
                // The writer failed, and says why.
                break;
            }
        }
        drop(parts);
        let panicked = |_| Err(io::Error::other("the writer panicked"));
        written.await.unwrap_or_else(panicked)
    }

    /// Writes the remaining bytes to a writer and returns it.
    ///
    /// # Errors
    ///
    /// The writer's, or the [`Error`] of the connection within one of kind
    /// [`Other`](io::ErrorKind::Other).
    #[cfg(target_arch = "wasm32")]
    pub async fn write_to<W: Write>(mut self, mut writer: W) -> io::Result<W> {
        while let Some(part) = self.next().await {
            writer.write_all(&part.map_err(io::Error::other)?)?;
        }
        writer.flush()?;
        Ok(writer)
    }

    /// Writes the remaining bytes to the file at `path`, replacing an existing one, and returns its
    /// length. The bytes first go to a temporary file in the same folder, so that there is never
    /// half a file at `path`; it is removed if the download fails or is dropped.
    ///
    /// # Errors
    ///
    /// Those of [`write_to`](Self::write_to), or the file can't be created.
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn save(self, path: impl AsRef<std::path::Path>) -> io::Result<u64> {
        let path = path.as_ref();
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{:016x}.part", fastrand::u64(..)));
        let file = std::fs::File::create_new(&name)?;
        let mut unfinished = Unfinished(Some(name.into()));
        let length = self.write_to(file).await?.metadata()?.len();
        unfinished.finish(path)?;
        Ok(length)
    }
}

/// Writes chunks as they arrive.
#[cfg(not(target_arch = "wasm32"))]
fn write<W: Write>(mut writer: W, mut parts: tokio::sync::mpsc::Receiver<Bytes>) -> io::Result<W> {
    while let Some(part) = parts.blocking_recv() {
        writer.write_all(&part)?;
    }
    writer.flush()?;
    Ok(writer)
}

/// A file that vanishes unless it gets its name.
#[cfg(not(target_arch = "wasm32"))]
struct Unfinished(Option<std::path::PathBuf>);

#[cfg(not(target_arch = "wasm32"))]
impl Unfinished {
    fn finish(&mut self, path: &std::path::Path) -> io::Result<()> {
        if let Some(unfinished) = &self.0 {
            std::fs::rename(unfinished, path)?;
        }
        self.0 = None;
        Ok(())
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // A destructor can't report the error.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Output for ByteStream {
    fn from_success<E: FromBody>(success: &mut Success) -> Result<Self, Error<E>> {
        success.streamed(|_| false).map(Self::new)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let part = match &mut this.source {
            Source::Resuming(resuming) => ready!(resuming.poll_next(cx)),
            Source::Body(body) => {
                let part = ready!(Pin::new(&mut *body).poll_next(cx));
                part.map(|part| {
                    part.map_err(|error| {
                        *body = Body::empty();
                        let site = Box::new(this.site.clone());
                        Error::Transport { error, site }
                    })
                })
            }
        };
        if let Some(Ok(bytes)) = &part {
            this.progress.add(bytes.len());
            if let (Source::Resuming(resuming), None) = (&this.source, this.progress.total) {
                let bytes = this.progress.bytes;
                this.progress.total = resuming.left().map(|left| bytes.saturating_add(left));
            }
            if let Some(report) = &this.report {
                report(this.progress);
            }
        }
        Poll::Ready(part)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ByteStream")
            .field("site", &self.site)
            .field("status", &self.status)
            .field("progress", &self.progress)
            .finish_non_exhaustive()
    }
}
