//! A generated crate through the compiler.
//!
//! In: documents and a way to compile. Out: time and memory for every generator's crate, what it
//! depends on built before. Each generator has a target folder of its own, and all crates depend on
//! the same versions: those of the workspace where it has the package, else the newest of when the
//! first crate was built.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::failed;
use super::generation::{self, generate};
use super::generators::Generator;
use super::places::{Bench, Subject};
use super::results::{Entry, Step};
use super::rounds::rounds;

/// Where the sources of a crate are while it is built with nothing in it.
const ASIDE: &str = "src-aside";

/// All is compiled as crates from the registry are. With another setting, cargo compiles
/// dependencies from a path again.
const INCREMENTAL: &str = "CARGO_INCREMENTAL";

/// How it is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Profile {
    /// `cargo check`
    Check,
    /// `cargo check` of the first tag alone; only of ours
    Tag,
    /// `cargo build --release`
    Release,
    /// `cargo build`
    Build,
}

impl Profile {
    /// The most telling first.
    pub(super) const ALL: [Self; 4] = [Self::Check, Self::Tag, Self::Release, Self::Build];

    pub(super) fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check | Self::Tag => &["check", "--quiet"],
            Self::Release => &["build", "--quiet", "--release"],
            Self::Build => &["build", "--quiet"],
        }
    }

    fn step(self) -> Step {
        match self {
            Self::Check => Step::Check,
            Self::Tag => Step::Tag,
            Self::Release => Step::Release,
            Self::Build => Step::Build,
        }
    }
}

/// Measures all of them.
pub(super) fn run(
    bench: &mut Bench,
    documents: &[Subject],
    profile: Profile,
) -> Result<(), String> {
    for document in documents {
        let takes_part = |generator| profile != Profile::Tag || generator == Generator::Specwright;
        let entries = entries(bench, document, profile, takes_part);
        bench.put(profile.step(), &document.name, entries)?;
    }
    Ok(())
}

/// The crates that those who take part make of one document.
pub(super) fn entries(
    bench: &Bench,
    document: &Subject,
    profile: Profile,
    takes_part: impl Fn(Generator) -> bool,
) -> Vec<Entry> {
    let mut who: Vec<_> = bench
        .programs
        .iter()
        .filter(|(generator, _)| takes_part(*generator))
        .map(|(generator, program)| {
            let made = program
                .as_ref()
                .map_err(Clone::clone)
                .and_then(|program| made(bench, *generator, program, document))
                .and_then(|folder| prepared(bench, *generator, &folder, profile));
            let name = generator.name();
            match made {
                Ok(folder) => ((*generator, folder), named(name)),
                Err(fault) => ((*generator, PathBuf::new()), Entry::fault(name, fault)),
            }
        })
        .collect();
    rounds(bench.runs, &mut who, |(generator, folder), _| {
        touch(&folder.join("src").join("lib.rs"))?;
        let mut command = bench.cargo(
            profile.arguments(),
            &folder.join("Cargo.toml"),
            &target(bench, *generator),
        );
        if profile == Profile::Tag {
            let tag = corpus::first_tag(folder)?.ok_or("it has no tags")?;
            let features = format!("reqwest,{tag}");
            command.args(["--no-default-features", "--features", &features]);
        }
        bench.sample(command.arg("--offline").env(INCREMENTAL, "0"))
    });
    who.into_iter().map(|(_, entry)| entry).collect()
}

pub(super) fn named(who: &str) -> Entry {
    Entry {
        who: who.to_owned(),
        ..Entry::default()
    }
}

/// Where a generator's crates are built.
pub(super) fn target(bench: &Bench, generator: Generator) -> PathBuf {
    bench.folder.join("build").join(generator.name())
}

/// The crate of a document. A peer's is kept from one run to the next; ours may be another by now.
pub(super) fn made(
    bench: &Bench,
    generator: Generator,
    program: &Path,
    document: &Subject,
) -> Result<PathBuf, String> {
    let folder = generation::folder(bench, generator, document);
    // A run that was interrupted may have left an empty crate.
    let whole = folder.join("Cargo.toml").exists() && !folder.join(ASIDE).exists();
    if generator != Generator::Specwright && whole {
        return Ok(folder);
    }
    let made = generate(bench, generator, program, document);
    made.map(|(_, folder)| folder)
        .map_err(|fault| format!("nothing generated: {fault}"))
}

/// Builds what a crate depends on, by building the crate with nothing in it: so each dependency has
/// the features that it gets with it.
pub(super) fn prepared(
    bench: &Bench,
    generator: Generator,
    folder: &Path,
    profile: Profile,
) -> Result<PathBuf, String> {
    lock(bench, generator, folder)?;
    let (source, aside) = (folder.join("src"), folder.join(ASIDE));
    let moved = |from: &Path, to: &Path| fs::rename(from, to).map_err(|error| failed(from, &error));
    moved(&source, &aside)?;
    let empty = source.join("lib.rs");
    let written = fs::create_dir_all(&source)
        .and_then(|()| fs::write(&empty, ""))
        .map_err(|error| failed(&empty, &error));
    let mut command = bench.cargo(
        profile.arguments(),
        &folder.join("Cargo.toml"),
        &target(bench, generator),
    );
    let built = written.and_then(|()| bench.sample(command.env(INCREMENTAL, "0")));
    fs::remove_dir_all(&source).map_err(|error| failed(&source, &error))?;
    moved(&aside, &source)?;
    built.map_err(|fault| format!("its dependencies: {fault}"))?;
    let kept = kept_lock(bench, generator);
    fs::copy(folder.join("Cargo.lock"), &kept).map_err(|error| failed(&kept, &error))?;
    Ok(folder.to_path_buf())
}

/// Pins a crate's dependencies to the versions of the generator's other crates.
pub(super) fn lock(bench: &Bench, generator: Generator, folder: &Path) -> Result<(), String> {
    let kept = kept_lock(bench, generator);
    let from = if kept.exists() && generator != Generator::Specwright {
        kept
    } else {
        bench.root.join("Cargo.lock")
    };
    let copied = fs::copy(&from, folder.join("Cargo.lock"));
    copied.map(|_| ()).map_err(|error| failed(&from, &error))
}

fn kept_lock(bench: &Bench, generator: Generator) -> PathBuf {
    let folder = target(bench, generator);
    // The folder is there, since something was built in it.
    folder.join("Cargo.lock")
}

/// Has cargo compile it again.
pub(super) fn touch(path: &Path) -> Result<(), String> {
    let touched = fs::File::options()
        .append(true)
        .open(path)
        .and_then(|file| file.set_modified(SystemTime::now()));
    touched.map_err(|error| failed(path, &error))
}
