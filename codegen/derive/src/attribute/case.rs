//! `rename_all`: names on the wire that follow from names in Rust.
//!
//! In: a name in Rust. Out: the name in another case, by the rules of serde. Must not know what is
//! named.

use syn::{LitStr, Result};

/// How names are written on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Case {
    Camel,
    Pascal,
    Kebab,
    Snake,
    ScreamingSnake,
    ScreamingKebab,
    Lower,
    Upper,
}

const CASES: [(&str, Case); 8] = [
    ("camelCase", Case::Camel),
    ("PascalCase", Case::Pascal),
    ("kebab-case", Case::Kebab),
    ("snake_case", Case::Snake),
    ("SCREAMING_SNAKE_CASE", Case::ScreamingSnake),
    ("SCREAMING-KEBAB-CASE", Case::ScreamingKebab),
    ("lowercase", Case::Lower),
    ("UPPERCASE", Case::Upper),
];

impl Case {
    /// The case of that name.
    pub(crate) fn of(text: &LitStr) -> Result<Self> {
        let name = text.value();
        let found = CASES.iter().find(|(own, _)| *own == name);
        found.map(|(_, case)| *case).ok_or_else(|| {
            let known = CASES.map(|(name, _)| name).join("`, `");
            syn::Error::new(
                text.span(),
                format!("unknown case, expected one of `{known}`"),
            )
        })
    }

    /// The name of a field, which Rust writes in `snake_case`.
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            Self::Snake | Self::Lower => name.to_owned(),
            Self::ScreamingSnake | Self::Upper => name.to_ascii_uppercase(),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
            Self::Pascal => pascal(name),
            Self::Camel => lower_first(&pascal(name)),
        }
    }

    /// The name of a variant, which Rust writes in `PascalCase`.
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Camel => lower_first(name),
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Snake | Self::Kebab | Self::ScreamingSnake | Self::ScreamingKebab => {
                self.field(&snake(name))
            }
        }
    }
}

fn pascal(name: &str) -> String {
    let mut pascal = String::with_capacity(name.len());
    let mut begins = true;
    for letter in name.chars() {
        if letter == '_' {
            begins = true;
        } else if begins {
            pascal.push(letter.to_ascii_uppercase());
            begins = false;
        } else {
            pascal.push(letter);
        }
    }
    pascal
}

fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 4);
    for (at, letter) in name.char_indices() {
        if at > 0 && letter.is_uppercase() {
            snake.push('_');
        }
        snake.push(letter.to_ascii_lowercase());
    }
    snake
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_every_case() {
        for (case, field, variant) in [
            (Case::Camel, "parentId2", "tooLarge"),
            (Case::Pascal, "ParentId2", "TooLarge"),
            (Case::Kebab, "parent-id2", "too-large"),
            (Case::Snake, "parent_id2", "too_large"),
            (Case::ScreamingSnake, "PARENT_ID2", "TOO_LARGE"),
            (Case::ScreamingKebab, "PARENT-ID2", "TOO-LARGE"),
            (Case::Lower, "parent_id2", "toolarge"),
            (Case::Upper, "PARENT_ID2", "TOOLARGE"),
        ] {
            assert_eq!(case.field("parent_id2"), field, "{case:?}");
            assert_eq!(case.variant("TooLarge"), variant, "{case:?}");
        }
        assert_eq!(Case::Snake.field("_id"), "_id");
        assert_eq!(Case::Camel.field("_id"), "id");
    }
}
