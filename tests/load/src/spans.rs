//! A program that ends many spans.
//!
//! In: where to send them, how many, how large, how fast. Out: on standard output, as JSON, after
//! how many seconds all had ended, after how many they were sent, and what was counted.

use std::error::Error;
use std::thread;
use std::time::{Duration, Instant};

use opentelemetry::KeyValue;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::SdkTracerProvider;
use serde_json::json;
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::scale_v5::Client;

/// Spans that may be queued while there is no rate; the queue holds more.
const ROOM: u64 = 16_384;
/// How often the rate is looked at.
const TICK: Duration = Duration::from_millis(5);

pub(crate) fn run(url: &str, spans: u64, bytes: usize, rate: u64) -> Result<(), Box<dyn Error>> {
    let client = Client::builder().api_key("key").account_id("account");
    let client = client.base_url(url).build()?;
    let exporter = ScaleExporter::builder(&client).build()?;
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder().with_span_processor(exporter.batched());
    let provider = provider.build();
    let tracer = provider.tracer("load");
    let input = format!(r#"[{{"role":"user","content":"{}"}}]"#, "x".repeat(bytes));
    let output = format!(
        r#"[{{"role":"assistant","content":"{}"}}]"#,
        "y".repeat(256)
    );

    let begun = Instant::now();
    for number in 0..spans {
        if let Some(due) = (number * 1_000_000).checked_div(rate) {
            let early = Duration::from_micros(due).saturating_sub(begun.elapsed());
            if early > TICK {
                thread::sleep(early);
            }
        } else {
            while counts.totals().queued > ROOM {
                thread::sleep(TICK);
            }
        }
        let mut span = tracer.start("chat");
        span.set_attribute(KeyValue::new("gen_ai.operation.name", "chat"));
        span.set_attribute(KeyValue::new("gen_ai.input.messages", input.clone()));
        span.set_attribute(KeyValue::new("gen_ai.output.messages", output.clone()));
        span.end();
    }
    let ended = begun.elapsed();
    let result = provider.shutdown_with_timeout(Duration::from_secs(60));
    let sent = begun.elapsed();
    let totals = counts.totals();
    println!(
        "{}",
        json!({
            "ended": ended.as_secs_f64(),
            "sent": sent.as_secs_f64(),
            "accepted": totals.accepted,
            "lost": totals.lost(),
        })
    );
    Ok(result?)
}
