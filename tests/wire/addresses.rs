//! Where requests go, on the golden case `addresses`.

use golden::addresses::{Client, models::LinkWhole};
use specwright_runtime::{
    BuildError,
    testing::{Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client() -> Result<(Client, Server), BuildError> {
    let server = Server::new().with_secrets();
    server.reply(Reply::text(204, ""));
    let client = Client::builder().transport(server.transport()).build()?;
    Ok((client, server))
}

#[test]
fn a_part_of_a_segment_is_a_parameter() -> Outcome {
    let (client, server) = client()?;
    let call = client.jobs().read("a/b").same(1).same2("h").same3("c");
    block_on(call.odd_name("o").exact("x:y&z"))?;
    let request = only(&server);
    let url = "https://api.test/v1/jobs/a%2Fb.json?same=1&exact=x:y%26z";
    assert_eq!(request.url(), url);
    assert_eq!(request.header("same"), Some("h"));
    assert_eq!(request.header("cookie"), Some("same=c"));
    assert_eq!(request.header("x.odd~name"), Some("o"));
    Ok(())
}

#[test]
fn an_operation_has_a_server_of_its_own() -> Outcome {
    let (client, server) = client()?;
    block_on(client.jobs().read_range(1, "a=b/c"))?;
    assert_eq!(only(&server).url(), "https://eu.test/range/range/1:a=b%2Fc");
    Ok(())
}

#[test]
fn a_query_in_the_path_is_sent_as_query_and_a_fragment_is_not() -> Outcome {
    let (client, server) = client()?;
    block_on(client.jobs().stop().force(true))?;
    let url = "https://api.test/v2/actions?action=stop&force=true";
    assert_eq!(only(&server).url(), url);
    Ok(())
}

#[test]
fn other_methods_and_whole_queries() -> Outcome {
    let (client, server) = client()?;
    block_on(client.jobs().search(&serde_json::Map::new()))?;
    let request = only(&server);
    assert_eq!((request.method(), request.path()), ("QUERY", "/v1/search"));

    let (client, server) = self::client()?;
    let whole = LinkWhole::new()
        .with_a(1)
        .with_b(["x y".to_owned(), "&".to_owned()]);
    block_on(client.jobs().link().whole(whole))?;
    let request = only(&server);
    assert_eq!(
        (request.method(), request.query()),
        ("LINK", "a=1&b=x+y&b=%26")
    );
    Ok(())
}
