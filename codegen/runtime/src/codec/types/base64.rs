//! Bytes that travel as base64 text.
//!
//! In: text as a server sent it, or bytes. Out: the same text, or the bytes when they are asked
//! for; with or without padding, standard or URL-safe alphabet. Must not know where the text comes
//! from.

use std::fmt;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// Some servers leave the padding away, so it is never asked for.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT);

/// Bytes that are written as base64 text (format `byte`, `contentEncoding: base64`).
///
/// The text is kept as it came and only decoded when its bytes are asked for: JSON Schema doesn't
/// hold anybody to it, and servers send data URIs in such places. It is written back unchanged.
///
/// ```
/// use specwright_runtime::Base64;
///
/// assert_eq!(Base64::from(b"hi").as_str(), "aGk=");
/// assert_eq!(Base64::from_text("aGk").decode().unwrap(), b"hi");
/// assert!(Base64::from_text("data:,hi").decode().is_err());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(String);

/// A text is not base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Error(base64::DecodeError);

impl fmt::Display for Base64Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "invalid base64 text: {}", self.0)
    }
}

impl std::error::Error for Base64Error {}

impl Base64 {
    /// Takes text that is base64 already.
    #[must_use]
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The bytes.
    ///
    /// # Errors
    ///
    /// The text is not base64.
    pub fn decode(&self) -> Result<Vec<u8>, Base64Error> {
        let engine = if self.0.contains(['-', '_']) {
            URL
        } else {
            PLAIN
        };
        engine.decode(&self.0).map_err(Base64Error)
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(encode(&bytes))
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(encode(bytes))
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Self(encode(bytes))
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&self.0)
    }
}

impl Serialize for Base64 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Base64 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// Bytes as base64 text with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    PLAIN.encode(bytes)
}
