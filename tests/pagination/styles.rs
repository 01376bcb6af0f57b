//! Each way from one page to the next.

use golden::paginated::models::{Filter, Pageable};
use serde_json::json;
use tests::http::{Response, Server};

use crate::{Outcome, asked, client, cursors, ids, things};

fn array(ids: &[&str]) -> Response {
    Response::json(200, &things(ids))
}

#[tokio::test]
async fn the_last_item() -> Outcome {
    let page = |ids, more| Response::json(200, &json!({"items": things(ids), "has_more": more}));
    let server = Server::scripted([page(&["a", "b/"], true), page(&["c"], false)])?;
    let filter = Filter::new().with_name("n");
    let call = client(&server)?.things().list_by_last(&filter).limit(2);
    assert_eq!(ids(call.items()).await?, ["a", "b/", "c"]);
    assert_eq!(
        asked(&server),
        ["/last?limit=2", "/last?limit=2&starting_after=b%2F"]
    );
    let bodies: Vec<_> = server
        .requests()
        .iter()
        .map(tests::http::Request::json)
        .collect();
    assert_eq!(bodies, [json!({"name": "n"}), json!({"name": "n"})]);
    Ok(())
}

#[tokio::test]
async fn a_cursor_of_the_response() -> Outcome {
    let server = Server::scripted([cursors(&["a"], Some("x y")), cursors(&["b"], None)])?;
    assert_eq!(
        ids(client(&server)?.things().list_by_cursor().items()).await?,
        ["a", "b"]
    );
    assert_eq!(
        asked(&server),
        ["/cursor", "/cursor?page%5Bcursor%5D=x%20y"]
    );
    Ok(())
}

#[tokio::test]
async fn a_token_in_the_body() -> Outcome {
    let page = |ids, next| {
        Response::json(
            200,
            &json!({"result": {"points": things(ids), "nextPageToken": next}}),
        )
    };
    let server = Server::scripted([
        page(&["a"], json!(7)),
        page(&["b"], json!(8)),
        page(&["c"], json!(null)),
    ])?;
    let filter = Filter::new().with_name("n");
    let call = client(&server)?.things().list_by_token(Some(&filter));
    assert_eq!(ids(call.items()).await?, ["a", "b", "c"]);
    let bodies: Vec<_> = server
        .requests()
        .iter()
        .map(tests::http::Request::json)
        .collect();
    let with = |token| json!({"name": "n", "page": {"pageToken": token}});
    assert_eq!(bodies, [json!({"name": "n"}), with(7), with(8)]);
    Ok(())
}

#[tokio::test]
async fn pages_of_spring_under_default() -> Outcome {
    let page = |ids, number, last| {
        let page = json!({"content": things(ids), "number": number, "size": 2, "last": last});
        Response::json(200, &page)
    };
    let server = Server::scripted([page(&["a", "b"], 0, false), page(&["c"], 1, true)])?;
    let pageable = Pageable::new()
        .with_size(2)
        .with_sort(["id".to_owned(), "at,desc".to_owned()]);
    let call = client(&server)?
        .things()
        .list_by_spring()
        .pageable(pageable);
    assert_eq!(ids(call.items()).await?, ["a", "b", "c"]);
    let first = "/spring?size=2&sort=id&sort=at%2Cdesc";
    assert_eq!(
        asked(&server),
        [first.to_owned(), format!("{first}&page=1")]
    );
    Ok(())
}

#[tokio::test]
async fn the_number_of_the_page() -> Outcome {
    let server = Server::scripted([array(&["a", "b"]), array(&["c"]), array(&[])])?;
    let call = client(&server)?.things().list_by_page().per_page(2);
    assert_eq!(ids(call.items()).await?, ["a", "b", "c"]);
    let first = "/page?per_page=2";
    assert_eq!(
        asked(&server),
        [first, "/page?per_page=2&page=2", "/page?per_page=2&page=3"]
    );

    let server = Server::scripted([array(&["c"]), array(&[])])?;
    assert_eq!(
        ids(client(&server)?.things().list_by_page().page(5).items()).await?,
        ["c"]
    );
    assert_eq!(asked(&server), ["/page?page=5", "/page?page=6"]);
    Ok(())
}

