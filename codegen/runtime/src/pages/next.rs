//! What a page says of the next one.
//!
//! In: a page, and what was asked for with it. Out: where the next page begins, that there is none,
//! or why it can't be found although the server says that there is one. Must not know how pages are
//! requested.

use http::HeaderMap;

use super::link;
use super::paging::{End, Paging, Strategy};
use crate::codec::text;

/// After so many empty pages in a row no more are requested because of a count of items, which may
/// be wrong.
const EMPTY_PAGES: u32 = 16;

/// What follows a page.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// The page that begins there.
    At(String),
    /// Nothing.
    End,
    /// More items, which can't be reached.
    Stuck(Stuck),
}

/// Why items can't be reached although the server says that there are more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stuck {
    /// The JSON Pointer of the value that says so.
    pub(super) at: &'static str,
    pub(super) why: &'static str,
}

/// A page, and what was asked for with it.
pub(super) struct Read<'a> {
    pub(super) paging: Paging,
    pub(super) json: &'a str,
    pub(super) headers: &'a HeaderMap,
    pub(super) items: &'a [&'a str],
    /// The number of the page, or of the items before it.
    pub(super) number: u64,
    /// How many items the largest page had so far.
    pub(super) largest: u64,
    /// How many pages in a row are empty, this one included.
    pub(super) empty: u32,
}

