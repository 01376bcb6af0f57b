//! Parses JSON into a positioned tree (RFC 8259).
//!
//! In: a text. Out: its [`Node`], or the first place where it breaks the grammar; what doesn't stop
//! the parser is reported. Recursion is bounded by [`MAX_DEPTH`].

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::parse::{MAX_DEPTH, add_member, note, too_deep};
use crate::source::tree::node::{FileId, Node, Number, Span, Value};
use crate::source::tree::object::{Member, Object};

/// Parses a JSON text.
pub(super) fn parse(file: FileId, text: &str, found: &mut Diagnostics) -> Result<Node, Diagnostic> {
    let mut parser = Parser {
        text,
        bytes: text.as_bytes(),
        at: 0,
        file,
        found,
    };
    parser.skip_space();
    let node = parser.value(0)?;
    parser.skip_space();
    if parser.at < parser.bytes.len() {
        return Err(parser.wrong("there is text after the end of the value"));
    }
    Ok(node)
}

struct Parser<'t, 'f> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    file: FileId,
    found: &'f mut Diagnostics,
}

impl Parser<'_, '_> {
    fn span(&self, start: usize) -> Span {
        Span::new(self.file, start, self.at)
    }

    fn here(&self) -> Span {
        let width = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        Span::new(self.file, self.at, self.at + width)
    }

