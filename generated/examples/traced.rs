//! Shows the span and the `curl` command of a call to Scale GP, which goes to a server of its own
//! on loopback:
//!
//! ```text
//! cargo run -p spanwire --features tracing --example traced
//! ```

mod serve;

use std::error::Error;
use std::io::{self, Write};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use serve::{Asked, Reply};
use spanwire::HeaderValue;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanSearchRequest;
use tracing::Level;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::FmtSpan;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

const CONTEXT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/// Prints what is told, and keeps it.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .extend(bytes);
        io::stdout().write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().flush()
    }
}

/// An empty page, for a request with the context.
fn respond(asked: &Asked) -> Reply {
    let page = json!({"object": "list", "items": [], "has_more": false, "total": 0});
    let traced = asked
        .headers
        .get("traceparent")
        .is_some_and(|context| context == CONTEXT);
    Reply {
        status: if traced { 200 } else { 400 },
        ..Reply::from(page)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let log = Log::default();
    let writer = log.clone();
    let lines = tracing_subscriber::fmt::layer()
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .with_span_events(FmtSpan::CLOSE);
    // The HTTP client below has events of its own at this level.
    let calls = Targets::new().with_target("specwright_runtime", Level::DEBUG);
    tracing_subscriber::registry()
        .with(lines)
        .with(calls)
        .init();
    let url = serve::serve(respond)?;
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(url)
        // With OpenTelemetry, its propagator writes the header from the current context.
        .propagator(|headers| {
            headers.insert("traceparent", HeaderValue::from_static(CONTEXT));
        })
        .build()?;
    let page = client
        .spans()
        .search(&SpanSearchRequest::new())
        .limit(5)
        .await?;
    println!("{} spans", page.items.len());

    let told = log.0.lock().unwrap_or_else(PoisonError::into_inner);
    let told = String::from_utf8_lossy(&told);
    for wanted in [
        "http.request.method=\"POST\"",
        "url.template=\"/v5/spans/search\"",
        "http.response.status_code=200",
        "curl ",
    ] {
        assert!(told.contains(wanted), "`{wanted}` is not told");
    }
    assert!(!told.contains("an-example-key"), "a secret is told");
    assert!(!told.contains("hyper"), "what others say is told");
    Ok(())
}