#[tokio::test]
async fn the_number_that_the_response_tells() -> Outcome {
    let page = |ids, number| {
        Response::json(
            200,
            &json!({"content": things(ids), "page": number, "totalPages": 2}),
        )
    };
    let server = Server::scripted([page(&["a"], 0), page(&[], 1), page(&["b"], 2)])?;
    assert_eq!(
        ids(client(&server)?.things().list_by_number().items()).await?,
        ["a", "b"]
    );
    assert_eq!(
        asked(&server),
        ["/numbered", "/numbered?page=1", "/numbered?page=2"]
    );
    Ok(())
}

#[tokio::test]
async fn the_number_of_items_to_pass_over() -> Outcome {
    let server = Server::scripted([array(&["a", "b"]), array(&["c"]), array(&[])])?;
    let call = client(&server)?.things().list_by_offset().offset(10);
    assert_eq!(ids(call.items()).await?, ["a", "b", "c"]);
    assert_eq!(
        asked(&server),
        [
            "/offset?offset=10",
            "/offset?offset=12",
            "/offset?offset=13"
        ]
    );
    Ok(())
}

#[tokio::test]
async fn the_header_link() -> Outcome {
    let server = Server::scripted([
        array(&["a"]).header(
            "link",
            "</link?page=2>; rel=\"next\", </link>; rel=\"first\"",
        ),
        array(&["b"]).header("link", "</link>; rel=\"first\""),
    ])?;
    assert_eq!(
        ids(client(&server)?.things().list_by_link().items()).await?,
        ["a", "b"]
    );
    assert_eq!(asked(&server), ["/link", "/link?page=2"]);
    Ok(())
}

#[tokio::test]
async fn a_url_in_the_body() -> Outcome {
    let page = |ids, next: Option<&str>| {
        Response::json(200, &json!({"value": things(ids), "@odata.nextLink": next}))
    };
    let script = std::sync::Mutex::new(vec![
        page(&["c"], None),
        page(&["b"], Some("?skip=2&key=s3cr3t")),
    ]);
    let server = Server::with(move |request| {
        let host = request.header("host").unwrap_or_default();
        if request.query().contains("skip") {
            return script
                .lock()
                .ok()
                .and_then(|mut script| script.pop())
                .unwrap_or(Response::Close);
        }
        page(&["a"], Some(&format!("http://{host}/url?q=1&skip=1")))
    })?;
    let call = client(&server)?.things().list_by_url().q("1");
    assert_eq!(ids(call.items()).await?, ["a", "b", "c"]);
    // The key is added where the address lacks it, and only there.
    assert_eq!(
        asked(&server),
        ["/url?q=1", "/url?q=1&skip=1", "/url?skip=2"]
    );
    Ok(())
}

#[tokio::test]
async fn what_the_configuration_says() -> Outcome {
    let page = |ids| {
        Response::json(
            200,
            &json!({"things": things(ids), "others": [], "count": 3}),
        )
    };
    let server = Server::scripted([page(&["a", "b"]), page(&["c"])])?;
    assert_eq!(
        ids(client(&server)?.things().list_as_set().items()).await?,
        ["a", "b", "c"]
    );
    assert_eq!(asked(&server), ["/set", "/set?from_row=2"]);
    Ok(())
}

#[tokio::test]
async fn a_single_page_is_a_call_as_before() -> Outcome {
    let server = Server::scripted([cursors(&["a"], Some("x"))])?;
    let page = client(&server)?.things().list_by_cursor().await?;
    assert_eq!(page.data.map(|things| things.len()), Some(1));
    Ok(())
}
