//! Answers as bytes, without holding them in memory.
//!
//! In: the body of an answer while it comes. Out: its bytes part by part, or all of them in a writer or file. Must
//! not know what the bytes mean.

use std::fmt;
use std::io::{self, Write};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};

use super::Coming;
use crate::error::{CallSite, Error};
use crate::progress::{Progress, Tell};
use crate::transport::Body;

/// The body of an answer, as it comes: [`Call::bytes_stream`](crate::Call::bytes_stream) gives it.
///
/// It is a [`Stream`], and has [`next`](Self::next) for those who need no more. The client's limit for the size of
/// answers does not hold, since no more than a part is in memory; nor does the call's time limit, once the answer has
/// begun. Dropping it ends the request.
///
/// Other errors than those of the connection were told when the call was awaited. An answer that ends too early is an
/// error.
pub struct ByteStream {
    body: Body,
    site: CallSite,
    status: StatusCode,
    headers: HeaderMap,
    progress: Progress,
    tell: Option<Tell>,
}

impl ByteStream {
    pub(crate) fn new(
        coming: Coming,
        site: CallSite,
        (status, headers): (StatusCode, HeaderMap),
    ) -> Self {
        let length = headers.get(CONTENT_LENGTH);
        let length = length.and_then(|value| value.to_str().ok()?.parse().ok());
        Self {
            body: coming.body,
            site,
            status,
            headers,
            progress: Progress::new(length),
            tell: None,
        }
    }

    /// The same for a thread that waits, in a program without an async runtime.
    #[cfg(all(feature = "blocking", not(target_arch = "wasm32")))]
    #[must_use]
    pub fn blocking(self) -> crate::Blocking<Self> {
        let site = self.site.clone();
        crate::Blocking::new(self, site)
    }

    /// The status of the answer.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers of the answer.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// How many bytes have come, and how many there are if the server said so.
    #[must_use]
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// Tells of each part that comes.
    #[must_use]
    #[cfg(not(target_arch = "wasm32"))]
    pub fn on_progress(mut self, tell: impl Fn(Progress) + Send + Sync + 'static) -> Self {
        self.tell = Some(Arc::new(tell));
        self
    }

    /// Tells of each part that comes.
    #[must_use]
    #[cfg(target_arch = "wasm32")]
    pub fn on_progress(mut self, tell: impl Fn(Progress) + 'static) -> Self {
        self.tell = Some(Arc::new(tell));
        self
    }

    /// The next bytes; none when all have come.
    ///
    /// # Errors
    ///
    /// The connection broke off.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// Writes all that comes to a writer and gives it back. A thread writes, two parts behind, so that no task waits
    /// for a disk.
    ///
    /// # Errors
    ///
    /// The writer's, or the [`Error`] of the connection within one of kind [`Other`](io::ErrorKind::Other).
    #[cfg(not(target_arch = "wasm32"))]
    pub async fn write_to<W: Write + Send + 'static>(mut self, writer: W) -> io::Result<W> {
        let (parts, receiver) = tokio::sync::mpsc::channel(2);
        let (result, written) = tokio::sync::oneshot::channel();
        let thread = std::thread::Builder::new().name("specwright-download".to_owned());
        thread.spawn(move || {
            // Nobody is told if the download was given up.
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

    /// Writes all that comes to a writer and gives it back.
    ///
    /// # Errors
    ///
    /// The writer's, or the [`Error`] of the connection within one of kind [`Other`](io::ErrorKind::Other).
    #[cfg(target_arch = "wasm32")]
    pub async fn write_to<W: Write>(mut self, mut writer: W) -> io::Result<W> {
        while let Some(part) = self.next().await {
            writer.write_all(&part.map_err(io::Error::other)?)?;
        }
        writer.flush()?;
        Ok(writer)
    }

    /// Writes all that comes to the file of that path, in the place of one that is there, and gives its length. Until
    /// everything has come it has another name beside it, so that there is never half a file; it vanishes if the
    /// download fails or is given up.
    ///
    /// # Errors
    ///
    /// Those of [`write_to`](Self::write_to); the file can't be made.
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

/// Writes parts as they come.
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
            // There is nobody left to tell.
            let _ = std::fs::remove_file(path);
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let part = ready!(Pin::new(&mut self.body).poll_next(cx));
        Poll::Ready(part.map(|part| match part {
            Ok(bytes) => {
                self.progress.add(bytes.len());
                if let Some(tell) = &self.tell {
                    tell(self.progress);
                }
                Ok(bytes)
            }
            Err(error) => {
                self.body = Body::empty();
                let site = Box::new(self.site.clone());
                Err(Error::Transport { error, site })
            }
        }))
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
