//! Patterns: regular expressions of ECMA-262 in the words of the library that checks them.
//!
//! In: an expression as a document writes it. Out: one of `regex-lite` that matches the same texts,
//! or why there is none. The two agree in most things; `regex-lite` knows `\d`, `\w` and `\b` as
//! ASCII too. Must not know schemas.

use std::{iter::Peekable, str::Chars};

use regex_lite::Regex;

/// What `\s` matches.
const SPACES: &str =
    r"\t-\r \u{a0}\u{1680}\u{2000}-\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";

/// What `\S` matches: all but those.
const OTHERS: &str = concat!(
    r"\u{0}-\u{8}\u{e}-\u{1f}\u{21}-\u{9f}\u{a1}-\u{167f}\u{1681}-\u{1fff}\u{200b}-\u{2027}\u{202a}-\u{202e}",
    r"\u{2030}-\u{205e}\u{2060}-\u{2fff}\u{3001}-\u{fefe}\u{ff00}-\u{10ffff}"
);

/// What `.` does not match.
const LINE_ENDS: &str = r"\n\r\u{2028}\u{2029}";

/// The expression, or what it needs that there is not.
pub(crate) fn translate(written: &str) -> Result<String, String> {
    if written.starts_with("/^") {
        return Err("it is between slashes, which are not part of a pattern".to_owned());
    }
    let mut translation = Translation {
        rest: written.chars().peekable(),
        out: String::new(),
    };
    translation.outside()?;
    match Regex::new(&translation.out) {
        Ok(_) => Ok(translation.out),
        Err(error) => Err(error.to_string()),
    }
}

struct Translation<'a> {
    rest: Peekable<Chars<'a>>,
    out: String,
}

