//! Streams of items are the same wherever the bytes are cut.

use std::collections::BTreeMap;
use std::fmt;
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Poll};
use std::time::Duration;

use futures_core::Stream;
use serde_json::Value;
use specwright_runtime::FromBody;
use specwright_runtime::http::{HeaderValue, Request, Response};
use specwright_runtime::testing::block_on;
use specwright_runtime::transport::{Body, BoxFuture, Transport, TransportError};
use specwright_runtime::{Api, Bytes, Call, Client, EventStream, NoError};

/// More than a sensible response has.
const LONGEST: usize = 1 << 16;

const API: Api = Api {
    base_url: "https://a.test",
    variables: &[],
    schemes: &[],
    security: &[],
    user_agent: "fuzz/1",
};

/// A server with one response, in pieces.
struct Pieces {
    pieces: Mutex<Vec<Bytes>>,
    media_type: Option<&'static str>,
}

impl fmt::Debug for Pieces {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Pieces")
    }
}

impl Transport for Pieces {
    fn send(&self, _: Request<Body>) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let pieces = self
            .pieces
            .lock()
            .map(|mut pieces| std::mem::take(&mut *pieces));
        let body = Parts(pieces.unwrap_or_default().into_iter());
        let mut response = Response::new(Body::stream(body));
        if let Some(media_type) = self.media_type {
            let value = HeaderValue::from_static(media_type);
            response.headers_mut().insert("content-type", value);
        }
        Box::pin(std::future::ready(Ok(response)))
    }

    fn sleep(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::pending())
    }
}

struct Parts(std::vec::IntoIter<Bytes>);

impl Stream for Parts {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// The items, or the words of what is wrong with one.
fn items<T: FromBody>(framing: u8, pieces: Vec<Bytes>) -> Vec<Result<T, String>> {
    let transport = Pieces {
        pieces: Mutex::new(pieces),
        // Under that one, a JSON text may go over several lines.
        media_type: (framing % 4 == 3).then_some("application/json"),
    };
    let client = Client::builder(&API).transport(transport).build();
    let client = client.unwrap_or_else(|error| panic!("{error}"));
    let call: Call<EventStream<T>, NoError> = client.get("/");
    let call = match framing % 4 {
        0 => call.event_stream("text/event-stream"),
        1 => call.event_objects("text/event-stream"),
        _ => call.item_lines("application/jsonl"),
    };
    let mut stream = match block_on(call) {
        Ok(stream) => stream,
        Err(error) => panic!("no stream: {error}"),
    };
    let mut found = Vec::new();
    while let Some(item) = block_on(stream.next()) {
        found.push(item.map_err(|error| error.to_string()));
    }
    found
}

/// The first byte says how items are distinguished and what they are, the second how long the
/// pieces are.
pub(crate) fn stream(bytes: &[u8]) {
    let [framing, length, text @ ..] = bytes else {
        return;
    };
    let text = &text[..text.len().min(LONGEST)];
    let length = usize::from(*length) % 16 + 1;
    if framing % 8 < 4 {
        cut_anywhere::<Value>(*framing, text, length);
    } else {
        // Data that is not an item of a type may be an error, or a keep-alive.
        cut_anywhere::<BTreeMap<String, Vec<String>>>(*framing, text, length);
    }
}

fn cut_anywhere<T: FromBody + PartialEq + fmt::Debug>(framing: u8, text: &[u8], length: usize) {
    let whole = items::<T>(framing, vec![Bytes::copy_from_slice(text)]);
    let pieces = text.chunks(length).map(Bytes::copy_from_slice).collect();
    let cut = items::<T>(framing, pieces);
    assert_eq!(cut, whole, "in pieces of {length}");
}
