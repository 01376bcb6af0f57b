//! Parses YAML into a positioned tree, in the core schema of YAML 1.2 (sections 10.3 and 3.2).
//!
//! In: a text. Out: its [`Node`], aliases and merge keys (`<<`) expanded, or the error that makes
//! it unreadable. Nesting and expansion are bounded; nothing recurses.

mod build;
mod help;
mod repaired;
mod scalar;
mod surrogates;
mod tabs;

use saphyr_parser::{Event, Parser};

use self::build::Builder;
use self::repaired::Repaired;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::parse::too_deep;
use crate::source::tree::node::{FileId, Node, Span, Value};

/// The number of characters that are skipped at a time.
const STEP: usize = 8;

/// The number of bytes that may be parsed again after [`join`] repaired a line.
const MAX_REREAD: usize = 128 << 20;

/// Parses a YAML text of one document. An empty text is `null`.
pub(super) fn parse(file: FileId, text: &str, found: &mut Diagnostics) -> Result<Node, Diagnostic> {
    let mut repaired: Option<Repaired> = None;
    let mut repairs = Diagnostics::new();
    let mut reread = 0;
    let mut emptied = false;
    loop {
        let mut others = Diagnostics::new();
        let (error, at) = match read(file, text, repaired.as_ref(), &mut others) {
            Ok(node) => {
                found.append(others);
                found.append(repairs);
                return Ok(node);
            }
            Err(failure) => failure,
        };
        reread += text.len();
        let message = error.message.as_str();
        let indented = message.starts_with("invalid indentation");
        let has_tabs = error.code == Code::InvalidYaml && text.contains('\t');
        let escaped = message.contains("invalid Unicode character escape code");
        if !indented && !has_tabs && !escaped || reread >= MAX_REREAD {
            return Err(error);
        }
        let current = repaired.unwrap_or_else(|| Repaired::new(text));
        let added = current.added.len();
        repaired = if escaped {
            let replaced = surrogates::replace(&current, at);
            replaced.map(|(repaired, halves)| {
                for half in halves {
                    let span = Span::new(file, half, half + surrogates::ESCAPE);
                    let message = "this is half of a character; U+FFFD is read instead";
                    repairs.report(Code::LoneSurrogate, span, message);
                }
                repaired
            })
        } else if !indented {
            match tabs::replace(&current, message, at) {
                None if !std::mem::replace(&mut emptied, true) => tabs::empty_lines(&current),
                replaced => replaced,
            }
        } else if message.contains("quoted") {
            current.indent(at)
        } else {
            match join(&current.text, at) {
                Some(text) => Some(Repaired { text, ..current }),
                None => current.deepen(at),
            }
        };
        let Some(repaired) = &repaired else {
            return Err(error);
        };
        // Within brackets, other parsers ignore indentation.
        let is_text = !indented && !escaped || message.contains("quoted");
        if let (true, Some(span)) = (is_text && repaired.added.len() > added, error.span) {
            let message = "a line of the text is indented no deeper than its key";
            repairs
                .report(Code::UnindentedLine, span, message)
                .help("indent it by two more spaces");
        }
    }
}

/// Joins the line at the offset with the one before it.
///
/// A closing bracket that is indented no deeper than its key breaks the rules of YAML, but most
/// documents in flow style have one and all other parsers accept it. The line break becomes a
/// space, so all offsets stay the same.
fn join(text: &str, at: usize) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let mut at = at;
    loop {
        let line_start = text[..at].rfind('\n')? + 1;
        if !text[line_start..at].trim().is_empty() {
            return None;
        }
        let before = text[..line_start]
            .trim_end_matches(['\n', '\r', ' ', '\t'])
            .len();
        // The line would become part of a comment.
        let last_line = text[..before].rfind('\n').map_or(0, |start| start + 1);
        if text[last_line..before].contains('#') {
            return None;
        }
        for byte in &mut bytes[before..line_start] {
            *byte = b' ';
        }
        // A bracket that closes right after this one is indented as deep, or less.
        let rest = text[at..].trim_start_matches(['}', ']']);
        let next = text.len() - rest.trim_start().len();
        if rest.len() == text.len() - at || !text[next..].starts_with(['}', ']']) {
            return String::from_utf8(bytes).ok();
        }
        at = next;
    }
}

