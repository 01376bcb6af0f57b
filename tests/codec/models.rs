//! Every component of the three documents: what is decoded and encoded again is the same JSON.

use std::collections::BTreeSet;
use std::fs;

use examples::Model;
use serde_json::Value;

use crate::samples::samples;

/// Components without values in JSON, since they require a file.
const FORMS: [&str; 1] = ["#/components/schemas/FileCreateRequest"];

/// Sends the samples of all components through their types. Returns how many there are.
fn survive(document: &str, models: &[Model]) -> usize {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../specs/");
    let text = fs::read_to_string(format!("{root}{document}")).unwrap();
    let document: Value = serde_yaml::from_str(&text).unwrap();
    let mut lost = Vec::new();
    let mut count = 0;
    for Model { schema, trip } in models {
        let samples = samples(&document, schema);
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
    let tried: BTreeSet<_> = models.iter().map(|model| model.schema.to_owned()).collect();
    assert_eq!(tried, components.collect());
    count
}

#[test]
fn every_component_of_scale_survives() {
    assert!(survive("scale-gp-v5.yaml", examples::scale_v5::MODELS) > 2000);
}

#[test]
fn every_component_of_fiddler_survives() {
    assert!(survive("fiddler-v3.yaml", examples::fiddler_v3::MODELS) > 10);
}

#[test]
fn every_component_of_galileo_survives() {
    assert!(survive("galileo-v2.yaml", examples::galileo_v2::MODELS) > 20);
}
