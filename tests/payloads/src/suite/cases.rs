//! The tests of the suite, and those among them that are in scope.
//!
//! In: the files of the suite. Out: one group for each schema, with the instances to try. Must not
//! know what is generated.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

use crate::Failure;

/// Files about what generated types don't do, each with the reason.
const FILES_OUT_OF_SCOPE: [(&str, &str); 3] = [
    ("format", "formats are annotations there: any text is valid"),
    ("refRemote", "schemas of other documents"),
    ("vocabulary", "vocabularies of a meta-schema"),
];

/// The meta-schemas, which a validator knows and a document does not have.
const META_SCHEMAS: &str = "https://json-schema.org/draft/";

/// A schema, and instances of it.
#[derive(Debug, Deserialize)]
pub(super) struct Group {
    /// The keyword that it is about: the name of its file.
    #[serde(skip)]
    pub(super) keyword: String,
    /// The name that its schema has as a component.
    #[serde(skip)]
    pub(super) component: String,
    pub(super) description: String,
    pub(super) schema: Value,
    pub(super) tests: Vec<Test>,
}

/// An instance, and whether the schema accepts it.
#[derive(Debug, Deserialize)]
pub(super) struct Test {
    pub(super) description: String,
    pub(super) data: Value,
    pub(super) valid: bool,
}

/// What is tried, and why the rest is not.
#[derive(Debug, Default)]
pub(super) struct Cases {
    pub(super) groups: Vec<Group>,
    /// How many schemas are out of scope, by reason.
    pub(super) out_of_scope: BTreeMap<&'static str, usize>,
}

/// Reads the files of the suite in the order of their names.
pub(super) fn read(folder: &Path) -> Result<Cases, Failure> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .map_err(|error| format!("`{}`: {error}", folder.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    files.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "json")
    });
    files.sort();
    let mut cases = Cases::default();
    for file in files {
        let keyword = file.file_stem().unwrap_or_default().to_string_lossy();
        let text = fs::read_to_string(&file)?;
        let groups: Vec<Group> = serde_json::from_str(&text)
            .map_err(|error| format!("`{}`: {error}", file.display()))?;
        for (index, mut group) in groups.into_iter().enumerate() {
            if let Some(reason) = out_of_scope(&keyword, &group.schema) {
                *cases.out_of_scope.entry(reason).or_default() += 1;
                continue;
            }
            group.keyword = keyword.clone().into_owned();
            group.component = format!("{keyword}-{index}");
            cases.groups.push(group);
        }
    }
    Ok(cases)
}

fn out_of_scope(keyword: &str, schema: &Value) -> Option<&'static str> {
    let file = FILES_OUT_OF_SCOPE.iter().find(|(name, _)| *name == keyword);
    if let Some((_, reason)) = file {
        return Some(reason);
    }
    let mut leaves = false;
    strings(schema, &mut |key, text| {
        leaves |= matches!(key, "$ref" | "$dynamicRef") && text.starts_with(META_SCHEMAS);
    });
    // What leads to no schema of the group leads to another document.
    (leaves || jsonschema::draft202012::new(schema).is_err())
        .then_some("schemas of other documents")
}

/// Visits the members of all objects that are strings.
fn strings(value: &Value, visit: &mut dyn FnMut(&str, &str)) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                if let Some(text) = value.as_str() {
                    visit(key, text);
                }
                strings(value, visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| strings(item, visit)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::out_of_scope;

    #[test]
    fn a_schema_that_leaves_the_suite_is_out_of_scope() {
        let remote = json!({"items": {"$ref": "http://localhost:1234/draft2020-12/integer.json"}});
        assert_eq!(
            out_of_scope("ref", &remote),
            Some("schemas of other documents")
        );
        let own = json!({
            "$id": "http://localhost:1234/root",
            "items": {"$ref": "http://localhost:1234/root#/$defs/a"},
            "$defs": {"a": {"type": "integer"}},
        });
        assert_eq!(out_of_scope("ref", &own), None);
        assert!(out_of_scope("vocabulary", &own).is_some());
    }
}
