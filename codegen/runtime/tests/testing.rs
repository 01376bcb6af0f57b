//! The replies of a test's server to typed calls, and its reports of calls that were not as
//! prepared.

use std::time::Duration;

use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{
    Api, ApiKeyIn, Bytes, Call, Client, Error, EventStream, Format, Json, NoError, SecurityScheme,
};

const API: Api = Api {
    base_url: "https://api.example.com/v1",
    variables: &[],
    schemes: &[SecurityScheme::api_key(
        "key",
        ApiKeyIn::Header,
        "x-api-key",
    )],
    security: &[&["key"]],
    user_agent: "example/1.0",
};

fn client(server: &Server) -> Client {
    let builder = Client::builder(&API).credential("key", "top-secret");
    builder.transport(server.transport()).build().unwrap()
}

fn get(client: &Client, id: &str) -> Call<Vec<String>, String> {
    client.get("/things/{id}").path("id", id)
}

#[test]
fn a_call_returns_the_reply() {
    let server = Server::new();
    let client = client(&server);
    server.when(get(&client, "b")).reply(&vec!["b".to_owned()]);
    server.when(get(&client, "a")).reply(&vec!["a".to_owned()]);
    let limited = || get(&client, "a").query("limit", 5);
    server.when(limited()).refuse(422, &"too few".to_owned());

    // In another order than prepared, and with a parameter more.
    assert_eq!(block_on(get(&client, "a").query("more", 1)).unwrap(), ["a"]);
    assert_eq!(block_on(get(&client, "b")).unwrap(), ["b"]);
    let error = block_on(limited()).unwrap_err();
    assert_eq!(error.typed(), Some(&"too few".to_owned()));
    server.check().unwrap();
}

#[test]
fn replies_are_written_as_the_call_reads_them() {
    let server = Server::new();
    let client = client(&server);
    let text: Call<String> = client.get("/text").returns(Format::Text);
    server.when(text.clone()).reply(&"plain".to_owned());
    assert_eq!(block_on(text).unwrap(), "plain");
    let bytes: Call<Bytes> = client.get("/bytes").returns(Format::Bytes);
    server
        .when(bytes.clone())
        .reply(&Bytes::from_static(&[0, 255]));
    assert_eq!(block_on(bytes).unwrap(), Bytes::from_static(&[0, 255]));
    let nothing: Call<()> = client.delete("/nothing").returns(Format::Empty);
    server.when(nothing.clone()).reply(&());
    assert_eq!(block_on(nothing.send()).unwrap().status(), 204);
    let events: Call<EventStream<i64>> = client.get("/events").event_stream("text/event-stream");
    server.when(events.clone()).reply_events(&[1, 2]);
    let mut stream = block_on(events).unwrap();
    assert_eq!(block_on(stream.next()).unwrap().unwrap(), 1);
    assert_eq!(block_on(stream.next()).unwrap().unwrap(), 2);
    server.check().unwrap();
}

#[test]
fn it_fails_as_prepared_and_then_succeeds() {
    let server = Server::new();
    let client = client(&server);
    server
        .when(get(&client, "a"))
        .play(Reply::status(503).header("retry-after", "7"))
        .play(Reply::refused())
        .reply(&Vec::new());
    assert_eq!(block_on(get(&client, "a")).unwrap(), Vec::<String>::new());
    assert_eq!(server.requests().len(), 3);
    assert_eq!(server.sleeps()[0], Duration::from_secs(7));
    server.check().unwrap();
}

#[test]
fn what_takes_too_long_times_out_without_waiting() {
    let server = Server::new();
    let client = client(&server);
    let late = |seconds| Reply::json(200, &["late"]).after(Duration::from_secs(seconds));
    let call = || {
        get(&client, "a")
            .timeout(Duration::from_secs(60))
            .max_retries(0)
    };
    server.when(call()).play(late(59)).play(late(61));
    assert_eq!(block_on(call()).unwrap(), ["late"]);
    assert!(matches!(block_on(call()), Err(Error::Timeout { .. })));
    server
        .when(call())
        .play(Reply::json(200, &["x"]).truncated());
    assert!(matches!(block_on(call()), Err(Error::Transport { .. })));
}

