//! Documents that break the standard: what is an error, what is only a warning, and what is read
//! all the same.

use super::{assert_reported, codes, of, with};
use crate::diagnostics::Code;
use crate::openapi::{Operation, Status};

#[test]
fn components_that_nothing_uses_are_checked() {
    assert_reported(
        "paths: {}\ncomponents: {ROW}\n",
        "
        3.2.0 ExclusiveFields     parameters: {p: {name: p, in: query, schema: {}, example: 1, examples: {}}}
        3.0.3 ExclusiveFields     headers: {h: {schema: {}, example: 1, examples: {}}}
        3.1.0 ExclusiveFields     examples: {e: {value: 1, externalValue: a}}
        3.2.0 ExclusiveFields     examples: {e: {value: 1, externalValue: a}}
        3.2.0 ExclusiveFields     examples: {e: {value: 1, dataValue: 1}}
        3.2.0 ExclusiveFields     examples: {e: {value: 1, serializedValue: '1'}}
        3.2.0 ExclusiveFields     examples: {e: {serializedValue: '1', externalValue: a}}
        3.2.0 ExclusiveFields     schemas: {a: {xml: {attribute: true, nodeType: attribute}}}
        3.2.0 ExclusiveFields     requestBodies: {a: {content: {m/m: {encoding: {}, prefixEncoding: []}}}}
        3.1.0 InvalidHeaderName   parameters: {p: {name: 'a b', in: header, schema: {}}}
        3.1.0 InvalidHeaderName   responses: {r: {description: r, headers: {'a:b': {schema: {}}}}}
        3.1.0 InvalidHeaderName   securitySchemes: {s: {type: apiKey, in: header, name: 'ä'}}
        3.1.0 MisspeltKeyword     schemas: {s: {maxLenght: 1}}
        3.1.0 MisspeltKeyword     schemas: {s: {propertys: {}}}
        3.1.0 MisspeltKeyword     schemas: {s: {readonly: true}}
        3.0.3 LaterKeyword        schemas: {s: {const: 1}}
        3.0.3 LaterKeyword        schemas: {s: {prefixItems: [{}]}}
        3.0.3 -                   schemas: {s: {properties: {const: {}, maxLenght: {}}}}
        3.1.0 WrongType           schemas: {a: null}
        3.1.0 FieldNotAllowed     headers: {a: {schema: {}, allowReserved: true}}
        3.1.0 FieldNotAllowed     links: {a: {body: {}}}
        3.1.0 UnresolvedReference responses: {a: {$ref: '#/gone'}}
        ",
    );
}

#[test]
fn a_query_string_is_the_only_query_parameter() {
    assert_reported(
        "
components:
  parameters:
    q: {in: querystring, name: a, content: {a/b: {}}}
    r: {in: querystring, name: b, content: {a/b: {}}}
    s: {in: query, name: c, schema: {}}
  pathItems: {i: {get: {parameters: [{$ref: '#/components/parameters/q'}, ROW]}}}
paths: {}
",
        "
        3.2.0 FieldNotAllowed {$ref: '#/components/parameters/r'}
        3.2.0 FieldNotAllowed {$ref: '#/components/parameters/s'}
        3.2.0 -               {in: header, name: h, schema: {}}
        ",
    );
}

#[test]
fn other_words_are_not_misspelt_keywords() {
    for keyword in "x-maxLenght label order id name types schema input items".split(' ') {
        let text = format!("paths: {{}}\ncomponents: {{schemas: {{s: {{{keyword}: {{}}}}}}}}\n");
        assert_eq!(codes(&of("3.1.0", &text)), [], "{keyword}");
    }
}

/// Checks an operation. Gives what is reported of it.
fn operation(version: &str, text: &str, check: impl Fn(&Operation<'_>)) -> Vec<Code> {
    let text = of(version, &format!("paths: {{'/a': {{post: {{{text}}}}}}}\n"));
    with(&text, |document, codes| {
        check(&document.paths[0].operations[0]);
        codes
    })
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
    let text = of(
        "3.1.0",
        &format!("paths: {{'/{{p}}': {{get: {{{text}}}}}}}\n"),
    );
    with(&text, |document, codes| {
        assert!(document.paths[0].operations[0].parameters[0].allow_reserved);
        assert_eq!(codes, [Code::OutOfPlace]);
    });
}

#[test]
fn an_operation_id_is_of_one_operation() {
    let paths = "paths: {/a: {get: {operationId: x}, put: {operationId: y}}, /b: {get: {operationId: x}}}\n";
    assert_eq!(codes(&of("3.1.0", paths)), [Code::DuplicateOperationId]);
}
