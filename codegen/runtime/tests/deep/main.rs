//! Values that are deep and wide, on a stack of the size that threads have, without optimizations.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::large_enum_variant)] // A test includes what is generated for a library.

mod flat;
mod wide;

use std::fmt::Debug;
use std::thread;

use flat::One;
use serde::Serialize;
use serde::de::DeserializeOwned;
use specwright_runtime::codec::decode;
use specwright_runtime::{FromBody, Validate};
use wide::{Flags, Small, Wide};

/// A value within itself, in each of the ways in which one can be.
const NESTS: [(&str, &str); 6] = [
    (r#"{"child":"#, "}"),
    (r#"{"list":["#, "]}"),
    (r#"{"map":{"a":"#, "}}"),
    (r#"{"choice":"#, "}"),
    (r#"{"outside":{"inline":"#, "}}"),
    (r#"{"other":"#, "}"),
];

fn nested((open, close): (&str, &str), depth: usize) -> String {
    format!("{}{{}}{}", open.repeat(depth), close.repeat(depth))
}

fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(512 << 10);
    thread.spawn(run).unwrap().join().unwrap();
}

/// Reads onto the heap, so that the values of a test take nothing of the stack.
#[inline(never)]
fn read<T: FromBody>(nest: (&str, &str), depth: usize) -> Result<Box<T>, String> {
    let read = decode::<T>(nested(nest, depth).as_bytes());
    read.map(Box::new).map_err(|error| error.to_string())
}

/// Does with the deepest value that is read whatever goes into its depth.
fn survives<
    T: Clone + Debug + PartialEq + Serialize + DeserializeOwned + FromBody + Validate + 'static,
>(
    least: usize,
    through_formats: usize,
) {
    for nest in NESTS {
        on_a_small_stack(move || {
            let (mut deepest, mut refused) = (1, 200);
            while refused > deepest + 1 {
                let middle = usize::midpoint(deepest, refused);
                match read::<T>(nest, middle) {
                    Ok(_) => deepest = middle,
                    Err(_) => refused = middle,
                }
            }
            assert!(deepest >= least, "{nest:?}: {deepest}");
            let message = read::<T>(nest, deepest + 1).unwrap_err();
            assert!(message.contains("nested"), "{message}");
            assert!(read::<T>(nest, 2_000).is_err());

            let value = read::<T>(nest, deepest).unwrap();
            assert!(*value.clone() == *value);
            assert!(value.validate().is_ok());
            assert!(format!("{value:?}").len() > deepest);
            let depths = (1..=deepest).rev().step_by(deepest.div_ceil(8));
            let read = depths.map(|depth| through_serde::<T>(nest, depth));
            let read = read.fold([0; 8], |most, read| {
                std::array::from_fn(|at| most[at].max(read[at]))
            });
            let is_deep = |depth: &usize| *depth >= through_formats;
            assert!(read.iter().all(is_deep), "{nest:?}: {deepest}, {read:?}");
        });
    }
}

/// Whether a value survives a format. A value that a format refuses is an error, and nothing worse.
#[inline(never)]
fn comes_back<T: PartialEq, W, E: Debug, F: Debug>(
    value: &T,
    written: Result<W, E>,
    read: impl FnOnce(W) -> Result<Box<T>, F>,
) -> bool {
    let Ok(written) = written else {
        return false;
    };
    read(written).is_ok_and(|read| {
        assert!(*read == *value);
        true
    })
}

/// By format, the depth if a value of that depth survives.
fn through_serde<T: PartialEq + Serialize + DeserializeOwned + FromBody>(
    nest: (&str, &str),
    depth: usize,
) -> [usize; 8] {
    let value = &*read::<T>(nest, depth).unwrap();
    let mut cbor = Vec::new();
    let written = ciborium::into_writer(value, &mut cbor);
    [
        comes_back(value, serde_json::to_string_pretty(value), |text| {
            serde_json::from_str(&text)
        }),
        comes_back(value, serde_json::to_value(value), serde_json::from_value),
        comes_back(value, rmp_serde::to_vec(value), |pack| {
            rmp_serde::from_slice(&pack)
        }),
        comes_back(value, rmp_serde::to_vec_named(value), |pack| {
            rmp_serde::from_slice(&pack)
        }),
        comes_back(value, written, |()| ciborium::from_reader(&*cbor)),
        comes_back(value, serde_yaml_ng::to_string(value), |text| {
            serde_yaml_ng::from_str(&text)
        }),
        comes_back(value, toml::to_string(value), |text| toml::from_str(&text)),
        comes_back(value, ron::to_string(value), |text| ron::from_str(&text)),
    ]
    .map(|read| usize::from(read) * depth)
}

#[test]
fn models_of_many_texts_fit_on_the_stack() {
    survives::<Wide>(6, 6);
}

#[test]
fn models_of_many_flags_fit_on_the_stack() {
    survives::<Flags>(15, 9);
}

#[test]
fn flattened_models_fit_on_the_stack() {
    survives::<One>(20, 4);
}

#[test]
fn small_models_are_as_deep_as_any_value() {
    survives::<Small>(62, 7);
}
