//! A program that calls one operation.
//!
//! In: nothing. Out: for every generator's client of one document what the program costs from
//! nothing at all, how large it is, and what a change of one line of it costs.

use std::fs;
use std::path::{Path, PathBuf};

use super::compile::{self, Profile, named};
use super::generators::Generator;
use super::places::{Bench, Subject};
use super::results::{Entry, Sample, Step};
use super::rounds::rounds;
use super::{documents_of, failed};

/// The smallest of the documents.
const DOCUMENT: &str = "figma";

/// The description on the page.
pub(super) const WHAT: &str = "A program that makes one call over TLS and prints a field of the response, with the client of \
    `figma`, the smallest of the documents, and `tokio`; everything is compiled, in an empty target folder. Crates were \
    downloaded before.";

/// The text that changes between two builds.
const MARK: &str = "\"changed 0\"";

/// The use of each client by its documentation: lines of a `main` that may use `?`. None
/// is written for the others, of which progenitor reads no 3.1.
fn call(generator: Generator) -> Option<&'static str> {
    match generator {
        Generator::Specwright => Some(
            "let client = figma::Client::builder().api_key(token).build()?;
    println!(\"{}\", client.users().get_me().await?.handle);",
        ),
        Generator::OpenapiToRust => Some(
            "let client = figma::client::HttpClient::new().with_base_url(\"https://api.figma.com\").with_api_key(token);
    println!(\"{}\", client.get_me().await?.handle);",
        ),
        Generator::Ploidy => Some(
            "let client = figma::client::Client::new(\"https://api.figma.com\")?.with_sensitive_header(\"X-Figma-Token\", token)?;
    println!(\"{}\", client.get_me().await?.handle);",
        ),
        Generator::Progenitor | Generator::Oas3Gen | Generator::Spargen => None,
    }
}

/// Measures every program.
pub(super) fn run(bench: &mut Bench) -> Result<(), String> {
    let Some(document) = documents_of(&bench.root, &[DOCUMENT])?.pop() else {
        return Ok(());
    };
    let programs = bench.programs.iter();
    let mut who: Vec<((Generator, PathBuf), Entry)> = programs
        .map(|(generator, _)| match make(bench, *generator, &document) {
            Ok(folder) => ((*generator, folder), named(generator.name())),
            Err(fault) => {
                let entry = Entry::fault(generator.name(), fault);
                ((*generator, PathBuf::new()), entry)
            }
        })
        .collect();
    let steps = [
        (Step::ColdRelease, Profile::Release),
        (Step::ColdCheck, Profile::Check),
        (Step::ColdBuild, Profile::Build),
    ];
    for (step, profile) in steps {
        rounds(bench.runs, &mut who, |(generator, folder), entry| {
            cold(bench, *generator, folder, profile, entry)
        });
        bench.put(step, DOCUMENT, take(&mut who))?;
    }
    // The last build left everything but the change built.
    let mut changes = 0;
    rounds(bench.runs, &mut who, |(generator, folder), _| {
        changes += 1;
        edit(bench, *generator, folder, changes)
    });
    bench.put(Step::Edit, DOCUMENT, take(&mut who))
}

/// Takes what was measured. Who failed once is out for the next as well.
fn take<T>(who: &mut [(T, Entry)]) -> Vec<Entry> {
    let taken = who.iter_mut().map(|(_, entry)| {
        let next = Entry {
            who: entry.who.clone(),
            fault: entry.fault.clone(),
            ..Entry::default()
        };
        std::mem::replace(entry, next)
    });
    taken.collect()
}

/// Writes the program.
fn make(bench: &Bench, generator: Generator, document: &Subject) -> Result<PathBuf, String> {
    let found = bench.programs.iter().find(|(other, _)| *other == generator);
    let (_, installed) = found.ok_or("does not take part")?;
    let installed = installed.as_ref().map_err(Clone::clone)?;
    let client = compile::made(bench, generator, installed, document)?;
    let call = call(generator).ok_or("no program is written for it")?;
    let folder = bench.folder.join("programs").join(generator.name());
    let source = folder.join("src");
    fs::create_dir_all(&source).map_err(|error| failed(&source, &error))?;
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         {} = {{ path = {:?}, package = {:?} }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n",
        DOCUMENT,
        client.display().to_string(),
        package(&client)?,
    );
    let main = format!(
        "#[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> Result<(), Box<dyn std::error::Error>> {{\n    \
         let token = std::env::var(\"TOKEN\")?;\n    println!({MARK});\n    {call}\n    Ok(())\n}}\n"
    );
    for (path, text) in [
        (folder.join("Cargo.toml"), manifest),
        (source.join("main.rs"), main),
    ] {
        fs::write(&path, text).map_err(|error| failed(&path, &error))?;
    }
    compile::lock(bench, generator, &folder)?;
    // The registry is asked and crates are downloaded before anything is measured.
    bench.sample(&bench.cargo(
        &["fetch", "--quiet"],
        &folder.join("Cargo.toml"),
        &target(bench, generator),
    ))?;
    Ok(folder)
}

/// The name that a generator gave its crate.
fn package(folder: &Path) -> Result<String, String> {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    let manifest: toml::Table = text.parse().map_err(|error| failed(&path, &error))?;
    let name = manifest
        .get("package")
        .and_then(|package| package.get("name")?.as_str());
    name.map(str::to_owned)
        .ok_or_else(|| failed(&path, &"it has no package"))
}

fn target(bench: &Bench, generator: Generator) -> PathBuf {
    bench.folder.join("cold").join(generator.name())
}

/// Builds everything, and counts what was built.
fn cold(
    bench: &Bench,
    generator: Generator,
    folder: &Path,
    profile: Profile,
    entry: &mut Entry,
) -> Result<Sample, String> {
    let target = target(bench, generator);
    if target.exists() {
        fs::remove_dir_all(&target).map_err(|error| failed(&target, &error))?;
    }
    let mut command = bench.cargo(profile.arguments(), &folder.join("Cargo.toml"), &target);
    let sample = bench.sample(command.arg("--offline"))?;
    if profile == Profile::Release {
        let program = target
            .join("release")
            .join(format!("program{}", std::env::consts::EXE_SUFFIX));
        let bytes = fs::metadata(&program)
            .map_err(|error| failed(&program, &error))?
            .len();
        entry.figures.insert("bytes".to_owned(), bytes);
    }
    if profile == Profile::Check {
        let deps = target.join("debug").join("deps");
        let read = fs::read_dir(&deps).map_err(|error| failed(&deps, &error))?;
        let is_crate = |path: PathBuf| path.extension().is_some_and(|extension| extension == "d");
        let count = read.flatten().filter(|file| is_crate(file.path())).count();
        entry.figures.insert("crates".to_owned(), count as u64);
    }
    Ok(sample)
}

/// Changes a line and builds again.
fn edit(
    bench: &Bench,
    generator: Generator,
    folder: &Path,
    change: usize,
) -> Result<Sample, String> {
    let path = folder.join("src").join("main.rs");
    let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    let changed: String = text
        .lines()
        .map(|line| match line.split_once("println!(\"changed ") {
            Some((indent, _)) => format!("{indent}println!(\"changed {change}\");\n"),
            None => format!("{line}\n"),
        })
        .collect();
    fs::write(&path, changed).map_err(|error| failed(&path, &error))?;
    let mut command = bench.cargo(
        Profile::Build.arguments(),
        &folder.join("Cargo.toml"),
        &target(bench, generator),
    );
    bench.sample(command.arg("--offline"))
}
