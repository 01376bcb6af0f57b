//! How the pages of an operation follow one another, as data.
//!
//! In: what the document or its configuration says, as generated code states it. Out: where the items of a page
//! stand, and where the next page is found. Must not know how pages are asked for.

use crate::codec::text;

/// How the pages of an operation follow one another. What stands in an answer or a body is named by a JSON Pointer
/// (RFC 6901).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The items of a page.
    pub(super) items: &'static str,
    pub(super) way: Way,
    pub(super) place: Place,
    pub(super) end: End,
}

/// Where the next page is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// This parameter takes that member of the last item.
    LastItem(&'static str, &'static str),
    /// This parameter takes what stands there in the answer.
    Cursor(&'static str, &'static str),
    /// This parameter counts pages from that number; an answer may tell its own.
    Page(&'static str, u64, Option<&'static str>),
    /// This parameter counts items from zero.
    Offset(&'static str),
    /// The header `Link` has it, as `rel="next"` (RFC 8288).
    Link,
    /// The URL stands there in the answer.
    Url(&'static str),
}

/// Where the parameter stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    Query,
    /// At that JSON Pointer of the body, as an integer.
    Body,
    /// The same, always as a text.
    BodyText,
    /// The same, as a number only where it is written just as JSON writes one.
    BodyAny,
}

/// What tells the last page, besides that nothing leads on from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Unsaid,
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
    pub(super) fn place_of(&self, index: usize) -> String {
        format!("{}[{index}]", text::path(self.items))
    }
}

#[doc(hidden)]
impl Paging {
    const fn new(items: &'static str, way: Way) -> Self {
        Self {
            items,
            way,
            place: Place::Query,
            end: End::Unsaid,
        }
    }

    /// The parameter takes a member of the last item.
    #[must_use]
    pub const fn last_item(
        items: &'static str,
        parameter: &'static str,
        member: &'static str,
    ) -> Self {
        Self::new(items, Way::LastItem(parameter, member))
    }

    /// The parameter takes a cursor or token of the answer.
    #[must_use]
    pub const fn cursor(items: &'static str, parameter: &'static str, at: &'static str) -> Self {
        Self::new(items, Way::Cursor(parameter, at))
    }

    /// The parameter is the number of the page.
    #[must_use]
    pub const fn page(items: &'static str, parameter: &'static str, first: u64) -> Self {
        Self::new(items, Way::Page(parameter, first, None))
    }

    /// The parameter is the number of items to pass over.
    #[must_use]
    pub const fn offset(items: &'static str, parameter: &'static str) -> Self {
        Self::new(items, Way::Offset(parameter))
    }

    /// The header `Link` leads on.
    #[must_use]
    pub const fn link(items: &'static str) -> Self {
        Self::new(items, Way::Link)
    }

    /// A URL in the answer leads on.
    #[must_use]
    pub const fn url(items: &'static str, at: &'static str) -> Self {
        Self::new(items, Way::Url(at))
    }

    /// The answer tells the number of its page.
    #[must_use]
    pub const fn numbered(mut self, at: &'static str) -> Self {
        if let Way::Page(parameter, first, _) = self.way {
            self.way = Way::Page(parameter, first, Some(at));
        }
        self
    }

    /// The parameter stands in the body, at a JSON Pointer.
    #[must_use]
    pub const fn in_body(mut self) -> Self {
        self.place = Place::Body;
        self
    }

    /// The same, where it is a string even if it looks like a number.
    #[must_use]
    pub const fn in_body_as_text(mut self) -> Self {
        self.place = Place::BodyText;
        self
    }

    /// The same, where it may be a string or a number: what JSON would not write so is a string.
    #[must_use]
    pub const fn in_body_as_any(mut self) -> Self {
        self.place = Place::BodyAny;
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

    /// The answer tells how many pages there are.
    #[must_use]
    pub const fn pages(mut self, at: &'static str) -> Self {
        self.end = End::Pages(at);
        self
    }

    /// The answer tells how many items there are. Only an offset can be compared with it.
    #[must_use]
    pub const fn total(mut self, at: &'static str) -> Self {
        self.end = End::Total(at);
        self
    }
}
