//! What lowering reports, beside what the folders of `codegen/tests/diagnostics` show.

mod conditional;
mod generics;
mod references;
pub(crate) mod snippet;

use crate::{
    diagnostics::{Code, Diagnostics},
    ir::{Api, Scalar, Type, TypeKind},
    openapi,
    source::{Memory, Sources},
};

/// What a document becomes, and what is reported of it.
pub(super) fn lowered(text: &str) -> (Api, Vec<Code>) {
    lowered_by(super::lower, text)
}

/// The same by a given stage.
fn lowered_by(
    stage: impl Fn(&openapi::Document<'_>, &Sources, super::Options<'_>, &mut Diagnostics) -> Api,
    text: &str,
) -> (Api, Vec<Code>) {
    let reader = Memory::new([("spec.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    let sources = Sources::load(&reader, "spec.yaml", &[], &mut diagnostics).unwrap();
    let document = openapi::read(&sources, &mut diagnostics).unwrap();
    let options = super::Options::default();
    let api = stage(&document, &sources, options, &mut diagnostics);
    diagnostics.sort();
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    (api, codes.collect())
}

/// A document with these schemas.
fn document(version: &str, schemas: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: a, version: b}}\npaths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}\n"
    )
}

/// A type in short: the names of types, and what is around them.
pub(super) fn words(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Named(id) => {
            let def = api.type_def(*id);
            if let (TypeKind::Alias(ty, _), false) = (&def.kind, def.component) {
                return words(api, ty);
            }
            let path = std::iter::once(&def.name.base).chain(&def.name.path);
            path.map(String::as_str).collect::<Vec<_>>().join(".")
        }
        Type::Scalar(Scalar::Number(number)) => format!("{number:?}"),
        Type::Scalar(scalar) => format!("{scalar:?}"),
        Type::Any => "any".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Foreign(foreign) => foreign.path.clone(),
        Type::Array(inner) => format!("[{}]", words(api, inner)),
        Type::Map(inner) | Type::KeyedMap(_, inner) => format!("map {}", words(api, inner)),
        Type::Nullable(inner) => format!("{}?", words(api, inner)),
        Type::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| words(api, item)).collect();
            format!("({})", items.join(", "))
        }
    }
}

/// The fields of a component, or of a type in it, each as `name: type`, with `!` where it is
/// required.
fn fields(api: &Api, name: &str) -> Vec<String> {
    let def = api.types.iter().find(|def| {
        let path = std::iter::once(&def.name.base).chain(&def.name.path);
        path.map(String::as_str).collect::<Vec<_>>().join(".") == name
    });
    let Some(TypeKind::Struct(object)) = def.map(|def| &def.kind) else {
        panic!("`{name}` is not an object")
    };
    let field = |field: &crate::ir::Field| {
        let mark = if field.required { "!" } else { "" };
        let null = if field.nullable { "?" } else { "" };
        format!("{}{mark}: {}{null}", field.name, words(api, &field.ty))
    };
    object.fields.iter().map(field).collect()
}

/// What is reported for a document with these schemas.
fn codes(schemas: &str) -> Vec<Code> {
    codes_of(&document("3.1.0", schemas))
}

/// What is reported for a document.
fn codes_of(text: &str) -> Vec<Code> {
    lowered(text).1
}

#[test]
fn only_what_is_unsupported_is_reported() {
    let table: &[(&str, &[Code])] = &[
        ("A: {allOf: [{type: number}, {type: integer}]}", &[]),
        (
            "A: {allOf: [{type: [string, 'null']}, {type: string}]}",
            &[],
        ),
        (
            "A: {allOf: [{type: string}, {type: integer}, {type: boolean}]}",
            &[Code::UnsupportedAllOf],
        ),
        (
            "A: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}, \
             B: {allOf: [{$ref: '#/components/schemas/C'}]}, C: {properties: {c: {type: string}}}",
            &[],
        ),
        (
            "A: {allOf: [{$ref: '#/components/schemas/B'}]}, B: {allOf: [{$ref: '#/components/schemas/A'}, {title: b}]}",
            &[Code::SchemaCycle, Code::SchemaCycle],
        ),
        (
            "A: {$ref: '#/components/schemas/A'}",
            &[Code::ReferenceCycle],
        ),
        (
            "A: {required: [b], properties: {b: {$ref: '#/components/schemas/B'}}}, \
             B: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}, \
             C: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}",
            &[Code::SchemaCycle],
        ),
        (
            "A: {required: [a], properties: {a: {type: array, items: {$ref: '#/components/schemas/A'}}}}",
            &[],
        ),
        (
            "A: {type: integer, minimum: -9223372036854776000, maximum: 9223372036854776000}",
            &[],
        ),
        ("A: {type: integer, maximum: 18446744073709551615}", &[]),
        (
            "A: {type: integer, minimum: -1, maximum: 18446744073709551615}",
            &[Code::UnsupportedSchema],
        ),
        (
            "A: {type: array, prefixItems: [{type: string}], minItems: 1, maxItems: 1}",
            &[],
        ),
        (
            "A: {oneOf: [{required: [a], properties: {a: {type: string}}, not: {required: [b]}}, \
             {required: [b], properties: {b: {type: string}}, not: {required: [a]}}]}",
            &[],
        ),
        (
            "A: {type: object, if: {required: [a]}, then: {properties: {b: {type: string}}}}",
            &[],
        ),
        (
            "A: {type: object, if: {required: [a]}, then: {properties: {b: {pattern: '(?=a)'}}}}",
            &[Code::UnsupportedKeyword, Code::UncheckedPattern],
        ),
        (
            "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
             discriminator: {propertyName: kind, mapping: {b: B, c: C, d: D}}}, \
             B: {properties: {kind: {type: string}}}, C: {properties: {kind: {type: string}}}",
            &[Code::UnsupportedDiscriminator],
        ),
        (
            "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
             discriminator: {propertyName: kind, defaultMapping: D}}, \
             B: {properties: {kind: {const: b}}}, C: {properties: {kind: {const: c}}}, D: {type: object}",
            &[Code::UnsupportedDiscriminator],
        ),
        (
            "A: {oneOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}], \
             discriminator: {propertyName: kind}}, B: {oneOf: [{$ref: '#/components/schemas/D'}, \
             {properties: {kind: {const: b}}}]}, C: {properties: {kind: {const: c}}}, \
             D: {properties: {kind: {const: b}, d: {type: string}}}",
            &[],
        ),
    ];
    for (schemas, expected) in table {
        assert_eq!(codes(schemas), *expected, "{schemas}");
    }
}

