//! Every kind of body, on the golden case `sending`.

use golden::sending::{Client, models::Form};
use specwright_runtime::{
    BuildError,
    testing::{Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, BuildError> {
    Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()
}

fn form() -> Form {
    Form::new("a b&c").with_tags(["x".to_owned(), "y".to_owned()])
}

#[test]
fn forms_text_and_bytes() -> Outcome {
    let server = Server::new().with_secrets();
    server.reply(Reply::text(204, ""));
    block_on(client(&server)?.bodies().send_form(Some(&form())))?;
    let request = only(&server);
    assert_eq!(
        request.header("content-type"),
        Some("application/x-www-form-urlencoded")
    );
    assert_eq!(request.body().as_ref(), b"name=a+b%26c&tags=x&tags=y");

    let server = Server::new().with_secrets();
    server.reply(Reply::text(200, "pong"));
    assert_eq!(
        block_on(client(&server)?.bodies().send_text("ping"))?,
        "pong"
    );
    let request = only(&server);
    assert_eq!(
        (request.header("content-type"), request.body().as_ref()),
        (Some("text/plain"), b"ping".as_slice())
    );

    let server = Server::new().with_secrets();
    server.reply(Reply::bytes(
        200,
        "application/octet-stream",
        vec![0, 255, 10],
    ));
    assert_eq!(
        block_on(client(&server)?.bodies().send_bytes(vec![1, 0]))?.as_ref(),
        [0, 255, 10]
    );
    assert_eq!(only(&server).body().as_ref(), [1, 0]);
    Ok(())
}

#[test]
fn json_under_another_name_and_optional_json() -> Outcome {
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &[1, 2]));
    assert_eq!(
        block_on(client(&server)?.bodies().send_merge(&form()))?,
        [1, 2]
    );
    assert_eq!(
        only(&server).header("content-type"),
        Some("application/merge-patch+json")
    );

    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &"done"));
    assert_eq!(
        block_on(client(&server)?.bodies().send_optional(None))?,
        "done"
    );
    let request = only(&server);
    assert_eq!(
        (request.header("content-type"), request.body().len()),
        (None, 0)
    );
    Ok(())
}
