//! A text, and lines and columns in it.
//!
//! In: the text of a file. Out: the positions of offsets, by tables that are built on first use, so
//! a line of megabytes is as cheap as any other.

use std::sync::OnceLock;

/// A position, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The character in the line.
    pub column: usize,
}

/// The text of a file, without a byte order mark.
#[derive(Debug, Default)]
pub struct Text {
    path: String,
    content: String,
    tables: OnceLock<Tables>,
}

#[derive(Debug)]
struct Tables {
    /// The offset of each line.
    lines: Vec<usize>,
    /// The number of characters before each [`STEP`]th byte; empty if all characters are ASCII.
    characters: Vec<usize>,
}

/// The number of bytes between two entries of the table of characters.
const STEP: usize = 512;

impl Text {
    /// Creates a text that was read from a path.
    #[must_use]
    pub fn new(path: String, content: String) -> Self {
        Self {
            path,
            content,
            tables: OnceLock::new(),
        }
    }

    /// The path it was read from, for messages.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.content
    }

    /// Line and column of a byte.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = offset.min(self.content.len());
        let line = self.line_index(offset);
        let start = self.tables().lines[line];
        let column = self.characters_before(offset) - self.characters_before(start);
        Position {
            line: line + 1,
            column: column + 1,
        }
    }

    /// The offset of the line that contains a byte.
    #[must_use]
    pub fn line_start(&self, offset: usize) -> usize {
        self.tables().lines[self.line_index(offset.min(self.content.len()))]
    }

    fn line_index(&self, offset: usize) -> usize {
        self.tables()
            .lines
            .partition_point(|start| *start <= offset)
            .saturating_sub(1)
    }

    fn characters_before(&self, offset: usize) -> usize {
        let characters = &self.tables().characters;
        if characters.is_empty() {
            return offset;
        }
        let step = offset / STEP;
        characters[step] + count(&self.content.as_bytes()[step * STEP..offset])
    }

    fn tables(&self) -> &Tables {
        self.tables.get_or_init(|| {
            let bytes = self.content.as_bytes();
            let mut lines = vec![0];
            for index in memchr::memchr2_iter(b'\n', b'\r', bytes) {
                // A carriage return ends a line unless a line feed follows.
                if bytes[index] == b'\n' || bytes.get(index + 1) != Some(&b'\n') {
                    lines.push(index + 1);
                }
            }
            let mut characters = Vec::new();
            if !bytes.is_ascii() {
                let mut sum = 0;
                for chunk in bytes.chunks(STEP) {
                    characters.push(sum);
                    sum += count(chunk);
                }
                characters.push(sum);
            }
            Tables { lines, characters }
        })
    }
}

/// The number of characters that begin in the bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}
