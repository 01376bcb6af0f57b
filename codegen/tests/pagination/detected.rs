//! What the documents show.

use specwright::diagnostics::Diagnostics;
use specwright::lower::{Options, lower};
use specwright::openapi;
use specwright::plan::{End, NextPage, PageParameter, Pagination, found_pages};
use specwright::source::{Memory, Sources};

use crate::{document, query, response};

fn found(text: &str) -> Result<Option<Pagination>, String> {
    let reader = Memory::new([("spec.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    let api = Sources::load(&reader, "spec.yaml", &[], &mut diagnostics).and_then(|sources| {
        let document = openapi::read(&sources, &mut diagnostics)?;
        Some(lower(
            &document,
            &sources,
            Options::default(),
            &mut diagnostics,
        ))
    });
    let api = api.ok_or_else(|| format!("no document: {text}"))?;
    if diagnostics.errors() > 0 || api.operations.is_empty() {
        return Err(format!("not a valid document: {text}"));
    }
    Ok(found_pages(&api).remove(&0))
}

/// A style in a few words.
fn words(pagination: &Pagination) -> String {
    let name = |parameter: &PageParameter| parameter.name.clone();
    let next = match &pagination.next {
        NextPage::LastItem(parameter, member) => format!("last {} {member}", name(parameter)),
        NextPage::Cursor(parameter, at) => format!("cursor {} {at}", name(parameter)),
        NextPage::Page {
            parameter,
            first,
            numbered,
        } => {
            let numbered = numbered
                .as_ref()
                .map(|at| format!(" {at}"))
                .unwrap_or_default();
            format!("page {} {first}{numbered}", name(parameter))
        }
        NextPage::Offset(parameter) => format!("offset {}", name(parameter)),
        NextPage::Link => "link".to_owned(),
        NextPage::Url(at) => format!("url {at}"),
    };
    let end = match &pagination.end {
        End::Unstated => String::new(),
        End::WhileTrue(at) => format!(" while {at}"),
        End::UntilTrue(at) => format!(" until {at}"),
        End::Pages(at) => format!(" pages {at}"),
        End::Total(at) => format!(" total {at}"),
    };
    format!("{}: {next}{end}", pagination.items)
}

/// Parameters, what the response holds, and what is seen in it.
type Row = (&'static str, &'static str, &'static str);

fn check(table: &[Row]) -> Result<(), String> {
    for (parameters, members, expected) in table {
        let text = document("get", &query(parameters), &response(members), "");
        let found = found(&text)?.as_ref().map(words);
        assert_eq!(
            found.as_deref(),
            Some(*expected),
            "{parameters} | {members}"
        );
    }
    Ok(())
}

#[test]
fn cursors_are_seen_where_parameter_and_response_go_together() -> Result<(), String> {
    check(&[
        // A cursor or token in the response.
        (
            "cursor & limit",
            "data: List, next_cursor: {type: [string, 'null']}",
            "/data: cursor cursor /next_cursor",
        ),
        (
            "pageToken",
            "things: List, nextPageToken: {type: string}",
            "/things: cursor pageToken /nextPageToken",
        ),
        (
            "page-token",
            "items: List, other: List, 'next-page-token': {type: string}",
            "/items: cursor page-token /next-page-token",
        ),
        (
            "nextToken",
            "items: List, nextToken: {type: string}",
            "/items: cursor nextToken /nextToken",
        ),
        (
            "continue",
            "items: List, metadata: {type: object, properties: {continue: {type: string}}}",
            "/items: cursor continue /metadata/continue",
        ),
        (
            "cursor",
            "data: List, cursor: {type: string, description: For the next page.}",
            "/data: cursor cursor /cursor",
        ),
        (
            "marker",
            "entries: List, marker: {type: string}, next_marker: {type: string}",
            "/entries: cursor marker /next_marker",
        ),
        (
            "after",
            "data: List, paging: {type: object, properties: {cursors: {type: object, properties: {after: {type: string}}}}}",
            "/data: cursor after /paging/cursors/after",
        ),
        (
            "after",
            "data: List, first_id: {type: string}, last_id: {type: string}, has_more: {type: boolean}",
            "/data: cursor after /last_id while /has_more",
        ),
        (
            "page",
            "data: List, next_page: {type: string}",
            "/data: cursor page /next_page",
        ),
        (
            "starting_token {type: integer}",
            "rows: List, starting_token: {type: integer}, next_starting_token: {type: integer}",
            "/rows: cursor starting_token /next_starting_token",
        ),
        (
            "cursor",
            "result: {type: object, properties: {items: List, nextCursor: {type: string}}}",
            "/result/items: cursor cursor /result/nextCursor",
        ),
    ])
}

#[test]
fn other_styles_are_seen_by_what_they_need() -> Result<(), String> {
    check(&[
        // The last item.
        (
            "starting_after & limit",
            "items: List, has_more: {type: boolean}",
            "/items: last starting_after /id while /has_more",
        ),
        (
            "after",
            "data: List, has_more: {type: boolean}",
            "/data: last after /id while /has_more",
        ),
        ("starting_after", "List", ": last starting_after /id"),
        // Addresses.
        (
            "limit",
            "data: List, links: {type: object, properties: {next: {type: string}}}",
            "/data: url /links/next",
        ),
        (
            "limit",
            "value: List, '@odata.nextLink': {type: string}",
            "/value: url /@odata.nextLink",
        ),
        (
            "offset {type: integer}",
            "items: List, next: {type: string, description: URL of the next page.}",
            "/items: url /next",
        ),
        (
            "page {type: integer}",
            "count: {type: integer}, next: {type: string}, previous: {type: string}, results: List",
            "/results: url /next",
        ),
        // Counting.
        ("offset {type: integer} & limit", "List", ": offset offset"),
        (
            "startAt {type: integer, default: 0} & maxResults",
            "values: List, isLast: {type: boolean}",
            "/values: offset startAt until /isLast",
        ),
        (
            "page {type: integer, default: 1} & per_page",
            "List",
            ": page page 1",
        ),
        (
            "page {type: integer, minimum: 0} & size",
            "content: List, last: {type: boolean}",
            "/content: page page 0 until /last",
        ),
        (
            "page {type: integer}",
            "data: List, meta: {type: object, properties: {page: {type: integer}, totalPages: {type: integer}}}",
            "/data: page page 1 /meta/page pages /meta/totalPages",
        ),
        (
            "page {type: integer} & page_size",
            "results: List, pagination: {type: object, properties: {current: {type: integer}}}",
            "/results: page page 1 /pagination/current",
        ),
    ])
}

#[test]
fn pages_of_spring_data_are_seen() -> Result<(), String> {
    let page = "content: List, number: {type: integer}, size: {type: integer}, totalPages: {type: integer}, last: {type: boolean}";
    let pageable = "pageable {type: object, properties: {page: {type: integer, minimum: 0}, size: {type: integer}}}";
    check(&[
        (
            "page {type: integer} & size {type: integer}",
            page,
            "/content: page page 1 /number until /last",
        ),
        (pageable, page, "/content: page page 0 pages /totalPages"),
        (
            "page {type: integer} & size {type: integer}",
            "content: List, page: {type: object, properties: {size: {type: integer}, number: {type: integer}, totalPages: {type: integer}}}",
            "/content: page page 1 /page/number pages /page/totalPages",
        ),
    ])?;
    let deep = query(pageable).replace("in: query", "in: query, style: deepObject");
    let text = document("get", &deep, &response(page), "");
    let expected = "/content: page pageable[page] 0 pages /totalPages";
    assert_eq!(found(&text)?.as_ref().map(words).as_deref(), Some(expected));
    Ok(())
}

#[test]
fn a_success_by_default_is_looked_at() -> Result<(), String> {
    let members =
        "items: List, page: {type: integer}, totalPages: {type: integer}, last: {type: boolean}";
    let parameters = query("page {type: integer} & size {type: integer}");
    let text = document("get", &parameters, &response(members), "");
    let by_default = text.replace("'200'", "default");
    let expected = "/items: page page 1 /page until /last";
    let words = found(&by_default)?.as_ref().map(words);
    assert_eq!(words.as_deref(), Some(expected));
    // A schema beside a success is what errors have in common.
    let error = text.replace("{'200'", "{'204': {description: d}, default");
    assert_eq!(found(&error)?, None);
    Ok(())
}

#[test]
fn what_is_not_certain_is_left_alone() -> Result<(), String> {
    let table = [
        // No array, or several equal candidates.
        (
            "cursor",
            "name: {type: string}, next_cursor: {type: string}",
        ),
        (
            "cursor",
            "these: List, those: List, next_cursor: {type: string}",
        ),
        // A cursor without a parameter, and the other way round.
        ("limit", "data: List, next_cursor: {type: string}"),
        ("cursor & limit", "data: List"),
        // The response's own cursor, not the next one's.
        (
            "cursor",
            "data: List, cursor: {type: string, description: The current position.}",
        ),
        // Types that don't go together.
        ("cursor", "data: List, next_cursor: {type: integer}"),
        (
            "page_token {type: integer}",
            "data: List, next_page_token: {type: string}",
        ),
        // A name that can mean time or order.
        ("after", "List"),
        ("before & limit", "data: List, has_more: {type: boolean}"),
        (
            "next",
            "data: List, next: {type: object, properties: {name: {type: string}}}",
        ),
        ("limit", "data: List, next: {type: string}"),
        // Numbers of which nobody says where they begin, or that count nothing.
        ("page {type: integer} & per_page", "List"),
        ("page {type: integer, default: 5} & per_page", "List"),
        ("startIndex {type: integer} & count", "data: List"),
        (
            "startIndex {type: integer, default: 1} & count",
            "data: List",
        ),
        ("offset {type: integer}", "data: List"),
        ("offset & limit", "data: List"),
    ];
    for (parameters, members) in table {
        let text = document("get", &query(parameters), &response(members), "");
        assert_eq!(
            found(&text)?.as_ref().map(words),
            None,
            "{parameters} | {members}"
        );
    }
    let cursor = response("data: List, next_cursor: {type: string}");
    let deleted = document("delete", &query("cursor"), &cursor, "");
    assert_eq!(found(&deleted)?, None);
    Ok(())
}

#[test]
fn bodies_and_headers_are_looked_at_too() -> Result<(), String> {
    let in_body = |schema: &str| {
        format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}")
    };
    let members = "data: List, next_cursor: {type: string}";
    let body = in_body(
        "{type: object, properties: {page: {type: object, properties: {cursor: {type: string}}}}}",
    );
    let text = document("post", "", &response(members), &body);
    let nested = found(&text)?.as_ref().map(words);
    assert_eq!(
        nested.as_deref(),
        Some("/data: cursor /page/cursor /next_cursor")
    );

    let link = "headers: {Link: {schema: {type: string}}}, content: {application/json: {schema: {$ref: '#/components/schemas/List'}}}";
    let text = document(
        "get",
        &query("page {type: integer, default: 1} & per_page"),
        &format!("{{description: d, {link}}}"),
        "",
    );
    assert_eq!(found(&text)?.as_ref().map(words).as_deref(), Some(": link"));
    let text = document("post", "", &format!("{{description: d, {link}}}"), "");
    assert_eq!(found(&text)?, None);
    Ok(())
}
