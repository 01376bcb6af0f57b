//! Constraints: what a schema asserts of a value beside its type.
//!
//! They are documented and checked by `validate()`. A list of them holds as a whole, and is sorted
//! by [`Constraint::rank`], so that equal lists are equal.

use std::cmp::Ordering;

use serde_json::Value;

/// An assertion on a value (JSON Schema 2020-12, Validation and Applicator). Numbers are as
/// written. What it says of parts of the value, or of the value itself, is a list again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Constraint {
    /// `minLength`, in characters.
    MinLength(u64),
    /// `maxLength`, in characters.
    MaxLength(u64),
    /// `minItems`.
    MinItems(u64),
    /// `maxItems`.
    MaxItems(u64),
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `minimum`.
    Minimum(String),
    /// `maximum`.
    Maximum(String),
    /// `exclusiveMinimum`.
    ExclusiveMinimum(String),
    /// `exclusiveMaximum`.
    ExclusiveMaximum(String),
    /// `multipleOf`.
    MultipleOf(String),
    /// `pattern`.
    Pattern(Pattern),
    /// `type`: the names of JSON types.
    Type(Vec<&'static str>),
    /// `enum`, or `const`: the values that are valid.
    Enum(Vec<Value>),
    /// `required`.
    Required(Vec<String>),
    /// An entry of `dependentRequired`: a member, and those that must be there with it.
    DependentRequired(String, Vec<String>),
    /// An entry of `dependentSchemas`: a member, and what holds of the object that has it.
    DependentSchema(String, Vec<Constraint>),
    /// `propertyNames`.
    PropertyNames(Vec<Constraint>),
    /// An entry of `properties`.
    Property(String, Vec<Constraint>),
    /// `items`: of every item from that position on.
    Items(u64, Vec<Constraint>),
    /// An entry of `prefixItems`: the item at that position.
    Item(u64, Vec<Constraint>),
    /// `contains`, with `minContains` and `maxContains`.
    Contains(Vec<Constraint>, u64, Option<u64>),
    /// `not`; around nothing, no value is valid.
    Not(Vec<Constraint>),
    /// `anyOf`.
    AnyOf(Vec<Vec<Constraint>>),
    /// `oneOf`.
    OneOf(Vec<Vec<Constraint>>),
    /// `if`, `then` and `else`.
    If(Box<[Vec<Constraint>; 3]>),
    /// `uniqueItems`.
    UniqueItems,
    /// Of each item of an array, or each value of a map.
    Each(Vec<Constraint>),
}

/// A regular expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Pattern {
    /// As written: a regular expression of ECMA-262.
    pub written: String,
    /// The equivalent pattern for the library that checks it; `None` if it has none.
    pub checked: Option<String>,
}

