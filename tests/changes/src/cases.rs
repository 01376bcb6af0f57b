// The table of changes, for the build script and for the test: each case has two documents, a
// verdict, and programs.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

/// A change of a document.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) verdict: String,
    /// The documents before and after, as JSON.
    pub(crate) documents: [String; 2],
    /// A program that compiles against the old version; against the new one too, unless the change
    /// is breaking.
    pub(crate) program: String,
    /// A program that compiles against the new version only.
    pub(crate) uses: Option<String>,
    /// A program that, where the use of what is deprecated is an error, compiles against the old
    /// version only.
    pub(crate) warned: Option<String>,
}

/// The cases of all files in the folder, by name.
pub(crate) fn read(folder: &Path) -> Vec<Case> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .expect("a folder of cases")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut cases = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file of cases");
        let table: Map<String, Value> = serde_yaml::from_str(&text)
            .unwrap_or_else(|error| panic!("`{}`: {error}", file.display()));
        cases.extend(table.into_iter().map(|(name, case)| Case::of(name, &case)));
    }
    cases
}

impl Case {
    fn of(name: String, case: &Value) -> Self {
        let text = |key: &str| case[key].as_str().map(str::to_owned);
        let known = ["verdict", "old", "new", "program", "uses", "warned"];
        for key in case.as_object().into_iter().flat_map(Map::keys) {
            assert!(known.contains(&key.as_str()), "case `{name}`: `{key}`");
        }
        Self {
            verdict: text("verdict").unwrap_or_else(|| panic!("case `{name}` has no verdict")),
            documents: ["old", "new"].map(|key| document(&case[key]).to_string()),
            program: text("program").unwrap_or_else(|| panic!("case `{name}` has no program")),
            uses: text("uses"),
            warned: text("warned"),
            name,
        }
    }
}

/// A whole document. Keys that the standard does not have are short for what most cases need:
/// `request`, `response` and `both` are the schema `Note` in these roles, `schemas` are components,
/// and `get` is the operation `GET /notes`.
fn document(part: &Value) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Notes", "version": "1"},
        "paths": {},
        "components": {"schemas": {}},
    });
    for (key, value) in part.as_object().into_iter().flatten() {
        match key.as_str() {
            "request" | "response" | "both" => {
                document["components"]["schemas"]["Note"] = object(value);
                let note =
                    json!({"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}});
                if key != "response" {
                    document["paths"]["/notes"]["post"] = json!({
                        "tags": ["notes"],
                        "operationId": "create_note",
                        "requestBody": {"required": true, "content": note},
                        "responses": {"204": {"description": "Stored"}},
                    });
                }
                if key != "request" {
                    document["paths"]["/notes/first"]["get"] = json!({
                        "tags": ["notes"],
                        "operationId": "get_first_note",
                        "responses": {"200": {"description": "A note", "content": note}},
                    });
                }
            }
            "get" => document["paths"]["/notes"]["get"] = operation("list_notes", value),
            "schemas" => merge(&mut document["components"]["schemas"], value),
            _ => merge(&mut document[key.as_str()], value),
        }
    }
    document
}

/// A schema, which is an object if it has properties.
fn object(schema: &Value) -> Value {
    let mut schema = schema.clone();
    if schema.get("properties").is_some() && schema.get("type").is_none() {
        schema["type"] = json!("object");
    }
    schema
}

/// An operation with what it must have.
fn operation(id: &str, part: &Value) -> Value {
    let mut operation = json!({
        "tags": ["notes"],
        "operationId": id,
        "responses": {"204": {"description": "Done"}},
    });
    for (key, value) in part.as_object().into_iter().flatten() {
        operation[key.as_str()] = value.clone();
    }
    operation
}

/// Puts members into an object, and into objects that it has already.
fn merge(into: &mut Value, part: &Value) {
    match part.as_object() {
        Some(members) if into.is_object() => {
            for (key, value) in members {
                merge(&mut into[key.as_str()], value);
            }
        }
        _ => *into = part.clone(),
    }
}
