//! A text and the lines and columns in it.
//!
//! In: the text of a file. Out: positions for offsets, found with tables that are made on first
//! use, so that a text of one line of megabytes is as cheap as any other.

use std::sync::OnceLock;

/// A place as people count it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

/// The text of a file, without byte order mark.
#[derive(Debug, Default)]
pub struct Text {
    path: String,
    content: String,
    tables: OnceLock<Tables>,
}

#[derive(Debug)]
struct Tables {
    /// Offsets of the beginnings of the lines.
    lines: Vec<usize>,
    /// How many characters begin before each [`STEP`]th byte; empty where all characters are one
    /// byte.
    characters: Vec<usize>,
}

/// Bytes between two entries of the table of characters.
const STEP: usize = 512;

impl Text {
    /// A text of that path.
    #[must_use]
    pub fn new(path: String, content: String) -> Self {
        Self {
            path,
            content,
            tables: OnceLock::new(),
        }
    }

    /// The path it was read from, as in messages.
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

    /// The offset of the beginning of the line that a byte is in.
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
                // A carriage return ends a line of its own unless a line feed follows.
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

/// How many characters begin in the bytes.
fn count(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xc0) != 0x80).count()
}
