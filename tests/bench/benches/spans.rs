//! 1, 100 and 10,000 spans of Scale GP, decoded and encoded.
//!
//! In: nothing. Out: times, for `cargo xtask bench runtime`: of `spanwire`, of the same struct with serde's derive, and of
//! `serde_json::Value`. A client decodes and encodes bodies with `codec::decode` and `codec::encode`; spans that come through `serde_json` are a group of their
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

/// How bytes become a value, and a value a text.
struct Codec<T> {
    name: &'static str,
    decode: fn(&[u8]) -> Option<T>,
    encode: fn(&T) -> Option<String>,
}

/// Both directions, after a look at whether they are those of the same spans.
fn measure<T: DeserializeOwned + Serialize>(
    criterion: &mut Criterion,
    spans: usize,
    codec: &Codec<T>,
) {
    let text = decoding::spans(spans).to_string();
    let value = (codec.decode)(text.as_bytes()).expect("they are spans");
    let again = serde_json::to_value(&value).expect("they can be written");
    let items = again["items"].as_array().expect("it is a list");
    assert_eq!(items.len(), spans);
    assert_eq!(items[0], decoding::spans(1)["items"][0], "{}", codec.name);
    let id = BenchmarkId::new(codec.name, spans);
    let mut group = criterion.benchmark_group("decode spans");
    group.throughput(Throughput::Elements(spans as u64));
    group.bench_function(id.clone(), |bencher| {
        bencher.iter(|| (codec.decode)(black_box(text.as_bytes())));
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
        bencher.iter(|| (codec.encode)(black_box(&value)));
    });
    group.finish();
}

fn serde<T: DeserializeOwned + Serialize>(name: &'static str) -> Codec<T> {
    Codec {
        name,
        decode: |bytes| serde_json::from_slice(bytes).ok(),
        encode: |value| serde_json::to_string(value).ok(),
    }
}

fn spans(criterion: &mut Criterion) {
    let client = Codec::<ApiListSpan> {
        name: "spanwire",
        decode: |bytes| codec::decode(bytes).ok(),
        encode: |spans| codec::encode(spans).ok(),
    };
    for spans in [1, 100, 10_000] {
        measure(criterion, spans, &client);
        measure::<derived::ApiListSpan>(criterion, spans, &serde("serde derive"));
        measure::<Value>(criterion, spans, &serde("serde_json::Value"));
    }
}

criterion_group!(benches, spans);
criterion_main!(benches);
