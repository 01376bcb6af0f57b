//! `cargo xtask fuzz`: libFuzzer over the targets of `tests/fuzz`.
//!
//! In: targets and seconds. Out: a table, and what was found under `target/fuzz/artifacts`. It
//! begins with the seeds of the package `fuzz` and, for targets that read documents, with the
//! corpus.

use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::{Outcome, cargo};

/// The targets, as `tests/fuzz/src/lib.rs` lists them.
const TARGETS: &[&str] = &["loader", "generator", "codec", "stream", "multipart", "url"];

/// Larger documents say no more to a fuzzer, and it looks at each of them for long.
const LARGEST: u64 = 64 << 10;

/// Fuzzes the loader, the generator, the codec, streams, multipart and URLs; needs cargo-fuzz
///
/// Without a nightly toolchain the installed one is asked to behave as one.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How long, all targets together
    #[arg(long, value_name = "N", default_value_t = 600)]
    seconds: u64,
    /// Only these targets
    #[arg(value_name = "TARGET", value_parser = clap::builder::PossibleValuesParser::new(TARGETS))]
    targets: Vec<String>,
}

/// Findings after which a target is left: most are the same fault again.
const ENOUGH: usize = 10;

/// What became of a target.
#[derive(Default)]
struct Row {
    seconds: u64,
    executions: u64,
    coverage: String,
    findings: usize,
}

/// Builds the targets and runs one after the other, each to the end of its time whatever is found.
pub(crate) fn run(root: &Path, options: &Options) -> Outcome {
    if !cargo::has(root, "fuzz") {
        return Err("cargo-fuzz is not installed: `cargo install cargo-fuzz`".to_owned());
    }
    let targets: Vec<&str> = match &options.targets[..] {
        [] => TARGETS.to_vec(),
        some => some.iter().map(String::as_str).collect(),
    };
    let folder = cargo::target(root).join("fuzz");
    seed(root, &folder)?;
    // The same versions of all dependencies as everywhere else.
    let package = root.join("tests/fuzz/libfuzzer");
    let lock = fs::copy(root.join("Cargo.lock"), package.join("Cargo.lock"));
    lock.map_err(|error| format!("`Cargo.lock`: {error}"))?;
    let into = folder.join("build").display().to_string();
    // Our code has no unsafe part, so looking for faults of memory would only make it slower.
    let common = [
        "--fuzz-dir=tests/fuzz/libfuzzer",
        "--sanitizer=none",
        "--target-dir",
        &into,
    ];
    // All at once, so that building takes no time of a target.
    cargo_fuzz(root, &[&["build"], &common[..]].concat()).run()?;
    let each = (options.seconds / targets.len() as u64).max(1);
    let mut rows = Vec::new();
    let mut findings = 0;
    for target in targets {
        println!("\n==> {target}, {each} s");
        let row = fuzz(root, &folder, &common, target, each)?;
        findings += row.findings;
        rows.push(format!(
            "| `{target}` | {} | {} | {} | {} |",
            row.seconds, row.executions, row.coverage, row.findings
        ));
    }
    println!("\n| target | seconds | executions | coverage | findings |\n|---|---|---|---|---|");
    println!("{}", rows.join("\n"));
    let artifacts = folder.join("artifacts");
    match findings {
        0 => Ok(()),
        some => Err(format!("{some} findings in `{}`", artifacts.display())),
    }
}

/// Runs a target; where it finds something, again for the seconds that are left.
fn fuzz(
    root: &Path,
    folder: &Path,
    common: &[&str],
    target: &str,
    seconds: u64,
) -> Result<Row, String> {
    let found = folder.join("artifacts").join(target);
    fs::create_dir_all(&found).map_err(|error| format!("`{}`: {error}", found.display()))?;
    let inputs = folder.join("corpus").join(target).display().to_string();
    let artifacts = format!("-artifact_prefix={}/", found.display());
    let begin = Instant::now();
    let mut row = Row::default();
    while row.findings < ENOUGH && begin.elapsed().as_secs() < seconds {
        let left = format!(
            "-max_total_time={}",
            seconds - begin.elapsed().as_secs().min(seconds - 1)
        );
        let limits = [
            "-timeout=20",
            "-rss_limit_mb=2048",
            "-max_len=65536",
            "-print_final_stats=1",
        ];
        let run = [target, &inputs, "--", &left, &artifacts];
        let arguments = [&["run"], common, &run, &limits].concat();
        let mut seen = Row::default();
        let outcome = cargo_fuzz(root, &arguments).watch(|line| seen.read(line));
        row.executions += seen.executions;
        row.coverage = seen.coverage;
        match outcome {
            Ok(()) => break,
            Err(error) if seen.executions == 0 => return Err(error),
            Err(_) => row.findings += 1,
        }
    }
    row.seconds = begin.elapsed().as_secs();
    Ok(row)
}

impl Row {
    /// Takes the figures out of a line of libFuzzer.
    fn read(&mut self, line: &str) {
        if let Some(count) = line.strip_prefix("stat::number_of_executed_units:") {
            self.executions = count.trim().parse().unwrap_or_default();
        }
        let covered = line.split_once(" cov: ").filter(|_| line.starts_with('#'));
        if let Some(edges) = covered.and_then(|(_, rest)| rest.split_whitespace().next()) {
            edges.clone_into(&mut self.coverage);
        }
    }
}

fn cargo_fuzz(root: &Path, arguments: &[&str]) -> cargo::Run {
    let run = if cargo::has(root, "+nightly") {
        cargo::program(root, "cargo", &[&["+nightly", "fuzz"], arguments].concat())
    } else {
        cargo::command(root, &[&["fuzz"], arguments].concat()).env("RUSTC_BOOTSTRAP", "1")
    };
    // The cargo that runs this names its own toolchain to every other.
    run.without_env("RUSTUP_TOOLCHAIN").without_env("CARGO")
}

/// Puts the seeds into the folders from which libFuzzer begins, beside what it found in earlier
/// runs.
fn seed(root: &Path, folder: &Path) -> Outcome {
    let inputs = folder.join("corpus");
    let shown = inputs.display().to_string();
    cargo::command(root, &["run", "--quiet", "--package", "fuzz", "--", &shown]).run()?;
    let list = ["run", "--bin", "corpus", "--", "--list"];
    let documents = cargo::command(root, &list).output()?;
    let documents = documents.lines().map(Path::new);
    let small =
        |path: &&Path| fs::metadata(path).is_ok_and(|file| file.is_file() && file.len() <= LARGEST);
    for (number, path) in documents.filter(small).enumerate() {
        for target in ["loader", "generator"] {
            let to = inputs.join(target).join(format!("corpus{number}"));
            fs::copy(path, &to).map_err(|error| format!("`{}`: {error}", to.display()))?;
        }
    }
    Ok(())
}
