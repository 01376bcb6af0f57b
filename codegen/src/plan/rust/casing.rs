//! Names on the wire that follow from names in Rust, as the derive macros find them for
//! `rename_all`.
//!
//! In: names and what they are on the wire. Out: the casing by which the fewest need a name of
//! their own. Must agree with `codegen/derive/src/attribute/case.rs`, which a test compares.

/// How names are written on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Casing {
    /// `camelCase`
    Camel,
    /// `PascalCase`
    Pascal,
    /// `kebab-case`
    Kebab,
    /// `snake_case`
    Snake,
    /// `SCREAMING_SNAKE_CASE`
    ScreamingSnake,
    /// `SCREAMING-KEBAB-CASE`
    ScreamingKebab,
    /// `lowercase`
    Lower,
    /// `UPPERCASE`
    Upper,
}

const ALL: [Casing; 8] = [
    Casing::Snake,
    Casing::Camel,
    Casing::Kebab,
    Casing::Pascal,
    Casing::ScreamingSnake,
    Casing::ScreamingKebab,
    Casing::Lower,
    Casing::Upper,
];

impl Casing {
    /// Its name in an attribute.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Kebab => "kebab-case",
            Self::Snake => "snake_case",
            Self::ScreamingSnake => "SCREAMING_SNAKE_CASE",
            Self::ScreamingKebab => "SCREAMING-KEBAB-CASE",
            Self::Lower => "lowercase",
            Self::Upper => "UPPERCASE",
        }
    }

    /// The casing of fields, by their names and those on the wire; `None` if they are the same.
    pub(crate) fn of_fields(names: &[(&str, &str)]) -> Option<Self> {
        best(names, Self::field)
    }

    /// The casing of variants, by their names and values.
    pub(crate) fn of_variants(names: &[(&str, &str)]) -> Option<Self> {
        best(names, Self::variant)
    }

    /// What a field is on the wire, whose name has no `r#`.
    pub(crate) fn field(self, name: &str) -> String {
        match self {
            Self::Snake | Self::Lower => name.to_owned(),
            Self::ScreamingSnake | Self::Upper => name.to_ascii_uppercase(),
            Self::Kebab => name.replace('_', "-"),
            Self::ScreamingKebab => name.to_ascii_uppercase().replace('_', "-"),
            Self::Pascal => name.split('_').map(capital).collect(),
            Self::Camel => {
                let pascal: String = name.split('_').map(capital).collect();
                Self::Camel.variant(&pascal)
            }
        }
    }

    /// What a variant is on the wire.
    pub(crate) fn variant(self, name: &str) -> String {
        match self {
            Self::Pascal => name.to_owned(),
            Self::Camel => {
                let first = name.chars().take(1).map(|first| first.to_ascii_lowercase());
                first.chain(name.chars().skip(1)).collect()
            }
            Self::Lower => name.to_ascii_lowercase(),
            Self::Upper => name.to_ascii_uppercase(),
            Self::Snake | Self::Kebab | Self::ScreamingSnake | Self::ScreamingKebab => {
                let mut snake = String::with_capacity(name.len() + 4);
                for (at, letter) in name.char_indices() {
                    if at > 0 && letter.is_uppercase() {
                        snake.push('_');
                    }
                    snake.push(letter.to_ascii_lowercase());
                }
                self.field(&snake)
            }
        }
    }
}

/// The casing by which the fewest names need their own. It takes an attribute itself, so it must
/// spare two.
fn best(names: &[(&str, &str)], cased: fn(Casing, &str) -> String) -> Option<Casing> {
    let same = names.iter().filter(|(name, wire)| name == wire).count();
    let hits = |casing: Casing| {
        let hits = names
            .iter()
            .filter(|(name, wire)| cased(casing, name) == **wire);
        hits.count()
    };
    let mut best = (None, same + 1);
    for casing in ALL {
        let hits = hits(casing);
        if hits > best.1 {
            best = (Some(casing), hits);
        }
    }
    best.0
}

fn capital(word: &str) -> String {
    let first = word.chars().take(1).map(|first| first.to_ascii_uppercase());
    first.chain(word.chars().skip(1)).collect()
}

/// The rules of the macros.
#[cfg(test)]
#[allow(dead_code, unreachable_pub)]
#[path = "../../../derive/src/attribute/case.rs"]
mod derive;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_the_macros_make_of_them() {
        for casing in ALL {
            let text = syn::LitStr::new(casing.name(), proc_macro2::Span::call_site());
            let Ok(case) = derive::Case::of(&text) else {
                panic!("the macros don't know {casing:?}");
            };
            for name in [
                "",
                "a",
                "_",
                "_id",
                "id_",
                "parent_id2",
                "a__b",
                "n1d_x",
                "größe_y",
                "été",
            ] {
                assert_eq!(casing.field(name), case.field(name), "{casing:?} {name}");
            }
            for name in [
                "A", "TooLarge", "Gpt3_5", "N1d", "Été", "IDs", "Self_", "ÄB",
            ] {
                assert_eq!(
                    casing.variant(name),
                    case.variant(name),
                    "{casing:?} {name}"
                );
            }
        }
    }

    #[test]
    fn a_casing_must_spare_more_than_it_takes() {
        let fields = |names: &[(&str, &str)]| Casing::of_fields(names);
        assert_eq!(fields(&[("id", "id"), ("parent_id", "parentId")]), None);
        let camel = [
            ("id", "id"),
            ("parent_id", "parentId"),
            ("root_id", "rootId"),
        ];
        assert_eq!(fields(&camel), Some(Casing::Camel));
        let snake = [
            ("id", "id"),
            ("parent_id", "parent_id"),
            ("root_id", "rootId"),
        ];
        assert_eq!(fields(&snake), None);
        let variants = [("High", "HIGH"), ("VeryLow", "VERY_LOW")];
        assert_eq!(Casing::of_variants(&variants), Some(Casing::ScreamingSnake));
    }
}
