//! Texts that were repaired so that they can be parsed, with the original offset of each byte.

use std::ops::Range;

/// The deepest indentation of a line.
const MAX_DEPTH: usize = 500;

/// A text with spaces added to it, and escapes made shorter.
#[derive(Clone)]
pub(super) struct Repaired {
    /// The text to parse.
    pub(super) text: String,
    /// Where spaces were added, in `text` and in order, and how many.
    pub(super) added: Vec<(usize, usize)>,
    /// Where something ends that was longer, in `text` and in order, and by how much.
    pub(super) shortened: Vec<(usize, usize)>,
}

impl Repaired {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            added: Vec::new(),
            shortened: Vec::new(),
        }
    }

    /// The original offset of a byte.
    pub(super) fn original(&self, at: usize) -> usize {
        let before = self.added.iter().take_while(|(start, _)| *start < at);
        let added: usize = before.map(|(start, count)| (*count).min(at - start)).sum();
        let before = self.shortened.iter().take_while(|(end, _)| *end <= at);
        let shortened: usize = before.map(|(_, count)| count).sum();
        at + shortened - added
    }

    /// Shifts the repairs from the offset on.
    fn move_on(&mut self, at: usize, count: usize) {
        let places = self.added.iter_mut().chain(&mut self.shortened);
        for (place, _) in places.filter(|(place, _)| *place >= at) {
            *place += count;
        }
    }

    /// Replaces blanks by as many spaces.
    pub(super) fn with_spaces(mut self, blanks: Range<usize>) -> Self {
        let spaces = " ".repeat(blanks.len());
        self.text.replace_range(blanks, &spaces);
        self
    }

    /// Inserts spaces at the offset.
    pub(super) fn with_more(mut self, at: usize, count: usize) -> Self {
        if count == 0 {
            return self;
        }
        self.text.insert_str(at, &" ".repeat(count));
        self.move_on(at, count);
        let index = self.added.partition_point(|(start, _)| *start < at);
        self.added.insert(index, (at, count));
        self
    }

    /// Indents the line at the offset deeper than the one before it. `None` if no line begins
    /// there.
    pub(super) fn deepen(self, at: usize) -> Option<Self> {
        let start = self.text[..at].rfind('\n')? + 1;
        let before = self.text[..start].trim_end();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let above = before.len() - line - before[line..].trim_start_matches([' ', '-']).len();
        let own = at - start;
        if own > MAX_DEPTH || !self.text[start..at].trim().is_empty() {
            return None;
        }
        Some(self.with_more(start, (above + 1).saturating_sub(own).max(1)))
    }

    /// Replaces a range by a shorter text.
    pub(super) fn with_shorter(mut self, range: Range<usize>, text: &str) -> Self {
        let (end, less) = (range.start + text.len(), range.len() - text.len());
        let places = self.added.iter_mut().chain(&mut self.shortened);
        for (place, _) in places.filter(|(place, _)| *place >= range.end) {
            *place -= less;
        }
        self.text.replace_range(range, text);
        let index = self.shortened.partition_point(|(place, _)| *place < end);
        self.shortened.insert(index, (end, less));
        self
    }

    /// Indents the lines of the quoted scalar at the offset deeper than its key, which YAML
    /// requires and other parsers don't. `None` if no line needs it, or the scalar does not end.
    pub(super) fn indent(self, quote: usize) -> Option<Self> {
        let line = self.text[..quote].rfind('\n').map_or(0, |end| end + 1);
        let key = self.text[line..quote].find(|c: char| !matches!(c, ' ' | '-'))?;
        let end = end_of_quoted(&self.text, quote)?;
        let mut at = quote;
        let mut shallow = Vec::new();
        for (index, line) in self.text[quote..end].split_inclusive('\n').enumerate() {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            let missing = (key + 1).saturating_sub(indent);
            if index > 0 && missing > 0 && !line.trim().is_empty() {
                shallow.push((at, missing));
                at += missing;
            }
            at += line.len();
        }
        if shallow.is_empty() {
            return None;
        }
        let mut repaired = self;
        for (at, missing) in shallow {
            repaired = repaired.with_more(at, missing);
        }
        Some(repaired)
    }
}

/// Where a quoted scalar ends, after its closing quote.
pub(super) fn end_of_quoted(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(start)?;
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            found if found == quote => {
                // Within single quotes, a quote is doubled.
                if quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                    at += 2;
                } else {
                    return Some(at + 1);
                }
            }
            _ => at += 1,
        }
    }
}
