//! The typed view of documents.

mod document;
mod invalid;
mod operations;
mod schemas;

use super::{Document, read};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Memory, Sources};

/// Reads the first of some files. Gives the document, and the codes and messages of all reports.
fn with_files<T>(
    files: &[(&str, &str)],
    check: impl FnOnce(Option<Document<'_>>, Vec<(Code, String)>) -> T,
) -> T {
    let mut diagnostics = Diagnostics::new();
    let reader = Memory::new(files.iter().copied());
    let sources = Sources::load(&reader, files[0].0, &[], &mut diagnostics).unwrap();
    let document = read(&sources, &mut diagnostics);
    diagnostics.sort();
    let reports = diagnostics.iter();
    let reports = reports.map(|report| (report.code, report.message.clone()));
    check(document, reports.collect())
}

/// Reads a document of one file. Gives it and the codes of all reports.
fn with<T>(text: &str, check: impl FnOnce(Document<'_>, Vec<Code>) -> T) -> T {
    with_files(&[("it.yaml", text)], |document, reports| {
        let codes = reports.into_iter().map(|(code, _)| code);
        check(document.unwrap(), codes.collect())
    })
}

fn codes(text: &str) -> Vec<Code> {
    with_files(&[("it.yaml", text)], |_, reports| {
        reports.into_iter().map(|(code, _)| code).collect()
    })
}

fn messages(text: &str) -> Vec<String> {
    with_files(&[("it.yaml", text)], |_, reports| {
        reports.into_iter().map(|(_, message)| message).collect()
    })
}

/// Asserts what is reported. Each row is a version, codes (`-` for none), and YAML that takes the
/// place of `ROW` in the document.
fn assert_reported(document: &str, rows: &str) {
    for row in rows.trim().lines() {
        let (version, rest) = row.trim().split_once(' ').unwrap();
        let (expected, yaml) = rest.trim().split_once(' ').unwrap();
        let codes = codes(&of(version, &document.replace("ROW", yaml.trim())));
        let names: Vec<String> = codes.iter().map(|code| format!("{code:?}")).collect();
        assert_eq!(names.join(","), expected.trim_matches('-'), "{row}");
    }
}

/// A document of 3.1 with these paths, indented by two.
fn paths(paths: &str) -> String {
    of("3.1.0", &format!("paths:\n{paths}"))
}

/// A document of some version with this below the top level.
fn of(version: &str, rest: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: t, version: '1'}}\n{rest}")
}
