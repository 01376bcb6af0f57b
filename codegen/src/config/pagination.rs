//! `pagination` of `codegen.toml`: how pages follow one another where the document doesn't make it
//! plain.
//!
//! In: a table, or `false`. Out: the same as data. Whether the document has what it names is not
//! known here.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

/// What is said of an operation's pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// `false`: it has none, whatever it looks like.
    Off,
    /// How they follow one another.
    Pages(Box<Pages>),
}

/// How pages follow one another. What stands in an answer or a body is named by a JSON Pointer; a
/// name without a slash is a member of the whole.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// What leads to the next page.
    pub style: PageStyle,
    /// Where the items of a page stand; the array that the answer is or has, unless it is said.
    pub items: Option<String>,
    /// The query parameter that asks for a page.
    pub parameter: Option<String>,
    /// The same in the request body.
    pub body_parameter: Option<String>,
    /// Where the cursor or URL stands in the answer, or which member of the last item is taken:
    /// `id`.
    pub next: Option<String>,
    /// The number of the first page: 1.
    pub first: Option<u64>,
    /// A member of the answer that is true while there are more pages.
    pub more: Option<String>,
    /// A member of the answer that is true on the last page.
    pub last: Option<String>,
    /// A member of the answer that tells how many pages there are.
    pub pages: Option<String>,
    /// A member of the answer that tells how many items there are.
    pub total: Option<String>,
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PageStyle {
    /// A member of the last item.
    LastItem,
    /// A cursor or token in the answer.
    Cursor,
    /// The number of the page.
    Page,
    /// The number of items to pass over.
    Offset,
    /// The header `Link`.
    Link,
    /// A URL in the answer.
    Url,
}

impl<'de> Deserialize<'de> for Pagination {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PaginationVisitor)
    }
}

struct PaginationVisitor;

impl<'de> Visitor<'de> for PaginationVisitor {
    type Value = Pagination;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("`false` or a table with `style`")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Pagination, E> {
        if value {
            return Err(E::invalid_value(de::Unexpected::Bool(true), &self));
        }
        Ok(Pagination::Off)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Pagination, A::Error> {
        Pages::deserialize(MapAccessDeserializer::new(map))
            .map(|pages| Pagination::Pages(Box::new(pages)))
    }
}
