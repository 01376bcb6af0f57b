//! Going on from where an earlier walk was.

use serde_json::json;
use specwright_runtime::Error;
use tests::http::{Response, Server};

use crate::{Outcome, asked, client, cursors, ids, things};

#[tokio::test]
async fn a_page_tells_where_it_and_the_next_one_begin() -> Outcome {
    let server = Server::scripted([
        cursors(&["a"], Some("x")),
        cursors(&["b"], None),
        cursors(&["b"], None),
    ])?;
    let client = client(&server)?;
    let mut pages = client.things().list_by_cursor().limit(1).pages();
    let first = pages.next().await.ok_or("no page")??;
    assert_eq!((first.cursor(), first.next_cursor()), (None, Some("x")));
    assert_eq!(
        (first.status().as_u16(), first.data.as_ref().map(Vec::len)),
        (200, Some(1))
    );
    let second = pages.next().await.ok_or("no page")??;
    assert_eq!((second.cursor(), second.next_cursor()), (Some("x"), None));

    let cursor = first.next_cursor().ok_or("no cursor")?;
    let items = client
        .things()
        .list_by_cursor()
        .limit(1)
        .items()
        .resume(cursor);
    assert_eq!(ids(items).await?, ["b"]);
    assert_eq!(asked(&server)[1], asked(&server)[2]);
    Ok(())
}

#[tokio::test]
async fn items_tell_the_page_that_is_read() -> Outcome {
    let server = Server::scripted([cursors(&["a"], Some("x")), cursors(&["b", "c"], Some("y"))])?;
    let mut items = client(&server)?.things().list_by_cursor().items();
    assert_eq!((items.cursor(), items.next_cursor()), (None, None));
    items.next().await.ok_or("no item")??;
    assert_eq!((items.cursor(), items.next_cursor()), (None, Some("x")));
    items.next().await.ok_or("no item")??;
    assert_eq!(
        (items.cursor(), items.next_cursor()),
        (Some("x"), Some("y"))
    );
    Ok(())
}

#[tokio::test]
async fn numbers_and_addresses_are_cursors_too() -> Outcome {
    let empty = || Response::json(200, &things(&[]));
    let server = Server::scripted([empty(), empty(), empty(), Response::json(200, &json!({}))])?;
    let client = client(&server)?;
    ids(client.things().list_by_page().page(1).items().resume("4")).await?;
    ids(client.things().list_by_offset().items().resume("20")).await?;
    ids(client
        .things()
        .list_by_link()
        .items()
        .resume("/link?page=7"))
    .await?;
    ids(client.things().list_by_token(None).items().resume("9")).await?;
    assert_eq!(
        asked(&server),
        [
            "/page?page=4",
            "/offset?offset=20",
            "/link?page=7",
            "/token"
        ]
    );
    assert_eq!(
        server.requests()[3].json(),
        json!({"page": {"pageToken": 9}})
    );
    let strange = client
        .things()
        .list_by_link()
        .items()
        .resume("https://elsewhere.test/");
    assert!(matches!(ids(strange).await, Err(Error::Request { .. })));
    assert_eq!(server.requests().len(), 4);
    Ok(())
}
