// The program of a user, written against the first version. `api` is the version that it is
// compiled against.

use std::time::Duration;

use serde_json::{Value, json};
use specwright_runtime::testing::{Reply, Server, block_on};

use api::models::{Kind, NewNote, Note, Part, Place, Problem, Shelf, Text};
use api::{Call, Client, Error};

fn client(server: &Server) -> Client {
    let client = Client::builder().api_key("k").transport(server.transport());
    client.build().unwrap()
}

/// Enums and unions may get members: a `match` has an arm for others.
fn describe(note: &Note) -> String {
    let kind = match &note.kind {
        Kind::Memo => "memo",
        Kind::Todo => "to do",
        other => other.as_str(),
    };
    let part = match &note.part {
        Part::Text(text) => text.text.as_str(),
        Part::Image(image) => image.url.as_str(),
        _ => "something else",
    };
    format!("{}: {kind}, {part}", note.id)
}

/// What takes a call takes it as `impl Into<Call>`: an operation without optional parameters may
/// get one.
fn ask<T, E>(call: impl Into<Call<T, E>>) -> Call<T, E> {
    call.into().timeout(Duration::from_secs(5))
}

/// As a server sends it that knows more than both versions.
fn newer() -> Value {
    json!({
        "id": "a",
        "kind": "plan",
        "part": {"type": "Film", "url": "u", "length": 3},
        "color": "red",
        "size": [1, {"x": null}],
    })
}

#[test]
fn what_is_unknown_comes_back_whole() {
    let note: Note = serde_json::from_value(newer()).unwrap();
    assert_eq!(describe(&note), "a: plan, something else");
    assert_eq!(serde_json::to_value(&note).unwrap(), newer());
}

#[test]
fn values_are_made_and_taken_apart() {
    let mut note = Note::new("a", Kind::Memo, Text::new("t"));
    note.id = String::from("b");
    assert_eq!(describe(&note), "b: memo, t");
    let Note { id, kind, .. } = note;
    assert_eq!((id.as_str(), kind), ("b", Kind::Memo));
    let body = NewNote::new("t").with_kind(Kind::Todo);
    assert_eq!(serde_json::to_value(body).unwrap(), json!({"text": "t", "kind": "todo"}));
}

#[test]
fn a_union_of_one_member_is_a_union() {
    let mut body = NewNote::new("t").with_place(Shelf::new(3));
    let Some(Place::Shelf(shelf)) = &mut body.place else { panic!("it is on a shelf") };
    shelf.number = 4;
    let written = json!({"text": "t", "place": {"type": "Shelf", "number": 4}});
    assert_eq!(serde_json::to_value(&body).unwrap(), written);
}

#[test]
fn operations_are_called_alike() {
    let server = Server::new();
    let client = client(&server);
    let body = NewNote::new("t");
    server.on("GET", "/notes").reply(Reply::json(200, &[newer()]));
    server.on("GET", "/notes/a").reply(Reply::json(200, &newer())).reply(Reply::json(200, &newer()));
    server
        .on("POST", "/notes")
        .reply(Reply::json(201, &newer()))
        .reply(Reply::json(409, &Problem::new("taken")))
        .reply(Reply::status(418));

    let notes: Vec<Note> = block_on(client.notes().list().limit(2)).unwrap();
    let note: Note = block_on(client.notes().get("a").max_retries(0)).unwrap();
    assert_eq!(notes, [note]);
    let response = block_on(ask(client.notes().get("a")).send()).unwrap();
    assert_eq!((response.status().as_u16(), response.into_body().id), (200, "a".to_owned()));
    block_on(client.notes().create(&body)).unwrap();

    // Statuses may get a body, and there may be others: an error is asked for both.
    let error: Error<Problem> = block_on(client.notes().create(&body)).unwrap_err();
    assert_eq!(error.typed().map(|problem| problem.title.as_str()), Some("taken"));
    let error = block_on(client.notes().create(&body)).unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(418));
}
