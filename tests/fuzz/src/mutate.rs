//! Bytes made from other bytes, as random as a fixed seed allows.

/// Numbers that look random and are the same each time (`SplitMix64`).
#[derive(Debug)]
pub struct Numbers(u64);

impl Numbers {
    /// Numbers from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below the bound, 0 if that is 0.
    pub fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or_default()
    }
}

/// What means something to one of the targets.
const WORDS: &[&str] = &[
    "$ref",
    "#/components/schemas/",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "null",
    "type",
    "object",
    "array",
    "items",
    "properties",
    "required",
    "discriminator",
    "mapping",
    "enum",
    "const",
    "default",
    "format",
    "date-time",
    "pattern",
    "additionalProperties",
    "nullable",
    "parameters",
    "requestBody",
    "content",
    "application/json",
    "multipart/form-data",
    "text/event-stream",
    "responses",
    "callbacks",
    "webhooks",
    "$defs",
    "$id",
    "$anchor",
    "$dynamicRef",
    "propertyNames",
    "patternProperties",
    "prefixItems",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "3.0.3",
    "3.1.0",
    "3.2.0",
    "{",
    "}",
    "[",
    "]",
    ": ",
    "- ",
    "\n",
    "\r\n",
    "\r",
    "\"",
    "'",
    "&a ",
    "*a",
    "!!str ",
    "|\n  ",
    ">-\n  ",
    "? ",
    "# ",
    "---\n",
    "...\n",
    "%YAML 1.2\n",
    "1e999",
    "-0",
    "0x1f",
    "9223372036854775808",
    "1.7976931348623157e308",
    "NaN",
    ".inf",
    "true",
    "~",
    "\u{feff}",
    "\u{2028}",
    "\u{202e}",
    "\0",
    "data: ",
    "event: ",
    "id: ",
    "retry: ",
    ": ",
    "[DONE]",
    "\n\n",
    "../",
    "%2e%2e",
    "%00",
    "?",
    "#",
    "&",
    "=",
    "+",
    ";",
    "\\u0000",
    "\\ud800",
    "\\",
    "//",
    "\n=====\n",
    "kind",
    "\"kind\":\"",
    "9999-12-31",
    "T23:59:60Z",
    "-09:00",
    "+24:00",
];

/// The bytes with one to eight changes: bits, bytes, words, pieces of themselves and of another
/// one.
pub fn mutate(bytes: &[u8], other: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut out = bytes.to_vec();
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(out.len() + 1);
        let magnitude = numbers.below(9);
        let length = numbers.below(1 << magnitude).min(out.len() - at);
        match numbers.below(9) {
            0 if at < out.len() => out[at] ^= 1 << numbers.below(8),
            1 if at < out.len() => out[at] = u8::try_from(numbers.below(256)).unwrap_or_default(),
            2 => drop(out.drain(at..at + length)),
            3 => {
                let piece = out[at..at + length].to_vec();
                let to = numbers.below(out.len() + 1);
                out.splice(to..to, piece);
            }
            4 | 5 => {
                let word = WORDS[numbers.below(WORDS.len())];
                out.splice(at..at, word.bytes());
            }
            6 => {
                let word = WORDS[numbers.below(WORDS.len())];
                out.splice(at..at + length.min(word.len()), word.bytes());
            }
            7 => {
                let from = numbers.below(other.len() + 1);
                let to = (from + length.max(16)).min(other.len());
                out.splice(at..at, other[from..to].iter().copied());
            }
            _ => {
                let piece = out[at..at + length].to_vec();
                let piece = piece.repeat(1 + numbers.below(8));
                out.splice(at..at + length, piece);
            }
        }
    }
    out.truncate(1 << 18);
    out
}
