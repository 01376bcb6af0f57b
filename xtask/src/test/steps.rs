//! The steps of `cargo xtask test`: what each checks, how long it takes, and whether it waits for
//! the night.
//!
//! Cargo commands here take no `--package`, but the workspace's default members and their features,
//! so that every step finds what another one has compiled.

use std::fs;
use std::path::Path;

use super::Checked;
use super::features::{self, Example};
use crate::{Outcome, cargo, codegen, npm, reconstruct, release, supply, tidy};

/// Size of `target/` after all steps, from nothing.
pub(super) const DISK_GB: u32 = 6;

/// The same for the nightly steps.
pub(super) const NIGHTLY_DISK_GB: u32 = 15;

pub(super) struct Step {
    pub(super) name: &'static str,
    /// What it checks, for those who watch.
    pub(super) what: &'static str,
    /// About, on two idle cores, in this order, from an empty target folder.
    pub(super) seconds: u64,
    /// Whether it runs with `--nightly` only.
    pub(super) nightly: bool,
    pub(super) run: fn(&Path) -> Checked,
}

const fn step(
    name: &'static str,
    seconds: u64,
    what: &'static str,
    run: fn(&Path) -> Checked,
) -> Step {
    let nightly = false;
    Step {
        name,
        what,
        seconds,
        nightly,
        run,
    }
}

const fn nightly(
    name: &'static str,
    seconds: u64,
    what: &'static str,
    run: fn(&Path) -> Checked,
) -> Step {
    let nightly = true;
    Step {
        name,
        what,
        seconds,
        nightly,
        run,
    }
}

/// Cheap steps first, so that a small mistake is reported soon.
pub(super) const STEPS: &[Step] = &[
    step("format", 2, "rustfmt changes nothing", |root| {
        all(format(root))
    }),
    step("tidy", 4, "the house rules hold", |root| {
        all(tidy::run(root))
    }),
    step(
        "supply",
        2,
        "licences, sources and number of the dependencies",
        supply::step,
    ),
    step(
        "packages",
        3,
        "published packages have licences, READMEs and one version; `cargo xtask release --dry-run` compiles them",
        |root| all(release::step(root)),
    ),
    step(
        "reconstruct",
        10,
        "the tool that makes Scale's document makes the one in specs/",
        reconstruct::step,
    ),
    step("codegen", 10, "generated/ is what specs/ says", |root| {
        all(codegen::check(root))
    }),
    step(
        "clippy",
        160,
        "no warning, pedantic ones included",
        |root| all(clippy(root)),
    ),
    step(
        "features",
        125,
        "each API, tag and option compiles alone, and so does each tag of a generated crate",
        |root| all(features::step(root)),
    ),
    step(
        "wasm",
        60,
        "what a browser runs compiles, if the target is installed",
        wasm,
    ),
    step("tests", 400, "all tests but those of other steps", |root| {
        all(tests(root))
    }),
    step(
        "first-hour",
        70,
        "the commands of the README and of the guide work from nothing",
        |root| all(first_hour(root)),
    ),
    step(
        "doctests",
        60,
        "the examples in the documentation",
        |root| all(doctests(root)),
    ),
    step(
        "docs",
        20,
        "the documentation builds without a warning",
        |root| all(docs(root)),
    ),
    step(
        "examples",
        15,
        "the examples run against servers of their own",
        |root| all(examples(root)),
    ),
    step(
        "conformance",
        25,
        "a mock server accepts what the clients send",
        |root| all(conformance(root)),
    ),
    step(
        "delivery",
        40,
        "spans are sent as Scale's SDK for Python sends them, and the gateway loses none of a collector's",
        |root| tool(root, &["--bin", "delivery"]),
    ),
    step(
        "corpus",
        20,
        "a choice of real documents generates, and some compile",
        |root| tool(root, &["--bin", "corpus", "--", "--step", "daily"]),
    ),
    nightly(
        "frameworks",
        180,
        "other generators' clients send the same, and servers' own documents are read",
        |root| all(frameworks(root)),
    ),
    nightly(
        "precision",
        30,
        "models keep numbers beside `arbitrary_precision`",
        |root| all(precision(root)),
    ),
    nightly(
        "features-of-examples",
        200,
        "each example compiles with no more features than it names",
        |root| all(features_of_examples(root)),
    ),
    nightly(
        "attacks",
        60,
        "no payload in any string of a document becomes code",
        |root| all(attacks(root)),
    ),
    nightly(
        "soak",
        60,
        "100,000 calls to a server that fails in every way",
        |root| all(soak(root)),
    ),
    nightly(
        "size",
        150,
        "neither generated code nor the work of generating and decoding grew",
        |root| tool(root, &["--bin", "measure", "--", "--size"]),
    ),
    nightly(
        "corpus-all",
        600,
        "every document generates, and the JSON Schema test suite and samples survive",
        |root| tool(root, &["--bin", "corpus", "--", "--step", "nightly"]),
    ),
];

/// The last step of `cargo xtask quick`.
pub(super) const GENERATOR: Step = step(
    "generator",
    60,
    "the unit and golden tests of the generator",
    |root| all(generator(root)),
);

/// A step that leaves nothing out.
fn all(outcome: Outcome) -> Checked {
    outcome.map(|()| Vec::new())
}

