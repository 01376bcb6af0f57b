//! `cargo xtask fuzz`: libFuzzer over the targets of `tests/fuzz`.
//!
//! In: targets and seconds. Out: what libFuzzer tells, and what it found under `target/fuzz/artifacts`. It begins from the
//! seeds of the package `fuzz` and, for the targets that read documents, from the corpus, if that is there.

use std::fs;
use std::path::{Path, PathBuf};

use crate::{Outcome, cargo, corpus};

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

/// Builds the targets and runs one after the other.
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
    let each = (options.seconds / targets.len() as u64).max(1);
    for target in targets {
        println!("\n==> {target}, {each} s");
        fuzz(root, &folder, target, each)?;
    }
    Ok(())
}

fn fuzz(root: &Path, folder: &Path, target: &str, seconds: u64) -> Outcome {
    let found = folder.join("artifacts").join(target);
    fs::create_dir_all(&found).map_err(|error| format!("`{}`: {error}", found.display()))?;
    let build = folder.join("build").display().to_string();
    let inputs = folder.join("corpus").join(target).display().to_string();
    let limits = [
        format!("-max_total_time={seconds}"),
        format!("-artifact_prefix={}/", found.display()),
    ];
    let mut arguments = vec!["fuzz", "run", "--fuzz-dir", "tests/fuzz/libfuzzer"];
    // Our code has no unsafe part, so looking for faults of memory would only make it slower.
    arguments.extend([
        "--sanitizer",
        "none",
        "--target-dir",
        &build,
        target,
        &inputs,
        "--",
    ]);
    arguments.extend([
        "-timeout=20",
        "-rss_limit_mb=2048",
        "-max_len=65536",
        "-print_final_stats=1",
    ]);
    arguments.extend(limits.iter().map(String::as_str));
    let run = if cargo::has(root, "+nightly") {
        cargo::program(root, "cargo", &[&["+nightly"], &arguments[..]].concat())
    } else {
        cargo::command(root, &arguments).env("RUSTC_BOOTSTRAP", "1")
    };
    // The cargo that runs this names its own toolchain to every other.
    run.without_env("RUSTUP_TOOLCHAIN")
        .without_env("CARGO")
        .run()
}

/// Puts the seeds into the folders from which libFuzzer begins, beside what it found in earlier runs.
fn seed(root: &Path, folder: &Path) -> Outcome {
    let inputs = folder.join("corpus");
    let shown = inputs.display().to_string();
    cargo::command(root, &["run", "--quiet", "--package", "fuzz", "--", &shown]).run()?;
    let Some(documents) = corpus::documents(root)? else {
        println!("the corpus is not there: only the documents of this repository are seeds");
        return Ok(());
    };
    let small = |path: &PathBuf| fs::metadata(path).is_ok_and(|file| file.len() <= LARGEST);
    for (number, path) in documents.iter().filter(|path| small(path)).enumerate() {
        for target in ["loader", "generator"] {
            let to = inputs.join(target).join(format!("corpus{number}"));
            fs::copy(path, &to).map_err(|error| format!("`{}`: {error}", to.display()))?;
        }
    }
    Ok(())
}
