//! Alternatives and combinations of credentials, and servers, on the golden cases `security` and
//! `places`.

use golden::{places, security};
use specwright_runtime::testing::{Reply, Server, block_on};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn builder(server: &Server) -> security::ClientBuilder {
    server.reply(Reply::text(204, ""));
    security::Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
}

#[test]
fn an_operation_s_own_requirement_replaces_the_general_one() -> Outcome {
    let server = Server::new().with_secrets();
    let client = builder(&server).key("k").token("t").build()?;
    block_on(client.auth().read_default())?;
    let request = only(&server);
    assert_eq!(
        (request.header("x-key"), request.header("authorization")),
        (Some("k"), None)
    );

    let server = Server::new().with_secrets();
    block_on(builder(&server).key("k").build()?.auth().read_open())?;
    assert_eq!(only(&server).header("x-key"), None);
    Ok(())
}

#[test]
fn of_alternatives_the_first_that_can_be_met_is_used() -> Outcome {
    let server = Server::new().with_secrets();
    block_on(
        builder(&server)
            .basic_auth("user", "pass")
            .build()?
            .auth()
            .read_either(),
    )?;
    assert_eq!(
        only(&server).header("authorization"),
        Some("Basic dXNlcjpwYXNz")
    );
    let server = Server::new().with_secrets();
    block_on(
        builder(&server)
            .token("t")
            .basic_auth("user", "pass")
            .build()?
            .auth()
            .read_either(),
    )?;
    assert_eq!(only(&server).header("authorization"), Some("Bearer t"));
    Ok(())
}

#[test]
fn credentials_that_belong_together_are_sent_together_or_not_at_all() -> Outcome {
    let server = Server::new().with_secrets();
    block_on(
        builder(&server)
            .query_value("q")
            .cookie("c")
            .build()?
            .auth()
            .read_both(),
    )?;
    let request = only(&server);
    assert_eq!(
        (request.query(), request.header("cookie")),
        ("api_key=q", Some("sid=c"))
    );
    let server = Server::new().with_secrets();
    block_on(
        builder(&server)
            .query_value("q")
            .build()?
            .auth()
            .read_both(),
    )?;
    let request = only(&server);
    assert_eq!((request.query(), request.header("cookie")), ("", None));
    Ok(())
}

#[test]
fn servers_have_variables_and_operations_their_own() -> Outcome {
    let server = Server::new().with_secrets();
    server
        .reply(Reply::text(204, ""))
        .reply(Reply::text(204, ""));
    let client = places::Client::builder()
        .region("us")
        .transport(server.transport())
        .build()?;
    block_on(client.servers().read_here())?;
    block_on(client.servers().read_there())?;
    let urls: Vec<String> = server
        .requests()
        .iter()
        .map(specwright_runtime::testing::Recorded::url)
        .collect();
    assert_eq!(
        urls,
        [
            "https://us.example.com/v1/here",
            "https://files.example.com/there"
        ]
    );
    Ok(())
}

#[test]
fn the_word_before_a_key_is_added_once() -> Outcome {
    for (given, sent) in [
        ("abc", "Token abc"),
        ("Token abc", "Token abc"),
        ("token abc", "token abc"),
    ] {
        let server = Server::new().with_secrets();
        let client = builder(&server).prefixed(given).build()?;
        block_on(client.auth().read_prefixed())?;
        assert_eq!(only(&server).header("authorization"), Some(sent));
    }
    let server = Server::new().with_secrets();
    block_on(builder(&server).other("abc").build()?.auth().read_other())?;
    let request = only(&server);
    assert_eq!(request.header("authorization"), Some("GenieKey abc"));
    Ok(())
}
