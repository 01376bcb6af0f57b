//! `cargo xtask corpus` runs this.

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match corpus::run(&runner::root(), &corpus::Options::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
