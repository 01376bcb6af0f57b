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

/// Enums, unions and constants that know all valid values, and those that don't.
mod unknown {
    use serde_json::{Value, json};
    use specwright_runtime::codec::{self, Shape};
    use specwright_runtime::{Nullable, Validate};

    #[derive(Clone, Debug)]
    enum Status {
        On,
        Unknown(String),
    }

    codec::open_enum!(Status: String {
        On = "on",
    });

    #[derive(Clone, Debug)]
    enum Color {
        Red,
        Unknown(String),
    }

    codec::open_enum!(Color: String {
        Red = "red",
        _ => Unknown,
    });

    #[derive(Clone, Debug)]
    enum Code {
        Fine,
        Unknown(i64),
    }

    codec::open_enum!(Code: i64 {
        Fine = 0,
    });

    #[derive(Clone, Debug)]
    enum Mixed {
        One,
        Unknown(Value),
    }

    codec::open_enum!(Mixed: Value {
        One = 1,
    });

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Kind(codec::Other);

    codec::constant!(Kind = "kind" or other);

    #[derive(Clone, Debug, Default, PartialEq)]
    struct Base(codec::Other);

    codec::constant!(Base = "base" or any);

    #[derive(Clone, Debug)]
    enum Shaped {
        Number(i64),
        Unknown(Value),
    }

    codec::untagged_union!(Shaped {
        Number(from i64) = Shape::Integer,
    });

    #[derive(Clone, Debug)]
    enum Anything {
        Number(i64),
        Unknown(Value),
    }

    codec::untagged_union!(Anything {
        Number(from i64) = Shape::Integer,
        _ => Unknown,
    });

    #[derive(Clone, Debug)]
    enum Limited {
        Number(i64),
        Unknown(Value),
    }

    codec::untagged_union!(Limited {
        Number(from i64) [Maximum("3")] = Shape::Integer,
    });

    #[derive(Clone, Debug)]
    enum Part {
        Stop,
        Text(Holder),
        Unknown(Value),
    }

    codec::tagged_union!(Part by "type" {
        Text(from Holder) = "text",
        "stop" => Stop,
    });

    #[derive(Clone, Debug)]
    enum Command {
        Stop,
        Wait(i64),
        Unknown(Value),
    }

    codec::external_union!(Command {
        Wait(from i64): "wait" [Maximum("3")],
        "stop" => Stop,
    });

    #[derive(Clone, Debug)]
    enum Event {
        Closed,
        Moved(i64),
        Unknown(Value),
    }

    codec::adjacent_union!(Event by "t" with "c" {
        Moved(from i64): "moved",
        "closed" => Closed,
    });

    #[derive(Clone)]
    struct Holder {
        status: Option<Status>,
        list: Option<Vec<Status>>,
        color: Nullable<Color>,
        part: Option<Box<Part>>,
    }

    codec::object!(Holder() {
        "status" => status: optional(with_status: impl Into<Status>),
        "list" => list: optional(with_list: impl Into<Vec<Status>>),
        "color" => color: nullable(with_color: impl Into<Nullable<Color>>),
        "part" => part: optional(with_part: impl Into<Box<Part>>),
    });

    #[track_caller]
    fn found<T: serde::de::DeserializeOwned + Validate>(value: &Value) -> String {
        let value: T = serde_json::from_value(value.clone()).unwrap();
        value
            .validate()
            .map_or_else(|error| error.to_string(), |()| String::new())
    }

    #[test]
    fn values_that_an_enum_does_not_list_are_reported() {
        assert_eq!(found::<Status>(&json!("on")), "");
        let status = "at `$`: `\"new\"`, expected a value that `Status` lists (enum)";
        assert_eq!(found::<Status>(&json!("new")), status);
        assert_eq!(Status::Unknown("on".to_owned()).validate(), Ok(()));
        assert_eq!(found::<Color>(&json!("new")), "");
        let code = "at `$`: `7`, expected a value that `Code` lists (enum)";
        assert_eq!(found::<Code>(&json!(7)), code);
        assert_eq!(Code::Unknown(0).validate(), Ok(()));
        let mixed = "at `$`: `null`, expected a value that `Mixed` lists (enum)";
        assert_eq!(found::<Mixed>(&json!(null)), mixed);
        assert_eq!(found::<Mixed>(&json!(1)), "");
    }

    #[test]
    fn other_values_than_a_constant_are_reported() {
        let kind = "at `$`: `[1]`, expected a value that `Kind` lists (enum)";
        assert_eq!(found::<Kind>(&json!([1])), kind);
        assert_eq!(found::<Kind>(&json!("kind")), "");
        assert_eq!(found::<Base>(&json!("derived")), "");
    }

    #[test]
    fn values_that_are_no_variant_are_reported() {
        let shaped = "at `$`: `\"a\"`, expected a variant of `Shaped` (oneOf)";
        assert_eq!(found::<Shaped>(&json!("a")), shaped);
        assert_eq!(found::<Anything>(&json!("a")), "");
        let limited = "at `$`: `null`, expected a variant of `Limited` (oneOf)";
        assert_eq!(found::<Limited>(&json!(null)), limited);
        assert_eq!(
            found::<Limited>(&json!(4)),
            "at `$`: 4, expected at most 3 (maximum)"
        );
        assert_eq!(found::<Part>(&json!({"type": "stop"})), "");
        let part = "at `$`: `{\"type\":\"more\"}`, expected a variant of `Part` (oneOf)";
        assert_eq!(found::<Part>(&json!({"type": "more"})), part);
        let command = "at `$`: `\"go\"`, expected a variant of `Command` (oneOf)";
        assert_eq!(found::<Command>(&json!("go")), command);
        assert_eq!(found::<Command>(&json!("stop")), "");
        assert_eq!(
            found::<Command>(&json!({"wait": 9})),
            "at `wait`: 9, expected at most 3 (maximum)"
        );
        let event = "at `$`: `{\"t\":\"gone\"}`, expected a variant of `Event` (oneOf)";
        assert_eq!(found::<Event>(&json!({"t": "gone"})), event);
        assert_eq!(found::<Event>(&json!({"t": "moved", "c": 1})), "");
    }

    #[test]
    fn they_are_found_wherever_they_are() {
        let holder = json!({
            "status": "a",
            "list": ["on", "b"],
            "color": "c",
            "part": {"type": "text", "status": "d"},
        });
        let paths = |value: &Value| {
            let holder: Holder = serde_json::from_value(value.clone()).unwrap();
            let error = holder.validate().unwrap_err();
            let paths = error.violations().iter().map(|one| one.path().to_owned());
            paths.collect::<Vec<_>>()
        };
        assert_eq!(paths(&holder), ["status", "list[1]", "part.status"]);
    }
}
