//! The server: it responds to each request as the plan of its call says, and counts.
//!
//! In: connections on loopback. Out: how often each call was sent, what it changed, and what a
//! request had that it must not have. It reads requests by itself.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io;
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Barrier;

use crate::lists::List;
use crate::plan::Plan;
use crate::response::{End, Response, right};

/// How many pieces a slow response has at most.
const SLOW: usize = 256;

/// The credential of all calls.
pub(crate) const SECRET: &str = "s3cr3t-value";

/// What a call has done so far.
#[derive(Default)]
struct Count {
    requests: AtomicU8,
    effects: AtomicU8,
    /// The hash of its idempotency key.
    key: AtomicU64,
}

/// What the server knows of a run.
pub(crate) struct Ledger {
    seed: u64,
    counts: Vec<Count>,
    faults: Mutex<Vec<String>>,
    leftovers: AtomicU64,
    together: Barrier,
}

impl Ledger {
    pub(crate) fn new(seed: u64, calls: u64, together: usize) -> Self {
        Self {
            seed,
            counts: (0..calls).map(|_| Count::default()).collect(),
            faults: Mutex::default(),
            leftovers: AtomicU64::new(0),
            together: Barrier::new(together),
        }
    }

    /// How often a call was sent, and how often it had an effect.
    pub(crate) fn count(&self, call: u64) -> (usize, usize) {
        let count = usize::try_from(call)
            .ok()
            .and_then(|call| self.counts.get(call));
        count.map_or((0, 0), |count| {
            let load = |count: &AtomicU8| usize::from(count.load(Ordering::Acquire));
            (load(&count.requests), load(&count.effects))
        })
    }

    /// A call got what was left over of another one's response.
    pub(crate) fn leftover(&self) {
        self.leftovers.fetch_add(1, Ordering::AcqRel);
    }

    pub(crate) fn leftovers(&self) -> u64 {
        self.leftovers.load(Ordering::Acquire)
    }

    pub(crate) fn fault(&self, what: String) {
        self.faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(what);
    }

    pub(crate) fn faults(&self) -> Vec<String> {
        self.faults
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

/// What a server on loopback is for.
#[derive(Clone)]
pub(crate) enum Role {
    /// The one that the client knows, with the address of the other one.
    Home(Arc<str>),
    /// One that must not get credentials.
    Other,
}

/// Starts to serve, and returns the address.
pub(crate) async fn serve(ledger: Arc<Ledger>, role: Role) -> io::Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    let address = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        loop {
            let Ok((stream, _)) = listener.accept().await else {
                continue;
            };
            let (ledger, role) = (Arc::clone(&ledger), role.clone());
            // A connection that the client drops is not a fault.
            tokio::spawn(async move { ledger.connection(stream, &role).await });
        }
    });
    Ok(address)
}

struct Asked {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
}

impl Asked {
    fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(other, _)| other == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The next request of a connection; none when there is no whole one.
    async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Self>> {
        loop {
            let end = buffer.windows(4).position(|bytes| bytes == b"\r\n\r\n");
            if let Some(end) = end {
                let head = String::from_utf8_lossy(&buffer[..end]).into_owned();
                let mut lines = head.split("\r\n");
                let mut first = lines
                    .next()
                    .unwrap_or_default()
                    .split(' ')
                    .map(str::to_owned);
                let headers = lines.filter_map(|line| {
                    let (name, value) = line.split_once(": ")?;
                    Some((name.to_ascii_lowercase(), value.to_owned()))
                });
                let asked = Self {
                    method: first.next().unwrap_or_default(),
                    target: first.next().unwrap_or_default(),
                    headers: headers.collect(),
                };
                let length = asked
                    .header("content-length")
                    .and_then(|length| length.parse().ok());
                let whole = end + 4 + length.unwrap_or(0_usize);
                if buffer.len() >= whole {
                    buffer.drain(..whole);
                    return Ok(Some(asked));
                }
            }
            if stream.read_buf(buffer).await? == 0 {
                return Ok(None);
            }
        }
    }
}

