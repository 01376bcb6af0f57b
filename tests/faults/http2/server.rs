//! A server that speaks HTTP/2 frame by frame, since no library lets a server go away at a stream
//! of one's choice.
//!
//! In: what becomes of each request of a call. Out: a ledger of what was received and what was
//! acted upon. Header blocks are not decoded: the body of a request is its call's number.

use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What the server does with a complete request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// Acts, and responds.
    Respond,
    /// Refuses the stream, without an effect.
    Refuse,
    /// Acts, and resets the stream.
    Reset,
    /// Goes away with the streams before this one as the last, without an effect; responds to no
    /// other.
    GoBefore,
    /// Acts, says that this is the last stream, and responds.
    GoAfter,
    /// Acts, and goes away with an error that says nothing of this stream.
    GoWrong,
    /// Acts, says that this is the last stream, and hangs up without a response.
    GoSilent,
    /// Acts, and hangs up.
    HangUp,
}

pub(crate) const FATES: [Fate; 8] = [
    Fate::Respond,
    Fate::Refuse,
    Fate::Reset,
    Fate::GoBefore,
    Fate::GoAfter,
    Fate::GoWrong,
    Fate::GoSilent,
    Fate::HangUp,
];

impl Fate {
    /// Whether the request has an effect.
    pub(crate) fn acts(self) -> bool {
        !matches!(self, Self::Refuse | Self::GoBefore)
    }

    fn ends_connection(self) -> bool {
        !matches!(self, Self::Respond | Self::Refuse | Self::Reset)
    }
}

/// What was received of a call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Entry {
    /// The fates of its complete requests, in order.
    pub(crate) met: Vec<Fate>,
}

/// What becomes of the requests of each call, and what did.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    plans: HashMap<u64, Vec<Fate>>,
    entries: Mutex<HashMap<u64, Entry>>,
}

impl Ledger {
    pub(crate) fn new(plans: HashMap<u64, Vec<Fate>>) -> Self {
        Self {
            plans,
            entries: Mutex::default(),
        }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<u64, Entry>> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn entry(&self, call: u64) -> Entry {
        self.entries().get(&call).cloned().unwrap_or_default()
    }

    /// The fate of the next request of a call.
    fn next(&self, call: u64) -> Fate {
        let mut entries = self.entries();
        let entry = entries.entry(call).or_default();
        let plan = self.plans.get(&call);
        let fate = plan.and_then(|fates| fates.get(entry.met.len()));
        let fate = fate.copied().unwrap_or(Fate::Respond);
        entry.met.push(fate);
        fate
    }
}

/// Serves until the runtime ends; returns the address.
pub(crate) async fn serve(ledger: Arc<Ledger>) -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let ledger = Arc::clone(&ledger);
            // A client that hangs up is none of the server's business.
            tokio::spawn(async move { Connection::new(stream, ledger).run().await });
        }
    });
    Ok(address)
}

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;

const ACK: u8 = 1;
const END_STREAM: u8 = 1;
const END_HEADERS: u8 = 4;

const NO_ERROR: u32 = 0;
const INTERNAL_ERROR: u32 = 2;
const REFUSED_STREAM: u32 = 7;

const PREFACE: usize = 24;

/// `:status: 200`, and `content-type: application/json` as a literal (RFC 7541, 6.1 and 6.2.2).
const HEAD: &[u8] = b"\x88\x0f\x10\x10application/json";

/// `:status: 200`, and `content-length: 5` as a literal.
const LENGTH: &[u8] = b"\x88\x0f\x0d\x015";

struct Frame {
    kind: u8,
    flags: u8,
    stream: u32,
    payload: Vec<u8>,
}

struct Connection {
    stream: TcpStream,
    ledger: Arc<Ledger>,
    bodies: HashMap<u32, Vec<u8>>,
}

impl Connection {
    fn new(stream: TcpStream, ledger: Arc<Ledger>) -> Self {
        Self {
            stream,
            ledger,
            bodies: HashMap::new(),
        }
    }

