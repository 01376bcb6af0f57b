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

fn between(old: &str, new: &str) -> Vec<String> {
    let changes = documents(&json(old), &json(new));
    changes.iter().map(ToString::to_string).collect()
}

/// The document after each text is replaced.
fn edited(edits: &[(&str, &str)]) -> String {
    let mut text = START.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "`{from}` is not in the document");
        text = text.replace(from, to);
    }
    text
}

/// What differs after each text is replaced.
fn after(edits: &[(&str, &str)]) -> Vec<String> {
    between(START, &edited(edits))
}

/// What differs when each text is put back.
fn before(edits: &[(&str, &str)]) -> Vec<String> {
    between(&edited(edits), START)
}

/// What differs between two schemas.
fn schemas(old: &str, new: &str) -> Vec<String> {
    let [old, new] = [old, new].map(|schema| {
        format!("openapi: 3.1.0\npaths: {{}}\ncomponents: {{schemas: {{S: {schema}}}}}\n")
    });
    let changes = between(&old, &new).into_iter();
    let what = changes.map(|change| change.replacen("~ schema `S`: ", "", 1));
    what.collect()
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

/// A reference to itself, or to nothing, is not followed.
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

#[test]
fn deprecations_come_and_go() {
    let edits = [
        ("    get:\n", "    get:\n      deprecated: true\n"),
        ("{name: limit,", "{deprecated: true, name: limit,"),
        (
            "{type: string, maxLength",
            "{deprecated: true, type: string, maxLength",
        ),
    ];
    let messages = |words: &str| {
        [
            format!("~ GET /pets/{{id}}: {words}"),
            format!("~ GET /pets/{{id}}: query parameter `limit` {words}"),
            format!("~ schema `Owner`: property `name`: {words}"),
        ]
    };
    assert_eq!(after(&edits), messages("is deprecated"));
    assert_eq!(before(&edits), messages("is no longer deprecated"));
}

#[test]
fn an_operation_has_credentials_of_its_own() {
    assert_eq!(
        after(&[("    put:\n", "    put:\n      security: []\n")]),
        ["~ PUT /pets/{id}: needs other credentials"]
    );
}

#[test]
fn parameters_of_a_path_hold_unless_an_operation_has_its_own() {
    let id = "{name: id, in: path, required: true, schema: {type: string}}";
    let other = "{name: id, in: path, required: true, schema: {type: integer}}";
    let message = "path parameter `id`: type is `integer` instead of `string`";
    assert_eq!(
        after(&[(id, other)]),
        [
            format!("~ GET /pets/{{id}}: {message}"),
            format!("~ PUT /pets/{{id}}: {message}")
        ]
    );
    let reference = "      - $ref: '#/components/parameters/Limit'\n";
    assert_eq!(
        after(&[(reference, &format!("{reference}      - {other}\n"))]),
        [format!("~ GET /pets/{{id}}: {message}")]
    );
}

#[test]
fn what_must_be_sent() {
    let put = "    put:\n";
    let parameter = "    put:\n      parameters: [{name: force, in: query, required: true}]\n";
    let edits = [(put, parameter)];
    assert_eq!(
        after(&edits),
        ["~ PUT /pets/{id}: required query parameter `force` is added"]
    );
    assert_eq!(
        before(&edits),
        ["~ PUT /pets/{id}: query parameter `force` is removed"]
    );
    let edits = [("{name: limit,", "{required: true, name: limit,")];
    assert_eq!(
        before(&edits),
        ["~ GET /pets/{id}: query parameter `limit` is optional"]
    );
    let edits = [("      requestBody:\n", "      x-body:\n")];
    assert_eq!(after(&edits), ["~ PUT /pets/{id}: request body is removed"]);
    assert_eq!(before(&edits), ["~ PUT /pets/{id}: request body is added"]);
}

#[test]
fn media_types_and_what_they_hold() {
    let json = "{application/json: {schema: {$ref: '#/components/schemas/Pet'}}}";
    assert_eq!(
        after(&[(json, "{text/plain: {}}")]),
        [
            "~ GET /pets/{id}: response 200 as `application/json` is removed",
            "~ GET /pets/{id}: response 200 as `text/plain` is added"
        ]
    );
    assert_eq!(
        after(&[(json, "{application/json: {}}")]),
        ["~ GET /pets/{id}: response 200 as `application/json`: type is `none` instead of `Pet`"]
    );
}

/// Paths, bodies and responses, each through two references.
#[test]
fn what_is_referred_to_is_the_same_as_what_is_there() {
    let there = "
openapi: 3.1.0
paths:
  /a:
    put:
      requestBody: {content: {text/plain: {}}}
      responses: {'200': {content: {text/plain: {}}}}
";
    let referred = "
openapi: 3.1.0
paths: {/a: {$ref: '#/components/pathItems/A'}}
components:
  pathItems:
    A: {$ref: '#/components/pathItems/B'}
    B:
      put:
        requestBody: {$ref: '#/components/requestBodies/A'}
        responses: {'200': {$ref: '#/components/responses/A'}}
  requestBodies:
    A: {$ref: '#/components/requestBodies/B'}
    B: {content: {text/plain: {}}}
  responses:
    A: {$ref: '#/components/responses/B'}
    B: {content: {text/plain: {}}}
";
    assert_eq!(between(there, referred), [""; 0]);
}

#[test]
fn properties_within_properties() {
    let old = "{type: object, properties: {a: {type: object, properties: {b: {type: string}}}}}";
    let new = "{type: object, properties: {a: {type: object, required: [c], properties: {b: {type: integer}, c: {}}}}}";
    assert_eq!(
        schemas(old, new),
        [
            "property `a.b`: type is `integer` instead of `string`",
            "required property `a.c` is added: `any value`"
        ]
    );
}

#[test]
fn an_object_that_becomes_a_union() {
    let object = "{type: object, properties: {a: {type: string}}}";
    for (schema, shown) in [
        (
            "{type: object, properties: {a: {type: string}}, nullable: true}",
            "{a?: string} | null",
        ),
        (
            "{properties: {a: {type: string}}, anyOf: [{type: string}]}",
            "string",
        ),
    ] {
        let message = format!("type is `{shown}` instead of `{{a?: string}}`");
        assert_eq!(schemas(object, schema), [message], "{schema}");
    }
}