/// Parses the text, or the repaired one. A fatal error has its offset in the repaired text.
fn read(
    file: FileId,
    text: &str,
    repaired: Option<&Repaired>,
    found: &mut Diagnostics,
) -> Result<Node, (Diagnostic, usize)> {
    let text = repaired.map_or(text, |repaired| repaired.text.as_str());
    let mut offsets = Offsets::new(file, text, repaired);
    let mut builder = Builder::new(found);
    let mut documents = 0;
    let mut parser = Parser::new_from_str(text);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let start = offsets.byte(error.marker().index());
            let message = error.info();
            let diagnostic = if message == "recursion limit exceeded" {
                too_deep(offsets.span(start, start + 1))
            } else {
                let help = help::help(message);
                let message = match text.get(start..).and_then(|rest| rest.chars().next()) {
                    Some(found) if !found.is_whitespace() => format!("{message}, at `{found}`"),
                    Some(_) => message.to_owned(),
                    None => format!("{message}, at the end of the text"),
                };
                Diagnostic::new(Code::InvalidYaml, offsets.span(start, start + 1), message)
                    .with_help(help)
            };
            (diagnostic, start)
        })?;
        let start = offsets.byte(span.start.index());
        let end = offsets.byte(span.end.index());
        let span = offsets.span(start, end);
        match event {
            Event::DocumentStart(_) => documents += 1,
            Event::DocumentEnd | Event::StreamStart | Event::StreamEnd | Event::Nothing => {}
            _ if documents > 1 => {
                if is_empty(&event) {
                    continue;
                }
                let message = "a second document begins here";
                let error = Diagnostic::new(Code::MultipleDocuments, span, message)
                    .with_help("put each document into a file of its own");
                return Err((error, start));
            }
            event => builder.event(event, span).map_err(|error| (error, start))?,
        }
    }
    let empty = || Node::new(Value::Null, offsets.span(0, 0));
    Ok(builder.finish().unwrap_or_else(empty))
}

fn is_empty(event: &Event<'_>) -> bool {
    matches!(event, Event::Scalar(text, saphyr_parser::ScalarStyle::Plain, ..) if text.is_empty())
}

/// Converts the parser's offsets from characters to bytes.
struct Offsets<'t> {
    text: &'t str,
    repaired: Option<&'t Repaired>,
    file: FileId,
    ascii: bool,
    character: usize,
    byte: usize,
}

impl<'t> Offsets<'t> {
    fn new(file: FileId, text: &'t str, repaired: Option<&'t Repaired>) -> Self {
        Self {
            text,
            repaired,
            file,
            ascii: text.is_ascii(),
            character: 0,
            byte: 0,
        }
    }

    /// Offsets are nearly in order, so the search begins at the last one.
    fn byte(&mut self, character: usize) -> usize {
        if self.ascii {
            return character.min(self.text.len());
        }
        let bytes = self.text.as_bytes();
        let continues = |byte: usize| bytes.get(byte).is_some_and(|byte| byte & 0xc0 == 0x80);
        // Most of a text is ASCII, where each character is one byte.
        while self.character + STEP <= character
            && bytes
                .get(self.byte..self.byte + STEP)
                .is_some_and(<[u8]>::is_ascii)
        {
            self.byte += STEP;
            self.character += STEP;
        }
        while self.character < character && self.byte < bytes.len() {
            self.byte += 1;
            while continues(self.byte) {
                self.byte += 1;
            }
            self.character += 1;
        }
        while self.character > character && self.byte > 0 {
            self.byte -= 1;
            while continues(self.byte) {
                self.byte -= 1;
            }
            self.character -= 1;
        }
        self.byte
    }

    fn span(&self, start: usize, end: usize) -> Span {
        let end = end.clamp(start, self.text.len().max(start));
        let original = |at| self.repaired.map_or(at, |repaired| repaired.original(at));
        Span::new(self.file, original(start), original(end))
    }
}
