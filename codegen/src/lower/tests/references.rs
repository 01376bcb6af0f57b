//! References with annotations, in the ways of writing that documents have.

use super::{document, fields, lowered};

const SCHEMAS: &str = "E: {type: string, enum: [a, b]}, O: {type: object, required: [a], properties: {a: {type: string}, b: {type: integer}}}, \
     S: {type: string, minLength: 1}, L: {type: array, items: {type: string}}, U: {oneOf: [{$ref: '#/components/schemas/O'}, \
     {$ref: '#/components/schemas/P'}]}, P: {allOf: [{$ref: '#/components/schemas/O'}, {properties: {p: {type: string}}}]}, \
     Null: {nullable: true}, N: {type: object, nullable: true, properties: {n: {type: string}}}";

/// The type of a property with this schema, in which `$E` is a reference to the schema `E`.
fn property(version: &str, schema: &str) -> String {
    let mut schema = schema.to_owned();
    for name in ["E", "O", "S", "L", "U", "P", "Null", "N"] {
        let reference = format!("$ref: '#/components/schemas/{name}'");
        for end in [",", "}"] {
            schema = schema.replace(&format!("${name}{end}"), &format!("{reference}{end}"));
        }
    }
    let schemas = format!("{SCHEMAS}, X: {{type: object, properties: {{x: {schema}}}}}");
    let (api, codes) = lowered(&document(version, &schemas));
    assert_eq!(codes, [], "{schema}");
    fields(&api, "X").remove(0)
}

#[test]
fn a_reference_with_annotations_is_that_reference() {
    let table = [
        ("{$E, description: d}", "x: E"),
        ("{allOf: [{$E}], description: d}", "x: E"),
        ("{allOf: [{$E}, {description: d}]}", "x: E"),
        ("{allOf: [{description: d}, {$E}]}", "x: E"),
        (
            "{allOf: [{$E}, {xml: {name: e}}, {example: a}, {title: t}]}",
            "x: E",
        ),
        (
            "{allOf: [{$E}, {default: a}, {deprecated: true}, {x-y: 1}]}",
            "x: E",
        ),
        (
            "{allOf: [{$O}, {readOnly: true}, {externalDocs: {url: u}}]}",
            "x: O",
        ),
        ("{allOf: [{$E}, {type: string, enum: [b, a]}]}", "x: E"),
        (
            "{allOf: [{$E}], type: string, enum: [a, b], default: a}",
            "x: E",
        ),
        ("{allOf: [{$O}, {type: object}]}", "x: O"),
        ("{type: object, allOf: [{$O}], properties: {}}", "x: O"),
        ("{allOf: [{$O}, {required: [a]}]}", "x: O"),
        (
            "{allOf: [{$O}, {properties: {b: {type: integer}}}]}",
            "x: O",
        ),
        (
            "{allOf: [{$O}, {anyOf: [{required: [a]}, {required: [b]}]}]}",
            "x: O",
        ),
        ("{allOf: [{allOf: [{$O}]}, {description: d}]}", "x: O"),
        ("{allOf: [{$U}, {type: object, description: d}]}", "x: U"),
        ("{allOf: [{$O}, {$P}]}", "x: P"),
        ("{allOf: [{$P}, {$O}]}", "x: P"),
        ("{allOf: [{$L}, {type: array, minItems: 1}]}", "x: L"),
        ("{allOf: [{$S}, {maxLength: 5}]}", "x: S"),
        (
            "{type: array, items: {allOf: [{$O}, {description: d}]}}",
            "x: [O]",
        ),
        (
            "{type: object, additionalProperties: {allOf: [{$E}, {title: t}]}}",
            "x: map E",
        ),
        ("{anyOf: [{$E}]}", "x: E"),
    ];
    for version in ["3.0.3", "3.1.0"] {
        for (schema, expected) in table {
            assert_eq!(property(version, schema), expected, "{version} {schema}");
        }
    }
}

