//! Cursors in bodies: each keeps its type, and none makes a body that is not JSON.

mod common;

use serde_json::{Value, json};
use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Call, Items, NoError, Paging};

use self::common::client;

const PAGING: Paging = Paging::cursor("/items", "/cursor", "/next");

/// What the second page is asked for with.
fn sent(paging: Paging, cursor: &Value) -> Value {
    let server = Server::new();
    server
        .reply(Reply::json(200, &json!({"items": [1], "next": cursor})))
        .reply(Reply::json(200, &json!({"items": [2], "next": null})));
    let call: Call<Value> = client(&server).post("/search");
    let mut items: Items<u8, NoError> = call.json(&json!({"cursor": null})).items(paging);
    for number in [1, 2] {
        assert_eq!(block_on(items.next()).unwrap().unwrap(), number);
    }
    let body: Value = serde_json::from_slice(server.requests()[1].body()).unwrap();
    body["cursor"].clone()
}

#[test]
fn a_cursor_keeps_the_type_of_its_parameter() {
    let texts = [
        "007",
        "+5",
        "7",
        "1e3",
        "1.5",
        "\"",
        "a,b",
        "-7",
        "18446744073709551616",
    ];
    for text in texts {
        assert_eq!(sent(PAGING.in_body_as_text(), &json!(text)), json!(text));
    }
    let integers = [
        (json!("007"), json!(7)),
        (json!("+5"), json!(5)),
        (json!("-7"), json!(-7)),
        (json!(7), json!(7)),
        (json!(7.0), json!(7)),
        (json!("x7"), json!("x7")),
    ];
    for (cursor, expected) in integers {
        assert_eq!(sent(PAGING.in_body(), &cursor), expected, "{cursor}");
    }
    let any = [
        (json!("007"), json!("007")),
        (json!("+5"), json!("+5")),
        (json!(7), json!(7)),
        (json!("abc"), json!("abc")),
    ];
    for (cursor, expected) in any {
        assert_eq!(sent(PAGING.in_body_as_any(), &cursor), expected, "{cursor}");
    }
}
