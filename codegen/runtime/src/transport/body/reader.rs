//! A reader as a stream.
//!
//! In: anything that can be read, and may wait while it is. Out: its bytes in parts. A thread of
//! its own reads, two parts ahead, so that no task waits for a disk or a pipe; it begins when the
//! first part is asked for, and ends with the stream. Must not know what is read.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;

use bytes::Bytes;
use futures_core::Stream;
use tokio::sync::mpsc::{Receiver, Sender, channel};

use crate::transport::TransportError;

/// How much is read at once.
const PART: usize = 64 * 1024;

/// The parts of what is read.
pub(super) struct Parts<R> {
    reader: Option<R>,
    /// An empty part is the end: a thread that panics sends none.
    parts: Option<Receiver<io::Result<Bytes>>>,
}

impl<R: Read + Send + 'static> Parts<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            reader: Some(reader),
            parts: None,
        }
    }

    fn begin(&mut self, reader: R) -> io::Result<()> {
        let (sender, receiver) = channel(2);
        self.parts = Some(receiver);
        let thread = thread::Builder::new().name("specwright-upload".to_owned());
        thread.spawn(move || read(reader, &sender)).map(drop)
    }
}

/// Nothing here is pinned: a reader is only moved to the thread.
impl<R> Unpin for Parts<R> {}

/// Reads until the end, an error, or nobody wants more.
fn read(mut reader: impl Read, parts: &Sender<io::Result<Bytes>>) {
    loop {
        let mut part = vec![0; PART];
        let part = match reader.read(&mut part) {
            Ok(length) => {
                part.truncate(length);
                Ok(Bytes::from(part))
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => Err(error),
        };
        let last = part.as_ref().map_or(true, Bytes::is_empty);
        if parts.blocking_send(part).is_err() || last {
            return;
        }
    }
}

impl<R: Read + Send + 'static> Stream for Parts<R> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let begun = match self.reader.take() {
            Some(reader) => self.begin(reader),
            None => Ok(()),
        };
        let part = match (begun, &mut self.parts) {
            (Err(error), _) => Some(Err(error)),
            (Ok(()), None) => return Poll::Ready(None),
            (Ok(()), Some(parts)) => match parts.poll_recv(cx) {
                Poll::Ready(part) => part,
                Poll::Pending => return Poll::Pending,
            },
        };
        let part = match part {
            Some(Ok(part)) if !part.is_empty() => return Poll::Ready(Some(Ok(part))),
            Some(Ok(_)) => None,
            Some(Err(error)) => Some(error),
            None => Some(io::Error::other("its reader panicked")),
        };
        self.parts = None;
        Poll::Ready(part.map(|error| {
            let message = format!("the request's body can't be read: {error}");
            Err(TransportError::other(message))
        }))
    }
}
