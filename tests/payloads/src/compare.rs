//! What became of a payload that went through a type.
//!
//! In: the payload, the written JSON, and the schema. Out: the differences, each with its cause,
//! those that are allowed apart.

use std::collections::{BTreeMap, HashMap, HashSet};

use jiff::Timestamp;
use jsonschema::Validator;
use serde_json::Value;

/// What is known of a payload beside its schema.
#[derive(Clone, Copy)]
pub(crate) struct Facts<'a> {
    /// Only responses have it.
    pub(crate) response_only: bool,
    /// Names of properties that occur only in responses, although the whole may be sent.
    pub(crate) response_keys: &'a HashSet<String>,
}

/// What differs.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Outcome {
    /// How often, by cause.
    pub(crate) allowed: BTreeMap<&'static str, usize>,
    /// Cause and place.
    pub(crate) failures: Vec<(String, String)>,
}

#[derive(Debug)]
enum Kind {
    Lost,
    LostNull,
    Added,
    AddedNull,
    Number,
    Single,
    Instant,
    Changed(String),
}

/// Compares what was read with what was written.
pub(crate) fn compare(
    input: &Value,
    output: &Value,
    schema: &Validator,
    facts: Facts<'_>,
) -> Outcome {
    let mut found = Vec::new();
    differences(input, output, "", &mut found);
    let lost = found
        .iter()
        .any(|(_, kind)| matches!(kind, Kind::Lost | Kind::LostNull));
    let named = if lost {
        named(input, schema)
    } else {
        HashMap::new()
    };
    let mut outcome = Outcome::default();
    for (place, kind) in found {
        let (parent, key) = place.rsplit_once('/').unwrap_or(("", &place));
        let unnamed = || {
            !named
                .get(parent)
                .is_some_and(|keys| keys.contains(&unescape(key)))
        };
        let response = facts.response_only || facts.response_keys.contains(&unescape(key));
        let mut allow = |cause| *outcome.allowed.entry(cause).or_default() += 1;
        let cause = match kind {
            Kind::Number => return_allowed(&mut allow, "number of equal value"),
            Kind::Single => return_allowed(&mut allow, "number of equal value in single precision"),
            Kind::Instant => return_allowed(&mut allow, "same instant"),
            Kind::Lost | Kind::LostNull if unnamed() => {
                return_allowed(&mut allow, "key that the schema does not name")
            }
            Kind::LostNull | Kind::AddedNull if response => {
                return_allowed(&mut allow, "null for absent in a response")
            }
            Kind::Lost => Some("lost: a key that the schema names".to_owned()),
            Kind::LostNull => Some("lost: a null".to_owned()),
            Kind::AddedNull => Some("added: a null".to_owned()),
            Kind::Added => Some("added: a key".to_owned()),
            Kind::Changed(what) => Some(format!("changed: {what}")),
        };
        if let Some(cause) = cause {
            outcome.failures.push((cause, place));
        }
    }
    outcome
}

/// Whether two values are equal, numbers by their value (JSON Schema 2020-12 Core §4.2.2).
pub(crate) fn is_unchanged(input: &Value, output: &Value) -> bool {
    let mut found = Vec::new();
    differences(input, output, "", &mut found);
    found.iter().all(|(_, kind)| matches!(kind, Kind::Number))
}

