//! Remarks: constraints and defaults in words.
//!
//! In: what a schema states of a value. Out: short sentences that follow the description, without
//! what that says already.

use super::code;
use crate::{
    ir::Constraint,
    plan::markdown::{self, Atoms},
};

/// How long a pattern may be to be shown. A longer one helps nobody who reads it.
const LONGEST_PATTERN: usize = 60;

/// How long a default may be to be shown.
const LONGEST_DEFAULT: usize = 120;

/// Constraints and default after the docs.
pub(crate) fn with_remarks(
    mut lines: Vec<String>,
    constraints: &[Constraint],
    default: Option<&serde_json::Value>,
) -> Vec<String> {
    let mut remarks = sentences(constraints);
    let default = default.and_then(default_text);
    if let Some(default) = default.filter(|default| !states_default(&lines, default)) {
        remarks.push(format!("Default: {}.", code(&default)));
    }
    if remarks.is_empty() {
        return lines;
    }
    // What is short stays one line.
    if let [only] = lines.as_mut_slice()
        && only.starts_with("Sets the ")
    {
        remarks.insert(0, std::mem::take(only));
        lines.clear();
    } else if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.extend(markdown::wrapped(&Atoms::of(&remarks.join(" "))));
    lines
}

/// The docs of the field for all other properties.
pub(crate) fn rest(text: &str, constraints: &[Constraint]) -> Vec<String> {
    let remarks = sentences(constraints).join(" ");
    markdown::wrapped(&Atoms::of(format!("{text} {remarks}").trim_end()))
}

fn default_text(default: &serde_json::Value) -> Option<String> {
    let text = match default {
        serde_json::Value::Null => return None,
        serde_json::Value::String(text) if !text.is_empty() => text.clone(),
        other => other.to_string(),
    };
    (text.len() <= LONGEST_DEFAULT).then_some(text)
}

/// Whether the docs name the default themselves, near the word: "Defaults to `true`".
fn states_default(lines: &[String], default: &str) -> bool {
    let text = lines.join(" ").to_lowercase();
    let default = default.to_lowercase();
    let mut after = text.match_indices("default").map(|(at, word)| {
        let rest = text.get(at + word.len()..).unwrap_or_default();
        let end = rest.find(". ").unwrap_or(rest.len());
        rest.get(..end).unwrap_or_default()
    });
    after.any(|clause| {
        let mut words = clause.split_whitespace();
        words.any(|word| {
            let word = word.trim_matches(|c: char| "`'\"“”,.;:()".contains(c));
            word == default || word.replace(',', "") == default
        })
    })
}

/// Each constraint as a sentence.
fn sentences(constraints: &[Constraint]) -> Vec<String> {
    let mut remarks = Vec::new();
    numbers(constraints, &mut remarks);
    for what in ["character", "item", "property"] {
        let range = range(constraints, |constraint| count(constraint, what));
        remarks.extend(counted(range, what));
    }
    if constraints.contains(&Constraint::UniqueItems) {
        remarks.push("Items must be unique.".to_owned());
    }
    for constraint in constraints {
        match constraint {
            Constraint::Pattern(pattern) if pattern.written.len() <= LONGEST_PATTERN => {
                remarks.push(format!("Pattern: {}.", code(&pattern.written)));
            }
            Constraint::Each(each) => {
                let each = sentences(each);
                let each: Vec<String> = each.iter().map(|one| in_a_list(one)).collect();
                if !each.is_empty() {
                    remarks.push(format!("Each value: {}.", each.join(", ")));
                }
            }
            _ => {}
        }
    }
    remarks
}

/// The least and the greatest count or number of a kind.
type Range<T> = [Option<T>; 2];

/// The bounds that `of` reads, of all constraints.
fn range<T>(constraints: &[Constraint], of: impl Fn(&Constraint) -> Range<T>) -> Range<T> {
    constraints
        .iter()
        .map(of)
        .fold([None, None], |[low, high], [least, most]| {
            [low.or(least), high.or(most)]
        })
}

