//! A server that fails in every way, and calls that must end as they should all the same.
//!
//! Server and calls know the same [`plan`](Plan), which follows from a seed: what the server
//! responds to each request of a call, and how the call must end by the rules of HTTP and of what
//! may be sent again. The transport is the usual one, over sockets on loopback.

mod calls;
mod lists;
mod plan;
mod response;
mod server;
mod usage;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

pub use self::calls::Hurried;
pub use self::plan::{Expected, Kind, Limit, Plan};
pub use self::response::{Ending, Response};
pub use self::usage::Usage;
use crate::calls::{Polled, client, make, plain};
use crate::server::{Ledger, Role, serve};

type Failure = Box<dyn std::error::Error + Send + Sync>;

/// How much more memory there may be at the end than when the run had got going, in MiB.
const GROWTH: u64 = 16;

/// Calls that are in flight together at the end of a run.
const TOGETHER: usize = 1000;

/// How many lists are read at the end of a run, at most.
const LISTS: u64 = 2000;

/// What to run.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// How many calls.
    pub calls: u64,
    /// What they are made from.
    pub seed: u64,
    /// How many at once.
    pub at_once: usize,
}

/// How a run went.
#[derive(Debug, Default)]
pub struct Report {
    /// What was wrong.
    pub faults: Vec<String>,
    /// What was used when two fifths of the calls had been made, and at the end.
    pub usage: (Usage, Usage),
    /// How many calls were to end in each way.
    pub endings: Vec<(String, usize)>,
    /// How many calls got what was left over of a response that was longer than it said, on the
    /// same connection.
    pub leftovers: u64,
    /// How many requests the server got.
    pub requests: usize,
}

/// Makes the calls. Begins its own runtime.
///
/// # Errors
///
/// There is no port on loopback, or no client.
pub fn run(run: Run) -> Result<Report, Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(Box::pin(soak(run)))
}

async fn soak(run: Run) -> Result<Report, Failure> {
    let ledger = Arc::new(Ledger::new(run.seed, run.calls, TOGETHER));
    let other = serve(Arc::clone(&ledger), Role::Other).await?;
    let home = serve(Arc::clone(&ledger), Role::Home(other.into())).await?;
    let healthy = client(&home)?;
    let shared = client(&home)?;
    let next = Arc::new(AtomicU64::new(0));
    let mut workers = Vec::new();
    for _ in 0..run.at_once {
        let (ledger, next) = (Arc::clone(&ledger), Arc::clone(&next));
        let (healthy, shared) = (healthy.clone(), shared.clone());
        workers.push(tokio::spawn(async move {
            let mut halfway = None;
            loop {
                let call = next.fetch_add(1, Ordering::AcqRel);
                if call >= run.calls {
                    return halfway;
                }
                if call == run.calls * 2 / 5 {
                    halfway = Some(Usage::now());
                }
                let plan = Plan::of(run.seed, call);
                let client = if plan.contagious { &shared } else { &healthy };
                if let Err(fault) = make(client, &ledger, &plan, call).await {
                    ledger.fault(fault);
                }
            }
        }));
    }
    let mut report = Report::default();
    for worker in workers {
        match worker.await {
            Ok(Some(usage)) => report.usage.0 = usage,
            Ok(None) => {}
            Err(error) => report.faults.push(format!("a call panicked: {error}")),
        }
    }
    report.usage.1 = Usage::now();
    if let Err(fault) = drops(&healthy).await {
        report.faults.push(fault);
    }
    report.faults.extend(together(&healthy).await);
    for number in 0..(run.calls / 20).min(LISTS) {
        report
            .faults
            .extend(lists::read(&healthy, run.seed, number).await.err());
    }
    report.faults.extend(ledger.faults());
    let (early, late) = report.usage;
    if late.memory > early.memory + GROWTH {
        report.faults.push(format!(
            "memory grew from {} to {} MiB",
            early.memory, late.memory
        ));
    }
    let most = u64::try_from(4 * run.at_once + 64).unwrap_or(u64::MAX);
    if late.files > most {
        report
            .faults
            .push(format!("{} files are open at the end", late.files));
    }
    let mut endings = std::collections::BTreeMap::<String, usize>::new();
    for call in 0..run.calls {
        report.requests += ledger.count(call).0;
        let plan = Plan::of(run.seed, call);
        let ending = match plan.expected(call).ending {
            _ if plan.cancelled.is_some() => "Cancelled".to_owned(),
            Ending::Status(_) => "Status".to_owned(),
            Ending::Cut(_) => "Cut".to_owned(),
            ending => format!("{ending:?}"),
        };
        *endings.entry(ending).or_default() += 1;
    }
    report.endings = endings.into_iter().collect();
    report.leftovers = ledger.leftovers();
    Ok(report)
}

/// Drops a call at each point at which it waits; the client is of use after each.
async fn drops(client: &specwright_runtime::Client) -> Result<(), String> {
    for path in ["/plain", "/circle"] {
        for polls in 0.. {
            let work = Box::pin(plain(client, path));
            let ended = Polled {
                work,
                left: Some(polls),
            }
            .await;
            plain(client, "/plain").await?;
            if ended.is_some() {
                break;
            }
        }
    }
    Ok(())
}

/// So many calls by one client that none gets a response before all have arrived.
async fn together(client: &specwright_runtime::Client) -> Vec<String> {
    let calls: Vec<_> = (0..TOGETHER)
        .map(|_| {
            let client = client.clone();
            tokio::spawn(async move { plain(&client, "/together").await })
        })
        .collect();
    let mut faults = Vec::new();
    for call in calls {
        match call.await {
            Ok(Ok(())) => {}
            Ok(Err(fault)) => faults.push(fault),
            Err(error) => faults.push(format!("a call panicked: {error}")),
        }
    }
    faults
}
