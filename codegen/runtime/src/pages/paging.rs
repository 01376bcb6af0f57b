//! How the pages of an operation follow one another, as data.
//!
//! In: what the document or its configuration says, as generated code states it. Out: where the
//! items of a page are, and where the next page is found. Must not know how pages are requested.

use crate::codec::text;

/// How the pages of an operation follow one another. Places in a response or a body are JSON
/// Pointers (RFC 6901).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The items of a page.
    pub(super) items: &'static str,
    pub(super) strategy: Strategy,
    pub(super) parameter_in: ParameterIn,
    pub(super) end: End,
}

/// Where the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strategy {
    /// This parameter takes that member of the last item.
    LastItem(&'static str, &'static str),
    /// This parameter takes the value at this JSON Pointer of the response.
    Cursor(&'static str, &'static str),
    /// This parameter counts pages from that number; a response may state the number of its page.
    Page(&'static str, u64, Option<&'static str>),
    /// This parameter counts items from zero.
    Offset(&'static str),
    /// The header `Link` has it, as `rel="next"` (RFC 8288).
    Link,
    /// The URL at this JSON Pointer of the response.
    Url(&'static str),
}

/// Where the parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParameterIn {
    Query,
    /// At that JSON Pointer of the body, as an integer.
    Body,
    /// The same, always as a text.
    BodyText,
    /// The same, as a number only where it is written just as JSON writes one.
    BodyAny,
}

/// How the last page is recognized. It always is when it names no next one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// In no other way.
    NoNextPage,
    /// There are more pages while this is true.
    WhileTrue(&'static str),
    /// This is true.
    UntilTrue(&'static str),
    /// How many pages there are; zero-based ones end one earlier.
    Pages(&'static str),
    /// How many items there are.
    Total(&'static str),
}

impl Paging {
    /// The path of an item, as errors have it.
    pub(super) fn item_path(&self, index: usize) -> String {
        format!("{}[{index}]", text::path(self.items))
    }
}

#[doc(hidden)]
impl Paging {
    const fn new(items: &'static str, strategy: Strategy) -> Self {
        Self {
            items,
            strategy,
            parameter_in: ParameterIn::Query,
            end: End::NoNextPage,
        }
    }

    /// The parameter takes a member of the last item.
    #[must_use]
    pub const fn last_item(
        items: &'static str,
        parameter: &'static str,
        member: &'static str,
    ) -> Self {
        Self::new(items, Strategy::LastItem(parameter, member))
    }

    /// The parameter takes a cursor or token of the response.
    #[must_use]
    pub const fn cursor(items: &'static str, parameter: &'static str, at: &'static str) -> Self {
        Self::new(items, Strategy::Cursor(parameter, at))
    }

    /// The parameter is the number of the page.
    #[must_use]
    pub const fn page(items: &'static str, parameter: &'static str, first: u64) -> Self {
        Self::new(items, Strategy::Page(parameter, first, None))
    }

    /// The parameter is the number of items to pass over.
    #[must_use]
    pub const fn offset(items: &'static str, parameter: &'static str) -> Self {
        Self::new(items, Strategy::Offset(parameter))
    }

    /// The header `Link` leads on.
    #[must_use]
    pub const fn link(items: &'static str) -> Self {
        Self::new(items, Strategy::Link)
    }

    /// A URL in the response leads on.
    #[must_use]
    pub const fn url(items: &'static str, at: &'static str) -> Self {
        Self::new(items, Strategy::Url(at))
    }

    /// The response states the number of its page.
    #[must_use]
    pub const fn numbered(mut self, at: &'static str) -> Self {
        if let Strategy::Page(parameter, first, _) = self.strategy {
            self.strategy = Strategy::Page(parameter, first, Some(at));
        }
        self
    }

    /// The parameter is a JSON Pointer into the body.
    #[must_use]
    pub const fn in_body(mut self) -> Self {
        self.parameter_in = ParameterIn::Body;
        self
    }

    /// The same, where it is a string even if it looks like a number.
    #[must_use]
    pub const fn in_body_as_text(mut self) -> Self {
        self.parameter_in = ParameterIn::BodyText;
        self
    }

    /// The same, where it may be a string or a number: what JSON would not write so is a string.
    #[must_use]
    pub const fn in_body_as_any(mut self) -> Self {
        self.parameter_in = ParameterIn::BodyAny;
        self
    }

    /// There are more pages while this is true.
    #[must_use]
    pub const fn while_true(mut self, at: &'static str) -> Self {
        self.end = End::WhileTrue(at);
        self
    }

    /// The last page has this as true.
    #[must_use]
    pub const fn until_true(mut self, at: &'static str) -> Self {
        self.end = End::UntilTrue(at);
        self
    }

    /// The response states how many pages there are.
    #[must_use]
    pub const fn pages(mut self, at: &'static str) -> Self {
        self.end = End::Pages(at);
        self
    }

    /// The response states how many items there are. Only an offset can be compared with it.
    #[must_use]
    pub const fn total(mut self, at: &'static str) -> Self {
        self.end = End::Total(at);
        self
    }
}
