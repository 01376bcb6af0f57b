//! What a call must make of a response by the rules of HTTP.
//!
//! In: a response, and what was asked for. Out: how the attempt ends with it.

use super::{End, Framing, LIMIT, Payload, Response, Wanted, Way, events, latin1};

/// How an attempt must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// With what the server meant to say.
    Right,
    /// With a part of it, which looks like the whole.
    Short,
    /// With an error that has this status.
    Status(u16),
    /// With an error that has this status, and the beginning of its body.
    Cut(u16),
    /// With a response that isn't what was asked for.
    Decode,
    /// Without a complete response.
    Interrupted,
    /// Without a connection.
    Connect,
    /// With a response that is larger than the client takes.
    TooLarge,
    /// With a redirect that is not followed.
    Redirect,
    /// When the time is over.
    Timeout,
    /// With what was left over of a response that was longer than it said.
    Leftover,
}

/// How an attempt ends with a response.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Met {
    pub(crate) ending: Ending,
    /// The head of a response in parts has arrived, so no other attempt follows.
    pub(crate) begun: bool,
    /// It ends by a time limit.
    pub(crate) late: bool,
}

impl Met {
    fn new(ending: Ending, begun: bool) -> Self {
        let late = false;
        Self {
            ending,
            begun,
            late,
        }
    }
}

/// What decides how a redirect is followed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Request {
    pub(crate) is_get: bool,
    pub(crate) has_body: bool,
}

impl Response {
    /// How an attempt ends with it.
    pub(crate) fn met(&self, wanted: Wanted, request: Request, right: &str) -> Met {
        let parts = wanted != Wanted::Json && self.is_success();
        if let End::Closed(at) | End::Reset(at) | End::Stall(at) = self.end
            && !self.is_whole_by(at, right)
        {
            return self.met_cut(at, wanted, right);
        }
        if self.code().is_none() || self.is_unreadable() {
            return Met::new(Ending::Interrupted, false);
        }
        if let Some(way) = self.way {
            let ending = self.led(way, request);
            if ending == Ending::Connect {
                // A server without TLS waits for the rest of what it takes for a request.
                return Met {
                    late: true,
                    ..Met::new(Ending::Timeout, false)
                };
            }
            // The other origin has no events.
            let no_events = wanted == Wanted::Events && ending == Ending::Right;
            return Met::new(if no_events { Ending::Decode } else { ending }, false);
        }
        Met::new(self.read(wanted, right), parts)
    }

    /// How an attempt ends if nothing follows so many bytes.
    fn met_cut(&self, at: usize, wanted: Wanted, right: &str) -> Met {
        let parts = wanted != Wanted::Json && self.is_success();
        let head = self.head_length(right);
        let late = matches!(self.end, End::Stall(_));
        let lost = if late {
            Ending::Timeout
        } else {
            Ending::Interrupted
        };
        // Of an address that isn't known yet the length of the head says nothing, so redirects are
        // cut in it.
        if self.is_bare() || self.way.is_some() || at < head {
            return Met {
                late,
                ..Met::new(lost, false)
            };
        }
        if self.code().is_none() || self.is_unreadable() {
            return Met::new(Ending::Interrupted, false);
        }
        if matches!(self.end, End::Closed(_)) && self.reads_until_close() {
            return Met::new(self.cut_off(wanted, at - head, right), parts);
        }
        // An invalid chunk is recognized at its first byte.
        let late = late && !(self.framing == Framing::NoChunk && at > head);
        if let Some(code) = self.code().filter(|_| !self.is_success()) {
            return Met {
                late,
                ..Met::new(Ending::Cut(code), false)
            };
        }
        let announced = matches!(self.framing, Framing::Length | Framing::TooLong);
        if announced && self.payload == Payload::Large && wanted == Wanted::Json {
            return Met::new(Ending::TooLarge, false);
        }
        if self.is_unasked(wanted) {
            return Met {
                late,
                ..Met::new(Ending::Decode, parts)
            };
        }
        if wanted == Wanted::Events
            && let Some(ending) = self.early(&self.arrived(at - head, right))
        {
            return Met::new(ending, true);
        }
        let ending = if late {
            Ending::Timeout
        } else {
            Ending::Interrupted
        };
        Met {
            late,
            ..Met::new(ending, parts)
        }
    }

    /// How a stream of events ends by what has arrived.
    fn early(&self, arrived: &[u8]) -> Option<Ending> {
        events::early_ending(arrived, self.code()?)
    }

    /// What has arrived of the body so many bytes after the head.
    fn arrived(&self, mut at: usize, right: &str) -> Vec<u8> {
        let body = self.body(right, "s3cr3t-value");
        match self.framing {
            Framing::NoChunk => Vec::new(),
            Framing::Chunked => {
                let mut arrived = Vec::new();
                for chunk in Self::chunks(&body) {
                    let before = format!("{:x};a=b\r\n", chunk.len()).len();
                    let length = at.saturating_sub(before).min(chunk.len());
                    arrived.extend(&chunk[..length]);
                    at = at.saturating_sub(before + chunk.len() + 2);
                }
                arrived
            }
            _ => body[..at.min(body.len())].to_vec(),
        }
    }

    fn head_length(&self, right: &str) -> usize {
        latin1(&self.head("", self.body(right, "s3cr3t-value").len())).len()
    }

    /// Whether all that was announced has arrived by then, since that was too little.
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

    /// A success whose head shows that it can't be read: no events, or in a coding that no client
    /// knows.
    fn is_unasked(&self, wanted: Wanted) -> bool {
        let encoded = self.payload == Payload::Compressed && !self.is_bare();
        encoded || (wanted == Wanted::Events && !self.is_event_stream())
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
            _ if !keeps && !request.is_get => {
                self.code().map_or(Ending::Interrupted, Ending::Status)
            }
            // The text there would make one of it.
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
            // Of an error only the beginning is kept.
            let large = !self.is_bare() && self.payload == Payload::Large;
            let large = large && self.framing != Framing::TooShort;
            return if broken || large {
                Ending::Cut(code)
            } else {
                Ending::Status(code)
            };
        }
        if self.is_unasked(wanted) && code != 204 {
            return Ending::Decode;
        }
        if broken {
            if wanted == Wanted::Events
                && let Some(ending) = self.early(&self.arrived(usize::MAX, right))
            {
                return ending;
            }
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
        self.meant(wanted, &body[..length], right)
    }

    /// How it ends if the connection is closed after so many bytes of a body that has no other end.
    fn cut_off(&self, wanted: Wanted, at: usize, right: &str) -> Ending {
        if !self.is_success() {
            return self.code().map_or(Ending::Interrupted, Ending::Status);
        }
        if self.is_unasked(wanted) {
            return Ending::Decode;
        }
        let body = self.body(right, "s3cr3t-value");
        self.meant(wanted, &body[..at.min(body.len())], right)
    }

    /// The ending of a complete body that `wanted` asks for.
    fn meant(&self, wanted: Wanted, body: &[u8], right: &str) -> Ending {
        let whole = body == right.as_bytes();
        match wanted {
            _ if whole => Ending::Right,
            Wanted::Json | Wanted::Events if body.len() > LIMIT => Ending::TooLarge,
            Wanted::Json => Ending::Decode,
            Wanted::Bytes => Ending::Short,
            Wanted::Events => events::ending(body, self.code().unwrap_or_default()),
        }
    }
}
