//! Replies to a call, typed as the call is.
//!
//! In: a value of the operation's response or error type. Out: the reply as the server would write
//! it. Must not know what is sent.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use serde::Serialize;
use serde_json::Value;

use super::expected::Expected;
use super::{Only, Reply, Server};
use crate::call::Call;
use crate::codec::Format;
use crate::stream::EventStream;

/// Prepares replies to a call; returned by [`Server::when`].
///
/// Each reply is given once, in order. After the last one the call has no reply, unless that one is
/// given [repeatedly](Self::repeatedly).
pub struct When<'a, T, E> {
    server: &'a Server,
    only: Only,
    returns: Format,
    types: PhantomData<fn() -> (T, E)>,
}

impl<'a, T, E> When<'a, T, E> {
    pub(super) fn new(server: &'a Server, call: &Call<T, E>) -> Self {
        let request = call.request();
        Self {
            server,
            only: Only::Call(Arc::new(Expected::new(request))),
            returns: request.returns,
            types: PhantomData,
        }
    }

    /// Accepts requests with any body.
    #[must_use]
    pub fn with_any_body(self) -> Self {
        let only = match self.only {
            Only::Call(expected) => match Arc::try_unwrap(expected) {
                Ok(expected) => Only::Call(Arc::new(expected.with_any_body())),
                Err(expected) => Only::Call(expected),
            },
            other => other,
        };
        Self { only, ..self }
    }

    /// Prepares any reply, also a fault: [`Reply::refused`], [`Reply::never`] and others.
    #[allow(clippy::return_self_not_must_use)] // Chaining is a convenience here.
    pub fn play(&self, reply: Reply) -> &Self {
        self.server.add(&self.only, reply);
        self
    }

    /// Prepares a body in JSON with that status, for an operation with a type per status.
    #[allow(clippy::return_self_not_must_use)]
    pub fn response<B: Serialize + ?Sized>(&self, status: u16, body: &B) -> &Self {
        self.play(Reply::json(status, body))
    }

    /// Repeats the last reply for all further requests.
    pub fn repeatedly(&self) {
        self.server.change(&self.only, |route| route.repeats = true);
    }
}

impl<T: Serialize, E> When<'_, T, E> {
    /// Prepares what the operation returns, with status 200, or 204 for nothing.
    #[allow(clippy::return_self_not_must_use)]
    pub fn reply(&self, body: &T) -> &Self {
        self.reply_with(
            if self.returns == Format::Empty {
                204
            } else {
                200
            },
            body,
        )
    }

    /// The same with another status.
    #[allow(clippy::return_self_not_must_use)]
    pub fn reply_with(&self, status: u16, body: &T) -> &Self {
        let value = || serde_json::to_value(body).unwrap_or_default();
        self.play(match self.returns {
            Format::Empty => Reply::status(status),
            Format::Text => Reply::text(status, value().as_str().unwrap_or_default()),
            Format::Bytes => Reply::bytes(status, "application/octet-stream", bytes(&value())),
            Format::Json | Format::JsonExcept(_) | Format::ByStatus => Reply::json(status, body),
        })
    }
}

impl<T, E: Serialize> When<'_, T, E> {
    /// Prepares an error of the operation.
    #[allow(clippy::return_self_not_must_use)]
    pub fn refuse(&self, status: u16, body: &E) -> &Self {
        self.play(Reply::json(status, body))
    }
}

impl<T: Serialize, S, E> When<'_, EventStream<T, S>, E> {
    /// Prepares a stream of these items, as server-sent events.
    #[allow(clippy::return_self_not_must_use)]
    pub fn reply_events(&self, items: &[T]) -> &Self {
        let event = |item: &T| {
            let data = serde_json::to_string(item).unwrap_or_default();
            format!("data: {data}\n\n")
        };
        let body: String = items.iter().map(event).collect();
        self.play(Reply::bytes(200, "text/event-stream", body))
    }

    /// Prepares a stream of these items, as JSON lines.
    #[allow(clippy::return_self_not_must_use)]
    pub fn reply_lines(&self, items: &[T]) -> &Self {
        let line = |item: &T| serde_json::to_string(item).unwrap_or_default() + "\n";
        let body: String = items.iter().map(line).collect();
        self.play(Reply::bytes(200, "application/jsonl", body))
    }
}

impl<T, E> fmt::Debug for When<'_, T, E> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("When").finish_non_exhaustive()
    }
}

/// Bytes that were written as a list of numbers.
fn bytes(value: &Value) -> Vec<u8> {
    serde_json::from_value(value.clone()).unwrap_or_default()
}
