//! What models derive besides their own traits.

use clap::ValueEnum;
use serde_json::{Value, json};
use shaped::described::models::{Node, State, Thing};

fn schema<T: schemars::JsonSchema>() -> Value {
    schemars::schema_for!(T).to_value()
}

#[test]
fn a_json_schema_has_the_names_and_the_optionality_of_the_wire() {
    let schema = schema::<Thing>();
    let mut properties: Vec<&String> = schema["properties"]
        .as_object()
        .into_iter()
        .flat_map(|all| all.keys())
        .collect();
    let mut expected = [
        "displayName",
        "type",
        "cleared",
        "made",
        "id",
        "day",
        "data",
        "state",
        "level",
        "shape",
        "either",
        "open",
    ];
    expected.sort_unstable();
    properties.sort_unstable();
    assert_eq!(properties, expected);
    assert_eq!(
        schema["required"],
        json!(["displayName", "cleared", "state"])
    );
    assert_eq!(
        schema["properties"]["cleared"]["type"],
        json!(["string", "null"])
    );
    assert_eq!(schema["additionalProperties"]["type"], json!("integer"));
    let format = |name: &str| schema["properties"][name]["format"].clone();
    assert_eq!(
        [format("made"), format("id"), format("day")],
        ["date-time", "uuid", "date"]
    );
    let defs = &schema["$defs"];
    assert_eq!(
        defs["State"]["oneOf"][0]["enum"],
        json!(["as-new", "worn out"])
    );
    assert_eq!(defs["Level"]["type"], json!("integer"));
    let shapes = defs["Shape"]["oneOf"].as_array().map(Vec::len);
    assert_eq!(shapes, Some(1), "{defs}");
    assert_eq!(
        defs["Shape"]["oneOf"][0]["properties"]["is"]["const"],
        json!("a circle")
    );
}

#[test]
fn values_on_a_command_line_are_those_of_the_wire() {
    let values: Vec<_> = State::value_variants()
        .iter()
        .filter_map(ValueEnum::to_possible_value)
        .collect();
    let names: Vec<_> = values
        .iter()
        .map(clap::builder::PossibleValue::get_name)
        .collect();
    assert_eq!(names, ["as-new", "worn out"]);
    assert_eq!(State::from_str("as-new", false), Ok(State::AsNew));
    assert!(State::from_str("unknown", true).is_err());
}

#[test]
fn types_for_other_languages_are_derived() {
    fn is_type<T: specta::Type>() {}
    is_type::<State>();
    is_type::<Node>();
}
