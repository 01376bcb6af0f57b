//! What each call of a run asks for and meets, and how it must end.
//!
//! In: a seed and the number of a call. Out: the same plan each time, so that server and judge need
//! not speak. It knows the rules by which requests are sent again, written down a second time.

use fastrand::Rng;

use self::Kind::{Bytes, Delete, Events, Get, Keyed, Post, Put};
use crate::response::{Ending, Met, Request, Response, Wanted, may_pass, right};

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

/// What ends a call that meets silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The time of the whole call.
    Call,
    /// The time of an attempt.
    Attempt,
    /// The longest wait for the next byte.
    Read,
}

/// A call and what it meets.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(crate) kind: Kind,
    pub(crate) responses: Vec<Response>,
    /// There is no server at its address.
    pub(crate) refused: bool,
    /// It is dropped after so many polls, unless it has ended.
    pub(crate) cancelled: Option<u32>,
    /// It shares its connections with calls whose responses leave them broken.
    pub(crate) contagious: bool,
    pub(crate) limit: Limit,
    /// The longest wait that a server may ask for, in seconds, where the call has one of its own.
    pub(crate) longest_wait: Option<u64>,
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
        let mut responses: Vec<Response> = (0..=RETRIES)
            .map(|_| Response::any(&mut rng, kind.wanted(), contagious))
            .collect();
        if responses.iter().any(Response::is_silent) {
            // What takes long on a busy machine is not to be taken for silence.
            for response in &mut responses {
                response.hasten();
            }
        }
        Self {
            kind,
            responses,
            refused: rng.u8(..50) == 0,
            cancelled: (rng.u8(..10) == 0).then(|| rng.u32(..12)),
            contagious,
            limit: rng
                .choice([Limit::Call, Limit::Attempt, Limit::Read])
                .unwrap_or(Limit::Call),
            longest_wait: rng.choice([None, Some(0), Some(95), Some(200)]).flatten(),
        }
    }

    /// How it must end.
    pub(crate) fn expected(&self, call: u64) -> Expected {
        self.expected_if(call, 0).0
    }

    /// Whether it may end like that. A reset can overtake what was sent before it, so the head of
    /// such a response may have arrived or not.
    pub(crate) fn allows(&self, call: u64, ended: Expected) -> bool {
        self.possible(call).any(|(possible, _)| possible == ended)
    }

    /// Whether a time limit may end an attempt of it.
    pub(crate) fn is_late(&self, call: u64) -> bool {
        self.possible(call).any(|(_, late)| late)
    }

    fn possible(&self, call: u64) -> impl Iterator<Item = (Expected, bool)> {
        (0..1 << self.responses.len()).map(move |overtaken| self.expected_if(call, overtaken))
    }

    /// How it must end where the resets of these responses, one bit each, overtake what was sent;
    /// and whether a time limit ends an attempt.
    fn expected_if(&self, call: u64, overtaken: u32) -> (Expected, bool) {
        if self.refused {
            let expected = Expected {
                ending: Ending::Connect,
                requests: 0,
            };
            return (expected, false);
        }
        let mut requests = 0;
        let mut ending = Ending::Interrupted;
        let mut late = false;
        for response in &self.responses {
            let lost = overtaken >> requests & 1 == 1 && response.is_reset();
            requests += 1;
            let met = if lost {
                Met {
                    ending: Ending::Interrupted,
                    begun: false,
                    late: false,
                }
            } else {
                self.met(response, call)
            };
            ending = met.ending;
            late |= met.late;
            if !self.repeats(response, met) {
                break;
            }
        }
        (Expected { ending, requests }, late)
    }

    /// Whether another attempt follows one that ended like that, if there may be one more.
    fn repeats(&self, response: &Response, met: Met) -> bool {
        if met.late && self.limit == Limit::Call {
            return false;
        }
        match met.ending {
            Ending::Connect => true,
            Ending::Interrupted | Ending::Timeout => self.kind.is_harmless() && !met.begun,
            Ending::Status(code) | Ending::Cut(code) => {
                let says = response.should_retry();
                let refused = matches!(code, 429 | 503) || says == Some(true);
                says.unwrap_or_else(|| may_pass(code))
                    && (self.kind.is_harmless() || refused)
                    && !response.puts_off(self.longest_wait.unwrap_or(60))
            }
            _ => false,
        }
    }

    pub(crate) fn met(&self, response: &Response, call: u64) -> Met {
        let wanted = self.kind.wanted();
        response.met(wanted, self.kind.request(), &right(call, wanted))
    }
}
