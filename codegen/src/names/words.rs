//! Words: what a name consists of, whatever its case and punctuation.
//!
//! In: any text. Out: its words in lower case, perhaps none. Letters of every script are kept;
//! symbols are dropped, or spelled where a name has nothing else.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// The words of a text. A name without letters and digits is [spelled](spelled).
///
/// Signs before and after a name belong to it: `-created` is `minus`, `created`, and `A+` is `a`,
/// `plus`. Without them, a name that is added later could take over what the name meant.
pub(crate) fn words(text: &str) -> Vec<String> {
    let (before, rest, after) = signs(text);
    let said = |signs: &str| {
        signs
            .chars()
            .filter_map(symbol)
            .map(str::to_owned)
            .collect()
    };
    let mut found: Vec<String> = said(before);
    found.extend(split(rest));
    found.extend::<Vec<String>>(said(after));
    if found.is_empty() {
        found = spelled(text);
    }
    found
}

/// The words of a text with its symbols spelled: `@type` is `at`, `type`.
///
/// This distinguishes names that are equal without their symbols.
pub(crate) fn spelled(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut run = String::new();
    for (at, letter) in text.char_indices() {
        let is_outside = at == 0 || at + letter.len_utf8() == text.len();
        let is_said = match letter {
            '-' | '_' => is_outside,
            ')' | ']' | '}' => at == 0,
            _ => true,
        };
        match symbol(letter).filter(|_| is_said) {
            Some(name) => {
                found.extend(split(&run));
                run.clear();
                found.push(name.to_owned());
            }
            None => run.push(letter),
        }
    }
    found.extend(split(&run));
    found
}

/// Whether two texts have the same words, put together.
pub(crate) fn alike(one: &str, other: &str) -> bool {
    let plain = |text: &str| {
        let said = text.bytes().any(|byte| byte.is_ascii_alphanumeric());
        text.is_ascii() && said && signs(text).1 == text
    };
    if !plain(one) || !(plain(other) || other.is_empty()) {
        return words(one).concat() == words(other).concat();
    }
    // Then the words are their letters and digits in lower case.
    let letters = |text: &'_ str| {
        let letters = text.bytes().filter(u8::is_ascii_alphanumeric);
        letters
            .map(|byte| byte.to_ascii_lowercase())
            .collect::<Vec<u8>>()
    };
    letters(one) == letters(other)
}

/// The singular of an English plural if a rule covers it; else the word itself.
pub(crate) fn singular(word: &str) -> String {
    let keeps = ["ss", "us", "is", "news", "series", "species"];
    if word.len() < 4 || !word.is_ascii() || keeps.iter().any(|end| word.ends_with(end)) {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let hissing = ["sses", "shes", "ches", "xes", "zes"];
    if hissing.iter().any(|end| word.ends_with(end)) {
        return word[..word.len() - 2].to_owned();
    }
    word.strip_suffix('s').unwrap_or(word).to_owned()
}

/// The signs before a name, the name, and those after it.
fn signs(text: &str) -> (&str, &str, &str) {
    let rest = text.trim_start_matches(['+', '-', '<', '>', '=', '!']);
    let (before, rest) = text.split_at(text.len() - rest.len());
    // A comparison is one with a number; `<b>` is none.
    let is_said = match before {
        "" | "+" | "-" => rest.starts_with(char::is_alphanumeric),
        "<" | ">" | "=" | "<=" | ">=" | "!=" | "==" => {
            rest.starts_with(|c: char| c.is_ascii_digit())
        }
        _ => false,
    };
    let (before, rest) = if is_said { (before, rest) } else { ("", text) };
    let name = rest.trim_end_matches(['+', '-']);
    if name.ends_with(char::is_alphanumeric) {
        (before, name, &rest[name.len()..])
    } else {
        (before, rest, "")
    }
}

/// The English name of a symbol.
fn symbol(letter: char) -> Option<&'static str> {
    Some(match letter {
        '+' => "plus",
        '-' => "minus",
        '_' => "underscore",
        '*' => "star",
        '/' => "slash",
        '\\' => "backslash",
        '=' => "equal",
        '!' => "not",
        '<' => "less",
        '>' => "greater",
        '~' => "tilde",
        '^' => "caret",
        '&' => "and",
        '|' => "or",
        '%' => "percent",
        '$' => "dollar",
        '@' => "at",
        '#' => "hash",
        '?' => "question",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '"' | '\'' => "quote",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        _ => return None,
    })
}

