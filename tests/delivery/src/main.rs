//! `cargo xtask test --only delivery` runs this: what `spanwire-delivery` sends, beside programs
//! that nobody here wrote.
//!
//! Out: a line on standard error for each check that was left out, with the reason, and exit status
//! 1 with the first check that failed.

mod collector;
mod sdk;

use std::path::Path;
use std::process::ExitCode;

use runner::cargo::LEFT_OUT;
use runner::python;

fn main() -> ExitCode {
    let checks = [
        run(
            "the body beside that of Scale's SDK for Python",
            "sdk.txt",
            |python| {
                let count = sdk::compare(python)?;
                println!("{count} bodies are those of Scale's SDK for Python");
                Ok(())
            },
        ),
        run(
            "the gateway behind a collector",
            "collector.txt",
            |python| {
                for line in collector::check(python)? {
                    println!("{line}");
                }
                Ok(())
            },
        ),
    ];
    let failed = checks.into_iter().filter_map(Result::err);
    let failed = failed.inspect(|error| eprintln!("error: {error}")).count();
    if failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Runs a check with the Python that it needs, or says that it is left out.
fn run(
    what: &str,
    requirements: &str,
    check: impl FnOnce(&Path) -> Result<(), String>,
) -> Result<(), String> {
    match python::environment(&runner::root(), requirements) {
        Ok(python) => check(&python),
        Err(reason) => {
            eprintln!("{LEFT_OUT}{what}: {reason}");
            Ok(())
        }
    }
}