#[test]
fn of_two_limits_the_shorter_one_ends_a_call() {
    let server = Server::new();
    let client = client(&server);
    let second = Duration::from_secs(1);
    for (timeout, read_timeout) in [(5, 30), (30, 5)] {
        let call = get(&client, "a").max_retries(0);
        let call = call
            .timeout(timeout * second)
            .read_timeout(read_timeout * second);
        let reply = Reply::text(200, "[").stalled();
        server.when(call.clone()).play(reply);
        let error = block_on(call).unwrap_err();
        let by_timeout = matches!(error, Error::Timeout { .. });
        assert_eq!(by_timeout, timeout < read_timeout, "{error}");
        assert_eq!(server.sleeps().pop(), Some(5 * second));
    }
}

#[test]
fn an_unexpected_request_is_reported() {
    let server = Server::new();
    let client = client(&server);
    let create = |name: &str, tags: &[&str]| -> Call<(), NoError> {
        let body = serde_json::json!({"name": name, "tags": tags});
        client.post("/things").json(&body).returns(Format::Empty)
    };
    server.when(create("a", &["x"])).reply(&()).reply(&());
    server
        .when(get(&client, "a").query("limit", 5))
        .reply(&Vec::new());
    block_on(create("a", &["x"])).unwrap();
    let unexpected = |call: Call<(), NoError>| block_on(call.max_retries(0)).unwrap_err();
    assert!(
        unexpected(create("b", &["x"]))
            .to_string()
            .contains("`/name` of the body differs")
    );
    unexpected(create("a", &["x", "y"]));
    block_on(get(&client, "a").query("limit", 6).max_retries(0)).unwrap_err();
    block_on(get(&client, "zzz").max_retries(0)).unwrap_err();
    assert_eq!(
        server.check().unwrap_err().to_string(),
        "the server was not asked what was prepared\n\
         - `POST /v1/things` was expected 1 more time\n\
         - `GET /v1/things/a` was expected 1 more time\n\
         - no reply is prepared for `POST /v1/things`; of `POST /v1/things`, `/name` of the body differs\n\
         - no reply is prepared for `POST /v1/things`; of `POST /v1/things`, `/tags` of the body has 2 items, not 1\n\
         - no reply is prepared for `GET /v1/things/a`; of `GET /v1/things/a`, the query parameter `limit` is `6`, not `5`\n\
         - no reply is prepared for `GET /v1/things/zzz`"
    );
}

#[test]
fn what_was_sent_is_typed_and_without_secrets() {
    let server = Server::new();
    let client = client(&server);
    let call: Call<()> = client
        .post("/things")
        .query("access_token", "top-secret")
        .json(&Json(["a"]));
    server
        .when(call.clone().header("x-more", 1))
        .with_any_body()
        .reply_with(201, &());
    server
        .when(call.clone())
        .with_any_body()
        .reply(&())
        .repeatedly();
    for _ in 0..2 {
        block_on(call.clone()).unwrap();
    }
    let sent = server.requests().remove(0);
    assert_eq!(sent.decode::<Vec<String>>().unwrap(), ["a"]);
    assert!(
        sent.decode::<Vec<i64>>()
            .unwrap_err()
            .to_string()
            .contains('0')
    );
    assert_eq!(sent.header("x-api-key"), Some("hidden"));
    assert!(!format!("{:?} {} {:?}", sent, sent.url(), sent.headers()).contains("top-secret"));

    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &()));
    let builder = Client::builder(&API).credential("key", "top-secret");
    let client = builder.transport(server.transport()).build().unwrap();
    let call: Call<()> = client.get("/things");
    block_on(call).unwrap();
    assert_eq!(server.requests()[0].header("x-api-key"), Some("top-secret"));
}
