//! Scalars: which Rust-neutral scalar a type and format mean.

use super::View;
use crate::lower::media_type::is_binary;
use crate::{
    ir::{Numeric, Scalar},
    openapi::Types,
};

/// The first integer past `i64`. As `f64`, since tools that know no other number write the greatest
/// integers rounded up: `9223372036854776000`.
const I64_END: f64 = 9_223_372_036_854_775_808.0;

/// `integer`: by its format, unless its bounds go beyond that, or unsigned where its bounds don't
/// fit otherwise, also if they are said to be those of an `int64`, or where it has no greatest
/// value and shows one that doesn't. An `int64` that excludes negative numbers is how Rust's `u64`
/// is written. An error: a bound that no integer of 64 bits reaches.
pub(crate) fn integer<'v>(view: &'v View<'_>) -> Result<Numeric, &'v str> {
    let format = view.find(|schema| schema.format);
    let bounds = |keyword| {
        view.schemas()
            .filter_map(move |schema| schema.bound(keyword))
    };
    let order = |one: &&str, other: &&str| number_of(one).total_cmp(&number_of(other));
    let minimum = bounds("minimum").max_by(order);
    let maximum = bounds("maximum").min_by(order);
    if let Some(exact) = format.and_then(named) {
        let within = |bound: Option<&str>| bound.is_none_or(|bound| holds(exact, bound));
        if within(minimum) && within(maximum) {
            return Ok(exact);
        }
    }
    let is_from_zero = minimum.is_some_and(|low| number_of(low) >= 0.0);
    let is_negative = minimum.is_some_and(|low| number_of(low) < 0.0);
    if is_from_zero && maximum.is_some_and(is_unsigned) {
        return Ok(Numeric::U64);
    }
    let fits = maximum.is_none_or(|high| number_of(high) <= I64_END);
    if format == Some("int64") && (fits || is_negative) {
        let above = bounds("exclusiveMinimum").max_by(order);
        let is_positive = is_from_zero || above.is_some_and(|low| number_of(low) >= -1.0);
        return Ok(if is_positive {
            Numeric::U64
        } else {
            Numeric::I64
        });
    }
    if let Some(low) = minimum.filter(|low| number_of(low) < -I64_END) {
        return Err(low);
    }
    match maximum {
        Some(high) if number_of(high) > I64_END => {
            if is_negative || number_of(high) > 2.0 * I64_END {
                return Err(high);
            }
            Ok(Numeric::U64)
        }
        None if !is_negative && shown(view).any(is_unsigned) => Ok(Numeric::U64),
        _ => Ok(Numeric::I64),
    }
}

fn number_of(bound: &str) -> f64 {
    bound.parse().unwrap_or(f64::NAN)
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
    let is_stated = |keywords: [&str; 2]| {
        view.any(|schema| {
            keywords
                .iter()
                .any(|keyword| schema.bound(keyword).is_some())
        })
    };
    let is_bounded =
        is_stated(["minimum", "exclusiveMinimum"]) && is_stated(["maximum", "exclusiveMaximum"]);
    (!is_bounded || integer(view).is_err()).then_some(format)
}

/// Whether a bound is within the range of a type; for 64 bits every one is, since tools round
/// those.
#[expect(
    clippy::cast_precision_loss,
    reason = "the bounds of 32 bits are exact"
)]
fn holds(number: Numeric, bound: &str) -> bool {
    let range = number.range().filter(|_| number != Numeric::U64);
    range.is_none_or(|(low, high)| (low as f64..=high as f64).contains(&number_of(bound)))
}

/// The numbers in the schema's default and examples.
fn shown<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v str> {
    let nodes = view.schemas().flat_map(|schema| {
        let examples = schema.examples.iter().copied();
        schema.default.into_iter().chain(examples)
    });
    nodes.filter_map(|node| Some(node.as_number()?.0.as_str()))
}

/// Whether a number exceeds `i64` but not `u64`. Next to a minimum of zero such a bound is taken
/// literally: `u64` holds the values either way.
fn is_unsigned(high: &str) -> bool {
    let past = match high.parse::<i128>() {
        Ok(high) => high > i64::MAX.into(),
        Err(_) => number_of(high) > I64_END,
    };
    past && number_of(high) <= 2.0 * I64_END
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
    if !view.any(|schema| schema.pattern().is_some_and(is_numeric)) {
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