/// Runs a tool, whose standard error says what it left out.
fn tool(root: &Path, arguments: &[&str]) -> Checked {
    let mut left_out = Vec::new();
    cargo::command(root, &[&["run"], arguments].concat()).watch(|line| {
        left_out.extend(line.strip_prefix(cargo::LEFT_OUT).map(str::to_owned));
    })?;
    Ok(left_out)
}

fn format(root: &Path) -> Outcome {
    cargo::command(root, &["fmt", "--all", "--check"]).run()
}

fn clippy(root: &Path) -> Outcome {
    cargo::command(root, &["clippy", "--all-targets", "--", "-D", "warnings"]).run()
}

fn wasm(root: &Path) -> Checked {
    const TARGET: &str = "wasm32-unknown-unknown";
    if !cargo::has_target(TARGET)? {
        return Ok(vec![format!(
            "all of it: `rustup target add {TARGET}` installs the target"
        )]);
    }
    let check = |arguments: &[&str]| {
        let target = ["check", "--target", TARGET, "--package"];
        cargo::command(root, &[&target[..], arguments].concat()).run()
    };
    check(&["specwright-runtime", "--no-default-features"])?;
    check(&["spanwire", "--all-features"])?;
    all(playground(root, TARGET))
}

/// The generator in a browser: its own workspace, with the versions of this one.
fn playground(root: &Path, target: &str) -> Outcome {
    lock(root, "docs/playground")?;
    let folder = cargo::target(root).display().to_string();
    let check = ["check", "--target", target, "--target-dir", &folder];
    let manifest = ["--manifest-path", "docs/playground/Cargo.toml"];
    cargo::command(root, &[&check[..], &manifest].concat()).run()
}

/// Pins its own workspace to the versions of this one.
fn lock(root: &Path, folder: &str) -> Outcome {
    let lock = root.join(folder).join("Cargo.lock");
    let copied = fs::copy(root.join("Cargo.lock"), &lock);
    copied
        .map(drop)
        .map_err(|error| format!("`{}`: {error}", lock.display()))
}

fn tests(root: &Path) -> Outcome {
    let targets = ["--lib", "--bins", "--tests", "--example", "testing"];
    cargo::command(root, &[&["test"], &targets[..]].concat()).run()
}

/// With xtask's features, so that the library that xtask was built with is used again.
fn generator(root: &Path) -> Outcome {
    let packages = ["test", "--package", "xtask", "--package", "specwright"];
    let targets = ["--lib", "--test", "golden", "--test", "diagnostics"];
    cargo::command(root, &[&packages[..], &targets].concat()).run()
}

/// It is not a default member, since it compiles crates of its own; `unified` gives it the same
/// features.
fn first_hour(root: &Path) -> Outcome {
    let packages = ["test", "--package", "first-hour", "--package", "unified"];
    cargo::command(root, &packages).run()
}

fn doctests(root: &Path) -> Outcome {
    cargo::command(root, &["test", "--doc"]).run()
}

/// The packages of `tests/` have `doc = false`.
fn docs(root: &Path) -> Outcome {
    cargo::command(root, &["doc", "--no-deps"])
        .env("RUSTDOCFLAGS", "-D warnings")
        .run()
}

/// Some examples call the real server if its key is in the environment.
fn examples(root: &Path) -> Outcome {
    cargo::command(root, &["build", "--examples"]).run()?;
    let folder = cargo::target(root).join("debug/examples");
    for Example { name, .. } in features::examples(root)? {
        println!("running the example {name}");
        let program = folder.join(&name).display().to_string();
        cargo::program(root, &program, &[])
            .without_env("SGP_API_KEY")
            .run()?;
    }
    Ok(())
}

fn features_of_examples(root: &Path) -> Outcome {
    for example in features::examples(root)? {
        let package = [
            "check",
            "--package",
            example.package,
            "--no-default-features",
        ];
        let example = ["--example", &example.name, "--features", &example.features];
        cargo::command(root, &[&package[..], &example].concat()).run()?;
    }
    Ok(())
}

fn conformance(root: &Path) -> Outcome {
    npm::install(&root.join("tests").join("conformance"))?;
    let feature = ["test", "--features", "tests/conformance"];
    cargo::command(root, &[&feature[..], &["--test", "conformance"]].concat()).run()
}

/// The packages that are not default members, since they compile other people's frameworks.
fn frameworks(root: &Path) -> Outcome {
    let packages = ["--package", "emitters", "--package", "oracle"];
    let clippy = ["clippy", "--all-targets", "--package", "first-hour"];
    let deny = ["--", "-D", "warnings"];
    cargo::command(root, &[&clippy[..], &packages, &deny].concat()).run()?;
    cargo::command(root, &[&["test"], &packages[..]].concat()).run()
}

/// A feature of `serde_json` that would be on for all packages of the workspace.
fn precision(root: &Path) -> Outcome {
    lock(root, "tests/precision")?;
    let target = cargo::target(root).join("precision").display().to_string();
    let manifest = ["test", "--manifest-path", "tests/precision/Cargo.toml"];
    cargo::command(root, &[&manifest[..], &["--target-dir", &target]].concat()).run()
}

fn attacks(root: &Path) -> Outcome {
    cargo::command(root, &["test", "--test", "attacks"])
        .env("ATTACKS", "all")
        .run()
}

fn soak(root: &Path) -> Outcome {
    cargo::command(root, &["run", "--bin", "faults", "--", "--calls", "100000"]).run()
}
