//! Every operation of the three APIs.

#![expect(
    deprecated,
    reason = "a span by its id is the shortest call, and the API still has it"
)]

use serde_json::{Value, json};
use spanwire::{
    fiddler_v3, galileo_v2, scale_v5,
    testing::{Recorded, Reply, Server, block_on},
};

use crate::only;

const ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
const OTHER: &str = "6f1c2f0e-5b1d-4a55-9c50-0f2f0d3c7a11";

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Method, URL and body, and the headers that matter.
#[track_caller]
fn sent(request: &Recorded, method: &str, url: &str, body: &Value, headers: &[(&str, &str)]) {
    assert_eq!((request.method(), request.url().as_str()), (method, url));
    assert_eq!(request.json(), *body);
    for (name, value) in headers {
        assert_eq!(request.header(name), Some(*value), "{name}");
    }
    let content = request.header("content-type");
    assert_eq!(content, (!body.is_null()).then_some("application/json"));
}

fn scale(server: &Server) -> Result<scale_v5::Client, spanwire::BuildError> {
    scale_v5::Client::builder()
        .api_key("k")
        .account_id("acct")
        .transport(server.transport())
        .build()
}

const SCALE: &[(&str, &str)] = &[
    ("x-api-key", "k"),
    ("x-selected-account-id", "acct"),
    ("accept", "application/json"),
];

fn span() -> Value {
    json!({"id": "s", "name": "n", "trace_id": "t", "start_timestamp": "2023-11-07T05:31:56Z", "account_id": "a"})
}

#[test]
fn scale_writes_spans() -> Outcome {
    use scale_v5::models::{
        ApplicationOperationType, SpanBatchCreateRequest, SpanCreateRequest, SpanUpdateRequest,
    };
    let create = SpanCreateRequest::new("n", "t", "2023-11-07T05:31:56Z".parse()?)
        .with_type(ApplicationOperationType::KbAddChunk)
        .with_metadata(serde_json::Map::new());
    let one = json!({"name": "n", "trace_id": "t", "start_timestamp": "2023-11-07T05:31:56Z", "metadata": {}, "type": "KB_ADD_CHUNK"});
    let batch = SpanBatchCreateRequest::new(vec![create.clone(), create.clone()]);
    let both = json!({"items": [one, one]});
    let list = json!({"items": [span()]});

    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &span()));
    block_on(scale(&server)?.spans().create(&create))?;
    sent(
        &only(&server),
        "POST",
        "https://api.egp.scale.com/v5/spans",
        &one,
        SCALE,
    );

    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &list));
    block_on(scale(&server)?.spans().create_batch(&batch))?;
    sent(
        &only(&server),
        "POST",
        "https://api.egp.scale.com/v5/spans/batch",
        &both,
        SCALE,
    );

    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &list));
    block_on(scale(&server)?.spans().upsert_batch(&batch))?;
    sent(
        &only(&server),
        "PUT",
        "https://api.egp.scale.com/v5/spans/batch",
        &both,
        SCALE,
    );

    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &span()));
    block_on(
        scale(&server)?
            .spans()
            .update("a/../b?c#d", &SpanUpdateRequest::new().with_name("new")),
    )?;
    let url = "https://api.egp.scale.com/v5/spans/a%2F..%2Fb%3Fc%23d";
    sent(&only(&server), "PATCH", url, &json!({"name": "new"}), SCALE);
    Ok(())
}

#[test]
fn scale_reads_spans() -> Outcome {
    use scale_v5::models::{SortOrder, SpanSearchRequest};
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &span()));
    block_on(scale(&server)?.spans().get("ß s"))?;
    sent(
        &only(&server),
        "GET",
        "https://api.egp.scale.com/v5/spans/%C3%9F%20s",
        &Value::Null,
        SCALE,
    );

    let server = Server::new().with_secrets();
    server.reply(Reply::json(
        200,
        &json!({"items": [], "total": 0, "has_more": false}),
    ));
    let search = SpanSearchRequest::new()
        .with_parents_only(true)
        .with_names(["a".to_owned()]);
    let client = scale(&server)?;
    let call = client
        .spans()
        .search(&search)
        .starting_after("a&b")
        .limit(50)
        .sort_order(SortOrder::Desc)
        .from_ts("2023-11-07T05:31:56Z".parse()?);
    block_on(call)?;
    let url = "https://api.egp.scale.com/v5/spans/search?starting_after=a%26b&limit=50&sort_order=desc&from_ts=2023-11-07T05%3A31%3A56Z";
    sent(
        &only(&server),
        "POST",
        url,
        &json!({"parents_only": true, "names": ["a"]}),
        SCALE,
    );
    Ok(())
}

