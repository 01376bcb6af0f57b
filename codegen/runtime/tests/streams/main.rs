//! The items of streams as servers really send them, in a loop that awaits and in one that blocks.

#![cfg(feature = "blocking")]

#[path = "../common/mod.rs"]
mod common;

mod ends;
mod errors;
mod keep_alive;
mod models;
mod others;

use std::fmt::Debug;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Call, Error, ErrorBody, EventStream, FromBody, NoError, Output};

use self::common::client;

const EVENTS: &str = "text/event-stream";

fn get<T: Output, E: FromBody>(server: &Server) -> Call<T, E> {
    client(server).get("/stream")
}

/// Server-sent events.
fn events(text: &str) -> Reply {
    Reply::bytes(200, EVENTS, text.to_owned())
}

/// How a stream is requested.
type Ask<T, E> = fn(Call<EventStream<T, E>, E>) -> Call<EventStream<T, E>, E>;

/// The output of a stream of those responses, which is the same when it blocks, and how many
/// requests it took.
fn all<T, E>(ask: Ask<T, E>, replies: impl Fn() -> Vec<Reply>) -> (Vec<Result<T, Error<E>>>, usize)
where
    T: FromBody + Debug,
    E: FromBody + Debug,
{
    let server = || {
        let server = Server::new();
        for reply in replies() {
            server.reply(reply);
        }
        server
    };
    let one = server();
    let mut found = Vec::new();
    match block_on(ask(get(&one))) {
        Ok(mut stream) => {
            while let Some(item) = block_on(stream.next()) {
                found.push(item);
            }
        }
        Err(error) => found.push(Err(error)),
    }
    let other = server();
    let blocking = match ask(get(&other)).blocking() {
        Ok(stream) => stream.blocking().collect(),
        Err(error) => vec![Err(error)],
    };
    assert_eq!(format!("{found:?}"), format!("{blocking:?}"));
    assert_eq!(one.requests().len(), other.requests().len());
    (found, one.requests().len())
}

/// The items of that type in the events.
fn read<T, E>(text: &str) -> Vec<Result<T, Error<E>>>
where
    T: FromBody + Debug,
    E: FromBody + Debug,
{
    all(|call| call.event_stream(EVENTS), || vec![events(text)]).0
}

/// The items of a stream without an error.
fn items<T: FromBody + Debug>(text: &str) -> Vec<T> {
    let items = read::<T, NoError>(text).into_iter();
    items
        .map(|item| item.unwrap_or_else(|error| panic!("{text:?}: {error}")))
        .collect()
}

/// The error that the server reported, and its text.
fn api<E: Clone + Debug>(error: &Error<E>) -> Result<E, String> {
    match error {
        Error::Api { status, body, .. } => {
            assert_eq!(*status, 200);
            match &**body {
                ErrorBody::Typed(error) => Ok(error.clone()),
                ErrorBody::Raw(bytes) => Err(String::from_utf8_lossy(bytes).into_owned()),
                other => panic!("{other:?}"),
            }
        }
        other => panic!("{other:?}"),
    }
}
