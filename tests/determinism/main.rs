//! The same input produces the same bytes, whatever order its maps are in.

use serde_json::{Map, Value};
use specwright::{
    Input,
    config::{ApiConfig, Config},
    generate,
    plan::Target,
    render::GeneratedFile,
    source::Memory,
};

/// The text of a file of the project.
fn read(path: &str) -> String {
    std::fs::read_to_string(tests::root().join(path))
        .unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files of a document in memory, whose overlays are in `specs`.
fn files(document: &Value, config: &ApiConfig) -> Vec<GeneratedFile> {
    let text = document.to_string();
    let overlays = config.overlays.iter();
    let overlays: Vec<_> = overlays
        .map(|name| read(&format!("specs/{name}")))
        .collect();
    let names = config.overlays.iter().map(String::as_str);
    let overlays = names.zip(overlays.iter().map(String::as_str));
    let reader = Memory::new(overlays.chain([("spec.json", text.as_str())]));
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

/// The order of properties and operations is the document's to choose, and shows. That of
/// components is not.
#[test]
fn the_order_of_components_changes_nothing() {
    for case in [
        "unions_tagged",
        "unions_by_shape",
        "all_of",
        "hierarchy",
        "equal_shapes",
        "method_names",
        "type_names",
        "responses",
    ] {
        let text = read(&format!("codegen/tests/golden/{case}/spec.yaml"));
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
    let text = read("specs/scale-gp-v5.yaml");
    let document: Value = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{error}"));
    let mut config = Config::parse(&read("specs/codegen.toml"))
        .unwrap_or_else(|error| panic!("{error}"))
        .apis["scale_v5"]
        .clone();
    let first = files(&document, &config);
    config.rename.reverse();
    config.env.reverse();
    config.client.reverse();
    assert!(files(&document, &config) == first);
}
