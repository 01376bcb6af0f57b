//! Nouns: leaving out of a method's name what the resource says already.
//!
//! In: the words of a name and of the resource. Out: the words that are left, if they are clear.

use crate::names::singular;

/// The words without the resource's noun, where what is left is clear, and whether it was a plural.
pub(super) fn without_noun(full: &[String], noun: &[String]) -> (Vec<String>, bool) {
    let unchanged = (full.to_vec(), false);
    if noun.is_empty() || full.len() <= noun.len() {
        return unchanged;
    }
    if is_noun(&full[..noun.len()], noun) {
        let rest = &full[noun.len()..];
        // `events_events_list`, of `/events/events`.
        let again = rest.len() > noun.len() && is_noun(&rest[..noun.len()], noun);
        let rest = if again { &rest[noun.len()..] } else { rest };
        return if opens_well(rest) {
            (rest.to_vec(), false)
        } else {
            unchanged
        };
    }
    let Some(at) =
        (1..=full.len() - noun.len()).find(|at| is_noun(&full[*at..*at + noun.len()], noun))
    else {
        return unchanged;
    };
    let (before, after) = (&full[..at], &full[at + noun.len()..]);
    let verbs = match before {
        [_] => true,
        [first, second] => {
            QUANTITIES.contains(&first.as_str()) || QUANTITIES.contains(&second.as_str())
        }
        [_, and, _] => and == "and" || and == "or",
        _ => false,
    };
    if !verbs || PREPOSITIONS.contains(&before[before.len() - 1].as_str()) {
        return unchanged;
    }
    let last = &full[at + noun.len() - 1];
    ([before, after].concat(), singular(last) != *last)
}

/// Quantities, which precede a verb or a noun.
const QUANTITIES: &[&str] = &[
    "all", "batch", "bulk", "many", "multi", "multiple", "one", "single",
];

/// Words that need another one after them.
const PREPOSITIONS: &[&str] = &[
    "as", "at", "by", "for", "from", "in", "into", "of", "on", "to", "with", "and", "or",
];

fn opens_well(rest: &[String]) -> bool {
    rest.first().is_some_and(|word| {
        !PREPOSITIONS.contains(&word.as_str()) && !word.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Whether the words are the noun, in singular or plural.
pub(super) fn is_noun(found: &[String], noun: &[String]) -> bool {
    let (Some((last, head)), Some((noun_last, noun_head))) =
        (found.split_last(), noun.split_last())
    else {
        return false;
    };
    head == noun_head && singular(last) == singular(noun_last)
}
