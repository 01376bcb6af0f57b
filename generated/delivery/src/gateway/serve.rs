//! Connections, from the first to the last.
//!
//! In: a listener. Out: a task for each connection, and the end of all of them.

use std::convert::Infallible;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use spanwire::scale_v5::Client;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::receive::Gateway;
use super::settings::Settings;

/// The pause after a connection could not be accepted, since the system may have run out of
/// descriptors.
const PAUSE: Duration = Duration::from_millis(100);

/// The most that hyper buffers of a connection.
const BUFFER: usize = 64 << 10;

/// Serves OTLP/HTTP on a listener until `shutdown` is ready; then ends what is in flight.
///
/// Returns the number of requests that were still in flight after the
/// [grace period](Settings::grace) and were cut off. Their clients see a lost connection, and send
/// the spans again.
///
/// It must be called within a Tokio runtime that has I/O and time enabled.
///
/// ```no_run
/// use std::time::Duration;
///
/// use spanwire_delivery::gateway::{self, Settings};
/// use spanwire_delivery::spanwire::scale_v5::Client;
/// use tokio::net::TcpListener;
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// // A longer wait that Scale asks for is passed on to the sender.
/// let client = Client::builder().from_env()?;
/// let client = client.max_retry_after(Duration::from_secs(2)).build()?;
/// let listener = TcpListener::bind("127.0.0.1:4318").await?;
/// let settings = Settings::new().log(|line| eprintln!("{line}"));
/// let shutdown = async { drop(tokio::signal::ctrl_c().await) };
/// gateway::serve(listener, client, settings, shutdown).await;
/// # Ok(())
/// # }
/// ```
pub async fn serve(
    listener: TcpListener,
    client: Client,
    settings: Settings,
    shutdown: impl Future<Output = ()>,
) -> usize {
    let gateway = Arc::new(Gateway::new(client, settings));
    let settings = &gateway.settings;
    let (stop, stopped) = watch::channel(());
    let mut connections = JoinSet::new();
    let mut shutdown = pin!(shutdown);
    loop {
        let accepts = connections.len() < settings.connections;
        tokio::select! {
            () = &mut shutdown => break,
            Some(_) = connections.join_next() => {}
            accepted = listener.accept(), if accepts => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection(Arc::clone(&gateway), stream, stopped.clone()));
                }
                Err(error) if is_lost(&error) => {}
                Err(error) => {
                    settings.report(&format!("a connection could not be accepted: {error}"));
                    tokio::time::sleep(PAUSE).await;
                }
            },
        }
    }
    drop(listener);
    drop(stop);
    let ended = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(settings.grace, ended).await;
    let cut_off = connections.len();
    connections.shutdown().await;
    cut_off
}

/// Serves one connection until the client closes it, or until shutdown and the end of the request
/// that is in flight then.
async fn connection(gateway: Arc<Gateway>, stream: TcpStream, mut stopped: watch::Receiver<()>) {
    let _ = stream.set_nodelay(true);
    let asked = AtomicBool::new(false);
    let service = service_fn(|request| {
        let (gateway, asked) = (&gateway, &asked);
        async move {
            asked.store(true, Ordering::Relaxed);
            let reply = gateway.respond(request).await;
            Ok::<_, Infallible>(reply)
        }
    });
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(gateway.settings.idle_timeout)
        .max_buf_size(BUFFER);
    let connection = builder.serve_connection(TokioIo::new(stream), service);
    let mut connection = pin!(connection);
    tokio::select! {
        _ = connection.as_mut() => return,
        _ = stopped.changed() => {}
    }
    // A connection ends at once if it is idle, or else after its response. One that never got a
    // request would not end.
    connection.as_mut().graceful_shutdown();
    if asked.load(Ordering::Relaxed) {
        let _ = connection.await;
    }
}

/// Whether the client has given up before its connection was accepted.
fn is_lost(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::Interrupted
    )
}
