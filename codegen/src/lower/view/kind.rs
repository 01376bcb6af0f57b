//! The kind of value of a union's member, without lowering it.

use serde_json::Value;

use crate::lower::{
    Schemas,
    view::{View, values::typed},
};
use crate::{
    openapi::Types,
    source::{Node, Sources},
};

/// The kinds of union members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Only null.
    Null,
    /// Nothing is valid (`false`).
    Never,
    /// Anything is valid.
    Any,
    /// It only constrains the schema next to the union.
    Bound,
    /// A list of strings.
    Strings,
    /// A string without such a list.
    String,
    /// A string whose format has its own type.
    Formatted,
    /// An object.
    Object,
    /// Something else: a number, an array, another union, …
    Other,
}

pub(crate) fn kind_of(sources: &Sources, view: &View<'_>) -> Kind {
    let stated = view.types();
    if view.any(|schema| schema.boolean == Some(false)) {
        return Kind::Never;
    }
    if view.any(|schema| schema.types == Types::NULL)
        && stated == Types::default()
        && !view.has_properties()
    {
        return Kind::Null;
    }
    if let Some(constant) = view.find(|schema| schema.constant) {
        return match typed(sources, view, constant) {
            Value::Null => Kind::Null,
            Value::String(_) => Kind::Strings,
            _ => Kind::Other,
        };
    }
    if let Some(values) = view
        .find(|schema| schema.enumeration)
        .filter(|values| !values.is_empty())
    {
        let values: Vec<Value> = values
            .iter()
            .map(|value| typed(sources, view, value))
            .collect();
        let strings = values.iter().filter(|value| value.is_string()).count();
        let nulls = values.iter().filter(|value| value.is_null()).count();
        return match (strings, nulls) {
            (0, nulls) if nulls == values.len() => Kind::Null,
            (strings, nulls) if strings + nulls == values.len() => Kind::Strings,
            _ => Kind::Other,
        };
    }
    let union = !view.alternatives().is_empty();
    match stated {
        Types::OBJECT => Kind::Object,
        Types::STRING if union => Kind::Other,
        Types::STRING => match super::scalar::string(view) {
            crate::ir::Scalar::String => Kind::String,
            _ => Kind::Formatted,
        },
        _ if stated != Types::default() => Kind::Other,
        _ if view.has_properties() => Kind::Object,
        _ if union => Kind::Other,
        _ if view.any(|schema| {
            schema.items.is_some()
                || !schema.prefix_items.is_empty()
                || schema.additional_properties.is_some()
                || !schema.pattern_properties.is_empty()
        }) =>
        {
            Kind::Other
        }
        _ if view.any(|schema| schema.boolean == Some(true)) => Kind::Any,
        _ if view.any(bounds) => Kind::Bound,
        // 3.0 has no other word for null.
        _ if view.any(|schema| schema.nullable) => Kind::Null,
        _ => Kind::Any,
    }
}

/// Whether a schema without types asserts something of a value.
fn bounds(schema: &crate::openapi::Schema<'_>) -> bool {
    let limits = &schema.limits;
    !schema.required.is_empty()
        || schema.not.is_some()
        || schema.conditional().next().is_some()
        || schema.contains.is_some()
        || schema.property_names.is_some()
        || schema.dependent_required.is_some()
        || schema.format.is_some()
        || limits.pattern.is_some()
        || limits.multiple_of.is_some()
        || limits.unique_items
        || limits
            .minimum
            .or(limits.maximum)
            .or(limits.exclusive_minimum)
            .or(limits.exclusive_maximum)
            .is_some()
        || limits
            .min_length
            .or(limits.max_length)
            .or(limits.min_items)
            .or(limits.max_items)
            .is_some()
        || limits.min_properties.or(limits.max_properties).is_some()
}

/// Whether one of the members is null, so that the union as a whole is nullable.
pub(crate) fn any_is_null<'a>(schemas: &Schemas<'a>, members: &'a [Node]) -> bool {
    members.iter().any(|member| {
        let schema = schemas.read(member);
        if schemas.kind(member) == Kind::Null
            || schema.nullable
            || schema.types.contains(Types::NULL)
        {
            return true;
        }
        let Some(annotated) = schemas.annotated(&[member]) else {
            return false;
        };
        let target = schemas.target(annotated.reference);
        annotated.says_null() || target.is_some_and(|target| schemas.traits(target).nullable)
    })
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_null_member_makes_the_place_nullable() {
        assert_schemas(
            "
                Maybe: {type: [string, 'null']}
                O:
                  properties:
                    a: {oneOf: [{type: string}, {type: 'null'}]}
                    b: {oneOf: [{type: boolean}, {$ref: '#/components/schemas/Maybe'}]}
                    c: {oneOf: [{type: boolean}, {enum: [x]}]}
            ",
            r#"
                type Maybe: alias of string
                  component
                type O: struct
                  component
                  field "a": string
                    nullable
                  field "b": O/b
                    nullable
                  field "c": O/c
                type O/b: union by shape
                  variant "boolean": bool
                    carries tag
                  variant "Maybe": Maybe
                    carries tag
                type O/c: union by shape
                  variant "boolean": bool
                    carries tag
                  variant "variant2": O/c/variant2
                    carries tag
                type O/c/variant2: enumeration of string
                  value "x"
            "#,
        );
    }
}
