//! What a configuration makes of a client: its names, its types and its operations, and that all
//! stays the same on the wire.

mod derived;
mod members;
mod refused;
mod selected;

use serde_json::json;
use shaped::api::Client;
use shaped::api::models::{Category, Former, Memo, Part, Status, Text};
use shaped::own::{Moment, Price, Tags};
use specwright_runtime::testing::{Reply, Server, block_on};
use uuid::Uuid;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, specwright_runtime::BuildError> {
    let builder = Client::builder().base_url("http://localhost");
    builder.transport(server.transport()).build()
}

fn tags(words: &[&str]) -> Tags {
    Tags(words.iter().map(|&word| word.to_owned()).collect())
}

#[test]
fn names_change_in_rust_and_not_on_the_wire() -> Outcome {
    let part = Part::Picture(shaped::api::models::Image::new().with_url("u"));
    let memo = Memo::new(Uuid::nil(), "heading", tags(&[]), Category::Idea, part)
        .with_status(Status::Started)
        .with_old(Former::new().with_kind("k"));
    let wire = json!({
        "id": Uuid::nil(),
        "noteTitle": "heading",
        "tags": {"words": []},
        "status": "in-progress",
        "kind": "idea-box",
        "part": {"is": "image", "url": "u"},
        "old": {"type": "k"},
    });
    assert_eq!(serde_json::to_value(&memo)?, wire);
    assert_eq!(serde_json::from_value::<Memo>(wire)?, memo);
    assert_eq!(memo.heading, "heading");
    Ok(())
}

#[test]
fn fields_lists_and_maps_have_types_of_the_crate() -> Outcome {
    let id = Uuid::from_u128(7);
    let part = Part::Text(Text::new());
    let memo = Memo::new(id, "heading", tags(&["a", "b"]), Category::Todo, part)
        .with_created(Moment("now".to_owned()))
        .with_price(Price(1250))
        .with_parent(id);
    let wire = serde_json::to_value(&memo)?;
    assert_eq!(
        wire["tags"],
        json!({"words": [{"text": "a"}, {"text": "b"}]})
    );
    assert_eq!(
        (&wire["price"], &wire["created"]),
        (&json!(12.5), &json!("now"))
    );
    let mut more = wire;
    more["history"] = json!([{"words": [{"text": "c"}]}]);
    more["by_name"] = json!({"x": {"words": []}});
    more["parent"] = json!(null);
    let read: Memo = serde_json::from_value(more.clone())?;
    let history: Option<&Tags> = read.history.iter().flatten().next().map(|tags| &**tags);
    assert_eq!(
        history.map(|tags| tags.0.clone()),
        Some(vec!["c".to_owned()])
    );
    assert_eq!(*read.id, id);
    assert_eq!(serde_json::to_value(&read)?, more);
    more["id"] = json!("no uuid");
    let error = serde_json::from_value::<Memo>(more)
        .err()
        .ok_or("it was read")?;
    assert!(error.to_string().contains("`id`"), "{error}");
    Ok(())
}

#[test]
fn parameters_bodies_and_responses_have_types_of_the_crate() -> Outcome {
    let server = Server::new();
    let client = client(&server)?;
    let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
    server.reply(Reply::json(200, &json!({"words": [{"text": "new"}]})));
    let stored = block_on(client.notes().replace_tags(&one, &two, &tags(&["old"])))?;
    assert_eq!(stored.0, ["new"]);
    server.reply(Reply::json(200, &json!([])));
    let list = client.notes().list();
    let list = list.after(Moment("2026-01-01".to_owned())).only([one, two]);
    block_on(list.status(Status::Started))?;
    let [replace, list] = &server.requests()[..] else {
        return Err("there are two requests".into());
    };
    assert_eq!(replace.path(), format!("/notes/{one}/tags"));
    assert_eq!(replace.header("x-trace"), Some(&*two.to_string()));
    assert_eq!(replace.json(), json!({"words": [{"text": "old"}]}));
    let pairs = list.query_pairs();
    let pairs: Vec<_> = pairs
        .iter()
        .map(|(name, value)| (&**name, &**value))
        .collect();
    let (one, two) = (one.to_string(), two.to_string());
    let expected = [
        ("since", "2026-01-01"),
        ("ids", &one),
        ("ids", &two),
        ("status", "in-progress"),
    ];
    assert_eq!(pairs, expected);
    Ok(())
}

#[test]
fn what_only_excluded_operations_or_replaced_types_need_is_left_out() -> Outcome {
    let folder = std::path::Path::new(env!("SHAPED_OUT"));
    let mut models = Vec::new();
    for entry in std::fs::read_dir(folder.join("api"))? {
        let text = std::fs::read_to_string(entry?.path()).unwrap_or_default();
        let names = text
            .lines()
            .filter_map(|line| line.trim().strip_prefix("pub struct "));
        models.extend(names.map(|name| name.trim_end_matches([' ', '{']).to_owned()));
    }
    assert!(models.iter().any(|name| name == "Memo"), "{models:?}");
    for gone in ["Gone", "Word", "Admin", "Note"] {
        assert!(
            !models.iter().any(|name| name == gone),
            "{gone}: {models:?}"
        );
    }
    Ok(())
}
