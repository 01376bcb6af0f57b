//! Replaces tabs where other parsers accept them and ours accepts spaces only.
//!
//! In: a text, and the parser's message about a tab in it. Out: the text with spaces instead of
//! that tab. A tab that indents a block remains an error: its width is unknown.

use std::ops::Range;

use super::repaired::Repaired;

/// The parser's messages about tabs.
const IN_QUOTES: &str = "tab cannot be used as indentation";
const IN_PLAIN: &str = "while scanning a plain scalar, found a tab";
const IN_BLOCK: &str = "tabs disallowed within this context";
const AFTER: [&str; 2] = [
    "must be followed by a valid YAML whitespace",
    "tabs disallowed in this context",
];

/// Replaces the tabs that the parser stopped at by spaces. `None` if it stopped at something else,
/// or at a tab that indents a block.
pub(super) fn replace(repaired: &Repaired, message: &str, at: usize) -> Option<Repaired> {
    let text = &repaired.text;
    let start = line_start(text, at);
    if message.starts_with(IN_QUOTES) {
        spaced(repaired, start)
    } else if message.starts_with(IN_PLAIN) {
        // The scalar begins at the offset, and one of its later lines begins with a tab.
        let key = text[start..at].find(|c: char| !matches!(c, ' ' | '-'));
        let deeper = key.map_or(at - start, |key| key + 1);
        let line = lines_after(text, at).find(|line| text[blanks(text, *line)].contains('\t'))?;
        let blanks = blanks(text, line);
        // A closing bracket is not part of the scalar.
        let closes = text[blanks.end..].starts_with(['}', ']', ',']);
        let deeper = if closes { 0 } else { deeper };
        let missing = deeper.saturating_sub(blanks.len());
        Some(
            repaired
                .clone()
                .with_spaces(blanks)
                .with_more(line, missing),
        )
    } else if message.starts_with(IN_BLOCK) {
        let blanks = blanks(text, start);
        let goes_on = text[..start].trim_end().ends_with(['{', '[', ',']);
        let closes = text[blanks.end..].starts_with(['}', ']']);
        spaced(repaired, start).filter(|_| goes_on || closes)
    } else if AFTER.iter().any(|known| message.contains(known)) {
        let before = text[..at].trim_end_matches([' ', '\t']).len();
        let blanks = before..blanks(text, at).end;
        text[blanks.clone()]
            .contains('\t')
            .then(|| repaired.clone().with_spaces(blanks))
    } else {
        None
    }
}

/// Empties blank lines that begin with a tab, which would end a block of text for the parser.
/// `None` if there are none.
pub(super) fn empty_lines(repaired: &Repaired) -> Option<Repaired> {
    let text = &repaired.text;
    let starts = lines_after(text, 0);
    let ranges = starts.map(|start| blanks(text, start)).filter(|blanks| {
        let rest = &text[blanks.end..];
        text[blanks.clone()].starts_with('\t')
            && (rest.is_empty() || rest.starts_with(['\r', '\n']))
    });
    let ranges: Vec<Range<usize>> = ranges.collect();
    if ranges.is_empty() {
        return None;
    }
    let ranges = ranges.into_iter();
    Some(ranges.fold(repaired.clone(), Repaired::with_spaces))
}

/// The text with spaces instead of the tabs at the beginning of a line.
fn spaced(repaired: &Repaired, start: usize) -> Option<Repaired> {
    let blanks = blanks(&repaired.text, start);
    let has_tab = repaired.text[blanks.clone()].contains('\t');
    has_tab.then(|| repaired.clone().with_spaces(blanks))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Where the lines after the one at the offset begin.
fn lines_after(text: &str, at: usize) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'\n', &text.as_bytes()[at..]).map(move |end| at + end + 1)
}

/// The spaces and tabs from the offset on.
fn blanks(text: &str, start: usize) -> Range<usize> {
    let rest = &text[start..];
    start..text.len() - rest.trim_start_matches([' ', '\t']).len()
}