/// How many of these a value may have.
fn count(constraint: &Constraint, what: &str) -> Range<u64> {
    match (what, constraint) {
        ("character", Constraint::MinLength(least))
        | ("item", Constraint::MinItems(least))
        | ("property", Constraint::MinProperties(least)) => [Some(*least), None],
        ("character", Constraint::MaxLength(most))
        | ("item", Constraint::MaxItems(most))
        | ("property", Constraint::MaxProperties(most)) => [None, Some(*most)],
        _ => [None, None],
    }
}

fn inclusive(constraint: &Constraint) -> Range<String> {
    match constraint {
        Constraint::Minimum(low) => [Some(low.clone()), None],
        Constraint::Maximum(high) => [None, Some(high.clone())],
        _ => [None, None],
    }
}

/// A sentence as part of another one.
fn in_a_list(sentence: &str) -> String {
    let mut rest = sentence.trim_end_matches('.').chars();
    let first = rest.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(rest).collect()
}

fn numbers(constraints: &[Constraint], remarks: &mut Vec<String>) {
    match range(constraints, inclusive) {
        [Some(low), Some(high)] => remarks.push(format!("From {low} to {high}.")),
        [Some(low), None] => remarks.push(format!("At least {low}.")),
        [None, Some(high)] => remarks.push(format!("At most {high}.")),
        [None, None] => {}
    }
    remarks.extend(
        constraints
            .iter()
            .filter_map(|constraint| match constraint {
                Constraint::ExclusiveMinimum(bound) => Some(format!("Greater than {bound}.")),
                Constraint::ExclusiveMaximum(bound) => Some(format!("Less than {bound}.")),
                Constraint::MultipleOf(step) => Some(format!("A multiple of {step}.")),
                _ => None,
            }),
    );
}

fn counted([low, high]: Range<u64>, what: &str) -> Option<String> {
    let many = |count: u64| match (count, what) {
        (1, _) => what.to_owned(),
        (_, "property") => "properties".to_owned(),
        _ => format!("{what}s"),
    };
    match (low.filter(|low| *low > 0), high) {
        (Some(low), Some(high)) if low == high => Some(format!("{high} {}.", many(high))),
        (Some(low), Some(high)) => Some(format!("From {low} to {high} {}.", many(high))),
        (Some(low), None) => Some(format!("At least {low} {}.", many(low))),
        (None, Some(high)) => Some(format!("At most {high} {}.", many(high))),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::with_remarks;
    use crate::ir::{Constraint, Pattern};

    #[test]
    fn constraints_are_sentences() {
        let pattern = |written: String| {
            Constraint::Pattern(Pattern {
                written,
                checked: None,
            })
        };
        let constraints = [
            Constraint::MaxLength(256),
            Constraint::Minimum("1".to_owned()),
            pattern("^a+$".to_owned()),
            pattern("a".repeat(61)),
            Constraint::MinItems(2),
            Constraint::MaxProperties(3),
            Constraint::UniqueItems,
            Constraint::Each(vec![Constraint::MinLength(1)]),
        ];
        assert_eq!(
            with_remarks(Vec::new(), &constraints, Some(&"SUCCESS".into())),
            [
                "At least 1. At most 256 characters. At least 2 items. At most 3 properties. Items must be unique.",
                "Pattern: `^a+$`. Each value: at least 1 character. Default: `SUCCESS`."
            ]
        );
    }

    #[test]
    fn a_default_is_said_once() {
        let default = |text: &str, value: serde_json::Value| {
            with_remarks(vec![text.to_owned()], &[], Some(&value)).len() > 1
        };
        for (text, value, added) in [
            ("Defaults to `true`.", true.into(), false),
            ("The default is 10,000.", 10_000.into(), false),
            ("The default is 10.", 1.into(), true),
            ("The default depends. At most 5.", 5.into(), true),
            ("Sends true.", true.into(), true),
        ] {
            assert_eq!(default(text, value), added, "{text}");
        }
    }
}
