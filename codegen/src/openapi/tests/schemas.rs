//! Schemas, and 3.0 read up to 3.1.

use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Constraint, Pattern};
use crate::openapi::{Schema, Types, Version};
use crate::source::{Memory, Sources};

const V3_0: Version = Version::V3_0;
const V3_1: Version = Version::V3_1;

/// Reads one schema. Gives it and the codes of all reports.
fn with(version: Version, text: &str, check: impl FnOnce(Schema<'_>, Vec<Code>)) {
    let mut diagnostics = Diagnostics::new();
    let reader = Memory::new([("it.yaml", text)]);
    let sources = Sources::load(&reader, "it.yaml", &[], &mut diagnostics).unwrap();
    let schema = Schema::read(sources.root(), version, &mut diagnostics);
    let codes = diagnostics.iter().map(|report| report.code);
    check(schema, codes.collect());
}

#[test]
fn types() {
    let text = Types::STRING.with(Types::NULL);
    let none = Types::default();
    let table: [(_, _, _, &[Code]); 9] = [
        (V3_0, "{type: string, nullable: true}", text, &[]),
        (V3_0, "{nullable: true, allOf: [{}]}", none, &[]),
        (V3_1, "{type: [string, 'null']}", text, &[]),
        (
            V3_1,
            "{type: [string, 'null', integer]}",
            text.with(Types::INTEGER),
            &[],
        ),
        (V3_1, "{type: any}", none, &[Code::UnknownType]),
        (V3_1, "{type: [string, any]}", none, &[Code::UnknownType]),
        (V3_1, "{type: 5}", none, &[Code::WrongType]),
        (V3_1, "{type: null}", none, &[Code::Lenient]),
        (V3_1, "5", none, &[Code::WrongType]),
    ];
    for (version, text, types, expected) in table {
        with(version, text, |schema, codes| {
            assert_eq!((schema.types, &codes[..]), (types, expected), "{text}");
            // A type that allows null says so itself.
            assert_eq!(schema.nullable, text.starts_with("{nullable"), "{text}");
        });
    }
}

#[test]
fn constraints_are_a_list_and_exclusive_bounds_are_numbers() {
    let text = "{maximum: 9, minimum: 1, exclusiveMinimum: true, exclusiveMaximum: false, minLength: 2, \
                pattern: a, uniqueItems: true, maxItems: null}";
    with(V3_0, text, |schema, codes| {
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
        with(V3_1, text, |schema, codes| {
            assert_eq!(schema.bound("minimum"), minimum);
            assert_eq!(schema.bound("exclusiveMinimum"), Some("2"));
            assert_eq!(codes, Vec::from_iter(reported));
        });
    }
}

#[test]
fn examples_are_gathered() {
    for (version, text, count, lenient) in [
        (V3_0, "{example: 1}", 1, 0),
        (V3_1, "{example: 1, examples: [2, 3]}", 3, 0),
        (V3_1, "{examples: {a: {value: 2}}}", 1, 1),
    ] {
        with(version, text, |schema, codes| {
            assert_eq!(schema.examples.len(), count, "{text}");
            assert_eq!(codes, vec![Code::Lenient; lenient], "{text}");
        });
    }
}

#[test]
fn siblings_of_a_reference_count_from_3_1_on() {
    let text = "{$ref: '#/x', description: d, readOnly: true, properties: {a: {}}, type: object}";
    with(V3_0, text, |schema, codes| {
        assert_eq!(schema.reference.unwrap().text, "#/x");
        assert_eq!(schema.description, Some("d"));
        assert!(schema.read_only && schema.properties.is_empty() && schema.types.is_empty());
        assert_eq!(codes, [Code::IgnoredSibling]);
    });
    let ignored = "{$ref: '#/x', required: [a], enum: [b], type: string, x-a: 1}";
    with(V3_0, ignored, |schema, codes| {
        assert!(schema.required.is_empty() && schema.enumeration.is_none());
        assert_eq!(codes, [Code::IgnoredSibling; 2]);
    });
    with(V3_1, text, |schema, codes| {
        assert!(schema.read_only && schema.properties.len() == 1);
        assert_eq!(schema.types, Types::OBJECT);
        assert_eq!(codes, []);
    });
}

#[test]
fn booleans_are_schemas() {
    with(V3_1, "false", |schema, codes| {
        assert_eq!(schema.boolean, Some(false));
        assert_eq!(codes, []);
    });
}

#[test]
fn wrong_types_are_reported_and_the_rest_is_read() {
    let text =
        "{required: x, properties: [], items: 1, enum: {}, allOf: {}, maxLength: a, title: t}";
    with(V3_1, text, |schema, codes| {
        assert_eq!(schema.title, Some("t"));
        assert_eq!(codes, [Code::WrongType; 6]);
    });
    with(V3_0, "{required: true}", |schema, codes| {
        assert!(schema.required.is_empty());
        assert_eq!(codes, [Code::Lenient]);
    });
}

#[test]
fn common_mistakes_are_read() {
    with(V3_1, "{items: [{}, {}]}", |schema, codes| {
        assert_eq!(schema.prefix_items.len(), 2);
        assert_eq!(codes, [Code::OutOfPlace]);
    });
    with(V3_0, "{discriminator: kind}", |schema, codes| {
        assert_eq!(schema.discriminator.unwrap().property.text, "kind");
        assert_eq!(codes, [Code::Lenient]);
    });
    with(
        V3_1,
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
        let properties = schema.properties.iter();
        let names: Vec<_> = properties.map(|(name, _)| name.text).collect();
        assert_eq!(names, ["x-b", "a"]);
        assert_eq!(schema.required, ["b"]);
        assert_eq!(schema.additional_properties.unwrap().as_bool(), Some(false));
        assert_eq!(schema.extension("x-mine").unwrap().to_json(), 7);
        let discriminator = schema.discriminator.unwrap();
        assert_eq!(discriminator.mapping[1].1.text, "f.yaml#/Two");
        assert_eq!(discriminator.default_mapping.unwrap().text, "One");
    });
}
