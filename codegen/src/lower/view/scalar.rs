//! Scalars: which Rust-neutral scalar a type and format mean.

use crate::lower::{
    operation::body::{is_json, is_yaml},
    view::View,
};
use crate::{
    ir::{Numeric, Scalar},
    openapi::{Limits, Types},
    source::{Number, Value},
};

/// The first integer past `i64`. As `f64`, since tools that know no other number write the greatest
/// integers rounded up: `9223372036854776000`.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

/// `integer`: by its format, unless its bounds go beyond that, or unsigned where its bounds don't
/// fit otherwise, also if they are said to be those of an `int64`, or where it has no greatest
/// value and shows one that doesn't. An `int64` that excludes negative numbers is how Rust's `u64`
/// is written. An error: a bound that no integer of 64 bits reaches.
pub(crate) fn integer<'a>(view: &View<'a>) -> Result<Numeric, &'a Number> {
    let format = view.find(|schema| schema.format);
    let bounds = || view.parts.iter().map(|part| &part.schema.limits);
    let order = |one: &&Number, other: &&Number| one.as_f64().total_cmp(&other.as_f64());
    let minimum = bounds().filter_map(|limits| limits.minimum).max_by(order);
    let maximum = bounds().filter_map(|limits| limits.maximum).min_by(order);
    if let Some(exact) = format.and_then(named) {
        let within = |bound: Option<&Number>| bound.is_none_or(|bound| holds(exact, bound));
        if within(minimum) && within(maximum) {
            return Ok(exact);
        }
    }
    if minimum.is_some_and(|low| low.as_f64() >= 0.0) && maximum.is_some_and(is_unsigned) {
        return Ok(Numeric::U64);
    }
    let is_negative = minimum.is_some_and(|low| low.as_f64() < 0.0);
    let fits = maximum.is_none_or(|high| high.as_f64() <= I64_END);
    if format == Some("int64") && (fits || is_negative) {
        let above = bounds().filter_map(|limits| limits.exclusive_minimum);
        let is_positive = minimum.is_some_and(|low| low.as_f64() >= 0.0)
            || above.max_by(order).is_some_and(|low| low.as_f64() >= -1.0);
        return Ok(if is_positive {
            Numeric::U64
        } else {
            Numeric::I64
        });
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
            Ok(Numeric::U64)
        }
        None if minimum.is_none_or(|low| low.as_f64() >= 0.0) && shown(view).any(is_unsigned) => {
            Ok(Numeric::U64)
        }
        _ => Ok(Numeric::I64),
    }
}

/// The integer of a format that says all of it.
fn named(format: &str) -> Option<Numeric> {
    Some(match format {
        "int8" => Numeric::I8,
        "int16" => Numeric::I16,
        "int32" => Numeric::I32,
        "uint8" => Numeric::U8,
        "uint16" => Numeric::U16,
        "uint32" => Numeric::U32,
        "uint64" | "uint" => Numeric::U64,
        _ => return None,
    })
}

/// The format of an integer of more than 64 bits, unless its bounds say that it has less.
pub(crate) fn wide<'a>(view: &View<'a>) -> Option<&'a str> {
    let format = view.find(|schema| schema.format);
    let format = format.filter(|format| {
        matches!(
            *format,
            "int128" | "uint128" | "i128" | "u128" | "int256" | "uint256"
        )
    })?;
    let limits = || view.parts.iter().map(|part| &part.schema.limits);
    let least = |limits: &Limits<'_>| limits.minimum.or(limits.exclusive_minimum).is_some();
    let most = |limits: &Limits<'_>| limits.maximum.or(limits.exclusive_maximum).is_some();
    let is_bounded = limits().any(least) && limits().any(most);
    (!is_bounded || integer(view).is_err()).then_some(format)
}

/// Whether a bound is within the range of a type; for 64 bits every one is, since tools round
/// those.
#[expect(
    clippy::cast_precision_loss,
    reason = "the bounds of 32 bits are exact"
)]
fn holds(number: Numeric, bound: &Number) -> bool {
    let range = number.range().filter(|_| number != Numeric::U64);
    range.is_none_or(|(low, high)| (low as f64..=high as f64).contains(&bound.as_f64()))
}

/// The numbers in the schema's default and examples.
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

/// Whether a number exceeds `i64` but not `u64`. Next to a minimum of zero such a bound is taken
/// literally: `u64` holds the values either way.
fn is_unsigned(high: &Number) -> bool {
    let past = high
        .0
        .parse::<i128>()
        .map_or(high.as_f64() > I64_END, |high| high > i64::MAX.into());
    past && high.as_f64() <= 2.0 * I64_END
}

/// `number`: by its format.
pub(crate) fn number(view: &View<'_>) -> Numeric {
    match view.find(|schema| schema.format) {
        Some("float") => Numeric::F32,
        _ => Numeric::F64,
    }
}

