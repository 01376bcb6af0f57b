//! What is measured of values that are written with a tag.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright_runtime::{Validate, codec};

#[derive(Clone)]
struct Holder {
    bag: Option<Bag>,
}

codec::object!(Holder() {
    "bag" => bag: optional(with_bag: impl Into<Bag>) [MaxProperties(1)] each [MaxLength(3)],
});

#[derive(Clone, Debug)]
enum Bag {
    Texts(BTreeMap<String, String>),
    Unknown(Value),
}

codec::tagged_union!(Bag by "kind" {
    Texts(from BTreeMap<String, String>) = "texts",
});

#[test]
fn what_is_written_with_a_tag_is_measured() {
    let texts = ["a", "b"].map(|name| (name.to_owned(), name.repeat(4)));
    let error = Holder::new().with_bag(BTreeMap::from(texts)).validate();
    assert_eq!(
        error.unwrap_err().to_string(),
        "at `bag`: 2 properties, expected at most 1 (maxProperties); at `bag.a`: 4 characters, expected at most 3 (maxLength); \
         at `bag.b`: 4 characters, expected at most 3 (maxLength)"
    );
}
