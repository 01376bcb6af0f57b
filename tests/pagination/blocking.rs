//! Pages and items without an async runtime.

use tests::http::{Response, Server};

use crate::{Outcome, client, cursors};

#[test]
fn pages_and_items_are_iterators() -> Outcome {
    let all = || [cursors(&["a", "b"], Some("x")), cursors(&["c"], None)];
    let server = Server::scripted(all().into_iter().chain(all()).chain([Response::empty(403)]))?;
    let client = client(&server)?;
    let items = client.things().list_by_cursor().items().blocking();
    let ids: Result<Vec<_>, _> = items.map(|item| item.map(|item| item.id)).collect();
    assert_eq!(ids?, ["a", "b", "c"]);

    let mut pages = client.things().list_by_cursor().pages().blocking();
    let first = pages.next().ok_or("no page")??;
    assert_eq!(first.next_cursor(), Some("x"));
    let second = pages.next().ok_or("no page")??;
    assert_eq!(second.into_body().data.map(|things| things.len()), Some(1));
    assert!(pages.next().is_none());

    let mut items = client.things().list_by_cursor().items().blocking();
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert!(items.next().is_none() && items.cursor().is_none() && items.next_cursor().is_none());
    Ok(())
}

#[tokio::test]
async fn within_a_runtime_they_are_refused() -> Outcome {
    let server = Server::scripted([])?;
    let mut items = client(&server)?
        .things()
        .list_by_cursor()
        .items()
        .blocking();
    assert!(items.next().is_some_and(|item| item.is_err()));
    assert_eq!(server.requests().len(), 0);
    Ok(())
}
