//! Path items, operations, parameters, bodies, responses and callbacks.

use std::collections::BTreeSet;

use super::{assert_reported, codes, of, paths, with, with_files};
use crate::diagnostics::Code;
use crate::openapi::{Location, Status, Style};

#[test]
fn parameters_of_the_path_are_merged_in() {
    let text = paths(
        "  /a/{id}:
    parameters:
    - {name: id, in: path, required: true, schema: {type: string}}
    - {name: q, in: query, schema: {type: string}}
    get:
      parameters:
      - {name: q, in: query, required: true, schema: {type: integer}}
      - {name: q, in: header, schema: {type: integer}}
",
    );
    with(&text, |document, codes| {
        assert_eq!(codes, []);
        let parameters = &document.paths[0].operations[0].parameters;
        let found: Vec<_> = parameters
            .iter()
            .map(|parameter| (parameter.name.text, parameter.location, parameter.required))
            .collect();
        let expected = [
            ("id", Location::Path, true),
            ("q", Location::Query, true),
            ("q", Location::Header, false),
        ];
        assert_eq!(found, expected);
    });
}

#[test]
fn styles_have_the_defaults_of_their_place() {
    let text = paths(
        "  /a/{p}:
    get:
      parameters:
      - {name: p, in: path, required: true, schema: {}}
      - {name: q, in: query, schema: {}}
      - {name: c, in: cookie, schema: {}}
      - {name: d, in: query, style: deepObject, explode: true, schema: {}}
      - {name: s, in: query, style: spaceDelimited, schema: {}}
      - {name: j, in: query, content: {application/json: {schema: {type: object}}}}
      - {name: w, in: header, style: form, schema: {}}
",
    );
    with(&text, |document, codes| {
        let parameters = &document.paths[0].operations[0].parameters;
        let found: Vec<_> = parameters
            .iter()
            .map(|parameter| (parameter.style, parameter.explode))
            .collect();
        let expected = [
            (Style::Simple, false),
            (Style::Form, true),
            (Style::Form, true),
            (Style::DeepObject, true),
            (Style::SpaceDelimited, false),
            (Style::Form, true),
            (Style::Simple, false),
        ];
        assert_eq!(found, expected);
        assert_eq!(parameters[5].media_type.unwrap().text, "application/json");
        assert!(parameters[5].schema.is_some());
        assert_eq!(codes, [Code::InvalidValue]);
    });
}

#[test]
fn path_and_parameters_are_made_to_fit() {
    let text = paths(
        "  /a/{one}/{two}?x={q}:
    get:
      parameters:
      - {name: one, in: path, schema: {}}
      - {name: three, in: path, required: true, schema: {}}
      - {name: q, in: query, schema: {}}
      - {name: q, in: query, schema: {}}
",
    );
    with(&text, |document, codes| {
        let parameters = &document.paths[0].operations[0].parameters;
        let names: Vec<_> = parameters.iter().map(|one| one.name.text).collect();
        assert_eq!(names, ["one", "q", "two"]);
        assert!(parameters[0].required && parameters[2].required);
        let codes = BTreeSet::from_iter(codes);
        let expected = [
            Code::DuplicateParameter,
            Code::UndeclaredPathParameter,
            Code::UnusedPathParameter,
            Code::OptionalPathParameter,
        ];
        assert_eq!(codes, BTreeSet::from(expected));
    });
}

#[test]
fn operations_that_can_not_be_read_are_counted_too() {
    let text = paths(
        "  /a:
    get: {responses: {'204': {description: d}}}
    put: {parameters: [{$ref: '#/gone'}]}
    post: null
    additionalOperations: {GET: {}, COPY: {responses: {'204': {description: d}}}}
  /b: {$ref: gone.yaml, get: {}, put: {}, post: null}
  /c: {$ref: '#/c', get: {}}
  x-d: {get: {}}
",
    );
    with(&text, |document, _| {
        let operations = document.paths.iter().flat_map(|item| &item.operations);
        let read: Vec<_> = operations.map(|operation| operation.method).collect();
        assert_eq!(read, ["GET", "COPY"]);
        // Two of /a, two of /b and one of /c are left out; null is no operation.
        assert_eq!(document.operations, 2 + 2 + 2 + 1);
    });
}

