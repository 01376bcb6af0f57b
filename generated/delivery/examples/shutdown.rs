//! A server that ends gracefully on Ctrl-C or SIGTERM, without losing a span:
//!
//! ```text
//! cargo run -p spanwire-delivery --example shutdown
//! ```
//!
//! It ends by itself after some requests. Without `SGP_API_KEY` in the environment it talks to a
//! server of its own on loopback, so it runs at once.

mod serve;

use std::error::Error;
use std::io;
use std::time::Duration;

use opentelemetry::KeyValue;
use opentelemetry::trace::{Span as _, Tracer as _, TracerProvider as _};
use opentelemetry_sdk::trace::{SdkTracer, SdkTracerProvider};
use spanwire_delivery::ScaleExporter;
use spanwire_delivery::spanwire::scale_v5::Client;

/// Less than the time after which an orchestrator kills the program, often 30 seconds.
const TIME_TO_SHUT_DOWN: Duration = Duration::from_secs(20);

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let exporter = ScaleExporter::builder(&client()?).build()?;
    let counts = exporter.counts();
    let provider = SdkTracerProvider::builder()
        .with_span_processor(exporter.batched())
        .build();
    let tracer = provider.tracer("server");

    tokio::select! {
        () = work(&tracer) => println!("the work is done"),
        signal = signal() => println!("{}: shutting down", signal?),
    }

    // The work has ended, and with it its spans. This sends what is queued and waits for it; it
    // blocks, which harms nothing at the end of `main`.
    if let Err(error) = provider.shutdown_with_timeout(TIME_TO_SHUT_DOWN) {
        eprintln!("{error}");
    }
    let totals = counts.totals();
    println!("{} spans accepted, {} lost", totals.accepted, totals.lost());
    Ok(())
}

/// Serves requests.
async fn work(tracer: &SdkTracer) {
    for number in 0..200 {
        let mut span = tracer.start("request");
        tokio::time::sleep(Duration::from_millis(5)).await;
        span.set_attribute(KeyValue::new("request.number", number));
        span.end();
    }
}

/// Waits for what asks the program to end.
async fn signal() -> io::Result<&'static str> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};

        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            _ = terminate.recv() => Ok("SIGTERM"),
            pressed = tokio::signal::ctrl_c() => pressed.map(|()| "Ctrl-C"),
        }
    }
    #[cfg(not(unix))]
    {
        tokio::signal::ctrl_c().await.map(|()| "Ctrl-C")
    }
}

/// A client of Scale, or else of a server on loopback.
fn client() -> Result<Client, Box<dyn Error>> {
    if std::env::var_os("SGP_API_KEY").is_some() {
        return Ok(Client::from_env()?);
    }
    let url = serve::serve(|_| Vec::new())?;
    println!("no SGP_API_KEY: talking to {url}, which this program serves itself");
    let builder = Client::builder().api_key("an-example-key");
    Ok(builder.account_id("acct").base_url(url).build()?)
}
