//! Reports keywords of a schema that its type doesn't express.
//!
//! In: what a type leaves out. Out: diagnostics, each with its place and what to do. Must not
//! decide types.

use super::MAX_TUPLE;
use crate::lower::{
    Definitions, Schemas,
    constraints::assertions::{are_complete, is_ruled},
    view::{View, facts::Annotated, scalar},
};
use crate::{
    diagnostics::Code,
    ir::{Scalar, Select, Type, TypeKind},
    openapi::{Discriminator, Schema, Text, Types},
    source::{Node, Object, Span},
};

impl<'a> Definitions<'_, 'a> {
    /// Reports assertions beside a reference that `validate()` does not check.
    pub(crate) fn unexpressed_beside(&mut self, annotated: &Annotated<'a>) {
        if annotated.own.iter().any(|schema| is_ruled(schema)) {
            self.unexpressed(&annotated.view(), &Type::Any);
        }
    }

    /// Whether `validate()` checks all that a schema, which became that type, asserts with the
    /// keywords that no type is made of.
    fn is_checked(&self, schema: &Schema<'a>, ty: &Type) -> bool {
        // Of the types with a name only objects keep assertions.
        let keeps = match ty {
            Type::Named(id) => matches!(
                self.types[id.index()].kind,
                TypeKind::Struct(_) | TypeKind::Alias(Type::Any, _)
            ),
            _ => true,
        };
        keeps && are_complete(self.schemas, schema)
    }

    /// Reports the keywords of the place itself that narrow its values in ways that neither its
    /// type nor `validate()` knows. Not what only bounds values: `propertyNames`, and `not` around
    /// `required` in a member of a union, which the other members say, too.
    pub(crate) fn unexpressed(&mut self, view: &View<'a>, ty: &Type) {
        for schema in view.own() {
            let Some(object) = schema.node.as_object() else {
                continue;
            };
            let member = |name: &str| object.member(name).map(|member| member.key);
            let only_requires =
                |not| only_requires(not) && is_alternative(self.schemas, schema.node);
            let not = schema.not.filter(|not| !only_requires(not));
            let has_conditions = schema.conditional().next().is_some();
            let ignored = [
                ("not", not.is_some()),
                ("if", has_conditions),
                ("dependentSchemas", has_conditions),
                ("dependencies", has_conditions),
                ("dependentRequired", schema.dependent_required.is_some()),
                ("contains", schema.contains.is_some()),
            ];
            if !ignored.iter().any(|(_, stated)| *stated) || self.is_checked(schema, ty) {
                continue;
            }
            for (name, _) in ignored.iter().filter(|(_, stated)| *stated) {
                let Some(place) = member(name) else { continue };
                self.schemas.report(
                    Code::UnsupportedKeyword,
                    place,
                    format!("`{name}` is ignored: values that it forbids are accepted"),
                    "nothing is lost on the wire; do not send what the schema forbids",
                );
            }
        }
    }
}

/// Whether no value has the types of all parts, which is reported.
pub(crate) fn contradicts<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> bool {
    let Some([before, schema]) = view.clash() else {
        return false;
    };
    let message = format!(
        "nothing is both {} and {}: read as any value",
        names(before.types),
        names(schema.types)
    );
    schemas.with_diagnostics(|diagnostics| {
        diagnostics
            .report(Code::UnsupportedAllOf, type_of(schema), message)
            .label(type_of(before), "the other type")
            .help("give both places the same `type`, in the document or with an overlay");
    });
    true
}

/// Reports an object whose other keys have types by several patterns.
pub(crate) fn several_patterns<'a>(schemas: &Schemas<'a>, view: &View<'a>) {
    let patterns = view.own().find_map(|schema| {
        let object = schema.node.as_object()?;
        object.member("patternProperties")
    });
    let Some(patterns) = patterns else { return };
    schemas.report(
        Code::UnsupportedKeyword,
        patterns.key,
        "the names of properties decide on their types: values are read as any value",
        "nothing is lost on the wire; one pattern alone would give the values its type",
    );
}

/// Reports a tuple that becomes a list of any values.
pub(crate) fn loose_tuple<'a>(schemas: &Schemas<'a>, view: &View<'a>, closed: bool, all: bool) {
    let positions = view.own().chain(view.inherited()).find_map(|schema| {
        let object = schema.node.as_object()?;
        let member = object
            .member("prefixItems")
            .or_else(|| object.member("items"))?;
        (!schema.prefix_items.is_empty()).then_some((member.key, schema.prefix_items.len()))
    });
    let Some((place, count)) = positions else {
        return;
    };
    let (why, help) = match (all, closed) {
        (false, true) => (
            "positions may be absent".to_owned(),
            format!("if all are always there, add `minItems: {count}`"),
        ),
        (true, false) => (
            "more may follow".to_owned(),
            "if nothing follows, add `items: false`".to_owned(),
        ),
        (false, false) => (
            "positions may be absent, and more may follow".to_owned(),
            format!("if neither happens, add `minItems: {count}` and `items: false`"),
        ),
        (true, true) => (
            format!("it has more than {MAX_TUPLE} positions"),
            "nothing to do: the values keep their order".to_owned(),
        ),
    };
    schemas.report(
        Code::UnsupportedTuple,
        place,
        format!("tuple is read as a list of any values: {why}"),
        help,
    );
}

