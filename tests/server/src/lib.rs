//! A small HTTP/1.1 server that records what it is asked and answers as a test says.
//!
//! In: a script of answers, or a function from a request to a response. Out: the requests, as they
//! came over the wire. It knows nothing of the clients, so that a fault of theirs can't hide in it.

mod request;

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::io::{self, BufReader, Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

use serde_json::Value;

pub use self::request::Request;

/// A connection on loopback that isn't made in that time isn't made at all.
const FULL_AFTER: std::time::Duration = std::time::Duration::from_millis(500);

/// What the server does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A complete response.
    Reply {
        /// The status.
        status: u16,
        /// The headers, besides `content-length`.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// These bytes as they are; then the connection is closed.
    Raw(Vec<u8>),
    /// These bytes as they are; then nothing more as long as the server lives.
    Stall(Vec<u8>),
    /// The connection is closed without a response.
    Close,
    /// No answer as long as the server lives.
    Silence,
}

impl Answer {
    /// A JSON response.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", &body.to_string())
    }

    /// A response with a text.
    #[must_use]
    pub fn text(status: u16, media_type: &str, body: &str) -> Self {
        let headers = vec![("content-type".to_owned(), media_type.to_owned())];
        Self::Reply {
            status,
            headers,
            body: body.as_bytes().to_vec(),
        }
    }

    /// A response without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self::Reply {
            status,
            headers: Vec::new(),
            body: Vec::new(),
        }
    }

    /// A JSON response that promises more bytes than it sends.
    #[must_use]
    pub fn truncated(status: u16, body: &str, missing: usize) -> Self {
        let length = body.len() + missing;
        Self::Raw(
            format!("HTTP/1.1 {status} x\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n\r\n{body}")
                .into_bytes(),
        )
    }

    /// The same response with one more header.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let Self::Reply { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    fn to_bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Reply {
                status,
                headers,
                body,
            } => {
                let mut head = format!("HTTP/1.1 {status} x\r\n");
                for (name, value) in headers {
                    let _ = write!(head, "{name}: {value}\r\n");
                }
                let _ = write!(head, "content-length: {}\r\n\r\n", body.len());
                Some([head.as_bytes(), body].concat())
            }
            Self::Raw(bytes) | Self::Stall(bytes) => Some(bytes.clone()),
            Self::Close | Self::Silence => None,
        }
    }
}

type Handler = Box<dyn Fn(Request) -> Answer + Send + Sync>;

struct Shared {
    handler: Handler,
    requests: Mutex<Vec<Request>>,
    connections: AtomicUsize,
    stopped: AtomicBool,
    stop: (Mutex<()>, Condvar),
}

