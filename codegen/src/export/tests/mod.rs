//! Schemas of 3.1 and what becomes of them.

mod documents;

use serde_json::{Value, json};

use super::{export, to_json, to_yaml};
use crate::{
    diagnostics::{Code, Diagnostics},
    source::{Memory, Sources},
};

/// The exported document of files of which the first is the entry, and the codes of what was
/// reported.
fn exported(files: &[(&str, &str)]) -> (Value, Vec<Code>) {
    let mut diagnostics = Diagnostics::new();
    let memory = Memory::new(files.iter().copied());
    let sources = Sources::load(&memory, files[0].0, &[], &mut diagnostics).expect("loads");
    let document = export(&sources, &mut diagnostics).expect("is exported");
    let written = serde_json::from_str(&to_json(&document).expect("is written")).expect("is JSON");
    let yaml: Value =
        serde_yaml::from_str(&to_yaml(&document).expect("is written")).expect("is YAML");
    assert_eq!(yaml, written);
    (
        written,
        diagnostics
            .iter()
            .map(|diagnostic| diagnostic.code)
            .collect(),
    )
}

fn document(version: &str, schemas: &Value) -> String {
    let info = json!({"title": "t", "version": "1"});
    json!({"openapi": version, "info": info, "paths": {}, "components": {"schemas": schemas}})
        .to_string()
}

/// What becomes of a schema of 3.1, beside a component `Pet`.
fn schema(schema: &Value) -> (Value, Vec<Code>) {
    let text = document("3.1.0", &json!({"Pet": {"type": "object"}, "It": schema}));
    let (mut document, codes) = exported(&[("api.json", &text)]);
    (document["components"]["schemas"]["It"].take(), codes)
}