/// `[integer, string]` or `[number, string]` with a pattern of digits, as ASP.NET Core writes its
/// numbers: the number. In 3.0, which has no lists of types, only the format shows the type.
pub(crate) fn number_or_text(view: &View<'_>) -> Option<Numeric> {
    let is_digits = |pattern: Option<&str>| pattern.is_some_and(is_numeric);
    if !view.any(|schema| is_digits(schema.limits.pattern)) {
        return None;
    }
    let types = view.types();
    let with_text = |types: Types| types.with(Types::STRING);
    if types == with_text(Types::INTEGER) {
        return integer(view).ok();
    }
    let decimal = Types::NUMBER.with(Types::INTEGER);
    if types == with_text(Types::NUMBER) || types == with_text(decimal) {
        return Some(number(view));
    }
    if !types.is_empty() {
        return None;
    }
    match view.find(|schema| schema.format)? {
        "int64" => integer(view).ok(),
        "float" | "double" => Some(number(view)),
        format => named(format).and_then(|_| integer(view).ok()),
    }
}

/// Whether all that a pattern allows is a number in digits: a sign, digits, at most one fraction
/// and exponent.
pub(crate) fn is_numeric(pattern: &str) -> bool {
    let inner = pattern.strip_prefix('^');
    let Some(inner) = inner.and_then(|pattern| pattern.strip_suffix('$')) else {
        return false;
    };
    let mut rest = format!("({inner})");
    for (from, to) in [
        ("(?:", "("),
        ("[+-]", "-"),
        ("[-+]", "-"),
        ("[eE]-?", ""),
        ("[Ee]-?", ""),
        ("(-?", "("),
        ("|-?", "|"),
        ("(-", "("),
        ("[0-9]", "9"),
        ("[1-9]", "9"),
        (r"\d", "9"),
        (r"\.", "."),
        ("[.]", "."),
    ] {
        rest = rest.replace(from, to);
    }
    // A group that is repeated is more than one number, as in a version.
    let repeats = [")*", ")+", "){"].iter().any(|end| rest.contains(end));
    let is_one = rest.matches('.').count() <= 1 && !repeats;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((times, after)) = after.split_once('}') else {
            return false;
        };
        if !times
            .chars()
            .all(|character| character.is_ascii_digit() || character == ',')
        {
            return false;
        }
        rest = format!("{before}{after}");
    }
    let is_known = |character: char| "0123456789.()|*+?".contains(character);
    is_one
        && rest.contains(|character| matches!(character, '1'..='9'))
        && rest.chars().all(is_known)
}

/// `string`: by its format, else by its content; an unknown format stays a string, which loses
/// nothing.
pub(crate) fn string(view: &View<'_>) -> Scalar {
    let encoding = view.find(|schema| schema.content_encoding);
    let media = view.find(|schema| schema.content_media_type);
    match (view.find(|schema| schema.format), encoding) {
        (Some("date-time"), _) => Scalar::DateTime,
        (Some("date"), _) => Scalar::Date,
        (Some("time"), _) => Scalar::Time,
        (Some("uuid" | "uuid4"), _) => Scalar::Uuid,
        (Some("byte"), _) | (_, Some("base64")) => Scalar::Base64,
        (Some("base64url"), _) | (_, Some("base64url")) => Scalar::Base64Url,
        (Some("binary" | "file"), _) => Scalar::Binary,
        (_, Some(encoding)) if encodes(encoding) => Scalar::String,
        (None, _) if media.is_some_and(is_binary) => Scalar::Binary,
        (None, Some(encoding)) if encoding.eq_ignore_ascii_case("binary") => Scalar::Binary,
        _ => Scalar::String,
    }
}

/// Whether a `contentEncoding` makes text of bytes. The others leave them as they are (RFC 2045,
/// section 6).
pub(crate) fn encodes(encoding: &str) -> bool {
    !["7bit", "8bit", "binary"]
        .iter()
        .any(|identity| encoding.eq_ignore_ascii_case(identity))
}

/// Whether content of that media type is binary.
pub(crate) fn is_binary(media: &str) -> bool {
    let essence = media.split(';').next().unwrap_or_default().trim();
    let essence = essence.to_ascii_lowercase();
    let text = ["text/", "application/x-www-form-urlencoded"];
    !(text.iter().any(|text| essence.starts_with(text))
        || is_json(&essence)
        || essence.ends_with("xml")
        || is_yaml(&essence))
}

/// The order in which texts are tried as one of several formats: a date may begin a date-time.
/// `None` if the text doesn't show the format.
pub(crate) fn rank(scalar: Scalar) -> Option<u8> {
    match scalar {
        Scalar::DateTime => Some(0),
        Scalar::Date => Some(1),
        Scalar::Time => Some(2),
        Scalar::Uuid => Some(3),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::is_numeric;

    #[test]
    fn patterns_of_numbers_are_known() {
        for pattern in [
            r"^-?(?:0|[1-9]\d*)$",
            r"^(?:0|[1-9]\d*)$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?$",
            r"^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$",
            r"^\d+$",
            r"^[0-9]{1,10}$",
            r"^[+-]?[0-9]+$",
            r"^(-?0|-?[1-9]\d*)$",
        ] {
            assert!(is_numeric(pattern), "{pattern}");
        }
        for pattern in [
            r"\d+",
            r"^\d+",
            r"^\d+[a-z]$",
            r"^\d\d:\d\d\w$",
            r"^.+$",
            r"^(?!^[-+.]*$)[+-]?0*\d*\.?\d*$",
            r"^\d+%$",
            r"^\d\d:\d\d$",
            r"^\d{4}-\d{2}$",
            r"^\d+\.\d+\.\d+$",
            r"^\d+(\.\d+)*$",
            r"^\d+,\d$",
            "^$",
            "^-?$",
        ] {
            assert!(!is_numeric(pattern), "{pattern}");
        }
    }
}
