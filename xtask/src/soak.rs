//! `cargo xtask soak`: calls against a server that fails in every way.
//!
//! In: how many calls, and a seed. Out: what the package `faults` tells, which makes them. Nothing but loopback is reached.

use std::path::Path;

use crate::{Outcome, cargo};

/// Makes calls against a server that fails in every way, and checks how each ends
///
/// A seed gives the same faults each time. The tests make 2,000 calls.
#[derive(clap::Args)]
pub(crate) struct Options {
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

/// Builds the package and runs it.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let numbers = [
        options.calls.to_string(),
        options.seed.to_string(),
        options.at_once.to_string(),
    ];
    let mut arguments = vec!["run", "--quiet", "--package", "faults", "--"];
    let names = ["--calls", "--seed", "--at-once"];
    for (name, number) in names.into_iter().zip(&numbers) {
        arguments.extend([name, number]);
    }
    cargo::command(root, &arguments).run()
}