impl Translation<'_> {
    fn outside(&mut self) -> Result<(), String> {
        while let Some(c) = self.rest.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '(' => self.group()?,
                '.' => self.set("[^", LINE_ENDS),
                '{' if !self.is_count() => self.out.push_str(r"\{"),
                '{' => {
                    self.out.push('{');
                    while let Some(c) = self.rest.next_if(|c| *c != '}') {
                        self.out.push(c);
                    }
                    self.out.extend(self.rest.next());
                }
                '}' | ']' => self.literal(c),
                _ => self.out.push(c),
            }
        }
        Ok(())
    }

    /// Whether `{` is followed by what a quantifier has; elsewhere it means itself.
    fn is_count(&self) -> bool {
        let mut rest = self.rest.clone();
        let mut digits = 0;
        let mut commas = 0;
        loop {
            match rest.next() {
                Some('0'..='9') => digits += 1,
                Some(',') if digits > 0 && commas == 0 => commas += 1,
                Some('}') => return digits > 0,
                _ => return false,
            }
        }
    }

    fn group(&mut self) -> Result<(), String> {
        self.out.push('(');
        if self.rest.next_if_eq(&'?').is_none() {
            return Ok(());
        }
        let named = self.rest.next_if_eq(&'P').is_some();
        match self.rest.peek() {
            Some('=' | '!') if !named => Err("it has a look-ahead".to_owned()),
            Some('<') => {
                self.rest.next();
                if matches!(self.rest.peek(), Some('=' | '!')) {
                    return Err("it has a look-behind".to_owned());
                }
                // Without references to it a name is of no use.
                while self.rest.next().is_some_and(|c| c != '>') {}
                Ok(())
            }
            _ if named => Err("it has a back-reference".to_owned()),
            _ => {
                self.out.push('?');
                Ok(())
            }
        }
    }

    /// What follows a backslash outside of a class.
    fn escape(&mut self) -> Result<(), String> {
        match self.rest.next() {
            Some('s') => self.set("[", SPACES),
            Some('S') => self.set("[^", SPACES),
            Some(c @ ('d' | 'D' | 'w' | 'W' | 'b' | 'B')) => self.out.extend(['\\', c]),
            Some('1'..='9' | 'k') => return Err("it has a back-reference".to_owned()),
            Some(c) => self.character(c)?,
            None => return Err("it ends with a backslash".to_owned()),
        }
        Ok(())
    }

    /// A class, after its opening bracket.
    fn class(&mut self) -> Result<(), String> {
        let negated = self.rest.next_if_eq(&'^').is_some();
        if self.rest.next_if_eq(&']').is_some() {
            if !negated {
                return Err("it has an empty class, which matches nothing".to_owned());
            }
            self.out.push_str("(?s:.)");
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        let mut after_set = false;
        loop {
            let set = match self.rest.next() {
                Some(']') => {
                    self.out.push(']');
                    return Ok(());
                }
                Some('\\') => self.class_escape()?,
                // A set, as in `[\w-.]`, can't begin or end a range.
                Some('-') if after_set || self.before_set() => {
                    self.literal('-');
                    false
                }
                Some(c @ ('[' | '&' | '~')) => {
                    self.literal(c);
                    false
                }
                Some(c) => {
                    self.out.push(c);
                    false
                }
                None => return Err("it has a class without an end".to_owned()),
            };
            after_set = set;
        }
    }

    /// What follows a backslash in a class; whether it is a set of characters.
    fn class_escape(&mut self) -> Result<bool, String> {
        match self.rest.next() {
            Some('s') => self.out.push_str(SPACES),
            Some('S') => self.out.push_str(OTHERS),
            Some(c @ ('d' | 'D' | 'w' | 'W')) => self.out.extend(['\\', c]),
            Some('b') => {
                self.out.push_str(r"\x08");
                return Ok(false);
            }
            Some(c) => {
                self.character(c)?;
                return Ok(false);
            }
            None => return Err("it has a class without an end".to_owned()),
        }
        Ok(true)
    }

    fn before_set(&self) -> bool {
        let mut rest = self.rest.clone();
        rest.next() == Some('\\') && matches!(rest.next(), Some('d' | 'D' | 'w' | 'W' | 's' | 'S'))
    }

    /// An escape that means one character.
    fn character(&mut self, c: char) -> Result<(), String> {
        match c {
            't' | 'n' | 'r' | 'f' | 'v' => self.out.extend(['\\', c]),
            '0' if !matches!(self.rest.peek(), Some('0'..='9')) => self.out.push_str(r"\x00"),
            'x' => self.number(2)?,
            'u' if self.rest.peek() == Some(&'{') => {
                self.rest.next();
                let digits: String =
                    std::iter::from_fn(|| self.rest.next().filter(|c| *c != '}')).collect();
                self.code(&digits)?;
            }
            'u' => self.number(4)?,
            'c' => match self.rest.next() {
                Some(letter) if letter.is_ascii_alphabetic() => {
                    self.numbered(u32::from(letter) % 32);
                }
                _ => return Err(r"it has `\c` without a letter".to_owned()),
            },
            'p' | 'P' => return Err("it has a Unicode property".to_owned()),
            c if c.is_ascii_alphanumeric() => {
                return Err(format!(r"`\{c}` has no meaning in ECMA-262"));
            }
            c => self.literal(c),
        }
        Ok(())
    }

    fn number(&mut self, length: usize) -> Result<(), String> {
        let digits: String = self.rest.by_ref().take(length).collect();
        self.code(&digits)
    }

    fn code(&mut self, digits: &str) -> Result<(), String> {
        let code = u32::from_str_radix(digits, 16)
            .ok()
            .and_then(char::from_u32);
        let Some(code) = code else {
            return Err(format!("`{digits}` is not a character"));
        };
        self.numbered(code.into());
        Ok(())
    }

    /// A character by its number.
    fn numbered(&mut self, code: u32) {
        self.out.extend([r"\u{", &format!("{code:x}"), "}"]);
    }

    /// A class of these characters, or of all but these.
    fn set(&mut self, open: &str, characters: &str) {
        self.out.extend([open, characters, "]"]);
    }

    /// A character that means itself.
    fn literal(&mut self, c: char) {
        if r"\.+*?()|[]{}^$#&-~".contains(c) {
            self.out.push('\\');
        }
        self.out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn matches(pattern: &str, text: &str) -> bool {
        Regex::new(&translate(pattern).unwrap())
            .unwrap()
            .is_match(text)
    }

    #[test]
    fn what_is_common_stays() {
        for pattern in [
            r"^\d{1,3}$",
            "^[a-z0-9-]+(_x|y)*?$",
            r"\bword\b",
            r"^\w{2,}$",
        ] {
            assert_eq!(translate(pattern).unwrap(), pattern);
        }
    }

    #[test]
    fn what_differs_means_the_same() {
        for (pattern, yes, no) in [
            (r"^a\/b$", "a/b", r"a\/b"),
            (r"^(?<year>\d+)$", "2024", "x"),
            (r"^(?P<year>\d+)$", "2024", "x"),
            (r"^\d$", "1", "\u{661}"),
            (r"^\s$", "\u{a0}", "x"),
            (r"^\S$", "x", "\u{feff}"),
            (r"^[\s]$", "\u{2003}", "x"),
            (r"^.$", "x", "\u{2028}"),
            (r"^[^]$", "\n", ""),
            (r"^[\w-.]+$", "a-.", "a/"),
            (r"^[.-\d]+$", ".-1", "/"),
            (r"^[[&&]+$", "[&", "]"),
            (r"^{a}$", "{a}", "a"),
            (r"^\u0041\x42\u{43}\cJ$", "ABC\n", "ABCJ"),
            (r"^[\b]\0$", "\u{8}\0", "b0"),
            (r"^\_\-\<\@$", "_-<@", r"\_\-\<\@"),
            (r"^a$", "a", "a\n"),
        ] {
            assert!(matches(pattern, yes), "{pattern} {yes:?}");
            assert!(!matches(pattern, no), "{pattern} {no:?}");
        }
    }

    /// ECMA-262, 22.2.2.9: the sets are the same inside of a class and outside.
    #[test]
    fn sets_of_characters_are_those_of_ecma() {
        let is_space = |c: char| {
            let separators = ['\u{a0}', '\u{1680}', '\u{202f}', '\u{205f}', '\u{3000}'];
            matches!(c, '\t'..='\r' | ' ' | '\u{2000}'..='\u{200a}' | '\u{2028}' | '\u{2029}' | '\u{feff}')
                || separators.contains(&c)
        };
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let sets: [(&str, &dyn Fn(char) -> bool); 6] = [
            (r"\s", &is_space),
            (r"\S", &|c| !is_space(c)),
            (r"\d", &|c| c.is_ascii_digit()),
            (r"\D", &|c| !c.is_ascii_digit()),
            (r"\w", &is_word),
            (r"\W", &|c| !is_word(c)),
        ];
        let characters = || {
            ('\0'..'\u{3100}').chain('\u{d000}'..'\u{e100}').chain([
                '\u{fefe}',
                '\u{feff}',
                '\u{ff00}',
                '\u{10ffff}',
            ])
        };
        for (set, expected) in sets {
            let compiled = |pattern: String| Regex::new(&translate(&pattern).unwrap()).unwrap();
            let same = [
                format!("^{set}$"),
                format!("^[{set}]$"),
                format!("^[a{set}]$"),
            ]
            .map(compiled);
            let opposite = compiled(format!("^[^{set}]$"));
            for c in characters() {
                let text = c.to_string();
                let [bare, class, wider] = same.each_ref().map(|regex| regex.is_match(&text));
                assert_eq!((bare, class), (expected(c), expected(c)), "{set} {c:?}");
                assert_eq!(wider, expected(c) || c == 'a', "[a{set}] {c:?}");
                assert_ne!(opposite.is_match(&text), expected(c), "[^{set}] {c:?}");
            }
        }
    }

    #[test]
    fn unsupported_patterns_are_refused_with_a_reason() {
        for (pattern, reason) in [
            ("^(?=a)", "it has a look-ahead"),
            ("(?!a)", "it has a look-ahead"),
            ("(?<=a)b", "it has a look-behind"),
            ("(?<!a)b", "it has a look-behind"),
            (r"(a)\1", "it has a back-reference"),
            (r"(?<x>a)\k<x>", "it has a back-reference"),
            (r"^\p{L}+$", "it has a Unicode property"),
            (r"\Aa\Z", r"`\A` has no meaning in ECMA-262"),
            (r"\ud83d", "`d83d` is not a character"),
            ("[]", "it has an empty class, which matches nothing"),
            ("[a", "it has a class without an end"),
            ("a\\", "it ends with a backslash"),
            (
                "/^a$/i",
                "it is between slashes, which are not part of a pattern",
            ),
        ] {
            assert_eq!(translate(pattern).unwrap_err(), reason, "{pattern}");
        }
        for pattern in ["(a", "*", "a)", "[z-a]", "a{9999999999}", "(?"] {
            assert!(translate(pattern).is_err(), "{pattern}");
        }
    }
}
