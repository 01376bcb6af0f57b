//! Receives OTLP/HTTP and sends the spans to Scale.
//!
//! In: flags and the environment. Out: exit code 0 after `SIGTERM` or ctrl-C, 1 if it can't start
//! or cut off requests at its end, 2 for a wrong command line. Failures are written to standard
//! error, a line each.

use std::io;
use std::net::SocketAddr;
use std::process::ExitCode;
use std::time::Duration;

use clap::Parser;
use spanwire_delivery::Limits;
use spanwire_delivery::gateway::{self, Settings};
use spanwire_delivery::spanwire::scale_v5::{Client, ClientBuilder};
use tokio::net::TcpListener;

/// A longer wait that Scale asks for is passed on to the sender.
const LONGEST_WAIT: Duration = Duration::from_secs(2);

/// Receives spans by OTLP/HTTP and sends them to the Scale Generative Platform.
///
/// The API key is read from `SGP_API_KEY`. A request gets status 200 once Scale has accepted its
/// spans, so the sender keeps what is not delivered. `SIGTERM` ends the gateway after the requests
/// in flight.
#[derive(Parser)]
#[command(version, verbatim_doc_comment)]
struct Arguments {
    /// Where to listen: an address and a port
    #[arg(
        long,
        env = "SPANWIRE_GATEWAY_LISTEN",
        default_value = "127.0.0.1:4318"
    )]
    listen: SocketAddr,
    /// The account that the spans belong to, in place of `SGP_ACCOUNT_ID`
    #[arg(long)]
    account_id: Option<String>,
    /// The URL of Scale's API, in place of `SGP_CLIENT_BASE_URL`
    #[arg(long)]
    base_url: Option<String>,
    /// The largest body in bytes, before and after decompression
    #[arg(long, env = "SPANWIRE_GATEWAY_BODY_BYTES", default_value_t = 20 << 20)]
    body_bytes: usize,
    /// Bytes of memory for the requests in flight; beyond them the response is 429
    #[arg(long, env = "SPANWIRE_GATEWAY_IN_FLIGHT_BYTES", default_value_t = 512 << 20)]
    in_flight_bytes: usize,
    /// Requests in flight at once; beyond them the response is 429
    #[arg(
        long,
        env = "SPANWIRE_GATEWAY_IN_FLIGHT_REQUESTS",
        default_value_t = 64
    )]
    in_flight_requests: usize,
    /// Open connections at once; others wait
    #[arg(long, env = "SPANWIRE_GATEWAY_CONNECTIONS", default_value_t = 1024)]
    connections: usize,
    /// Seconds for a body to arrive
    #[arg(long, env = "SPANWIRE_GATEWAY_READ_TIMEOUT", default_value = "10", value_parser = seconds)]
    read_timeout: Duration,
    /// Seconds for the delivery of a request; less than the sender's timeout
    #[arg(long, env = "SPANWIRE_GATEWAY_DEADLINE", default_value = "20", value_parser = seconds)]
    deadline: Duration,
    /// Seconds for requests in flight to end after `SIGTERM`
    #[arg(long, env = "SPANWIRE_GATEWAY_GRACE", default_value = "30", value_parser = seconds)]
    grace: Duration,
}

impl Arguments {
    fn settings(&self) -> Settings {
        Settings::new()
            .body_bytes(self.body_bytes)
            .in_flight_bytes(self.in_flight_bytes)
            .in_flight_requests(self.in_flight_requests)
            .connections(self.connections)
            .read_timeout(self.read_timeout)
            .grace(self.grace)
            .delivery(Limits::new().deadline(self.deadline))
            .log(|line| eprintln!("{line}"))
    }
}

/// A positive number of seconds.
fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok();
    seconds
        .and_then(|seconds| Duration::try_from_secs_f64(seconds).ok())
        .filter(|seconds| !seconds.is_zero())
        .ok_or_else(|| "expected a positive number of seconds".to_owned())
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match run(arguments).await {
        Ok(0) => ExitCode::SUCCESS,
        Ok(cut_off) => {
            eprintln!("{cut_off} connections with a request in flight were closed");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn run(arguments: Arguments) -> Result<usize, Box<dyn std::error::Error>> {
    let settings = arguments.settings();
    let client = Client::builder()
        .from_env()?
        .maybe(arguments.account_id, ClientBuilder::account_id)
        .maybe(arguments.base_url, ClientBuilder::base_url)
        .max_retry_after(LONGEST_WAIT)
        .build()?;
    let shutdown = shutdown()?;
    let listener = TcpListener::bind(arguments.listen)
        .await
        .map_err(|error| format!("`{}`: {error}", arguments.listen))?;
    eprintln!("listening on {}", listener.local_addr()?);
    Ok(gateway::serve(listener, client, settings, shutdown).await)
}

/// Ready once the process is asked to end.
#[cfg(unix)]
fn shutdown() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Ready once the process is asked to end.
#[cfg(not(unix))]
fn shutdown() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
