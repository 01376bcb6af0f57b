//! What each call of a run asks for and meets, and how it must end.
//!
//! In: a seed and the number of a call. Out: the same plan each time, so that server and judge need not speak. It knows the
//! rules by which requests are sent again, written down a second time.

use fastrand::Rng;

use self::Kind::{Bytes, Delete, Events, Get, Keyed, Post, Put};
use crate::answer::{Answer, Ending, Request, Wanted, right};

/// How often a call may be sent again.
pub(crate) const RETRIES: usize = 2;

/// What is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A `GET` of JSON.
    Get,
    /// A `PUT` of JSON.
    Put,
    /// A `DELETE`.
    Delete,
    /// A `POST` that nobody knows again.
    Post,
    /// A `POST` with an idempotency key.
    Keyed,
    /// A `GET` of bytes, part by part.
    Bytes,
    /// A `GET` of events.
    Events,
}

impl Kind {
    /// What it asks for.
    pub(crate) fn wanted(self) -> Wanted {
        match self {
            Self::Bytes => Wanted::Bytes,
            Self::Events => Wanted::Events,
            _ => Wanted::Json,
        }
    }

    /// Whether sending it twice does no harm.
    fn is_harmless(self) -> bool {
        self != Self::Post
    }

    fn request(self) -> Request {
        Request {
            is_get: matches!(self, Self::Get | Self::Bytes | Self::Events),
            has_body: matches!(self, Self::Put | Self::Post | Self::Keyed),
        }
    }
}

/// A call and what it meets.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) kind: Kind,
    pub(crate) answers: Vec<Answer>,
    /// There is no server at its address.
    pub(crate) refused: bool,
    /// It is dropped after so many polls, unless it has ended.
    pub(crate) cancelled: Option<u32>,
    /// It shares its connections with calls whose answers leave them broken.
    pub(crate) contagious: bool,
}

/// How a call must end, and how often it is sent for that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expected {
    /// How it ends.
    pub ending: Ending,
    /// How many requests the server gets, redirects not counted.
    pub requests: usize,
}

impl Plan {
    /// The plan of a call.
    #[must_use]
    pub fn of(seed: u64, call: u64) -> Self {
        const ODD: u64 = 0x9e37_79b9_7f4a_7c15;
        let mut rng = Rng::with_seed(seed.wrapping_add(call.wrapping_mul(ODD)));
        let kind = rng
            .choice([Get, Put, Delete, Post, Keyed, Bytes, Events])
            .unwrap_or(Get);
        let contagious = rng.u8(..8) == 0;
        let answers = (0..=RETRIES)
            .map(|_| Answer::any(&mut rng, kind.wanted(), contagious))
            .collect();
        Self {
            kind,
            answers,
            refused: rng.u8(..50) == 0,
            cancelled: (rng.u8(..10) == 0).then(|| rng.u32(..12)),
            contagious,
        }
    }

    /// How it must end.
    pub(crate) fn expected(&self, call: u64) -> Expected {
        self.expected_if(call, 0)
    }

    /// Whether it may end like that. A reset can overtake what was sent before it, so the head of such an answer may have
    /// come or not.
    pub(crate) fn allows(&self, call: u64, ended: Expected) -> bool {
        (0..1 << self.answers.len()).any(|overtaken| self.expected_if(call, overtaken) == ended)
    }

    /// How it must end where the resets of these answers, one bit each, overtake what was sent.
    fn expected_if(&self, call: u64, overtaken: u32) -> Expected {
        if self.refused {
            return Expected {
                ending: Ending::Connect,
                requests: 0,
            };
        }
        let mut requests = 0;
        let mut ending = Ending::Interrupted;
        for answer in &self.answers {
            let lost = overtaken >> requests & 1 == 1 && answer.is_reset();
            requests += 1;
            let begun;
            (ending, begun) = if lost {
                (Ending::Interrupted, false)
            } else {
                self.ending_of(answer, call)
            };
            let again = match ending {
                Ending::Connect => true,
                Ending::Interrupted => self.kind.is_harmless() && !begun,
                Ending::Status(429 | 503) => !answer.puts_off(),
                Ending::Status(408 | 500..=599) => self.kind.is_harmless() && !answer.puts_off(),
                _ => false,
            };
            if !again {
                break;
            }
        }
        Expected { ending, requests }
    }

    pub(crate) fn ending_of(&self, answer: &Answer, call: u64) -> (Ending, bool) {
        let wanted = self.kind.wanted();
        answer.ending(wanted, self.kind.request(), &right(call, wanted))
    }
}
