//! Tabs in places where the parser has spaces only, and others take tabs as well.
//!
//! In: a text, and what the parser says of a tab in it. Out: the text with spaces in the place of
//! that tab. A tab that indents a block stays an error: nobody knows how many spaces it is.

use std::ops::Range;

use super::mend::Mended;

/// What the parser says of tabs.
const IN_QUOTES: &str = "tab cannot be used as indentation";
const IN_PLAIN: &str = "while scanning a plain scalar, found a tab";
const IN_BLOCK: &str = "tabs disallowed within this context";
const AFTER: [&str; 2] = [
    "must be followed by a valid YAML whitespace",
    "tabs disallowed in this context",
];

/// Puts spaces in the place of the tabs that the parser stopped at. `None`: it stopped at something
/// else, or at a tab that indents a block.
pub(super) fn replace(mended: &Mended, message: &str, at: usize) -> Option<Mended> {
    let text = &mended.text;
    let start = line_start(text, at);
    if message.starts_with(IN_QUOTES) {
        spaced(mended, start)
    } else if message.starts_with(IN_PLAIN) {
        // The scalar begins at the offset, and a later line of it with a tab.
        let key = text[start..at].find(|c: char| !matches!(c, ' ' | '-'));
        let deeper = key.map_or(at - start, |key| key + 1);
        let line = lines_after(text, at).find(|line| text[blanks(text, *line)].contains('\t'))?;
        let blanks = blanks(text, line);
        // What closes brackets is none of the scalar's lines.
        let closes = text[blanks.end..].starts_with(['}', ']', ',']);
        let deeper = if closes { 0 } else { deeper };
        let missing = deeper.saturating_sub(blanks.len());
        Some(mended.clone().with_spaces(blanks).with_more(line, missing))
    } else if message.starts_with(IN_BLOCK) {
        let blanks = blanks(text, start);
        let goes_on = text[..start].trim_end().ends_with(['{', '[', ',']);
        let closes = text[blanks.end..].starts_with(['}', ']']);
        spaced(mended, start).filter(|_| goes_on || closes)
    } else if AFTER.iter().any(|known| message.contains(known)) {
        let before = text[..at].trim_end_matches([' ', '\t']).len();
        let blanks = before..blanks(text, at).end;
        text[blanks.clone()]
            .contains('\t')
            .then(|| mended.clone().with_spaces(blanks))
    } else {
        None
    }
}

/// Empties the lines of nothing but blanks that begin with a tab, which end a block of text for the
/// parser. `None`: there are none.
pub(super) fn empty_lines(mended: &Mended) -> Option<Mended> {
    let text = &mended.text;
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
    Some(ranges.fold(mended.clone(), Mended::with_spaces))
}

/// The text with spaces in place of the tabs that a line begins with.
fn spaced(mended: &Mended, start: usize) -> Option<Mended> {
    let blanks = blanks(&mended.text, start);
    let has_tab = mended.text[blanks.clone()].contains('\t');
    has_tab.then(|| mended.clone().with_spaces(blanks))
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
