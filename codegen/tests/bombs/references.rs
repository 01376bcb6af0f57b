//! References, unions and compositions without end.

use super::documents::{list, reference, schema, schemas};
use super::{Bomb, End, bomb};

#[allow(clippy::too_many_lines, reason = "a table")]
pub(super) fn bombs() -> Vec<Bomb> {
    let next = |number: usize| reference("A", number + 1);
    vec![
        bomb("ref-chain", End::Either, {
            let links = (0..3000).map(|number| format!("A{number}: {}", next(number)));
            schemas(links.chain(["A3000: {type: string}".to_owned()]))
        }),
        // Each of these took time by the square of its length.
        bomb("ref-chain-long", End::Either, {
            let links = (0..40_000).map(|number| format!("A{number}: {}", next(number)));
            schemas(links.chain(["A40000: {type: string}".to_owned()]))
        }),
        bomb("ref-chain-of-all-of", End::Fine, {
            let links = (0..20_000).map(|number| format!("A{number}: {{allOf: [{}]}}", next(number)));
            schemas(links.chain(["A20000: {type: object, properties: {a: {type: string}}}".to_owned()]))
        }),
        bomb("ref-chain-annotated", End::Fine, {
            let links = (0..20_000).map(|number| format!("A{number}: {{$ref: '#/components/schemas/A{}', description: d{number}}}", number + 1));
            schemas(links.chain(["A20000: {type: string}".to_owned()]))
        }),
        bomb("ref-chain-nullable", End::Fine, {
            let links = (0..20_000).map(|number| format!("A{number}: {{anyOf: [{}, {{type: 'null'}}]}}", next(number)));
            schemas(links.chain(["A20000: {type: string}".to_owned()]))
        }),
        bomb("required-chain", End::Fine, {
            let links = (0..20_000).map(|number| format!("A{number}: {{type: object, required: [a], properties: {{a: {}}}}}", next(number)));
            schemas(links.chain(["A20000: {type: string}".to_owned()]))
        }),
        components("parameters", "{name: p, in: query, schema: {type: string}}"),
        components("responses", "{description: ok}"),
        components("headers", "{schema: {type: string}}"),
        components("requestBodies", "{content: {text/plain: {schema: {type: string}}}}"),
        components("pathItems", "{get: {operationId: b, responses: {'200': {description: ok}}}}"),
        bomb("ref-chain-in-a-schema", End::Either, {
            let links = list(10_000, |number| format!("d{number}: {{$ref: '#/components/schemas/A/properties/d{}'}}", number + 1));
            schema(&format!("{{type: object, properties: {{{links}, d10000: {{type: string}}}}}}"))
        }),
        bomb("ref-chain-in-definitions", End::Either, {
            let links = list(10_000, |number| format!("d{number}: {{$ref: '#/components/schemas/A/$defs/d{}'}}", number + 1));
            schema(&format!("{{$defs: {{{links}, d10000: {{type: string}}}}, $ref: '#/components/schemas/A/$defs/d0'}}"))
        }),
        bomb("alias-chain", End::Refused, {
            let links = (1..=20_000).map(|number| format!("A{number}: &a{number} {{items: *a{}}}", number - 1));
            schemas(["A0: &a0 {type: string}".to_owned()].into_iter().chain(links))
        }),
        bomb("ref-self", End::Either, schema("{$ref: '#/components/schemas/A'}")),
        bomb("ref-cycle", End::Either, schemas((0..1000).map(|number| format!("A{number}: {}", reference("A", (number + 1) % 1000))))),
        bomb("ref-inside-itself", End::Either, schema("{properties: {b: {$ref: '#/components/schemas/A/properties/b/properties/b'}}}")),
        bomb("ref-pointer-long", End::Fine, schema(&format!("{{properties: {{b: {{$ref: '#{}'}}}}}}", "/a".repeat(500_000)))),
        bomb("ref-through-refs", End::Either, {
            let pointer = "/properties/b".repeat(2000);
            schema(&format!("{{type: object, properties: {{b: {{$ref: '#/components/schemas/A'}}, c: {{$ref: '#/components/schemas/A{pointer}'}}}}}}"))
        }),
        bomb("ref-many", End::Fine, schemas((0..10_000).map(|number| format!("A{number}: {{$ref: '#/components/schemas/B'}}")).chain(["B: {type: string}".to_owned()]))),
        bomb("ref-unknown", End::Fine, schema(&format!("{{anyOf: [{}]}}", list(20_000, |number| reference("Gone", number))))),
        bomb("all-of-chain", End::Either, {
            let links = (0..1000).map(|number| format!("A{number}: {{allOf: [{}, {{properties: {{p{number}: {{type: string}}}}}}]}}", next(number)));
            schemas(links.chain(["A1000: {type: object}".to_owned()]))
        }),
        bomb("all-of-cycle", End::Either, schemas((0..500).map(|number| format!("A{number}: {{allOf: [{}]}}", reference("A", (number + 1) % 500))))),
        bomb("unions-of-all-unions", End::Fine, {
            let members = list(40, |number| reference("A", number));
            schemas((0..40).map(|number| format!("A{number}: {{anyOf: [{{type: object, properties: {{p{number}: {{type: string}}, q: {{$ref: '#/components/schemas/A{}'}}}}}}, {members}]}}", (number + 1) % 40)))
        }),
        bomb("all-of-self", End::Either, schema("{allOf: [{$ref: '#/components/schemas/A'}, {type: object}]}")),
        bomb("all-of-twice", End::Either, {
            let links = (0..40).map(|number| format!("A{number}: {{allOf: [{0}, {0}]}}", next(number)));
            schemas(links.chain(["A40: {type: object, properties: {a: {type: string}}}".to_owned()]))
        }),
        bomb("one-of-twice", End::Either, {
            let links = (0..40).map(|number| format!("A{number}: {{oneOf: [{0}, {{type: array, items: {0}}}]}}", next(number)));
            schemas(links.chain(["A40: {type: string}".to_owned()]))
        }),
        bomb("one-of-cycle", End::Either, schemas((0..200).map(|number| format!("A{number}: {{oneOf: [{}, {}]}}", reference("A", (number + 1) % 200), reference("A", (number + 7) % 200))))),
        bomb("unions-multiplied", End::Either, {
            let choice = |number: usize| format!("{{oneOf: [{{type: object, required: [a{number}], properties: {{a{number}: {{type: string}}}}}}, {{type: object, required: [b{number}], properties: {{b{number}: {{type: string}}}}}}]}}");
            schema(&format!("{{allOf: [{}]}}", list(30, choice)))
        }),
        bomb("union-of-too-many", End::Fine, schema(&format!("{{oneOf: [{}]}}", list(100_000, |number| format!("{{type: object, required: [a{number}], properties: {{a{number}: {{type: string}}}}}}"))))),
        bomb("unions-of-unions", End::Either, {
            let mut inner = "{type: string}".to_owned();
            for _ in 0..60 {
                inner = format!("{{anyOf: [{inner}, {{type: integer}}]}}");
            }
            schema(&inner)
        }),
        bomb("dynamic-refs", End::Either, schema("{$dynamicAnchor: n, properties: {a: {$dynamicRef: '#n'}, b: {$recursiveRef: '#'}}}")),
        bomb("ids", End::Either, schemas((0..2000).map(|number| format!("A{number}: {{$id: 'https://a.test/{number}', $anchor: a, properties: {{x: {{$ref: '#a'}}}}}}")))),
    ]
}

/// A chain of references between components of that kind.
fn components(kind: &str, last: &str) -> Bomb {
    let links = (0..20_000).map(|number| {
        format!(
            "    A{number}: {{$ref: '#/components/{kind}/A{}'}}\n",
            number + 1
        )
    });
    let links: String = links.collect();
    let text = format!(
        "openapi: 3.1.0\ninfo: {{title: t, version: '1'}}\npaths: {{}}\ncomponents:\n  {kind}:\n{links}    A20000: {last}\n"
    );
    bomb(&format!("ref-chain-of-{kind}"), End::Either, text)
}
