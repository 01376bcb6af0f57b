//! Compressed bodies of responses.
//!
//! In: a compressed body in parts. Out: what it was compressed from, in parts of bounded size, as
//! soon as it can be had, so that neither a bomb fills the memory nor an event waits for the next
//! one. Must not know limits of whole bodies.

use std::io::{self, Write};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use flate2::write::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use futures_core::Stream;

use crate::transport::{Body, TransportError};

/// The size of a part at most, about.
const PART: usize = 32 * 1024;

/// A body without its compression: gzip (RFC 1952), or else zlib (RFC 1950).
pub(super) fn inflated(body: Body, is_gzip: bool) -> Body {
    Body::stream(Inflated {
        body,
        rest: Bytes::new(),
        state: State::Begin { is_gzip },
    })
}

struct Inflated {
    body: Body,
    /// Compressed input that is not decoded yet.
    rest: Bytes,
    state: State,
}

enum State {
    /// No input yet. A body without any bytes is empty, compressed or not.
    Begin {
        is_gzip: bool,
    },
    Gzip(Box<GzDecoder<Vec<u8>>>),
    Zlib(Box<Decompress>),
    /// After the end; further bytes don't belong to the body.
    Ended,
}

impl State {
    fn begun(is_gzip: bool, first: &[u8]) -> Self {
        if is_gzip {
            return Self::Gzip(Box::new(GzDecoder::new(Vec::new())));
        }
        // Some servers leave out the header of zlib (RFC 9110, 8.4.1.2).
        let has_header = match *first {
            [first, second, ..] => {
                first & 0x0f == 8 && u16::from_be_bytes([first, second]) % 31 == 0
            }
            [first] => first & 0x0f == 8,
            [] => true,
        };
        Self::Zlib(Box::new(Decompress::new(has_header)))
    }

    /// Consumes the beginning of `rest`.
    fn step(&mut self, rest: &mut Bytes) -> io::Result<Vec<u8>> {
        match self {
            Self::Begin { is_gzip } => {
                *self = Self::begun(*is_gzip, rest);
                Ok(Vec::new())
            }
            Self::Gzip(decoder) => {
                let taken = decoder.write(rest)?;
                rest.advance(taken);
                if taken == 0 {
                    decoder.try_finish()?;
                } else if rest.is_empty() {
                    decoder.flush()?;
                }
                let part = std::mem::take(decoder.get_mut());
                if taken == 0 {
                    // Another gzip member may follow; anything else is padding.
                    *self = if rest.first() == Some(&0x1f) {
                        Self::begun(true, rest)
                    } else {
                        Self::Ended
                    };
                }
                Ok(part)
            }
            Self::Zlib(decoder) => {
                let mut part = Vec::with_capacity(PART);
                let before = decoder.total_in();
                let status = decoder.decompress_vec(rest, &mut part, FlushDecompress::None)?;
                let taken = usize::try_from(decoder.total_in() - before).unwrap_or(usize::MAX);
                rest.advance(taken.min(rest.len()));
                if status == Status::StreamEnd {
                    *self = Self::Ended;
                } else if taken == 0 && part.is_empty() && !rest.is_empty() {
                    return Err(io::Error::other("it makes no progress"));
                }
                Ok(part)
            }
            Self::Ended => {
                rest.clear();
                Ok(Vec::new())
            }
        }
    }

    /// The remaining output after the end of the input.
    fn end(&mut self) -> io::Result<Vec<u8>> {
        match std::mem::replace(self, Self::Ended) {
            Self::Begin { .. } | Self::Ended => Ok(Vec::new()),
            Self::Gzip(decoder) => decoder.finish(),
            Self::Zlib(mut decoder) => {
                let mut part = Vec::with_capacity(PART);
                match decoder.decompress_vec(&[], &mut part, FlushDecompress::Finish)? {
                    Status::StreamEnd => Ok(part),
                    _ => Err(io::ErrorKind::UnexpectedEof.into()),
                }
            }
        }
    }
}

impl Stream for Inflated {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            let part = if this.rest.is_empty() {
                match ready!(Pin::new(&mut this.body).poll_next(cx)) {
                    Some(Ok(part)) => {
                        this.rest = part;
                        continue;
                    }
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None if matches!(this.state, State::Ended) => return Poll::Ready(None),
                    None => this.state.end().map_err(|_| {
                        TransportError::interrupted("the compressed response ended too early")
                    }),
                }
            } else {
                let part = this.state.step(&mut this.rest);
                part.map_err(|error| {
                    TransportError::other(format!("the compressed response can't be read: {error}"))
                })
            };
            match part {
                Ok(part) if part.is_empty() => {}
                Ok(part) => return Poll::Ready(Some(Ok(part.into()))),
                Err(error) => {
                    (this.body, this.rest, this.state) =
                        (Body::empty(), Bytes::new(), State::Ended);
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}
