//! Enums that keep the values they don't know.
//!
//! In: the variants with their values on the wire. Out: conversions, reading and writing. Reading a
//! known value doesn't allocate. Must not know which schema an enum came from.

use serde_json::Value;

use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::wire::Wire;

impl Reader<'_> {
    /// Reads a string as an enum of strings.
    ///
    /// # Errors
    ///
    /// A value that is not a string.
    pub fn known<T: for<'a> From<&'a str>>(&mut self, place: &mut T) -> Result<(), ReadError> {
        *place = T::from(&self.string("a string")?);
        Ok(())
    }

    /// Reads a value as an enum of such values.
    ///
    /// # Errors
    ///
    /// What reading the value reports.
    pub fn from<V: Wire, T: From<V>>(&mut self, place: &mut T) -> Result<(), ReadError> {
        let numeric = std::mem::take(&mut self.numeric);
        *place = T::from(V::read(self)?);
        self.numeric = numeric;
        Ok(())
    }
}

/// A value that a JSON text says, or null.
#[doc(hidden)]
#[must_use]
pub fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Compares two texts by their positions in a list; those that are not in it follow, in the order
/// of texts.
#[doc(hidden)]
#[must_use]
pub fn compare(values: &[&str], one: &str, other: &str) -> std::cmp::Ordering {
    let position = |text: &str| {
        let found = values.iter().position(|value| *value == text);
        found.unwrap_or(values.len())
    };
    let order = position(one).cmp(&position(other));
    order.then_with(|| one.cmp(other))
}

#[cfg(test)]
mod tests {
    use super::compare;

    #[test]
    fn values_are_ordered_as_they_are_declared_and_unknown_ones_follow() {
        let declared = ["low", "medium", "high"];
        let mut values = ["zebra", "high", "ape", "low", "medium", "low"];
        values.sort_by(|one, other| compare(&declared, one, other));
        assert_eq!(values, ["low", "low", "medium", "high", "ape", "zebra"]);
    }
}
