//! Tags that are repeated with another value: the variant is chosen by one of them, and the other
//! would be lost.

#![allow(dead_code, missing_docs, unreachable_pub)] // A test includes what is generated for a library.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use specwright_runtime::codec::decode;
use specwright_runtime::{Model, Union};

/// It does not contain the tag.
#[derive(Clone, Model)]
struct Dog {
    name: Option<String>,
}

/// It keeps what it does not know.
#[derive(Clone, Model)]
struct Cat {
    #[model(rest)]
    rest: BTreeMap<String, Value>,
}

#[derive(Clone, Model)]
struct Horse {
    kind: String,
}

#[derive(Clone, Union)]
#[union(tag = "size")]
enum Breed {
    #[union("large")]
    Large(Dog),
    #[union("open")]
    Open(Cat),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Either {
    Dog(Dog),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Union)]
#[union(tag = "kind")]
enum Pet {
    #[union("dog")]
    Dog(Dog),
    #[union("cat")]
    Cat(Cat),
    #[union("horse", carried)]
    Horse(Horse),
    #[union("map", carried)]
    Map(Map<String, Value>),
    #[union("breed")]
    Breed(Box<Breed>),
    #[union("either")]
    Either(Either),
    #[union("alone")]
    Alone,
    #[union(unknown)]
    Unknown(Value),
}

#[test]
fn two_different_tags_are_an_error() {
    for kind in [
        "dog", "cat", "horse", "map", "breed", "either", "alone", "new",
    ] {
        for members in [
            r#""kind":"KIND","kind":"other""#,
            r#""kind":"KIND","size":"large","name":"a","kind":"other""#,
            r#""size":"large","kind":"KIND","x":[],"kind":7"#,
        ] {
            let text = format!("{{{members}}}").replace("KIND", kind);
            let error = decode::<Pet>(text.as_bytes()).expect_err(&text);
            assert!(error.message().contains("`kind`"), "{text}: {error}");
            let list = format!("[{text}]");
            assert_eq!(
                decode::<Vec<Pet>>(list.as_bytes()).unwrap_err().path(),
                "[0]"
            );
        }
        let same = r#"{"kind":"KIND","size":"large","k\u0069nd":"KIND"}"#.replace("KIND", kind);
        assert!(decode::<Pet>(same.as_bytes()).is_ok(), "{same}");
    }
    let inner = r#"{"kind":"breed","size":"large","size":"small"}"#;
    let error = decode::<Pet>(inner.as_bytes()).unwrap_err();
    assert!(error.message().contains("`size`"), "{error}");
}

#[test]
fn a_tag_is_written_once() {
    for text in [
        r#"{"kind":"cat","x":1}"#,
        r#"{"kind":"breed","size":"large","name":"a"}"#,
        r#"{"kind":"either","name":"a"}"#,
        r#"{"kind":"breed","size":"open","x":1}"#,
        r#"{"kind":"new","x":[1.5,{"a":null}]}"#,
    ] {
        let pet: Pet = decode(text.as_bytes()).unwrap();
        assert_eq!(serde_json::to_string(&pet).unwrap(), text);
        let pretty = serde_json::to_string_pretty(&pet).unwrap();
        assert_eq!(pretty.replace([' ', '\n'], ""), text);
    }
}
