//! 200 values of a union of 2, 10 or 40 members, each as often as the others, decoded and encoded.
//!
//! In: the types of `build.rs`. Out: times, for `cargo xtask bench runtime`.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use specwright_runtime::codec::{self, Wire};

include!(concat!(env!("OUT_DIR"), "/api.rs"));

#[allow(missing_docs, reason = "they are measured, not used")]
mod derived {
    use serde::{Deserialize, Serialize};

    include!(concat!(env!("OUT_DIR"), "/derived.rs"));
}

const VALUES: usize = 200;

/// The values, with members in the order of the types, so that both sides write the same text.
fn values(members: usize, tagged: bool) -> String {
    let value = |at: usize| {
        let member = at % members;
        let mut value = json!({
            "id": format!("item-{at}"),
            "status": "completed",
            "content": [
                { "text": "The quick brown fox jumps over the lazy dog." },
                { "text": "And again.", "logprobs": [-0.25, -1.5] },
            ],
        });
        value[format!("value_{member}")] = "a value of its own".into();
        value[format!("count_{member}")] = at.into();
        if tagged {
            let rest = value.as_object_mut().map(std::mem::take);
            let mut value = json!({ "type": format!("kind_{member}") });
            if let (Some(value), Some(rest)) = (value.as_object_mut(), rest) {
                value.extend(rest);
            }
            return value;
        }
        value
    };
    (0..VALUES).map(value).collect::<Value>().to_string()
}

/// How bytes become values, and values a text.
struct Codec<T> {
    name: &'static str,
    decode: fn(&[u8]) -> Option<Vec<T>>,
    encode: fn(&Vec<T>) -> Option<String>,
}

/// As a client decodes and encodes bodies.
fn client<T: Wire>() -> Codec<T> {
    Codec {
        name: "codec",
        decode: |bytes| codec::decode(bytes).ok(),
        encode: |values| codec::encode(values).ok(),
    }
}

fn derive<T: DeserializeOwned + Serialize>() -> Codec<T> {
    Codec {
        name: "serde derive",
        decode: |bytes| serde_json::from_slice(bytes).ok(),
        encode: |values| serde_json::to_string(values).ok(),
    }
}

/// Both directions, after a look at whether nothing is lost on the way.
fn measure<T: DeserializeOwned + Serialize>(
    criterion: &mut Criterion,
    group: &str,
    members: usize,
    text: &str,
    codec: &Codec<T>,
) {
    let value = (codec.decode)(text.as_bytes()).expect("the values are of the union");
    let again: Value = serde_json::to_value(&value).expect("they can be written");
    let before: Value = serde_json::from_str(text).expect("it is JSON");
    assert_eq!(again, before, "{group} {} {members}", codec.name);
    let id = BenchmarkId::new(codec.name, members);
    criterion
        .benchmark_group(format!("decode {group}"))
        .bench_function(id.clone(), |bencher| {
            bencher.iter(|| (codec.decode)(black_box(text.as_bytes())));
        });
    criterion
        .benchmark_group(format!("encode {group}"))
        .bench_function(id, |bencher| {
            bencher.iter(|| (codec.encode)(black_box(&value)));
        });
}

macro_rules! of {
    ($criterion:ident: $($members:literal $tagged:ident $untagged:ident,)*) => {
        $(
            let text = values($members, true);
            measure::<api::models::$tagged>($criterion, "union by tag", $members, &text, &client());
            measure::<derived::$tagged>($criterion, "union by tag", $members, &text, &derive());
            let text = values($members, false);
            measure::<api::models::$untagged>($criterion, "union by shape", $members, &text, &client());
            measure::<derived::$untagged>($criterion, "union by shape", $members, &text, &derive());
        )*
    };
}

fn unions(criterion: &mut Criterion) {
    of!(criterion:
        2 TaggedOf2 UntaggedOf2,
        10 TaggedOf10 UntaggedOf10,
        40 TaggedOf40 UntaggedOf40,
    );
}

criterion_group!(benches, unions);
criterion_main!(benches);
