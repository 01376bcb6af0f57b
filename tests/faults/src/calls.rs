//! The calls of a run, and how they are compared with their plans.
//!
//! In: clients and a plan. Out: nothing, or what was wrong. Waiting is quick: a second takes ten
//! milliseconds.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use specwright_runtime::transport::{Body, BoxFuture, ReqwestTransport, Transport, TransportError};
use specwright_runtime::{
    Api, ApiKeyIn, ByteStream, Call, Client, Error, ErrorBody, EventStream, NoError, SecurityScheme,
};

use crate::plan::{Expected, Kind, Limit, Plan};
use crate::response::{Ending, LEFTOVER, LIMIT, Response, Wanted, Way, right};
use crate::server::{Ledger, SECRET};

/// How much quicker the clock of the clients goes.
const HURRY: u32 = 100;

/// How long a call may take that meets nothing to wait for, and one that meets silence, by that
/// clock.
const PATIENCE: Duration = Duration::from_secs(6000);
const IMPATIENCE: Duration = Duration::from_secs(300);

/// A call that has not ended by then, by the real clock, never does.
const ENDLESS: Duration = Duration::from_secs(90);

/// The port of `tcpmux`, at which nobody listens.
const NOBODY: &str = "http://127.0.0.1:1";

const API: Api = Api {
    base_url: NOBODY,
    variables: &[],
    schemes: &[SecurityScheme::api_key(
        "key",
        ApiKeyIn::Header,
        "x-api-key",
    )],
    security: &[&["key"]],
    user_agent: "faults/1",
};

/// The usual transport with a quick clock.
#[derive(Debug)]
pub struct Hurried {
    transport: ReqwestTransport,
    /// A wait of this length goes by the real clock.
    spared: Option<Duration>,
}

impl Hurried {
    /// A transport around that one.
    #[must_use]
    pub fn new(transport: ReqwestTransport, spared: Option<Duration>) -> Self {
        Self { transport, spared }
    }
}

impl Transport for Hurried {
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
        self.transport.send(request)
    }

    fn sleep(&self, delay: Duration) -> BoxFuture<'_, ()> {
        let is_spared = self.spared == Some(delay);
        self.transport
            .sleep(if is_spared { delay } else { delay / HURRY })
    }
}

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// A client of the server at that address.
pub(crate) fn client(address: &str) -> Result<Client, Failure> {
    let transport = ReqwestTransport::client_builder().no_proxy().build()?;
    let client = Client::builder(&API)
        .credential("key", SECRET)
        .base_url(address)
        .no_retry_budget()
        .timeout(PATIENCE)
        .max_response_bytes(LIMIT)
        .transport(Hurried::new(ReqwestTransport::from(transport), None))
        .build()?;
    Ok(client)
}

type Object = BTreeMap<String, u64>;

/// A call that meets no fault; what is wrong with that.
pub(crate) async fn plain(client: &Client, path: &'static str) -> Result<(), String> {
    let call: Call<Object> = client.get(path);
    call.await
        .map(drop)
        .map_err(|error| format!("a plain call failed: {error}"))
}

/// Makes a call by its plan, and says what was wrong with how it ended.
pub(crate) async fn make(
    client: &Client,
    ledger: &Ledger,
    plan: &Plan,
    call: u64,
) -> Result<(), String> {
    let expected = plan.expected(call);
    let work = run(client, plan, call);
    let work = tokio::time::timeout(
        ENDLESS,
        Polled {
            work: Box::pin(work),
            left: plan.cancelled,
        },
    );
    let Ok(ended) = work.await else {
        return Err(format!("call {call} did not end: {plan:?}"));
    };
    let (requests, effects) = ledger.count(call);
    let context = || format!("call {call}, sent {requests} times, {expected:?}: {plan:?}");
    if effects > 1 && matches!(plan.kind, Kind::Post | Kind::Keyed) {
        return Err(format!("{effects} effects: {}", context()));
    }
    let Some(ended) = ended else {
        // Which of its requests a reset overtook isn't known.
        let most = if plan.contagious || plan.responses.iter().any(Response::is_reset) {
            plan.responses.len()
        } else {
            expected.requests
        };
        return if requests > most {
            Err(format!("sent too often: {}", context()))
        } else {
            Ok(())
        };
    };
    let ending = ended.map_err(|what| format!("{what}: {}", context()))?;
    if ending == Ending::Leftover {
        ledger.leftover();
        return Ok(());
    }
    if plan.contagious {
        let mut possible = plan
            .responses
            .iter()
            .map(|response| plan.met(response, call).ending);
        // A connection that a server has left silent is seen to be so when the time is over.
        let fits =
            ending == expected.ending || matches!(ending, Ending::Interrupted | Ending::Timeout);
        return if fits || possible.any(|other| other == ending) {
            Ok(())
        } else {
            Err(format!("ended with {ending:?}: {}", context()))
        };
    }
    // Where the time is over, it may have been before all requests were made.
    let early = ending == Ending::Timeout && plan.limit == Limit::Call && plan.is_late(call);
    if !early && !plan.allows(call, Expected { ending, requests }) {
        return Err(format!("ended with {ending:?}: {}", context()));
    }
    Ok(())
}

/// A future that is dropped after so many polls, and then yields nothing.
pub(crate) struct Polled<F> {
    pub(crate) work: Pin<Box<F>>,
    pub(crate) left: Option<u32>,
}