/// Reports a discriminator that does not distinguish the variants.
pub(crate) fn unused_discriminator<'a>(
    schemas: &Schemas<'a>,
    discriminator: &Discriminator<'a>,
    fault: &str,
    select: &Select,
) {
    let property = discriminator.property;
    let instead = match select {
        // The members' own schemas of the property distinguish them anyway.
        Select::Tag(tag) if tag == property.text => return,
        Select::Tag(tag) | Select::Adjacent(tag, _) => format!("`{tag}`"),
        Select::External => "their keys".to_owned(),
        Select::Shape => "their shape".to_owned(),
    };
    schemas.report(
        Code::UnsupportedDiscriminator,
        property.span,
        format!(
            "discriminator `{}` can't be used, since {fault}: variants are distinguished by {instead}",
            property.text
        ),
        "give every variant a value of its own, with `mapping` or as `const` of the property",
    );
}

/// Reports an entry of `mapping` that names no schema, once.
pub(crate) fn lost_mapping<'a>(schemas: &Schemas<'a>, entry: Text<'a>) {
    let name = entry.text.rsplit('/').next().unwrap_or_default();
    let close = crate::diagnostics::closest(name, schemas.components.by_name.keys().copied());
    let help = match close {
        Some(name) => format!("did you mean `{name}`?"),
        None => "name a schema of `components.schemas`, or remove the entry".to_owned(),
    };
    schemas.report_once(
        Code::UnsupportedDiscriminator,
        entry.span,
        format!(
            "`mapping` names a schema `{}` that is not there",
            entry.text
        ),
        help,
    );
}

/// `integer`: any value, if 64 bits can't hold what its bounds allow, which is reported.
pub(crate) fn integer<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Type {
    if let Some(format) = scalar::wide(view) {
        let mut nodes = view.own().chain(view.inherited());
        if let Some(place) = nodes.find_map(|schema| schema.node.get("format")) {
            let message =
                format!("no integer of 64 bits holds all of `{format}`: read as any value");
            schemas.report(
                Code::UnsupportedSchema,
                place.span,
                message,
                "if smaller bounds hold in practice, state them as `minimum` and `maximum`",
            );
        }
        return Type::Any;
    }
    let bound = match scalar::integer(view) {
        Ok(number) => return Type::Scalar(Scalar::Number(number)),
        Err(bound) => bound,
    };
    let place = view
        .own()
        .chain(view.inherited())
        .flat_map(|schema| ["maximum", "minimum"].map(|name| schema.node.get(name)))
        .flatten()
        .find(|node| node.as_number().is_some_and(|number| number.0 == bound));
    if let Some(place) = place {
        schemas.report(
            Code::UnsupportedSchema,
            place.span,
            format!("no integer of 64 bits reaches `{bound}`: read as any value"),
            "if smaller bounds hold in practice, state them, or `format: int64`",
        );
    }
    Type::Any
}

/// Whether the schema is a member of a `oneOf` or `anyOf`.
fn is_alternative(schemas: &Schemas<'_>, node: &Node) -> bool {
    let pointer = schemas.sources.pointer(node.span);
    pointer
        .rsplit('/')
        .nth(1)
        .is_some_and(|list| matches!(list, "oneOf" | "anyOf"))
}

/// Whether the schema, or each of its alternatives, is nothing but `required`.
fn only_requires(node: &Node) -> bool {
    let mut members = node.as_object().into_iter().flat_map(Object::iter);
    members.all(|(name, member)| match name {
        "required" => true,
        "anyOf" | "oneOf" | "allOf" => member
            .as_array()
            .unwrap_or_default()
            .iter()
            .all(|member| member.get("required").is_some()),
        _ => false,
    })
}

/// Where a schema states its type.
fn type_of(schema: &Schema<'_>) -> Span {
    schema.node.get("type").unwrap_or(schema.node).span
}

/// The names of the types, null aside.
fn names(types: Types) -> String {
    let names: Vec<String> = Types::NAMES
        .iter()
        .filter(|(_, one)| *one != Types::NULL && types.contains(*one))
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    names.join(" or ")
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostics::Code,
        lower::tests::snippet::{assert_schemas, codes},
    };

    #[test]
    fn a_schema_of_two_types_is_any_value_and_reported() {
        assert_schemas(
            "
                B: {allOf: [{type: string}, {type: integer}]}
            ",
            "
                type B: alias of any
                  component
                  type string
                  type integer
                reports UnsupportedAllOf
            ",
        );
    }

    #[test]
    fn only_what_the_type_and_validation_leave_out_is_reported() {
        let table: &[(&str, &[Code])] = &[
            (
                "A: {allOf: [{type: string}, {type: integer}, {type: boolean}]}",
                &[Code::UnsupportedAllOf],
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
        ];
        for (snippet, expected) in table {
            assert_eq!(codes(snippet), *expected, "{snippet}");
        }
    }
}
