//! What assertions that are no bounds ask of a value (JSON Schema 2020-12: Core, section 10, and Validation, section 6).
//!
//! In: a limit and a value as it is written. Out: what the value has and what the limit wants, if they differ. Must not know
//! where the value is.

use serde_json::Value;

use super::rules::{Broken, broken, many, shown};
use crate::codec::{Limit, View, Wire, is_equal, write};

/// How many values of an `enum` a message lists.
const LISTED: usize = 8;

/// What a value breaks of a limit. What can't be written is not sent, so nothing is asked of it.
pub(super) fn breaks(limit: Limit, value: &dyn Wire) -> Option<Broken> {
    let wanted = match limit {
        Limit::Unlisted(name) => Some(format!("a value that `{name}` lists")),
        Limit::Unmatched(name) => Some(format!("a variant of `{name}`")),
        _ => None,
    };
    if let Some(wanted) = wanted {
        return Some((shown(&json(value)?.to_string()), wanted));
    }
    match value.view() {
        View::Absent | View::Null => None,
        View::Value(value) => breaks_json(limit, value),
        _ => breaks_json(limit, &json(value)?),
    }
}

fn breaks_json(limit: Limit, value: &Value) -> Option<Broken> {
    let found = || shown(&value.to_string());
    let differs = |wanted: String| Some((found(), wanted));
    match limit {
        Limit::Type(names) if !names.iter().any(|name| is_of(value, name)) => {
            differs(format!("a value of type {}", names.join(" or ")))
        }
        Limit::Enum(texts) if !texts.iter().any(|text| equals(value, text)) => {
            let more = if texts.len() > LISTED { ", …" } else { "" };
            let listed: Vec<String> = texts.iter().take(LISTED).map(|text| shown(text)).collect();
            differs(format!("one of {}{more}", listed.join(", ")))
        }
        Limit::AnyOf(members) if !members.iter().any(|member| keeps(member, value)) => {
            differs(format!("a match of one of {} schemas", members.len()))
        }
        Limit::OneOf(members) => {
            let count = members.iter().filter(|member| keeps(member, value)).count();
            let wanted = "a match of exactly one".to_owned();
            (count != 1).then(|| {
                (
                    format!("a match of {count} of {} schemas", members.len()),
                    wanted,
                )
            })
        }
        Limit::Not(limits) if keeps(limits, value) => {
            differs("what `not` does not forbid".to_owned())
        }
        Limit::If([condition, then, otherwise]) => {
            let branch = if keeps(condition, value) {
                then
            } else {
                otherwise
            };
            first(branch, value)
        }
        _ => match value {
            Value::Object(members) => breaks_object(limit, members, value),
            Value::Array(items) => breaks_array(limit, items),
            _ => None,
        },
    }
}

fn breaks_object(
    limit: Limit,
    members: &serde_json::Map<String, Value>,
    value: &Value,
) -> Option<Broken> {
    let missing = |names: &[&str]| {
        let name = names.iter().find(|name| !members.contains_key(**name))?;
        Some((format!("no member {}", shown(name)), "one".to_owned()))
    };
    let of = |name: &str| members.get(name);
    match limit {
        Limit::Required(names) => missing(names),
        Limit::DependentRequired(name, names) => of(name).and_then(|_| missing(names)),
        Limit::DependentSchema(name, limits) => of(name).and_then(|_| first(limits, value)),
        Limit::Property(name, limits) => first(limits, of(name)?),
        Limit::PropertyNames(limits) => {
            let names = members.keys();
            let mut names = names.map(|name| Value::String(name.clone()));
            names.find_map(|name| first(limits, &name))
        }
        _ => None,
    }
}

