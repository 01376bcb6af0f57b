//! Where pages lead on, end and fail, in a loop that awaits and in one that blocks.

#![cfg(feature = "blocking")]

mod common;

use serde_json::{Value, json};
use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{Call, Error, NoError, Output, Paging};

use self::common::client;
use self::models::{Lenient, Strict, Thing};

mod models {
    use serde_json::{Map, Value};
    use specwright_runtime::Model;

    /// A page whose array is always there.
    #[derive(Clone, Model)]
    #[non_exhaustive]
    pub(crate) struct Strict {
        pub(crate) data: Vec<Thing>,
        #[model(rest)]
        pub(crate) additional: Map<String, Value>,
    }

    /// A page whose array may be left out, or be `null`.
    #[derive(Clone, Model)]
    #[non_exhaustive]
    pub(crate) struct Lenient {
        pub(crate) data: Option<Vec<Thing>>,
        #[model(rest)]
        pub(crate) additional: Map<String, Value>,
    }

    /// An item.
    #[derive(Clone, Model)]
    #[non_exhaustive]
    pub(crate) struct Thing {
        pub(crate) id: i64,
    }
}

/// What a loop sees: items as numbers, errors as `path: message`, and how many requests it took.
type Seen = (Vec<Result<i64, String>>, usize);

fn text_of(error: Error) -> String {
    match error {
        Error::Decode { path, message, .. } => format!("{path}: {message}"),
        other => other.to_string(),
    }
}

fn server(pages: &[Value]) -> Server {
    let server = Server::new();
    for page in pages {
        server.reply(Reply::json(200, page));
    }
    server
}

fn call<T: specwright_runtime::Output>(server: &Server) -> Call<T, NoError> {
    client(server).get("/things")
}

/// The output of `.items()`, which is the same when it blocks.
fn items<T: Output>(paging: Paging, pages: &[Value]) -> Seen {
    let one = server(pages);
    let mut items = call::<T>(&one).items::<Thing>(paging);
    let mut seen = Vec::new();
    while let Some(item) = block_on(items.next()) {
        seen.push(item.map(|thing| thing.id).map_err(text_of));
    }
    let other = server(pages);
    let items = call::<T>(&other).items::<Thing>(paging).blocking();
    let blocking: Vec<_> = items
        .map(|item| item.map(|thing| thing.id).map_err(text_of))
        .collect();
    assert_eq!(seen, blocking);
    let urls =
        |server: &Server| -> Vec<String> { server.requests().iter().map(Recorded::url).collect() };
    assert_eq!(urls(&one), urls(&other));
    (seen, one.requests().len())
}

/// The output of `.pages()`, as the numbers of their items.
fn pages(paging: Paging, pages: &[Value]) -> Vec<Result<Vec<i64>, String>> {
    let ids = |page: Strict| page.data.iter().map(|thing| thing.id).collect();
    let one = server(pages);
    let mut stream = call::<Strict>(&one).pages(paging);
    let mut seen = Vec::new();
    while let Some(page) = block_on(stream.next()) {
        seen.push(page.map(|page| ids(page.into_body())).map_err(text_of));
    }
    let other = server(pages);
    let stream = call::<Strict>(&other).pages(paging).blocking();
    let blocking: Vec<_> = stream
        .map(|page| page.map(|page| ids(page.into_body())).map_err(text_of))
        .collect();
    assert_eq!(seen, blocking);
    seen
}

const CURSOR: Paging = Paging::cursor("/data", "cursor", "/next");

fn page(ids: &[i64], next: impl Into<Value>) -> Value {
    let next = next.into();
    let data: Vec<Value> = ids.iter().map(|id| json!({"id": id})).collect();
    json!({"data": data, "next": next})
}

#[test]
fn empty_pages_lead_on() {
    let all = [
        page(&[], "b"),
        page(&[1], "c"),
        page(&[], "d"),
        page(&[], "e"),
        page(&[2], Value::Null),
    ];
    assert_eq!(items::<Strict>(CURSOR, &all), (vec![Ok(1), Ok(2)], 5));
    assert_eq!(
        pages(CURSOR, &all),
        [Ok(vec![]), Ok(vec![1]), Ok(vec![]), Ok(vec![]), Ok(vec![2])]
    );

    let numbered = Paging::page("/data", "page", 1).pages("/pages");
    let page = |ids: &[i64]| {
        let mut page = page(ids, Value::Null);
        page["pages"] = json!("3");
        page
    };
    let all = [page(&[1]), page(&[]), page(&[2])];
    assert_eq!(items::<Strict>(numbered, &all), (vec![Ok(1), Ok(2)], 3));
}

