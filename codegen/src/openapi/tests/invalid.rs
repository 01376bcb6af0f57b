//! Documents that break the standard: what is an error, what is only a warning, and what is read
//! all the same.

use super::{codes, of, with};
use crate::diagnostics::Code;
use crate::openapi::{Operation, Status};

/// The document with these `components`, which nothing uses.
fn unused(version: &str, components: &str) -> Vec<Code> {
    let text = format!("paths: {{}}\ncomponents: {{{components}}}\n");
    codes(&of(version, &text))
}

#[test]
fn components_that_nothing_uses_are_checked() {
    for (version, components, code) in [
        (
            "3.2.0",
            "parameters: {p: {name: p, in: query, schema: {}, example: 1, examples: {}}}",
            Code::ExclusiveFields,
        ),
        (
            "3.0.3",
            "headers: {h: {schema: {}, example: 1, examples: {}}}",
            Code::ExclusiveFields,
        ),
        (
            "3.1.0",
            "examples: {e: {value: 1, externalValue: a}}",
            Code::ExclusiveFields,
        ),
        (
            "3.2.0",
            "examples: {e: {value: 1, dataValue: 1}}",
            Code::ExclusiveFields,
        ),
        (
            "3.2.0",
            "examples: {e: {value: 1, serializedValue: '1'}}",
            Code::ExclusiveFields,
        ),
        (
            "3.2.0",
            "examples: {e: {serializedValue: '1', externalValue: a}}",
            Code::ExclusiveFields,
        ),
        (
            "3.1.0",
            "parameters: {p: {name: 'a b', in: header, schema: {}}}",
            Code::InvalidHeaderName,
        ),
        (
            "3.1.0",
            "responses: {r: {description: r, headers: {'a:b': {schema: {}}}}}",
            Code::InvalidHeaderName,
        ),
        (
            "3.1.0",
            "securitySchemes: {s: {type: apiKey, in: header, name: 'ä'}}",
            Code::InvalidHeaderName,
        ),
        (
            "3.1.0",
            "schemas: {s: {maxLenght: 1}}",
            Code::MisspeltKeyword,
        ),
        (
            "3.1.0",
            "schemas: {s: {propertys: {}}}",
            Code::MisspeltKeyword,
        ),
        (
            "3.1.0",
            "schemas: {s: {readonly: true}}",
            Code::MisspeltKeyword,
        ),
        ("3.0.3", "schemas: {s: {const: 1}}", Code::LaterKeyword),
        (
            "3.0.3",
            "schemas: {s: {prefixItems: [{}]}}",
            Code::LaterKeyword,
        ),
    ] {
        assert_eq!(unused(version, components), [code], "{components}");
    }
    let two = "q: {in: querystring, name: a, content: {a/b: {}}}, r: {in: querystring, name: b, content: {a/b: {}}}";
    let item = |list: &str| {
        format!(
            "parameters: {{{two}, s: {{in: query, name: c, schema: {{}}}}}}, pathItems: {{i: {{get: {{parameters: [{list}]}}}}}}"
        )
    };
    let reference = |name: &str| format!("{{$ref: '#/components/parameters/{name}'}}");
    for other in ["r", "s"] {
        let list = format!("{}, {}", reference("q"), reference(other));
        assert_eq!(
            unused("3.2.0", &item(&list)),
            [Code::FieldNotAllowed],
            "{other}"
        );
    }
    assert_eq!(unused("3.2.0", &item(&reference("q"))), []);
}

#[test]
fn other_words_are_not_misspelt_keywords() {
    for keyword in [
        "x-maxLenght",
        "label",
        "order",
        "id",
        "name",
        "types",
        "schema",
        "input",
        "items",
    ] {
        assert_eq!(
            unused("3.1.0", &format!("schemas: {{s: {{{keyword}: {{}}}}}}")),
            [],
            "{keyword}"
        );
    }
    assert_eq!(
        unused(
            "3.0.3",
            "schemas: {s: {properties: {const: {}, maxLenght: {}}}}"
        ),
        []
    );
}

/// What is reported of the operation, and whether it is an error.
fn operation(version: &str, text: &str, look: impl Fn(&Operation<'_>)) -> Vec<Code> {
    let text = of(version, &format!("paths: {{/a: {{post: {{{text}}}}}}}\n"));
    with(&text, |document, _| {
        look(&document.unwrap().paths[0].operations[0]);
    });
    codes(&text)
}

#[test]
fn statuses_with_more_around_them_are_read() {
    let text = "responses: {204 NO_CONTENT: {description: a}, '404 ': {description: b}, 5xx Broken: {description: c}}";
    let found = operation("3.1.0", text, |operation| {
        let statuses: Vec<Status> = operation.responses.iter().map(|one| one.status).collect();
        assert_eq!(
            statuses,
            [Status::Code(204), Status::Code(404), Status::Range(5)]
        );
    });
    assert_eq!(found, [Code::StatusWithText; 3]);
    let text = "responses: {200 OK: {description: a}, '200': {description: b}}";
    let found = operation("3.1.0", text, |operation| {
        assert_eq!(operation.responses[0].description, Some("b"));
        assert_eq!(operation.responses.len(), 1);
    });
    assert_eq!(found, [Code::InvalidStatus, Code::StatusWithText]);
}

#[test]
fn a_list_of_one_boolean_is_a_boolean() {
    let text = "requestBody: {required: [true], content: {a/b: {}}}";
    let found = operation("3.0.3", text, |operation| {
        assert!(operation.request_body.as_ref().unwrap().required);
    });
    assert_eq!(found, [Code::Lenient]);
}

#[test]
fn reserved_characters_in_a_path_are_read_before_3_2() {
    let text = "parameters: [{name: p, in: path, required: true, allowReserved: true, schema: {}}]";
    let path = of(
        "3.1.0",
        &format!("paths: {{'/{{p}}': {{get: {{{text}}}}}}}\n"),
    );
    with(&path, |document, _| {
        assert!(document.unwrap().paths[0].operations[0].parameters[0].allow_reserved);
    });
    assert_eq!(codes(&path), [Code::OutOfPlace]);
}

#[test]
fn an_operation_id_is_of_one_operation() {
    let paths = "paths: {/a: {get: {operationId: x}, put: {operationId: y}}, /b: {get: {operationId: x}}}\n";
    assert_eq!(codes(&of("3.1.0", paths)), [Code::DuplicateOperationId]);
}