/// Splits at punctuation, and where the case changes.
fn split(text: &str) -> Vec<String> {
    // As the compiler compares identifiers, and without the letters that it warns of: `ﬁ` is `fi`.
    let normal: Cow<'_, str> = if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        text.nfkc().collect()
    };
    let mut found = Vec::new();
    let mut letters: Vec<char> = Vec::with_capacity(normal.len());
    for run in normal.split(|c: char| !is_part(c)) {
        letters.clear();
        letters.extend(run.chars().filter(|letter| *letter != '\''));
        let mut word = String::with_capacity(run.len());
        for (at, letter) in letters.iter().enumerate() {
            if at > 0 && turns(&letters, at) {
                found.push(std::mem::take(&mut word));
            }
            if letter.is_ascii() {
                word.push(letter.to_ascii_lowercase());
            } else {
                word.extend(letter.to_lowercase().filter(|c| is_part(*c)));
            }
        }
        if !word.is_empty() {
            found.push(word);
        }
    }
    found
}

/// Whether a character can be part of a word. An apostrophe is part of the word around it.
fn is_part(letter: char) -> bool {
    letter.is_alphabetic() || letter.is_ascii_digit() || letter == '\''
}

/// Whether a new word begins: `nA`, `1A`, and `AAn` before its last capital, but not in a plural
/// like `IDs`.
fn turns(letters: &[char], at: usize) -> bool {
    let (before, letter) = (letters[at - 1], letters[at]);
    if !letter.is_uppercase() {
        return false;
    }
    if !before.is_uppercase() {
        return true;
    }
    let after = letters.get(at + 1);
    let plural = after == Some(&'s') && !letters.get(at + 2).is_some_and(|c| c.is_lowercase());
    after.is_some_and(|c| c.is_lowercase()) && !plural
}

#[cfg(test)]
mod tests {
    use super::{singular, spelled, words};

    #[test]
    fn splits_on_case_punctuation_and_signs() {
        for (text, expected) in [
            ("HTTPValidationError", "http validation error"),
            ("APIList_Span_", "api list span"),
            ("spanIDs", "span ids"),
            ("IDs", "ids"),
            ("x-selected-account-id", "x selected account id"),
            ("+1", "plus 1"),
            ("-1", "minus 1"),
            ("-created", "minus created"),
            ("A+", "a plus"),
            ("O-", "o minus"),
            ("C++", "c plus plus"),
            (">=10", "greater equal 10"),
            ("<none>", "none"),
            ("- created", "created"),
            ("$filter", "filter"),
            ("@type", "type"),
            ("gpt-3.5-turbo", "gpt 3 5 turbo"),
            ("int32Value", "int32 value"),
            ("user's name", "users name"),
            ("größe", "größe"),
            ("名前", "名前"),
            (">=", "greater equal"),
            ("*", "star"),
            ("", ""),
            ("  ", ""),
        ] {
            assert_eq!(words(text).join(" "), expected, "{text}");
        }
    }

    #[test]
    fn spells_symbols_and_knows_plurals() {
        assert_eq!(spelled("@type").join(" "), "at type");
        assert_eq!(spelled("-created-at").join(" "), "minus created at");
        assert_eq!(spelled("filter[name]").join(" "), "filter bracket name");
        assert_eq!(spelled("_id").join(" "), "underscore id");
        for (plural, one) in [
            ("spans", "span"),
            ("queries", "query"),
            ("batches", "batch"),
            ("status", "status"),
            ("class", "class"),
        ] {
            assert_eq!(singular(plural), one);
        }
    }
}
