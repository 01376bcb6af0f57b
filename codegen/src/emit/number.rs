//! Numbers as Rust literals.
//!
//! In: a number. Out: its digits, in groups of three where there are many. Must not know where it
//! stands.

use serde_json::Number;

/// More digits than these are written in groups.
const PLAIN: usize = 5;

/// A number as a literal without a suffix.
pub(super) fn number(number: &Number) -> String {
    let text = number.to_string();
    let (mantissa, exponent) = match text.split_once('e') {
        Some((mantissa, exponent)) => (mantissa, format!("e{exponent}")),
        None => (text.as_str(), String::new()),
    };
    let (sign, mantissa) = match mantissa.strip_prefix('-') {
        Some(mantissa) => ("-", mantissa),
        None => ("", mantissa),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if whole.len() <= PLAIN && fraction.len() <= PLAIN {
        return text;
    }
    let point = if fraction.is_empty() { "" } else { "." };
    let (whole, fraction) = (groups(whole, whole.len() % 3), groups(fraction, 0));
    format!("{sign}{whole}{point}{fraction}{exponent}")
}

/// Groups of three digits after the first few.
fn groups(digits: &str, first: usize) -> String {
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index % 3 == first % 3 {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    #[test]
    fn many_digits_are_grouped() {
        for (text, literal) in [
            ("12345", "12345"),
            ("-123456", "-123_456"),
            ("18446744073709551615", "18_446_744_073_709_551_615"),
            ("0.25", "0.25"),
            ("1.8446744073709552e19", "1.844_674_407_370_955_2e+19"),
        ] {
            let number = text.parse().unwrap();
            assert_eq!(super::number(&number), literal);
        }
    }
}
