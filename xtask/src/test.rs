//! Everything that CI checks, in one command.
//!
//! In: which steps. Out: what each step prints, and a table of how each ended. The first failure ends the run, and the table
//! says what was not reached.

mod features;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::{Outcome, bench, cargo, codegen, corpus, npm, reconstruct, release, supply, tidy};

/// Which steps to run.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// Runs only this step; may be given several times
    #[arg(long, value_name = "STEP", value_parser = clap::builder::PossibleValuesParser::new(STEPS.iter().map(|step| step.name)))]
    only: Vec<String>,
}

struct Step {
    name: &'static str,
    /// What it checks, for the person who watches.
    what: &'static str,
    run: fn(&Path) -> Outcome,
}

/// Cheap steps first, so that a small slip is told soon.
const STEPS: &[Step] = &[
    Step {
        name: "format",
        what: "every file is as rustfmt writes it",
        run: format,
    },
    Step {
        name: "tidy",
        what: "the house rules hold",
        run: tidy::run,
    },
    Step {
        name: "supply",
        what: "licences, sources and number of the dependencies",
        run: supply::step,
    },
    Step {
        name: "packages",
        what: "what is published has licences, READMEs and one version; compiled by `cargo xtask release --dry-run`",
        run: release::step,
    },
    Step {
        name: "reconstruct",
        what: "the tool that makes Scale's document works, and makes the one in specs/",
        run: reconstruct::step,
    },
    Step {
        name: "codegen",
        what: "generated/ is what specs/ says",
        run: codegen::check,
    },
    Step {
        name: "clippy",
        what: "no warning, pedantic ones included",
        run: clippy,
    },
    Step {
        name: "features",
        what: "each API and tag compiles without the others, each option of its own, and each tag of a generated crate",
        run: features::step,
    },
    Step {
        name: "wasm",
        what: "what a browser runs compiles, if the target is installed",
        run: wasm,
    },
    Step {
        name: "tests",
        what: "all tests but those of other steps",
        run: tests,
    },
    Step {
        name: "doctests",
        what: "the examples in the documentation",
        run: doctests,
    },
    Step {
        name: "docs",
        what: "the documentation builds without a warning",
        run: docs,
    },
    Step {
        name: "example",
        what: "the examples run on servers of their own",
        run: example,
    },
    Step {
        name: "conformance",
        what: "a mock server accepts what the clients send",
        run: conformance,
    },
    Step {
        name: "size",
        what: "what is generated, and the work of generating and decoding, did not grow",
        run: bench::short::step,
    },
    Step {
        name: "corpus",
        what: "the JSON Schema test suite; every document of the corpus generates, and some compile",
        run: corpus::step,
    },
];

/// The examples of `spanwire` and the features that each needs.
const EXAMPLES: &[(&str, &str)] = &[
    ("upsert_batch", "scale-v5"),
    ("token_provider", "fiddler-v3"),
    ("options", "scale-v5"),
    ("pagination", "scale-v5"),
    ("blocking", "scale-v5,blocking"),
    ("traced", "scale-v5,tracing"),
    ("streaming", "scale-v5-builds"),
    ("files", "scale-v5-datasets,scale-v5-files"),
    ("chat", "scale-v5-chat-completions"),
    ("evaluations", "scale-v5-evaluations"),
    ("vectors", "scale-v5-vector-stores"),
    ("assess", "scale-v5"),
    ("middleware", "scale-v5"),
    ("signing", "scale-v5"),
    ("tls", "scale-v5"),
    ("testing", "scale-v5"),
];

/// How a step ended.
enum Ending {
    Passed(Duration),
    Failed(Duration),
    NotRun,
}

/// Runs the steps.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    let steps: Vec<_> = STEPS
        .iter()
        .filter(|step| options.only.is_empty() || options.only.iter().any(|name| name == step.name))
        .collect();
    let mut endings = Vec::new();
    let mut outcome = Ok(());
    for step in &steps {
        if outcome.is_err() {
            endings.push((step.name, Ending::NotRun));
            continue;
        }
        println!("\n==> {}: {}", step.name, step.what);
        let start = Instant::now();
        outcome = (step.run)(root).map_err(|message| format!("step `{}`: {message}", step.name));
        let time = start.elapsed();
        println!("<== {} took {}", step.name, seconds(time));
        endings.push((
            step.name,
            if outcome.is_ok() {
                Ending::Passed(time)
            } else {
                Ending::Failed(time)
            },
        ));
    }
    println!("\n{}", table(&endings));
    outcome
}

