//! Texts made to use up the stack or time of whoever reads them.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::wildcard_imports)] // What is printed for a library stands in a test here.

mod demo;

use demo::models::Filter;
use serde_json::Value;
use specwright_runtime::codec::{self, Reader, Shape};

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

/// A union whose members can't be told apart, and fail after what they hold was read.
#[derive(Debug)]
enum Twice {
    First(Inner),
    Second(Inner),
    Unknown(Value),
}

codec::untagged_union!(Twice {
    First(only Inner) = Shape::Any,
    Second(only Inner) = Shape::Any,
});

#[derive(Debug)]
struct Inner(Vec<Twice>, Never);

impl codec::Wire for Inner {
    fn fill(&mut self, kind: codec::Kind, reader: &mut Reader<'_>) -> Result<(), codec::Failed> {
        codec::Wire::fill(&mut self.0, kind, reader)?;
        codec::Wire::fill(&mut self.1, kind, reader)
    }

    fn blank() -> Self {
        Self(Vec::new(), Never)
    }

    fn view(&self) -> codec::View<'_> {
        codec::Wire::view(&self.0)
    }
}

/// What no text holds.
#[derive(Clone, Copy, Debug, Default)]
struct Never;

codec::constant!(Never = "never");

#[test]
fn hostile_unions_are_not_tried_in_every_combination() {
    let nested = format!("{}{}", "[".repeat(60), "]".repeat(60));
    let read = codec::decode::<Twice>(nested.as_bytes());
    assert!(matches!(read, Ok(Twice::Unknown(_))));
}
