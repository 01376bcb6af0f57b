//! Values that are deep and wide, on a stack of the size that threads have, without optimizations.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::large_enum_variant)] // What is printed for a library stands in a test here.

mod wide;

use std::fmt::Debug;
use std::thread;

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
    let thread = thread::Builder::new().stack_size(2 << 20);
    thread.spawn(run).unwrap().join().unwrap();
}

/// Does with the deepest value that is read whatever goes into its depth.
fn survives<
    T: Clone + Debug + PartialEq + Serialize + DeserializeOwned + FromBody + Validate + 'static,
>(
    least: usize,
) {
    for nest in NESTS {
        on_a_small_stack(move || {
            let read = |depth| decode::<T>(nested(nest, depth).as_bytes());
            let (mut deepest, mut refused) = (1, 200);
            while refused > deepest + 1 {
                let middle = usize::midpoint(deepest, refused);
                match read(middle) {
                    Ok(_) => deepest = middle,
                    Err(_) => refused = middle,
                }
            }
            assert!(deepest >= least, "{nest:?}: {deepest}");
            let message = read(deepest + 1).unwrap_err().to_string();
            assert!(message.contains("nested"), "{message}");
            assert!(read(2_000).is_err());

            let value = read(deepest).unwrap();
            assert!(value.clone() == value);
            assert!(value.validate().is_ok());
            assert!(format!("{value:?}").len() > deepest);
            let text = serde_json::to_string(&value).unwrap();
            assert_eq!(text, nested(nest, deepest));
            assert!(serde_json::to_string_pretty(&value).is_ok());
            assert!(serde_json::from_str::<T>(&text).unwrap() == value);
            let json = serde_json::to_value(&value).unwrap();
            assert!(serde_json::from_value::<T>(json).unwrap() == value);
        });
    }
}

#[test]
fn models_of_many_texts_fit_on_the_stack() {
    survives::<Wide>(20);
    on_a_small_stack(|| {
        let text = nested(NESTS[0], 60);
        assert!(text.len() < 1024 && decode::<Wide>(text.as_bytes()).is_ok());
    });
}

#[test]
fn models_of_many_flags_fit_on_the_stack() {
    survives::<Flags>(40);
}

#[test]
fn small_models_are_as_deep_as_any_value() {
    survives::<Small>(62);
}
