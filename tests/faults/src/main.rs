//! `cargo xtask soak` runs this: so many calls against the server that fails.

use std::process::ExitCode;
use std::time::Instant;

use clap::Parser;

/// Calls against a server that fails in every way
#[derive(Parser)]
struct Arguments {
    /// How many calls
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    calls: u64,
    /// What the faults are made from
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// How many calls at once
    #[arg(long, value_name = "N", default_value_t = 64)]
    at_once: usize,
}

/// More are not read by anybody.
const SHOWN: usize = 20;

fn main() -> ExitCode {
    let Arguments {
        calls,
        seed,
        at_once,
    } = Arguments::parse();
    let start = Instant::now();
    let report = match faults::run(faults::Run {
        calls,
        seed,
        at_once,
    }) {
        Ok(report) => report,
        Err(error) => {
            eprintln!("error: {error}");
            return ExitCode::from(2);
        }
    };
    let seconds = start.elapsed().as_secs();
    println!(
        "{calls} calls of seed {seed}, {} requests, {seconds} s",
        report.requests
    );
    for (ending, count) in &report.endings {
        println!("{count:>8} {ending}");
    }
    println!(
        "{:>8} of them with what was left over of a response longer than it said",
        report.leftovers
    );
    let (early, late) = report.usage;
    println!(
        "memory {} MiB, {} MiB at the end, at most {} MiB; files {}, {} at the end",
        early.memory, late.memory, late.peak, early.files, late.files
    );
    for fault in report.faults.iter().take(SHOWN) {
        eprintln!("error: {fault}");
    }
    if report.faults.is_empty() {
        return ExitCode::SUCCESS;
    }
    eprintln!("error: {} faults", report.faults.len());
    ExitCode::FAILURE
}
