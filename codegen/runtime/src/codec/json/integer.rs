//! Integers as they are written: any number without a fraction (JSON Schema 2020-12, Validation
//! 6.1.1).
//!
//! In: the text of a JSON number. Out: its digits. Must not know Rust's number types.

/// The most digits that an integer is written out with: more than any type holds.
const DIGITS: usize = 40;

/// The digits of a number without a fraction, with a minus if it is negative.
pub(crate) fn whole(text: &str) -> Option<String> {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text),
    };
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (before, after) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{before}{after}");
    let digits = all.trim_start_matches('0');
    if digits.is_empty() {
        return Some("0".to_owned());
    }
    let exponent: i32 = exponent.parse().ok()?;
    let zeros = exponent.checked_sub(i32::try_from(after.len()).ok()?)?;
    let significant = digits.trim_end_matches('0');
    let dropped = i32::try_from(digits.len() - significant.len()).ok()?;
    let zeros = usize::try_from(zeros.checked_add(dropped)?).ok()?;
    let is_short = significant.len().checked_add(zeros)? <= DIGITS;
    is_short.then(|| format!("{sign}{significant}{}", "0".repeat(zeros)))
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
