//! Lines and records of a text that arrives in chunks.
//!
//! In: bytes, cut anywhere. Out: the lines or records that are whole. Each byte is looked at once,
//! however small the pieces are. Must not know what they contain.

/// What separates the records of a JSON text sequence (RFC 7464).
const SEPARATOR: u8 = 0x1e;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The lines of a text.
#[derive(Debug, Default)]
pub(super) struct Lines {
    buffer: Vec<u8>,
    /// Where what has not been given yet begins.
    begin: usize,
    /// How far has been looked for an end.
    seen: usize,
    /// The beginning of the text has been passed.
    begun: bool,
    /// The last line ended with `\r`, so that a `\n` belongs to its end.
    after_return: bool,
    /// How deep in brackets, and whether in a text, the record is at `seen`.
    nesting: Nesting,
    /// What a record without a separator begins with.
    fresh: Nesting,
    ended: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Nesting {
    /// It began with a separator, so its lines belong together.
    record: bool,
    depth: usize,
    in_text: bool,
    escaped: bool,
}

impl Lines {
    /// Lines of JSON texts that may go over several of them.
    pub(super) fn joined() -> Self {
        let fresh = Nesting {
            record: true,
            ..Nesting::default()
        };
        Self {
            nesting: fresh,
            fresh,
            ..Self::default()
        }
    }

    /// Adds what came.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        self.buffer.drain(..self.begin);
        self.seen -= self.begin;
        self.begin = 0;
        self.buffer.extend_from_slice(bytes);
    }

    /// The body has ended.
    pub(super) fn end(&mut self) {
        self.ended = true;
    }

    /// How many bytes are kept.
    pub(super) fn kept(&self) -> usize {
        self.buffer.len() - self.begin
    }

    /// Skips the byte order mark; false while there are too few bytes to decide.
    fn begin(&mut self) -> bool {
        if !self.begun {
            let mark = self.buffer.len().min(BYTE_ORDER_MARK.len());
            if self.buffer[..mark] == BYTE_ORDER_MARK[..mark] {
                if mark < BYTE_ORDER_MARK.len() && !self.ended {
                    return false;
                }
                self.skip(mark);
            }
            self.begun = true;
        }
        true
    }

    fn skip(&mut self, count: usize) {
        self.begin += count;
        self.seen = self.begin;
    }

    /// Returns what is before `at`, and skips it and that many bytes of its end.
    fn take(&mut self, at: usize, end: usize) -> &[u8] {
        let begin = self.begin;
        self.skip(at - begin + end);
        &self.buffer[begin..at]
    }

    /// The next line that has an end: `\n`, `\r` or both.
    pub(super) fn line(&mut self) -> Option<&[u8]> {
        if !self.begin() {
            return None;
        }
        if self.after_return && self.begin < self.buffer.len() {
            self.after_return = false;
            if self.buffer[self.begin] == b'\n' {
                self.skip(1);
            }
        }
        let found = self.buffer[self.seen..].iter();
        let Some(length) = found
            .copied()
            .position(|byte| matches!(byte, b'\n' | b'\r'))
        else {
            self.seen = self.buffer.len();
            return None;
        };
        let at = self.seen + length;
        self.after_return = self.buffer[at] == b'\r';
        Some(self.take(at, 1))
    }

    /// The last line or record, which may lack its terminator.
    pub(super) fn rest(&mut self) -> Option<&[u8]> {
        (self.ended && self.kept() > 0).then(|| self.take(self.buffer.len(), 0))
    }

    /// Whether the body has ended and all lines were returned.
    pub(super) fn is_over(&self) -> bool {
        self.ended && self.kept() == 0
    }

    /// The next line that isn't blank, or all the lines of a record.
    pub(super) fn record(&mut self) -> Option<Vec<u8>> {
        if !self.begin() {
            return None;
        }
        while let Some(at) = self.end_of_record() {
            let separated = self.buffer[at] == SEPARATOR;
            let record = self.take(at, 1).trim_ascii().to_vec();
            self.nesting = Nesting {
                record: separated || self.fresh.record,
                ..self.fresh
            };
            if !record.is_empty() {
                return Some(record);
            }
        }
        None
    }

    /// Where the record ends: at a separator, or with a line within which all brackets are closed.
    fn end_of_record(&mut self) -> Option<usize> {
        let nesting = &mut self.nesting;
        while let Some(byte) = self.buffer.get(self.seen) {
            match byte {
                &SEPARATOR => return Some(self.seen),
                b'\n' if !nesting.record || (nesting.depth == 0 && !nesting.in_text) => {
                    return Some(self.seen);
                }
                _ if nesting.escaped => nesting.escaped = false,
                b'\\' if nesting.in_text => nesting.escaped = true,
                b'"' => nesting.in_text = !nesting.in_text,
                b'{' | b'[' if !nesting.in_text => nesting.depth += 1,
                b'}' | b']' if !nesting.in_text => {
                    nesting.depth = nesting.depth.saturating_sub(1);
                }
                _ => {}
            }
            self.seen += 1;
        }
        None
    }
}
