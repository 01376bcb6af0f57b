//! Pagination: which operations return pages, and how one page leads to the next.
//!
//! In: the operations, and `pagination` of the configuration. Out: by operation, where the items
//! and the next page are found, and the calls of the runtime that say so. Must not know tokens.
//!
//! A wrong style would end early or ask for the wrong pages without an error, so a name alone
//! proves nothing: a parameter must match a member of the response that leads on, or count from a
//! number that the document states. Whatever is uncertain is left to the configuration.

mod configured;
mod conventions;
mod items;
mod shape;
mod words;

use std::collections::BTreeMap;

pub(super) use self::configured::decide;
use self::shape::PageShape;
use crate::{
    ir::{Api, Operation, Type},
    parallel,
};

/// How the pages of an operation follow one another. Members of responses and bodies are given by
/// JSON Pointers (RFC 6901).
#[derive(Clone, Debug, PartialEq)]
pub struct Pagination {
    /// The items of a page.
    pub items: String,
    /// The type of an item.
    pub item: Type,
    /// What leads to the next page.
    pub next: NextPage,
    /// What marks the last page, besides that nothing leads on from it.
    pub end: End,
}

/// What leads to the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextPage {
    /// The parameter takes that member of the last item.
    LastItem(PageParameter, String),
    /// The parameter takes the value at that pointer of the response.
    Cursor(PageParameter, String),
    /// The parameter counts pages.
    Page {
        /// The parameter.
        parameter: PageParameter,
        /// The number of the first page.
        first: u64,
        /// The member with the number of the page.
        numbered: Option<String>,
    },
    /// The parameter is the number of items to skip.
    Offset(PageParameter),
    /// The header `Link` of the response.
    Link,
    /// The URL at that pointer of the response.
    Url(String),
}

/// The parameter that asks for a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageParameter {
    /// Its name on the wire; in the body its JSON Pointer.
    pub name: String,
    /// Where it is sent.
    pub location: PageLocation,
}

/// Where a parameter that asks for a page is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageLocation {
    /// In the query.
    Query,
    /// In the body, as an integer.
    Body,
    /// In the body, as a string or a number.
    BodyAny,
    /// In the body, always as a string.
    BodyText,
}

/// What marks the last page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Nothing.
    Unstated,
    /// There are more pages while this is true.
    WhileTrue(String),
    /// This is true.
    UntilTrue(String),
    /// The number of pages.
    Pages(String),
    /// The number of all items.
    Total(String),
}

/// What the document shows: by operation, an index into [`Api::operations`], how its pages follow
/// one another.
#[must_use]
pub fn found_pages(api: &Api) -> BTreeMap<usize, Pagination> {
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
    let shape = PageShape::new(api, operation)?;
    let (items, item) = shape.items()?;
    let (next, end) = conventions::find(&shape, &items, item)?;
    Some(Pagination {
        items,
        item: item.clone(),
        next,
        end,
    })
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline_by;

    const LISTS: &str = "
        paths:
          /a: {get: {tags: [a], parameters: [{name: cursor, in: query, schema: {type: string}}], responses: {'200': {description: d, content: {application/json: {schema: {properties: {data: {type: array, items: {}}, next_cursor: {type: string}, has_more: {type: boolean}}}}}}}}}
          /b: {get: {tags: [b], parameters: [{name: from, in: query, schema: {type: integer}}], responses: {'200': {description: d, content: {application/json: {schema: {type: array, items: {}}}}}}}}
    ";

    #[test]
    fn operations_page_by_what_leads_to_the_next_page() {
        assert_outline_by(
            "",
            LISTS,
            "
                models/a.rs: ListAResponse
                a.rs: A (list), ListCall by cursor by while_true
                b.rs: B (list), ListCall
            ",
        );
    }

    #[test]
    fn the_configuration_says_what_the_document_leaves_open() {
        assert_outline_by(
            "
                [a.pagination]
                'GET /a' = false
                'GET /b' = {style = 'offset', parameter = 'from', items = ''}
                'GET /c' = false
            ",
            LISTS,
            "
                models/a.rs: ListAResponse
                a.rs: A (list), ListCall
                b.rs: B (list), ListCall by offset
                Unmatched Entry(\"pagination.GET /c\")
            ",
        );
    }
}
