//! Inline text: words, code, links and URLs, each made safe.
//!
//! In: a text without blocks. Out: pieces that are not broken across lines.

use super::word::word;

/// Pieces of text between which a line may be broken, in one text with a space between them.
#[derive(Debug, Default)]
pub(crate) struct Atoms {
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
}

impl Atoms {
    /// The pieces of a text, which is taken for one line of Markdown whatever breaks are in it.
    pub(crate) fn of(text: &str) -> Self {
        let text = printed(text);
        let mut atoms = Self {
            text: String::with_capacity(text.len() + 16),
            ends: Vec::new(),
        };
        let mut rest = &*text;
        loop {
            rest = rest.trim_start_matches(' ');
            if rest.is_empty() {
                return atoms;
            }
            let length = plain_length(rest);
            if length > 0 {
                atoms.push(&rest[..length]);
                rest = &rest[length..];
                continue;
            }
            let mut atom = String::new();
            while !rest.is_empty() && !rest.starts_with(' ') {
                let (piece, length) = piece(rest, &atom);
                atom.push_str(&piece);
                rest = &rest[length..];
            }
            atoms.push(&atom);
        }
    }

    fn push(&mut self, atom: &str) {
        if atom.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(atom);
        self.ends.push(self.text.len());
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|end| end + 1));
        let places = starts.zip(&self.ends);
        places.map(|(start, end)| &self.text[start..*end])
    }

    /// All of them in one line.
    pub(crate) fn joined(self) -> String {
        self.text
    }
}

/// The text with spaces in place of other white space, and without what prints nothing.
fn printed(text: &str) -> String {
    let printed = |letter: char| match letter {
        _ if letter.is_whitespace() => Some(' '),
        _ if is_unprintable(letter) => None,
        _ => Some(letter),
    };
    text.chars().filter_map(printed).collect()
}

/// How long the word is at the beginning of a text, if nothing can be wrong with it: small letters
/// and digits, perhaps a capital in front, and punctuation at the end. Most words are such.
fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    if !bytes.first().is_some_and(u8::is_ascii_alphanumeric) {
        return 0;
    }
    let mut letters = bytes.iter().skip(1);
    let is_small = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let end = 1 + letters
        .position(|byte| !is_small(byte))
        .unwrap_or(bytes.len() - 1);
    let is_mark = |byte: &u8| matches!(byte, b'.' | b',' | b';' | b':' | b'!' | b'?');
    let marks = bytes[end..].iter().take_while(|byte| is_mark(byte)).count();
    match bytes.get(end + marks) {
        None | Some(b' ') => end + marks,
        Some(_) => 0,
    }
}

