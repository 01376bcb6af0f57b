//! Responses of the server, put together from faults.
//!
//! In: random numbers. Out: the bytes of a response, and how they are sent.

mod ending;
mod events;
mod retry;
mod right;

use std::fmt::Write as _;

use fastrand::Rng;

pub use self::ending::Ending;
pub(crate) use self::ending::{Met, Request};
use self::events::{ODDITIES, Odd};
pub(crate) use self::retry::may_pass;
use self::retry::{SHOULD, WAITS, Wait, should_retry};
pub(crate) use self::right::right;

/// How large a response may be.
pub(crate) const LIMIT: usize = 32 << 10;

/// What follows a response that is longer than it says.
pub(crate) const LEFTOVER: &str = "{\"call\": 0}";

/// What is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// A JSON object.
    Json,
    /// Bytes, part by part.
    Bytes,
    /// Server-sent events.
    Events,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Payload {
    Right,
    Html,
    OtherType,
    HalfJson,
    Nothing,
    Compressed,
    /// The credential that was sent, if the client sends one.
    Echo,
    Large,
    /// Events among which there are others than the right ones.
    Odd(Odd),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Framing {
    Length,
    Chunked,
    UntilClose,
    /// More is announced than is sent.
    TooLong,
    /// Less is announced than is sent: what is left over looks like a response to another call.
    TooShort,
    TwoLengths,
    NoNumber,
    NoChunk,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// The connection waits for the next request.
    Keep,
    /// So it says, but it is closed.
    Stale,
    /// Closed after so many bytes.
    Closed(usize),
    /// Reset after so many bytes.
    Reset(usize),
    /// After so many bytes nothing more is sent.
    Stall(usize),
}

/// Where a redirect leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Circle,
    OtherOrigin,
    /// TLS where there is none.
    Https,
    Nowhere,
}

/// One response of the server.
#[derive(Clone, Debug)]
pub struct Response {
    before: Vec<u16>,
    /// As written in the first line.
    status: &'static str,
    payload: Payload,
    media_type: Option<&'static str>,
    framing: Framing,
    wait: Option<Wait>,
    should_retry: Option<&'static str>,
    pub(crate) way: Option<Way>,
    pub(crate) byte_by_byte: bool,
    pub(crate) end: End,
}

const STATUSES: &[&str] = &[
    "201", "204", "205", "299", "300", "304", "400", "401", "404", "408", "418", "429", "500",
    "502", "503", "507", "599", "600", "999", "099", "1000", "2OO", "",
];

const MEDIA_TYPES: &[Option<&str>] = &[
    None,
    Some("text/html"),
    Some("application/json; charset=klingon"),
    Some("\u{ff}/\u{fe}"),
    Some(";;;"),
];

impl Response {
    /// What a server that is well says.
    pub(crate) fn fine() -> Self {
        Self {
            before: Vec::new(),
            status: "200",
            payload: Payload::Right,
            media_type: Some("application/json"),
            framing: Framing::Length,
            wait: None,
            should_retry: None,
            way: None,
            byte_by_byte: false,
            end: End::Keep,
        }
    }