#[test]
fn what_requests_do_not_follow_is_reported() {
    let table: &[(&str, &[Code])] = &[
        (
            "parameters: [{name: a, in: query, allowReserved: true, schema: {type: string}}]",
            &[],
        ),
        (
            "parameters: [{name: a, in: query, style: deepObject, explode: true, schema: {type: array, items: {properties: {b: {type: array}}}}}]",
            &[],
        ),
        (
            "parameters: [{name: a, in: query, schema: {type: array, items: {type: array, items: {type: string}}}}]",
            &[Code::UnsupportedParameter],
        ),
        (
            "requestBody: {content: {application/x-www-form-urlencoded: {schema: {type: object}, encoding: {a: {explode: false}, b: {contentType: application/json}}}}}",
            &[],
        ),
        (
            "requestBody: {content: {multipart/form-data: {schema: {type: object}, encoding: {a: {headers: {X: {schema: {type: string}}}}}}}}",
            &[Code::UnsupportedMediaType],
        ),
    ];
    for (operation, expected) in table {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: a, version: b}}\npaths: {{/a: {{post: {{responses: {{'204': {{description: d}}}}, {operation}}}}}}}\n"
        );
        assert_eq!(codes_of(&text), *expected, "{operation}");
    }
}

#[test]
fn how_many_schemas_one_inherits_from_is_bounded() {
    let of = |count: usize| format!("A: {{allOf: [{}]}}", "{title: a}, ".repeat(count));
    assert_eq!(codes(&of(1_900)), []);
    assert_eq!(codes(&of(2_100)), [Code::UnsupportedSchema]);
}

#[test]
fn a_chain_of_heirs_that_is_too_long_is_reported_once() {
    let heir = |index| {
        format!(
            "S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}]}}",
            index + 1
        )
    };
    let heirs: Vec<String> = (0..200).map(heir).collect();
    let chain = format!("{}, S200: {{type: object}}", heirs.join(", "));
    assert_eq!(codes(&chain), [Code::UnsupportedSchema]);
}

#[test]
fn heirs_of_more_than_a_crate_can_hold_are_left_out() {
    let property = |index| format!("p{index}: {{type: string}}");
    let properties: Vec<String> = (0..super::budget::MAX_FIELDS / 100).map(property).collect();
    let heir = |index| format!("H{index}: {{allOf: [{{$ref: '#/components/schemas/Base'}}]}}");
    let heirs: Vec<String> = (0..120).map(heir).collect();
    let text = format!(
        "Base: {{type: object, properties: {{{}}}}}, {}",
        properties.join(", "),
        heirs.join(", ")
    );
    // An heir that adds nothing is another name for its base.
    let own = text.replace("'}]}", "'}], properties: {own: {type: string}}}");
    assert_eq!(codes(&text), []);
    assert_eq!(codes(&own), [Code::DocumentTooLarge]);
}

#[test]
fn values_that_are_too_many_for_a_crate_are_any_value() {
    let list = |count: usize| {
        let values: Vec<String> = (0..count).map(|value| format!("v{value}")).collect();
        format!("A: {{type: string, enum: [{}]}}", values.join(", "))
    };
    assert_eq!(codes(&list(super::budget::MAX_FIELDS)), []);
    assert_eq!(
        codes(&list(super::budget::MAX_FIELDS + 1)),
        [Code::DocumentTooLarge]
    );
}

#[test]
fn a_union_of_too_many_members_is_any_value() {
    let union = |count: usize| {
        let member =
            |index| format!("{{type: object, properties: {{p{index}: {{type: string}}}}}}");
        let members: Vec<String> = (0..count).map(member).collect();
        format!("A: {{oneOf: [{}]}}", members.join(", "))
    };
    assert_eq!(codes(&union(super::budget::MAX_MEMBERS)), []);
    assert_eq!(
        codes(&union(super::budget::MAX_MEMBERS + 1)),
        [Code::UnsupportedUnion]
    );
}
