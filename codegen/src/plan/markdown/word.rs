//! Words, of which those that look like code are marked as code.
//!
//! In: a word with its punctuation. Out: the same, escaped or in backticks.

/// A word; what looks like code is marked as such.
pub(super) fn word(text: &str) -> String {
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
