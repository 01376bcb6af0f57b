//! Valid instances that generated types refuse on purpose.
//!
//! In: the name of a test. Out: the rule that excludes it. A test that is listed and passes is a
//! failure.

const OBJECT: &str = "keywords of objects, without `type` beside them, describe an object";
const AT_TIMES: &str =
    "a property that `dependentSchemas` describes has the type that it has under the condition";
const ARRAY: &str = "keywords of arrays, without `type` beside them, describe an array";

/// The tests by the beginnings of their names: the keyword and the description of the schema.
const LISTED: &[(&str, &[&str], &str)] = &[
    (
        "additionalProperties: additionalProperties being false does not allow other properties",
        &[
            "ignores arrays",
            "ignores strings",
            "ignores other non-objects",
        ],
        OBJECT,
    ),
    (
        "patternProperties: patternProperties validates properties matching a regex",
        &[
            "ignores arrays",
            "ignores strings",
            "ignores other non-objects",
        ],
        OBJECT,
    ),
    (
        "properties: object properties validation",
        &["ignores arrays", "ignores other non-objects"],
        OBJECT,
    ),
    (
        "properties: properties whose names are Javascript object property names",
        &["ignores arrays", "ignores other non-objects"],
        OBJECT,
    ),
    (
        "ref: root pointer ref",
        &["match", "recursive match"],
        OBJECT,
    ),
    (
        "ref: simple URN base URI with $ref via the URN",
        &["valid under the URN IDed schema"],
        OBJECT,
    ),
    (
        "required: required validation",
        &[
            "ignores arrays",
            "ignores strings",
            "ignores other non-objects",
            "ignores null",
            "ignores boolean",
        ],
        OBJECT,
    ),
    (
        "dependentSchemas: single dependency",
        &[
            "ignores arrays",
            "ignores strings",
            "ignores other non-objects",
        ],
        OBJECT,
    ),
    (
        "dependentSchemas: single dependency",
        &["no dependency"],
        AT_TIMES,
    ),
    (
        "items: a schema given for items",
        &["ignores non-arrays", "JavaScript pseudo-array is valid"],
        ARRAY,
    ),
    (
        "prefixItems: a schema given for prefixItems",
        &["JavaScript pseudo-array is valid"],
        ARRAY,
    ),
];

/// The rule for the test of that name, if one excludes it.
pub(super) fn rule(name: &str) -> Option<&'static str> {
    let mut listed = LISTED.iter().filter(|(schema, tests, _)| {
        let test = name
            .strip_prefix(schema)
            .and_then(|rest| rest.strip_prefix(": "));
        test.is_some_and(|test| tests.contains(&test))
    });
    listed.next().map(|(_, _, rule)| *rule)
}
