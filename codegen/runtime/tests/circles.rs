//! Unions that contain each other with nothing in between: no text may lead around in circles.

use std::thread;

use serde_json::Value;
use specwright_runtime::codec::decode;
use specwright_runtime::{Model, Union};

#[derive(Clone, Union)]
#[union(untagged)]
enum Left {
    Text(String),
    Right(Box<Right>),
    Both(Box<Both>),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Right {
    Number(f64),
    Left(Box<Left>),
    Both(Box<Both>),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Both {
    Left(Box<Left>),
    Right(Box<Right>),
    Node(Node),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Model)]
struct Node {
    node: Option<Box<Left>>,
    list: Option<Vec<Both>>,
}

#[derive(Clone, Union)]
#[union(tag = "a")]
enum ByA {
    #[union("node")]
    Node(Node),
    #[union(absent)]
    ByB(Box<ByB>),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "b")]
enum ByB {
    #[union("node")]
    Node(Node),
    #[union(absent)]
    ByA(Box<ByA>),
    #[union(unknown)]
    Unknown(Value),
}

fn on_a_small_stack(run: impl FnOnce() + Send + 'static) {
    let thread = thread::Builder::new().stack_size(512 << 10);
    thread.spawn(run).unwrap().join().unwrap();
}

#[test]
fn what_fits_no_member_ends() {
    for text in [
        "true",
        "null",
        "[true]",
        r#"{"x":[1,{"y":null}]}"#,
        "\"a\"",
        "1.5",
    ] {
        on_a_small_stack(move || {
            let read: Left = decode(text.as_bytes()).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
            assert!(read.clone() == read);
            let read: Left = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        });
    }
}

#[test]
fn a_deep_text_is_an_error() {
    let arrays = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    on_a_small_stack(move || {
        assert!(decode::<Left>(arrays.as_bytes()).is_err());
        assert!(decode::<Value>(arrays.as_bytes()).is_err());
    });
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [(r#"{"node":"#, "}"), (r#"{"list":["#, "]}"), ("[", "]")] {
        on_a_small_stack(move || {
            for depth in 1..130 {
                let text = format!("{}true{}", open.repeat(depth), close.repeat(depth));
                if let Ok(read) = decode::<Left>(text.as_bytes()) {
                    assert!(read.clone() == read);
                    assert_eq!(serde_json::to_string(&read).unwrap(), text);
                }
            }
        });
    }
}

#[test]
fn tags_that_lead_to_each_other_end() {
    on_a_small_stack(|| {
        let error = decode::<ByA>(b"{}").unwrap_err();
        assert!(error.message().contains("without an end"), "{error}");
        for text in [r#"{"a":"node"}"#, r#"{"b":"node"}"#, r#"{"a":"x"}"#] {
            let read: ByA = decode(text.as_bytes()).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), text);
        }
    });
}
