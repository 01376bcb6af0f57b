//! Values that the document does not describe, on the golden case `free_form`: a program passes
//! what it has.

use golden::free_form::{Client, models::Run};
use serde::Serialize;
use serde_json::{Map, Value, json};
use specwright_runtime::{
    Validate,
    testing::{Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A type of the program's own.
#[derive(Serialize)]
struct Update {
    #[serde(rename = "newName")]
    name: &'static str,
}

#[track_caller]
fn sent(send: impl FnOnce(&Client) -> Outcome) -> Value {
    let server = Server::new().with_secrets();
    server.reply(Reply::text(204, ""));
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()
        .unwrap();
    send(&client).unwrap();
    let request = only(&server);
    assert_eq!(request.header("content-type"), Some("application/json"));
    serde_json::from_slice(request.body()).unwrap()
}

#[test]
fn a_body_is_whatever_serde_writes() {
    let update = Update { name: "a" };
    let own = sent(|client| Ok(block_on(client.runs().update(&update))?));
    assert_eq!(own, json!({"newName": "a"}));
    let map = Map::from_iter([("a".to_owned(), json!(1))]);
    assert_eq!(
        sent(|client| Ok(block_on(client.runs().update(&map))?)),
        json!({"a": 1})
    );
    let list = [update];
    let list = sent(|client| Ok(block_on(client.events().create(&list))?));
    assert_eq!(list, json!([{"newName": "a"}]));
    assert_eq!(
        sent(|client| Ok(block_on(client.state().create(&json!(null)))?)),
        json!(null)
    );
    assert_eq!(
        sent(|client| Ok(block_on(client.runs().replace(Some(&json!(1))))?)),
        json!(1)
    );
}

#[test]
fn fields_take_maps_lists_and_values() {
    let map = Map::from_iter([("a".to_owned(), json!(1))]);
    let run = Run::new(map.clone())
        .with_input(vec![map.clone()])
        .with_command("go")
        .with_output(json!({"b": [2]}))
        .with_choice(map);
    let body = sent(|client| Ok(block_on(client.runs().create(&run))?));
    let expected = json!({
        "state": {"a": 1},
        "input": [{"a": 1}],
        "command": "go",
        "output": {"b": [2]},
        "choice": {"a": 1},
    });
    assert_eq!(body, expected);
}

#[test]
fn what_the_document_does_say_is_checked() {
    let run = Run::new(json!([{}])).with_input(json!([1]));
    let error = run.validate().unwrap_err();
    assert_eq!(error.violations().len(), 1);
    assert_eq!(error.violations()[0].path(), "input");
}
