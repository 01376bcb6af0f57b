//! What each constraint asserts of a value (JSON Schema 2020-12: Core, section 10, and Validation,
//! section 6).
//!
//! In: a constraint and a value as it is written. Out: the actual and the expected value, if they
//! differ. Must not know where the value is in the body.

use serde_json::Value;

use super::bounds::{self, Broken, many, shown};
use super::measure::bare;
use crate::codec::{Constraint, View, Wire, is_equal, write};

/// How many values of an `enum` a message lists.
const LISTED: usize = 8;

/// How a value breaks a constraint.
pub(super) fn broken(constraint: Constraint, value: &dyn Wire) -> Option<Broken> {
    bounds::broken(constraint, &bare(value)).or_else(|| assertion(constraint, value))
}

/// How a value breaks an assertion other than a bound. A value that can't be written is not sent,
/// so it isn't checked.
fn assertion(constraint: Constraint, value: &dyn Wire) -> Option<Broken> {
    let wanted = match constraint {
        Constraint::Unlisted(name) => Some(format!("a value that `{name}` lists")),
        Constraint::Unmatched(name) => Some(format!("a variant of `{name}`")),
        _ => None,
    };
    if let Some(wanted) = wanted {
        return Some((shown(&json(value)?.to_string()), wanted));
    }
    match value.view() {
        View::Absent | View::Null => None,
        View::Value(value) => json_assertion(constraint, value),
        _ => json_assertion(constraint, &json(value)?),
    }
}

fn json_assertion(constraint: Constraint, value: &Value) -> Option<Broken> {
    let found = || shown(&value.to_string());
    let differs = |wanted: String| Some((found(), wanted));
    match constraint {
        Constraint::Type(names) if !names.iter().any(|name| is_of(value, name)) => {
            differs(format!("a value of type {}", names.join(" or ")))
        }
        Constraint::Enum(texts) if !texts.iter().any(|text| equals(value, text)) => {
            let more = if texts.len() > LISTED { ", …" } else { "" };
            let listed: Vec<String> = texts.iter().take(LISTED).map(|text| shown(text)).collect();
            differs(format!("one of {}{more}", listed.join(", ")))
        }
        Constraint::AnyOf(members) if !members.iter().any(|member| keeps(member, value)) => {
            differs(format!("a match of one of {} schemas", members.len()))
        }
        Constraint::OneOf(members) => {
            let count = members.iter().filter(|member| keeps(member, value)).count();
            let wanted = "a match of exactly one".to_owned();
            (count != 1).then(|| {
                (
                    format!("a match of {count} of {} schemas", members.len()),
                    wanted,
                )
            })
        }
        Constraint::Not(constraints) if keeps(constraints, value) => {
            differs("what `not` does not forbid".to_owned())
        }
        Constraint::If([condition, then, otherwise]) => {
            let branch = if keeps(condition, value) {
                then
            } else {
                otherwise
            };
            first(branch, value)
        }
        _ => match value {
            Value::Object(members) => object_assertion(constraint, members, value),
            Value::Array(items) => array_assertion(constraint, items),
            _ => None,
        },
    }
}

fn object_assertion(
    constraint: Constraint,
    members: &serde_json::Map<String, Value>,
    value: &Value,
) -> Option<Broken> {
    let missing = |names: &[&str]| {
        let name = names.iter().find(|name| !members.contains_key(**name))?;
        Some((format!("no member {}", shown(name)), "one".to_owned()))
    };
    let of = |name: &str| members.get(name);
    match constraint {
        Constraint::Required(names) => missing(names),
        Constraint::DependentRequired(name, names) => of(name).and_then(|_| missing(names)),
        Constraint::DependentSchema(name, constraints) => {
            of(name).and_then(|_| first(constraints, value))
        }
        Constraint::Property(name, constraints) => first(constraints, of(name)?),
        Constraint::PropertyNames(constraints) => {
            let names = members.keys();
            let mut names = names.map(|name| Value::String(name.clone()));
            names.find_map(|name| first(constraints, &name))
        }
        _ => None,
    }
}

