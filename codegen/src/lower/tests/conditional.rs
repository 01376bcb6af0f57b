//! What `if`, `then`, `else` and `dependentSchemas` declare.

use super::{document, fields, lowered, words};
use crate::{
    diagnostics::Code,
    ir::{Api, Type, TypeKind},
};

/// The fields of the schema `A`.
fn of(schemas: &str) -> Vec<String> {
    let (api, codes) = lowered(&document("3.1.0", schemas));
    assert!(
        codes.iter().all(|code| *code == Code::UnsupportedKeyword),
        "{codes:?}"
    );
    fields(&api, "A")
}

#[test]
fn what_is_declared_at_times_is_an_optional_field() {
    let own = "type: object, required: [kind], properties: {kind: {type: string}}";
    let table: &[(&str, &[&str])] = &[
        (
            "if: {properties: {kind: {const: a}}}, then: {required: [x], properties: {x: {type: integer, minimum: 3}}}, else: {properties: {y: {type: string}}}",
            &["x: I64", "y: String"],
        ),
        (
            "allOf: [{if: {properties: {kind: {const: a}}}, then: {properties: {x: {type: integer}}}}, \
             {if: {properties: {kind: {const: b}}}, then: {properties: {y: {$ref: '#/components/schemas/B'}}}}]",
            &["x: I64", "y: B"],
        ),
        (
            "if: {required: [a]}, then: {$ref: '#/components/schemas/B'}, else: {allOf: [{$ref: '#/components/schemas/C'}, {properties: {d: {type: boolean}}}]}",
            &["b: Bool", "c: [String]", "d: Bool"],
        ),
        (
            "if: {required: [a]}, then: {if: {required: [b]}, then: {properties: {x: {type: integer}}}, else: {oneOf: [{properties: {y: {type: integer}}}, {required: [z]}]}}",
            &["x: I64", "y: I64"],
        ),
        (
            "dependentSchemas: {kind: {required: [x], properties: {x: {type: number}, kind: {const: a}}}}",
            &["x: F64"],
        ),
        (
            "dependencies: {kind: {properties: {x: {type: number}}}, x: [kind]}",
            &["x: F64"],
        ),
        // One that is required in any case is so, wherever it is declared.
        (
            "allOf: [{required: [x]}], if: {required: [a]}, then: {properties: {x: {type: number}}}, else: {properties: {x: {type: number, maximum: 3}}}",
            &["x!: F64"],
        ),
        // Without `if`, the others mean nothing.
        ("then: {properties: {x: {type: number}}}", &[]),
        // What a condition asks for is no more than that.
        (
            "if: {properties: {mode: {const: a}, fast: {const: true}, size: {enum: [1, 2]}, other: {minLength: 3}}}, then: {required: [x]}",
            &["mode: A.mode", "fast: Bool", "size: A.size", "other: any"],
        ),
    ];
    for (keywords, expected) in table {
        let found = of(&format!(
            "A: {{{own}, {keywords}}}, B: {{properties: {{b: {{type: boolean}}}}}}, C: {{properties: {{c: {{type: array, items: {{type: string}}}}}}}}"
        ));
        assert_eq!(found[0], "kind!: String");
        assert_eq!(&found[1..], *expected, "{keywords}");
    }
}

#[test]
fn a_property_of_several_branches_is_any_of_what_they_say() {
    let schema = |one: &str, other: &str| {
        format!(
            "A: {{type: object, if: {{required: [k]}}, then: {{properties: {{x: {one}}}}}, else: {{properties: {{x: {other}}}}}}}"
        )
    };
    let table = [
        (
            "{type: integer, minimum: 1}",
            "{type: integer, title: t}",
            "x: I64",
        ),
        ("{type: string}", "{}", "x: any"),
    ];
    for (one, other, expected) in table {
        assert_eq!(of(&schema(one, other)), [expected]);
    }
    let (api, _) = lowered(&document(
        "3.1.0",
        &schema("{type: integer}", "{type: string}"),
    ));
    assert_eq!(variants(&api, "x"), ["I64", "String"]);
    let (api, _) = lowered(&document("3.1.0", &schema("{const: a}", "{enum: [b, c]}")));
    assert_eq!(fields(&api, "A"), ["x: A.x"]);
    let TypeKind::Enumeration(list) = &api.types[1].kind else {
        panic!("no list of values")
    };
    assert_eq!(list.values.len(), 3);
}

fn variants(api: &Api, name: &str) -> Vec<String> {
    let def = api.types.iter().find(|def| def.name.path == [name]);
    let Some(TypeKind::Union(union)) = def.map(|def| &def.kind) else {
        panic!("no union")
    };
    let types = union.variants.iter().map(|variant: &_| &variant.ty);
    types.map(|ty: &Type| words(api, ty)).collect()
}

#[test]
fn what_is_declared_in_a_property_at_times_is_kept_there() {
    let schemas = "A: {type: object, properties: {k: {type: string}, in: {type: object, properties: {a: {type: string}}}, \
         list: {type: array, items: {properties: {c: {type: string}}}}, b: {$ref: '#/components/schemas/B'}}, \
         if: {required: [k]}, then: {properties: {in: {properties: {b: {type: integer}}}, list: {items: {properties: {b: {type: integer}}}}, \
         b: {properties: {b: {const: true}}}}}}, B: {properties: {b: {type: boolean}}}";
    let (api, _) = lowered(&document("3.1.0", schemas));
    assert_eq!(
        fields(&api, "A"),
        ["k: String", "in: A.in", "list: [A.list.item]", "b: B"]
    );
    assert_eq!(fields(&api, "A.in"), ["a: String", "b: I64"]);
    assert_eq!(fields(&api, "A.list.item"), ["c: String", "b: I64"]);
}

#[test]
fn a_reference_with_a_condition_that_declares_nothing_is_that_reference() {
    let schemas = |then: &str| {
        format!(
            "A: {{type: object, properties: {{b: {{allOf: [{{$ref: '#/components/schemas/B'}}, {{if: {{required: [b]}}, then: {then}}}]}}}}}}, \
             B: {{properties: {{b: {{type: boolean}}}}}}"
        )
    };
    assert_eq!(of(&schemas("{required: [b]}")), ["b: B"]);
    assert_eq!(of(&schemas("{properties: {b: {const: true}}}")), ["b: B"]);
    assert_eq!(
        of(&schemas("{properties: {c: {type: string}}}")),
        ["b: A.b"]
    );
}