    /// Any response. Only a `contagious` one may change the next call on the same connection.
    pub(crate) fn any(rng: &mut Rng, wanted: Wanted, contagious: bool) -> Self {
        let mut response = Self::fine();
        if wanted == Wanted::Events {
            response.media_type = Some("text/event-stream");
        }
        let mut often = |of: u8| rng.u8(..of) == 0;
        let (odd, storm, odd_media, odd_payload) = (often(4), often(6), often(6), often(4));
        let (informed, odd_framing, slow, cut, moved) =
            (often(6), often(3), often(8), often(4), often(12));
        if odd {
            response.status = rng.choice(STATUSES).unwrap_or(&"500");
        }
        if storm {
            let statuses = ["429", "503", "500", "408", "425", "501", "400"];
            response.status = rng.choice(statuses).unwrap_or("429");
            response.wait = rng.choice(WAITS).copied();
            if rng.u8(..4) == 0 {
                response.should_retry = rng.choice(SHOULD).copied();
            }
        }
        if odd_media {
            response.media_type = rng.choice(MEDIA_TYPES).copied().flatten();
        }
        if odd_payload {
            use Payload::{Compressed, Echo, HalfJson, Html, Large, Nothing, OtherType};
            let payloads = [Html, OtherType, HalfJson, Nothing, Compressed, Echo, Large];
            response.payload = rng.choice(payloads).unwrap_or(Html);
            if wanted == Wanted::Events && rng.bool() {
                response.payload = rng.choice(ODDITIES).map_or(Html, Payload::Odd);
            }
        }
        if informed {
            response.before = (0..rng.u8(1..4))
                .map(|_| [100, 102, 103][rng.usize(..3)])
                .collect();
        }
        if odd_framing {
            use Framing::{Chunked, NoChunk, NoNumber, TooLong, TooShort, TwoLengths, UntilClose};
            let framings = [
                Chunked, Chunked, UntilClose, TooLong, TwoLengths, NoNumber, NoChunk,
            ];
            response.framing = rng.choice(framings).unwrap_or(Chunked);
            if contagious && rng.bool() {
                response.framing = TooShort;
            }
        }
        response.byte_by_byte = slow && response.payload != Payload::Large;
        if moved {
            response = Self::moved(rng);
        }
        if cut {
            // Of chunks not the last one, without which nothing is complete.
            let all = response.parts(&right(0, wanted), "s3cr3t-value", "");
            let length = all.len().saturating_sub(5).max(1);
            let at = rng.usize(..length);
            response.end = match rng.u8(..8) {
                // An impossible status is reported before the end of the head, however late that
                // is.
                0..4 => End::Closed(at),
                7 if response.code().is_none() => End::Closed(at),
                // Whether the end or the reset is seen first is not known.
                4..7 if matches!(response.payload, Payload::Odd(odd) if odd.ends_early()) => {
                    End::Closed(at)
                }
                4..7 => End::Reset(at),
                _ => End::Stall(at),
            };
        } else if contagious && rng.bool() {
            response.end = End::Stale;
        }
        response
    }

    fn moved(rng: &mut Rng) -> Self {
        let ways = [Way::Circle, Way::OtherOrigin, Way::Https, Way::Nowhere];
        Self {
            status: rng
                .choice(["301", "302", "303", "307", "308"])
                .unwrap_or("302"),
            payload: Payload::Nothing,
            way: rng.choice(ways),
            ..Self::fine()
        }
    }

    fn code(&self) -> Option<u16> {
        let code = self.status.parse().ok()?;
        (self.status.len() == 3 && code >= 100).then_some(code)
    }

    /// Whether it says that the server did nothing.
    pub(crate) fn refuses(&self) -> bool {
        matches!(self.code(), Some(429 | 503)) || self.should_retry() == Some(true)
    }

    /// What the server says of another attempt.
    pub(crate) fn should_retry(&self) -> Option<bool> {
        self.should_retry.and_then(should_retry)
    }

    /// A status without a body.
    fn is_bare(&self) -> bool {
        matches!(self.code(), Some(204 | 304))
    }

    fn is_success(&self) -> bool {
        self.code().is_some_and(|code| (200..300).contains(&code))
    }

    /// Sends it at once: not byte by byte, and not after a circle of redirects, which ends like one
    /// that leads nowhere.
    pub(crate) fn hasten(&mut self) {
        self.byte_by_byte = false;
        if self.way == Some(Way::Circle) {
            self.way = Some(Way::Nowhere);
        }
    }

    /// Whether a time limit may end it.
    pub(crate) fn is_silent(&self) -> bool {
        matches!(self.end, End::Stall(_)) || self.way == Some(Way::Https)
    }

    /// Whether it ends by a reset.
    pub(crate) fn is_reset(&self) -> bool {
        matches!(self.end, End::Reset(_))
    }

    /// Whether the server asks for a longer wait than a call makes that waits for so many seconds.
    pub(crate) fn puts_off(&self, longest: u64) -> bool {
        let asked = self.wait.and_then(|wait| wait.seconds);
        asked.is_some_and(|seconds| seconds > longest)
    }

    fn body(&self, right: &str, echo: &str) -> Vec<u8> {
        match self.payload {
            Payload::Right => right.as_bytes().to_vec(),
            Payload::Html => b"<!doctype html><p>Bad gateway".to_vec(),
            Payload::OtherType => b"{\"call\": \"seven\"}".to_vec(),
            Payload::HalfJson => b"{\"call\": ".to_vec(),
            Payload::Nothing => Vec::new(),
            Payload::Compressed => vec![0; 4 << 10],
            Payload::Echo => format!("you sent {echo}").into_bytes(),
            Payload::Large => vec![b'x'; LIMIT + 1],
            Payload::Odd(odd) => events::odd(odd, right).into_bytes(),
        }
    }

