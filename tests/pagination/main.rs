//! Pages and items, against a real server.

mod blocking;
mod ends;
mod options;
mod resume;
mod scale;
mod styles;

use golden::paginated::Client;
use golden::paginated::models::Thing;
use serde_json::{Value, json};
use specwright_runtime::{BuildError, Error, Items, NoError};
use tests::http::{Response, Server};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client(server: &Server) -> Result<Client, BuildError> {
    Client::builder()
        .api_key("s3cr3t")
        .base_url(server.url())
        .build()
}

/// Items of those names, as the server has them.
fn things(ids: &[&str]) -> Value {
    ids.iter().map(|id| json!({"id": id})).collect()
}

/// A page with the cursor of the next one.
fn cursors(ids: &[&str], next: Option<&str>) -> Response {
    Response::json(
        200,
        &json!({"data": things(ids), "meta": {"next_cursor": next}}),
    )
}

/// The names of all items.
async fn ids(mut items: Items<Thing>) -> Result<Vec<String>, Error<NoError>> {
    let mut found = Vec::new();
    while let Some(item) = items.next().await {
        found.push(item?.id);
    }
    Ok(found)
}

/// What was asked, without the key that every request has to have at its end.
fn asked(server: &Server) -> Vec<String> {
    let requests = server.requests();
    let without_key = |target: &str| {
        let end = ["?key=s3cr3t", "&key=s3cr3t"]
            .into_iter()
            .find_map(|key| target.strip_suffix(key));
        end.map_or_else(|| format!("no key: {target}"), str::to_owned)
    };
    requests
        .iter()
        .map(|request| without_key(&request.target))
        .collect()
}