/// Characters that print nothing, or turn the direction of a text around.
pub(crate) fn is_unprintable(letter: char) -> bool {
    letter.is_control() && letter != '\t'
        || matches!(
            letter,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
        )
        || matches!(letter, '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The next piece made safe, and how much of the text it was.
fn piece(rest: &str, before: &str) -> (String, usize) {
    let bytes = rest.as_bytes();
    match bytes[0] {
        b'`' => code(rest),
        b'<' => angle(rest),
        b'!' if rest.starts_with("![") => match link(&rest[1..]) {
            Some((text, length)) => (text, length + 1),
            None => ("!".to_owned(), 1),
        },
        b'[' => link(rest).unwrap_or_else(|| ("\\[".to_owned(), 1)),
        b']' => ("\\]".to_owned(), 1),
        b'\\' => match rest[1..].chars().next() {
            Some(next) if next.is_ascii_punctuation() => (format!("\\{next}"), 1 + next.len_utf8()),
            _ => ("\\\\".to_owned(), 1),
        },
        b'&' if before.is_empty() && rest.starts_with("&nbsp;") => (String::new(), 6),
        _ if is_url(rest) => {
            let length = url_length(rest);
            (format!("<{}>", &rest[..length]), length)
        }
        _ => {
            let length = word_length(rest);
            (word(&rest[..length]), length)
        }
    }
}

/// A span of code, which must end on the same line.
fn code(rest: &str) -> (String, usize) {
    let ticks = rest.len() - rest.trim_start_matches('`').len();
    let fence = &rest[..ticks];
    let mut from = ticks;
    while let Some(at) = rest[from..].find(fence) {
        let end = from + at;
        let after = rest[end..].len() - rest[end..].trim_start_matches('`').len();
        if after == ticks {
            let body = rest[ticks..end].trim();
            let text = if body.is_empty() {
                String::new()
            } else {
                format!("{fence}{}{fence}", &rest[ticks..end])
            };
            // clippy wants no space inside of a code span unless ticks need it.
            let text = if ticks == 1 && !body.is_empty() {
                format!("`{body}`")
            } else {
                text
            };
            return (text, end + ticks);
        }
        from = end + after;
    }
    ("\\`".repeat(ticks), ticks)
}

/// Tags of HTML that only format; they are left out.
const TAGS: &[&str] = &[
    "a",
    "abbr",
    "b",
    "blockquote",
    "br",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "tt",
    "u",
    "ul",
    "var",
    "wbr",
];

/// What begins with `<`: an autolink, a tag, or neither.
fn angle(rest: &str) -> (String, usize) {
    let Some(end) = rest.find('>') else {
        return ("\\<".to_owned(), 1);
    };
    let inner = &rest[1..end];
    if is_url(inner) && !inner.contains(char::is_whitespace) {
        return (format!("<{inner}>"), end + 1);
    }
    let name = inner
        .trim_start_matches('/')
        .split([' ', '/', '\t'])
        .next()
        .unwrap_or_default();
    if TAGS.contains(&name.to_ascii_lowercase().as_str()) {
        return (String::new(), end + 1);
    }
    ("\\<".to_owned(), 1)
}

/// `[text](destination)`; a destination that leads nowhere from here leaves the text only.
fn link(rest: &str) -> Option<(String, usize)> {
    let close = closing(rest, '[', ']')?;
    let after = &rest[close + 1..];
    if !after.starts_with('(') {
        return None;
    }
    let end = closing(after, '(', ')')?;
    let destination = after[1..end]
        .split_whitespace()
        .next()
        .unwrap_or_default()
        .trim_matches(['<', '>']);
    let text = Atoms::of(rest[1..close].trim_matches(['"', '\'', '“', '”'])).joined();
    let length = close + 1 + end + 1;
    let leads = is_url(destination) || destination.starts_with('#') && destination.len() > 1;
    let safe = !destination.contains(['(', ')', '[', ']', '`', '\\', '<', '>']);
    if !leads || !safe || text.is_empty() || text.contains("](") || text.contains('<') {
        return Some((text, length));
    }
    if text == destination {
        return Some((format!("<{destination}>"), length));
    }
    Some((format!("[{text}]({destination})"), length))
}

/// Where the bracket that opens the text is closed.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some(at);
            }
        }
    }
    None
}

fn is_url(text: &str) -> bool {
    ["https://", "http://", "mailto:"].iter().any(|scheme| {
        text.strip_prefix(scheme)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
    })
}

/// How long a URL is: up to a space or bracket, without the punctuation of the sentence.
fn url_length(text: &str) -> usize {
    let end = text
        .find(|c: char| c.is_whitespace() || "<>\"`[]{}|\\^*'".contains(c))
        .unwrap_or(text.len());
    let url = &text[..end];
    let mut trimmed = url.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    if trimmed.ends_with(')') && !trimmed.contains('(') {
        trimmed = trimmed.trim_end_matches([')', '.', ',']);
    }
    trimmed.len()
}

/// How long a run without spaces and special characters is.
fn word_length(text: &str) -> usize {
    let mut length = 0;
    for (at, letter) in text.char_indices() {
        let special = letter.is_whitespace() || matches!(letter, '`' | '<' | '[' | ']' | '\\');
        if at > 0 && (special || text.is_char_boundary(at) && is_url(&text[at..])) {
            return at;
        }
        length = at + letter.len_utf8();
    }
    length
}