#[test]
fn more_items_that_cannot_be_reached_are_an_error() {
    let flagged = CURSOR.while_true("/more");
    let stuck = json!({"data": [{"id": 1}], "more": "true", "next": null});
    let missing = "more: the server says that there are more items, but names no next page";
    assert_eq!(
        items::<Strict>(flagged, &[stuck]),
        (vec![Ok(1), Err(missing.to_owned())], 1)
    );

    // Round in a circle.
    let circle = [page(&[1], "b"), page(&[2], "c"), page(&[3], "b")];
    let again = "next: the next page is one that came before".to_owned();
    assert_eq!(
        items::<Strict>(CURSOR, &circle),
        (vec![Ok(1), Ok(2), Ok(3), Err(again)], 3)
    );

    // A server that does not heed the cursor.
    let deaf = [page(&[1], "b"), page(&[1], "b")];
    let again = "data: the server sends the same page again, although it names a next one";
    assert_eq!(
        items::<Strict>(CURSOR, &deaf),
        (vec![Ok(1), Err(again.to_owned())], 2)
    );
    assert_eq!(pages(CURSOR, &deaf), [Ok(vec![1]), Err(again.to_owned())]);

    // A count that is never reached ends after a row of empty pages.
    let counted = Paging::offset("/data", "offset").total("/total");
    let of_many = |ids: &[i64]| {
        let mut page = page(ids, Value::Null);
        page["total"] = json!(1000);
        page
    };
    let mut all = vec![of_many(&[1])];
    all.resize_with(30, || of_many(&[]));
    let empty = "total: the server counts more items, but a row of pages is empty";
    assert_eq!(
        items::<Strict>(counted, &all),
        (vec![Ok(1), Err(empty.to_owned())], 17)
    );

    // Some servers repeat the cursor on the last page.
    let last = [page(&[1], "b"), page(&[2], "b")];
    assert_eq!(items::<Strict>(CURSOR, &last), (vec![Ok(1), Ok(2)], 2));
}

#[test]
fn a_page_without_its_array_is_what_the_call_says_of_it() {
    for body in [
        json!({"error": {"message": "no"}}),
        json!({}),
        Value::Null,
        json!({"items": [{"id": 1}]}),
        json!({"data": null}),
        json!({"data": {"id": 1}}),
        json!([{"id": 1}]),
        json!("data"),
    ] {
        let alone = server(std::slice::from_ref(&body));
        let error = text_of(block_on(call::<Strict>(&alone)).map(drop).unwrap_err());
        let bodies = [page(&[1], "b"), body];
        assert_eq!(
            items::<Strict>(CURSOR, &bodies),
            (vec![Ok(1), Err(error.clone())], 2)
        );
        assert_eq!(pages(CURSOR, &bodies), [Ok(vec![1]), Err(error)]);
    }
}

#[test]
fn an_array_that_may_be_missing_is_an_empty_page_unless_there_is_an_error() {
    for body in [
        json!({}),
        json!({"data": null, "error": null}),
        json!({"data": [], "error": "ignored, since the array is there"}),
    ] {
        let seen = items::<Lenient>(CURSOR, &[page(&[1], "b"), body]);
        assert_eq!(seen, (vec![Ok(1)], 2));
    }
    let error = "error: the page has no items, but reports an error".to_owned();
    for body in [
        json!({"error": "no"}),
        json!({"data": null, "error": {}, "errors": [7]}),
    ] {
        let expected = error.replacen(
            "error",
            if body["error"] == "no" {
                "error"
            } else {
                "errors"
            },
            1,
        );
        let seen = items::<Lenient>(CURSOR, &[body]);
        assert_eq!(seen, (vec![Err(expected)], 1));
    }
    // Where the next page is named all the same, it follows.
    let failed = json!({"error": "shard", "next": "c"});
    let seen = items::<Lenient>(CURSOR, &[failed, page(&[1], Value::Null)]);
    assert_eq!(seen, (vec![Err(error), Ok(1)], 2));
}

#[test]
fn a_bad_item_hides_no_other() {
    let mut bad = page(&[1, 2, 3], "b");
    bad["data"][1]["id"] = json!("two");
    let all = [bad, page(&[4], Value::Null)];
    let (seen, requests) = items::<Strict>(CURSOR, &all);
    assert_eq!((seen.len(), requests), (4, 2));
    assert_eq!((&seen[0], &seen[2], &seen[3]), (&Ok(1), &Ok(3), &Ok(4)));
    assert!(
        seen[1]
            .as_ref()
            .is_err_and(|error| error.starts_with("data[1].id: "))
    );

    // Whole pages: the bad one is an error, and the next one follows.
    let found = pages(CURSOR, &all);
    assert!(found[0].is_err());
    assert_eq!(found[1..], [Ok(vec![4])]);
}

#[test]
fn a_bad_page_hides_no_other() {
    let linked = Paging::link("");
    let server = Server::new();
    let next = |page: u8| format!("</things?page={page}>; rel=\"next\"");
    server
        .reply(Reply::json(200, &json!([{"id": 1}])).header("link", &next(2)))
        .reply(Reply::json(200, &json!({"error": "no"})).header("link", &next(3)))
        .reply(Reply::json(200, &json!([{"id": 3}])));
    let items = call::<Vec<Thing>>(&server)
        .items::<Thing>(linked)
        .blocking();
    let found: Vec<_> = items.collect();
    assert!(
        matches!(&found[..], [Ok(_), Err(Error::Decode { .. }), Ok(_)]),
        "{found:?}"
    );
}

#[test]
fn what_is_not_json_ends_the_list() {
    let server = server(&[]);
    server.reply(Reply::bytes(
        200,
        "application/json",
        r#"{"next":"b","data":[{"id":1},"#,
    ));
    let mut items = call::<Strict>(&server).items::<Thing>(CURSOR);
    assert!(matches!(
        block_on(items.next()),
        Some(Err(Error::Decode { .. }))
    ));
    assert!(block_on(items.next()).is_none());
    assert_eq!(server.requests().len(), 1);
}
