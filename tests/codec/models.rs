//! Every component of the three documents: what is decoded and encoded again is the same JSON.

use std::collections::BTreeSet;
use std::fs;

use examples::Model;
use serde_json::Value;

use crate::samples::samples;

/// Components without values in JSON, since they require a file.
const FORMS: [&str; 1] = ["#/components/schemas/FileCreateRequest"];

/// A document in `specs/`.
fn read(document: &str) -> Value {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/");
    let text = fs::read_to_string(format!("{root}{document}")).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

/// Sends the samples of all components of a document through these types. Returns how many there
/// are.
fn survive<'m>(document: &Value, models: impl IntoIterator<Item = &'m Model>) -> usize {
    let mut tried = BTreeSet::new();
    let mut lost = Vec::new();
    let mut count = 0;
    for Model { schema, trip } in models {
        tried.insert((*schema).to_owned());
        let samples = samples(document, schema);
        assert_eq!(samples.is_empty(), FORMS.contains(schema), "{schema}");
        count += samples.len();
        for sample in samples {
            let encoded = trip(&sample.to_string());
            let encoded = encoded.map(|text| serde_json::from_str::<Value>(&text).unwrap());
            if encoded.as_ref() != Ok(&sample) {
                lost.push(format!("{schema}: {sample}\n  became {encoded:?}"));
            }
        }
    }
    assert!(
        lost.is_empty(),
        "{} of {count}:\n{}",
        lost.len(),
        lost.join("\n")
    );
    let components = document["components"]["schemas"]
        .as_object()
        .unwrap()
        .keys();
    let components = components.map(|name| format!("#/components/schemas/{name}"));
    assert_eq!(tried, components.collect());
    count
}

#[test]
fn every_component_of_scale_survives() {
    assert!(survive(&read("scale-gp-v5.yaml"), examples::scale_v5::MODELS) > 2000);
}

/// The pages of Scale's reference describe less of a span than the SDK. What they describe still
/// survives.
#[test]
fn every_component_of_the_pages_of_scale_survives() {
    let pages = read("reconstruct/known.json");
    let is_known = |model: &&Model| {
        pages
            .pointer(model.schema.trim_start_matches('#'))
            .is_some()
    };
    let known = examples::scale_v5::MODELS.iter().filter(is_known);
    assert!(survive(&pages, known) > 50);
}

#[test]
fn every_component_of_fiddler_survives() {
    assert!(survive(&read("fiddler-v3.yaml"), examples::fiddler_v3::MODELS) > 10);
}

#[test]
fn every_component_of_galileo_survives() {
    assert!(survive(&read("galileo-v2.yaml"), examples::galileo_v2::MODELS) > 20);
}
