//! The typed view of documents.

mod document;
mod invalid;
mod operations;
mod schemas;

use super::{Document, read};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Memory, Sources};

/// Reads a document of one file and hands it over with what was reported.
fn with(text: &str, check: impl FnOnce(Option<Document<'_>>, &[(Code, String)])) {
    with_files(&[("it.yaml", text)], check);
}

/// The same for a document of several files.
fn with_files(files: &[(&str, &str)], check: impl FnOnce(Option<Document<'_>>, &[(Code, String)])) {
    let mut diagnostics = Diagnostics::new();
    let reader = Memory::new(files.iter().copied());
    let sources = Sources::load(&reader, files[0].0, &[], &mut diagnostics).unwrap();
    let document = read(&sources, &mut diagnostics);
    diagnostics.sort();
    let reported: Vec<_> = diagnostics
        .iter()
        .map(|report| (report.code, report.message.clone()))
        .collect();
    check(document, &reported);
}

/// What is reported of a document.
fn codes(text: &str) -> Vec<Code> {
    let mut codes = Vec::new();
    with(text, |_, reported| {
        codes = reported.iter().map(|(code, _)| *code).collect();
    });
    codes
}

/// A document of 3.1 with these paths, indented by two.
fn paths(paths: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths:\n{paths}")
}

/// A document of some version with this below the top level.
fn of(version: &str, rest: &str) -> String {
    format!("openapi: {version}\ninfo: {{title: t, version: '1'}}\n{rest}")
}
