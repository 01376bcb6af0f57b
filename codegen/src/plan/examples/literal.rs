//! Literals: numbers and texts, from the document or chosen by the name of the value.
//!
//! In: what a value is made for. Out: an expression.

use serde_json::Value;

use super::layout::Expr;
use crate::{
    ir::{Docs, Scalar, Type, TypeDef, TypeKind},
    names::words,
    plan::context::Context,
};

/// What a value is made for.
#[derive(Clone, Copy)]
pub(super) struct Wanted<'t> {
    /// Its name on the wire.
    pub(super) name: &'t str,
    /// The document's example of it.
    pub(super) example: Option<&'t Value>,
    /// Whether the compiler infers the type; if not, the value must state it.
    pub(super) typed: bool,
}

impl Wanted<'_> {
    /// The same for an item of it.
    pub(super) fn item(self) -> Self {
        Self {
            example: match self.example {
                Some(Value::Array(items)) => items.first(),
                other => other,
            },
            ..self
        }
    }
}

/// How long a value of JSON may be that is shown; a longer one is left out.
const LONGEST: usize = 70;

/// What is shown where the document has no example.
const ANY_OBJECT: &str = "{\"key\": \"value\"}";

/// Any value.
pub(super) fn json(example: Option<&Value>) -> Expr {
    let shown = example.and_then(shown);
    let shown = shown.unwrap_or_else(|| ANY_OBJECT.to_owned());
    Expr::text(format!("serde_json::json!({shown})"))
}

/// An object with any properties.
pub(super) fn open_object(example: Option<&Value>) -> Expr {
    let shown = example.filter(|example| example.is_object());
    let shown = shown.and_then(self::shown);
    let shown = shown.unwrap_or_else(|| ANY_OBJECT.to_owned());
    Expr::text(format!("object! {shown}"))
}

/// A value as `json!` takes it, if it is short. A number must be one that Rust takes without a
/// type.
fn shown(value: &Value) -> Option<String> {
    let text = match value {
        Value::Number(number) if !number.is_f64() => {
            i32::try_from(number.as_i64()?).ok()?.to_string()
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => value.to_string(),
        Value::String(text) => format!("{text:?}"),
        Value::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(shown).collect();
            format!("[{}]", items?.join(", "))
        }
        Value::Object(members) => {
            let members = members.iter();
            let members = members.map(|(name, value)| Some(format!("{name:?}: {}", shown(value)?)));
            format!("{{{}}}", members.collect::<Option<Vec<_>>>()?.join(", "))
        }
    };
    (text.len() <= LONGEST).then_some(text)
}

/// An integer of that type, with a suffix if the type is not inferred.
pub(super) fn integer(wanted: Wanted<'_>, ty: &str, (low, high): (i128, i128)) -> Expr {
    let documented = wanted.example.and_then(Value::as_i64);
    let documented = documented.filter(|value| (low..=high).contains(&i128::from(*value)));
    let last = words(wanted.name).pop().unwrap_or_default();
    let value = documented.unwrap_or(match last.as_str() {
        "limit" | "size" | "count" | "max" | "tokens" | "results" | "top" => 10,
        _ => 1,
    });
    Expr::text(if wanted.typed {
        value.to_string()
    } else {
        format!("{value}_{ty}")
    })
}

/// A number of that type, with a suffix if the type is not inferred.
pub(super) fn float(wanted: Wanted<'_>, ty: &str) -> Expr {
    let value = wanted.example.and_then(Value::as_f64).unwrap_or(0.5);
    let value = if value.abs() < 1e15 { value } else { 0.5 };
    Expr::text(if wanted.typed {
        format!("{value:?}")
    } else {
        format!("{value:?}_{ty}")
    })
}

/// A text for the value: the document's, or one that fits the name. An id is that of
/// the first of its kind (`span-1` for `span_id`).
pub(super) fn text(wanted: Wanted<'_>) -> String {
    if let Some(Value::String(text)) = wanted.example {
        return text.clone();
    }
    let words = words(wanted.name);
    match words.last().map_or("", String::as_str) {
        "email" => "user@example.com".to_owned(),
        "url" | "uri" | "href" | "link" | "website" => "https://example.com".to_owned(),
        "id" if words.len() > 1 => format!("{}-1", words[..words.len() - 1].join("-")),
        "name" => "name".to_owned(),
        _ if words.is_empty() => "value".to_owned(),
        _ => wanted.name.to_owned(),
    }
}

/// The document's example of a parameter, else its default.
pub(super) fn example_of<'d>(docs: &'d Docs, default: Option<&'d Value>) -> Option<&'d Value> {
    docs.example.as_deref().or(default)
}

impl Context<'_> {
    /// Whether a value of the type is a word or a number.
    pub(super) fn is_plain(&self, ty: &Type) -> bool {
        match self.resolve(ty).0 {
            Type::Scalar(scalar) => !matches!(
                scalar,
                Scalar::Base64 | Scalar::Base64Url | Scalar::Binary | Scalar::File | Scalar::Uuid
            ),
            Type::Named(id) => matches!(
                self.api.type_def(*id),
                TypeDef { kind: TypeKind::Enumeration(list), .. } if !list.values.is_empty()
            ),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn texts_fit_the_name() {
        for (name, expected) in [
            ("group_id", "group-1"),
            ("datasetItemId", "dataset-item-1"),
            ("id", "id"),
            ("dataset_name", "name"),
            ("homepage_url", "https://example.com"),
            ("cursor", "cursor"),
            ("+", "+"),
        ] {
            let wanted = Wanted {
                name,
                example: None,
                typed: true,
            };
            assert_eq!(text(wanted), expected);
        }
    }

    #[test]
    fn short_examples_are_shown_as_the_macros_take_them() {
        let example = json!({"role": "user", "content": "\"Hi\"", "n": [1, -2.5, null, true]});
        let written = r#"{"role": "user", "content": "\"Hi\"", "n": [1, -2.5, null, true]}"#;
        assert_eq!(
            json(Some(&example)).flat(),
            format!("serde_json::json!({written})")
        );
        assert_eq!(
            open_object(Some(&example)).flat(),
            format!("object! {written}")
        );
        // An integer without a type is an `i32`, and a long one shows little.
        for other in [
            json!({"id": 3_000_000_000_u64}),
            json!({"text": "x".repeat(70)}),
            json!([1]),
        ] {
            assert_eq!(
                open_object(Some(&other)).flat(),
                r#"object! {"key": "value"}"#
            );
        }
    }
}
