//! What models derive besides their own traits.

use clap::ValueEnum;
use serde_json::{Value, json};
use shaped::described::models::{Level, Node, State, Thing, ThingPatch, Upload};
use specta::Type as _;

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
    assert_eq!(
        (&defs["Level"]["type"], &defs["Level"]["enum"]),
        (&json!("integer"), &json!([1, 2]))
    );
    let shapes = defs["Shape"]["oneOf"].as_array().map(Vec::len);
    assert_eq!(shapes, Some(1), "{defs}");
    assert_eq!(
        defs["Shape"]["oneOf"][0]["properties"]["is"]["const"],
        json!("a circle")
    );
}

#[test]
fn parts_and_what_may_be_null_have_json_schemas() {
    let patch = schema::<ThingPatch>();
    assert_eq!(
        patch["properties"]["note"]["type"],
        json!(["string", "null"])
    );
    assert_eq!(patch.get("required"), Some(&json!([])));
    let version = &patch["$defs"]["ThingPatchVersion"];
    assert_eq!(
        (&version["type"], &version["enum"]),
        (&json!("integer"), &json!([2]))
    );
    let upload = schema::<Upload>();
    assert_eq!(
        upload["properties"]["file"]["contentMediaType"],
        json!("application/octet-stream")
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
    let mut types = specta::Types::default();
    for define in [
        State::definition,
        Node::definition,
        Level::definition,
        Thing::definition,
        ThingPatch::definition,
        Upload::definition,
    ] {
        define(&mut types);
    }
    let names = types.into_unsorted_iter().map(|ty| ty.name.to_string());
    let mut names: Vec<String> = names.collect();
    names.sort();
    for name in ["Level", "Node", "State", "Thing", "ThingPatch", "Upload"] {
        assert!(names.iter().any(|found| found == name), "{names:?}");
    }
}