#[test]
fn what_3_0_says_in_other_words() {
    let pet = json!({"$ref": "#/components/schemas/Pet"});
    let cases = [
        (
            json!({"type": ["string", "null"]}),
            json!({"type": "string", "nullable": true}),
        ),
        (
            json!({"type": "null"}),
            json!({"nullable": true, "enum": [null]}),
        ),
        (
            json!({"type": ["string", "integer"], "minLength": 1, "minimum": 2, "title": "T"}),
            json!({"title": "T", "anyOf": [{"type": "string", "minLength": 1}, {"type": "integer", "minimum": 2}]}),
        ),
        (
            json!({"type": ["integer", "number"]}),
            json!({"type": "number"}),
        ),
        (
            json!({"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}], "title": "T"}),
            json!({"title": "T", "type": "string", "format": "date", "nullable": true}),
        ),
        (
            json!({"oneOf": [pet, {"type": "null"}]}),
            json!({"nullable": true, "allOf": [pet]}),
        ),
        (
            json!({"anyOf": [pet, {"type": "string"}, {"type": "null"}]}),
            json!({"nullable": true, "anyOf": [pet, {"type": "string"}]}),
        ),
        (
            json!({"const": "x"}),
            json!({"type": "string", "enum": ["x"]}),
        ),
        (json!({"const": 1}), json!({"type": "integer", "enum": [1]})),
        (
            json!({"type": "string", "enum": ["a", null]}),
            json!({"type": "string", "enum": ["a"]}),
        ),
        (
            json!({"enum": ["a", null]}),
            json!({"type": "string", "nullable": true, "enum": ["a", null]}),
        ),
        (json!({"$ref": "#/components/schemas/Pet"}), pet.clone()),
        (
            json!({"$ref": "#/components/schemas/Pet", "description": "d"}),
            json!({"description": "d", "allOf": [pet]}),
        ),
        (
            json!({"$ref": "#/components/schemas/Pet", "description": "d", "required": ["a"]}),
            json!({"description": "d", "allOf": [pet, {"required": ["a"]}]}),
        ),
        (
            json!({"type": "integer", "exclusiveMinimum": 1}),
            json!({"type": "integer", "minimum": 1, "exclusiveMinimum": true}),
        ),
        (
            json!({"type": "string", "examples": ["a"]}),
            json!({"type": "string", "example": "a"}),
        ),
        (
            json!({"type": "string", "contentEncoding": "base64", "contentMediaType": "image/png"}),
            json!({"type": "string", "format": "byte"}),
        ),
        (
            json!({"type": "string", "contentMediaType": "application/octet-stream"}),
            json!({"type": "string", "format": "binary"}),
        ),
        (json!(true), json!({})),
        (json!(false), json!({"not": {}})),
        (
            json!({"type": "array"}),
            json!({"type": "array", "items": {}}),
        ),
        (
            json!({"type": "object", "unevaluatedProperties": false}),
            json!({"type": "object", "additionalProperties": false}),
        ),
    ];
    for (newer, older) in cases {
        let (found, codes) = schema(&newer);
        assert_eq!(found, older, "{newer}");
        assert_eq!(codes, [], "{newer}");
    }
}

#[test]
fn a_generic_schema_is_written_once_for_each_that_fills_it_in() {
    let page = |name: &str, item: &Value| {
        let binding = json!({"$dynamicAnchor": "T", "type": item});
        (
            name.to_owned(),
            json!({"$ref": "#/components/schemas/Page", "$defs": {"T": binding}}),
        )
    };
    let generic = json!({
        "properties": {"items": {"type": "array", "items": {"$dynamicRef": "#T"}}},
        "$defs": {"T": {"$dynamicAnchor": "T", "not": {}}},
    });
    let pages = [
        page("Texts", &"string".into()),
        page("Counts", &"integer".into()),
    ];
    let schemas = std::iter::once(("Page".to_owned(), generic)).chain(pages);
    let schemas = Value::Object(schemas.collect());
    let (document, codes) = exported(&[("api.json", &document("3.1.0", &schemas))]);
    assert_eq!(codes, []);
    let resolve = |schema: &Value| match schema["$ref"].as_str() {
        Some(reference) => document.pointer(&reference[1..]).cloned(),
        None => Some(schema.clone()),
    };
    for (name, ty) in [("Texts", "string"), ("Counts", "integer")] {
        let page = resolve(&document["components"]["schemas"][name]).expect("is there");
        let item = resolve(&page["properties"]["items"]["items"]);
        assert_eq!(item, Some(json!({"type": ty})));
    }
}

#[test]
fn what_3_0_says_in_fewer_words_is_warned_of() {
    let cases = [
        (
            json!({"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false}),
            json!({"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "integer"}]}, "maxItems": 2}),
        ),
        (
            json!({"type": "object", "patternProperties": {"^a": {"type": "string"}}, "additionalProperties": false}),
            json!({"type": "object", "additionalProperties": {"type": "string"}}),
        ),
        (
            json!({"type": "object", "propertyNames": {"pattern": "a"}}),
            json!({"type": "object"}),
        ),
        (json!({"if": {"type": "string"}}), json!({})),
        (
            json!({"type": "object", "dependentSchemas": {"a": {"required": ["b"], "properties": {"b": {"type": "string"}}}}}),
            json!({"type": "object", "properties": {"b": {"type": "string"}}}),
        ),
        (
            json!({"type": "string", "examples": ["a", "b"]}),
            json!({"type": "string", "example": "a"}),
        ),
        (
            json!({"type": "string", "contentMediaType": "text/html"}),
            json!({"type": "string"}),
        ),
    ];
    for (newer, older) in cases {
        let (found, codes) = schema(&newer);
        assert_eq!(found, older, "{newer}");
        assert_eq!(codes, [Code::ExportLoss], "{newer}");
    }
}

#[test]
fn properties_under_a_condition_are_there_at_times() {
    let (found, codes) = schema(&json!({
        "type": "object",
        "required": ["kind"],
        "properties": {"kind": {"type": "string"}},
        "if": {"properties": {"kind": {"const": "a"}, "size": {"const": 1}}},
        "then": {"required": ["x"], "properties": {"x": {"type": "integer"}, "both": {"type": "string"}}},
        "else": {
            "allOf": [{"properties": {"y": {"type": ["string", "null"]}}}],
            "properties": {"both": {"type": "integer"}},
        },
    }));
    assert_eq!(
        found,
        json!({
            "type": "object",
            "required": ["kind"],
            "properties": {
                "kind": {"type": "string"},
                "x": {"type": "integer"},
                "both": {"anyOf": [{"type": "string"}, {"type": "integer"}]},
                "y": {"type": "string", "nullable": true},
                "size": {},
            },
        })
    );
    assert_eq!(codes, [Code::ExportLoss; 3]);
}

#[test]
fn what_is_no_schema_is_reported() {
    for (wrong, right) in [
        (json!("string"), json!({})),
        (
            json!({"type": "string", "maxLength": "many"}),
            json!({"type": "string"}),
        ),
        (
            json!({"type": "object", "required": true}),
            json!({"type": "object"}),
        ),
        (
            json!({"type": "object", "properties": {"a": 1}}),
            json!({"type": "object", "properties": {"a": {}}}),
        ),
    ] {
        assert_eq!(schema(&wrong), (right, vec![Code::WrongType]), "{wrong}");
    }
    let (found, codes) = schema(&json!({"type": "file"}));
    assert_eq!((found, codes), (json!({}), vec![Code::UnknownType]));
}

#[test]
fn a_schema_that_is_referred_to_gets_a_name() {
    let entry = document(
        "3.1.0",
        &json!({
            "A": {"$defs": {"inner": {"type": "string"}}, "$ref": "#/components/schemas/A/$defs/inner"},
            "B": {"type": "object", "properties": {"x": {"type": "object", "properties": {"y": {
                "$ref": "#/components/schemas/B/properties/x"
            }}}}},
            "C": {"$ref": "pets.json#/definitions/Cat"},
            "D": {"$ref": "more/dog.json"},
        }),
    );
    let pets = r##"{"definitions": {"Cat": {"type": "array", "items": {"$ref": "#/definitions/A"}}, "A": {"const": 1}}}"##;
    let dog = r##"{"type": "object", "properties": {"friend": {"$ref": "#"}}}"##;
    let (found, codes) = exported(&[
        ("api.json", &entry),
        ("pets.json", pets),
        ("more/dog.json", dog),
    ]);
    assert_eq!(codes, []);
    let schemas = found["components"]["schemas"].clone();
    let reference = |name: &str| json!({"$ref": format!("#/components/schemas/{name}")});
    assert_eq!(schemas["A"], reference("inner"));
    assert_eq!(schemas["inner"], json!({"type": "string"}));
    assert_eq!(schemas["B_x"]["properties"]["y"], reference("B_x"));
    assert_eq!(schemas["C"], reference("Cat"));
    // `A` is taken by another schema.
    assert_eq!(schemas["Cat"]["items"], reference("pets_A"));
    assert_eq!(schemas["D"], reference("dog"));
    assert_eq!(schemas["dog"]["properties"]["friend"], reference("dog"));
}

#[test]
fn titles_stand_for_one_schema() {
    let property = |value: &str| json!({"title": "Object", "const": value});
    let (found, codes) = schema(&json!({"type": "object", "properties": {
        "a": property("a"), "b": property("b"), "c": property("a"), "d": {"title": "Object", "type": "string"},
    }}));
    assert_eq!(codes, []);
    let named = |value: &str| json!({"title": "Object", "type": "string", "enum": [value]});
    assert_eq!(
        found["properties"],
        json!({
            "a": named("a"),
            "b": {"description": "Object", "type": "string", "enum": ["b"]},
            "c": named("a"),
            // Makes no type.
            "d": {"title": "Object", "type": "string"},
        })
    );
}
