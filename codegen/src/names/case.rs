//! Case: words put together as Rust writes them.
//!
//! In: words in lower case. Out: `snake_case`, `PascalCase`, or words for a sentence. A name that
//! would begin with a digit gets an `n` before it.

use heck::ToUpperCamelCase as _;

/// `snake_case`.
pub(crate) fn snake(words: &[String]) -> String {
    let joined = words.join("_");
    if joined.starts_with(|c: char| c.is_ascii_digit()) {
        format!("n{joined}")
    } else {
        joined
    }
}

/// `PascalCase`; between two digits `_` keeps the words apart (`Gpt3_5`).
pub(crate) fn pascal(words: &[String]) -> String {
    let mut joined = String::new();
    for word in words {
        if joined.ends_with(digit) && word.starts_with(digit) {
            joined.push('_');
        }
        joined.push_str(&word.to_upper_camel_case());
    }
    if joined.starts_with(digit) {
        format!("N{joined}")
    } else {
        joined
    }
}

/// A sentence without its period: the words with a capital at the start.
pub(crate) fn sentence(words: &[String]) -> String {
    let joined = words.join(" ");
    let mut letters = joined.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

fn digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::{pascal, snake};
    use crate::names::words;

    #[test]
    fn cases_words() {
        for (text, pascal_case, snake_case) in [
            (
                "HTTPValidationError",
                "HttpValidationError",
                "http_validation_error",
            ),
            ("APIList_Span_", "ApiListSpan", "api_list_span"),
            ("gpt-3.5-turbo", "Gpt3_5Turbo", "gpt_3_5_turbo"),
            ("1d", "N1d", "n1d"),
            ("+1", "Plus1", "plus_1"),
            ("été", "Été", "été"),
        ] {
            assert_eq!(pascal(&words(text)), pascal_case);
            assert_eq!(snake(&words(text)), snake_case);
        }
    }
}