/// A server on loopback. It ends when it is dropped.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    /// Gives these answers, one a request. After the last one: status 404 with a text that says so.
    ///
    /// # Errors
    ///
    /// The system gives no port.
    pub fn scripted(answers: impl IntoIterator<Item = Answer>) -> io::Result<Self> {
        let answers = Mutex::new(answers.into_iter().collect::<VecDeque<_>>());
        Self::with(move |_| {
            let ended = || Answer::text(404, "text/plain", "the script of the test has ended");
            lock(&answers).pop_front().unwrap_or_else(ended)
        })
    }

    /// Answers each request by a function, on a port that the system chooses.
    ///
    /// # Errors
    ///
    /// The system gives no port.
    pub fn with(handler: impl Fn(Request) -> Answer + Send + Sync + 'static) -> io::Result<Self> {
        Self::on(0, handler)
    }

    /// The same on this port of loopback.
    ///
    /// # Errors
    ///
    /// The port is taken.
    pub fn on(
        port: u16,
        handler: impl Fn(Request) -> Answer + Send + Sync + 'static,
    ) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
        let shared = Arc::new(Shared {
            handler: Box::new(handler),
            requests: Mutex::default(),
            connections: AtomicUsize::new(0),
            stopped: AtomicBool::new(false),
            stop: (Mutex::default(), Condvar::new()),
        });
        let server = Self {
            address: listener.local_addr()?,
            shared: Arc::clone(&shared),
        };
        thread::spawn(move || {
            for stream in listener.incoming() {
                if shared.stopped.load(Ordering::Acquire) {
                    break;
                }
                let shared = Arc::clone(&shared);
                // A connection that breaks is the client's affair, and often what the test is
                // about.
                thread::spawn(move || stream.and_then(|stream| shared.serve(stream)));
            }
        });
        Ok(server)
    }

    /// Where it listens, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How many connections were made to it.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.shared.connections.load(Ordering::Acquire)
    }

    /// What it was asked so far.
    #[must_use]
    pub fn requests(&self) -> Vec<Request> {
        lock(&self.shared.requests).clone()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let guard = lock(&self.shared.stop.0);
        self.shared.stopped.store(true, Ordering::Release);
        self.shared.stop.1.notify_all();
        drop(guard);
        // The listener waits for a connection, so it gets one. Refused: it is gone already.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        self.connections.fetch_add(1, Ordering::AcqRel);
        stream.set_nodelay(true)?;
        let mut reader = BufReader::new(stream.try_clone()?);
        while let Some(request) = Request::read(&mut reader)? {
            lock(&self.requests).push(request.clone());
            let last = request
                .header("connection")
                .is_some_and(|value| value.eq_ignore_ascii_case("close"));
            let answer = (self.handler)(request);
            if answer == Answer::Silence {
                self.wait_for_stop();
            }
            if let Some(bytes) = answer.to_bytes() {
                stream.write_all(&bytes)?;
            }
            if matches!(answer, Answer::Stall(_)) {
                self.wait_for_stop();
            }
            if last || !matches!(answer, Answer::Reply { .. }) {
                break;
            }
        }
        Ok(())
    }

    fn wait_for_stop(&self) {
        let guard = lock(&self.stop.0);
        let going = |(): &mut ()| !self.stopped.load(Ordering::Acquire);
        drop(self.stop.1.wait_while(guard, going));
    }
}

/// A listener whose queue is full, so that another connection to it is neither made nor refused; it
/// stays so as long as what is given besides is kept.
///
/// # Errors
///
/// The system gives no port.
pub fn full_listener() -> io::Result<(TcpListener, Vec<TcpStream>)> {
    const LONGEST_QUEUE: usize = 8192;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = listener.local_addr()?;
    let mut held = Vec::new();
    while held.len() < LONGEST_QUEUE {
        match TcpStream::connect_timeout(&address, FULL_AFTER) {
            Ok(stream) => held.push(stream),
            Err(_) => return Ok((listener, held)),
        }
    }
    Err(io::Error::other("the queue of the listener has no end"))
}

/// Sends a request and gives the whole response as bytes.
///
/// # Errors
///
/// The connection fails.
pub fn send(address: &str, request: &Request) -> io::Result<Vec<u8>> {
    let mut stream = TcpStream::connect(address)?;
    stream.write_all(&request.to_bytes())?;
    let mut response = Vec::new();
    stream.read_to_end(&mut response)?;
    Ok(response)
}

/// A test that panicked has failed already; the others go on.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(server: &Server, target: &str) -> String {
        let request = Request {
            method: "GET".to_owned(),
            target: target.to_owned(),
            ..Request::default()
        };
        let address = server.address.to_string();
        String::from_utf8(send(&address, &request).unwrap()).unwrap()
    }

    #[test]
    fn answers_come_in_their_order_and_requests_are_kept() {
        let server = Server::scripted([Answer::empty(204), Answer::Close]).unwrap();
        assert!(get(&server, "/a?b=c").starts_with("HTTP/1.1 204"));
        assert_eq!(get(&server, "/d"), "");
        assert!(get(&server, "/e").starts_with("HTTP/1.1 404"));
        let requests = server.requests();
        assert_eq!((requests[0].path(), requests[0].query()), ("/a", "b=c"));
        assert_eq!(requests.len(), 3);
    }

    #[test]
    fn silence_ends_with_the_server() {
        let server = Server::scripted([Answer::Silence]).unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        drop(server);
        let mut rest = Vec::new();
        assert_eq!(stream.read_to_end(&mut rest).unwrap_or_default(), 0);
    }
}
