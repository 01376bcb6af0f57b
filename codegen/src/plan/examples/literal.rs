//! Literals: numbers and texts, the document's own or such as fit the name.
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
    /// What the document gives as an example of it.
    pub(super) example: Option<&'t Value>,
    /// Whether the place tells the compiler the type; if not, the value must.
    pub(super) typed: bool,
}

/// Any value.
pub(super) fn json(example: Option<&Value>) -> Expr {
    Expr::text(match example {
        Some(Value::String(text)) => format!("serde_json::json!({text:?})"),
        Some(Value::Bool(value)) => format!("serde_json::json!({value})"),
        _ => "serde_json::json!({\"key\": \"value\"})".to_owned(),
    })
}

/// An integer of that type, which a suffix tells where nothing else does.
pub(super) fn integer(wanted: Wanted<'_>, ty: &str, (low, high): (i128, i128)) -> Expr {
    let given = wanted.example.and_then(Value::as_i64);
    let given = given.filter(|value| (low..=high).contains(&i128::from(*value)));
    let last = words(wanted.name).pop().unwrap_or_default();
    let value = given.unwrap_or(match last.as_str() {
        "limit" | "size" | "count" | "max" | "tokens" | "results" | "top" => 10,
        _ => 1,
    });
    Expr::text(if wanted.typed {
        value.to_string()
    } else {
        format!("{value}_{ty}")
    })
}

/// A number, likewise.
pub(super) fn float(wanted: Wanted<'_>, ty: &str) -> Expr {
    let value = wanted.example.and_then(Value::as_f64).unwrap_or(0.5);
    let value = if value.abs() < 1e15 { value } else { 0.5 };
    Expr::text(if wanted.typed {
        format!("{value:?}")
    } else {
        format!("{value:?}_{ty}")
    })
}

/// A text that may stand for the value: the document's, or one that fits the name.
pub(super) fn text(wanted: Wanted<'_>) -> String {
    if let Some(Value::String(text)) = wanted.example {
        return text.clone();
    }
    let words = words(wanted.name);
    match words.last().map_or("", String::as_str) {
        "email" => "user@example.com".to_owned(),
        "url" | "uri" | "href" | "link" | "website" => "https://example.com".to_owned(),
        "name" => "name".to_owned(),
        _ if words.is_empty() => "value".to_owned(),
        _ => wanted.name.to_owned(),
    }
}

/// The example that the document gives of a parameter, else its default.
pub(super) fn example_of<'d>(docs: &'d Docs, default: Option<&'d Value>) -> Option<&'d Value> {
    docs.example.as_deref().or(default)
}

impl Context<'_> {
    /// Whether a value of the type is a word or a number.
    pub(super) fn is_plain(&self, ty: &Type) -> bool {
        match self.resolve(ty).0 {
            Type::Scalar(scalar) => !matches!(
                scalar,
                Scalar::Base64 | Scalar::Binary | Scalar::File | Scalar::Uuid
            ),
            Type::Named(id) => matches!(
                self.api.type_def(*id),
                TypeDef { kind: TypeKind::Enumeration(list), .. } if !list.values.is_empty()
            ),
            _ => false,
        }
    }
}
