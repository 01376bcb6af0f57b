//! Rewrites exported schemas: exclusive bounds, and unions of schemas.

use serde_json::{Map, Value, json};

/// `exclusiveMinimum: 1` becomes `minimum: 1` with `exclusiveMinimum: true`, and the same above.
pub(crate) fn exclusive(out: &mut Map<String, Value>) {
    let tighter_below = |exclusive: f64, plain: f64| exclusive >= plain;
    let tighter_above = |exclusive: f64, plain: f64| exclusive <= plain;
    one(out, "exclusiveMinimum", "minimum", tighter_below);
    one(out, "exclusiveMaximum", "maximum", tighter_above);
}

fn one(
    out: &mut Map<String, Value>,
    exclusive: &str,
    plain: &str,
    tighter: impl Fn(f64, f64) -> bool,
) {
    match out.remove(exclusive) {
        Some(Value::Bool(value)) => {
            out.insert(exclusive.to_owned(), value.into());
        }
        Some(Value::Number(bound)) => {
            let stated = out.get(plain).and_then(Value::as_f64);
            let bound_value = bound.as_f64().unwrap_or(f64::NAN);
            if stated.is_none_or(|stated| tighter(bound_value, stated)) {
                out.insert(plain.to_owned(), bound.into());
                out.insert(exclusive.to_owned(), true.into());
            }
        }
        _ => {}
    }
}

/// A schema for what any of these accepts, without duplicates.
pub(crate) fn any_of(schemas: Vec<Value>) -> Value {
    let mut distinct: Vec<Value> = Vec::new();
    for schema in schemas {
        // Lists in documents are short; a longer one may have duplicates.
        if distinct.len() > 200 || !distinct.contains(&schema) {
            distinct.push(schema);
        }
    }
    if distinct.iter().any(|schema| *schema == json!({})) {
        return json!({});
    }
    match distinct.len() {
        0 => json!({}),
        1 => distinct.swap_remove(0),
        _ => json!({ "anyOf": distinct }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(schema: Value) -> Value {
        let Value::Object(mut out) = schema else {
            return schema;
        };
        exclusive(&mut out);
        out.into()
    }

    #[test]
    fn the_tighter_bound_stays() {
        assert_eq!(
            rewritten(json!({"exclusiveMinimum": 1})),
            json!({"minimum": 1, "exclusiveMinimum": true})
        );
        assert_eq!(
            rewritten(json!({"minimum": 5, "exclusiveMinimum": 1})),
            json!({"minimum": 5})
        );
        assert_eq!(
            rewritten(json!({"maximum": 5, "exclusiveMaximum": 5})),
            json!({"maximum": 5, "exclusiveMaximum": true})
        );
        let old = json!({"maximum": 5, "exclusiveMaximum": true});
        assert_eq!(rewritten(old.clone()), old);
    }

    #[test]
    fn any_of_says_each_once() {
        let (a, b) = (json!({"type": "string"}), json!({"type": "integer"}));
        assert_eq!(any_of(vec![a.clone(), a.clone()]), a);
        assert_eq!(
            any_of(vec![a.clone(), b.clone(), a.clone()]),
            json!({"anyOf": [a, b]})
        );
        assert_eq!(any_of(vec![a, json!({})]), json!({}));
    }
}
