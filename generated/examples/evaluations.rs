//! Lists evaluations page by page, from a server of its own on loopback:
//!
//! ```text
//! cargo run -p spanwire --example evaluations --features scale-v5-evaluations
//! ```

mod serve;

use std::error::Error;

use serde_json::{Value, json};
use serve::Asked;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::SortOrder;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(serve::serve(page)?)
        .build()?;

    let list = client.evaluations().list().tags(["nightly"]).limit(2);
    let mut pages = list.sort_order(SortOrder::Desc).pages();
    let mut names = Vec::new();
    while let Some(page) = pages.next().await {
        let page = page?;
        println!("a page of {}", page.items.len());
        for evaluation in &page.items {
            println!("  {} is {}", evaluation.name, evaluation.status);
            names.push(evaluation.name.clone());
        }
    }
    assert_eq!(names, ["third", "second", "first"]);
    Ok(())
}

/// The page after an evaluation.
fn page(asked: &Asked) -> Value {
    assert_eq!(asked.path, "/v5/evaluations");
    let evaluation = |name: &str| {
        json!({
            "id": format!("evaluation-{name}"),
            "name": name,
            "status": "completed",
            "created_at": "2026-01-31T12:00:00Z",
            "created_by": {"id": "user-1", "type": "user"},
        })
    };
    match asked.query.as_str() {
        "?tags=nightly&limit=2&sort_order=desc" => {
            json!({"items": [evaluation("third"), evaluation("second")], "has_more": true})
        }
        "?tags=nightly&limit=2&sort_order=desc&starting_after=evaluation-second" => {
            json!({"items": [evaluation("first")], "has_more": false})
        }
        query => panic!("no page for {query}"),
    }
}
