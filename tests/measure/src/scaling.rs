//! How cost grows with the size of a document.
//!
//! In: nothing. Out: generation and `cargo check` of 100, 1,000 and 10,000 operations and schemas.

use std::fs;

use super::compile::{self, Profile};
use super::failed;
use super::generation;
use super::generators::Generator;
use super::places::{Bench, Subject};
use super::results::Step;
use super::synthetic;

/// How many operations and schemas.
const SIZES: [usize; 3] = [100, 1000, 10_000];

/// Peers' crates of more operations than this are not compiled: some take an hour and more memory
/// than there is.
pub(super) const PEERS_COMPILED: usize = 1000;

/// Measures every size.
pub(super) fn run(bench: &mut Bench) -> Result<(), String> {
    let mut subjects = Vec::new();
    for size in SIZES {
        subjects.push((size, subject(bench, size)?));
    }
    for (size, subject) in &subjects {
        let entries = generation::entries(bench, subject);
        bench.put(Step::ScaleGenerate, &size.to_string(), entries)?;
    }
    for (size, subject) in &subjects {
        let takes_part = |generator| *size <= PEERS_COMPILED || generator == Generator::Specwright;
        let entries = compile::entries(bench, subject, Profile::Check, takes_part);
        bench.put(Step::ScaleCheck, &size.to_string(), entries)?;
    }
    Ok(())
}

/// Writes the document, in 3.1 and in 3.0.
fn subject(bench: &Bench, size: usize) -> Result<Subject, String> {
    let folder = bench.folder.join("synthetic");
    fs::create_dir_all(&folder).map_err(|error| failed(&folder, &error))?;
    let [new, old] = ["3.1.0", "3.0.3"].map(|version| {
        let path = folder.join(format!("operations-{size}-{version}.json"));
        let text = synthetic::document(size, version);
        let written = fs::write(&path, text);
        written
            .map_err(|error| failed(&path, &error))
            .map(|()| path)
    });
    let mut subject = Subject::new(format!("operations-{size}"), new?)?;
    subject.old = Some(old?);
    Ok(subject)
}
