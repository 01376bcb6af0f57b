//! Bounds of lengths, counts and numbers (JSON Schema 2020-12, Validation, section 6).
//!
//! In: a constraint and a value. Out: the actual and the expected value, if they differ. A
//! constraint for another type of value always passes. Must not know other assertions.

use super::measure::{Measure, repeated};
use super::pattern;
use crate::codec::{Constraint, Decimal, View, visible};

/// How many characters of a text are shown.
const SHOWN: usize = 60;

/// The actual and the expected value.
pub(super) type Broken = (String, String);

/// The bound that a value breaks.
pub(super) fn broken(constraint: Constraint, view: &View<'_>) -> Option<Broken> {
    let at_least = |low: u64| format!("at least {low}");
    let at_most = |high: u64| format!("at most {high}");
    match (constraint, Measure::of(view)) {
        (Constraint::MinLength(low), Measure::Text(text)) => {
            let count = length(text);
            (count < low).then(|| (many(count, "character", "characters"), at_least(low)))
        }
        (Constraint::MaxLength(high), Measure::Text(text)) => {
            let count = length(text);
            (count > high).then(|| (many(count, "character", "characters"), at_most(high)))
        }
        (Constraint::Pattern(pattern), Measure::Text(text)) => (!pattern::matches(pattern, text))
            .then(|| (shown(text), format!("a match of `{pattern}`"))),
        (Constraint::MinItems(low), Measure::Items(count)) => {
            ((count as u64) < low).then(|| (many(count as u64, "item", "items"), at_least(low)))
        }
        (Constraint::MaxItems(high), Measure::Items(count)) => {
            (count as u64 > high).then(|| (many(count as u64, "item", "items"), at_most(high)))
        }
        (Constraint::UniqueItems, Measure::Items(_)) => {
            repeated(view).map(|at| (format!("item {at} once more"), "no item twice".to_owned()))
        }
        (Constraint::MinProperties(low), Measure::Properties(count)) => ((count as u64) < low)
            .then(|| (many(count as u64, "property", "properties"), at_least(low))),
        (Constraint::MaxProperties(high), Measure::Properties(count)) => (count as u64 > high)
            .then(|| (many(count as u64, "property", "properties"), at_most(high))),
        (constraint, Measure::Number(text)) => {
            let wanted = number(constraint, &Decimal::parse(&text)?)?;
            Some((text, wanted))
        }
        _ => None,
    }
}

fn length(text: &str) -> u64 {
    text.chars().count() as u64
}

pub(super) fn many(count: u64, one: &str, more: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { more })
}

/// The beginning of a text, as it can be printed.
pub(super) fn shown(text: &str) -> String {
    let mut part: String = text.chars().take(SHOWN).collect();
    if part.len() < text.len() {
        part.push('…');
    }
    format!("`{}`", visible(&part))
}

/// What a constraint of numbers expects, if the number is not that. A bound that is not a number is
/// ignored.
fn number(constraint: Constraint, found: &Decimal) -> Option<String> {
    let order = |bound: &str| Some(found.cmp(&Decimal::parse(bound)?));
    match constraint {
        Constraint::Minimum(low) => order(low)?.is_lt().then(|| format!("at least {low}")),
        Constraint::Maximum(high) => order(high)?.is_gt().then(|| format!("at most {high}")),
        Constraint::ExclusiveMinimum(low) => {
            order(low)?.is_le().then(|| format!("greater than {low}"))
        }
        Constraint::ExclusiveMaximum(high) => {
            order(high)?.is_ge().then(|| format!("less than {high}"))
        }
        Constraint::MultipleOf(step) => {
            let is_multiple = found.is_multiple_of(&Decimal::parse(step)?)?;
            (!is_multiple).then(|| format!("a multiple of {step}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Constraint, broken};
    use crate::codec::Wire;

    #[track_caller]
    fn is_broken(constraint: Constraint, value: &dyn Wire) -> bool {
        broken(constraint, &value.view()).is_some()
    }

    #[test]
    fn whole_numbers_are_exact() {
        let bound = Constraint::Maximum("9007199254740992");
        assert!(is_broken(bound, &9_007_199_254_740_993_i64));
        assert!(!is_broken(bound, &9_007_199_254_740_992_i64));
        assert!(is_broken(Constraint::Minimum("0.5"), &0_u32));
        assert!(!is_broken(Constraint::Maximum("1e30"), &u64::MAX));
        assert!(is_broken(
            Constraint::MultipleOf("7"),
            &i64::MAX.wrapping_sub(1)
        ));
    }

    #[test]
    fn multiples_are_exact() {
        assert!(is_broken(
            Constraint::MultipleOf("3"),
            &2_000_000_000_000_003.0
        ));
        assert!(!is_broken(
            Constraint::MultipleOf("3"),
            &2_000_000_000_000_001.0
        ));
        assert!(is_broken(Constraint::MultipleOf("3"), &1e308));
        assert!(!is_broken(Constraint::MultipleOf("5"), &1e308));
        assert!(is_broken(Constraint::MultipleOf("0.5"), &f64::MIN_POSITIVE));
        let large = json!(1e22);
        assert!(is_broken(Constraint::MultipleOf("7"), &large));
        assert!(is_broken(Constraint::MultipleOf("1.5"), &7_i64));
        assert!(!is_broken(Constraint::MultipleOf("1.5"), &6_i64));
    }

    #[test]
    fn fractions_are_those_that_are_written() {
        for value in [0.3, 0.7, 1.1, -2.3, 123_456.7, 0.0] {
            assert!(!is_broken(Constraint::MultipleOf("0.1"), &value), "{value}");
        }
        for value in [0.35, 1e-9, 123_456.75] {
            assert!(is_broken(Constraint::MultipleOf("0.1"), &value), "{value}");
        }
        assert!(!is_broken(Constraint::Maximum("0.1"), &0.1_f32));
        assert!(is_broken(Constraint::ExclusiveMaximum("0.1"), &0.1_f32));
        assert!(!is_broken(Constraint::MultipleOf("0.01"), &19.99_f32));
        assert!(!is_broken(Constraint::MultipleOf("0"), &1.5));
        assert!(!is_broken(Constraint::Maximum("1"), &f64::NAN));
    }

    #[test]
    fn other_values_are_left_alone() {
        assert!(!is_broken(Constraint::MaxLength(0), &1_i64));
        assert!(!is_broken(Constraint::Maximum("0"), &"text".to_owned()));
        assert!(!is_broken(Constraint::MinItems(1), &None::<Vec<i64>>));
        assert!(!is_broken(Constraint::Minimum("much"), &1_i64));
    }
}
