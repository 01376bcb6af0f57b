//! Sets what a client and a single call may do, against a server of its own on loopback that is
//! busy at first:
//!
//! ```text
//! cargo run -p spanwire --example options
//! ```

mod serve;

use std::error::Error;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use serde_json::json;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanCreateRequest;

use self::serve::Reply;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(server()?)
        // All of a call, retries and body included; without this 60 s.
        .timeout(Duration::from_secs(20))
        // The longest wait for the next chunk of a response body; unless set, as long as the call.
        .read_timeout(Duration::from_secs(5))
        // Until there is a connection; without this 10 s.
        .connect_timeout(Duration::from_secs(3))
        // Of one call, and of all calls while the server fails; without these 2 and 100.
        .max_retries(4)
        .retry_budget(50)
        // In `codegen.toml` for all users of an API: `idempotency_header = "Idempotency-Key"`.
        .idempotency_header("Idempotency-Key")
        .header("x-team", "search")
        .build()?;

    // The server is busy. A POST is only sent again because of its key, which is the same both
    // times.
    let span = SpanCreateRequest::new("llm call", "trace-1", "2023-11-07T05:31:56Z".parse()?);
    let made = client.spans().create(&span).await?;
    println!("made {}\n", made.id);

    // One call that differs.
    let call = client.spans().create(&span).idempotency_key("order-17");
    call.header("x-team", "billing")
        .max_retries(0)
        .timeout(Duration::from_secs(3))
        .await?;

    // A client that differs. Connections, tokens and the retry budget are shared.
    let batch = client.with_options(|options| options.header("x-team", "batch").no_timeout())?;
    batch.spans().create(&span).await?;
    Ok(())
}

/// A server that is busy at first and tells what is set of a request.
fn server() -> io::Result<String> {
    let was_busy = Arc::new(AtomicBool::new(false));
    serve::serve(move |asked| {
        for name in ["user-agent", "x-team", "idempotency-key"] {
            println!(
                "  {name}: {}",
                asked.headers.get(name).map_or("", String::as_str)
            );
        }
        if was_busy.swap(true, Ordering::AcqRel) {
            return Reply::from(json!({
                "object": "span",
                "id": "span-1",
                "name": "llm call",
                "trace_id": "trace-1",
                "start_timestamp": "2023-11-07T05:31:56Z",
                "account_id": "acct",
                "type": "COMPLETION",
            }));
        }
        println!("  it is busy");
        Reply {
            status: 503,
            headers: vec![("retry-after", "0".to_owned())],
            body: Vec::new(),
        }
    })
}
