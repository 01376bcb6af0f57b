//! The gateway between a collector that nobody here wrote and a server that plays Scale.
//!
//! In: an interpreter that has the collector `rotel`. Out: a line for each check, or the first that
//! failed. The collector sends a request again if the status of the response says so. It drops one
//! whose connection is lost, against the specification, so where gateways are killed it reaches
//! them through a balancer that responds with 502 then.

mod balancer;
mod gateway;
mod rotel;
mod scale;

use std::path::{Path, PathBuf};
use std::time::Duration;

use self::balancer::balancer;
use self::gateway::Gateway;
use self::rotel::Rotel;
use self::scale::Scale;

/// Longer than any of it takes.
const LONG: Duration = Duration::from_secs(60);

/// How many spans are in one request to the collector.
const CHUNK: u64 = 25;

/// The programs that are tried.
struct Programs {
    rotel: PathBuf,
    gateway: PathBuf,
}

/// Runs all checks.
pub(crate) fn check(python: &Path) -> Result<Vec<&'static str>, String> {
    let programs = Programs {
        rotel: rotel::program(python)?,
        gateway: gateway::program()?,
    };
    every_span_arrives(&programs).map_err(|error| format!("a collector: {error}"))?;
    killed(&programs).map_err(|error| format!("a killed gateway: {error}"))?;
    two(&programs).map_err(|error| format!("two gateways: {error}"))?;
    Ok(vec![
        "what a collector is given arrives at Scale as it is",
        "nothing is lost when the gateway is killed with requests in flight, and started again",
        "two gateways share the work, and one takes it over when the other is killed",
    ])
}

fn every_span_arrives(programs: &Programs) -> Result<(), String> {
    let scale = Scale::new()?;
    let gateway = Gateway::start(&programs.gateway, &scale, "one", None)?;
    for (compression, first) in [("none", 1), ("gzip", 1_001)] {
        let rotel = Rotel::start(&programs.rotel, &gateway.url(), compression)?;
        send(&rotel, first..first + 1_000)?;
        scale.wait("all spans", |seen| seen.spans.len() as u64 >= first + 999)?;
    }
    for (number, (id, (span, times))) in (1..).zip(scale.spans()) {
        let expected = scale::expected(number);
        if span != expected || times != 1 {
            return Err(format!(
                "{id} arrived {times} times as\n{span:#}\nnot once as\n{expected:#}"
            ));
        }
    }
    Ok(())
}

fn killed(programs: &Programs) -> Result<(), String> {
    let scale = Scale::new()?;
    let gateway = Gateway::start(&programs.gateway, &scale, "one", None)?;
    let address = gateway.address;
    let balancer = balancer(vec![address])?;
    let rotel = Rotel::start(&programs.rotel, &balancer.url(), "gzip")?;
    send(&rotel, 1..501)?;
    scale.wait("the first spans", |seen| seen.spans.len() >= 300)?;

    scale.hold();
    send(&rotel, 501..1_001)?;
    scale.wait("a request in flight", |seen| seen.held > 0)?;
    gateway.kill();
    send(&rotel, 1_001..1_501)?;
    scale.let_go();
    let gateway = Gateway::start(&programs.gateway, &scale, "two", Some(address))?;
    all(&scale, 1_500)?;
    drop(gateway);
    Ok(())
}

fn two(programs: &Programs) -> Result<(), String> {
    let scale = Scale::new()?;
    let one = Gateway::start(&programs.gateway, &scale, "one", None)?;
    let two = Gateway::start(&programs.gateway, &scale, "two", None)?;
    let balancer = balancer(vec![one.address, two.address])?;
    let rotel = Rotel::start(&programs.rotel, &balancer.url(), "gzip")?;
    send(&rotel, 1..1_001)?;
    all(&scale, 1_000)?;
    let used = scale.accounts();
    if !["one", "two"].iter().all(|account| used.contains(*account)) {
        return Err(format!("only {used:?} sent spans"));
    }
    scale.hold();
    send(&rotel, 1_001..2_001)?;
    scale.wait("a request of the first in flight", |seen| {
        seen.held_accounts.contains("one")
    })?;
    one.kill();
    scale.let_go();
    all(&scale, 2_000)
}

/// Gives the collector a span for each number.
fn send(rotel: &Rotel, numbers: std::ops::Range<u64>) -> Result<(), String> {
    let mut first = numbers.start;
    while first < numbers.end {
        let end = numbers.end.min(first + CHUNK);
        rotel.send(&(first..end).map(scale::otlp).collect::<Vec<_>>())?;
        first = end;
    }
    Ok(())
}

/// Waits until exactly the spans from 1 to `last` have arrived, each unchanged.
fn all(scale: &Scale, last: u64) -> Result<(), String> {
    scale.wait("all spans", |seen| seen.spans.len() as u64 >= last)?;
    let wrong = (1..=last)
        .zip(scale.spans())
        .find(|(number, (_, (span, _)))| *span != scale::expected(*number));
    wrong.map_or(Ok(()), |(_, (id, _))| {
        Err(format!("{id} is not as it was sent"))
    })
}
