//! Imports a file of spans into Scale, one JSON object a line:
//!
//! ```text
//! cargo run -p spanwire-delivery --example import -- spans.jsonl
//! ```
//!
//! Without a file it imports some lines of its own. Without `SGP_API_KEY` in the environment it
//! talks to a server of its own on loopback, so it runs at once.

mod serve;

use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::time::Duration;

use serde_json::Value;
use spanwire_delivery::spanwire::scale_v5::Client;
use spanwire_delivery::spanwire::scale_v5::models::SpanCreateRequest;
use spanwire_delivery::{Limits, deliver};

const LINES: &str = r#"
{"id": "s1", "name": "chat", "trace_id": "t1", "start_timestamp": "2026-01-31T12:00:00Z", "type": "COMPLETION", "input": {"question": "What is a span?"}}
{"id": "s2", "name": "search", "trace_id": "t1", "start_timestamp": "2026-01-31T12:00:01Z", "parent_id": "s1", "output": {"found": 3}}
{"id": "s3", "name": "", "trace_id": "t1", "start_timestamp": "2026-01-31T12:00:02Z"}
"#;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = if std::env::var_os("SGP_API_KEY").is_some() {
        Client::from_env()?
    } else {
        let url = serve::serve(unnamed)?;
        println!("no SGP_API_KEY: talking to {url}, which this program serves itself");
        let builder = Client::builder().api_key("an-example-key");
        builder.account_id("acct").base_url(url).build()?
    };
    let file: Box<dyn BufRead> = match std::env::args().nth(1) {
        Some(path) => Box::new(BufReader::new(File::open(path)?)),
        None => Box::new(LINES.as_bytes()),
    };

    // Read as they are sent, so that a file may be larger than the memory.
    let lines = file.lines().map_while(|line| {
        line.inspect_err(|error| eprintln!("the file ends early: {error}"))
            .ok()
    });
    let lines = lines.zip(1..);
    let lines = lines.filter(|(line, _)| !line.trim().is_empty());
    let spans = lines.filter_map(|(line, number)| {
        let span = serde_json::from_str::<SpanCreateRequest>(&line);
        span.inspect_err(|error| eprintln!("line {number}: {error}"))
            .ok()
    });
    let limits = Limits::new().deadline(Duration::from_secs(60 * 60));
    let report = deliver(&client, spans, &limits).await;

    for rejected in &report.rejected {
        println!("rejected: {rejected}");
    }
    for unsent in &report.unsent {
        println!("unsent: {unsent}");
    }
    println!("accepted: {} of {} spans", report.accepted, report.total());
    if !report.unsent.is_empty() {
        return Err("some spans were not sent; importing the file again does no harm".into());
    }
    Ok(())
}

/// The spans that the example's server refuses: those without a name.
fn unnamed(spans: &[Value]) -> Vec<(usize, String)> {
    let unnamed = (0..spans.len()).filter(|place| spans[*place]["name"] == "");
    unnamed
        .map(|place| (place, "a span must have a name".to_owned()))
        .collect()
}