#[test]
fn a_broken_reference_leaves_out_its_operation_only() {
    let text = paths(
        "  /a:
    get: {parameters: [{$ref: '#/gone'}, {$ref: '#/lost'}]}
    put: {responses: {'200': {$ref: '#/components/responses/Ok'}}}
    post: {requestBody: {$ref: 'https://h.test/b.yaml'}}
    delete: {responses: {'200': {description: d, headers: {x-h: {$ref: '#/gone'}}}}}
  /b: {$ref: gone.yaml}
components: {responses: {Ok: {description: fine, headers: {x-h: {schema: {}}}}}}
",
    );
    with(&text, |document, codes| {
        let item = &document.paths[0];
        assert_eq!(document.paths.len(), 1);
        assert_eq!(item.operations[0].method, "PUT");
        assert_eq!(item.operations[0].responses[0].description, Some("fine"));
        assert_eq!(item.operations[0].responses[0].headers[0].name.text, "x-h");
        let left_out: Vec<_> = item.left_out.iter().map(|(method, _)| *method).collect();
        assert_eq!(left_out, ["GET", "POST", "DELETE"]);
        let expected = [
            Code::UnresolvedReference,
            Code::UnresolvedReference,
            Code::RemoteReference,
            Code::UnresolvedReference,
            Code::ReferencedFile,
        ];
        assert_eq!(codes, expected);
    });
}

#[test]
fn circles_of_references_end() {
    let text = paths(
        "  /a:\n    get: {parameters: [{$ref: '#/x'}]}\nx: {$ref: '#/y'}\ny: {$ref: '#/x'}\n",
    );
    assert!(codes(&text).contains(&Code::ReferenceCycle));
    let text = paths(
        "  /a:
    post: &post
      callbacks: {back: {$ref: '#/components/callbacks/C'}}
components:
  callbacks:
    C: {'{$request.body#/url}': {post: {callbacks: {again: {$ref: '#/components/callbacks/C'}}}}}
",
    );
    with(&text, |document, codes| {
        assert_eq!(codes, []);
        let callback = &document.paths[0].operations[0].callbacks[0];
        assert_eq!(callback.callback.unwrap().text, "back");
        assert_eq!(callback.path.text, "{$request.body#/url}");
        assert!(callback.operations[0].callbacks.is_empty());
    });
}

#[test]
fn path_items_come_from_other_files_with_siblings() {
    let files = [
        (
            "api/it.yaml",
            "openapi: 3.1.0
info: {title: t, version: '1'}
paths: {/a: {$ref: 'paths/a.yaml#/item', put: {operationId: own}}}
components: {parameters: {Q: {name: q, in: query, schema: {type: string}}}}
",
        ),
        (
            "api/paths/a.yaml",
            "item:
  put: {operationId: other}
  get: {parameters: [{$ref: '../it.yaml#/components/parameters/Q'}]}
",
        ),
    ];
    with_files(&files, |document, reports| {
        // `put` hides the other one.
        assert_eq!((reports.len(), reports[0].0), (1, Code::HarmlessDuplicate));
        let document = document.unwrap();
        let operations = &document.paths[0].operations;
        assert_eq!(operations[0].operation_id.unwrap().text, "own");
        assert_eq!(operations[1].parameters[0].name.text, "q");
        assert_eq!(operations.len(), 2);
    });
}

#[test]
fn statuses() {
    assert_eq!(Status::parse("200"), Some(Status::Code(200)));
    assert_eq!(Status::parse("4XX"), Some(Status::Range(4)));
    assert_eq!(Status::parse("5xx"), Some(Status::Range(5)));
    assert_eq!(Status::parse("default"), Some(Status::Default));
    for wrong in ["", "20", "2000", "0XX", "ok", "+20", "2X0"] {
        assert_eq!(Status::parse(wrong), None, "{wrong}");
    }
    let text =
        paths("  /a: {get: {responses: {200: {description: d}, ok: {description: d}, x-y: 1}}}\n");
    assert_eq!(codes(&text), [Code::InvalidStatus]);
}