impl Read<'_> {
    /// Whether the server says that there are more items; none where it doesn't say.
    pub(super) fn more(&self) -> Option<bool> {
        match self.paging.end {
            End::NoNextPage => None,
            End::WhileTrue(at) => text::truth(text::at(self.json, at)?),
            End::UntilTrue(at) => text::truth(text::at(self.json, at)?).map(|last| !last),
            End::Pages(at) => {
                let first = match self.paging.strategy {
                    Strategy::Page(_, first, _) => first,
                    _ => 1,
                };
                let done = self.number.saturating_sub(first).saturating_add(1);
                Some(done < text::count(text::at(self.json, at)?)?)
            }
            End::Total(at) => {
                let passed = self.number.saturating_add(self.items.len() as u64);
                Some(passed < text::count(text::at(self.json, at)?)?)
            }
        }
    }

    /// What follows this page.
    pub(super) fn next(&self) -> Next {
        let more = self.more();
        if more == Some(false) {
            return Next::End;
        }
        let next = match self.paging.strategy {
            Strategy::Cursor(_, at) | Strategy::Url(at) => self.named(at),
            Strategy::Link => link::next(self.headers).map_or(Next::End, Next::At),
            Strategy::LastItem(_, member) => self.last_item(member),
            Strategy::Page(..) | Strategy::Offset(_) if self.items.is_empty() && more.is_none() => {
                Next::End
            }
            Strategy::Page(..) | Strategy::Offset(_)
                if self.empty >= EMPTY_PAGES && self.is_counted() =>
            {
                return self.stuck("the server counts more items, but a row of pages is empty");
            }
            Strategy::Page(..) => Next::At(self.number.saturating_add(1).to_string()),
            Strategy::Offset(_) => {
                let step = match self.items.len() as u64 {
                    0 => self.largest,
                    items => items,
                };
                if step == 0 {
                    return self.stuck("the server says that there are more items, but sends none");
                }
                Next::At(self.number.saturating_add(step).to_string())
            }
        };
        match next {
            Next::End if more == Some(true) => {
                self.stuck("the server says that there are more items, but names no next page")
            }
            next => next,
        }
    }

    /// The cursor or URL at that place.
    fn named(&self, at: &'static str) -> Next {
        let Some(value) = text::at(self.json, at) else {
            return Next::End;
        };
        match text::plain(value) {
            // Some servers mark the last page by a cursor of `0` or `-1`.
            Some(text) if matches!(text.trim(), "" | "0" | "-1") => Next::End,
            Some(text) => Next::At(text),
            None if matches!(value, "null" | "false" | "\"\"" | "{}" | "[]") => Next::End,
            None => Next::Stuck(Stuck {
                at,
                why: "the cursor of the next page is neither a string nor a number",
            }),
        }
    }

    fn last_item(&self, member: &str) -> Next {
        let Some(item) = self.items.last() else {
            return Next::End;
        };
        let value = text::at(item, member).and_then(text::plain);
        let stuck = Stuck {
            at: self.paging.items,
            why: "the last item lacks what leads to the next page",
        };
        value.map_or(Next::Stuck(stuck), Next::At)
    }

    fn is_counted(&self) -> bool {
        matches!(self.paging.end, End::Total(_))
    }

    fn stuck(&self, why: &'static str) -> Next {
        let at = match self.paging.end {
            End::WhileTrue(at) | End::UntilTrue(at) | End::Pages(at) | End::Total(at) => at,
            End::NoNextPage => self.paging.items,
        };
        Next::Stuck(Stuck { at, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(paging: Paging, json: &str, number: u64, largest: u64, empty: u32) -> Next {
        let items = text::at(json, paging.items).and_then(text::items);
        let page = Read {
            paging,
            json,
            headers: &HeaderMap::new(),
            items: &items.unwrap_or_default(),
            number,
            largest,
            empty,
        };
        page.next()
    }

    fn at(cursor: &str) -> Next {
        Next::At(cursor.to_owned())
    }

    fn stuck_at(next: &Next) -> Option<&'static str> {
        match next {
            Next::Stuck(stuck) => Some(stuck.at),
            _ => None,
        }
    }

    #[test]
    fn a_cursor_leads_on_from_an_empty_page_too() {
        let paging = Paging::cursor("/data", "cursor", "/next");
        let next = |value: &str| next(paging, &format!(r#"{{"data":[],"next":{value}}}"#), 0, 0, 1);
        for (value, cursor) in [
            (r#""c2""#, "c2"),
            ("7", "7"),
            ("3.0", "3"),
            (r#""\u0061 b""#, "a b"),
            (r#""00""#, "00"),
            ("9007199254740993", "9007199254740993"),
        ] {
            assert_eq!(next(value), at(cursor), "{value}");
        }
        for none in [
            "null", r#""""#, r#"" ""#, "false", "0", r#""0""#, "-1", "{}", "[]",
        ] {
            assert_eq!(next(none), Next::End, "{none}");
        }
        for odd in ["true", r#"{"id":7}"#, "[7]"] {
            assert_eq!(stuck_at(&next(odd)), Some("/next"), "{odd}");
        }
    }

    #[test]
    fn a_flag_says_whether_there_is_more_in_the_ways_of_real_servers() {
        let paging = Paging::cursor("/data", "cursor", "/next").while_true("/more");
        let next = |more: &str, cursor: &str| {
            let json = format!(r#"{{"data":[],"next":{cursor},"more":{more}}}"#);
            next(paging, &json, 0, 0, 1)
        };
        for more in ["true", r#""true""#, r#""True""#, "1", r#""1""#, r#""yes""#] {
            assert_eq!(next(more, r#""c""#), at("c"), "{more}");
            assert_eq!(stuck_at(&next(more, "null")), Some("/more"), "{more}");
        }
        for done in [
            "false",
            r#""false""#,
            r#""False""#,
            "0",
            r#""0""#,
            r#""no""#,
            r#""""#,
        ] {
            assert_eq!(next(done, r#""c""#), Next::End, "{done}");
        }
        for unsaid in ["null", "{}", r#""perhaps""#] {
            assert_eq!(next(unsaid, r#""c""#), at("c"), "{unsaid}");
            assert_eq!(next(unsaid, "null"), Next::End, "{unsaid}");
        }
    }

    #[test]
    fn numbers_lead_on_while_the_server_says_that_there_is_more() {
        let page = Paging::page("/data", "page", 1);
        let empty = r#"{"data":[],"pages":3,"last":false}"#;
        assert_eq!(next(page, empty, 2, 5, 1), Next::End);
        assert_eq!(next(page.pages("/pages"), empty, 2, 5, 1), at("3"));
        assert_eq!(next(page.pages("/pages"), empty, 3, 5, 1), Next::End);
        assert_eq!(next(page.until_true("/last"), empty, 2, 5, 99), at("3"));

        let offset = Paging::offset("/data", "offset").total("/total");
        let json = r#"{"data":[],"total":"25"}"#;
        assert_eq!(next(offset, json, 10, 10, 1), at("20"));
        assert_eq!(next(offset, json, 25, 10, 1), Next::End);
        assert_eq!(stuck_at(&next(offset, json, 0, 0, 1)), Some("/total"));
        assert_eq!(stuck_at(&next(offset, json, 10, 1, 16)), Some("/total"));
        let json = r#"{"data":[1,2],"total":25}"#;
        assert_eq!(next(offset, json, 10, 10, 0), at("12"));
        assert_eq!(next(offset, json, 23, 10, 0), Next::End);
    }

    #[test]
    fn the_last_item_leads_on_where_there_is_one() {
        let paging = Paging::last_item("/data", "after", "/id");
        let flagged = paging.while_true("/more");
        let json = r#"{"data":[{"id":"a"},{"id":7}],"more":true}"#;
        assert_eq!(next(flagged, json, 0, 2, 0), at("7"));
        let json = r#"{"data":[],"more":true}"#;
        assert_eq!(next(paging, json, 0, 2, 1), Next::End);
        assert_eq!(stuck_at(&next(flagged, json, 0, 2, 1)), Some("/more"));
        let json = r#"{"data":[{"name":"a"}]}"#;
        assert_eq!(stuck_at(&next(paging, json, 0, 2, 0)), Some("/data"));
    }
}
