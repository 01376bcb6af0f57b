//! Parses YAML into a positioned tree, in the core schema of YAML 1.2 (sections 10.3 and 3.2).
//!
//! In: a text. Out: its [`Node`], aliases and merge keys (`<<`) expanded, or the flaw that makes it
//! unreadable. Nesting and expansion are bounded; nothing recurses.

mod build;
mod help;
mod repaired;
mod scalar;
mod surrogates;
mod tabs;

use saphyr_parser::{Event, Parser};

use self::build::Builder;
use self::repaired::Repaired;
use crate::diagnostics::Code;
use crate::source::parse::{Flaw, Flaws};
use crate::source::tree::node::{FileId, Node, Span, Value};

/// The number of characters that are skipped at a time.
const STEP: usize = 8;

/// The number of bytes that may be parsed again after [`join`] repaired a line.
const MAX_REREAD: usize = 128 << 20;

/// Parses a YAML text of one document. An empty text is `null`.
pub(super) fn parse(file: FileId, text: &str, flaws: &mut Flaws) -> Result<Node, Flaw> {
    let mut repaired: Option<Repaired> = None;
    let mut noted: Vec<Flaw> = Vec::new();
    let mut reread = 0;
    let mut emptied = false;
    loop {
        let mut found = Flaws::default();
        let (flaw, at) = match read(file, text, repaired.as_ref(), &mut found) {
            Ok(node) => {
                flaws.0.append(&mut found.0);
                flaws.0.append(&mut noted);
                return Ok(node);
            }
            Err(failure) => failure,
        };
        reread += text.len();
        let indented = flaw.message.starts_with("invalid indentation");
        let has_tabs = flaw.code == Code::InvalidYaml && text.contains('\t');
        let escaped = flaw
            .message
            .contains("invalid Unicode character escape code");
        if !indented && !has_tabs && !escaped || reread >= MAX_REREAD {
            return Err(flaw);
        }
        let current = repaired.unwrap_or_else(|| Repaired::new(text));
        let added = current.added.len();
        let message = flaw.message.as_str();
        repaired = if escaped {
            let replaced = surrogates::replace(&current, at);
            replaced.map(|(repaired, halves)| {
                noted.extend(halves.into_iter().map(|at| half(file, at)));
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
            return Err(flaw);
        };
        // Within brackets, other parsers ignore indentation.
        let is_text = !indented && !escaped || message.contains("quoted");
        if is_text && repaired.added.len() > added {
            let message = "a line of the text is indented no deeper than its key";
            let help = "indent it by two more spaces";
            noted.push(Flaw::new(Code::UnindentedLine, flaw.span, message).help(help));
        }
    }
}

/// The flaw of half a surrogate pair.
#[expect(clippy::cast_possible_truncation, reason = "files have at most 1 GiB")]
fn half(file: FileId, at: usize) -> Flaw {
    let start = at as u32;
    let end = start + surrogates::ESCAPE as u32;
    let message = "this is half of a character; U+FFFD is read instead";
    Flaw::new(Code::LoneSurrogate, Span { file, start, end }, message)
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
    flaws: &mut Flaws,
) -> Result<Node, (Flaw, usize)> {
    let text = repaired.map_or(text, |repaired| repaired.text.as_str());
    let mut offsets = Offsets::new(file, text, repaired);
    let mut builder = Builder::new(flaws);
    let mut documents = 0;
    for event in Events(Parser::new_from_str(text)) {
        let (event, span) = event.map_err(|error| {
            let start = offsets.byte(error.marker().index());
            let message = error.info();
            let flaw = if message == "recursion limit exceeded" {
                Flaw::too_deep(offsets.span(start, start + 1))
            } else {
                let help = help::help(message);
                let message = match text.get(start..).and_then(|rest| rest.chars().next()) {
                    Some(found) if !found.is_whitespace() => format!("{message}, at `{found}`"),
                    Some(_) => message.to_owned(),
                    None => format!("{message}, at the end of the text"),
                };
                Flaw::new(Code::InvalidYaml, offsets.span(start, start + 1), message).help(help)
            };
            (flaw, start)
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
                let flaw = Flaw::new(Code::MultipleDocuments, span, message)
                    .help("put each document into a file of its own");
                return Err((flaw, start));
            }
            event => builder.event(event, span).map_err(|flaw| (flaw, start))?,
        }
    }
    let nothing = Node {
        value: Value::Null,
        span: offsets.span(0, 0),
    };
    Ok(builder.finish().unwrap_or(nothing))
}

fn is_empty(event: &Event<'_>) -> bool {
    matches!(event, Event::Scalar(text, saphyr_parser::ScalarStyle::Plain, ..) if text.is_empty())
}

/// The parser's events, up to the first error.
struct Events<'t>(Parser<'t, saphyr_parser::StrInput<'t>>);

impl<'t> Iterator for Events<'t> {
    type Item = saphyr_parser_result::Result<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next_event()
    }
}

/// An event of the parser.
mod saphyr_parser_result {
    pub(super) type Result<'t> = std::result::Result<
        (saphyr_parser::Event<'t>, saphyr_parser::Span),
        saphyr_parser::ScanError,
    >;
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

    #[expect(clippy::cast_possible_truncation, reason = "files have at most 1 GiB")]
    fn span(&self, start: usize, end: usize) -> Span {
        let end = end.clamp(start, self.text.len().max(start));
        let original = |at| self.repaired.map_or(at, |repaired| repaired.original(at));
        let (start, end) = (original(start), original(end));
        Span {
            file: self.file,
            start: start as u32,
            end: end as u32,
        }
    }
}
