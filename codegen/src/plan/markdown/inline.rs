//! Inline text: words, code, links and URLs, each made safe.

/// Pieces of text between which a line may be broken.
#[derive(Debug, Default)]
pub(crate) struct Atoms(Vec<String>);

impl Atoms {
    /// The pieces of a text, which is taken for one line of Markdown whatever breaks are in it.
    pub(crate) fn of(text: &str) -> Self {
        let printed = |letter: char| match letter {
            _ if letter.is_whitespace() => Some(' '),
            _ if is_unprintable(letter) => None,
            _ => Some(letter),
        };
        let text: String = text.chars().filter_map(printed).collect();
        let mut atoms = Vec::new();
        let mut atom = String::new();
        let mut rest = text.as_str();
        while let Some(letter) = rest.chars().next() {
            if letter.is_whitespace() {
                flush(&mut atom, &mut atoms);
                rest = &rest[letter.len_utf8()..];
                continue;
            }
            let (piece, length) = piece(rest, &atom);
            atom.push_str(&piece);
            rest = &rest[length..];
        }
        flush(&mut atom, &mut atoms);
        Self(atoms)
    }

    /// All of them in one line.
    pub(crate) fn joined(self) -> String {
        self.0.join(" ")
    }
}

impl IntoIterator for Atoms {
    type Item = String;
    type IntoIter = std::vec::IntoIter<String>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

fn flush(atom: &mut String, atoms: &mut Vec<String>) {
    if !atom.is_empty() {
        atoms.push(std::mem::take(atom));
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

/// A word; what looks like code is marked as such.
fn word(text: &str) -> String {
    let is_edge = |c: char| !c.is_alphanumeric();
    let core = text.trim_matches(is_edge);
    let start = text.find(core).unwrap_or(0);
    let (before, after) = (&text[..start], &text[start + core.len()..]);
    if text.contains("://") {
        return whole(text);
    }
    if let Some(after) = after.strip_prefix("()") {
        return format!("{before}`{core}()`{after}");
    }
    if let Some((name, end)) = core.split_once(['\'', '’'])
        && looks_like_code(name)
        && end.chars().all(char::is_alphabetic)
    {
        return format!("{before}`{name}`'{end}{after}");
    }
    let mut out = before.to_owned();
    for (index, part) in core.split('/').enumerate() {
        if index > 0 {
            out.push('/');
        }
        let inner = part.trim_matches(is_edge);
        if looks_like_code(inner) && !part.contains(['*', '"']) && inner.len() == part.len() {
            out.extend(["`", part, "`"]);
        } else if core
            .split('/')
            .any(|part| looks_like_code(part.trim_matches(is_edge)))
        {
            return whole(text);
        } else {
            out.push_str(part);
        }
    }
    out.push_str(after);
    out
}

/// The whole word as code, for what has code somewhere inside.
fn whole(text: &str) -> String {
    let is_edge = |c: char| {
        matches!(
            c,
            '*' | '"' | '\'' | '(' | ')' | ',' | '.' | ';' | ':' | '!' | '?' | '{' | '}' | '|'
        )
    };
    let core = text.trim_matches(is_edge);
    let start = text.find(core).unwrap_or(0);
    format!("{}`{core}`{}", &text[..start], &text[start + core.len()..])
}

/// Names that are written so in prose.
const PROSE: &[&str] = &[
    "GitHub",
    "GitLab",
    "OAuth",
    "JavaScript",
    "TypeScript",
    "GraphQL",
    "WebSocket",
    "IPv4",
    "IPv6",
];

/// Snake case, paths of Rust, and mixed case as clippy sees it.
fn looks_like_code(word: &str) -> bool {
    if word.contains('_') || word.contains("::") {
        return true;
    }
    let name = word.strip_suffix('s').unwrap_or(word);
    !PROSE.contains(&word)
        && word.starts_with(|c: char| !c.is_ascii_digit() && !c.is_ascii_lowercase())
        && name.chars().all(char::is_alphanumeric)
        && name.chars().filter(|c| c.is_uppercase()).count() > 1
        && name.chars().any(char::is_lowercase)
}
