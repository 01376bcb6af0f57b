//! Each folder in `cases` has a span and the body that it becomes; `cargo xtask bless` accepts
//! changes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;
use spanwire_delivery::mapping::map;

use crate::read::span;

#[test]
fn every_case_becomes_the_expected_body() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mapping/cases");
    let mut cases: Vec<_> = fs::read_dir(&folder)
        .expect("the cases")
        .map(|entry| entry.expect("a case").path())
        .collect();
    cases.sort();
    assert!(cases.len() > 20, "{} cases", cases.len());
    let failed: Vec<_> = cases.iter().filter_map(|case| check(case)).collect();
    assert!(failed.is_empty(), "{}", failed.join("\n\n"));
}

/// What differs from the expected body, or nothing.
fn check(case: &Path) -> Option<String> {
    let text = fs::read_to_string(case.join("span.json")).expect("a span.json");
    let (span, resource) = span(&text);
    let found = sorted(serde_json::to_value(map(span, &resource)).expect("a body"));
    let found = serde_json::to_string_pretty(&found).expect("a body") + "\n";
    let path = case.join("expected.json");
    let expected = fs::read_to_string(&path).unwrap_or_default();
    if found == expected {
        return None;
    }
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, found).expect("an expectation");
        return None;
    }
    Some(format!(
        "{}: `cargo xtask bless` accepts this\n--- expected\n{expected}--- found\n{found}",
        case.display()
    ))
}

/// The value with its keys in order. Without this, their order depends on the feature
/// `preserve_order` of `serde_json`, which another package of the workspace turns on.
fn sorted(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(sorted).collect(),
        Value::Object(fields) => {
            let fields = fields
                .into_iter()
                .map(|(name, found)| (name, sorted(found)));
            let fields: BTreeMap<_, _> = fields.collect();
            Value::Object(fields.into_iter().collect())
        }
        other => other,
    }
}
