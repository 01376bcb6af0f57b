//! Numbers as they are written, without rounding.
//!
//! In: the text of a JSON number. Out: its value, to be compared, divided and written out exactly.
//! Must not know Rust's number types.

use std::cmp::Ordering;

use serde_json::{Number, Value};

/// The most digits that an integer is written out with: more than any integer type has.
const DIGITS: usize = 40;

/// A number: its digits times a power of ten. Equal numbers have equal parts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Decimal {
    negative: bool,
    /// Without zeros at either end; zero has none.
    digits: String,
    exponent: i64,
}

impl Decimal {
    /// The number of a text; none if it is not a number, or too large an exponent to be one that
    /// anybody means.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(unsigned) => (true, unsigned),
            None => (false, text),
        };
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{before}{after}");
        if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_end_matches('0');
        let dropped = i64::try_from(all.len() - digits.len()).ok()?;
        let digits = digits.trim_start_matches('0');
        if digits.is_empty() {
            return Some(Self {
                negative: false,
                digits: String::new(),
                exponent: 0,
            });
        }
        let exponent: i32 = exponent.parse().ok()?;
        let places = i64::try_from(after.len()).ok()?;
        Some(Self {
            negative,
            digits: digits.to_owned(),
            exponent: i64::from(exponent) + dropped - places,
        })
    }

    /// Its digits, with a minus if it is negative; none if it has a fraction.
    fn whole(&self) -> Option<String> {
        let zeros = usize::try_from(self.exponent).ok()?;
        let length = self.digits.len().saturating_add(zeros).max(1);
        let sign = if self.negative { "-" } else { "" };
        (length <= DIGITS).then(|| format!("{sign}{:0<length$}", self.digits))
    }

    /// How many digits it has before the point, and its digits; less for what is smaller. Zero has
    /// no place.
    fn magnitude(&self) -> Option<(i64, &str)> {
        let length = i64::try_from(self.digits.len()).ok()?;
        (length > 0).then_some((length + self.exponent, &self.digits))
    }

    /// Whether it is a whole number of steps. None if that can't be said: the step is zero or has
    /// too many digits.
    pub(crate) fn is_multiple_of(&self, step: &Self) -> Option<bool> {
        let divisor: u64 = step.digits.parse().ok()?;
        if self.digits.is_empty() {
            return Some(true);
        }
        // Its last digit is not zero, so it lies between two multiples of a larger power of ten.
        let Ok(mut power) = u64::try_from(self.exponent - step.exponent) else {
            return Some(false);
        };
        let times = |one: u64, other: u64| {
            let product = u128::from(one) * u128::from(other) % u128::from(divisor);
            u64::try_from(product).unwrap_or_default()
        };
        let digits = self.digits.bytes().map(|digit| u64::from(digit - b'0'));
        let mut rest = digits.fold(0, |rest, digit| {
            let rest = u128::from(times(rest, 10)) + u128::from(digit);
            u64::try_from(rest % u128::from(divisor)).unwrap_or_default()
        });
        let mut factor = 10 % divisor;
        while power > 0 && rest > 0 {
            if power & 1 == 1 {
                rest = times(rest, factor);
            }
            factor = times(factor, factor);
            power >>= 1;
        }
        Some(rest == 0)
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.negative, other.negative) {
            (false, false) => self.magnitude().cmp(&other.magnitude()),
            (true, true) => other.magnitude().cmp(&self.magnitude()),
            (negative, _) => negative.cmp(&other.negative).reverse(),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The digits of a number without a fraction, with a minus if it is negative (JSON Schema 2020-12,
/// Validation, section 6.1.1).
pub(crate) fn whole(text: &str) -> Option<String> {
    Decimal::parse(text)?.whole()
}

/// Whether two values are equal, numbers by their value (JSON Schema 2020-12, Core, section 4.2.2).
#[doc(hidden)]
#[must_use]
pub fn is_equal(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || numbers(one, other),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| is_equal(a, b))
        }
        (Value::Object(one), Value::Object(other)) => {
            let same =
                |(name, a): (&String, &Value)| other.get(name).is_some_and(|b| is_equal(a, b));
            one.len() == other.len() && one.iter().all(same)
        }
        _ => one == other,
    }
}