#[test]
fn bodies_keep_every_media_type() {
    let text = paths(
        "  /a:
    post:
      requestBody:
        required: true
        content:
          application/json: {schema: {}, example: 1, examples: {x: {value: 2}, y: {$ref: '#/gone'}}}
          multipart/form-data:
            encoding: {file: {contentType: image/png, style: form, headers: {x-h: {schema: {}}}}}
          text/plain:
",
    );
    with(&text, |document, codes| {
        let operation = &document.paths[0].operations[0];
        let body = operation.request_body.as_ref().unwrap();
        assert!(body.required);
        assert_eq!(body.content.len(), 3);
        assert_eq!(body.content[0].examples.len(), 2);
        assert_eq!(body.content[1].encoding[0].style, Some(Style::Form));
        assert_eq!(body.content[1].encoding[0].headers[0].name.text, "x-h");
        let expected = [
            Code::ExclusiveFields,
            Code::UnresolvedExample,
            Code::Lenient,
        ];
        assert_eq!(codes, expected);
    });
}

#[test]
fn what_3_2_adds() {
    let item = "paths: {/a: {query: {}, additionalOperations: {LINK: {}, POST: {}}}}\n";
    with(&of("3.2.0", item), |document, codes| {
        let operations = document.paths[0].operations.iter();
        let methods: Vec<_> = operations.map(|operation| operation.method).collect();
        assert_eq!(methods, ["QUERY", "LINK", "POST"]);
        assert_eq!(codes, [Code::FieldNotAllowed]);
    });
    assert_reported(
        "ROW",
        "
        3.1.0 OutOfPlace           paths: {/a: {query: {}}}
        3.2.0 FieldNotAllowed      components: {parameters: {p: {name: p, in: querystring, schema: {}}}}
        3.1.0 InvalidValue         components: {parameters: {p: {name: p, in: querystring, schema: {}}}}
        3.2.0 UnneededFieldMissing components: {parameters: {p: {in: querystring, content: {a/b: {}}}}}
        3.2.0 MissingField         components: {parameters: {p: {in: query, content: {a/b: {}}}}}
        ",
    );
}

#[test]
fn strings_and_booleans_of_other_types_are_read() {
    let text = paths("  /a: {get: {operationId: 5, deprecated: 'true', tags: [1]}}\n");
    with(&text, |document, codes| {
        let operation = &document.paths[0].operations[0];
        assert_eq!(operation.operation_id.unwrap().text, "5");
        assert!(operation.deprecated);
        assert_eq!(operation.tags, ["1"]);
        assert_eq!(codes, [Code::Lenient; 3]);
    });
}

#[test]
fn operations_beyond_the_bound_are_left_out() {
    let most = super::super::context::MAX_OPERATIONS;
    let path =
        |index| format!("  /p{index}: {{get: {{responses: {{'204': {{description: d}}}}}}}}\n");
    let text = |count: usize| paths(&(0..count).map(path).collect::<String>());
    assert_eq!(codes(&text(most)), []);
    with(&text(most + 2), |document, codes| {
        let read = document.paths.iter().map(|item| item.operations.len());
        assert_eq!((read.sum::<usize>(), document.operations), (most, most + 2));
        assert_eq!(codes, [Code::DocumentTooLarge]);
    });
}

#[test]
fn an_operation_with_too_many_parameters_is_left_out() {
    let most = super::super::context::MAX_PARAMETERS;
    let parameter = |index| format!("{{name: p{index}, in: query, schema: {{type: string}}}}");
    let text = |count: usize| {
        let list: Vec<String> = (0..count).map(parameter).collect();
        paths(&format!(
            "  /a: {{get: {{parameters: [{}], responses: {{'204': {{description: d}}}}}}}}\n",
            list.join(", ")
        ))
    };
    assert_eq!(codes(&text(most)), []);
    with(&text(most + 1), |document, codes| {
        assert_eq!(document.paths[0].operations.len(), 0);
        assert_eq!(document.paths[0].left_out.len(), 1);
        assert_eq!(codes, [Code::DocumentTooLarge]);
    });
}
