//! Limits that hold at once.
//!
//! In: the assertions of two schemas. Out: what both of them together assert.

use std::cmp::Ordering;

use super::Limits;

impl Limits {
    /// What holds where both hold: the stricter bound of each kind, and all steps and patterns.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        use Ordering::{Greater, Less};
        let one = self;
        Self {
            minimum: bound(one.minimum, other.minimum, Greater),
            maximum: bound(one.maximum, other.maximum, Less),
            exclusive_minimum: bound(one.exclusive_minimum, other.exclusive_minimum, Greater),
            exclusive_maximum: bound(one.exclusive_maximum, other.exclusive_maximum, Less),
            multiple_of: all(one.multiple_of, other.multiple_of),
            min_length: one.min_length.max(other.min_length),
            max_length: least(one.max_length, other.max_length),
            patterns: all(one.patterns, other.patterns),
            min_items: one.min_items.max(other.min_items),
            max_items: least(one.max_items, other.max_items),
            unique_items: one.unique_items || other.unique_items,
            min_properties: one.min_properties.max(other.min_properties),
            max_properties: least(one.max_properties, other.max_properties),
            rules: all(one.rules, other.rules),
            items: match (one.items, other.items) {
                (Some(one), Some(other)) => Some(Box::new(one.and(*other))),
                (one, other) => one.or(other),
            },
        }
    }

    /// These, unless whatever keeps to the others keeps to them as well.
    #[must_use]
    pub fn beyond(self, others: &Self) -> Self {
        if others.clone().and(self.clone()) == *others {
            return Self::default();
        }
        self
    }
}

/// The one of two bounds that lies in that direction from the other.
fn bound(one: Option<String>, other: Option<String>, stricter: Ordering) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if compare(&other, &one) == Some(stricter) => Some(other),
        (one, other) => one.or(other),
    }
}

/// The order of two numbers, exact where they are whole.
fn compare(one: &str, other: &str) -> Option<Ordering> {
    if let (Ok(one), Ok(other)) = (one.parse::<i128>(), other.parse::<i128>()) {
        return Some(one.cmp(&other));
    }
    let (one, other): (f64, f64) = (one.parse().ok()?, other.parse().ok()?);
    one.partial_cmp(&other)
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    one.into_iter().chain(other).min()
}

/// The ones, then those of the others that are not among them.
fn all<T: PartialEq>(mut ones: Vec<T>, others: Vec<T>) -> Vec<T> {
    for other in others {
        if !ones.contains(&other) {
            ones.push(other);
        }
    }
    ones
}
