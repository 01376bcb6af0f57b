//! Calls from programs without an async runtime.
//!
//! In: a request. Out: how the call ended, after the calling thread has waited for it. The requests
//! of all clients run on one thread of their own, which lives as long as the program, and so do the
//! connections. Must not know models.

use std::sync::{OnceLock, mpsc};
use std::thread;

use tokio::runtime::{Builder, Handle};

use crate::error::RequestError;
use crate::request::Request;
use crate::send::{Failure, Outcome, execute};
use crate::transport::TransportError;

static RUNTIME: OnceLock<Result<Handle, String>> = OnceLock::new();

/// Sends a request and waits for the answer.
pub(crate) fn wait(request: Box<Request>) -> Outcome {
    let site = request.site();
    let (returns, errors) = (request.returns, request.errors);
    let failed = |failure| Outcome {
        site,
        returns,
        errors,
        result: Err(failure),
    };
    // Here a wait would hold up other tasks, and perhaps the one that it waits for.
    if Handle::try_current().is_ok() {
        return failed(Failure::Request(RequestError::new(
            "a blocking call was made within an async runtime: await the call there, or give it to \
             `Handle::block_on` in `spawn_blocking`",
        )));
    }
    let handle = match RUNTIME.get_or_init(start) {
        Ok(handle) => handle,
        Err(message) => return failed(Failure::Request(RequestError::new(message))),
    };
    let (sender, receiver) = mpsc::sync_channel(1);
    let work = async move {
        // The receiver waits for nothing else, so it is there.
        let _ = sender.send(execute(request).await);
    };
    #[cfg(feature = "tracing")]
    let work = crate::trace::carried(work);
    handle.spawn(work);
    receiver.recv().unwrap_or_else(|_| {
        let message = "the transport panicked";
        failed(Failure::Transport(TransportError::other(message)))
    })
}

/// Starts the thread that carries the requests.
fn start() -> Result<Handle, String> {
    let told = |error| format!("blocking calls can't be made: {error}");
    let runtime = Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(told)?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("specwright-blocking".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))
        .map_err(told)?;
    Ok(handle)
}
