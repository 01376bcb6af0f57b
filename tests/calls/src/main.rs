//! What a call through the client costs, beside the same call with `reqwest` by hand.
//!
//! In: nothing. Out: a JSON object a line: which call, through whom, the seconds of one call for each round, and how often and
//! how much one call allocates. Both decode into the same types, so the difference is the client's. The server is a process
//! of its own, so its time and its memory are not the client's. `cargo xtask bench --measure runtime` runs it, built for
//! speed.

mod by_hand;
mod server;
mod spans;

use std::alloc::System;
use std::error::Error;
use std::time::Instant;

use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SpanBatchCreateRequest;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};
use tokio::task::JoinSet;

use self::by_hand::ByHand;
use self::server::Server;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

type Fault = Box<dyn Error + Send + Sync>;

/// Rounds, in which the client and the hand take turns.
const ROUNDS: usize = 21;

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

    async fn call(&self, batch: Option<&SpanBatchCreateRequest>) -> Result<(), Fault> {
        match (self, batch) {
            (Self::Client(client), None) => {
                let span = client.spans().get("span-1").await?;
                check(span.id.len(), "span-1".len())
            }
            (Self::Client(client), Some(batch)) => {
                check(client.spans().upsert_batch(batch).await?.items.len(), SPANS)
            }
            (Self::Hand(hand), None) => check(hand.get("span-1").await?.id.len(), "span-1".len()),
            (Self::Hand(hand), Some(batch)) => {
                check(hand.upsert_batch(batch).await?.items.len(), SPANS)
            }
        }
    }
}

/// A wrong answer would make a fast call.
fn check(found: usize, expected: usize) -> Result<(), Fault> {
    if found == expected {
        Ok(())
    } else {
        Err(format!("expected {expected}, found {found}").into())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Fault> {
    if std::env::args().nth(1).as_deref() == Some("serve") {
        return server::serve();
    }
    let server = Server::start()?;
    let client = Client::builder()
        .api_key("key")
        .account_id("account")
        .base_url(server.url())
        .build()?;
    let callers = [
        Caller::Client(client),
        Caller::Hand(ByHand::new(server.url())?),
    ];
    for case in CASES {
        let batch = case.is_batch.then(|| spans::batch(SPANS)).transpose()?;
        measure(case, &callers, batch.as_ref()).await?;
    }
    Ok(())
}

async fn measure(
    case: Case,
    callers: &[Caller; 2],
    batch: Option<&SpanBatchCreateRequest>,
) -> Result<(), Fault> {
    let mut seconds = [Vec::new(), Vec::new()];
    let mut allocations = [(0, 0); 2];
    for round in 0..=ROUNDS {
        for (at, caller) in callers.iter().enumerate() {
            let region = Region::new(ALLOCATOR);
            let start = Instant::now();
            calls(case, caller, batch).await?;
            let time = start.elapsed().as_secs_f64();
            let change = region.change();
            // The first round opens the connections.
            if round > 0 {
                seconds[at].push(time / each(case.calls));
                let made = change.allocations + change.reallocations;
                allocations[at] = (made / case.calls, change.bytes_allocated / case.calls);
            }
        }
    }
    for ((caller, seconds), (count, bytes)) in callers.iter().zip(seconds).zip(allocations) {
        let line = serde_json::json!({
            "case": case.name, "who": caller.name(), "seconds": seconds, "allocations": count, "bytes": bytes,
        });
        println!("{line}");
    }
    Ok(())
}

/// The calls of one round.
async fn calls(
    case: Case,
    caller: &Caller,
    batch: Option<&SpanBatchCreateRequest>,
) -> Result<(), Fault> {
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

async fn several(
    caller: Caller,
    batch: Option<SpanBatchCreateRequest>,
    count: usize,
) -> Result<(), Fault> {
    for _ in 0..count {
        caller.call(batch.as_ref()).await?;
    }
    Ok(())
}

/// A number of calls to divide by.
fn each(calls: usize) -> f64 {
    u32::try_from(calls).map_or(f64::MAX, f64::from)
}
