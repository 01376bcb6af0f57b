//! References: which type a `$ref` means, and what the place it points to says about the value.

use super::{Schemas, View, without};
use crate::lower::key;
use crate::{
    diagnostics::Code,
    openapi::{Schema, Text, Types},
    source::Node,
};

/// How many unions that refer to each other are looked through for a null.
pub(super) const DEEPEST: u32 = 100;

/// The parts of a referenced schema that matter where it is used.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Traits<'a> {
    pub(crate) nullable: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) default: Option<&'a Node>,
}

/// Whether the schema is a reference and nothing beside it shapes the value.
pub(crate) fn is_plain(schema: &Schema<'_>) -> bool {
    schema.reference.is_some() && schema.all_of.is_empty() && shapes_nothing(schema)
}

/// Whether the schema, its reference and `allOf` aside, only describes or bounds a value.
pub(crate) fn shapes_nothing(schema: &Schema<'_>) -> bool {
    without(schema.types, Types::NULL) == Types::default()
        && schema.boolean.is_none()
        && schema.enumeration.is_none()
        && schema.constant.is_none()
        && schema.format.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional_properties.is_none()
        && schema.unevaluated_properties.is_none()
        && schema.pattern_properties.is_empty()
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.one_of.is_empty()
        && schema.any_of.is_empty()
        && schema.conditional().next().is_none()
}

/// Whether a component is one of the children of what it refers to: it inherits that, and isn't
/// another name for it.
pub(crate) fn is_child<'a>(schemas: &Schemas<'a>, node: &'a Node, reference: Text<'a>) -> bool {
    if schemas.component_name(node).is_none() {
        return false;
    }
    let target = |reference: Text<'a>| {
        schemas
            .sources
            .resolve(&reference.span, reference.text)
            .ok()
    };
    let Some(base) = target(reference) else {
        return false;
    };
    let base = schemas.read(base);
    let mut members = base.one_of.iter().chain(base.any_of).peekable();
    base.discriminator.is_some()
        && (members.peek().is_none()
            || members.any(|member| {
                let member = schemas.read(member);
                let member = member.reference.and_then(target);
                member.is_some_and(|member| key(member) == key(node))
            }))
}

/// The schema that a reference points to; reports one that points nowhere.
pub(super) fn resolve<'a>(schemas: &Schemas<'a>, reference: Text<'a>) -> Option<&'a Node> {
    let unresolved = match schemas.sources.resolve(&reference.span, reference.text) {
        Ok(node) => return Some(node),
        Err(unresolved) => unresolved,
    };
    let could_be_read = matches!(
        unresolved.code(),
        Code::UnresolvedReference | Code::ReferenceCycle
    );
    schemas.with_diagnostics(|diagnostics| {
        let diagnostic = unresolved.report(reference.span, diagnostics);
        // Any value is read there, so nothing is left out.
        if could_be_read {
            diagnostic.harmless();
        }
    });
    None
}

/// What a schema says of every value of it.
pub(super) fn traits_of<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Traits<'a> {
    Traits {
        nullable: schemas.is_nullable(view),
        read_only: view.any(|schema| schema.read_only),
        write_only: view.any(|schema| schema.write_only),
        default: view.find(|schema| schema.default),
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_reference_to_a_nullable_schema_is_nullable() {
        assert_schemas(
            "
                Maybe: {type: [string, 'null']}
                O: {properties: {a: {$ref: '#/components/schemas/Maybe'}}, required: [a]}
            ",
            r#"
                type Maybe: alias of string
                  component
                type O: struct
                  component
                  field "a": Maybe
                    required
                    nullable
            "#,
        );
    }

    #[test]
    fn a_reference_that_leads_nowhere_is_any_value() {
        assert_schemas(
            "
                O: {properties: {a: {$ref: '#/components/schemas/Lost'}}}
            ",
            r#"
                type O: struct
                  component
                  field "a": any
                reports UnresolvedReference
            "#,
        );
    }
}
