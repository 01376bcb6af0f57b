//! Parts of a document that are too many, too long or too deep.

use super::documents::{each, list, schema, schemas};
use super::texts::HEAD;
use super::{Bomb, End, bomb};

#[allow(clippy::too_many_lines, reason = "a table")]
pub(super) fn bombs() -> Vec<Bomb> {
    let deep = |open: &str, middle: &str, close: &str, depth: usize| {
        schema(&format!(
            "{}{middle}{}",
            open.repeat(depth),
            close.repeat(depth)
        ))
    };
    vec![
        bomb(
            "enum-strings",
            End::Either,
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(20_000, |number| format!("v{number}"))
            )),
        ),
        bomb(
            "enum-integers",
            End::Either,
            schema(&format!(
                "{{type: integer, enum: [{}]}}",
                list(20_000, |number| number.to_string())
            )),
        ),
        bomb(
            "enum-equal",
            End::Either,
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(20_000, |_| "a".to_owned())
            )),
        ),
        bomb(
            "enum-of-a-million",
            End::Refused,
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(1_000_000, |number| format!("v{number}"))
            )),
        ),
        bomb(
            "enum-of-a-million-integers",
            End::Refused,
            schema(&format!(
                "{{type: integer, enum: [{}]}}",
                list(1_000_000, |number| number.to_string())
            )),
        ),
        bomb(
            "enums-in-a-union",
            End::Either,
            schema(&format!(
                "{{anyOf: [{{type: string, enum: [{}]}}, {{type: string, enum: [{}]}}]}}",
                list(50_000, |number| format!("v{number}")),
                list(50_000, |number| format!("w{number}"))
            )),
        ),
        bomb(
            "enum-clashing",
            End::Either,
            schema(&format!(
                "{{type: string, enum: [{}]}}",
                list(1500, |number| format!("'{}'", "-".repeat(number)))
            )),
        ),
        bomb(
            "properties",
            End::Either,
            schema(&format!(
                "{{type: object, properties: {{{}}}}}",
                list(20_000, |number| format!("p{number}: {{type: string}}"))
            )),
        ),
        bomb(
            "required",
            End::Either,
            schema(&format!(
                "{{type: object, required: [{}]}}",
                list(20_000, |number| format!("r{number}"))
            )),
        ),
        bomb(
            "clashing-names",
            End::Either,
            schemas((0..5000).map(|number| {
                format!(
                    "'{}A': {{type: object, properties: {{x: {{type: string}}}}}}",
                    "-".repeat(number)
                )
            })),
        ),
        bomb(
            "deep-items",
            End::Either,
            deep("{type: array, items: ", "{type: string}", "}", 200),
        ),
        bomb(
            "deep-objects",
            End::Either,
            deep(
                "{type: object, properties: {a: ",
                "{type: string}",
                "}}",
                120,
            ),
        ),
        bomb(
            "deep-maps",
            End::Either,
            deep(
                "{type: object, additionalProperties: ",
                "{type: string}",
                "}",
                200,
            ),
        ),
        bomb(
            "deep-all-of",
            End::Either,
            deep("{allOf: [", "{type: string}", "]}", 120),
        ),
        bomb(
            "deep-default",
            End::Either,
            schema(&format!(
                "{{type: object, properties: {{a: {{default: {}1{}}}}}}}",
                "[".repeat(240),
                "]".repeat(240)
            )),
        ),
        bomb("numbers", End::Either, {
            let huge = "9".repeat(100_000);
            schema(&format!(
                "{{type: object, properties: {{a: {{type: integer, minimum: {huge}, maximum: -{huge}, multipleOf: 1e-400, default: {huge}}}, b: {{type: string, maxLength: {huge}, minLength: 1e400}}, c: {{type: integer, enum: [{huge}, 1e400, -0, 0.1]}}, d: {{const: {huge}}}}}}}"
            ))
        }),
        bomb(
            "pattern-nested",
            End::Either,
            schema(&format!(
                "{{type: string, pattern: '{}a{}'}}",
                "(".repeat(100_000),
                ")*".repeat(100_000)
            )),
        ),
        bomb(
            "pattern-counted",
            End::Either,
            schema("{type: string, pattern: '((((a{1,1000}){1,1000}){1,1000}){1,1000})'}"),
        ),
        bomb(
            "pattern-long",
            End::Either,
            schema(&format!(
                "{{type: string, pattern: '{}'}}",
                "a|".repeat(300_000)
            )),
        ),
        bomb(
            "mapping",
            End::Either,
            schema(&format!(
                "{{oneOf: [{{$ref: '#/components/schemas/A'}}], discriminator: {{propertyName: k, mapping: {{{}}}}}}}",
                list(20_000, |number| format!(
                    "m{number}: '#/components/schemas/A'"
                ))
            )),
        ),
        bomb(
            "description",
            End::Fine,
            schema(&format!(
                "{{type: string, description: '{}'}}",
                "word ".repeat(500_000)
            )),
        ),
        bomb(
            "description-ticks",
            End::Fine,
            schema(&format!(
                "{{type: string, description: '{}'}}",
                "` ".repeat(20_000)
            )),
        ),
        bomb(
            "description-brackets",
            End::Fine,
            schema(&format!(
                "{{type: string, description: '{}'}}",
                "[".repeat(20_000)
            )),
        ),
        bomb(
            "description-angles",
            End::Fine,
            schema(&format!(
                "{{type: string, description: '{}'}}",
                "<a ".repeat(20_000)
            )),
        ),
        bomb(
            "description-lists",
            End::Fine,
            schema(&format!(
                "{{type: string, description: \"{}\"}}",
                each(1000, |depth| format!("{}- a\\n", " ".repeat(depth)))
            )),
        ),
        bomb(
            "title",
            End::Fine,
            schema(&format!(
                "{{type: object, title: '{}', properties: {{a: {{type: string}}}}}}",
                "Title".repeat(100_000)
            )),
        ),
        bomb(
            "property-name",
            End::Either,
            schema(&format!(
                "{{type: object, properties: {{'{}': {{type: string}}}}}}",
                "name_".repeat(10_000)
            )),
        ),
        bomb(
            "formats",
            End::Either,
            schema(&format!(
                "{{type: string, format: '{}'}}",
                "f".repeat(500_000)
            )),
        ),
        bomb(
            "extensions",
            End::Fine,
            format!(
                "{HEAD}{}",
                each(50_000, |number| format!("x-{number}: {{a: [1, 2]}}\n"))
            ),
        ),
    ]
}