impl Ledger {
    async fn connection(&self, mut stream: TcpStream, role: &Role) -> io::Result<()> {
        stream.set_nodelay(true)?;
        let mut buffer = Vec::new();
        while let Some(asked) = Asked::read(&mut stream, &mut buffer).await? {
            let Role::Home(other) = role else {
                for name in ["x-api-key", "x-call", "cookie", "authorization"] {
                    if asked.header(name).is_some() {
                        self.fault(format!("`{name}` went to another origin"));
                    }
                }
                let response = Response::fine().bytes(0, "");
                stream.write_all(&response).await?;
                continue;
            };
            if asked.header("x-api-key") != Some(SECRET) {
                self.fault(format!(
                    "`{} {}` was sent without its key",
                    asked.method, asked.target
                ));
            }
            if asked.target == "/circle" {
                let response =
                    b"HTTP/1.1 302 Found\r\nlocation: /circle\r\ncontent-length: 0\r\n\r\n";
                stream.write_all(response).await?;
                continue;
            }
            if asked.target == "/together" {
                self.together.wait().await;
                stream.write_all(&Response::fine().bytes(0, "")).await?;
                continue;
            }
            if let Some(query) = asked.target.strip_prefix("/list?") {
                stream.write_all(&self.page(query)).await?;
                continue;
            }
            let call = asked
                .header("x-call")
                .and_then(|call| call.parse::<u64>().ok());
            let Some(call) = call else {
                stream.write_all(&Response::fine().bytes(0, "")).await?;
                continue;
            };
            let plan = Plan::of(self.seed, call);
            let Some(response) = self.count_in(&plan, call, &asked) else {
                stream.write_all(&Response::fine().bytes(call, "")).await?;
                continue;
            };
            let right = right(call, plan.kind.wanted());
            let bytes = response.parts(&right, SECRET, other);
            if !send(&mut stream, response, &bytes).await? {
                return Ok(());
            }
        }
        Ok(())
    }

    /// A page of a list.
    fn page(&self, query: &str) -> Vec<u8> {
        let value = |name: &str| {
            let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.find(|pair| pair.0 == name).map(|pair| pair.1)
        };
        let number = value("number").and_then(|number| number.parse().ok());
        let list = List::of(self.seed, number.unwrap_or_default());
        let body = list.body(value("cursor").unwrap_or_default());
        let length = body.len();
        format!(
            "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .into_bytes()
    }

    /// Counts a request, and returns its response.
    fn count_in<'a>(&self, plan: &'a Plan, call: u64, asked: &Asked) -> Option<&'a Response> {
        let count = self.counts.get(usize::try_from(call).ok()?)?;
        let before = count.requests.fetch_add(1, Ordering::AcqRel);
        let Some(response) = plan.responses.get(usize::from(before)) else {
            self.fault(format!("call {call} was sent more than {before} times"));
            return None;
        };
        let key = asked.header("idempotency-key").map(|key| {
            let mut hasher = DefaultHasher::new();
            key.hash(&mut hasher);
            hasher.finish() | 1
        });
        let known = count.key.swap(key.unwrap_or(0), Ordering::AcqRel);
        let acted = count.effects.load(Ordering::Acquire) > 0;
        if before > 0 && known != key.unwrap_or(0) {
            self.fault(format!("call {call} was sent with another idempotency key"));
        }
        // A server that knows keys acts once for each.
        if asked.method == "POST" && !response.refuses() && (key.is_none() || !acted) {
            count.effects.fetch_add(1, Ordering::AcqRel);
        }
        Some(response)
    }
}

/// Sends a response; returns whether the connection goes on.
async fn send(stream: &mut TcpStream, response: &Response, bytes: &[u8]) -> io::Result<bool> {
    let end = match response.end {
        End::Keep | End::Stale => bytes.len(),
        End::Closed(at) | End::Reset(at) | End::Stall(at) => at.min(bytes.len()),
    };
    let bytes = &bytes[..end];
    if response.byte_by_byte {
        // A long response is sent in larger pieces: there are tasks to be done
        // between any two of them.
        for piece in bytes.chunks(1 + bytes.len() / SLOW) {
            stream.write_all(piece).await?;
            tokio::task::yield_now().await;
        }
    } else {
        stream.write_all(bytes).await?;
    }
    match response.end {
        End::Reset(_) => {
            stream.set_zero_linger()?;
            Ok(false)
        }
        End::Stall(_) => {
            // Until the client gives up.
            let mut rest = [0; 64];
            while stream.read(&mut rest).await? > 0 {}
            Ok(false)
        }
        _ if response.closes() => {
            stream.shutdown().await?;
            Ok(false)
        }
        _ => Ok(true),
    }
}
