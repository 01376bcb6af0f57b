//! Delivery of spans, beside Scale's SDK for Python.
//!
//! In: a program that ends spans, for each of them. Out: how many distinct spans a server on
//! loopback got, how long that took, and what the program took. The server, `tests/load`, and the
//! programs are processes of their own.

mod page;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use runner::python;
use serde::Deserialize;

pub(super) use self::page::markdown;
use super::places::{Bench, sample};
use super::results::{Entry, Step};
use super::{build, first_error};
use crate::process;

pub(super) const OURS: &str = "spanwire-delivery";
pub(super) const PYTHON: &str = "scale-gp-beta 0.7.0";

const SCRIPT: &str = "tests/measure/delivery.py";

/// How long a program may take.
const LIMIT: Duration = Duration::from_secs(120);

/// What a program does, and how slow the server is.
pub(super) struct Load {
    pub(super) name: &'static str,
    pub(super) spans: u64,
    pub(super) bytes: u64,
    /// Spans a second; 0: as many as the program can.
    rate: u64,
    /// How many milliseconds the server takes for a response.
    delay: u64,
}

pub(super) const LOADS: [Load; 6] = [
    Load {
        name: "20,000 spans of 1 KB a second",
        spans: 100_000,
        bytes: 1_024,
        rate: 20_000,
        delay: 0,
    },
    Load {
        name: "spans of 1 KB, as fast as they are taken",
        spans: 50_000,
        bytes: 1_024,
        rate: 0,
        delay: 0,
    },
    Load {
        name: "2,500 spans of 1 KB a second, a server that takes 150 ms",
        spans: 25_000,
        bytes: 1_024,
        rate: 2_500,
        delay: 150,
    },
    Load {
        name: "20,000 spans of 1 KB at once",
        spans: 20_000,
        bytes: 1_024,
        rate: 1_000_000,
        delay: 0,
    },
    Load {
        name: "200 spans of 50 KB a second",
        spans: 2_000,
        bytes: 50 * 1_024,
        rate: 200,
        delay: 0,
    },
    Load {
        name: "10,000 spans of 50 KB, as fast as they are taken",
        spans: 10_000,
        bytes: 50 * 1_024,
        rate: 0,
        delay: 0,
    },
];

/// What a program prints.
#[derive(Deserialize)]
struct Printed {
    /// The seconds until all spans had ended.
    ended: f64,
    /// The seconds until all were sent, or given up.
    sent: f64,
}

/// What the server counted.
#[derive(Deserialize)]
struct Counted {
    requests: u64,
    spans: u64,
}

/// Runs every load, by each of the two in turn.
pub(super) fn run(bench: &mut Bench) -> Result<(), String> {
    let load = build(&bench.root, "load")?;
    let script = bench.root.join(SCRIPT);
    let mut programs: Vec<(&str, Result<Vec<PathBuf>, String>)> =
        vec![(OURS, Ok(vec![load.clone(), "spans".into()]))];
    let python = python::environment(&bench.root, "sdk.txt");
    if let Err(reason) = &python {
        println!("{PYTHON} is left out: {reason}");
    }
    programs.push((
        PYTHON,
        python.map(|python| vec![python, "-B".into(), script]),
    ));
    for shape in &LOADS {
        let mut entries: Vec<Entry> = Vec::new();
        for (who, program) in &programs {
            let measured = match program {
                Ok(program) => measure(&load, program, shape, who, bench.runs),
                Err(reason) => Err(reason.clone()),
            };
            entries.push(measured.unwrap_or_else(|fault| Entry::fault(who, fault)));
        }
        bench.put(Step::Delivery, shape.name, entries)?;
    }
    Ok(())
}

/// Runs a program so often, each time with a server of its own. Of the spans that arrive, the
/// fewest are kept.
fn measure(
    load: &Path,
    program: &[PathBuf],
    shape: &Load,
    who: &str,
    runs: usize,
) -> Result<Entry, String> {
    let mut entry = Entry {
        who: who.to_owned(),
        ..Entry::default()
    };
    for _ in 0..runs {
        let sink = Sink::start(load, shape.delay)?;
        let [command, arguments @ ..] = program else {
            return Err("there is no program".to_owned());
        };
        let mut command = Command::new(command);
        command.args(arguments).arg(&sink.url);
        command.args([shape.spans, shape.bytes, shape.rate].map(|number| number.to_string()));
        let ended = process::run(&mut command, Some(LIMIT))?;
        let printed: Printed = ended
            .stdout
            .lines()
            .find_map(|line| serde_json::from_str(line).ok())
            .ok_or_else(|| match ended.status {
                Some(_) => first_error(&ended),
                None => format!("not done after {} s", LIMIT.as_secs()),
            })?;
        let counted = sink.counts()?;
        let figures = [
            ("spans", shape.spans),
            ("arrived", counted.spans),
            ("requests", counted.requests),
            ("ended ms", milliseconds(printed.ended)),
            ("sent ms", milliseconds(printed.sent)),
        ];
        let is_worst = entry
            .figures
            .get("arrived")
            .is_none_or(|arrived| counted.spans < *arrived);
        if is_worst {
            let figures = figures.map(|(name, value)| (name.to_owned(), value));
            entry.figures = BTreeMap::from(figures);
        }
        entry.samples.push(sample(&ended));
    }
    Ok(entry)
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "it is a time of some seconds"
)]
fn milliseconds(seconds: f64) -> u64 {
    (seconds * 1_000.0).round() as u64
}

/// The server, which ends when it is dropped.
struct Sink {
    server: Child,
    url: String,
}

impl Sink {
    fn start(load: &Path, delay: u64) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("the server: {error}");
        let mut command = Command::new(load);
        command.args(["sink", &delay.to_string()]);
        let mut server = command.stdout(Stdio::piped()).spawn().map_err(failed)?;
        let mut url = String::new();
        if let Some(output) = server.stdout.take() {
            BufReader::new(output).read_line(&mut url).map_err(failed)?;
        }
        let url = url.trim_end().to_owned();
        Ok(Self { server, url })
    }

    fn counts(&self) -> Result<Counted, String> {
        let address = self.url.trim_start_matches("http://");
        let response = TcpStream::connect(address).and_then(|mut stream| {
            stream.write_all(b"GET / HTTP/1.1\r\n\r\n")?;
            // The server closes when there is nothing more to read.
            stream.shutdown(std::net::Shutdown::Write)?;
            let mut response = String::new();
            stream.read_to_string(&mut response)?;
            Ok(response)
        });
        let response = response.map_err(|error| format!("the server: {error}"))?;
        let body = response.lines().last().unwrap_or_default();
        serde_json::from_str(body).map_err(|error| format!("the server: {error}: {response}"))
    }
}

impl Drop for Sink {
    fn drop(&mut self) {
        // It has ended already, or ends now.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
