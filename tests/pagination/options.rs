//! Every page is asked for as the call says.

use std::time::Duration;

use golden::paginated::models::Filter;
use serde_json::json;
use specwright_runtime::Error;
use tests::http::{Response, Server};

use crate::{Outcome, asked, client, cursors, ids, things};

#[tokio::test]
async fn headers_query_and_address_stay() -> Outcome {
    let unused = Server::scripted([])?;
    let server = Server::scripted([cursors(&["a"], Some("x")), cursors(&["b"], None)])?;
    let call = client(&unused)?
        .things()
        .list_by_cursor()
        .base_url(server.url());
    let call = call.header("x-team", "t").query("q", "1").limit(3);
    assert_eq!(ids(call.items()).await?, ["a", "b"]);
    assert_eq!(
        asked(&server),
        [
            "/cursor?q=1&limit=3",
            "/cursor?q=1&limit=3&page%5Bcursor%5D=x"
        ]
    );
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.header("x-team") == Some("t"))
    );
    assert_eq!(unused.requests().len(), 0);
    Ok(())
}

#[tokio::test]
async fn retries_and_time_limits_hold_for_each_page() -> Outcome {
    let busy = || Response::empty(503).header("retry-after", "0");
    let server = Server::scripted([
        busy(),
        cursors(&["a"], Some("x")),
        busy(),
        cursors(&["b"], Some("y")),
        Response::Silence,
    ])?;
    let call = client(&server)?.things().list_by_cursor();
    let mut items = call.max_retries(1).timeout(Duration::from_secs(1)).items();
    for id in ["a", "b"] {
        assert_eq!(items.next().await.ok_or("no item")??.id, id);
    }
    let error = items.next().await.and_then(Result::err).ok_or("an item")?;
    assert!(matches!(error, Error::Timeout { .. }));
    Ok(())
}

#[tokio::test]
async fn a_page_is_a_request_of_its_own() -> Outcome {
    let page = |id, more| Response::json(200, &json!({"items": things(&[id]), "has_more": more}));
    let server = Server::scripted([page("a", true), page("b", false)])?;
    let call = client(&server)?.things().list_by_last(&Filter::new());
    ids(call.idempotency_key("mine").items()).await?;
    let requests = server.requests();
    let keys: Vec<_> = requests
        .iter()
        .map(|request| request.header("idempotency-key"))
        .collect();
    assert_eq!(keys[0], Some("mine"));
    assert!(keys[1].is_some() && keys[1] != keys[0], "{keys:?}");
    Ok(())
}
