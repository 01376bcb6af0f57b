//! What a call through the client costs, beside the same call with `reqwest` by hand.
//!
//! In: what is measured. Out: a JSON object a line: which call, through whom, and what was measured
//! in each round. Both decode into types of the same fields, by hand with serde's derive. The
//! server is its own process, so its time and its memory are not the client's. `cargo xtask bench
//! --measure calls` runs the programs of `bin`, built for speed: an allocator that counts takes
//! time, so times and allocations are measured apart.

#![expect(
    deprecated,
    reason = "a span by its id is the shortest call, and the API still has it"
)]

mod by_hand;
mod processor;
#[cfg(test)]
mod same;
mod server;
mod spans;

use std::error::Error;

use serde::Serialize;
use spanwire::scale_v5::Client;
use tokio::task::JoinSet;

use self::by_hand::ByHand;
use self::server::Server;
use self::spans::Batch;

/// Why a program ends early.
pub type Fault = Box<dyn Error + Send + Sync>;

/// A body of 100 spans, which is what a program that collects spans sends.
const SPANS: usize = 100;

/// What is done again and again.
#[derive(Clone, Copy)]
struct Case {
    name: &'static str,
    is_batch: bool,
    /// Calls that are under way at a time.
    in_flight: usize,
    /// Calls in a round.
    calls: usize,
}

const CASES: [Case; 4] = [
    Case {
        name: "get",
        is_batch: false,
        in_flight: 1,
        calls: 400,
    },
    Case {
        name: "get, 64 in flight",
        is_batch: false,
        in_flight: 64,
        calls: 1280,
    },
    Case {
        name: "upsert_batch of 100",
        is_batch: true,
        in_flight: 1,
        calls: 100,
    },
    Case {
        name: "upsert_batch of 100, 64 in flight",
        is_batch: true,
        in_flight: 64,
        calls: 320,
    },
];

/// Who makes the calls.
#[derive(Clone)]
enum Caller {
    Client(Client),
    Hand(ByHand),
}

impl Caller {
    fn name(&self) -> &'static str {
        match self {
            Self::Client(_) => "spanwire",
            Self::Hand(_) => "reqwest by hand",
        }
    }

    async fn call(&self, batch: Option<&Batch>) -> Result<(), Fault> {
        match (self, batch) {
            (Self::Client(client), None) => {
                let span = client.spans().get("span-1").await?;
                check(span.id.len(), "span-1".len())
            }
            (Self::Client(client), Some(batch)) => check(
                client.spans().upsert_batch(&batch.model).await?.items.len(),
                SPANS,
            ),
            (Self::Hand(hand), None) => check(hand.get("span-1").await?.id.len(), "span-1".len()),
            (Self::Hand(hand), Some(batch)) => {
                check(hand.upsert_batch(&batch.by_hand).await?.items.len(), SPANS)
            }
        }
    }
}

/// A wrong response would make a call look fast.
fn check(found: usize, expected: usize) -> Result<(), Fault> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("expected {expected}, found {found}").into())
    }
}

/// What is measured.
pub trait Meter {
    /// What is measured of one call.
    type Figure: Serialize;

    /// The beginning of so many calls.
    fn start(&mut self);

    /// Their end.
    fn stop(&mut self, calls: usize) -> Self::Figure;
}

/// Measures all calls, in so many rounds in which the client and the hand take turns.
///
/// The program that measures is also the server, when it is started with `serve` as its argument.
///
/// # Errors
///
/// A call failed.
pub fn run(rounds: usize, meter: &mut impl Meter) -> Result<(), Fault> {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        processor::stay_on_last();
        return server::serve();
    }
    let server = Server::start()?;
    // Where the system wakes the other side, on the same processor or another one, is most of the
    // time of a single call.
    processor::stay_on_first();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(measure_all(rounds, meter, server.url()))
}

async fn measure_all(rounds: usize, meter: &mut impl Meter, url: String) -> Result<(), Fault> {
    let client = Client::builder()
        .api_key("key")
        .account_id("account")
        .base_url(&url)
        .build()?;
    let callers = [Caller::Client(client), Caller::Hand(ByHand::new(url)?)];
    for case in CASES {
        let batch = case.is_batch.then(|| spans::batch(SPANS)).transpose()?;
        measure(rounds, meter, case, &callers, batch.as_ref()).await?;
    }
    Ok(())
}

async fn measure<M: Meter>(
    rounds: usize,
    meter: &mut M,
    case: Case,
    callers: &[Caller; 2],
    batch: Option<&Batch>,
) -> Result<(), Fault> {
    let mut figures = [Vec::new(), Vec::new()];
    for round in 0..=rounds {
        for (caller, figures) in callers.iter().zip(&mut figures) {
            meter.start();
            calls(case, caller, batch).await?;
            let figure = meter.stop(case.calls);
            // The first round opens the connections.
            if round > 0 {
                figures.push(figure);
            }
        }
    }
    for (caller, figures) in callers.iter().zip(figures) {
        let line =
            serde_json::json!({ "case": case.name, "who": caller.name(), "rounds": figures });
        println!("{line}");
    }
    Ok(())
}

/// The calls of one round.
async fn calls(case: Case, caller: &Caller, batch: Option<&Batch>) -> Result<(), Fault> {
    if case.in_flight == 1 {
        for _ in 0..case.calls {
            caller.call(batch).await?;
        }
        return Ok(());
    }
    let mut tasks = JoinSet::new();
    for _ in 0..case.in_flight {
        let (caller, batch) = (caller.clone(), batch.cloned());
        tasks.spawn(several(caller, batch, case.calls / case.in_flight));
    }
    while let Some(task) = tasks.join_next().await {
        task??;
    }
    Ok(())
}

async fn several(caller: Caller, batch: Option<Batch>, count: usize) -> Result<(), Fault> {
    for _ in 0..count {
        caller.call(batch.as_ref()).await?;
    }
    Ok(())
}