#[test]
fn a_reference_that_may_be_null_is_that_reference() {
    let both = [
        ("{allOf: [{$O}], nullable: true}", "x: O?"),
        ("{allOf: [{$O}, {nullable: true}]}", "x: O?"),
        ("{allOf: [{$O}, {$Null}]}", "x: O?"),
        ("{type: object, nullable: true, allOf: [{$O}]}", "x: O?"),
        ("{oneOf: [{$O}, {nullable: true}]}", "x: O?"),
        (
            "{oneOf: [{$O}, {nullable: true, description: none}]}",
            "x: O?",
        ),
        ("{oneOf: [{$O}, {$Null}]}", "x: O?"),
        ("{anyOf: [{$O}], nullable: true}", "x: O?"),
        ("{oneOf: [{$O}, {enum: [null]}]}", "x: O?"),
        (
            "{anyOf: [{$E}, {type: string, nullable: true, enum: [null]}]}",
            "x: E?",
        ),
        (
            "{type: array, items: {allOf: [{$O}, {nullable: true}]}}",
            "x: [O?]",
        ),
        ("{allOf: [{$N}]}", "x: N?"),
        ("{type: object, allOf: [{$N}]}", "x: N"),
    ];
    let new = [
        ("{$O, type: [object, 'null']}", "x: O?"),
        ("{allOf: [{$O}], type: [object, 'null']}", "x: O?"),
        ("{oneOf: [{$O}], type: [object, 'null']}", "x: O?"),
        ("{anyOf: [{$O}, {type: 'null'}]}", "x: O?"),
        (
            "{anyOf: [{type: 'null'}, {allOf: [{$O}, {description: d}]}]}",
            "x: O?",
        ),
        ("{oneOf: [{$E}, {const: null}]}", "x: E?"),
        ("{$E, type: [string, 'null'], enum: [a, b, null]}", "x: E?"),
        ("{$S, type: [string, 'null'], maxLength: 5}", "x: S?"),
    ];
    for (schema, expected) in both {
        assert_eq!(property("3.0.3", schema), expected, "3.0 {schema}");
    }
    for (schema, expected) in both.into_iter().chain(new) {
        assert_eq!(property("3.1.0", schema), expected, "3.1 {schema}");
    }
}

#[test]
fn what_shapes_the_value_makes_a_type_of_its_own() {
    let table = [
        ("{allOf: [{$E}, {enum: [a]}]}", "x: X.x"),
        ("{allOf: [{$O}, {required: [b]}]}", "x: X.x"),
        (
            "{allOf: [{$O}, {properties: {c: {type: string}}}]}",
            "x: X.x",
        ),
        (
            "{allOf: [{$O}, {properties: {b: {type: string}}}]}",
            "x: X.x",
        ),
        ("{allOf: [{$O}, {$N}]}", "x: X.x"),
        ("{allOf: [{$S}, {format: uuid}]}", "x: Uuid"),
    ];
    for (schema, expected) in table {
        let found = property_of_any(schema);
        assert_eq!(found, expected, "{schema}");
    }
}

/// Like [`property`], whatever is reported.
fn property_of_any(schema: &str) -> String {
    let mut schema = schema.to_owned();
    for name in ["E", "O", "S", "N"] {
        schema = schema.replace(
            &format!("${name}}}"),
            &format!("$ref: '#/components/schemas/{name}'}}"),
        );
    }
    let schemas = format!("{SCHEMAS}, X: {{type: object, properties: {{x: {schema}}}}}");
    let (api, _) = lowered(&document("3.1.0", &schemas));
    fields(&api, "X").remove(0)
}

#[test]
fn what_a_child_says_again_of_a_property_is_the_more_exact_of_both() {
    let schemas = format!(
        "{SCHEMAS}, Page: {{properties: {{items: {{type: array, items: {{}}}}, first: {{type: object}}, state: {{type: string}}}}}}, \
         Os: {{allOf: [{{$ref: '#/components/schemas/Page'}}, {{properties: {{items: {{type: array, items: {{$ref: '#/components/schemas/O'}}}}, \
         first: {{$ref: '#/components/schemas/O'}}, state: {{$ref: '#/components/schemas/E'}}}}}}]}}"
    );
    let (api, codes) = lowered(&document("3.1.0", &schemas));
    assert_eq!(codes, []);
    assert_eq!(fields(&api, "Os"), ["items: [O]", "first: O", "state: E"]);
}

#[test]
fn heirs_of_components_are_known() {
    let schemas = format!(
        "{SCHEMAS}, Q: {{allOf: [{{$ref: '#/components/schemas/P'}}, {{properties: {{q: {{type: string}}}}}}]}}"
    );
    let (api, _) = lowered(&document("3.1.0", &schemas));
    let name = |id| api.type_def(id).name.base.as_str();
    let pairs = api
        .inherits
        .iter()
        .map(|(heir, base)| (name(*heir), name(*base)));
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_unstable();
    assert_eq!(pairs, [("P", "O"), ("Q", "O"), ("Q", "P")]);
}
