//! The part of a line that a snippet shows.
//!
//! In: a text and a range of bytes. Out: a short text with the range in it, escaped, and its line
//! number. Only the window is copied, so a line of megabytes is cheap.

use std::ops::Range;

use super::escape;
use crate::source::Text;

/// The bytes shown before the position on its line, and from it on.
const BEFORE: usize = 60;
const AFTER: usize = 100;

/// A short part of a text.
pub(super) struct Window {
    /// The text, escaped.
    pub(super) text: String,
    /// The range in it.
    pub(super) range: Range<usize>,
    /// The number of the line, from 1.
    pub(super) line: usize,
}

/// The line of a range, shortened if it is long. Of several lines the first is shown.
pub(super) fn window(text: &Text, start: usize, end: usize) -> Window {
    let all = text.as_str();
    let start = floor(all, start);
    let end = floor(all, end.max(start));
    let line_start = text.line_start(start);
    let from = floor(all, start.saturating_sub(BEFORE).max(line_start));
    let rest = &all[start..floor(all, start + AFTER)];
    let line_end = rest
        .find(['\n', '\r'])
        .map_or(start + rest.len(), |length| start + length);
    let cut = line_end == start + rest.len() && line_end < all.len();
    let cut = cut && !all[line_end..].starts_with(['\n', '\r']);
    let mark_end = end.min(line_end);

    let mut out = String::new();
    if from > line_start {
        out.push('…');
    }
    let lead = if from > line_start {
        &all[from..start]
    } else {
        all[from..start].trim_start()
    };
    let indent = if from > line_start {
        ""
    } else {
        &all[from..start - lead.len()]
    };
    out.extend(indent.chars().map(|_| ' '));
    lead.chars()
        .for_each(|character| escape::push(&mut out, character));
    let range_start = out.len();
    all[start..mark_end]
        .chars()
        .for_each(|character| escape::push(&mut out, character));
    let range_end = out.len();
    all[mark_end..line_end]
        .chars()
        .for_each(|character| escape::push(&mut out, character));
    if cut {
        out.push('…');
    }
    Window {
        text: out,
        range: range_start..range_end,
        line: text.position(start).line,
    }
}

/// The nearest character boundary at or before the offset.
fn floor(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
