//! Scalars: which Rust-neutral scalar a type and format mean.

use super::{
    body::{is_json, is_yaml},
    view::View,
};
use crate::{
    ir::Scalar,
    source::{Number, Value},
};

/// The first integer past `i64`. As `f64`, since tools that know no other number write the greatest
/// integers rounded up: `9223372036854776000`.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

/// `integer`: by its format, or unsigned where its bounds don't fit otherwise, also if they are said to be those of an
/// `int64`, or where it has no greatest value and shows one that doesn't. An error: a bound that no integer of 64 bits reaches.
pub(super) fn integer<'a>(view: &View<'a>) -> Result<Scalar, &'a Number> {
    let format = view.find(|schema| schema.format);
    match format {
        Some("int32" | "int16" | "int8") => return Ok(Scalar::I32),
        Some("uint64" | "uint") => return Ok(Scalar::U64),
        Some("uint32" | "uint16" | "uint8") => return Ok(Scalar::U32),
        _ => {}
    }
    let bounds = || view.parts.iter().map(|part| &part.schema.limits);
    let order = |one: &&Number, other: &&Number| one.as_f64().total_cmp(&other.as_f64());
    let minimum = bounds().filter_map(|limits| limits.minimum).max_by(order);
    let maximum = bounds().filter_map(|limits| limits.maximum).min_by(order);
    if minimum.is_some_and(|low| low.as_f64() >= 0.0) && maximum.is_some_and(is_unsigned) {
        return Ok(Scalar::U64);
    }
    if format == Some("int64") {
        return Ok(Scalar::I64);
    }
    if let Some(low) = minimum.filter(|low| low.as_f64() < -I64_END) {
        return Err(low);
    }
    match maximum {
        Some(high) if high.as_f64() > I64_END => {
            let negative = minimum.is_some_and(|low| low.as_f64() < 0.0);
            if negative || high.as_f64() > 2.0 * I64_END {
                return Err(high);
            }
            Ok(Scalar::U64)
        }
        None if minimum.is_none_or(|low| low.as_f64() >= 0.0) && shown(view).any(is_unsigned) => {
            Ok(Scalar::U64)
        }
        _ => Ok(Scalar::I64),
    }
}

/// The numbers that the schema gives as its default or as examples.
fn shown<'v, 'a>(view: &'v View<'a>) -> impl Iterator<Item = &'a Number> + 'v {
    let schemas = view.parts.iter().map(|part| &part.schema);
    let nodes = schemas.flat_map(|schema| {
        schema
            .default
            .into_iter()
            .chain(schema.examples.iter().copied())
    });
    nodes.filter_map(|node| match &node.value {
        Value::Number(number) => Some(number),
        _ => None,
    })
}

/// Whether a number, as it is written, lies past `i64` and not past `u64`. As a bound beside a minimum of zero it is taken at its word:
/// `u64` holds the values either way.
fn is_unsigned(high: &Number) -> bool {
    let past = high
        .0
        .parse::<i128>()
        .map_or(high.as_f64() > I64_END, |high| high > i64::MAX.into());
    past && high.as_f64() <= 2.0 * I64_END
}

/// `number`: by its format.
pub(super) fn number(view: &View<'_>) -> Scalar {
    match view.find(|schema| schema.format) {
        Some("float") => Scalar::F32,
        _ => Scalar::F64,
    }
}

/// `string`: by its format, else by what it holds; what isn't known stays a string, which loses nothing.
pub(super) fn string(view: &View<'_>) -> Scalar {
    let encoding = view.find(|schema| schema.content_encoding);
    let media = view.find(|schema| schema.content_media_type);
    match (view.find(|schema| schema.format), encoding) {
        (Some("date-time"), _) => Scalar::DateTime,
        (Some("date"), _) => Scalar::Date,
        (Some("time"), _) => Scalar::Time,
        (Some("uuid" | "uuid4"), _) => Scalar::Uuid,
        (Some("byte"), _) | (_, Some("base64")) => Scalar::Base64,
        (Some("binary" | "file"), _) => Scalar::Binary,
        (_, Some(encoding)) if encodes(encoding) => Scalar::String,
        (None, _) if media.is_some_and(is_binary) => Scalar::Binary,
        (None, Some(encoding)) if encoding.eq_ignore_ascii_case("binary") => Scalar::Binary,
        _ => Scalar::String,
    }
}

/// Whether a `contentEncoding` makes text of bytes. The others leave them as they are (RFC 2045, section 6).
pub(super) fn encodes(encoding: &str) -> bool {
    !["7bit", "8bit", "binary"]
        .iter()
        .any(|identity| encoding.eq_ignore_ascii_case(identity))
}

/// Whether content of that media type is no text.
pub(super) fn is_binary(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let text = ["text/", "application/x-www-form-urlencoded"];
    !(text.iter().any(|text| essence.starts_with(text))
        || is_json(&essence)
        || essence.ends_with("xml")
        || is_yaml(&essence))
}
