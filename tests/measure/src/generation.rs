//! From a document to files.
//!
//! In: documents. Out: for each, the time and the memory of every generator and of the bare parse,
//! and how much was written.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::failed;
use super::generators::{Generator, Task};
use super::places::{Bench, Subject, sample};
use super::results::{Entry, Sample, Step};
use super::rounds::rounds;

/// The name of the bare parse among those that take part.
pub(super) const PARSE: &str = "bare parse";

/// Measures all of them.
pub(super) fn run(bench: &mut Bench, documents: &[Subject]) -> Result<(), String> {
    for document in documents {
        let entries = entries(bench, document);
        bench.put(Step::Generate, &document.name, entries)?;
    }
    Ok(())
}

/// The bare parse and the generators on one document.
pub(super) fn entries(bench: &Bench, document: &Subject) -> Vec<Entry> {
    let mut parse = Entry {
        who: PARSE.to_owned(),
        ..Entry::default()
    };
    parse.figures.insert("bytes".to_owned(), document.bytes);
    let mut who: Vec<(Option<(Generator, PathBuf)>, Entry)> = vec![(None, parse)];
    for (generator, program) in &bench.programs {
        let name = generator.name();
        who.push(match program {
            Ok(program) => {
                let entry = Entry {
                    who: name.to_owned(),
                    ..Entry::default()
                };
                (Some((*generator, program.clone())), entry)
            }
            Err(fault) => (None, Entry::fault(name, fault.clone())),
        });
    }
    rounds(bench.runs, &mut who, |one, entry| match one {
        None => bench.sample(Command::new(&bench.parse).arg(document.path(None))),
        Some((generator, program)) => {
            let (sample, folder) = generate(bench, *generator, program, document)?;
            count(&folder, entry)?;
            Ok(sample)
        }
    });
    who.into_iter().map(|(_, entry)| entry).collect()
}

/// Where the client of a generator goes.
pub(super) fn folder(bench: &Bench, generator: Generator, document: &Subject) -> PathBuf {
    bench
        .folder
        .join("crates")
        .join(&document.name)
        .join(generator.name())
}

/// Generates a client, in place of the one that was there.
pub(super) fn generate(
    bench: &Bench,
    generator: Generator,
    program: &Path,
    document: &Subject,
) -> Result<(Sample, PathBuf), String> {
    let out = folder(bench, generator, document);
    if out.exists() {
        put_aside(bench, &out)?;
    }
    let above = if generator == Generator::Spargen {
        out.join("src")
    } else {
        out.parent().unwrap_or(&out).to_path_buf()
    };
    fs::create_dir_all(&above).map_err(|error| failed(&above, &error))?;
    let task = Task {
        name: &document.name,
        document: document.path(Some(generator)),
        out: &out,
        runtime: &bench.root.join("codegen").join("runtime"),
    };
    let ended = bench.ended(&generator.command(program, &task))?;
    let success = ended.status.is_some_and(|status| status.success());
    // It ends with 1 where the document has errors, and generates the rest.
    let rest = generator == Generator::Specwright
        && ended.status.and_then(|status| status.code()) == Some(1)
        && out.join("Cargo.toml").exists();
    if !success && !rest {
        return Err(bench.fault(&ended));
    }
    generator.finish(program, &task)?;
    Ok((sample(&ended), out))
}

/// Takes a folder out of the way. It is not deleted before the end: a file system may look at all
/// that was deleted lately before it creates a file, which was up to a fifth of the time.
fn put_aside(bench: &Bench, folder: &Path) -> Result<(), String> {
    let aside = aside(bench);
    fs::create_dir_all(&aside).map_err(|error| failed(&aside, &error))?;
    let mut names = (0_u32..).map(|number| aside.join(number.to_string()));
    let free = names.find(|path| !path.exists());
    let to = free.ok_or("there is no name left for a folder")?;
    fs::rename(folder, &to).map_err(|error| failed(folder, &error))
}

/// Deletes what was put aside.
pub(super) fn tidy(bench: &Bench) -> Result<(), String> {
    let aside = aside(bench);
    if aside.exists() {
        fs::remove_dir_all(&aside).map_err(|error| failed(&aside, &error))?;
    }
    Ok(())
}

fn aside(bench: &Bench) -> PathBuf {
    bench.folder.join("aside")
}

/// Counts the files and lines of Rust, and their bytes.
fn count(folder: &Path, entry: &mut Entry) -> Result<(), String> {
    let mut totals = [0; 3];
    tally(&folder.join("src"), &mut totals)?;
    for (name, total) in ["files", "lines", "bytes"].into_iter().zip(totals) {
        entry.figures.insert(name.to_owned(), total);
    }
    Ok(())
}

fn tally(folder: &Path, totals: &mut [u64; 3]) -> Result<(), String> {
    let fault = |error: std::io::Error| failed(folder, &error);
    for entry in fs::read_dir(folder).map_err(fault)? {
        let path = entry.map_err(fault)?.path();
        if path.is_dir() {
            tally(&path, totals)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
            let [files, lines, bytes] = totals;
            *files += 1;
            *lines += text.lines().count() as u64;
            *bytes += text.len() as u64;
        }
    }
    Ok(())
}
