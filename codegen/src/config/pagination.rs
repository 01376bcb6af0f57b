//! `pagination` of `codegen.toml`: how pages follow one another where the document doesn't make it
//! plain.
//!
//! In: a table, or `false`. Out: the same as data. Whether the document has what it names is not
//! known here.

use std::fmt;

use serde::Deserialize;
use serde::de::{self, Deserializer, MapAccess, Visitor, value::MapAccessDeserializer};

/// How an operation is paginated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pagination {
    /// `false`: it has none, whatever it looks like.
    Off,
    /// How they follow one another.
    Pages(Box<Pages>),
}

/// How pages follow one another. Values in a response or a body are named by a JSON Pointer; a name
/// without a slash is a member of the root.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(deny_unknown_fields)]
pub struct Pages {
    /// What leads to the next page.
    pub style: PageStyle,
    /// The location of a page's items; by default the response itself or its only array.
    pub items: Option<String>,
    /// The query parameter that asks for a page.
    pub parameter: Option<String>,
    /// The same in the request body.
    pub body_parameter: Option<String>,
    /// The location of the cursor or URL in the response, or the member of the last item that is
    /// taken: `id`.
    pub next: Option<String>,
    /// The number of the first page: 1.
    pub first: Option<u64>,
    /// A member of the response that is true while there are more pages.
    pub more: Option<String>,
    /// A member of the response that is true on the last page.
    pub last: Option<String>,
    /// A member of the response with the number of pages.
    pub pages: Option<String>,
    /// A member of the response with the number of items.
    pub total: Option<String>,
}

/// What leads to the next page.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub enum PageStyle {
    /// A member of the last item.
    LastItem,
    /// A cursor or token in the response.
    Cursor,
    /// The number of the page.
    Page,
    /// The number of items to pass over.
    Offset,
    /// The header `Link`.
    Link,
    /// A URL in the response.
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
