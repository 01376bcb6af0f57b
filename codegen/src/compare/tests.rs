//! Two documents, and what differs.

use super::documents;
use crate::diagnostics::Diagnostics;
use crate::source::{Memory, Sources};

const START: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
security: [{key: []}]
paths:
  /pets/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: string}}
    get:
      parameters:
      - $ref: '#/components/parameters/Limit'
      responses:
        '200':
          description: The pet
          content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}
    put:
      requestBody:
        content: {application/json: {schema: {type: object, properties: {name: {type: string}}}}}
      responses: {'204': {description: Stored}}
components:
  parameters:
    Limit: {name: limit, in: query, schema: {type: integer, maximum: 10}}
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: string}
        kind: {$ref: '#/components/schemas/Kind'}
        owner: {anyOf: [{$ref: '#/components/schemas/Owner'}, {type: 'null'}]}
    Kind: {type: string, enum: [cat, dog]}
    Owner: {type: object, properties: {name: {type: string, maxLength: 9}}}
";

fn json(text: &str) -> serde_json::Value {
    let files = Memory::new([("pets.yaml", text)]);
    let sources = Sources::load(&files, "pets.yaml", &[], &mut Diagnostics::new()).unwrap();
    sources.root().to_json()
}

/// What differs after each text is replaced.
fn after(edits: &[(&str, &str)]) -> Vec<String> {
    let mut text = START.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "`{from}` is not in the document");
        text = text.replace(from, to);
    }
    let changes = documents(&json(START), &json(&text));
    changes.iter().map(ToString::to_string).collect()
}

#[test]
fn words_and_order_mean_nothing() {
    let edits = [
        ("title: Pets", "title: Animals"),
        ("description: The pet", "description: It"),
        (
            "enum: [cat, dog]",
            "enum: [dog, cat], title: Kind, description: Which",
        ),
        (
            "{type: string, maxLength: 9}",
            "{maxLength: 9, type: string, examples: [a]}",
        ),
    ];
    assert_eq!(after(&edits), [""; 0]);
}

#[test]
fn null_is_said_in_two_ways() {
    let nullable = "owner: {allOf: [{$ref: '#/components/schemas/Owner'}], nullable: true}";
    let null = "owner: {anyOf: [{$ref: '#/components/schemas/Owner'}, {type: 'null'}]}";
    assert_eq!(after(&[(null, nullable)]), [""; 0]);
}

#[test]
fn operations_come_and_go() {
    assert_eq!(
        after(&[("    put:", "    patch:")]),
        ["- PUT /pets/{id}", "+ PATCH /pets/{id}"]
    );
    assert_eq!(
        after(&[("    get:\n", "    get:\n      deprecated: true\n")]),
        ["~ GET /pets/{id}: is deprecated"]
    );
    assert_eq!(
        after(&[("security: [{key: []}]", "security: []")]),
        [
            "~ GET /pets/{id}: needs other credentials",
            "~ PUT /pets/{id}: needs other credentials"
        ]
    );
}

#[test]
fn parameters_are_followed_to_where_they_are() {
    let limit = "{name: limit, in: query, schema: {type: integer, maximum: 10}}";
    let change = |to: &str| after(&[(limit, to)]);
    assert_eq!(
        change("{name: limit, in: query, required: true, schema: {type: string, maximum: 10}}"),
        [
            "~ GET /pets/{id}: query parameter `limit` is required",
            "~ GET /pets/{id}: query parameter `limit`: type is `string` instead of `integer`"
        ]
    );
    assert_eq!(
        change("{name: count, in: query, schema: {type: integer, maximum: 20}}"),
        [
            "~ GET /pets/{id}: query parameter `limit` is removed",
            "~ GET /pets/{id}: query parameter `count` is added"
        ]
    );
    assert_eq!(
        change("{name: limit, in: query, schema: {type: integer}}"),
        ["~ GET /pets/{id}: query parameter `limit`: `maximum` is none instead of `10`"]
    );
}

#[test]
fn bodies_and_responses() {
    assert_eq!(
        after(&[(
            "'204': {description: Stored}",
            "'200': {description: Stored}"
        )]),
        [
            "~ PUT /pets/{id}: response 204 is removed",
            "~ PUT /pets/{id}: response 200 is added"
        ]
    );
    assert_eq!(
        after(&[(
            "schema: {$ref: '#/components/schemas/Pet'}",
            "schema: {type: array, items: {$ref: '#/components/schemas/Pet'}}"
        )]),
        ["~ GET /pets/{id}: response 200 as `application/json`: type is `[Pet]` instead of `Pet`"]
    );
    assert_eq!(
        after(&[
            (
                "      requestBody:\n",
                "      requestBody:\n        required: true\n"
            ),
            (
                "properties: {name: {type: string}}}}}",
                "properties: {name: {type: integer}}}}}"
            ),
        ]),
        [
            "~ PUT /pets/{id}: request body is required",
            "~ PUT /pets/{id}: request body as `application/json`: property `name`: type is `integer` instead of `string`"
        ]
    );
}

#[test]
fn schemas_property_by_property() {
    assert_eq!(
        after(&[
            ("required: [id]", "required: [kind]"),
            ("enum: [cat, dog]", "enum: [cat, cow]"),
            (
                "name: {type: string, maxLength: 9}",
                "age: {type: integer, format: int32}"
            ),
        ]),
        [
            "~ schema `Pet`: property `id` is optional",
            "~ schema `Pet`: property `kind` is required",
            "~ schema `Kind`: value `\"cow\"` is added",
            "~ schema `Kind`: value `\"dog\"` is removed",
            "~ schema `Owner`: property `name` is removed",
            "~ schema `Owner`: property `age` is added: `integer (int32)`",
        ]
    );
    assert_eq!(
        after(&[("    Owner: {", "    Person: {")]),
        ["- schema `Owner`", "+ schema `Person`"]
    );
}

/// A reference to itself, or to nothing, is not followed for ever.
#[test]
fn references_that_lead_nowhere() {
    let edits = [(
        "    Limit: {name: limit, in: query, schema: {type: integer, maximum: 10}}",
        "    Limit: {$ref: '#/components/parameters/Limit'}",
    )];
    assert_eq!(
        after(&edits),
        ["~ GET /pets/{id}: query parameter `limit` is removed"]
    );
}
