//! Stores texts in a vector store and finds those that are alike, on a server of its own on
//! loopback:
//!
//! ```text
//! cargo run -p spanwire --example vectors --features scale-v5-vector-stores
//! ```

mod serve;

use std::error::Error;

use serde_json::{Value, json};
use serve::Asked;
use spanwire::object;
use spanwire::scale_v5::Client;
use spanwire::scale_v5::models::{
    TextContent, VectorStoreQueryRequest, VectorStoreUpsertRequest, VectorStoreUpsertVector,
};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::builder()
        .api_key("an-example-key")
        .base_url(serve::serve(store)?)
        .build()?;
    let stores = client.vector_stores();

    let vectors = [("a", "Spans form a trace."), ("b", "Cats purr.")].map(|(id, text)| {
        VectorStoreUpsertVector::new(id)
            .with_content(TextContent::new(text))
            .with_metadata(object! {"language": "en"})
    });
    let upserted = stores
        .upsert("facts", &VectorStoreUpsertRequest::new(vectors.into()))
        .await?;
    assert_eq!(upserted.success_count, 2);

    let query = VectorStoreQueryRequest::new(TextContent::new("What is a trace?"))
        .with_filter(object! {"language": "en"})
        .with_top_k(1);
    let found = stores.query("facts", &query).await?;
    for vector in &found.vectors {
        let text = vector.content.as_ref().map(|content| &*content.text);
        println!("{:.2} {}", vector.score, text.unwrap_or_default());
    }
    assert_eq!(found.vectors[0].id, "a");
    Ok(())
}

/// Takes vectors, and finds the first.
fn store(asked: &Asked) -> Value {
    let request: Value = serde_json::from_slice(&asked.body).unwrap_or_default();
    match asked.path.as_str() {
        "/v5/vector-stores/facts/upsert" => {
            let vectors = json!([
                {"id": "a", "content": {"text": "Spans form a trace."}, "metadata": {"language": "en"}},
                {"id": "b", "content": {"text": "Cats purr."}, "metadata": {"language": "en"}},
            ]);
            assert_eq!(request, json!({"vectors": vectors}));
            json!({"success_count": 2, "failure_count": 0})
        }
        "/v5/vector-stores/facts/query" => {
            let content = json!({"text": "What is a trace?"});
            let filter = json!({"language": "en"});
            assert_eq!(
                request,
                json!({"content": content, "filter": filter, "top_k": 1})
            );
            json!({
                "metadata": {"search_type": "semantic", "total_query_time_ms": 3},
                "vectors": [{"id": "a", "score": 0.87, "content": {"text": "Spans form a trace."}}],
            })
        }
        path => panic!("nothing is at {path}"),
    }
}