fn breaks_array(limit: Limit, items: &[Value]) -> Option<Broken> {
    let position = |at: u64| usize::try_from(at).unwrap_or(usize::MAX);
    match limit {
        Limit::Items(from, limits) => {
            let mut items = items.iter().skip(position(from));
            items.find_map(|item| first(limits, item))
        }
        Limit::Item(at, limits) => first(limits, items.get(position(at))?),
        Limit::Contains(limits, least, most) => {
            let count = items.iter().filter(|item| keeps(limits, item)).count() as u64;
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

/// Whether a value keeps to all of the limits.
fn keeps(limits: &[Limit], value: &Value) -> bool {
    first(limits, value).is_none()
}

/// What a value breaks of the first limit that it does not keep to.
fn first(limits: &[Limit], value: &Value) -> Option<Broken> {
    limits.iter().find_map(|limit| broken(*limit, value))
}

/// Whether a value has a type of JSON Schema. A number without a fraction is an integer, however it is written.
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

    use super::{Limit, breaks};

    #[track_caller]
    #[expect(
        clippy::needless_pass_by_value,
        reason = "samples are written in place"
    )]
    fn is_broken(limit: Limit, value: Value) -> bool {
        breaks(limit, &value).is_some()
    }

    #[test]
    fn types_and_values_are_those_of_json_schema() {
        assert!(!is_broken(Limit::Type(&["integer"]), json!(1.0)));
        assert!(is_broken(Limit::Type(&["integer"]), json!(1.5)));
        assert!(is_broken(Limit::Type(&["string", "null"]), json!(1)));
        assert!(!is_broken(
            Limit::Enum(&["[1]", "{\"a\":1}"]),
            json!({"a": 1.0})
        ));
        assert!(is_broken(Limit::Enum(&["0"]), json!(false)));
    }

    #[test]
    fn members_are_asked_of_objects_only() {
        assert!(is_broken(Limit::Required(&["a", "b"]), json!({"a": 1})));
        assert!(!is_broken(Limit::Required(&["a"]), json!("a")));
        let with = Limit::DependentRequired("card", &["address"]);
        assert!(is_broken(with, json!({"card": 1})));
        assert!(!is_broken(with, json!({"name": 1})));
        let then = Limit::DependentSchema("card", &[Limit::MinProperties(2)]);
        assert!(is_broken(then, json!({"card": 1})));
        assert!(!is_broken(then, json!({"name": 1})));
        let names = Limit::PropertyNames(&[Limit::MaxLength(3)]);
        assert!(is_broken(names, json!({"long": 1})));
        let member = Limit::Property("a", &[Limit::Type(&["string"])]);
        assert!(is_broken(member, json!({"a": 1})));
        assert!(!is_broken(member, json!({"b": 1})));
    }

    #[test]
    fn items_are_counted_and_asked_by_position() {
        let large = &[Limit::Minimum("5")];
        assert!(is_broken(Limit::Contains(large, 1, None), json!([1, 2])));
        assert!(!is_broken(Limit::Contains(large, 1, None), json!([1, 5])));
        assert!(is_broken(Limit::Contains(large, 0, Some(1)), json!([6, 5])));
        assert!(is_broken(Limit::Item(1, large), json!([9, 1])));
        assert!(!is_broken(Limit::Item(1, large), json!([9])));
        assert!(is_broken(Limit::Items(1, large), json!([1, 9, 2])));
        assert!(!is_broken(Limit::Items(1, large), json!([1, 9])));
    }

    #[test]
    fn schemas_are_combined() {
        const TEXT: &[Limit] = &[Limit::Type(&["string"])];
        const SMALL: &[Limit] = &[Limit::Maximum("9")];
        assert!(is_broken(Limit::Not(TEXT), json!("a")));
        assert!(!is_broken(Limit::Not(TEXT), json!(1)));
        assert!(is_broken(Limit::Not(&[]), json!(null)));
        // A limit of numbers asks nothing of a text.
        assert!(is_broken(Limit::OneOf(&[TEXT, SMALL]), json!("a")));
        assert!(is_broken(Limit::AnyOf(&[TEXT, SMALL]), json!(10)));
        let condition = Limit::If(&[TEXT, &[Limit::MinLength(2)], SMALL]);
        assert!(is_broken(condition, json!("a")));
        assert!(is_broken(condition, json!(10)));
        assert!(!is_broken(condition, json!("ab")));
    }
}
