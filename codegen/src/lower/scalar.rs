//! Scalars: which Rust-neutral scalar a type and format mean, and the limits of a value.

use super::view::View;
use crate::{
    ir::{Limits, Scalar},
    source::Number,
};

/// `integer`: by its format, or unsigned where its bounds don't fit otherwise.
pub(super) fn integer(view: &View<'_>) -> Scalar {
    match view.find(|schema| schema.format) {
        Some("int32" | "int16" | "int8") => Scalar::I32,
        Some("uint64" | "uint") => Scalar::U64,
        Some("uint32" | "uint16" | "uint8") => Scalar::U32,
        _ => {
            let beyond =
                |number: &Number| number.0.parse::<i64>().is_err() && number.as_u64().is_some();
            if view.any(|schema| schema.limits.maximum.is_some_and(beyond)) {
                Scalar::U64
            } else {
                Scalar::I64
            }
        }
    }
}

/// `number`: by its format.
pub(super) fn number(view: &View<'_>) -> Scalar {
    match view.find(|schema| schema.format) {
        Some("float") => Scalar::F32,
        _ => Scalar::F64,
    }
}

/// `string`: by its format; one that isn't known stays a string, which loses nothing.
pub(super) fn string(view: &View<'_>) -> Scalar {
    let encoding = view.find(|schema| schema.content_encoding);
    match (view.find(|schema| schema.format), encoding) {
        (Some("date-time"), _) => Scalar::DateTime,
        (Some("date"), _) => Scalar::Date,
        (Some("time"), _) => Scalar::Time,
        (Some("uuid" | "uuid4"), _) => Scalar::Uuid,
        (Some("byte"), _) | (_, Some("base64")) => Scalar::Base64,
        (Some("binary"), _) => Scalar::Binary,
        _ => Scalar::String,
    }
}

/// The assertions of all parts on the value.
pub(super) fn limits(view: &View<'_>) -> Limits {
    let text = |number: Option<&Number>| number.map(|number| number.0.clone());
    Limits {
        minimum: text(view.find(|schema| schema.limits.minimum)),
        maximum: text(view.find(|schema| schema.limits.maximum)),
        exclusive_minimum: text(view.find(|schema| schema.limits.exclusive_minimum)),
        exclusive_maximum: text(view.find(|schema| schema.limits.exclusive_maximum)),
        multiple_of: text(view.find(|schema| schema.limits.multiple_of)),
        min_length: view.find(|schema| schema.limits.min_length),
        max_length: view.find(|schema| schema.limits.max_length),
        pattern: view.find(|schema| schema.limits.pattern).map(str::to_owned),
        min_items: view.find(|schema| schema.limits.min_items),
        max_items: view.find(|schema| schema.limits.max_items),
        unique_items: view.any(|schema| schema.limits.unique_items),
        min_properties: view.find(|schema| schema.limits.min_properties),
        max_properties: view.find(|schema| schema.limits.max_properties),
    }
}