    /// How many bytes precede the body.
    fn head(&self, other_origin: &str, length: usize) -> String {
        let mut head = String::new();
        for code in &self.before {
            let _ = write!(
                head,
                "HTTP/1.1 {code} Wait\r\nlink: <a>; rel=preload\r\n\r\n"
            );
        }
        let _ = write!(head, "HTTP/1.1 {} Odd\r\n", self.status);
        if let Some(media_type) = self.media_type {
            let _ = write!(head, "content-type: {media_type}\r\n");
        }
        if let Some(wait) = self.wait {
            let _ = write!(head, "{}: {}\r\n", wait.header, wait.value);
        }
        if let Some(value) = self.should_retry {
            let _ = write!(head, "x-should-retry: {value}\r\n");
        }
        if self.payload == Payload::Compressed {
            head.push_str("content-encoding: br\r\n");
        }
        let _ = match self.way {
            None => Ok(()),
            Some(Way::Circle) => write!(head, "location: /circle\r\n"),
            Some(Way::OtherOrigin) => write!(head, "location: {other_origin}/other\r\n"),
            Some(Way::Https) => {
                let https = other_origin.replace("http:", "https:");
                write!(head, "location: {https}/other\r\n")
            }
            Some(Way::Nowhere) => write!(head, "location: https://\r\n"),
        };
        if !self.is_bare() {
            let _ = match self.framing {
                Framing::Length => write!(head, "content-length: {length}\r\n"),
                Framing::TooLong => write!(head, "content-length: {}\r\n", length + 7),
                Framing::TooShort => write!(head, "content-length: {}\r\n", length / 2),
                Framing::TwoLengths => {
                    write!(
                        head,
                        "content-length: {length}\r\ncontent-length: {}\r\n",
                        length + 1
                    )
                }
                Framing::NoNumber => write!(head, "content-length: -{length}e\r\n"),
                Framing::Chunked | Framing::NoChunk => {
                    write!(head, "transfer-encoding: chunked\r\n")
                }
                Framing::UntilClose => write!(head, "connection: close\r\n"),
            };
        }
        head.push_str("\r\n");
        head
    }

    /// All of it, without faults of the connection.
    pub(crate) fn bytes(&self, call: u64, other_origin: &str) -> Vec<u8> {
        self.parts(&right(call, Wanted::Json), "s3cr3t-value", other_origin)
    }

    /// The bytes of the response whose correct body is `right`; `echo` is what the client sent.
    pub(crate) fn parts(&self, right: &str, echo: &str, other_origin: &str) -> Vec<u8> {
        let body = self.body(right, echo);
        let mut bytes = latin1(&self.head(other_origin, body.len()));
        if self.is_bare() {
            return bytes;
        }
        match self.framing {
            Framing::Chunked => {
                for part in Self::chunks(&body) {
                    bytes.extend(format!("{:x};a=b\r\n", part.len()).into_bytes());
                    bytes.extend(part);
                    bytes.extend(b"\r\n");
                }
                bytes.extend(b"0\r\n\r\n");
            }
            Framing::NoChunk => bytes.extend(b"zz\r\nno chunk\r\n"),
            Framing::TooShort => {
                bytes.extend(&body[..body.len() / 2]);
                bytes.extend(
                    format!(
                        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{LEFTOVER}",
                        LEFTOVER.len()
                    )
                    .into_bytes(),
                );
            }
            _ => bytes.extend(body),
        }
        bytes
    }

    /// A body in chunks.
    fn chunks(body: &[u8]) -> std::slice::Chunks<'_, u8> {
        body.chunks(9.max(body.len() / 4))
    }

    /// Whether it is over when the bytes are sent.
    pub(crate) fn closes(&self) -> bool {
        let closes = !matches!(self.framing, Framing::Length | Framing::Chunked);
        self.end != End::Keep || (closes && !self.is_bare()) || self.code().is_none()
    }
}

fn latin1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| u8::try_from(u32::from(c)).unwrap_or(b'?'))
        .collect()
}
