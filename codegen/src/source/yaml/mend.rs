//! Texts that were mended so that they can be read, and where each byte of them was before.

use std::ops::Range;

/// How deep a line is indented at most.
const DEEPEST: usize = 500;

/// A text with spaces added to it.
#[derive(Clone)]
pub(super) struct Mended {
    /// The text that is read.
    pub(super) text: String,
    /// Where spaces were added, in `text` and in order, and how many.
    pub(super) added: Vec<(usize, usize)>,
}

impl Mended {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            added: Vec::new(),
        }
    }

    /// Where a byte of the text was before.
    pub(super) fn original(&self, at: usize) -> usize {
        let before = self.added.iter().take_while(|(start, _)| *start < at);
        at - before
            .map(|(start, count)| (*count).min(at - start))
            .sum::<usize>()
    }

    /// The same with spaces in the place of blanks, as many as there are.
    pub(super) fn with_spaces(mut self, blanks: Range<usize>) -> Self {
        let spaces = " ".repeat(blanks.len());
        self.text.replace_range(blanks, &spaces);
        self
    }

    /// The same with so many more spaces at the offset.
    pub(super) fn with_more(mut self, at: usize, count: usize) -> Self {
        if count == 0 {
            return self;
        }
        self.text.insert_str(at, &" ".repeat(count));
        for (start, _) in self.added.iter_mut().filter(|(start, _)| *start >= at) {
            *start += count;
        }
        let index = self.added.partition_point(|(start, _)| *start < at);
        self.added.insert(index, (at, count));
        self
    }

    /// Indents the line at the offset deeper than the one before it. `None`: it does not begin there.
    pub(super) fn deepen(self, at: usize) -> Option<Self> {
        let start = self.text[..at].rfind('\n')? + 1;
        let before = self.text[..start].trim_end();
        let line = before.rfind('\n').map_or(0, |end| end + 1);
        let above = before.len() - line - before[line..].trim_start_matches([' ', '-']).len();
        let own = at - start;
        if own > DEEPEST || !self.text[start..at].trim().is_empty() {
            return None;
        }
        Some(self.with_more(start, (above + 1).saturating_sub(own).max(1)))
    }

    /// Indents the lines of the quoted scalar that begins at the offset deeper than its key, as YAML wants them and
    /// other parsers do not. `None`: no line needs it, or the scalar has no end.
    pub(super) fn indent(mut self, quote: usize) -> Option<Self> {
        let line = self.text[..quote].rfind('\n').map_or(0, |end| end + 1);
        let key = self.text[line..quote].find(|c: char| !matches!(c, ' ' | '-'))?;
        let end = end_of_quoted(&self.text, quote)?;
        let mut text = self.text[..quote].to_owned();
        let mut added = Vec::new();
        for (index, line) in self.text[quote..end].split_inclusive('\n').enumerate() {
            let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
            let missing = (key + 1).saturating_sub(indent);
            if index > 0 && missing > 0 && !line.trim().is_empty() {
                added.push((text.len(), missing));
                text.extend(std::iter::repeat_n(' ', missing));
            }
            text.push_str(line);
        }
        if added.is_empty() {
            return None;
        }
        let more = text.len() - end;
        text.push_str(&self.text[end..]);
        let after = self.added.iter().filter(|(at, _)| *at >= end);
        let after: Vec<_> = after.map(|(at, count)| (at + more, *count)).collect();
        self.added.retain(|(at, _)| *at < quote);
        self.added.extend(added);
        self.added.extend(after);
        self.text = text;
        Some(self)
    }
}

/// Where a quoted scalar ends, after its closing quote.
fn end_of_quoted(text: &str, start: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let quote = *bytes.get(start)?;
    let mut at = start + 1;
    loop {
        match *bytes.get(at)? {
            b'\\' if quote == b'"' => at += 2,
            found if found == quote => {
                // Within single quotes, two of them are one.
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
