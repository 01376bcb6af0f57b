//! Texts made to use up the stack or time of whoever reads them.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // A test includes what is generated for a library.

mod demo;

use demo::models::Filter;
use serde_json::Value;
use specwright_runtime::{Constant, Model, Union, codec};

#[test]
fn hostile_nesting_ends_with_an_error() {
    let deep = 100_000;
    let arrays = format!("{}{}", "[".repeat(deep), "]".repeat(deep));
    assert!(codec::decode::<Filter>(arrays.as_bytes()).is_err());
    assert!(codec::decode::<Value>(arrays.as_bytes()).is_err());
    let open = r#"[{"role":"user","content":"c","filter":"#;
    for deep in [100, 10_000] {
        let nested = format!("{}\"x\"{}", open.repeat(deep), "}]".repeat(deep));
        let read = codec::decode::<Filter>(nested.as_bytes());
        assert!(read.is_err(), "{deep}");
    }
    let nested = format!("{}\"x\"{}", open.repeat(50), "}]".repeat(50));
    assert!(matches!(
        codec::decode::<Filter>(nested.as_bytes()),
        Ok(Filter::Messages(_))
    ));
}

/// A union whose members can't be distinguished, and fail after what they hold was read.
#[derive(Union)]
#[union(untagged)]
enum Twice {
    First(Inner),
    Second(Inner),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Model)]
struct Inner {
    items: Vec<Twice>,
    #[model(constant)]
    never: Never,
}

/// What no text holds.
#[derive(Clone, Copy, Debug, Default, Constant)]
#[constant("never")]
struct Never;

#[test]
fn hostile_unions_are_not_tried_in_every_combination() {
    let (open, close) = (r#"{"items":["#, r#"],"never":"ever"}"#);
    let nested = format!("{}{}", open.repeat(60), close.repeat(60));
    let read = codec::decode::<Twice>(nested.as_bytes());
    assert!(matches!(read, Ok(Twice::Unknown(_))));
}
