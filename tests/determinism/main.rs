//! The same input gives the same bytes, whatever order its maps are in.

use serde_json::{Map, Value};
use specwright::{
    Input,
    config::{ApiConfig, Config},
    generate,
    plan::Target,
    render::GeneratedFile,
    source::Memory,
};

/// Files of a document in memory.
fn files(document: &Value, config: &ApiConfig) -> Vec<GeneratedFile> {
    let text = document.to_string();
    let reader = Memory::new([("spec.json", text.as_str())]);
    let target = Target::module("api", "spec.json");
    let input = Input {
        reader: &reader,
        entry: "spec.json",
        config,
        config_text: None,
        target: &target,
        dump: None,
    };
    let generated = generate(&input);
    assert!(
        !generated.diagnostics.has_errors(),
        "{:?}",
        generated.diagnostics
    );
    generated.files
}

/// The same object with its members the other way round.
fn reversed(object: &Value) -> Value {
    let members = object.as_object().into_iter().flatten();
    let members: Vec<_> = members
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    members.into_iter().rev().collect::<Map<_, _>>().into()
}

/// The order of properties and operations is the document's to choose, and shows. That of components is not.
#[test]
fn the_order_of_components_changes_nothing() {
    for case in [
        "unions_tagged",
        "unions_by_shape",
        "all_of",
        "hierarchy",
        "equal_shapes",
        "names",
        "responses",
    ] {
        let text = std::fs::read_to_string(
            tests::root()
                .join("tests/golden")
                .join(case)
                .join("spec.yaml"),
        );
        let text = text.unwrap_or_else(|error| panic!("{case}: {error}"));
        let mut document: Value =
            serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{case}: {error}"));
        let first = files(&document, &ApiConfig::default());
        let schemas = &mut document["components"]["schemas"];
        *schemas = reversed(schemas);
        assert!(files(&document, &ApiConfig::default()) == first, "{case}");
    }
}

#[test]
fn the_order_of_a_configuration_changes_nothing() {
    let text = std::fs::read_to_string(tests::root().join("specs/scale-gp-v5.yaml"));
    let text = text.unwrap_or_else(|error| panic!("{error}"));
    let document: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    let config = std::fs::read_to_string(tests::root().join("specs/codegen.toml"));
    let config = config.unwrap_or_else(|error| panic!("{error}"));
    let mut config = Config::parse(&config)
        .unwrap_or_else(|error| panic!("{error}"))
        .apis["scale_v5"]
        .clone();
    let first = files(&document, &config);
    config.rename.reverse();
    config.env.reverse();
    config.client.reverse();
    assert!(files(&document, &config) == first);
}