fn table(endings: &[(&str, Ending)]) -> String {
    let width = endings
        .iter()
        .map(|(name, _)| name.len())
        .max()
        .unwrap_or_default();
    let row = |(name, ending): &(&str, Ending)| match ending {
        Ending::Passed(time) => format!("{name:width$}  passed   {:>8}", seconds(*time)),
        Ending::Failed(time) => format!("{name:width$}  FAILED   {:>8}", seconds(*time)),
        Ending::NotRun => format!("{name:width$}  not run"),
    };
    endings.iter().map(row).collect::<Vec<_>>().join("\n")
}

fn seconds(time: Duration) -> String {
    format!("{:.1} s", time.as_secs_f64())
}

fn format(root: &Path) -> Outcome {
    cargo::command(root, &["fmt", "--all", "--check"]).run()
}

fn clippy(root: &Path) -> Outcome {
    cargo::command(
        root,
        &[
            "clippy",
            "--workspace",
            "--all-targets",
            "--all-features",
            "--",
            "-D",
            "warnings",
        ],
    )
    .run()
}

/// Without the target's standard library this is left out, which is no failure: CI has a job for it.
fn wasm(root: &Path) -> Outcome {
    const TARGET: &str = "wasm32-unknown-unknown";
    if !cargo::has_target(TARGET)? {
        println!(
            "left out: the standard library of {TARGET} is not installed (`rustup target add {TARGET}` does that)"
        );
        return Ok(());
    }
    let check = |arguments: &[&str]| {
        let target = ["check", "--target", TARGET, "--package"];
        cargo::command(root, &[&target[..], arguments].concat()).run()
    };
    check(&["specwright-runtime", "--no-default-features"])?;
    check(&["specwright-runtime", "--all-features"])?;
    check(&["spanwire", "--all-features"])?;
    playground(root, TARGET)
}

/// The generator in a browser, a workspace of its own with the versions of this one.
fn playground(root: &Path, target: &str) -> Outcome {
    let folder = root.join("docs/playground");
    let lock = folder.join("Cargo.lock");
    fs::copy(root.join("Cargo.lock"), &lock)
        .map_err(|error| format!("`{}`: {error}", lock.display()))?;
    let manifest = folder.join("Cargo.toml").display().to_string();
    let folder = cargo::target(root).display().to_string();
    let check = ["check", "--target", target, "--manifest-path", &manifest];
    cargo::command(root, &[&check[..], &["--target-dir", &folder]].concat()).run()
}

/// The package `tests` turns every feature of the others on, so none has to be named here.
fn tests(root: &Path) -> Outcome {
    cargo::command(
        root,
        &[
            "test",
            "--workspace",
            "--lib",
            "--bins",
            "--tests",
            "--examples",
        ],
    )
    .run()?;
    precision(root)
}

/// A feature of `serde_json` that would be on for all packages of the workspace.
fn precision(root: &Path) -> Outcome {
    let lock = root.join("tests/precision/Cargo.lock");
    fs::copy(root.join("Cargo.lock"), &lock)
        .map_err(|error| format!("`{}`: {error}", lock.display()))?;
    let target = cargo::target(root).join("precision").display().to_string();
    let manifest = ["test", "--manifest-path", "tests/precision/Cargo.toml"];
    cargo::command(root, &[&manifest[..], &["--target-dir", &target]].concat()).run()
}

fn doctests(root: &Path) -> Outcome {
    cargo::command(root, &["test", "--workspace", "--doc"]).run()
}

fn docs(root: &Path) -> Outcome {
    cargo::command(root, &["doc", "--workspace", "--no-deps", "--all-features"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()
}

/// Without the key in the environment the first example brings its own server, as the others always do.
fn example(root: &Path) -> Outcome {
    for (name, features) in EXAMPLES {
        let arguments = [
            "run",
            "--package",
            "spanwire",
            "--example",
            name,
            "--features",
            features,
        ];
        cargo::command(root, &arguments)
            .without_env("SGP_API_KEY")
            .run()?;
    }
    Ok(())
}

fn conformance(root: &Path) -> Outcome {
    npm::install(&root.join("tests").join("conformance"))?;
    cargo::command(
        root,
        &[
            "test",
            "--package",
            "tests",
            "--features",
            "conformance",
            "--test",
            "conformance",
        ],
    )
    .run()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_tells_the_three_endings_apart() {
        let endings = [
            ("tidy", Ending::Passed(Duration::from_millis(1250))),
            ("clippy", Ending::Failed(Duration::from_secs(12))),
            ("conformance", Ending::NotRun),
        ];
        let expected =
            "tidy         passed      1.2 s\nclippy       FAILED     12.0 s\nconformance  not run";
        assert_eq!(table(&endings), expected);
    }

    #[test]
    fn steps_have_names_of_their_own() {
        let names: std::collections::BTreeSet<_> = STEPS.iter().map(|step| step.name).collect();
        assert_eq!(names.len(), STEPS.len());
    }
}