impl<F: Future> Future for Polled<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == Some(0) {
            return Poll::Ready(None);
        }
        if let Poll::Ready(output) = pin!(&mut self.work).poll(cx) {
            return Poll::Ready(Some(output));
        }
        if let Some(left) = &mut self.left {
            *left -= 1;
            if *left == 0 {
                return Poll::Ready(None);
            }
        }
        Poll::Pending
    }
}

async fn run(client: &Client, plan: &Plan, call: u64) -> Result<Ending, String> {
    let sent = prepared(client, plan, call);
    match plan.kind {
        Kind::Bytes => match sent.bytes_stream().await {
            Ok(stream) => bytes(stream, plan, call).await,
            Err(error) => ending(&error),
        },
        Kind::Events => match sent.accept_events::<Object>().await {
            Ok(stream) => events(stream, plan, call).await,
            Err(error) => ending(&error),
        },
        _ => match sent.await {
            Ok(object) => its_own(&object, plan, call),
            Err(error) => ending(&error),
        },
    }
}

fn prepared(client: &Client, plan: &Plan, call: u64) -> Call<Object> {
    let sent: Call<Object> = match plan.kind {
        Kind::Get | Kind::Bytes | Kind::Events => client.get("/calls"),
        Kind::Put => client.put("/calls").json(&call),
        Kind::Delete => client.delete("/calls"),
        Kind::Post => client.post("/calls").json(&call),
        Kind::Keyed => client
            .post("/calls")
            .json(&call)
            .idempotency_key(format!("key-{call}")),
    };
    let mut sent = sent.header("x-call", call);
    if plan.refused {
        sent = sent.base_url(NOBODY);
    }
    if let Some(seconds) = plan.longest_wait {
        sent = sent.max_retry_after(Duration::from_secs(seconds));
    }
    if !plan.is_late(call) {
        return sent;
    }
    let is_stream = plan.kind.wanted() != Wanted::Json;
    match plan.limit {
        Limit::Read => sent.read_timeout(IMPATIENCE),
        Limit::Attempt | Limit::Call => {
            // Once a stream has begun, no other limit holds.
            if is_stream {
                sent = sent.read_timeout(IMPATIENCE * 2);
            }
            match plan.limit {
                Limit::Call => sent.timeout(IMPATIENCE),
                _ => sent.attempt_timeout(IMPATIENCE),
            }
        }
    }
}

/// Whether an object is the response to this call. Another origin knows no calls.
fn its_own(object: &Object, plan: &Plan, call: u64) -> Result<Ending, String> {
    let number = object.get("call").copied();
    let elsewhere = plan
        .responses
        .iter()
        .any(|response| response.way == Some(Way::OtherOrigin));
    if number == Some(call + 1) || (elsewhere && number == Some(1)) {
        return Ok(Ending::Right);
    }
    if plan.contagious && number == Some(0) {
        return Ok(Ending::Leftover);
    }
    Err(format!("it got the response of another call: {object:?}"))
}

async fn bytes(mut stream: ByteStream, plan: &Plan, call: u64) -> Result<Ending, String> {
    let mut all = Vec::new();
    while let Some(part) = stream.next().await {
        match part {
            Ok(part) => all.extend(part),
            Err(error) => return ending(&error),
        }
    }
    let elsewhere = plan
        .responses
        .iter()
        .any(|response| response.way == Some(Way::OtherOrigin));
    let right = |call| right(call, plan.kind.wanted()).into_bytes();
    let other = crate::response::right(0, Wanted::Json).into_bytes();
    if plan.contagious && all == LEFTOVER.as_bytes() {
        return Ok(Ending::Leftover);
    }
    Ok(if all == right(call) || (elsewhere && all == other) {
        Ending::Right
    } else {
        Ending::Short
    })
}

async fn events(mut stream: EventStream<Object>, plan: &Plan, call: u64) -> Result<Ending, String> {
    let mut received = 0;
    // What is left over is not an event.
    let nothing = if plan.contagious {
        Ending::Leftover
    } else {
        Ending::Short
    };
    while let Some(event) = stream.next().await {
        match event {
            Ok(event) => drop(its_own(&event, plan, call)?),
            Err(error) if plan.contagious && is_leftover(&error) => return Ok(Ending::Leftover),
            Err(error) => return ending(&error),
        }
        received += 1;
    }
    Ok(match received {
        2 => Ending::Right,
        0 if plan.expected(call).ending != Ending::Short => nothing,
        _ => Ending::Short,
    })
}

/// Whether an error shows what was left over of another response.
fn is_leftover(error: &Error<NoError>) -> bool {
    matches!(error.body(), Some(ErrorBody::Raw(bytes)) if bytes.trim_ascii() == LEFTOVER.as_bytes())
}

/// How a call ended that failed.
fn ending(error: &Error<NoError>) -> Result<Ending, String> {
    let shown = format!("{error} {error:?}");
    if shown.contains(SECRET) {
        return Err(format!("the error shows the key: {shown}"));
    }
    Ok(match error {
        Error::Api { status, .. } if error.truncated().is_some() => Ending::Cut(status.as_u16()),
        Error::Api { status, .. } => Ending::Status(status.as_u16()),
        Error::Timeout { .. } => Ending::Timeout,
        Error::Decode { .. } => Ending::Decode,
        Error::Transport { error, .. } if error.is_connect() => Ending::Connect,
        Error::Transport { error, .. } if error.is_too_large() => Ending::TooLarge,
        Error::Transport { error, .. } if error.is_redirect() => Ending::Redirect,
        Error::Transport { error, .. } if error.is_timeout() => Ending::Timeout,
        Error::Transport { error, .. } if error.is_transient() => Ending::Interrupted,
        error => return Err(format!("it failed in no known way: {error:?}")),
    })
}
