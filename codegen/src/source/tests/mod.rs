//! Texts in, trees and diagnostics out.

mod json;
mod limits;
mod overlay;
mod positions;
mod references;
mod yaml;

use super::{Memory, Sources};
use crate::diagnostics::{Code, Diagnostics};

/// Loads the first of some files.
pub(crate) fn load(files: &[(&str, &str)]) -> (Option<Sources>, Diagnostics) {
    load_with(files, &[])
}

/// Loads the first of some files with overlays.
pub(crate) fn load_with(
    files: &[(&str, &str)],
    overlays: &[&str],
) -> (Option<Sources>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let reader = Memory::new(files.iter().copied());
    let sources = Sources::load(&reader, files[0].0, overlays, &mut diagnostics);
    (sources, diagnostics)
}

/// The value of one file, and the codes of all reports; null if it can't be read.
pub(crate) fn read(path: &str, text: &str) -> (serde_json::Value, Vec<Code>) {
    let (sources, diagnostics) = load(&[(path, text)]);
    let value = sources.map(|sources| sources.root().to_json());
    (value.unwrap_or_default(), codes(&diagnostics))
}

/// The value of one file that must load without a word.
pub(crate) fn value(text: &str) -> serde_json::Value {
    let (value, codes) = read("it.yaml", text);
    assert_eq!(codes, []);
    value
}

/// What was reported, in order.
pub(crate) fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|report| report.code).collect()
}

/// The line and column of the only report.
pub(crate) fn place(diagnostics: &Diagnostics, sources: Option<&Sources>) -> (usize, usize) {
    let [diagnostic] = &diagnostics.iter().collect::<Vec<_>>()[..] else {
        panic!("not exactly one report: {:?}", codes(diagnostics));
    };
    let span = diagnostic.span.unwrap();
    let text = diagnostics.text(sources, span.file).unwrap();
    let position = text.position(span.start as usize);
    (position.line, position.column)
}
