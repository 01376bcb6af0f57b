//! A gateway in this process, messages to send to it, and what comes back.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTracePartialSuccess, ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span};
use prost::Message as _;
use scripted_server::{Request, Response, Server};
use serde_json::{Value, json};
use spanwire_delivery::Limits;
use spanwire_delivery::gateway::{self, Settings};
use spanwire_delivery::spanwire::scale_v5::Client;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub(crate) const PROTOBUF: &str = "application/x-protobuf";
pub(crate) const JSON: &str = "application/json";

/// Longer than anything here takes; it ends a test that would wait forever.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// What a request to Scale must not leak.
pub(crate) const KEY: &str = "key-that-nobody-may-see";

/// A gateway on a thread of its own.
pub(crate) struct Gateway {
    pub(crate) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<usize>>,
    log: Arc<Mutex<Vec<String>>>,
}

impl Gateway {
    /// A gateway with deadlines that a test can wait for.
    pub(crate) fn new(scale: &Server) -> Self {
        Self::with(scale, Settings::new())
    }

    pub(crate) fn with(scale: &Server, settings: Settings) -> Self {
        let client = Client::builder()
            .api_key(KEY)
            .account_id("account")
            .base_url(scale.url())
            .max_retries(0);
        let client = client.build().expect("valid options");
        let log = Arc::new(Mutex::new(Vec::new()));
        let lines = Arc::clone(&log);
        let push = move |line: &str| lock(&lines).push(line.to_owned());
        let settings = settings.log(push);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .expect("a runtime");
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"));
        let listener = listener.expect("a port");
        let address = listener.local_addr().expect("its address");
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::spawn(move || {
            let shutdown = async { drop(stopped.await) };
            runtime.block_on(gateway::serve(listener, client, settings, shutdown))
        });
        Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
            log,
        }
    }

    /// Begins the shutdown.
    pub(crate) fn stop(&mut self) {
        drop(self.stop.take());
    }

    /// How many requests were cut off.
    pub(crate) fn join(mut self) -> usize {
        self.stop();
        let thread = self.thread.take().expect("joined once");
        thread.join().expect("no panic")
    }

    pub(crate) fn log(&self) -> Vec<String> {
        lock(&self.log).clone()
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(LONG)).expect("a time");
        stream
    }

    pub(crate) fn send(&self, request: &Request) -> Reply {
        let address = self.address.to_string();
        let bytes = scripted_server::send(&address, request).expect("a response");
        Reply::read(&bytes)
    }

    /// Sends a message by `POST /v1/traces`.
    pub(crate) fn post(&self, media_type: &str, body: Vec<u8>) -> Reply {
        self.send(&post(media_type, body))
    }
}

/// `POST /v1/traces`.
pub(crate) fn post(media_type: &str, body: Vec<u8>) -> Request {
    Request {
        method: "POST".to_owned(),
        target: "/v1/traces".to_owned(),
        headers: vec![
            ("host".to_owned(), "gateway".to_owned()),
            ("content-type".to_owned(), media_type.to_owned()),
        ],
        body,
    }
}

/// A response.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    /// Reads the bytes of a response; status 0 for none.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = bytes.split_at(end.map_or(0, |end| end + 4));
        let head = String::from_utf8_lossy(head);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let header = |line: &str| {
            let (name, value) = line.split_once(": ")?;
            Some((name.to_ascii_lowercase(), value.to_owned()))
        };
        Self {
            status: status.map_or(0, |status| status.parse().expect("a number")),
            headers: lines.filter_map(header).collect(),
            body: body.to_vec(),
        }
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let header = self.headers.iter().find(|(other, _)| other == name);
        header.map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        assert_eq!(self.header("content-type"), Some(JSON));
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// The partial success of a response in protobuf.
    pub(crate) fn partial(&self) -> Option<ExportTracePartialSuccess> {
        assert_eq!(self.status, 200);
        assert_eq!(self.header("content-type"), Some(PROTOBUF));
        let response = ExportTraceServiceResponse::decode(&*self.body);
        response.expect("a message").partial_success
    }
}

/// The ids of spans that a test makes.
pub(crate) fn id(number: u8) -> String {
    format!("{number:02x}").repeat(8)
}

/// A message with a span for each number; 0 gives a span without a valid id.
pub(crate) fn message(numbers: &[u8]) -> Vec<u8> {
    let span = |&number: &u8| Span {
        trace_id: vec![7; 16],
        span_id: vec![number; 8],
        name: format!("secret {number}"),
        start_time_unix_nano: 1_700_000_000_000_000_000,
        end_time_unix_nano: 1_700_000_000_500_000_000,
        ..Span::default()
    };
    let scope = ScopeSpans {
        spans: numbers.iter().map(span).collect(),
        ..ScopeSpans::default()
    };
    let message = ExportTraceServiceRequest {
        resource_spans: vec![ResourceSpans {
            scope_spans: vec![scope],
            ..ResourceSpans::default()
        }],
    };
    message.encode_to_vec()
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("into memory");
    encoder.finish().expect("into memory")
}

/// Accepts a batch.
pub(crate) fn accept() -> Response {
    Response::json(200, &json!({"items": []}))
}

/// A Scale that accepts everything.
pub(crate) fn accepting() -> Server {
    Server::with(|_| accept()).expect("a port")
}

/// The spans that were sent to Scale, in their order.
pub(crate) fn spans(scale: &Server) -> Vec<Value> {
    let items = |request: &Request| request.json()["items"].as_array().cloned();
    let requests = scale.requests();
    requests.iter().filter_map(items).flatten().collect()
}

/// Settings with this deadline for a delivery.
pub(crate) fn deadline(deadline: Duration) -> Settings {
    Settings::new().delivery(Limits::new().deadline(deadline))
}

/// A Scale that holds each request until it is let go, and then accepts it.
pub(crate) struct Held {
    pub(crate) scale: Server,
    gate: Arc<Gate>,
}

#[derive(Default)]
struct Gate {
    /// How many requests came, and whether they may go.
    state: Mutex<(usize, bool)>,
    changed: Condvar,
}

impl Held {
    pub(crate) fn new() -> Self {
        let gate = Arc::new(Gate::default());
        let at = Arc::clone(&gate);
        let scale = Server::with(move |_| {
            let mut state = lock(&at.state);
            state.0 += 1;
            at.changed.notify_all();
            drop(at.changed.wait_while(state, |state| !state.1));
            accept()
        });
        Self {
            scale: scale.expect("a port"),
            gate,
        }
    }

    /// Waits until so many requests have come.
    pub(crate) fn wait_for(&self, requests: usize) {
        let state = lock(&self.gate.state);
        let missing = |state: &mut (usize, bool)| state.0 < requests;
        let waited = self.gate.changed.wait_timeout_while(state, LONG, missing);
        let waited = waited.expect("no panic").1;
        assert!(!waited.timed_out(), "{requests} requests did not come");
    }

    pub(crate) fn let_go(&self) {
        lock(&self.gate.state).1 = true;
        self.gate.changed.notify_all();
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.let_go();
    }
}

/// What is left on a connection; empty if it was lost.
pub(crate) fn rest(mut stream: TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => {}
        Err(error) => panic!("the connection is not closed: {error}"),
    }
    bytes
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
