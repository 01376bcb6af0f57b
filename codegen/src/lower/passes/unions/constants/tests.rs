//! What distinguishes the members of a union, before and after.

use crate::lower::tests::snippet::assert_schemas;

#[test]
fn a_property_with_one_tag_is_a_constant_and_with_several_it_is_not() {
    assert_schemas(
        "
            A: {required: [k], properties: {k: {type: string}, x: {type: string}}}
            B: {required: [k], properties: {k: {type: string}, y: {type: string}}}
            U:
              oneOf: [{$ref: '#/components/schemas/A'}, {$ref: '#/components/schemas/B'}]
              discriminator: {propertyName: k, mapping: {a: A, b: B, bb: B}}
        ",
        r#"
            type A: struct
              component
              field "k": A/k
                required
                tag
              field "x": string
            type B: struct
              component
              field "k": string
                required
              field "y": string
            type U: union by tag "k"
              component
              variant "a": A
                tag "a"
                carries tag
              variant "B": B
                tag "b"
                tag "bb"
                carries tag
            type A/k: open constant "a"
        "#,
    );
}
