//! Change: how much a name must change to become an identifier.
//!
//! In: a name of the document and the identifier that it would become. Out: a measure by which
//! names are compared that would become the same one. Must not know which of them there are.

/// How much a name changes. Whatever is dropped weighs most, then separators, then the case of
/// letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    /// Symbols that are dropped or replaced, and separators that separate nothing.
    symbols: usize,
    /// Separators that are replaced, dropped or inserted.
    separators: usize,
    /// Letters whose case changes.
    letters: usize,
}

impl Change {
    /// From a name to an identifier.
    pub(super) fn between(text: &str, identifier: &str) -> Self {
        let identifier = identifier.strip_prefix("r#").unwrap_or(identifier);
        let (mut symbols, mut foreign, mut kept) = (0, 0, 0);
        let mut run = Vec::new();
        let mut after_letter = false;
        for letter in text.chars() {
            if !letter.is_alphanumeric() {
                run.push(letter);
                continue;
            }
            if let [first, rest @ ..] = run.as_slice() {
                symbols += rest.len();
                match first {
                    '_' if after_letter => kept += 1,
                    '-' | ' ' if after_letter => {
                        kept += 1;
                        foreign += 1;
                    }
                    _ => symbols += 1,
                }
            }
            run.clear();
            after_letter = true;
        }
        symbols += run.len();
        let written = identifier.chars().filter(|letter| *letter == '_').count();
        let letters = |text: &str| -> Vec<char> {
            let letters = text.chars().filter(|letter| letter.is_alphanumeric());
            letters.collect()
        };
        let (before, after) = (letters(text), letters(identifier));
        let changed = before
            .iter()
            .zip(&after)
            .filter(|(one, other)| one != other);
        Self {
            symbols,
            separators: foreign.min(written) + written.abs_diff(kept),
            letters: changed.count() + before.len().abs_diff(after.len()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn names_are_ordered_by_what_they_lose() {
        for (identifier, names) in [
            ("r#type", &["type", "Type", "TYPE", "@type"][..]),
            (
                "filter_name",
                &[
                    "filter_name",
                    "filter-name",
                    "filterName",
                    "filter.name",
                    "filter[name]",
                ],
            ),
            (
                "FilterName",
                &[
                    "FilterName",
                    "filterName",
                    "Filter-Name",
                    "filter_name",
                    "filter.name",
                ],
            ),
            ("id", &["id", "ID", "_id", "__id"]),
        ] {
            let mut sorted = names.to_vec();
            sorted.reverse();
            sorted.sort_by_key(|name| Change::between(name, identifier));
            assert_eq!(sorted, names, "{identifier}");
        }
    }
}
