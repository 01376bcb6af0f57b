//! Rust text as words.
//!
//! In: Rust text. Out: identifiers, punctuation and literals with their lines; comments are left out. It is no parser: it
//! knows just enough to never take a comment or a string for code, and works on text that does not compile.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An identifier or a keyword.
    Word,
    /// A single character of punctuation.
    Sign,
    /// A string, character or number; a lifetime too.
    Literal,
}

/// A token and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    pub(super) line: usize,
}

impl Token<'_> {
    pub(super) fn is(&self, text: &str) -> bool {
        self.kind != Kind::Literal && self.text == text
    }
}

/// Whether the tokens at `at` read as `texts`.
pub(super) fn reads(tokens: &[Token<'_>], at: usize, texts: &[&str]) -> bool {
    tokens
        .get(at..at + texts.len())
        .is_some_and(|found| found.iter().zip(texts).all(|(token, text)| token.is(text)))
}

/// The tokens of a text.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let (mut at, mut line) = (0, 1);
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let (length, kind) = match first {
            _ if first.is_whitespace() => (first.len_utf8(), None),
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), None),
            '/' if rest.starts_with("/*") => (block_comment(rest), None),
            '"' => (quoted(rest), Some(Kind::Literal)),
            '\'' => (after_apostrophe(rest), Some(Kind::Literal)),
            _ if raw_string(rest).is_some() => (raw_string(rest).unwrap_or(1), Some(Kind::Literal)),
            'b' | 'c' if rest[1..].starts_with('"') => {
                (1 + quoted(&rest[1..]), Some(Kind::Literal))
            }
            _ if first.is_ascii_digit() => (word(rest), Some(Kind::Literal)),
            _ if first == '_' || first.is_alphanumeric() => (word(rest), Some(Kind::Word)),
            _ => (first.len_utf8(), Some(Kind::Sign)),
        };
        let found = &rest[..length];
        if let Some(kind) = kind {
            tokens.push(Token {
                kind,
                text: found,
                line,
            });
        }
        line += found.matches('\n').count();
        at += length;
    }
    tokens
}

fn word(rest: &str) -> usize {
    rest.find(|c: char| c != '_' && !c.is_alphanumeric())
        .unwrap_or(rest.len())
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// A character or a lifetime: a character has its second apostrophe right after one character or an escape.
fn after_apostrophe(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    match characters.next() {
        Some((_, '\\')) => {
            characters.next();
            characters
                .find(|(_, c)| *c == '\'')
                .map_or(rest.len(), |(at, _)| at + 1)
        }
        Some(_) => match characters.next() {
            Some((at, '\'')) => at + 1,
            _ => 1 + word(&rest[1..]),
        },
        None => rest.len(),
    }
}

/// The length of a raw string, with or without `b` or `c` before the `r`.
fn raw_string(rest: &str) -> Option<usize> {
    let after = rest
        .strip_prefix(['b', 'c'])
        .unwrap_or(rest)
        .strip_prefix('r')?;
    let hashes = after.find(|c| c != '#')?;
    let body = after[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let open = rest.len() - body.len();
    Some(
        body.find(&end)
            .map_or(rest.len(), |at| open + at + end.len()),
    )
}

fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    loop {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            match rest[at..].chars().next() {
                Some(c) => at += c.len_utf8(),
                None => return at,
            }
        }
    }
}

/// Takes away what is not code that runs in the product: items under `#[cfg(test)]`, and the bodies of `quote!`, which are
/// code of another program.
pub(super) fn product<'t>(tokens: &[Token<'t>]) -> Vec<Token<'t>> {
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if reads(tokens, at, &["#", "[", "cfg", "(", "test", ")", "]"]) {
            at = item_end(tokens, at + 7);
        } else if ["quote", "quote_spanned", "parse_quote"]
            .iter()
            .any(|name| reads(tokens, at, &[name, "!"]))
        {
            kept.extend_from_slice(&tokens[at..at + 2]);
            at = group_end(tokens, at + 2);
        } else {
            kept.push(tokens[at]);
            at += 1;
        }
    }
    kept
}

/// One past the end of the item at `at`: its `;` or its braces.
fn item_end(tokens: &[Token<'_>], at: usize) -> usize {
    let mut at = at;
    while at < tokens.len() {
        match tokens[at] {
            token if token.is(";") => return at + 1,
            token if token.is("{") => return group_end(tokens, at),
            token if token.is("(") || token.is("[") => at = group_end(tokens, at),
            _ => at += 1,
        }
    }
    at
}

/// One past the bracket that closes the one at `at`.
pub(super) fn group_end(tokens: &[Token<'_>], at: usize) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate().skip(at) {
        if ["(", "[", "{"].iter().any(|open| token.is(open)) {
            depth += 1;
        } else if [")", "]", "}"].iter().any(|close| token.is(close)) {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return index + 1;
            }
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text)
            .into_iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.text)
            .collect()
    }

    #[test]
    fn comments_and_strings_are_not_words() {
        assert_eq!(
            words("a // b\n /* c /* d */ e */ f \"g \\\" h\" i"),
            ["a", "f", "i"]
        );
        assert_eq!(
            words(r##"a r#"b " c"# d br"e" f b"g" h"##),
            ["a", "d", "f", "h"]
        );
    }

    #[test]
    fn characters_are_told_from_lifetimes() {
        assert_eq!(
            words("fn a<'b>(c: &'b str) { '\"' '\\'' 'x' '\\u{41}' d }"),
            ["fn", "a", "c", "str", "d"]
        );
    }

    #[test]
    fn lines_are_counted_through_everything() {
        let lines: Vec<_> = tokens("a\n/*\n*/ b \"\n\" c")
            .into_iter()
            .map(|token| (token.text, token.line))
            .collect();
        assert_eq!(lines, [("a", 1), ("b", 3), ("\"\n\"", 3), ("c", 4)]);
    }

    #[test]
    fn tests_and_quoted_code_are_not_the_product() {
        let text =
            "a #[cfg(test)] mod tests { b { c } } d quote! { e [f] } g #[cfg(test)] use h::{i}; j";
        let kept = product(&tokens(text));
        let kept: Vec<_> = kept
            .iter()
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.text)
            .collect();
        assert_eq!(kept, ["a", "d", "quote", "g", "j"]);
    }
}
