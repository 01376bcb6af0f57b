//! What the items of event streams are, on the golden case `streams`.

use golden::streams::models::{ReadKindsResponse, Typed};
use golden::streams::{Client, EventStream};
use specwright_runtime::{Call, NoError};
use tests::http::{Response, Server};

use crate::{Outcome, chunked};

fn events(text: &str) -> Response {
    chunked("text/event-stream", &[text.as_bytes()], true)
}

fn client(server: &Server) -> Outcome<Client> {
    Ok(Client::builder().base_url(server.url()).build()?)
}

/// The items of a stream that has no bad one.
async fn all<T: specwright_runtime::FromBody>(
    call: Call<EventStream<T>, NoError>,
) -> Outcome<Vec<T>> {
    let mut stream = call.await?;
    let mut items = Vec::new();
    while let Some(item) = stream.next().await {
        items.push(item?);
    }
    Ok(items)
}

#[tokio::test]
async fn data_of_an_event_has_its_type() -> Outcome {
    let server = Server::scripted([
        events("event: added\ndata: {\"id\":1}\n\ndata: {\"id\":\ndata: 2}\n\n"),
        events("id: 7\ndata: {\"id\":3}\n\nid: x\ndata: {\"id\":4}\n\n"),
        events("data: {\"id\":5}\n\n"),
    ])?;
    let client = client(&server)?;
    let todos = all(client.events().read_todos()).await?;
    let found: Vec<_> = todos
        .iter()
        .map(|one| (one.event.as_deref(), one.data.id))
        .collect();
    assert_eq!(found, [(Some("added"), 1), (None, 2)]);

    // JSON in a string; an identifier is text, which the document may call a number.
    let mut stream = client.events().read_encoded().await?;
    let first = stream.next().await.ok_or("no event")??;
    assert_eq!((first.id, first.data.id), (Some(7), 3));
    assert!(matches!(stream.next().await, Some(Err(_))));

    // The schema of the item is that of the data, whatever the standard says of it.
    let orders = all(client.events().read_orders()).await?;
    assert_eq!(orders.iter().map(|one| one.id).collect::<Vec<_>>(), [5]);
    Ok(())
}

#[tokio::test]
async fn kinds_of_events_are_told_apart_by_their_names() -> Outcome {
    let server = Server::scripted([
        events(
            "event: added\ndata: {\"id\":1}\n\nevent: said\ndata: hi\n\nevent: said\ndata: 5\n\nevent: new\ndata: {}\n\n",
        ),
        events(
            "event: addString\ndata: a\ndata: b\nretry: 5\n\nevent: addJson\ndata: {\"count\": 42}\n\n",
        ),
    ])?;
    let client = client(&server)?;
    let kinds = all(client.events().read_kinds()).await?;
    let [
        ReadKindsResponse::Added(added),
        ReadKindsResponse::Said(said),
        ReadKindsResponse::Said(number),
        ReadKindsResponse::Unknown(unknown),
    ] = kinds.as_slice()
    else {
        return Err(format!("{kinds:?}").into());
    };
    assert_eq!(added.data.id, 1);
    assert_eq!((said.data.as_str(), number.data.as_str()), ("hi", "5"));
    assert_eq!(*unknown, serde_json::json!({"data": {}, "event": "new"}));

    let typed = all(client.events().read_typed()).await?;
    let [Typed::AddString(text), Typed::AddJson(json)] = typed.as_slice() else {
        return Err(format!("{typed:?}").into());
    };
    assert_eq!((text.data.as_deref(), text.retry), (Some("a\nb"), Some(5)));
    assert_eq!(json.data.as_ref().map(|data| data.count), Some(42));
    Ok(())
}

#[tokio::test]
async fn an_event_with_nothing_but_data_is_its_data() -> Outcome {
    let deltas = "data: {\"delta\":\"a\"}\n\ndata: {\"data\":{\"delta\":\"b\"}}\n\n";
    let server = Server::scripted([
        events(&format!("{deltas}data: [END]\n\ndata: x\n\n")),
        events(&format!("{deltas}data: [DONE] \n\ndata: x\n\n")),
    ])?;
    let client = client(&server)?;
    for _ in 0..2 {
        // The second one really has the shape that the document describes.
        let items = all(client.events().read_deltas()).await?;
        let items: Vec<_> = items.iter().map(|one| one.delta.as_str()).collect();
        assert_eq!(items, ["a", "b"]);
    }
    Ok(())
}

#[tokio::test]
async fn data_that_is_an_event_itself_is_read_as_one() -> Outcome {
    let payload = "data: {\"event\":\"inner\",\"data\":{\"id\":1}}\n\n";
    let server = Server::scripted([
        events(payload),
        events(&format!("{payload}data: DONE\n\ndata: x\n\n")),
    ])?;
    let client = client(&server)?;
    let calls = [
        client.events().read_todos(),
        client.events().read_payloads(),
    ];
    for call in calls {
        let items = all(call).await?;
        let found: Vec<_> = items
            .iter()
            .map(|one| (one.event.as_deref(), one.data.id))
            .collect();
        assert_eq!(found, [(Some("inner"), 1)]);
    }
    Ok(())
}