fn numbers(one: &Number, other: &Number) -> bool {
    let one = Decimal::parse(&one.to_string());
    one.is_some() && one == Decimal::parse(&other.to_string())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn equal_numbers_have_equal_parts() {
        let groups = [
            &["0", "-0", "0.0", "-0.0e9", "0e99999999999"][..],
            &["1", "1.0", "10e-1", "0.01e2", "1E+0"],
            &["-1200", "-1.2e3", "-12000e-1"],
            &["9007199254740993", "9007199254740993.0"],
            &["9007199254740992"],
            &["1e400"],
        ];
        let parse = |text: &str| Decimal::parse(text).unwrap();
        for (at, group) in groups.iter().enumerate() {
            for text in *group {
                assert_eq!(parse(text), parse(group[0]), "{text}");
                let others = groups.iter().enumerate().filter(|(other, _)| *other != at);
                for (_, other) in others {
                    assert_ne!(parse(text), parse(other[0]), "{text}");
                }
            }
        }
        for text in ["", "-", ".", "NaN", "inf", "1x", "1e", "1e99999999999"] {
            assert_eq!(Decimal::parse(text), None, "{text}");
        }
    }

    #[test]
    fn integers_are_numbers_without_a_fraction() {
        for (text, digits) in [
            ("0", "0"),
            ("-0", "0"),
            ("0.000", "0"),
            ("0e999999999999", "0"),
            ("1.0", "1"),
            ("-1.50e1", "-15"),
            ("1e3", "1000"),
            ("1E+3", "1000"),
            ("1200e-2", "12"),
            ("123456789012345678.0", "123456789012345678"),
            ("1.8446744073709551615e19", "18446744073709551615"),
        ] {
            assert_eq!(whole(text).as_deref(), Some(digits), "{text}");
        }
        for text in ["1.5", "1e-1", "15e-2", "1e400", "1e99999999999", "-0.1"] {
            assert_eq!(whole(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_ordered_by_value() {
        let ordered = [
            "-1e400",
            "-12",
            "-1.2",
            "-0.3",
            "0",
            "1e-400",
            "0.3",
            "0.31",
            "1",
            "1.5",
            "9007199254740992",
            "9007199254740993",
            "1e400",
        ];
        let parse = |text: &str| Decimal::parse(text).unwrap();
        for (at, one) in ordered.iter().enumerate() {
            for (other_at, other) in ordered.iter().enumerate() {
                let order = parse(one).cmp(&parse(other));
                assert_eq!(order, at.cmp(&other_at), "{one} and {other}");
            }
        }
    }

    #[test]
    fn division_is_exact() {
        let is_multiple = |number: &str, step: &str| {
            let step = Decimal::parse(step).unwrap();
            Decimal::parse(number).unwrap().is_multiple_of(&step)
        };
        for (number, step) in [
            ("2000000000000001", "3"),
            ("0.3", "0.1"),
            ("-4.35", "0.01"),
            ("1e308", "5"),
            ("3e308", "3"),
            ("0", "7"),
            ("1e-3", "0.0005"),
            ("18446744073709551615", "18446744073709551615"),
            ("123456789012345678901234567890", "90"),
        ] {
            assert_eq!(is_multiple(number, step), Some(true), "{number} by {step}");
        }
        for (number, step) in [
            ("2000000000000003", "3"),
            ("0.35", "0.1"),
            ("1e308", "3"),
            ("1e-400", "0.1"),
            ("18446744073709551614", "18446744073709551615"),
        ] {
            assert_eq!(is_multiple(number, step), Some(false), "{number} by {step}");
        }
        assert_eq!(is_multiple("1", "0"), None);
        assert_eq!(is_multiple("1", "0.123456789012345678901"), None);
    }

    #[test]
    fn values_are_equal_by_what_they_say() {
        for (one, other, equal) in [
            (
                json!([1, {"a": 1.0, "b": 0}]),
                json!([1.0, {"b": -0.0, "a": 1}]),
                true,
            ),
            (
                json!(9_007_199_254_740_993_u64),
                json!(9_007_199_254_740_992.0),
                false,
            ),
            (json!(1), json!(true), false),
            (json!(1), json!("1"), false),
            (json!({"a": 1}), json!({"a": 1, "b": 1}), false),
        ] {
            assert_eq!(is_equal(&one, &other), equal, "{one} and {other}");
        }
    }
}