/// A keyword, and the constraint that it makes of its value.
type Keyword<T> = (&'static str, fn(T) -> Constraint);

impl Constraint {
    /// The keywords with a count, and the constraint that each states.
    pub const COUNTS: [Keyword<u64>; 6] = [
        ("minLength", Self::MinLength),
        ("maxLength", Self::MaxLength),
        ("minItems", Self::MinItems),
        ("maxItems", Self::MaxItems),
        ("minProperties", Self::MinProperties),
        ("maxProperties", Self::MaxProperties),
    ];

    /// The keywords with a number, and the constraint that each states.
    pub const BOUNDS: [Keyword<String>; 5] = [
        ("minimum", Self::Minimum),
        ("maximum", Self::Maximum),
        ("exclusiveMinimum", Self::ExclusiveMinimum),
        ("exclusiveMaximum", Self::ExclusiveMaximum),
        ("multipleOf", Self::MultipleOf),
    ];

    /// The keyword and the count, if it has one.
    #[must_use]
    pub fn count(&self) -> Option<(&'static str, u64)> {
        Some(match self {
            Self::MinLength(count) => ("minLength", *count),
            Self::MaxLength(count) => ("maxLength", *count),
            Self::MinItems(count) => ("minItems", *count),
            Self::MaxItems(count) => ("maxItems", *count),
            Self::MinProperties(count) => ("minProperties", *count),
            Self::MaxProperties(count) => ("maxProperties", *count),
            _ => return None,
        })
    }

    /// The keyword and the number, if it has one.
    #[must_use]
    pub fn bound(&self) -> Option<(&'static str, &str)> {
        Some(match self {
            Self::Minimum(bound) => ("minimum", bound),
            Self::Maximum(bound) => ("maximum", bound),
            Self::ExclusiveMinimum(bound) => ("exclusiveMinimum", bound),
            Self::ExclusiveMaximum(bound) => ("exclusiveMaximum", bound),
            Self::MultipleOf(bound) => ("multipleOf", bound),
            _ => return None,
        })
    }

    /// Its rank in a list; those that neither a type nor a bound expresses stay in the
    /// order in which they were added.
    fn rank(&self) -> u8 {
        match self {
            Self::MinLength(_) => 0,
            Self::MaxLength(_) => 1,
            Self::MinItems(_) => 2,
            Self::MaxItems(_) => 3,
            Self::MinProperties(_) => 4,
            Self::MaxProperties(_) => 5,
            Self::Minimum(_) => 6,
            Self::Maximum(_) => 7,
            Self::ExclusiveMinimum(_) => 8,
            Self::ExclusiveMaximum(_) => 9,
            Self::MultipleOf(_) => 10,
            Self::Pattern(_) => 11,
            Self::UniqueItems => 13,
            Self::Each(_) => 14,
            _ => 12,
        }
    }

    /// Whether neither a type nor a bound expresses it.
    #[must_use]
    pub fn is_rule(&self) -> bool {
        self.rank() == 12
    }

    /// Adds a constraint to a list: of two bounds of a kind, the stricter one stays.
    pub fn add(list: &mut Vec<Self>, new: Self) {
        use Ordering::{Greater, Less};
        for known in list.iter_mut() {
            match (known, &new) {
                (Self::MinLength(known), Self::MinLength(new))
                | (Self::MinItems(known), Self::MinItems(new))
                | (Self::MinProperties(known), Self::MinProperties(new)) => {
                    *known = (*known).max(*new);
                }
                (Self::MaxLength(known), Self::MaxLength(new))
                | (Self::MaxItems(known), Self::MaxItems(new))
                | (Self::MaxProperties(known), Self::MaxProperties(new)) => {
                    *known = (*known).min(*new);
                }
                (Self::Minimum(known), Self::Minimum(new))
                | (Self::ExclusiveMinimum(known), Self::ExclusiveMinimum(new)) => {
                    tighten(known, new, Greater);
                }
                (Self::Maximum(known), Self::Maximum(new))
                | (Self::ExclusiveMaximum(known), Self::ExclusiveMaximum(new)) => {
                    tighten(known, new, Less);
                }
                (Self::Each(known), Self::Each(new)) => {
                    *known = Self::both(std::mem::take(known), new.clone());
                }
                (known, new) if known == new => {}
                _ => continue,
            }
            return;
        }
        let at = list.partition_point(|known| known.rank() <= new.rank());
        list.insert(at, new);
    }

    /// The constraints that apply if both lists apply.
    #[must_use]
    pub fn both(mut one: Vec<Self>, other: Vec<Self>) -> Vec<Self> {
        for constraint in other {
            Self::add(&mut one, constraint);
        }
        one
    }

    /// A list, unless whatever meets the others meets it as well.
    #[must_use]
    pub fn beyond(list: Vec<Self>, others: &[Self]) -> Vec<Self> {
        if Self::both(others.to_vec(), list.clone()) == others {
            return Vec::new();
        }
        list
    }

    /// The `minimum` of a list.
    #[must_use]
    pub fn minimum(list: &[Self]) -> Option<&str> {
        list.iter().find_map(|constraint| match constraint {
            Self::Minimum(bound) => Some(bound.as_str()),
            _ => None,
        })
    }
}

/// Keeps the stricter of two bounds.
fn tighten(known: &mut String, new: &str, stricter: Ordering) {
    if compare(new, known) == Some(stricter) {
        new.clone_into(known);
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

#[cfg(test)]
mod tests {
    use super::Constraint::{
        self, Each, MaxLength, MinItems, MinLength, Minimum, MultipleOf, UniqueItems,
    };

    #[test]
    fn the_stricter_bound_of_each_kind_holds() {
        let one = vec![MinLength(1), MaxLength(9), Minimum("1.5".to_owned())];
        let other = vec![
            MinLength(2),
            Minimum("2".to_owned()),
            MultipleOf("2".to_owned()),
        ];
        let both = [
            MinLength(2),
            MaxLength(9),
            Minimum("2".to_owned()),
            MultipleOf("2".to_owned()),
        ];
        assert_eq!(Constraint::both(one.clone(), other.clone()), both);
        assert_eq!(Constraint::both(other.clone(), one.clone()), both);
        assert_eq!(Constraint::beyond(one, &both), []);
        assert_eq!(Constraint::beyond(other.clone(), &[MinLength(2)]), other);
    }

    #[test]
    fn items_meet_the_constraints_of_both() {
        let each = |least| vec![UniqueItems, Each(vec![MinItems(least)])];
        assert_eq!(Constraint::both(each(1), each(2)), each(2));
    }
}
