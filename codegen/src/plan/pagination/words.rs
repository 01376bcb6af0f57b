//! Words: the names that documents use for pages.
//!
//! In: a name. Out: the same without case and signs, so that `next_page_token`, `nextPageToken` and
//! `next-page-token` are one; the lists have them in this form. Must not know what is done with
//! them.

/// A name in lower case, without what is neither a letter nor a digit.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// Members of a response whose own members describe pages.
pub(super) const CONTAINERS: &[&str] = &[
    "meta",
    "metadata",
    "metadatas",
    "pagination",
    "paging",
    "page",
    "pageinfo",
    "pages",
    "pageable",
    "cursors",
    "links",
    "responsemetadata",
    "listmetadata",
    "result",
    "data",
    "response",
    "next",
    "paginationinfo",
    "pagelinks",
];
/// Members that may hold the whole page.
pub(super) const WRAPPERS: &[&str] = &[
    "result", "data", "response", "embedded", "meta", "results", "payload",
];
/// What the items are usually called, the clearest names first.
pub(super) const ITEMS: &[&str] = &[
    "items",
    "data",
    "results",
    "entries",
    "values",
    "records",
    "elements",
    "embedded",
    "content",
    "objects",
    "hits",
    "resources",
    "list",
    "rows",
    "nodes",
    "value",
];
/// Arrays that are not the items.
pub(super) const NO_ITEMS: &[&str] = &[
    "links",
    "errors",
    "warnings",
    "messages",
    "included",
    "order",
    "sort",
    "columnnames",
    "columns",
    "facets",
    "aggregations",
];

/// Parameters that take a cursor or token.
pub(super) const CURSORS: &[&str] = &[
    "cursor",
    "pagecursor",
    "nextcursor",
    "aftercursor",
    "startcursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "startingtoken",
    "continuationtoken",
    "paginationtoken",
    "continue",
    "marker",
    "pagemarker",
    "token",
    "after",
    "pageafter",
    "startingafter",
    "offset",
    "page",
    "next",
    "scrollid",
    "startkey",
];
/// Members that hold a cursor or token and say that it is the next page's.
pub(super) const NEXT_CURSORS: &[&str] = &[
    "nextcursor",
    "nextpagetoken",
    "nexttoken",
    "nextpagecursor",
    "nextcontinuationtoken",
    "nextmarker",
    "endcursor",
    "nextcursorid",
    "nextpageoffset",
    "nextoffset",
];
/// Parameters whose namesake in the response is the next page's cursor.
pub(super) const SAME_NAME: &[&str] = &[
    "cursor",
    "nextcursor",
    "pagecursor",
    "pagetoken",
    "nextpagetoken",
    "nexttoken",
    "continue",
    "continuationtoken",
    "paginationtoken",
];
/// Members that hold the whole address of the next page.
pub(super) const NEXT_URLS: &[&str] = &[
    "nexturl",
    "nexturi",
    "nextlink",
    "odatanextlink",
    "nextpageurl",
    "nextpageuri",
    "nextpagelink",
    "nexthref",
];
/// Parameters that count items from zero.
pub(super) const OFFSETS: &[&str] = &[
    "offset",
    "skip",
    "startat",
    "start",
    "startindex",
    "pageoffset",
    "firstresult",
];
/// Those of them that also count from one, or anything else, unless the document says where they
/// begin.
pub(super) const UNSURE_OFFSETS: &[&str] = &["start", "startindex", "startat", "firstresult"];
/// Parameters that count pages.
pub(super) const PAGES: &[&str] = &[
    "page",
    "pagenumber",
    "pagenum",
    "pageno",
    "pageindex",
    "currentpage",
];
/// Parameters that say how many items a page has.
pub(super) const LIMITS: &[&str] = &[
    "limit",
    "pagesize",
    "perpage",
    "size",
    "count",
    "maxresults",
    "top",
    "pagelimit",
    "maxitems",
    "itemsperpage",
    "hitsperpage",
    "resultsperpage",
    "rows",
    "take",
    "pagelength",
    "maxkeys",
    "max",
];
/// Members that count all pages.
pub(super) const PAGE_COUNTS: &[&str] = &[
    "totalpages",
    "pagecount",
    "nbpages",
    "numpages",
    "numberofpages",
    "totalpagecount",
    "lastpage",
    "pagestotal",
];
/// Members with the number of the page.
pub(super) const PAGE_NUMBERS: &[&str] =
    &["page", "currentpage", "pagenumber", "pageindex", "pagenum"];
/// Members that count all items.
pub(super) const TOTALS: &[&str] = &[
    "total",
    "totalcount",
    "totalitems",
    "totalentries",
    "totalelements",
    "totalresults",
    "totalsize",
    "totalrecords",
];
/// Members that are true while there are more pages.
pub(super) const MORE: &[&str] = &[
    "hasmore",
    "hasnextpage",
    "hasnext",
    "istruncated",
    "moreavailable",
    "nextpage",
    "hasmorepages",
    "hasmoreitems",
];
/// Members that are true on the last page.
pub(super) const LAST: &[&str] = &["islast", "islastpage", "last", "lastpage"];