    async fn run(mut self) -> io::Result<()> {
        let mut preface = [0; PREFACE];
        self.stream.read_exact(&mut preface).await?;
        self.write(SETTINGS, 0, 0, &[]).await?;
        loop {
            let frame = self.read().await?;
            match frame.kind {
                SETTINGS if frame.flags & ACK == 0 => self.write(SETTINGS, ACK, 0, &[]).await?,
                PING if frame.flags & ACK == 0 => self.write(PING, ACK, 0, &frame.payload).await?,
                DATA => self
                    .bodies
                    .entry(frame.stream)
                    .or_default()
                    .extend(&frame.payload),
                _ => {}
            }
            // Only a request without a body, which is for the headers alone, ends with its own.
            if frame.kind == HEADERS && frame.flags & END_STREAM != 0 {
                let flags = END_HEADERS | END_STREAM;
                self.write(HEADERS, flags, frame.stream, LENGTH).await?;
                continue;
            }
            let is_whole = frame.kind == DATA && frame.flags & END_STREAM != 0;
            if is_whole && self.meet(frame.stream).await? {
                return self.hang_up().await;
            }
        }
    }

    /// Does with a request what its call is to meet, and says whether the connection ends by it.
    async fn meet(&mut self, stream: u32) -> io::Result<bool> {
        let body = self.bodies.remove(&stream).unwrap_or_default();
        let call = String::from_utf8_lossy(&body).parse().unwrap_or_default();
        let fate = self.ledger.next(call);
        match fate {
            Fate::Respond => self.respond(stream, call).await?,
            Fate::Refuse => self.reset(stream, REFUSED_STREAM).await?,
            Fate::Reset => self.reset(stream, INTERNAL_ERROR).await?,
            Fate::GoBefore => self.go_away(stream.saturating_sub(2), NO_ERROR).await?,
            Fate::GoAfter => {
                self.go_away(stream, NO_ERROR).await?;
                self.respond(stream, call).await?;
            }
            Fate::GoWrong => self.go_away(stream, INTERNAL_ERROR).await?,
            Fate::GoSilent => self.go_away(stream, NO_ERROR).await?,
            Fate::HangUp => {}
        }
        Ok(fate.ends_connection())
    }

    async fn respond(&mut self, stream: u32, call: u64) -> io::Result<()> {
        self.write(HEADERS, END_HEADERS, stream, HEAD).await?;
        let body = format!("{{\"call\":{call}}}");
        self.write(DATA, END_STREAM, stream, body.as_bytes()).await
    }

    async fn reset(&mut self, stream: u32, reason: u32) -> io::Result<()> {
        self.write(RST_STREAM, 0, stream, &reason.to_be_bytes())
            .await
    }

    async fn go_away(&mut self, last: u32, reason: u32) -> io::Result<()> {
        let payload = [last.to_be_bytes(), reason.to_be_bytes()].concat();
        self.write(GOAWAY, 0, 0, &payload).await
    }

    /// Ends the connection so that what was written arrives: whoever closes while there is
    /// something to read sends a reset, which can overtake it.
    async fn hang_up(mut self) -> io::Result<()> {
        self.stream.shutdown().await?;
        let mut rest = [0; 1024];
        while self.stream.read(&mut rest).await? > 0 {}
        Ok(())
    }

    async fn read(&mut self) -> io::Result<Frame> {
        let mut head = [0; 9];
        self.stream.read_exact(&mut head).await?;
        let [a, b, c, kind, flags, stream @ ..] = head;
        let length = u32::from_be_bytes([0, a, b, c]);
        let mut payload = vec![0; usize::try_from(length).unwrap_or_default()];
        self.stream.read_exact(&mut payload).await?;
        Ok(Frame {
            kind,
            flags,
            stream: u32::from_be_bytes(stream) & 0x7fff_ffff,
            payload,
        })
    }

    async fn write(&mut self, kind: u8, flags: u8, stream: u32, payload: &[u8]) -> io::Result<()> {
        let length = u32::try_from(payload.len()).unwrap_or_default();
        let [_, a, b, c] = length.to_be_bytes();
        let mut frame = vec![a, b, c, kind, flags];
        frame.extend(stream.to_be_bytes());
        frame.extend(payload);
        self.stream.write_all(&frame).await
    }
}
