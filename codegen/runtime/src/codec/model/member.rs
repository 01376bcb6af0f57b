//! The members of an object: their names, and how they may be left out.
//!
//! In: what the derive macros know of a field. Out: plain data. Must not know values.

/// How a member of an object may be left out.
#[doc(hidden)]
#[allow(
    non_camel_case_types,
    reason = "expansions of the derive macros are shorter with them"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// It is always there.
    required,
    /// It may be left out; null reads as left out.
    optional,
    /// It may be left out or null.
    nullable,
    /// It may be left out; null is a value.
    any,
}

/// The name of a member needs escapes.
const ESCAPED: u8 = 1;
/// The numbers in a member may be sent as strings.
const NUMERIC: u8 = 2;

/// A member of an object: its name as in a text, with the comma before it and the colon after it
/// but without its escapes; how it may be left out; and 1 where its name needs escapes (RFC 8259,
/// section 7), 2 if its numbers may be sent as strings.
///
/// There is one for each field of each model. A function that makes it would be called by the
/// compiler for each of them, which takes more time than reading them.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Member(pub &'static str, pub Presence, pub u8);

impl Member {
    /// The name.
    #[inline]
    pub(crate) fn name(&self) -> &'static str {
        let end = self.0.len().saturating_sub(2);
        self.0.get(2..end).unwrap_or_default()
    }

    /// Whether that is its name. Most names differ in their length.
    #[inline]
    pub(crate) fn is_named(&self, name: &str) -> bool {
        let quoted = self.0.as_bytes();
        quoted.len() == name.len() + 4 && quoted.get(2..name.len() + 2) == Some(name.as_bytes())
    }

    /// How it may be left out.
    #[inline]
    pub(crate) fn presence(&self) -> Presence {
        self.1
    }

    /// Whether the name needs no escapes, so that the key is right.
    #[inline]
    pub(crate) fn is_plain(&self) -> bool {
        self.2 & ESCAPED == 0
    }

    /// Whether the numbers in it may be sent as strings.
    #[inline]
    pub(crate) fn is_numeric(&self) -> bool {
        self.2 & NUMERIC != 0
    }

    /// The name with its quotation marks and the colon, after a comma or not.
    #[inline]
    pub(crate) fn key(&self, after_comma: bool) -> &'static str {
        let start = usize::from(!after_comma);
        self.0.get(start..).unwrap_or_default()
    }
}

/// Whether a table has a member of that name.
pub(crate) fn contains(table: &[Member], name: &str) -> bool {
    table.iter().any(|member| member.is_named(name))
}
