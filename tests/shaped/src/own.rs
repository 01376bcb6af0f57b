//! Types of the crate's own, which have no more than serde's traits and `Clone`.

use serde::{Deserialize, Deserializer, Serialize};

/// Tags that keep the words alone.
#[derive(Clone, Serialize, Deserialize)]
#[serde(into = "Wire", from = "Wire")]
pub struct Tags(pub Vec<String>);

#[derive(Serialize, Deserialize)]
struct Wire {
    words: Vec<Word>,
}

#[derive(Serialize, Deserialize)]
struct Word {
    text: String,
}

impl From<Wire> for Tags {
    fn from(wire: Wire) -> Self {
        Self(wire.words.into_iter().map(|word| word.text).collect())
    }
}

impl From<Tags> for Wire {
    fn from(tags: Tags) -> Self {
        let words = tags.0.into_iter().map(|text| Word { text });
        Self {
            words: words.collect(),
        }
    }
}

/// A time as its text.
#[derive(Clone, Serialize, Deserialize)]
pub struct Moment(pub String);

/// An amount in cents.
#[derive(Clone, Copy)]
pub struct Price(pub i64);

impl Serialize for Price {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[expect(clippy::cast_precision_loss, reason = "prices of tests are small")]
        serializer.serialize_f64(self.0 as f64 / 100.0)
    }
}

impl<'de> Deserialize<'de> for Price {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let amount = f64::deserialize(deserializer)?;
        #[expect(clippy::cast_possible_truncation, reason = "prices of tests are small")]
        let cents = (amount * 100.0).round() as i64;
        Ok(Self(cents))
    }
}

/// An image, of which the client writes the tag.
#[derive(Clone, Serialize, Deserialize)]
pub struct Picture {
    /// Where it is.
    pub url: String,
}

/// A shape with its tag.
#[derive(Clone, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "lowercase")]
pub enum Shape {
    /// A circle.
    Circle {
        /// Its radius.
        radius: f64,
    },
    /// A square.
    Square {
        /// The length of a side.
        side: f64,
    },
}

/// A number that may also be sent as text.
#[derive(Clone, Serialize)]
pub struct Amount(pub String);

impl<'de> Deserialize<'de> for Amount {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(deserializer)?;
        Ok(Self(
            value
                .as_str()
                .map_or_else(|| value.to_string(), str::to_owned),
        ))
    }
}
