//! Scale GP v5: the spans, with all that their calls can say.

#![expect(
    deprecated,
    reason = "a span by its id is the shortest call, and the API still has it"
)]

use std::collections::BTreeSet;

use serde_json::{Value, json};
use spanwire::scale_v5::{Client, models::SortOrder};

use crate::documents::Document;
use crate::theirs;
use crate::wire::{Api, model};

pub(crate) const DOCUMENT: &str = "scale-gp-v5";

/// Identifiers with what a path could take for its own. Without a backslash:
/// progenitor does not encode it, and it becomes a `/`.
const SPAN_IDS: [&str; 6] = [
    "span-1",
    "a/b?c#d",
    "100%25 ;=&+",
    "\u{e4}\u{1f980}",
    "{id}",
    "\"<>`^|",
];
const INSTANTS: [&str; 2] = ["2023-11-07T05:31:56Z", "2023-11-08T05:31:56.125Z"];
/// A value of a query with what a query could take for its own.
const CURSOR: &str = "a b&c=d+e/\u{e4}%20#?";

/// With and without the header that the client sends with every call.
const ACCOUNTS: [Option<&str>; 2] = [None, Some("account-1")];

pub(crate) fn ours(url: &str, account: Option<&str>) -> Client {
    let mut builder = Client::builder().api_key("k").base_url(url).max_retries(0);
    if let Some(account) = account {
        builder = builder.account_id(account);
    }
    builder.build().unwrap()
}

/// Each body with one of the accounts.
fn with_accounts(bodies: [Value; 2]) -> impl Iterator<Item = (Option<&'static str>, Value)> {
    ACCOUNTS.into_iter().zip(bodies)
}

fn free_form() -> Value {
    json!({"text": "\u{e4}\n", "number": -1.5, "list": [1, true, {}], "object": {"": "b"}})
}

fn spans() -> [Value; 2] {
    let smallest =
        json!({"name": "llm call", "trace_id": "trace-1", "start_timestamp": INSTANTS[0]});
    let fullest = json!({
        "id": "span-1",
        "name": "",
        "trace_id": "trace \u{1f980}",
        "parent_id": "span-0",
        "group_id": "group-1",
        "start_timestamp": INSTANTS[0],
        "end_timestamp": INSTANTS[1],
        "input": free_form(),
        "output": free_form(),
        "metadata": free_form(),
        "status": "CANCELED",
        "type": "KB_ADD_CHUNK",
        "application_interaction_id": "interaction-1",
        "application_variant_id": "variant-1",
        "expected": free_form(),
    });
    [smallest, fullest]
}

fn batches() -> [Value; 2] {
    [json!({"items": []}), json!({"items": spans()})]
}

fn updates() -> [Value; 2] {
    let fullest = json!({
        "name": "renamed",
        "end_timestamp": INSTANTS[1],
        "output": free_form(),
        "metadata": free_form(),
        "status": "ERROR",
    });
    [json!({}), fullest]
}

fn searches() -> [Value; 2] {
    let mut fullest = json!({
        "parents_only": false,
        "group_id": "group-1",
        "statuses": ["SUCCESS", "ERROR"],
        "types": ["COMPLETION", "TRACER"],
        "assessment_types": ["comment", "overwrite"],
        "extra_metadata": free_form(),
        "min_duration_ms": 0,
        "max_duration_ms": 9_007_199_254_740_993_i64,
    });
    let lists = [
        "span_ids",
        "trace_ids",
        "excluded_span_ids",
        "excluded_trace_ids",
        "names",
        "search_texts",
        "application_variant_ids",
        "acp_types",
        "agentex_agent_names",
        "agentex_agent_ids",
    ];
    for name in lists {
        fullest[name] = json!([name, "\u{e4}"]);
    }
    [json!({}), fullest]
}

async fn create(api: &Api, seen: &mut BTreeSet<String>) {
    for (account, body) in with_accounts(spans()) {
        let operation = api.compare_body(Some(&body), async |url| {
            ours(url, account).spans().create(&model(&body)).await
        });
        seen.insert(operation.await);
    }
}

async fn batch(api: &Api, seen: &mut BTreeSet<String>) {
    for (account, body) in with_accounts(batches()) {
        let created = api.compare_body(Some(&body), async |url| {
            ours(url, account).spans().create_batch(&model(&body)).await
        });
        seen.insert(created.await);
        let upserted = api.compare_body(Some(&body), async |url| {
            ours(url, account).spans().upsert_batch(&model(&body)).await
        });
        seen.insert(upserted.await);
    }
}

async fn get(api: &Api, seen: &mut BTreeSet<String>) {
    for (account, id) in ACCOUNTS.into_iter().cycle().zip(SPAN_IDS) {
        let operation =
            api.compare_body(None, async |url| ours(url, account).spans().get(id).await);
        seen.insert(operation.await);
    }
}

async fn update(api: &Api, seen: &mut BTreeSet<String>) {
    for id in SPAN_IDS {
        for (account, body) in with_accounts(updates()) {
            let operation = api.compare_body(Some(&body), async |url| {
                ours(url, account).spans().update(id, &model(&body)).await
            });
            seen.insert(operation.await);
        }
    }
}

async fn search(api: &Api, seen: &mut BTreeSet<String>) {
    let [smallest, fullest] = searches();
    let without_parameters = api.compare_body(Some(&smallest), async |url| {
        ours(url, None).spans().search(&model(&smallest)).await
    });
    seen.insert(without_parameters.await);
    let with_all = api.compare_body(Some(&fullest), async |url| {
        let client = ours(url, ACCOUNTS[1]);
        let call = client.spans().search(&model(&fullest));
        let call = call.starting_after(CURSOR).ending_before("").limit(1000);
        let call = call.sort_by("start_timestamp").sort_order(SortOrder::Desc);
        let call = call
            .allow_partial_results(true)
            .header("x-project-id", "project-1");
        call.from_ts(INSTANTS[0].parse().unwrap())
            .to_ts(INSTANTS[1].parse().unwrap())
            .await
    });
    seen.insert(with_all.await);
}

#[tokio::test]
async fn both_clients_send_the_same() {
    let api = Api::new(DOCUMENT, theirs::scale::REPLAYS);
    let mut seen = BTreeSet::new();
    create(&api, &mut seen).await;
    batch(&api, &mut seen).await;
    get(&api, &mut seen).await;
    update(&api, &mut seen).await;
    search(&api, &mut seen).await;
    let all = Document::of(DOCUMENT).exported().operations();
    let spans = all.into_iter().filter(|name| name.contains("/v5/spans"));
    assert_eq!(seen, spans.collect());
}