    fn wrong(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Code::InvalidJson, self.here(), message)
    }

    fn expected(&self, what: &str) -> Diagnostic {
        match self.text[self.at..].chars().next() {
            Some(found) => self.wrong(format!("expected {what}, found `{found}`")),
            None => self.wrong(format!("expected {what}, found the end of the text")),
        }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.bytes.get(self.at) {
            self.at += 1;
            // Most whitespace is indentation.
            while self.bytes[self.at..].starts_with(b"        ") {
                self.at += 8;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Result<Node, Diagnostic> {
        let start = self.at;
        let value = match self.bytes.get(self.at) {
            Some(b'"') => Value::String(self.string()?),
            Some(b'{') => Value::Object(self.object(depth)?),
            Some(b'[') => Value::Array(self.array(depth)?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.word("true", Value::Bool(true))?,
            Some(b'f') => self.word("false", Value::Bool(false))?,
            Some(b'n') => self.word("null", Value::Null)?,
            _ => return Err(self.expected("a value")),
        };
        Ok(Node::new(value, self.span(start)))
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, Diagnostic> {
        if !self.bytes[self.at..].starts_with(word.as_bytes()) {
            return Err(self.expected("a value"));
        }
        self.at += word.len();
        Ok(value)
    }

    fn enter(&mut self, depth: usize) -> Result<(), Diagnostic> {
        if depth >= MAX_DEPTH {
            return Err(too_deep(self.here()));
        }
        self.at += 1;
        self.skip_space();
        Ok(())
    }

    fn array(&mut self, depth: usize) -> Result<Vec<Node>, Diagnostic> {
        self.enter(depth)?;
        let mut items = Vec::new();
        if self.bytes.get(self.at) == Some(&b']') {
            self.at += 1;
            return Ok(items);
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip_space();
            match self.bytes.get(self.at) {
                Some(b',') => self.comma(b']')?,
                Some(b']') => break,
                _ => return Err(self.expected("`,` or `]`")),
            }
        }
        self.at += 1;
        items.shrink_to_fit();
        Ok(items)
    }

    fn object(&mut self, depth: usize) -> Result<Object, Diagnostic> {
        self.enter(depth)?;
        let mut object = Object::default();
        if self.bytes.get(self.at) == Some(&b'}') {
            self.at += 1;
            return Ok(object);
        }
        loop {
            let start = self.at;
            if self.bytes.get(start) != Some(&b'"') {
                return Err(self.expected("a name in double quotes"));
            }
            let name = self.string()?;
            let key = self.span(start);
            self.skip_space();
            if self.bytes.get(self.at) != Some(&b':') {
                return Err(self.expected("`:`"));
            }
            self.at += 1;
            self.skip_space();
            let node = self.value(depth + 1)?;
            add_member(&mut object, name, Member { key, node }, self.found)?;
            self.skip_space();
            match self.bytes.get(self.at) {
                Some(b',') => self.comma(b'}')?,
                Some(b'}') => break,
                _ => return Err(self.expected("`,` or `}`")),
            }
        }
        self.at += 1;
        object.finish();
        Ok(object)
    }

    /// Skips a comma, which a closing bracket must not follow.
    fn comma(&mut self, close: u8) -> Result<(), Diagnostic> {
        let comma = self.at;
        self.at += 1;
        self.skip_space();
        if self.bytes.get(self.at) == Some(&close) {
            self.at = comma;
            let close = char::from(close);
            return Err(self.wrong(format!("comma before the closing `{close}`")));
        }
        Ok(())
    }

    fn number(&mut self) -> Result<Number, Diagnostic> {
        let start = self.at;
        if self.bytes.get(self.at) == Some(&b'-') {
            self.at += 1;
        }
        if self.bytes.get(self.at) == Some(&b'0') {
            self.at += 1;
            if let Some(b'0'..=b'9') = self.bytes.get(self.at) {
                return Err(self.wrong("a number must not begin with `0`"));
            }
        } else {
            self.digits()?;
        }
        if self.bytes.get(self.at) == Some(&b'.') {
            self.at += 1;
            self.digits()?;
        }
        if let Some(b'e' | b'E') = self.bytes.get(self.at) {
            self.at += 1;
            if let Some(b'+' | b'-') = self.bytes.get(self.at) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(Number(self.text[start..self.at].to_owned()))
    }

    fn digits(&mut self) -> Result<(), Diagnostic> {
        let start = self.at;
        while let Some(b'0'..=b'9') = self.bytes.get(self.at) {
            self.at += 1;
        }
        if self.at == start {
            Err(self.expected("a digit"))
        } else {
            Ok(())
        }
    }

    fn string(&mut self) -> Result<String, Diagnostic> {
        let open = self.at;
        self.at += 1;
        let start = self.at;
        self.plain_run();
        if self.bytes.get(self.at) == Some(&b'"') {
            let text = self.text[start..self.at].to_owned();
            self.at += 1;
            return Ok(text);
        }
        let mut text = self.text[start..self.at].to_owned();
        loop {
            match self.bytes.get(self.at) {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(text);
                }
                Some(b'\\') => self.escape(&mut text)?,
                Some(control) => {
                    let message = format!("control character `0x{control:02x}` in a string");
                    return Err(self.wrong(message));
                }
                None => {
                    self.at = open;
                    return Err(self.wrong("string without closing `\"`"));
                }
            }
            let start = self.at;
            self.plain_run();
            text.push_str(&self.text[start..self.at]);
        }
    }

    /// Advances to the next quote, backslash or control character.
    fn plain_run(&mut self) {
        let rest = &self.bytes[self.at..];
        let end = memchr::memchr2(b'"', b'\\', rest).unwrap_or(rest.len());
        let run = &rest[..end];
        // Checking that there is none is faster than finding the first.
        let lowest = run.iter().copied().min();
        let end = match lowest {
            Some(0..=0x1f) => run.iter().position(|byte| *byte <= 0x1f),
            _ => None,
        };
        self.at += end.unwrap_or(run.len());
    }

    fn escape(&mut self, text: &mut String) -> Result<(), Diagnostic> {
        let character = match self.bytes.get(self.at + 1) {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(text),
            _ => return Err(self.wrong("unknown escape")),
        };
        self.at += 2;
        text.push(character);
        Ok(())
    }

    fn unicode(&mut self, text: &mut String) -> Result<(), Diagnostic> {
        let start = self.at;
        let first = self.hex()?;
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.bytes[self.at..].starts_with(b"\\u") {
            let back = self.at;
            let second = self.hex()?;
            if (0xdc00..0xe000).contains(&second) {
                units.push(second);
            } else {
                self.at = back;
            }
        }
        for character in char::decode_utf16(units) {
            if character.is_err() {
                let message =
                    format!("`\\u{first:04x}` is half of a character; U+FFFD is read instead");
                let half = Diagnostic::new(Code::LoneSurrogate, self.span(start), message);
                note(self.found, half)?;
            }
            text.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Ok(())
    }

    /// Reads the four digits of `\u1234`.
    fn hex(&mut self) -> Result<u16, Diagnostic> {
        let digits = self.bytes.get(self.at + 2..self.at + 6).unwrap_or_default();
        let digits = std::str::from_utf8(digits).unwrap_or_default();
        let is_hex = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        match u16::from_str_radix(digits, 16) {
            Ok(unit) if is_hex => {
                self.at += 6;
                Ok(unit)
            }
            _ => Err(self.wrong("`\\u` needs four hexadecimal digits")),
        }
    }
}
