//! A small HTTP/1.1 server that records requests and responds as a test says.
//!
//! In: a script of responses, or a function from a request to a response. Out: the requests, as
//! received. It knows nothing of the clients, so that a fault of theirs can't hide in it.

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

/// A connection on loopback that is not made within this time is never made.
const FULL_AFTER: std::time::Duration = std::time::Duration::from_millis(500);

/// What the server does with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Response {
    /// A complete response.
    Whole {
        /// The status.
        status: u16,
        /// The headers, besides `content-length`.
        headers: Vec<(String, String)>,
        /// The body.
        body: Vec<u8>,
    },
    /// These bytes unchanged; then the connection is closed.
    Raw(Vec<u8>),
    /// These bytes unchanged; then nothing more as long as the server runs.
    Stall(Vec<u8>),
    /// The connection is closed without a response.
    Close,
    /// No response as long as the server runs.
    Silence,
}

impl Response {
    /// A JSON response.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", &body.to_string())
    }

    /// A response with a text.
    #[must_use]
    pub fn text(status: u16, media_type: &str, body: &str) -> Self {
        let headers = vec![("content-type".to_owned(), media_type.to_owned())];
        Self::Whole {
            status,
            headers,
            body: body.as_bytes().to_vec(),
        }
    }

    /// A response without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        Self::Whole {
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
        if let Self::Whole { headers, .. } = &mut self {
            headers.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    fn to_bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Whole {
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

type Handler = Box<dyn Fn(Request) -> Response + Send + Sync>;

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
    /// Sends these responses, one per request, and then status 404 with a text that says so.
    ///
    /// # Errors
    ///
    /// No port is available.
    pub fn scripted(responses: impl IntoIterator<Item = Response>) -> io::Result<Self> {
        let responses = Mutex::new(responses.into_iter().collect::<VecDeque<_>>());
        Self::with(move |_| {
            let ended = || Response::text(404, "text/plain", "the script of the test has ended");
            lock(&responses).pop_front().unwrap_or_else(ended)
        })
    }

    /// Responds to each request by a function, on a port that the system chooses.
    ///
    /// # Errors
    ///
    /// No port is available.
    pub fn with(handler: impl Fn(Request) -> Response + Send + Sync + 'static) -> io::Result<Self> {
        Self::on(0, handler)
    }

    /// The same on this port of loopback.
    ///
    /// # Errors
    ///
    /// The port is taken.
    pub fn on(
        port: u16,
        handler: impl Fn(Request) -> Response + Send + Sync + 'static,
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

    /// The requests so far.
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
            let response = (self.handler)(request);
            if response == Response::Silence {
                self.wait_for_stop();
            }
            if let Some(bytes) = response.to_bytes() {
                stream.write_all(&bytes)?;
            }
            if matches!(response, Response::Stall(_)) {
                self.wait_for_stop();
            }
            if last || !matches!(response, Response::Whole { .. }) {
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

/// A listener whose queue is full, so that another connection is neither made nor refused, as long
/// as the returned connections are kept.
///
/// # Errors
///
/// No port is available.
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
    Err(io::Error::other("the queue of the listener is unbounded"))
}

/// Sends a request and returns the whole response as bytes.
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
    fn responses_follow_the_script_and_requests_are_recorded() {
        let server = Server::scripted([Response::empty(204), Response::Close]).unwrap();
        assert!(get(&server, "/a?b=c").starts_with("HTTP/1.1 204"));
        assert_eq!(get(&server, "/d"), "");
        assert!(get(&server, "/e").starts_with("HTTP/1.1 404"));
        let requests = server.requests();
        assert_eq!((requests[0].path(), requests[0].query()), ("/a", "b=c"));
        assert_eq!(requests.len(), 3);
    }

    #[test]
    fn silence_ends_with_the_server() {
        let server = Server::scripted([Response::Silence]).unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.write_all(b"GET / HTTP/1.1\r\n\r\n").unwrap();
        drop(server);
        let mut rest = Vec::new();
        assert_eq!(stream.read_to_end(&mut rest).unwrap_or_default(), 0);
    }
}
