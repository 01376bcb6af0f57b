//! `cargo xtask test --only delivery` runs this: what `spanwire-delivery` sends, beside programs that
//! nobody here wrote.
//!
//! Out: a line on standard error for each check that was left out, with the reason, and exit status
//! 1 with the first check that failed.

mod python;
mod sdk;

use std::process::ExitCode;

use runner::cargo::LEFT_OUT;

fn main() -> ExitCode {
    let python = match python::environment(&runner::root()) {
        Ok(python) => python,
        Err(reason) => {
            eprintln!("{LEFT_OUT}the body beside that of Scale's SDK for Python: {reason}");
            return ExitCode::SUCCESS;
        }
    };
    match sdk::compare(&python) {
        Ok(count) => {
            println!("{count} bodies are those of Scale's SDK for Python");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
