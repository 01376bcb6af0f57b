//! What a call must make of an answer by the rules of HTTP.
//!
//! In: an answer, and what was asked for. Out: how the attempt ends with it.

use super::{Answer, End, Framing, LIMIT, Payload, Wanted, Way, latin1};

/// How an attempt must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With what the server meant to say.
    Right,
    /// With a part of it, which can't be told from the whole.
    Short,
    /// With an error that has this status.
    Status(u16),
    /// With an answer that isn't what was asked for.
    Decode,
    /// Without a complete answer.
    Interrupted,
    /// Without a connection.
    Connect,
    /// With an answer that is larger than the client takes.
    TooLarge,
    /// With a redirect that is not followed.
    Redirect,
    /// When the time is over.
    Timeout,
    /// With what was left over of an answer that was longer than it said.
    Leftover,
}

/// What tells how a redirect is followed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(crate) is_get: bool,
    pub(crate) has_body: bool,
}

impl Answer {
    /// How a call ends with it, and whether the head of an answer that comes part by part had come. `bodied` says that
    /// the request is a `POST`, if at all.
    pub(crate) fn ending(&self, wanted: Wanted, request: Request, right: &str) -> (Ending, bool) {
        let parts = wanted != Wanted::Json && self.is_success();
        if let End::Closed(at) | End::Reset(at) | End::Stall(at) = self.end
            && !self.is_whole_by(at, right)
        {
            let whole = self.is_bare();
            // Of an address that isn't known yet the length of the head says nothing, so redirects are cut in it.
            let in_head = whole || self.way.is_some() || at < self.head_length(right);
            let ending = match self.end {
                // What is no chunk is told at its first byte.
                End::Stall(_)
                    if self.framing == Framing::NoChunk
                        && !in_head
                        && at > self.head_length(right) =>
                {
                    Ending::Interrupted
                }
                End::Stall(_) => Ending::Timeout,
                End::Closed(_) if !in_head && self.reads_until_close() => {
                    return (
                        self.cut_off(wanted, at - self.head_length(right), right),
                        parts,
                    );
                }
                _ => Ending::Interrupted,
            };
            let unreadable = self.code().is_none() || self.is_unreadable();
            if !in_head && unreadable {
                return (Ending::Interrupted, false);
            }
            let announced = matches!(self.framing, Framing::Length | Framing::TooLong);
            if !in_head
                && announced
                && self.payload == Payload::Large
                && wanted == Wanted::Json
                && self.is_success()
            {
                return (Ending::TooLarge, false);
            }
            if !in_head && parts && wanted == Wanted::Events && !self.is_event_stream() {
                return (Ending::Decode, true);
            }
            return (ending, parts && !in_head);
        }
        if self.code().is_none() || self.is_unreadable() {
            return (Ending::Interrupted, false);
        }
        if let Some(way) = self.way {
            let ending = self.led(way, request);
            // The other origin has no events.
            let no_events = wanted == Wanted::Events && ending == Ending::Right;
            return (if no_events { Ending::Decode } else { ending }, false);
        }
        (self.read(wanted, right), parts)
    }

    fn head_length(&self, right: &str) -> usize {
        latin1(&self.head("", self.body(right, "s3cr3t-value").len())).len()
    }

    /// Whether all that was announced has come by then, since that was too little.
    fn is_whole_by(&self, at: usize, right: &str) -> bool {
        let announced = self.body(right, "s3cr3t-value").len() / 2;
        let short = self.framing == Framing::TooShort && !self.is_bare() && self.way.is_none();
        short && self.code().is_some() && at >= self.head_length(right) + announced
    }

    fn is_event_stream(&self) -> bool {
        // What can't be read names no other type.
        !matches!(
            self.media_type,
            Some("text/html" | "application/json; charset=klingon" | "application/json")
        )
    }

    fn reads_until_close(&self) -> bool {
        self.framing == Framing::UntilClose && self.code().is_some()
    }

    /// A head that no client may take.
    fn is_unreadable(&self) -> bool {
        !self.is_bare() && matches!(self.framing, Framing::TwoLengths | Framing::NoNumber)
    }

    fn led(&self, way: Way, request: Request) -> Ending {
        let keeps = matches!(self.status, "307" | "308");
        match way {
            // A call does not become a `GET`.
            _ if !keeps && !request.is_get => self.code().map_or(Ending::Interrupted, Ending::Status),
            // What stands there would make one of it.
            Way::Circle if !request.is_get => Ending::Status(302),
            Way::Circle | Way::Nowhere => Ending::Redirect,
            _ if request.has_body => Ending::Redirect,
            Way::OtherOrigin => Ending::Right,
            Way::Https => Ending::Connect,
        }
    }

    /// How it ends if all that is meant to be sent is.
    fn read(&self, wanted: Wanted, right: &str) -> Ending {
        let Some(code) = self.code() else {
            return Ending::Interrupted;
        };
        let broken = !self.is_bare() && matches!(self.framing, Framing::TooLong | Framing::NoChunk);
        if !self.is_success() {
            // Of an error only the beginning is read.
            let read = self.payload == Payload::Large && self.framing == Framing::TooLong;
            return if broken && !read {
                Ending::Interrupted
            } else {
                Ending::Status(code)
            };
        }
        if wanted == Wanted::Events && !self.is_event_stream() && code != 204 {
            return Ending::Decode;
        }
        if broken {
            let large = self.payload == Payload::Large && self.framing == Framing::TooLong;
            return if large && wanted != Wanted::Bytes {
                Ending::TooLarge
            } else {
                Ending::Interrupted
            };
        }
        let body = self.body(right, "s3cr3t-value");
        let length = match self.framing {
            _ if self.is_bare() => 0,
            Framing::TooShort => body.len() / 2,
            _ => body.len(),
        };
        Self::meant(wanted, &body[..length], right)
    }

    /// How it ends if the connection is closed after so many bytes of a body that has no other end.
    fn cut_off(&self, wanted: Wanted, at: usize, right: &str) -> Ending {
        if !self.is_success() {
            return self.code().map_or(Ending::Interrupted, Ending::Status);
        }
        if wanted == Wanted::Events && !self.is_event_stream() {
            return Ending::Decode;
        }
        let body = self.body(right, "s3cr3t-value");
        Self::meant(wanted, &body[..at.min(body.len())], right)
    }

    /// What is wanted, made of a body that came to its end.
    fn meant(wanted: Wanted, body: &[u8], right: &str) -> Ending {
        let whole = body == right.as_bytes();
        match wanted {
            _ if whole => Ending::Right,
            Wanted::Json | Wanted::Events if body.len() > LIMIT => Ending::TooLarge,
            Wanted::Json => Ending::Decode,
            // What isn't an event yet is none.
            Wanted::Bytes | Wanted::Events => Ending::Short,
        }
    }
}
