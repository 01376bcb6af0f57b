//! 1, 100 and 10,000 spans of Scale GP, decoded and encoded.
//!
//! In: nothing. Out: times, for `cargo xtask bench runtime`: of `spanwire`, of the same struct with
//! serde's derive, and of `serde_json::Value`. A client decodes and encodes bodies with
//! `codec::decode` and `codec::encode`; spans that pass through `serde_json` are a group of their
//! own.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use decoding::derived;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use spanwire::scale_v5::models::ApiListSpan;
use specwright_runtime::codec;

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
        measure::<derived::SpanList>(criterion, spans, &serde("serde derive"));
        measure::<Value>(criterion, spans, &serde("serde_json::Value"));
    }
}

criterion_group!(benches, spans);
criterion_main!(benches);