#[test]
fn fiddler_adds_spans_to_a_dataset() -> Outcome {
    use fiddler_v3::models::{BulkAddSpansRequest, FieldMapping, SpanReference};
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &json!({"data": {"items": []}})));
    let client = fiddler_v3::Client::builder()
        .token("t")
        .host("acme.fiddler.ai")
        .transport(server.transport())
        .build()?;
    let time = "2023-11-07T05:31:56Z".parse()?;
    let spans = vec![SpanReference::new("t", "s")];
    let request = BulkAddSpansRequest::new(ID.parse()?, time, time, spans, FieldMapping::new());
    block_on(
        client
            .evals()
            .add_spans_to_dataset(OTHER.parse()?, &request),
    )?;
    let url = format!("https://acme.fiddler.ai/v3/evals/datasets/{OTHER}/items/from-spans");
    let body = json!({
        "application_id": ID, "start_time": "2023-11-07T05:31:56Z", "end_time": "2023-11-07T05:31:56Z",
        "spans": [{"trace_id": "t", "span_id": "s"}], "mapping": {}
    });
    sent(
        &only(&server),
        "POST",
        &url,
        &body,
        &[("authorization", "Bearer t")],
    );
    Ok(())
}

#[test]
fn galileo_updates_a_span() -> Outcome {
    use galileo_v2::{
        Nullable,
        models::{SpanUpdateRequest, SpanUpdateRequestInput},
    };
    let response = json!({"project_id": ID, "project_name": "p", "session_id": ID, "records_count": 1, "span_id": ID});
    let server = Server::new().with_secrets();
    server.reply(Reply::json(200, &response));
    let client = galileo_v2::Client::builder()
        .api_key("k")
        .transport(server.transport())
        .build()?;
    let mut request = SpanUpdateRequest::new(ID.parse()?)
        .with_status_code(3)
        .with_input(SpanUpdateRequestInput::from("text"));
    request.tags = Nullable::Null;
    block_on(client.spans().update(OTHER.parse()?, ID.parse()?, &request))?;
    let url = format!("https://api.galileo.ai/v2/projects/{OTHER}/spans/{ID}");
    let body = json!({"span_id": ID, "input": "text", "tags": null, "status_code": 3});
    sent(
        &only(&server),
        "PATCH",
        &url,
        &body,
        &[("galileo-api-key", "k")],
    );
    Ok(())
}

#[test]
fn a_422_is_typed_and_another_status_keeps_its_body() -> Outcome {
    let server = Server::new().with_secrets();
    let problem = json!({"detail": [{"loc": ["body", 0], "msg": "m", "type": "t"}]});
    server
        .reply(Reply::json(422, &problem))
        .reply(Reply::text(418, "short and stout"));
    let client = scale(&server)?;
    let Err(error) = block_on(client.spans().get("s")) else {
        return Err("a 422 was taken for success".into());
    };
    let typed = error.typed().ok_or("not typed")?;
    assert_eq!(serde_json::to_value(typed)?, problem);
    let Err(error) = block_on(client.spans().get("s")) else {
        return Err("a 418 was taken for success".into());
    };
    assert_eq!(error.status().map(|status| status.as_u16()), Some(418));
    assert!(
        error.typed().is_none() && error.to_string().contains("short and stout"),
        "{error}"
    );
    Ok(())
}

#[test]
fn a_missing_credential_is_told_before_anything_is_sent() -> Outcome {
    let server = Server::new().with_secrets();
    let client = scale_v5::Client::builder()
        .transport(server.transport())
        .build()?;
    let Err(error) = block_on(client.spans().get("s")) else {
        return Err("sent without a key".into());
    };
    assert_eq!(
        error.to_string(),
        "GET /v5/spans/{span_id}: no credential was given for the security scheme `APIKeyHeader` (set by `.api_key(…)`, or by \
         `SGP_API_KEY` for `from_env`)"
    );
    assert!(server.requests().is_empty());
    Ok(())
}
