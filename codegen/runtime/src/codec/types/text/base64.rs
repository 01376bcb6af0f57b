//! Bytes that travel as base64 text.
//!
//! In: text as a server sent it, or bytes. Out: the same text, or on request the bytes;
//! with or without padding, in either alphabet. Must not know where the text appears.

use std::fmt;

use base64::Engine;
use base64::alphabet::{STANDARD, URL_SAFE};
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

/// Some servers omit the padding, so it is never required.
const LENIENT: GeneralPurposeConfig =
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent);
const PLAIN: GeneralPurpose = GeneralPurpose::new(&STANDARD, LENIENT);
const URL: GeneralPurpose = GeneralPurpose::new(&URL_SAFE, LENIENT.with_encode_padding(false));

/// Text is not base64.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Base64Error(base64::DecodeError);

impl fmt::Display for Base64Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "invalid base64 text: {}", self.0)
    }
}

impl std::error::Error for Base64Error {}

/// A type that keeps the text, and what it writes bytes with.
macro_rules! encoded {
    ($(#[$docs:meta])* $name:ident, $engine:ident) => {
        $(#[$docs])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// Takes text that is encoded already.
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
                decode(&self.0)
            }
        }

        impl From<Vec<u8>> for $name {
            fn from(bytes: Vec<u8>) -> Self {
                Self($engine.encode(bytes))
            }
        }

        impl From<&[u8]> for $name {
            fn from(bytes: &[u8]) -> Self {
                Self($engine.encode(bytes))
            }
        }

        impl<const N: usize> From<&[u8; N]> for $name {
            fn from(bytes: &[u8; N]) -> Self {
                Self($engine.encode(bytes))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.pad(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer).map(Self)
            }
        }
    };
}

encoded! {
    /// Bytes that are written as base64 text (format `byte`, `contentEncoding: base64`; RFC 4648,
    /// section 4).
    ///
    /// The text is kept as received and decoded only when its bytes are requested: JSON Schema
    /// doesn't require it to be valid, and servers send data URIs in such places. It is written
    /// back unchanged.
    ///
    /// ```
    /// use specwright_runtime::Base64;
    ///
    /// assert_eq!(Base64::from(b"hi").as_str(), "aGk=");
    /// assert_eq!(Base64::from_text("aGk").decode().unwrap(), b"hi");
    /// assert!(Base64::from_text("data:,hi").decode().is_err());
    /// ```
    Base64, PLAIN
}

encoded! {
    /// Bytes that are written as base64 text with the URL-safe alphabet, without padding (format
    /// and `contentEncoding` `base64url`; RFC 4648, section 5).
    ///
    /// Text is kept as received, as [`Base64`] does.
    ///
    /// ```
    /// use specwright_runtime::Base64Url;
    ///
    /// assert_eq!(Base64Url::from(&[0xfb, 0xff]).as_str(), "-_8");
    /// assert_eq!(Base64Url::from_text("-_8=").decode().unwrap(), [0xfb, 0xff]);
    /// ```
    Base64Url, URL
}

/// The bytes of a text in either alphabet.
fn decode(text: &str) -> Result<Vec<u8>, Base64Error> {
    let engine = if text.contains(['-', '_']) {
        URL
    } else {
        PLAIN
    };
    engine.decode(text).map_err(Base64Error)
}

/// Bytes as base64 text with padding.
pub(crate) fn encode(bytes: &[u8]) -> String {
    PLAIN.encode(bytes)
}
