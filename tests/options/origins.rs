//! Where credentials go when a server sends a request on.

use tests::http::{Response, Server};

use crate::{Outcome, builder, list};

#[tokio::test]
async fn credentials_follow_a_redirect_within_the_origin() -> Outcome {
    let server = Server::scripted([
        Response::empty(307).header("location", "/v2/orders"),
        list(),
    ])?;
    builder(&server).build()?.orders().list().await?;
    let requests = server.requests();
    assert_eq!(requests[1].target, "/v2/orders");
    assert_eq!(requests[1].header("x-api-key"), Some("s3cr3t"));
    Ok(())
}

#[tokio::test]
async fn credentials_stay_behind_where_the_port_differs() -> Outcome {
    let other = Server::scripted([list(), list()])?;
    let location = format!("{}/orders", other.url());
    let server = Server::scripted([
        Response::empty(307).header("location", &location),
        Response::empty(308).header("location", &location),
    ])?;
    let client = builder(&server).header("x-team", "a").build()?;
    client.orders().list().await?;
    let requests = other.requests();
    assert_eq!(requests[0].header("x-api-key"), None);
    assert_eq!(requests[0].header("x-team"), None);

    // A body may be as secret.
    assert!(client.orders().create("an order").await.is_err());
    assert_eq!(other.requests().len(), 1);
    Ok(())
}
