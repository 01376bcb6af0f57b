//! Schemas, and 3.0 read up to 3.1.

use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Constraint, Pattern};
use crate::openapi::{Schema, Types, Version};
use crate::source::{Memory, Sources};

/// Reads one schema.
fn with(version: Version, text: &str, check: impl FnOnce(Schema<'_>, Vec<Code>)) {
    let mut diagnostics = Diagnostics::new();
    let reader = Memory::new([("it.yaml", text)]);
    let sources = Sources::load(&reader, "it.yaml", &[], &mut diagnostics).unwrap();
    let schema = Schema::read(sources.root(), version, &mut diagnostics);
    check(
        schema,
        diagnostics.iter().map(|report| report.code).collect(),
    );
}

#[test]
fn nullable_becomes_a_type() {
    with(
        Version::V3_0,
        "{type: string, nullable: true}",
        |schema, codes| {
            assert_eq!(schema.types, Types::STRING.with(Types::NULL));
            assert!(!schema.nullable);
            assert_eq!(codes, []);
        },
    );
    with(
        Version::V3_0,
        "{nullable: true, allOf: [{}]}",
        |schema, _| {
            assert!(schema.types.is_empty());
            assert!(schema.nullable);
        },
    );
}

#[test]
fn constraints_are_a_list_and_exclusive_bounds_are_numbers() {
    let text = "{maximum: 9, minimum: 1, exclusiveMinimum: true, exclusiveMaximum: false, minLength: 2, \
                pattern: a, uniqueItems: true, maxItems: null}";
    with(Version::V3_0, text, |schema, codes| {
        let expected = [
            Constraint::MinLength(2),
            Constraint::Maximum("9".to_owned()),
            Constraint::ExclusiveMinimum("1".to_owned()),
            Constraint::Pattern(Pattern {
                written: "a".to_owned(),
                checked: None,
            }),
            Constraint::UniqueItems,
        ];
        assert_eq!(schema.constraints, expected);
        assert_eq!(codes, []);
    });
    for (text, minimum, reported) in [
        ("{minimum: 1, exclusiveMinimum: 2}", Some("1"), None),
        (
            "{minimum: 2, exclusiveMinimum: true}",
            None,
            Some(Code::Lenient),
        ),
    ] {
        with(Version::V3_1, text, |schema, codes| {
            assert_eq!(schema.bound("minimum"), minimum);
            assert_eq!(schema.bound("exclusiveMinimum"), Some("2"));
            assert_eq!(codes, Vec::from_iter(reported));
        });
    }
}

#[test]
fn examples_are_gathered() {
    with(Version::V3_0, "{example: 1}", |schema, codes| {
        assert_eq!(schema.examples.len(), 1);
        assert_eq!(codes, []);
    });
    with(
        Version::V3_1,
        "{example: 1, examples: [2, 3]}",
        |schema, _| {
            assert_eq!(schema.examples.len(), 3);
        },
    );
    with(
        Version::V3_1,
        "{examples: {a: {value: 2}}}",
        |schema, codes| {
            assert_eq!(schema.examples.len(), 1);
            assert_eq!(codes, [Code::Lenient]);
        },
    );
}

#[test]
fn siblings_of_a_reference_count_from_3_1_on() {
    let text = "{$ref: '#/x', description: d, readOnly: true, properties: {a: {}}, type: object}";
    with(Version::V3_0, text, |schema, codes| {
        assert_eq!(schema.reference.unwrap().text, "#/x");
        assert_eq!(schema.description, Some("d"));
        assert!(schema.read_only && schema.properties.is_empty() && schema.types.is_empty());
        assert_eq!(codes, [Code::IgnoredSibling]);
    });
    let ignored = "{$ref: '#/x', required: [a], enum: [b], type: string, x-a: 1}";
    with(Version::V3_0, ignored, |schema, codes| {
        assert!(schema.required.is_empty() && schema.enumeration.is_none());
        assert_eq!(codes, [Code::IgnoredSibling; 2]);
    });
    with(Version::V3_1, text, |schema, codes| {
        assert!(schema.read_only && schema.properties.len() == 1);
        assert_eq!(schema.types, Types::OBJECT);
        assert_eq!(codes, []);
    });
}

#[test]
fn types() {
    with(
        Version::V3_1,
        "{type: [string, 'null', integer]}",
        |schema, codes| {
            assert_eq!(
                schema.types,
                Types::STRING.with(Types::NULL).with(Types::INTEGER)
            );
            assert_eq!(codes, []);
        },
    );
    for (text, code) in [
        ("{type: any}", Code::UnknownType),
        ("{type: [string, any]}", Code::UnknownType),
        ("{type: 5}", Code::WrongType),
        ("{type: null}", Code::Lenient),
    ] {
        with(Version::V3_1, text, |schema, codes| {
            assert!(schema.types.is_empty(), "{text}");
            assert_eq!(codes, [code], "{text}");
        });
    }
}

#[test]
fn booleans_are_schemas() {
    with(Version::V3_1, "false", |schema, codes| {
        assert_eq!(schema.boolean, Some(false));
        assert_eq!(codes, []);
    });
}

#[test]
fn wrong_types_are_reported_and_the_rest_is_read() {
    let text =
        "{required: x, properties: [], items: 1, enum: {}, allOf: {}, maxLength: a, title: t}";
    with(Version::V3_1, text, |schema, codes| {
        assert_eq!(schema.title, Some("t"));
        assert_eq!(codes, [Code::WrongType; 6]);
    });
    with(Version::V3_0, "{required: true}", |schema, codes| {
        assert!(schema.required.is_empty());
        assert_eq!(codes, [Code::Lenient]);
    });
    with(Version::V3_1, "5", |_, codes| {
        assert_eq!(codes, [Code::WrongType]);
    });
}

#[test]
fn common_mistakes_are_read() {
    with(Version::V3_1, "{items: [{}, {}]}", |schema, codes| {
        assert_eq!(schema.prefix_items.len(), 2);
        assert_eq!(codes, [Code::OutOfPlace]);
    });
    with(Version::V3_0, "{discriminator: kind}", |schema, codes| {
        assert_eq!(schema.discriminator.unwrap().property.text, "kind");
        assert_eq!(codes, [Code::Lenient]);
    });
    with(
        Version::V3_1,
        "{properties: {$ref: x.yaml, a: {}}}",
        |schema, codes| {
            assert_eq!(schema.properties_reference.unwrap().text, "x.yaml");
            assert_eq!(schema.properties.len(), 1);
            assert_eq!(codes, [Code::Lenient]);
        },
    );
}

#[test]
fn the_keywords_keep_their_order_and_places() {
    let text = "
type: object
required: [b]
properties: {x-b: {type: string}, a: true}
patternProperties: {'^x': {}}
additionalProperties: false
discriminator: {propertyName: k, mapping: {one: One, two: 'f.yaml#/Two'}, defaultMapping: One}
x-mine: 7
";
    with(Version::V3_2, text, |schema, codes| {
        assert_eq!(codes, []);
        let names: Vec<_> = schema
            .properties
            .iter()
            .map(|(name, _)| name.text)
            .collect();
        assert_eq!(names, ["x-b", "a"]);
        assert_eq!(schema.required, ["b"]);
        assert_eq!(schema.additional_properties.unwrap().as_bool(), Some(false));
        assert_eq!(schema.extension("x-mine").unwrap().to_json(), 7);
        let discriminator = schema.discriminator.unwrap();
        assert_eq!(discriminator.mapping[1].1.text, "f.yaml#/Two");
        assert_eq!(discriminator.default_mapping.unwrap().text, "One");
    });
}
