//! Variants of unions, which don't repeat what the name of their union says.
//!
//! In: the names of variants, and the words of their union. Out: what each would like to be called.

use crate::{ir, names::Wish};

/// What variants would like to be called: their names without the words of the union, which every
/// mention of them has already. A tag loses only what tags share.
pub(super) fn wishes<'v>(variants: &'v [ir::Variant], union: &[String]) -> Vec<Wish<'v>> {
    let mut wishes: Vec<Wish<'v>> = variants.iter().map(|one| Wish::of(&one.name)).collect();
    let names: Vec<Vec<String>> = wishes.iter().map(|wish| wish.words[0].clone()).collect();
    let (before, after) = shared(&names, union);
    for (wish, variant) in wishes.iter_mut().zip(variants) {
        let name = wish.words[0].clone();
        let whole = own_words(&name, union).filter(|_| !variant.tags.contains(&variant.name));
        let own = whole.or_else(|| {
            let rest = name.strip_prefix(before).unwrap_or(&name);
            let rest = rest.strip_suffix(after).unwrap_or(rest);
            (rest.len() < name.len() && begins_name(rest)).then_some(rest)
        });
        wish.words.splice(0..0, own.map(<[String]>::to_vec));
    }
    wishes
}

/// The words that the union's name begins with, and those that it ends with, as far as at least
/// three of the variants, and at least half of them, do so, too. Of fewer, clippy doesn't mind.
fn shared<'u>(names: &[Vec<String>], union: &'u [String]) -> (&'u [String], &'u [String]) {
    let many = |count: usize| count >= 3 && count * 2 >= names.len();
    let ends = |length: &usize| {
        let after = &union[union.len() - length..];
        many(names.iter().filter(|name| name.ends_with(after)).count())
    };
    let begins = |length: &usize| {
        let before = &union[..*length];
        many(names.iter().filter(|name| name.starts_with(before)).count())
    };
    let lengths = || (0..=union.len()).rev();
    let before = lengths().find(begins).unwrap_or_default();
    let after = lengths().find(ends).unwrap_or_default();
    (&union[..before], &union[union.len() - after..])
}

/// The words that a name has before, after or within those of another one.
fn own_words<'w>(words: &'w [String], others: &[String]) -> Option<&'w [String]> {
    let own = (0..=others.len()).rev().find_map(|at| {
        let (before, after) = others.split_at(at);
        words.strip_prefix(before)?.strip_suffix(after)
    })?;
    (!others.is_empty() && begins_name(own)).then_some(own)
}

/// Whether a name can begin with the first of these words.
fn begins_name(words: &[String]) -> bool {
    let first = words.first().and_then(|word| word.chars().next());
    first.is_some_and(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{own_words, wishes};
    use crate::{
        ir::{Docs, Type, Variant},
        names::words,
    };

    #[test]
    fn variants_do_not_repeat_what_most_share_with_their_union() {
        for (union, tagged, names, expected) in [
            (
                "ResponseStreamEvent",
                false,
                &[
                    "ResponseCreatedEvent",
                    "ResponseTextDeltaEvent",
                    "ResponseEvent",
                    "GenericResponseEvent",
                ][..],
                &[
                    "created",
                    "text delta",
                    "response event",
                    "generic response",
                ][..],
            ),
            (
                "UserEvent",
                true,
                &["user.created", "user.updated", "user.deleted", "ping"],
                &["created", "updated", "deleted", "ping"],
            ),
            // Only one variant has the word, which distinguishes it.
            (
                "CardOrBankAccount",
                false,
                &["CardDetails", "BankDetails"],
                &["card details", "bank details"],
            ),
            ("Shape", true, &["shape", "circle"], &["shape", "circle"]),
        ] {
            let variant = |name: &&str| Variant {
                name: (*name).to_owned(),
                ty: Type::Any,
                tags: tagged.then(|| (*name).to_owned()).into_iter().collect(),
                carries_tag: false,
                constraints: Vec::new(),
                docs: Docs::default(),
            };
            let variants: Vec<Variant> = names.iter().map(variant).collect();
            let found = wishes(&variants, &words(union));
            let found: Vec<String> = found.iter().map(|wish| wish.words[0].join(" ")).collect();
            assert_eq!(found, expected, "{union}");
        }
    }

    #[test]
    fn a_variant_does_not_repeat_its_union() {
        for (variant, union, expected) in [
            ("ShapeCircle", "Shape", Some("circle")),
            ("open_shape", "Shape", Some("open")),
            ("ThingFromFileCreate", "ThingCreate", Some("from file")),
            ("Shape", "Shape", None),
            ("Shape3D", "Shape", None),
            ("Circle", "Shape", None),
            ("ShapesCircle", "Shape", None),
        ] {
            let (variant, union) = (words(variant), words(union));
            let own = own_words(&variant, &union).map(|own| own.join(" "));
            assert_eq!(own.as_deref(), expected, "{variant:?} of {union:?}");
        }
    }
}
