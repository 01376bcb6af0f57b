//! A server that accepts spans, and spans for it.

use std::collections::BTreeMap;
use std::env;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, mpsc};
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::SdkTracerProvider;
use scripted_server::{Request, Response, Server};
use serde_json::{Value, json};
use spanwire_delivery::spanwire::scale_v5::{Client, ClientBuilder};
use spanwire_delivery::{Counts, Totals};

/// Longer than any test takes that does not hang.
pub(crate) const LONG: Duration = Duration::from_secs(60);

/// A server that accepts spans, unless a test says otherwise.
pub(crate) struct Sink {
    pub(crate) server: Server,
    accepted: Arc<(Mutex<Vec<Value>>, Condvar)>,
}

impl Sink {
    pub(crate) fn new() -> Self {
        Self::with(|_| None)
    }

    /// A server that first asks `refuse` about each request.
    pub(crate) fn with(
        refuse: impl Fn(&[Value]) -> Option<Response> + Send + Sync + 'static,
    ) -> Self {
        let accepted = Arc::new((Mutex::new(Vec::new()), Condvar::new()));
        let kept = Arc::clone(&accepted);
        let handler = move |request: Request| {
            let mut body: Value = serde_json::from_slice(&request.body).unwrap();
            let Value::Array(items) = body["items"].take() else {
                return Response::empty(400);
            };
            if let Some(response) = refuse(&items) {
                return response;
            }
            lock(&kept.0).extend(items);
            kept.1.notify_all();
            Response::json(200, &json!({"object": "list", "items": []}))
        };
        Self {
            server: Server::with(handler).unwrap(),
            accepted,
        }
    }

    pub(crate) fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    pub(crate) fn builder(&self) -> ClientBuilder {
        Client::builder()
            .api_key("key")
            .account_id("account")
            .base_url(self.server.url())
    }

    /// Waits until it has accepted so many spans.
    pub(crate) fn wait_for(&self, spans: usize) {
        let (accepted, changed) = &*self.accepted;
        let few = |accepted: &mut Vec<Value>| accepted.len() < spans;
        let waited = changed.wait_timeout_while(lock(accepted), LONG, few);
        assert!(!waited.unwrap().1.timed_out(), "spans are missing");
    }

    /// The spans that it accepted.
    pub(crate) fn spans(&self) -> Vec<Value> {
        lock(&self.accepted.0).clone()
    }

    /// How often each span was accepted, by its id.
    pub(crate) fn ids(&self) -> BTreeMap<String, usize> {
        let mut ids = BTreeMap::new();
        for span in lock(&self.accepted.0).iter() {
            *ids.entry(text(span, "id")).or_default() += 1;
        }
        ids
    }

    /// The names of the spans that it accepted, in order.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<_> = self.spans().iter().map(|span| text(span, "name")).collect();
        names.sort();
        names
    }
}

fn text(span: &Value, key: &str) -> String {
    span[key].as_str().unwrap_or_default().to_owned()
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Something that is closed until it is opened.
#[derive(Clone, Default)]
pub(crate) struct Gate(Arc<(Mutex<bool>, Condvar)>);

impl Gate {
    pub(crate) fn open(&self) {
        *lock(&self.0.0) = true;
        self.0.1.notify_all();
    }

    /// Waits until it is open.
    pub(crate) fn pass(&self) {
        let is_open = self.0.1.wait_while(lock(&self.0.0), |open| !*open);
        drop(is_open);
    }
}

/// Starts and ends a span. Returns its id.
pub(crate) fn end(provider: &SdkTracerProvider, name: &str) -> String {
    let mut span = provider.tracer("test").start(name.to_owned());
    let id = span.span_context().span_id().to_string();
    span.end();
    id
}

/// The totals when nothing is being sent any more.
pub(crate) fn settled(counts: &Counts) -> Totals {
    let begun = Instant::now();
    loop {
        let totals = counts.totals();
        if totals.sending == 0 {
            return totals;
        }
        assert!(begun.elapsed() < LONG, "{totals:?}");
        thread::yield_now();
    }
}

/// Runs what might hang.
pub(crate) fn within<T: Send + 'static>(
    time: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> T {
    let (sender, receiver) = mpsc::channel();
    let thread = thread::spawn(move || sender.send(work()));
    match receiver.recv_timeout(time) {
        Ok(value) => value,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("it hangs"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            std::panic::resume_unwind(thread.join().err().unwrap())
        }
    }
}

/// Runs an ignored test of this program in a process of its own,
/// with these variables.
pub(crate) fn run(test: &str, variables: &[(&str, &str)]) {
    let output = Command::new(env::current_exe().unwrap())
        .args(["--ignored", "--exact", test])
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}");
    assert!(told.contains("1 passed"), "{told}");
}
