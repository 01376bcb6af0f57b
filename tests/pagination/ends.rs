//! Where pages end, in good order or not.

use serde_json::json;
use specwright_runtime::Error;
use tests::http::{Response, Server};

use crate::{Outcome, asked, client, cursors, ids, things};

#[tokio::test]
async fn an_empty_page_leads_on_where_it_names_the_next() -> Outcome {
    let all = || {
        [
            cursors(&["a"], Some("x")),
            cursors(&[], Some("y")),
            cursors(&["b"], None),
        ]
    };
    let server = Server::scripted(all().into_iter().chain(all()))?;
    let client = client(&server)?;
    let mut pages = client.things().list_by_cursor().pages();
    for next in [Some("x"), Some("y"), None] {
        let page = pages.next().await.ok_or("no page")??;
        assert_eq!(page.next_cursor(), next);
    }
    assert!(pages.next().await.is_none() && pages.next().await.is_none());
    let found = ids(client.things().list_by_cursor().items()).await?;
    assert_eq!(found, ["a", "b"]);
    assert_eq!(server.requests().len(), 6);

    let linked = [
        Response::json(200, &things(&[])).header("link", "</link?page=2>; rel=next"),
        Response::json(200, &things(&["a"])),
    ];
    let server = Server::scripted(linked)?;
    let found = ids(self::client(&server)?.things().list_by_link().items()).await?;
    assert_eq!(found, ["a"]);
    Ok(())
}

#[tokio::test]
async fn a_page_without_items_or_cursor_is_the_last() -> Outcome {
    for last in [
        json!({}),
        json!({"data": null}),
        json!({"data": things(&["b"]), "meta": null}),
        json!({"data": things(&["b"]), "meta": {"next_cursor": ""}}),
    ] {
        let server = Server::scripted([cursors(&["a"], Some("x")), Response::json(200, &last)])?;
        let found = ids(client(&server)?.things().list_by_cursor().items()).await?;
        assert_eq!(
            found.len(),
            if last["data"].is_array() { 2 } else { 1 },
            "{last}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn a_cursor_that_leads_round_in_a_circle_is_an_error() -> Outcome {
    let pages = ["x", "y", "z", "x"].map(|next| cursors(&[next], Some(next)));
    let server = Server::scripted(pages)?;
    let mut items = client(&server)?.things().list_by_cursor().items();
    for id in ["x", "y", "z", "x"] {
        assert_eq!(items.next().await.ok_or("no item")??.id, id);
    }
    let error = items.next().await.and_then(Result::err).ok_or("an item")?;
    assert!(
        matches!(&error, Error::Decode { path, .. } if path == "meta.next_cursor"),
        "{error}"
    );
    assert!(items.next().await.is_none());
    assert_eq!(asked(&server).len(), 4);
    Ok(())
}

#[tokio::test]
async fn a_server_that_ignores_the_number_gives_its_page_once() -> Outcome {
    let server = Server::with(|_| Response::json(200, &things(&["a", "b"])))?;
    assert_eq!(
        ids(client(&server)?.things().list_by_page().items()).await?,
        ["a", "b"]
    );
    assert_eq!(
        ids(client(&server)?.things().list_by_offset().items()).await?,
        ["a", "b"]
    );
    assert_eq!(server.requests().len(), 4);
    Ok(())
}

#[tokio::test]
async fn an_error_ends_the_walk_and_is_told() -> Outcome {
    let server = Server::scripted([cursors(&["a"], Some("x")), Response::empty(403)])?;
    let mut items = client(&server)?.things().list_by_cursor().items();
    assert_eq!(items.next().await.ok_or("no item")??.id, "a");
    assert_eq!(items.next_cursor(), Some("x"));
    let error = items.next().await.and_then(Result::err).ok_or("an item")?;
    assert_eq!(error.status().map(|status| status.as_u16()), Some(403));
    assert!(items.next().await.is_none());
    Ok(())
}

#[tokio::test]
async fn an_item_that_does_not_decode_shows_no_key() -> Outcome {
    let page = json!({"data": [{"id": {"of": "s3cr3t"}}]});
    let server = Server::scripted([Response::json(200, &page)])?;
    let mut items = client(&server)?.things().list_by_cursor().items();
    let error = items.next().await.and_then(Result::err).ok_or("an item")?;
    let shown = format!("{error} {error:?}");
    assert!(
        shown.contains("hidden") && !shown.contains("s3cr3t"),
        "{shown}"
    );
    Ok(())
}

#[tokio::test]
async fn what_does_not_decode_names_its_place() -> Outcome {
    for (body, place) in [
        (json!({"data": [{"id": "a"}, {"id": 1}]}), "data[1].id"),
        (json!({"data": {"id": "a"}}), "data"),
    ] {
        let server = Server::scripted([Response::json(200, &body)])?;
        let error = ids(client(&server)?.things().list_by_cursor().items())
            .await
            .err();
        let Some(Error::Decode { path, .. }) = error else {
            return Err("decoded".into());
        };
        assert_eq!(path, place);
    }
    let server = Server::scripted([Response::text(200, "application/json", "{\"data\": [1,")])?;
    let error = ids(client(&server)?.things().list_by_cursor().items())
        .await
        .err();
    assert!(matches!(error, Some(Error::Decode { .. })));
    Ok(())
}

#[tokio::test]
async fn another_origin_is_not_asked() -> Outcome {
    let other = Server::scripted([Response::json(200, &things(&["b"]))])?;
    for next in [
        format!("{}/link", other.url()),
        "//127.0.0.1:1/link".to_owned(),
        "https://api.test/link".to_owned(),
    ] {
        let page =
            Response::json(200, &things(&["a"])).header("link", &format!("<{next}>; rel=next"));
        let server = Server::scripted([page])?;
        let mut items = client(&server)?.things().list_by_link().items();
        assert_eq!(items.next().await.ok_or("no item")??.id, "a");
        let error = items.next().await.and_then(Result::err).ok_or("an item")?;
        assert!(matches!(error, Error::Request { .. }), "{error}");
        assert!(!error.to_string().contains("s3cr3t"), "{error}");
        assert!(items.next().await.is_none());
    }
    assert_eq!(other.requests().len(), 0);
    Ok(())
}
