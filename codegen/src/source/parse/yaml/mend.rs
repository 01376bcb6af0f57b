//! Texts that were mended so that they can be read, and where each byte of them was before.

use std::ops::Range;

/// How deep a line is indented at most.
const DEEPEST: usize = 500;

/// A text with spaces added to it, and escapes made shorter.
#[derive(Clone)]
pub(super) struct Mended {
    /// The text that is read.
    pub(super) text: String,
    /// Where spaces were added, in `text` and in order, and how many.
    pub(super) added: Vec<(usize, usize)>,
    /// Where something ends that was longer, in `text` and in order, and by how much.
    pub(super) shortened: Vec<(usize, usize)>,
}

impl Mended {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            added: Vec::new(),
            shortened: Vec::new(),
        }
    }

    /// Where a byte of the text was before.
    pub(super) fn original(&self, at: usize) -> usize {
        let before = self.added.iter().take_while(|(start, _)| *start < at);
        let added: usize = before.map(|(start, count)| (*count).min(at - start)).sum();
        let before = self.shortened.iter().take_while(|(end, _)| *end <= at);
        let shortened: usize = before.map(|(_, count)| count).sum();
        at + shortened - added
    }

    /// Moves what was done to the text from the offset on.
    fn move_on(&mut self, at: usize, count: usize) {
        let places = self.added.iter_mut().chain(&mut self.shortened);
        for (place, _) in places.filter(|(place, _)| *place >= at) {
            *place += count;
        }
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
        self.move_on(at, count);
        let index = self.added.partition_point(|(start, _)| *start < at);
        self.added.insert(index, (at, count));
        self
    }

    /// Indents the line at the offset deeper than the one before it. `None`: it does not begin
    /// there.
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

    /// The same with a shorter text in place of what is in the range.
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

    /// Indents the lines of the quoted scalar that begins at the offset deeper than its key, as
    /// YAML wants them and other parsers do not. `None`: no line needs it, or the scalar has no
    /// end.
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
        let mut mended = self;
        for (at, missing) in shallow {
            mended = mended.with_more(at, missing);
        }
        Some(mended)
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
