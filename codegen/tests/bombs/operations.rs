//! Paths and operations that are too many, too long or too deep.

use super::documents::{each, list};
use super::{Bomb, End, bomb};

#[allow(clippy::too_many_lines, reason = "a table")]
pub(super) fn bombs() -> Vec<Bomb> {
    let head = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";
    let get = "{get: {responses: {'200': {description: d}}}}";
    vec![
        bomb(
            "paths",
            End::Either,
            format!(
                "{head}paths:\n{}",
                each(3000, |number| format!("  /p{number}: {get}\n"))
            ),
        ),
        bomb(
            "paths-too-many",
            End::Refused,
            format!(
                "{head}paths:\n{}",
                each(100_000, |number| format!(
                    "  /p{number}/q/r{number}: {{get: {{tags: [t{number}], responses: {{'200': {{description: d}}}}}}}}\n"
                ))
            ),
        ),
        bomb(
            "path-long",
            End::Either,
            format!("{head}paths: {{'{}': {get}}}\n", "/a".repeat(100_000)),
        ),
        bomb(
            "path-parameters",
            End::Either,
            format!(
                "{head}paths: {{'/{}': {get}}}\n",
                each(500, |number| format!("{{p{number}}}"))
            ),
        ),
        bomb(
            "path-braces",
            End::Either,
            format!("{head}paths: {{'/{}': {get}}}\n", "{".repeat(100_000)),
        ),
        bomb(
            "equal-operation-ids",
            End::Either,
            format!(
                "{head}paths:\n{}",
                each(1000, |number| format!(
                    "  /p{number}: {{get: {{operationId: same, responses: {{'204': {{description: d}}}}}}}}\n"
                ))
            ),
        ),
        bomb(
            "parameters",
            End::Either,
            format!(
                "{head}paths: {{/a: {{get: {{parameters: [{}], responses: {{'204': {{description: d}}}}}}}}}}\n",
                list(2000, |number| format!(
                    "{{name: p{number}, in: query, schema: {{type: string}}}}"
                ))
            ),
        ),
        bomb(
            "parameters-too-many",
            End::Refused,
            format!(
                "{head}paths: {{/a: {{get: {{parameters: [{}], responses: {{'204': {{description: d}}}}}}}}}}\n",
                list(100_000, |number| format!(
                    "{{name: p{number}, in: query, schema: {{type: string}}}}"
                ))
            ),
        ),
        bomb(
            "responses",
            End::Either,
            format!(
                "{head}paths: {{/a: {{get: {{responses: {{{}}}}}}}}}\n",
                list(400, |number| format!(
                    "'{}': {{description: d, content: {{application/json: {{schema: {{type: object, properties: {{p{number}: {{type: string}}}}}}}}}}}}",
                    number + 200
                ))
            ),
        ),
        bomb(
            "media-types",
            End::Either,
            format!(
                "{head}paths: {{/a: {{post: {{requestBody: {{content: {{{}}}}}, responses: {{'204': {{description: d}}}}}}}}}}\n",
                list(500, |number| format!(
                    "application/x-{number}: {{schema: {{type: string}}}}"
                ))
            ),
        ),
        bomb(
            "path-item-cycle",
            End::Either,
            format!("{head}paths: {{/a: {{$ref: '#/paths/~1b'}}, /b: {{$ref: '#/paths/~1a'}}}}\n"),
        ),
        bomb("callbacks-nested", End::Either, {
            let open = "{post: {responses: {'204': {description: d}}, callbacks: {c: {u: ";
            format!(
                "{head}paths: {{/a: {}{get}{}}}\n",
                open.repeat(40),
                "}}}}".repeat(40)
            )
        }),
        bomb(
            "security",
            End::Either,
            format!(
                "{head}security: [{}]\npaths: {{/a: {get}}}\ncomponents: {{securitySchemes: {{{}}}}}\n",
                list(500, |number| format!(
                    "{{s{number}: [], s{}: []}}",
                    (number + 1) % 500
                )),
                list(500, |number| format!(
                    "s{number}: {{type: http, scheme: bearer}}"
                ))
            ),
        ),
        bomb(
            "servers",
            End::Either,
            format!(
                "{head}servers: [{{url: '{}', variables: {{v: {{default: '{{v}}{{v}}'}}}}}}]\npaths: {{/a: {get}}}\n",
                "{v}".repeat(10_000)
            ),
        ),
        bomb(
            "tags",
            End::Either,
            format!(
                "{head}tags: [{}]\npaths: {{/a: {get}}}\n",
                list(20_000, |number| format!("{{name: t{number}}}"))
            ),
        ),
    ]
}