fn return_allowed(allow: &mut impl FnMut(&'static str), cause: &'static str) -> Option<String> {
    allow(cause);
    None
}

fn differences(input: &Value, output: &Value, place: &str, found: &mut Vec<(String, Kind)>) {
    match (input, output) {
        (Value::Object(input), Value::Object(output)) => {
            for (key, value) in input {
                let place = format!("{place}/{}", escape(key));
                match output.get(key) {
                    Some(other) => differences(value, other, &place, found),
                    None if value.is_null() => found.push((place, Kind::LostNull)),
                    None => found.push((place, Kind::Lost)),
                }
            }
            for (key, value) in output.iter().filter(|(key, _)| !input.contains_key(*key)) {
                let kind = if value.is_null() {
                    Kind::AddedNull
                } else {
                    Kind::Added
                };
                found.push((format!("{place}/{}", escape(key)), kind));
            }
        }
        (Value::Array(input), Value::Array(output)) if input.len() == output.len() => {
            for (index, (input, output)) in input.iter().zip(output).enumerate() {
                differences(input, output, &format!("{place}/{index}"), found);
            }
        }
        _ if input == output => {}
        _ => found.push((place.to_owned(), scalar(input, output))),
    }
}

fn scalar(input: &Value, output: &Value) -> Kind {
    let single = |a: &Value, b: &Value| {
        let (a, b) = (
            a.as_f64().unwrap_or_default(),
            b.as_f64().unwrap_or_default(),
        );
        // Nine digits distinguish all numbers of single precision; a double that lost its last
        // digit has more.
        let digits = b.to_string().replace(['-', '.'], "");
        let written = digits.trim_matches('0').len() <= 9;
        written && (a - b).abs() <= a.abs() * f64::from(f32::EPSILON)
    };
    // A time of day is one of any day.
    let instant = |value: &Value| -> Option<Timestamp> {
        let text = value.as_str()?;
        let of_day = || format!("2000-01-01T{text}").parse().ok();
        text.parse().ok().or_else(of_day)
    };
    let whole = |value: &Value| value.as_i64().is_some() || value.as_u64().is_some();
    match (input, output) {
        (Value::Number(_), Value::Number(_)) if whole(input) && whole(output) => {
            Kind::Changed("a number".to_owned())
        }
        (Value::Number(_), Value::Number(_)) if input.as_f64() == output.as_f64() => Kind::Number,
        (Value::Number(_), Value::Number(_)) if single(input, output) => Kind::Single,
        (Value::String(_), Value::String(_))
            if instant(input).is_some() && instant(input) == instant(output) =>
        {
            Kind::Instant
        }
        (Value::String(input), Value::String(output))
            if is_uuid(output) && input.to_ascii_lowercase() == *output =>
        {
            Kind::Changed("a UUID into lower case".to_owned())
        }
        _ => Kind::Changed(format!("{} into {}", kind(input), kind(output))),
    }
}

/// Whether a text has the form of a UUID.
fn is_uuid(text: &str) -> bool {
    let lengths = text.split('-').map(str::len);
    lengths.eq([8, 4, 4, 4, 12])
        && text
            .chars()
            .all(|letter| letter == '-' || letter.is_ascii_hexdigit())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// By object in the payload: the keys that the schema names there.
fn named(payload: &Value, schema: &Validator) -> HashMap<String, HashSet<String>> {
    let mut named: HashMap<String, HashSet<String>> = HashMap::new();
    let evaluation = schema.evaluate(payload);
    for one in evaluation.iter_annotations() {
        let keyword = one.schema_location.rsplit('/').next().unwrap_or_default();
        let naming = [
            "properties",
            "patternProperties",
            "additionalProperties",
            "unevaluatedProperties",
        ];
        if naming.contains(&keyword) {
            let keys = one.annotations.value().as_array().into_iter().flatten();
            named
                .entry(one.instance_location.as_str().to_owned())
                .or_default()
                .extend(keys.filter_map(Value::as_str).map(str::to_owned));
        }
    }
    named
}

fn escape(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn unescape(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::oracle::Oracle;

    /// Causes of failures, and of what is allowed.
    fn outcome(
        input: &Value,
        output: &Value,
        response_only: bool,
    ) -> (Vec<String>, Vec<&'static str>) {
        let schema = json!({
            "properties": {
                "a": {},
                "inner": {"properties": {"a/b": {}}, "additionalProperties": {"type": "integer"}},
                "closed": {
                    "properties": {"known": {}},
                    "patternProperties": {"^x-": {}},
                    "additionalProperties": false,
                },
            },
        });
        let oracle = Oracle::new(&Map::from_iter([("d0".to_owned(), schema)])).unwrap();
        let schema = oracle.validator("d0");
        let facts = Facts {
            response_only,
            response_keys: &HashSet::new(),
        };
        let found = compare(input, output, &schema.unwrap(), facts);
        let failures = found
            .failures
            .into_iter()
            .map(|(cause, place)| format!("{place} {cause}"));
        (failures.collect(), found.allowed.into_keys().collect())
    }

    #[test]
    fn what_the_schema_names_must_not_be_lost() {
        let input =
            json!({"a": 1, "b": 2, "inner": {"a/b": 1, "c": 2}, "closed": {"known": 1, "x-y": 2}});
        let output = json!({"inner": {}, "closed": {}});
        let (failures, allowed) = outcome(&input, &output, false);
        let lost = [
            "/a",
            "/inner/a~1b",
            "/inner/c",
            "/closed/known",
            "/closed/x-y",
        ];
        assert_eq!(
            failures,
            lost.map(|place| format!("{place} lost: a key that the schema names"))
        );
        assert_eq!(allowed, ["key that the schema does not name"]);
    }

    #[test]
    fn a_null_may_be_lost_in_responses_only() {
        let (input, output) = (json!({"a": null}), json!({}));
        assert_eq!(outcome(&input, &output, false).0, ["/a lost: a null"]);
        assert_eq!(
            outcome(&input, &output, true),
            (vec![], vec!["null for absent in a response"])
        );
        assert_eq!(outcome(&output, &input, false).0, ["/a added: a null"]);
        assert_eq!(
            outcome(&output, &json!({"a": 0}), true).0,
            ["/a added: a key"]
        );
    }

    #[test]
    fn equal_values_may_be_written_otherwise() {
        for (input, output, cause) in [
            (json!(1.0), json!(1), "number of equal value"),
            (
                json!(0.123_456_789),
                json!(0.123_456_79),
                "number of equal value in single precision",
            ),
            (
                json!(1_588_887.302_204_966_5),
                json!(1_588_887.2),
                "number of equal value in single precision",
            ),
            (
                json!("2024-01-01T02:00:00+02:00"),
                json!("2024-01-01T00:00:00Z"),
                "same instant",
            ),
            (json!("18:19:53.000Z"), json!("18:19:53Z"), "same instant"),
        ] {
            assert_eq!(outcome(&input, &output, false), (vec![], vec![cause]));
        }
    }

    #[test]
    fn other_values_are_changes() {
        for (input, output, cause) in [
            (json!(u64::MAX), json!(u64::MAX - 1), " changed: a number"),
            (
                json!(0.1),
                json!(0.100_000_000_000_000_02),
                " changed: a number into a number",
            ),
            (
                json!("2024-01-01T00:00:00Z"),
                json!("2024-01-01T00:00:01Z"),
                " changed: a string into a string",
            ),
            (
                json!([1]),
                json!([1, 2]),
                " changed: an array into an array",
            ),
            (
                json!("BEA026Fa-a628-3EEF-75Ff-04178bbCaa44"),
                json!("bea026fa-a628-3eef-75ff-04178bbcaa44"),
                " changed: a UUID into lower case",
            ),
            (
                json!([1, "a"]),
                json!([1, null]),
                "/1 changed: a string into null",
            ),
        ] {
            assert_eq!(
                outcome(&input, &output, true),
                (vec![cause.to_owned()], vec![])
            );
        }
    }
}
