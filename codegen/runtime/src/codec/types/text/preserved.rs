//! Texts that are kept beside what they mean.
//!
//! In: a text as received. Out: the same text, and the digits that are too fine for jiff. Must not
//! know what the text means.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt::Display;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;
use std::str::FromStr;

use serde::de::{Deserializer, Error, Visitor};

/// How many digits of a fraction jiff keeps.
const NANOS: usize = 9;

/// How many digits of a fraction are kept.
const KEPT: usize = 27;

/// A text of at most `N` bytes, kept in place so that the value around it is `Copy`. It is empty
/// where the value is written in its usual form.
///
/// It is compared by the digits that the value beside it lacks, so a type derives the comparison of
/// its values.
#[derive(Clone, Copy)]
pub(super) struct Preserved<const N: usize> {
    bytes: [u8; N],
    length: u8,
}

impl<const N: usize> Preserved<N> {
    pub(super) const EMPTY: Self = Self {
        bytes: [0; N],
        length: 0,
    };

    /// Keeps a text, of its fraction the first 27 digits; one that is longer still is not kept.
    pub(super) fn new(text: &str) -> Self {
        let text = shortened(text, KEPT);
        let mut kept = Self::EMPTY;
        if let Some(bytes) = kept.bytes.get_mut(..text.len()) {
            bytes.copy_from_slice(text.as_bytes());
            kept.length = u8::try_from(text.len()).unwrap_or_default();
        }
        kept
    }

    /// The text, if it was kept.
    pub(super) fn get(&self) -> Option<&str> {
        let bytes = self.bytes.get(..self.length.into()).unwrap_or_default();
        str::from_utf8(bytes).ok().filter(|text| !text.is_empty())
    }

    /// The digits of its fraction that jiff lacks. They are ordered as texts are.
    pub(super) fn finer(&self) -> &str {
        let text = self.get().unwrap_or_default();
        let finer = text.get(digits_after(text, NANOS)).unwrap_or_default();
        finer.trim_end_matches('0')
    }
}

impl<const N: usize> Default for Preserved<N> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const N: usize> PartialEq for Preserved<N> {
    fn eq(&self, other: &Self) -> bool {
        self.finer() == other.finer()
    }
}

impl<const N: usize> Eq for Preserved<N> {}

impl<const N: usize> PartialOrd for Preserved<N> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<const N: usize> Ord for Preserved<N> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.finer().cmp(other.finer())
    }
}

impl<const N: usize> Hash for Preserved<N> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.finer().hash(state);
    }
}

/// A text as jiff reads it, which refuses more digits of a fraction than it keeps.
pub(super) fn to_nanos(text: &str) -> Cow<'_, str> {
    shortened(text, NANOS)
}

/// A text without the digits of its fraction after the first `count`.
fn shortened(text: &str, count: usize) -> Cow<'_, str> {
    let Range { start, end } = digits_after(text, count);
    match (text.get(..start), text.get(end..)) {
        (Some(before), Some(after)) if start < end => Cow::Owned([before, after].concat()),
        _ => Cow::Borrowed(text),
    }
}

/// Where the digits of a fraction are after the first `count`.
fn digits_after(text: &str, count: usize) -> Range<usize> {
    let start = text.find('.').map_or(text.len(), |dot| dot + 1);
    let fraction = text.as_bytes().get(start..).unwrap_or_default();
    let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit());
    let end = start + digits.count();
    (start + count).min(end)..end
}

/// Reads a value of serde from its text.
pub(super) fn from_text<'de, T: FromStr<Err: Display>, D: Deserializer<'de>>(
    expected: &'static str,
    deserializer: D,
) -> Result<T, D::Error> {
    struct Text<T>(&'static str, PhantomData<T>);

    impl<T: FromStr<Err: Display>> Visitor<'_> for Text<T> {
        type Value = T;

        fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            formatter.write_str(self.0)
        }

        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            text.parse().map_err(E::custom)
        }
    }

    deserializer.deserialize_str(Text(expected, PhantomData))
}
