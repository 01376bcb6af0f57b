//! Whole documents: what can't be expressed, what is unchanged, what never ends.

use serde_json::{Value, json};

use super::{document, export, exported};
use crate::{
    diagnostics::{Code, Diagnostics},
    source::{Memory, Sources},
};

const WIDE: &str = "
openapi: 3.2.0
info: {title: t, version: '1', summary: s, license: {name: MIT, identifier: MIT}}
servers: [{url: 'https://a.example', name: a}]
paths:
  /a:
    $ref: '#/components/pathItems/a'
    parameters: [{name: n, in: header, schema: {type: [string, 'null'], default: null}}]
    query: {responses: {'200': {description: ''}}}
    additionalOperations: {COPY: {responses: {'200': {description: ''}}}}
components:
  pathItems:
    a:
      post:
        parameters:
          - {name: q, in: querystring, content: {application/x-www-form-urlencoded: {}}}
          - {$ref: '#/components/parameters/p', description: mine}
          - {$ref: '#/components/parameters/p'}
        requestBody: {content: {application/octet-stream: {}}}
        responses:
          '200': {content: {application/jsonl: {itemSchema: {type: string}}}}
          '2000': {description: no}
        security: [{tls: [], key: []}]
  parameters: {p: {name: p, in: query, schema: {type: integer}}}
  securitySchemes: {tls: {type: mutualTLS}, key: {type: apiKey, in: header, name: k}}
webhooks: {w: {post: {responses: {'200': {description: ''}}}}}
";

#[test]
fn what_has_no_place_is_left_out() {
    let (found, mut codes) = exported(&[("api.yaml", WIDE)]);
    codes.sort_unstable();
    let rejected = codes
        .iter()
        .filter(|code| **code == Code::ExportRejected)
        .count();
    assert_eq!(rejected, 1, "the status");
    codes.retain(|code| *code != Code::ExportRejected);
    // summary, identifier, server's name, pathItems, query, COPY, querystring, itemSchema,
    // mutualTLS, webhooks
    assert_eq!(codes, [Code::ExportOmitted; 10]);
    let item = &found["paths"]["/a"];
    let header = json!({"name": "n", "in": "header", "schema": {"type": "string"}});
    assert_eq!(item["parameters"], json!([header]));
    let post = &item["post"];
    assert_eq!(post["parameters"][0]["description"], "mine");
    assert_eq!(
        post["parameters"][1],
        json!({"$ref": "#/components/parameters/p"})
    );
    assert_eq!(
        post["requestBody"]["content"]["application/octet-stream"]["schema"],
        json!({"type": "string", "format": "binary"})
    );
    assert_eq!(
        post["responses"],
        json!({"200": {"description": "", "content": {"application/jsonl": {}}}})
    );
    assert_eq!(post["security"], json!([{"key": []}]));
    assert_eq!(found["webhooks"], Value::Null);
}

#[test]
fn a_document_of_3_0_stays_what_it_is() {
    let text = json!({
        "openapi": "3.0.3",
        "info": {"title": "t", "version": "1", "x-own": [1]},
        "servers": [{"url": "https://a.example"}],
        "paths": {"/a/{id}": {"get": {
            "operationId": "a",
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"default": {"description": "d", "content": {"application/json": {"schema": {
                "$ref": "#/components/schemas/A"
            }}}}},
        }}},
        "components": {"schemas": {"A": {
            "type": "object",
            "properties": {
                "a": {"type": "string", "nullable": true, "title": "T"},
                "b": {"type": "integer", "minimum": 1, "exclusiveMinimum": true},
                "c": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/A"}]},
                "d": {"type": "string", "enum": ["x", null], "nullable": true, "x-more": {"y": 1}},
            },
            "required": ["a"],
        }}},
    });
    let (found, codes) = exported(&[("api.json", &text.to_string())]);
    assert_eq!(found, text);
    assert_eq!(codes, []);
}

#[test]
fn beside_a_reference_3_0_says_nothing() {
    let reference = json!({"$ref": "#/components/schemas/A"});
    let beside = json!({"$ref": "#/components/schemas/A", "description": "ignored"});
    let text = document("3.0.0", &json!({"A": {"type": "string"}, "B": beside}));
    let (found, _) = exported(&[("api.json", &text)]);
    assert_eq!(found["components"]["schemas"]["B"], reference);
}

#[test]
fn references_without_end_are_reported() {
    let text = document(
        "3.1.0",
        &json!({"A": {"$ref": "#/components/schemas/B"}, "B": {"$ref": "#/components/schemas/A"}, "C": {"$ref": "#/x"}}),
    );
    let (found, codes) = exported(&[("api.json", &text)]);
    assert_eq!(
        found["components"]["schemas"],
        json!({"A": {}, "B": {}, "C": {}})
    );
    assert_eq!(
        codes,
        [
            Code::ReferenceCycle,
            Code::ReferenceCycle,
            Code::UnresolvedReference
        ]
    );
}

#[test]
fn a_callback_in_itself_ends() {
    let text = "
openapi: 3.1.0
info: {title: t, version: '1'}
paths: {/a: {post: {callbacks: {c: {$ref: '#/components/callbacks/c'}}}}}
components: {callbacks: {c: {'{$url}': {post: {callbacks: {c: {$ref: '#/components/callbacks/c'}}}}}}}
";
    let (found, codes) = exported(&[("api.yaml", text)]);
    let inner = &found["paths"]["/a"]["post"]["callbacks"]["c"]["{$url}"]["post"];
    assert_eq!(
        inner,
        &json!({"responses": {"default": {"description": ""}}})
    );
    assert_eq!(codes, [Code::ExportLoss, Code::ExportLoss]);
}

#[test]
fn deep_schemas_become_components() {
    let deep = (0..200).fold(
        json!({"type": "string"}),
        |inner, _| json!({"type": "array", "items": inner}),
    );
    let text = document("3.1.0", &json!({"Deep": deep}));
    let (found, codes) = exported(&[("api.json", &text)]);
    assert_eq!(codes, []);
    let mut schema = &found["components"]["schemas"]["Deep"];
    let mut levels = 0;
    while schema["type"] != "string" {
        schema = &schema["items"];
        levels += 1;
        if let Some(name) = schema["$ref"]
            .as_str()
            .and_then(|reference| reference.rsplit('/').next())
        {
            schema = &found["components"]["schemas"][name];
        }
    }
    assert_eq!(levels, 200);
}

#[test]
fn other_versions_are_refused() {
    for text in ["swagger: '2.0'", "openapi: 4.0.0", "[]", "openapi: {}"] {
        let mut diagnostics = Diagnostics::new();
        let sources = Sources::load(
            &Memory::new([("a.yaml", text)]),
            "a.yaml",
            &[],
            &mut diagnostics,
        );
        assert_eq!(
            sources.and_then(|sources| export(&sources, &mut diagnostics)),
            None,
            "{text}"
        );
        assert!(diagnostics.has_errors(), "{text}");
    }
}
