//! Deprecation: what the document says to use instead.
//!
//! In: what a document says of a thing. Out: whether it is deprecated, with the sentence that names
//! what replaces it, if there is one. Nothing is made up.

use super::Docs;
use crate::plan::{Deprecation, markdown};

/// How long a note may be: rustc prints it in one line.
const LONGEST: usize = 200;

/// What names a replacement.
const REPLACES: &[&str] = &[
    "instead",
    "in favor of",
    "in favour of",
    "replaced by",
    "replaced with",
    "superseded by",
];

/// Whether a thing is deprecated, and the first sentence that says what to use instead.
pub(crate) fn deprecation(docs: &Docs) -> Deprecation {
    if !docs.deprecated {
        return Deprecation::No;
    }
    let texts = docs.description.iter().chain(&docs.summary);
    let paragraphs = texts.flat_map(|text| text.split("\n\n"));
    let note = paragraphs
        .map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "))
        .find_map(|text| markdown::sentences(&text).into_iter().find_map(note));
    note.map_or(Deprecation::Yes, Deprecation::Instead)
}

/// The sentence without the word that the attribute says already, if it names a replacement.
fn note(sentence: &str) -> Option<String> {
    let lower = sentence.to_lowercase();
    let names = REPLACES.iter().any(|words| lower.contains(words))
        || lower.contains("deprecated") && lower.split(' ').any(|word| word == "use");
    let signs = |letter: char| !letter.is_alphanumeric() && letter != '`';
    let start = sentence.trim_start_matches(signs);
    let said = start
        .get(..10)
        .filter(|word| word.eq_ignore_ascii_case("deprecated"))
        .map(|word| &start[word.len()..])
        .filter(|rest| rest.starts_with(signs) && !rest.starts_with([' ', '-']))
        .map_or(sentence, |rest| rest.trim_start_matches(signs));
    let said = said.trim_end_matches('.').trim();
    let is_plain = !said.contains('<') && !said.contains(markdown::is_unprintable);
    (names && is_plain && said.chars().count() <= LONGEST).then(|| said.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Deprecation, Docs, deprecation};

    #[test]
    fn the_sentence_that_names_a_replacement_is_the_note() {
        for (text, expected) in [
            (
                "Finds a span. Use `search` instead, which is faster. More.",
                Some("Use `search` instead, which is faster"),
            ),
            (
                "DEPRECATED: please use\nthe `watch` parameter.\n\nMore.",
                Some("please use the `watch` parameter"),
            ),
            (
                "**Deprecated.** Replaced by `current_version`.",
                Some("Replaced by `current_version`"),
            ),
            (
                "(deprecated) in favor of `limit`",
                Some("in favor of `limit`"),
            ),
            (
                "This operation is deprecated: use v2.",
                Some("This operation is deprecated: use v2"),
            ),
            ("Deprecated and will always return false.", None),
            ("Finds a span.", None),
            ("Use <a href=\"x\">this</a> instead.", None),
        ] {
            let mut docs = Docs {
                description: Some(text.to_owned()),
                deprecated: true,
                ..Docs::default()
            };
            let note = expected.map(|note| Deprecation::Instead(note.to_owned()));
            assert_eq!(
                deprecation(&docs),
                note.unwrap_or(Deprecation::Yes),
                "{text}"
            );
            docs.deprecated = false;
            assert_eq!(deprecation(&docs), Deprecation::No);
        }
    }
}