fn array_assertion(constraint: Constraint, items: &[Value]) -> Option<Broken> {
    let position = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    match constraint {
        Constraint::Items(from, constraints) => {
            let mut items = items.iter().skip(position(from));
            items.find_map(|item| first(constraints, item))
        }
        Constraint::Item(at, constraints) => first(constraints, items.get(position(at))?),
        Constraint::Contains(constraints, least, most) => {
            let count = items.iter().filter(|item| keeps(constraints, item)).count() as u64;
            let found = || format!("{} that `contains` describes", many(count, "item", "items"));
            match most {
                _ if count < least => Some((found(), format!("at least {least}"))),
                Some(most) if count > most => Some((found(), format!("at most {most}"))),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a value keeps to all of the constraints.
fn keeps(constraints: &[Constraint], value: &Value) -> bool {
    first(constraints, value).is_none()
}

/// How a value breaks the first constraint that it breaks.
fn first(constraints: &[Constraint], value: &Value) -> Option<Broken> {
    constraints
        .iter()
        .find_map(|constraint| broken(*constraint, value))
}

/// Whether a value has a type of JSON Schema. A number without a fraction is an integer, however it
/// is written.
fn is_of(value: &Value, name: &str) -> bool {
    match value {
        Value::Null => name == "null",
        Value::Bool(_) => name == "boolean",
        Value::String(_) => name == "string",
        Value::Array(_) => name == "array",
        Value::Object(_) => name == "object",
        Value::Number(number) => {
            let is_whole = || number.as_f64().is_none_or(|number| number.fract() == 0.0);
            name == "number" || name == "integer" && (!number.is_f64() || is_whole())
        }
    }
}

/// Whether a value is the one of that text.
fn equals(value: &Value, text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|other: Value| is_equal(value, &other))
}

/// A value as it is written.
fn json(value: &dyn Wire) -> Option<Value> {
    let text = write(&value.view()).ok()?;
    serde_json::from_str(&text).ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Constraint, broken};

    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "samples are written in place"
    )]
    fn is_broken(constraint: Constraint, value: Value) -> bool {
        broken(constraint, &value).is_some()
    }

    #[test]
    fn types_and_values_are_those_of_json_schema() {
        assert!(!is_broken(Constraint::Type(&["integer"]), json!(1.0)));
        assert!(is_broken(Constraint::Type(&["integer"]), json!(1.5)));
        assert!(is_broken(Constraint::Type(&["string", "null"]), json!(1)));
        assert!(!is_broken(
            Constraint::Enum(&["[1]", "{\"a\":1}"]),
            json!({"a": 1.0})
        ));
        assert!(is_broken(Constraint::Enum(&["0"]), json!(false)));
    }

    #[test]
    fn members_are_asked_of_objects_only() {
        assert!(is_broken(
            Constraint::Required(&["a", "b"]),
            json!({"a": 1})
        ));
        assert!(!is_broken(Constraint::Required(&["a"]), json!("a")));
        let with = Constraint::DependentRequired("card", &["address"]);
        assert!(is_broken(with, json!({"card": 1})));
        assert!(!is_broken(with, json!({"name": 1})));
        let then = Constraint::DependentSchema("card", &[Constraint::MinProperties(2)]);
        assert!(is_broken(then, json!({"card": 1})));
        assert!(!is_broken(then, json!({"name": 1})));
        let names = Constraint::PropertyNames(&[Constraint::MaxLength(3)]);
        assert!(is_broken(names, json!({"long": 1})));
        let member = Constraint::Property("a", &[Constraint::Type(&["string"])]);
        assert!(is_broken(member, json!({"a": 1})));
        assert!(!is_broken(member, json!({"b": 1})));
    }

    #[test]
    fn items_are_counted_and_asked_by_position() {
        let large = &[Constraint::Minimum("5")];
        assert!(is_broken(
            Constraint::Contains(large, 1, None),
            json!([1, 2])
        ));
        assert!(!is_broken(
            Constraint::Contains(large, 1, None),
            json!([1, 5])
        ));
        assert!(is_broken(
            Constraint::Contains(large, 0, Some(1)),
            json!([6, 5])
        ));
        assert!(is_broken(Constraint::Item(1, large), json!([9, 1])));
        assert!(!is_broken(Constraint::Item(1, large), json!([9])));
        assert!(is_broken(Constraint::Items(1, large), json!([1, 9, 2])));
        assert!(!is_broken(Constraint::Items(1, large), json!([1, 9])));
    }

    #[test]
    fn schemas_are_combined() {
        const TEXT: &[Constraint] = &[Constraint::Type(&["string"])];
        const SMALL: &[Constraint] = &[Constraint::Maximum("9")];
        assert!(is_broken(Constraint::Not(TEXT), json!("a")));
        assert!(!is_broken(Constraint::Not(TEXT), json!(1)));
        assert!(is_broken(Constraint::Not(&[]), json!(null)));
        // A constraint of numbers asks nothing of a text.
        assert!(is_broken(Constraint::OneOf(&[TEXT, SMALL]), json!("a")));
        assert!(is_broken(Constraint::AnyOf(&[TEXT, SMALL]), json!(10)));
        let condition = Constraint::If(&[TEXT, &[Constraint::MinLength(2)], SMALL]);
        assert!(is_broken(condition, json!("a")));
        assert!(is_broken(condition, json!(10)));
        assert!(!is_broken(condition, json!("ab")));
    }
}
