//! What is measured of values that are written with a tag.

use std::collections::BTreeMap;

use serde_json::Value;
use specwright_runtime::{Model, Union, Validate};

#[derive(Clone, Model)]
#[model(setters)]
struct Holder {
    #[model(max_properties = 1, each(max_length = 3))]
    bag: Option<Bag>,
}

#[derive(Clone, Union)]
#[union(tag = "kind")]
enum Bag {
    #[union("texts")]
    Texts(BTreeMap<String, String>),
    #[union(unknown)]
    Unknown(Value),
}

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
    use specwright_runtime::{Constant, Model, Nullable, OpenEnum, Union, Validate, codec};

    #[derive(Clone, Debug, OpenEnum)]
    enum Status {
        #[open_enum("on")]
        On,
        #[open_enum(unknown)]
        Unknown(String),
    }

    #[derive(Clone, Debug, OpenEnum)]
    #[open_enum(extensible)]
    enum Color {
        #[open_enum("red")]
        Red,
        #[open_enum(unknown)]
        Unknown(String),
    }

    #[derive(Clone, Debug, OpenEnum)]
    enum Code {
        #[open_enum(0)]
        Fine,
        #[open_enum(unknown)]
        Unknown(i64),
    }

    #[derive(Clone, Debug, OpenEnum)]
    enum Mixed {
        #[open_enum(1)]
        One,
        #[open_enum(unknown)]
        Unknown(Value),
    }

    #[derive(Clone, Debug, Default, PartialEq, Constant)]
    #[constant("kind")]
    struct Kind(codec::Other);

    #[derive(Clone, Debug, Default, PartialEq, Constant)]
    #[constant("base", extensible)]
    struct Base(codec::Other);

    #[derive(Clone, Union)]
    #[union(untagged)]
    enum Shaped {
        Number(i64),
        #[union(unknown)]
        Unknown(Value),
    }

    #[derive(Clone, Union)]
    #[union(untagged, extensible)]
    enum Anything {
        Number(i64),
        #[union(unknown)]
        Unknown(Value),
    }

    #[derive(Clone, Union)]
    #[union(untagged)]
    enum Limited {
        #[union(maximum = 3)]
        Number(i64),
        #[union(unknown)]
        Unknown(Value),
    }

    #[derive(Clone, Union)]
    #[union(tag = "type")]
    enum Part {
        #[union("stop")]
        Stop,
        #[union("text")]
        Text(Holder),
        #[union(unknown)]
        Unknown(Value),
    }

    #[derive(Clone, Union)]
    #[union(external)]
    enum Command {
        #[union("stop")]
        Stop,
        #[union("wait", maximum = 3)]
        Wait(i64),
        #[union(unknown)]
        Unknown(Value),
    }

    #[derive(Clone, Union)]
    #[union(tag = "t", content = "c")]
    enum Event {
        #[union("closed")]
        Closed,
        #[union("moved")]
        Moved(i64),
        #[union(unknown)]
        Unknown(Value),
    }

    #[derive(Clone, Model)]
    #[model(setters)]
    struct Holder {
        status: Option<Status>,
        list: Option<Vec<Status>>,
        color: Nullable<Color>,
        part: Option<Box<Part>>,
    }

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
    fn values_of_no_variant_are_reported() {
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
