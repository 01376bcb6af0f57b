//! Which operations give their answer page by page, and how one page leads to the next.
//!
//! In: the IR. Out: by operation, the style of its pages, where the document makes it plain. Must
//! not know tokens or what the configuration says.
//!
//! A style that is taken for another one would end early or ask for the wrong pages without a word,
//! so a name alone is no proof: a parameter must go with a member of the answer that leads on, or
//! must count from a number that the document states. What is not certain is left to the
//! configuration.

mod conventions;
mod items;
mod look;
mod words;

use std::collections::BTreeMap;

pub use self::look::Look;
use self::look::{Member, Parameter};
use crate::{
    ir::{Api, Operation, Type},
    parallel,
};

/// How the pages of an operation follow one another. Places in an answer or a body are JSON
/// Pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The items of a page.
    pub items: String,
    /// The type of an item.
    pub item: Type,
    /// What leads to the next page.
    pub way: Way,
    /// What tells the last page, besides that nothing leads on from it.
    pub end: End,
}

/// What leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The parameter takes that member of the last item.
    LastItem(PageParameter, String),
    /// The parameter takes what stands there in the answer.
    Cursor(PageParameter, String),
    /// The parameter counts pages.
    Page {
        /// The parameter.
        parameter: PageParameter,
        /// The number of the first page.
        first: u64,
        /// Where an answer tells the number of its page.
        numbered: Option<String>,
    },
    /// The parameter is the number of items to pass over.
    Offset(PageParameter),
    /// The header `Link` of the answer.
    Link,
    /// The URL stands there in the answer.
    Url(String),
}

/// The parameter that asks for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageParameter {
    /// Its name on the wire; in the body its JSON Pointer.
    pub name: String,
    /// Where it stands.
    pub place: PagePlace,
}

/// Where a parameter that asks for a page stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagePlace {
    /// In the query.
    Query,
    /// In the body, as an integer.
    Body,
    /// In the body, as a string or a number.
    BodyAny,
    /// In the body, always as a string.
    BodyText,
}

/// What tells the last page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing.
    Unsaid,
    /// There are more pages while this is true.
    WhileTrue(String),
    /// This is true.
    UntilTrue(String),
    /// The number of pages.
    Pages(String),
    /// The number of all items.
    Total(String),
}

/// By operation, an index into [`Api::operations`]: how its pages follow one another.
pub(super) fn find(api: &Api) -> BTreeMap<usize, Pagination> {
    let found = parallel::map(&api.operations, |operation| of_operation(api, operation));
    let found = found.into_iter().enumerate();
    found
        .filter_map(|(index, pagination)| Some((index, pagination?)))
        .collect()
}

fn of_operation(api: &Api, operation: &Operation) -> Option<Pagination> {
    if !matches!(operation.method.as_str(), "GET" | "POST" | "QUERY") {
        return None;
    }
    let look = Look::new(api, operation)?;
    let (items, item) = look.items()?;
    let (way, end) = conventions::find(&look, &items, item)?;
    Some(Pagination {
        items,
        item: item.clone(),
        way,
        end,
    })
}
