//! Sends spans to Scale in batches, and accounts for each of them.
//!
//! In: a client, spans and limits. Out: a [`Report`] in which every span is accepted, rejected or
//! unsent. `split` makes batches, `send` makes the request of one and says what its outcome means,
//! `rescue` saves the good spans of a batch that is refused. Must not know where spans come from.

mod batch;
mod cut;
mod limits;
mod report;
mod rescue;
mod send;
mod split;

use futures_util::StreamExt;
use futures_util::stream::FuturesUnordered;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanCreateRequest;
use tokio_util::sync::CancellationToken;

pub use self::limits::Limits;
pub use self::report::{CallError, Rejected, Report, Unsent, UnsentReason};
use self::send::Sender;
use self::split::Split;

/// Sends spans by `PUT /v5/spans/batch`, several requests at a time.
///
/// Every span ends in the report as accepted, rejected or unsent; one that the server refuses costs
/// no other. Lost connections and the statuses 429 and 503 are retried as the client's settings
/// say. Sending a span again is harmless, since a span is identified by its trace, its id and its
/// start; one without an `id` gets a random one.
///
/// | response | what happens |
/// |---|---|
/// | any success | all spans of the request are accepted; the body is not read as JSON |
/// | 422 that names items | these are rejected, the others sent again |
/// | 400, 409, 422 that names none | the two halves are sent, down to the single span that is rejected |
/// | 413 | likewise; a single span is sent again with its [content cut](Report::truncated) |
/// | 401, 403 | everything stops; what is not accepted yet is unsent |
/// | anything else, or none | the spans are unsent |
///
/// It can be awaited on any executor, with or without a runtime of tokio: requests run on a thread
/// that the client starts ([`Call::detached`](spanwire::Call::detached)). An open connection
/// belongs to the runtime that made it. Where the client's other calls are awaited on one that
/// stands still meanwhile, use `client.with_options(|options| options.own_connections())`.
///
/// At most [`concurrency`](Limits::concurrency) encoded batches are in memory. Spans are taken from
/// the iterator as requests complete. If the future is dropped, requests are aborted.
///
/// ```
/// use spanwire_delivery::spanwire::scale_v5::Client;
/// use spanwire_delivery::spanwire::scale_v5::models::SpanCreateRequest;
/// use spanwire_delivery::{Limits, deliver};
///
/// # use spanwire_delivery::spanwire::testing::{Reply, Server, block_on};
/// # let server = Server::new();
/// # server.reply(Reply::text(200, r#"{"items": []}"#));
/// # let send = async {
/// let client = Client::builder().api_key("key").account_id("account");
/// # let client = client.transport(server.transport());
/// let client = client.build()?;
///
/// let start = "2026-01-31T12:00:00Z".parse()?;
/// let spans = (0..20).map(|n| {
///     SpanCreateRequest::new("llm call", "trace-1", start).with_id(format!("span-{n}"))
/// });
/// let report = deliver(&client, spans, &Limits::new()).await;
/// assert_eq!(report.accepted, 20);
/// for rejected in &report.rejected {
///     eprintln!("{rejected}");
/// }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// # };
/// # block_on(send)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub async fn deliver(
    client: &Client,
    spans: impl IntoIterator<Item = SpanCreateRequest>,
    limits: &Limits,
) -> Report {
    deliver_until(client, spans, limits, &CancellationToken::new()).await
}

/// Sends spans as [`deliver`] does. When it is stopped, the deadline has passed.
pub(crate) async fn deliver_until(
    client: &Client,
    spans: impl IntoIterator<Item = SpanCreateRequest>,
    limits: &Limits,
    stop: &CancellationToken,
) -> Report {
    let mut report = Report::default();
    let mut split = Split::new(spans.into_iter(), limits);
    let sender = Sender::new(client, limits, stop.child_token());
    let mut in_flight = FuturesUnordered::new();
    loop {
        while in_flight.len() < limits.concurrency
            && sender.stopped().is_none()
            && let Some(batch) = split.next_batch(&mut report)
        {
            in_flight.push(rescue::rescue(&sender, batch, limits.requests));
        }
        match in_flight.next().await {
            Some(outcome) => report.merge(outcome),
            None => break,
        }
    }
    if let Some(reason) = sender.stopped() {
        report.leave(split.rest(), &reason);
    }
    report
}
