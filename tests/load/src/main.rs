//! Many spans through the exporter, and a server that counts them.
//!
//! `load sink MILLISECONDS` is a server that waits so long before each response; it prints its
//! address. `load spans URL SPANS BYTES RATE` ends spans with inputs of so many bytes, so many a
//! second; with a rate of 0, whenever there is room in the queue.

mod sink;
mod spans;

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[&str]) -> Result<(), Box<dyn Error>> {
    match arguments {
        ["sink", delay] => Ok(sink::run(Duration::from_millis(delay.parse()?))?),
        ["spans", url, spans, bytes, rate] => {
            spans::run(url, spans.parse()?, bytes.parse()?, rate.parse()?)
        }
        _ => Err("it takes `sink MILLISECONDS` or `spans URL SPANS BYTES RATE`".into()),
    }
}
