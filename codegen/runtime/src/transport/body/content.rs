//! What a request will send, kept until then.
//!
//! In: a body, or several to be sent one after another. Out: the body for one attempt, as often as
//! it can be had. Must not know requests.

use std::collections::VecDeque;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::progress::{OnProgress, Progress};
use super::{Body, Repr, Source};
use crate::transport::TransportError;
#[cfg(feature = "compression")]
use crate::transport::coding;

/// A body that is kept until it is sent. Clones are the same body.
#[derive(Clone)]
pub(crate) enum Content {
    Bytes(Bytes),
    /// Created again for each attempt.
    Source(Arc<Source>),
    /// Can be sent only once.
    Once(Arc<Once>),
    /// One after another.
    Several(Arc<[Content]>),
    /// In gzip.
    #[cfg(feature = "compression")]
    Compressed(Arc<Content>),
    /// Reports its progress.
    Watched(Arc<(Content, OnProgress)>),
}

pub(crate) struct Once {
    body: Mutex<Option<Body>>,
    length: Option<u64>,
}

impl Content {
    /// The bytes, if it is nothing else.
    pub(crate) fn as_bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// How many bytes it has, where that is known.
    pub(crate) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => Some(bytes.len() as u64),
            Self::Source(source) => source.length,
            Self::Once(once) => once.length,
            Self::Several(several) => several.iter().map(Self::length).sum(),
            #[cfg(feature = "compression")]
            Self::Compressed(_) => None,
            Self::Watched(watched) => watched.0.length(),
        }
    }

    /// Whether it can be sent another time.
    pub(crate) fn is_repeatable(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::Source(_) => true,
            Self::Once(_) => false,
            Self::Several(several) => several.iter().all(Self::is_repeatable),
            #[cfg(feature = "compression")]
            Self::Compressed(content) => content.is_repeatable(),
            Self::Watched(watched) => watched.0.is_repeatable(),
        }
    }

    /// Whether it was sent already and can't be had again.
    pub(crate) fn is_spent(&self) -> bool {
        match self {
            Self::Bytes(_) | Self::Source(_) => false,
            Self::Once(once) => once
                .body
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .is_none(),
            Self::Several(several) => several.iter().any(Self::is_spent),
            #[cfg(feature = "compression")]
            Self::Compressed(content) => content.is_spent(),
            Self::Watched(watched) => watched.0.is_spent(),
        }
    }

    /// The same, reporting its progress.
    pub(crate) fn watched(self, report: OnProgress) -> Self {
        Self::Watched(Arc::new((self, report)))
    }

    /// The same in gzip, unless it is in memory and not shorter then.
    #[cfg(feature = "compression")]
    pub(crate) fn compressed(self) -> Result<Self, Self> {
        match &self {
            Self::Bytes(bytes) => coding::compressed(bytes).map(Self::Bytes).ok_or(self),
            _ => Ok(Self::Compressed(Arc::new(self))),
        }
    }

    /// The body for one attempt.
    pub(crate) fn body(&self) -> Result<Body, TransportError> {
        let body = match self {
            Self::Bytes(bytes) => return Ok(Body::from(bytes.clone())),
            Self::Source(source) => return Ok(Body(Repr::Source(Arc::clone(source)))),
            Self::Once(once) => {
                let mut body = once.body.lock().unwrap_or_else(PoisonError::into_inner);
                return body.take().ok_or_else(|| {
                    TransportError::other(
                        "the request's body is a stream, which can't be sent again",
                    )
                });
            }
            Self::Several(several) => {
                let bodies: Result<_, _> = several.iter().map(Self::body).collect();
                Body::stream(Chain(bodies?))
            }
            #[cfg(feature = "compression")]
            Self::Compressed(content) => Body::stream(coding::Gzip::new(content.body()?)),
            Self::Watched(watched) => {
                let (content, report) = &**watched;
                Body::stream(Watched {
                    body: content.body()?,
                    rest: Bytes::new(),
                    progress: Progress::new(content.length()),
                    report: Arc::clone(report),
                })
            }
        };
        Ok(match self.length() {
            Some(length) => body.with_length(length),
            None => body,
        })
    }
}

impl From<Body> for Content {
    fn from(body: Body) -> Self {
        match body.0 {
            Repr::Bytes(bytes) => Self::Bytes(bytes),
            Repr::Source(source) => Self::Source(source),
            Repr::Stream(_, length) => {
                let body = Mutex::new(Some(body));
                Self::Once(Arc::new(Once { body, length }))
            }
        }
    }
}

impl Default for Content {
    fn default() -> Self {
        Self::Bytes(Bytes::new())
    }
}

/// Bytes are compared; others are equal if they are the same.
impl PartialEq for Content {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Bytes(one), Self::Bytes(other)) => one == other,
            (Self::Source(one), Self::Source(other)) => Arc::ptr_eq(one, other),
            (Self::Once(one), Self::Once(other)) => Arc::ptr_eq(one, other),
            (Self::Several(one), Self::Several(other)) => Arc::ptr_eq(one, other),
            #[cfg(feature = "compression")]
            (Self::Compressed(one), Self::Compressed(other)) => Arc::ptr_eq(one, other),
            (Self::Watched(one), Self::Watched(other)) => Arc::ptr_eq(one, other),
            _ => false,
        }
    }
}

impl Eq for Content {}

/// The content may be secret, so only its length is shown.
impl fmt::Debug for Content {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(formatter, "{length}"),
            None => formatter.write_str("stream"),
        }
    }
}

/// Bodies one after another.
struct Chain(VecDeque<Body>);

impl Stream for Chain {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(body) = self.0.front_mut() {
            match ready!(body.poll_part(cx)) {
                None => drop(self.0.pop_front()),
                part => return Poll::Ready(part),
            }
        }
        Poll::Ready(None)
    }
}

/// A body that reports its progress; large chunks are split, so that there is progress to report.
struct Watched {
    body: Body,
    rest: Bytes,
    progress: Progress,
    report: OnProgress,
}

/// The size of the chunks that are reported.
const PART: usize = 64 * 1024;

impl Stream for Watched {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if self.rest.is_empty() {
            match ready!(self.body.poll_part(cx)) {
                Some(Ok(part)) => self.rest = part,
                other => return Poll::Ready(other),
            }
        }
        let length = self.rest.len().min(PART);
        let part = self.rest.split_to(length);
        self.progress.add(length);
        (self.report)(self.progress);
        Poll::Ready(Some(Ok(part)))
    }
}
