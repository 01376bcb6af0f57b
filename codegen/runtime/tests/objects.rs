//! What is read into the fields of a model, and how a model is shown.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright_runtime::{Model, Nullable, OpenEnum, Timestamp};

#[derive(Clone, Model)]
struct Outer {
    inner: Inner,
    id: i64,
}

#[derive(Clone, Model)]
#[model(setters)]
struct Inner {
    #[model(name = "theName")]
    name: Option<String>,
    note: Nullable<String>,
    value: Option<Value>,
    deep: Deep,
    #[model(flatten)]
    flat: Flat,
    #[model(rest)]
    others: BTreeMap<String, i64>,
}

#[derive(Clone, Model)]
#[model(setters)]
struct Deep {
    at: Option<Timestamp>,
    kind: Option<Kind>,
}

#[derive(Clone, Model)]
#[model(setters)]
struct Flat {
    size: Option<i64>,
}

#[derive(Clone, Debug, OpenEnum)]
enum Kind {
    #[open_enum("small")]
    Small,
    #[open_enum(unknown)]
    Unknown(String),
}

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    serde_json::from_str(text).unwrap()
}

#[test]
fn nothing_is_left_of_a_member_that_is_repeated() {
    let last = r#"{"deep":{},"last":3}"#;
    let first =
        r#"{"theName":"a","note":null,"value":null,"deep":{"kind":"small"},"size":2,"first":1}"#;
    let twice = format!(r#"{{"inner":{first},"id":1,"inner":{last}}}"#);
    let once = format!(r#"{{"inner":{last},"id":1}}"#);
    assert_eq!(read::<Outer>(&twice), read::<Outer>(&once));
    let mut inner = Inner::new(Deep::new(), Flat::new());
    inner.others.insert("last".to_owned(), 3);
    assert_eq!(read::<Outer>(&twice), Outer::new(inner, 1));
}

#[test]
fn nothing_is_left_in_an_object_within_it() {
    let read: Outer = read(
        r#"{"id":1,"inner":{"deep":{"kind":"small"},"size":1,"deep":{"at":null}},"inner":{"note":"a","deep":{}}}"#,
    );
    let inner = Inner::new(Deep::new(), Flat::new()).with_note("a");
    assert_eq!(read, Outer::new(inner, 1));
}

#[test]
fn a_repeated_member_that_lacks_a_required_one_is_refused() {
    let twice = r#"{"id":1,"inner":{"deep":{}},"inner":{}}"#;
    let error = serde_json::from_str::<Outer>(twice).unwrap_err();
    assert!(
        error.to_string().contains("missing field `deep`"),
        "{error}"
    );
}

#[test]
fn a_model_is_shown_as_a_derive_shows_it() {
    let deep = Deep::new().with_kind(Kind::Small);
    let mut inner = Inner::new(deep, Flat::new())
        .with_name("a\"b")
        .with_note(Nullable::Null);
    inner.flat = inner.flat.with_size(2);
    let others = BTreeMap::from([("c".to_owned(), 3)]);
    let outer = Outer::new(inner.with_others(others), 1);
    let expected = r#"Outer { inner: Inner { theName: Some("a\"b"), note: Null, value: None, deep: Deep { at: None, kind: Some(Small) }, size: Some(2), c: 3 }, id: 1 }"#;
    assert_eq!(format!("{outer:?}"), expected);
    assert_eq!(
        format!("{:#?}", Deep::new()),
        "Deep {\n    at: None,\n    kind: None,\n}"
    );
}

#[test]
fn values_of_an_enum_are_equal_where_they_travel_alike() {
    assert_eq!(Kind::Unknown("small".to_owned()), Kind::Small);
    assert_ne!(Kind::from("large"), Kind::Small);
    assert_eq!(format!("{:>7}", Kind::Small), "  small");
    let kinds = std::collections::HashSet::from([Kind::Small]);
    assert!(kinds.contains(&Kind::Unknown("small".to_owned())));
}

/// Of deprecated fields and types only those who use them are warned: this file is compiled without
/// warnings.
mod deprecated {
    use specwright_runtime::{Constant, Model, OpenEnum, Union};

    #[derive(Clone, Model)]
    #[model(setters)]
    #[deprecated]
    pub(super) struct Old {
        pub(super) size: Option<i64>,
    }

    #[derive(Clone, Model)]
    #[model(setters)]
    pub(super) struct Holder {
        #[deprecated]
        pub(super) id: String,
        #[allow(deprecated)]
        pub(super) level: Option<Level>,
        #[deprecated]
        #[allow(deprecated)]
        pub(super) choice: Option<Choice>,
        #[allow(deprecated)]
        #[model(constant)]
        pub(super) only: Option<Only>,
    }

    #[derive(Clone, Debug, OpenEnum)]
    #[open_enum(rename_all = "lowercase", key)]
    #[deprecated]
    pub(super) enum Level {
        Low,
        #[open_enum(unknown)]
        Unknown(String),
    }

    #[derive(Clone, Copy, Debug, Default, PartialEq, Constant)]
    #[constant(true)]
    #[deprecated]
    pub(super) struct Only;

    #[derive(Clone, Union)]
    #[union(untagged)]
    #[deprecated]
    pub(super) enum Choice {
        #[deprecated]
        #[allow(deprecated)]
        Old(Old),
        #[union(unknown)]
        Unknown(serde_json::Value),
    }
}

#[test]
#[allow(deprecated, reason = "it is what is tested")]
fn deprecated_parts_of_models_are_read_and_written() {
    let old = deprecated::Old::new().with_size(1);
    let holder = deprecated::Holder::new("a");
    let holder = holder.with_level(deprecated::Level::Low).with_choice(old);
    let text = r#"{"id":"a","level":"low","choice":{"size":1},"only":true}"#;
    assert_eq!(serde_json::to_string(&holder).unwrap(), text);
    assert_eq!(read::<deprecated::Holder>(text), holder);
}
