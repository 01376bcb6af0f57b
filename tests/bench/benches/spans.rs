//! 1, 100 and 10,000 spans of Scale GP, decoded and encoded.
//!
//! In: nothing. Out: times, for `cargo xtask bench runtime`: of `spanwire`, of the same struct with serde's derive, and of
//! `serde_json::Value`. A client decodes a body with `codec::decode`; spans that come through `serde_json` are a group of their
//! own.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use spanwire::scale_v5::models::ApiListSpan;
use specwright_runtime::codec;

mod derived {
    //! `ApiListSpan` and what it holds, as serde's derive has them.

    use super::{Deserialize, Map, Serialize, Value};

    #[derive(Serialize, Deserialize)]
    pub(crate) struct ApiListSpan {
        #[serde(skip_serializing_if = "Option::is_none")]
        object: Option<String>,
        items: Vec<Span>,
    }

    #[derive(Serialize, Deserialize)]
    struct Span {
        id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        object: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        created_by: Option<Identity>,
        name: String,
        trace_id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        parent_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        group_id: Option<String>,
        start_timestamp: jiff::Timestamp,
        #[serde(skip_serializing_if = "Option::is_none")]
        end_timestamp: Option<jiff::Timestamp>,
        #[serde(skip_serializing_if = "Option::is_none")]
        input: Option<Map<String, Value>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        output: Option<Map<String, Value>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        metadata: Option<Map<String, Value>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        expected: Option<Map<String, Value>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        status: Option<Status>,
        #[serde(skip_serializing_if = "Option::is_none")]
        r#type: Option<Type>,
        #[serde(skip_serializing_if = "Option::is_none")]
        application_interaction_id: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        application_variant_id: Option<String>,
        account_id: String,
    }

    #[derive(Serialize, Deserialize)]
    struct Identity {
        id: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        object: Option<String>,
        r#type: String,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Status {
        Success,
        Error,
        Canceled,
    }

    #[derive(Serialize, Deserialize)]
    #[serde(rename_all = "SCREAMING_SNAKE_CASE")]
    enum Type {
        TextInput,
        TextOutput,
        CompletionInput,
        Completion,
        KbRetrieval,
        Reranking,
        Custom,
        Tracer,
        Standalone,
    }
}

/// How bytes become a value.
type Decode<T> = fn(&[u8]) -> Option<T>;

/// Both directions, after a look at whether they are those of the same spans.
fn measure<T: DeserializeOwned + Serialize>(
    criterion: &mut Criterion,
    who: &str,
    spans: usize,
    decode: Decode<T>,
) {
    let text = decoding::spans(spans).to_string();
    let value = decode(text.as_bytes()).expect("they are spans");
    let again = serde_json::to_value(&value).expect("they can be written");
    let items = again["items"].as_array().expect("it is a list");
    assert_eq!(items.len(), spans);
    assert_eq!(items[0], decoding::spans(1)["items"][0], "{who}");
    let id = BenchmarkId::new(who, spans);
    let mut group = criterion.benchmark_group("decode spans");
    group.throughput(Throughput::Elements(spans as u64));
    group.bench_function(id.clone(), |bencher| {
        bencher.iter(|| decode(black_box(text.as_bytes())));
    });
    group.finish();
    let mut group = criterion.benchmark_group("decode spans through serde_json");
    group.throughput(Throughput::Elements(spans as u64));
    group.bench_function(id.clone(), |bencher| {
        bencher.iter(|| serde_json::from_str::<T>(black_box(&text)));
    });
    group.finish();
    let mut group = criterion.benchmark_group("encode spans");
    group.throughput(Throughput::Elements(spans as u64));
    group.bench_function(id, |bencher| {
        bencher.iter(|| serde_json::to_string(black_box(&value)));
    });
    group.finish();
}

fn from_slice<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    serde_json::from_slice(bytes).ok()
}

fn spans(criterion: &mut Criterion) {
    for spans in [1, 100, 10_000] {
        measure::<ApiListSpan>(criterion, "spanwire", spans, |bytes| {
            codec::decode(bytes).ok()
        });
        measure::<derived::ApiListSpan>(criterion, "serde derive", spans, from_slice);
        measure::<Value>(criterion, "serde_json::Value", spans, from_slice);
    }
}

criterion_group!(benches, spans);
criterion_main!(benches);
