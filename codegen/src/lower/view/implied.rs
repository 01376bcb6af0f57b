//! Schemas that are only a reference with annotations, however that is written.
//!
//! In: schemas that one value must match. Out: the reference, and the keywords next to it. Those
//! may describe the value, bound it, allow null, or repeat what the referenced schema says. Must
//! not decide types.

use std::rc::Rc;

use super::{
    Schemas, View, conditional,
    facts::{Annotated, ValueKind},
};
use crate::lower::key;
use crate::{
    hash::HashSet,
    openapi::{Schema, Text, Types},
    source::{Node, Value},
};

/// How deep `allOf`s, and unions, are looked into.
const MAX_DEPTH: u32 = 8;

/// How many references one place may combine for one of them to be looked for that implies the
/// others.
const MAX_REFERENCES: usize = 8;

impl<'a> Schemas<'a> {
    /// The reference that the schemas together are, if nothing beside it shapes the value.
    pub(crate) fn annotated(&self, nodes: &[&'a Node]) -> Option<Rc<Annotated<'a>>> {
        let [node] = nodes else {
            return find(self, nodes);
        };
        let schema = self.read(node);
        if schema.reference.is_none() && schema.all_of.is_empty() {
            return None;
        }
        self.annotated.get_or(key(node), || find(self, nodes))
    }
}

fn find<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> Option<Rc<Annotated<'a>>> {
    let mut own = Vec::new();
    for node in nodes {
        gather(schemas, node, 0, &mut own)?;
    }
    let mut references: Vec<Text<'a>> = Vec::new();
    let mut targets = HashSet::default();
    for reference in own.iter().filter_map(|schema| schema.reference) {
        if schemas
            .target(reference)
            .is_none_or(|target| targets.insert(key(target)))
        {
            references.push(reference);
        }
    }
    if references.is_empty() || references.len() > MAX_REFERENCES {
        return None;
    }
    let at = (0..references.len()).rev().find(|&at| {
        let mut others = references.iter().enumerate();
        implies_all(schemas, references[at], &own)
            && others.all(|(other, reference)| {
                other == at || implies_reference(schemas, references[at], *reference)
            })
    })?;
    let reference = references[at];
    if let [node] = nodes
        && is_child(schemas, node, reference)
    {
        return None;
    }
    for other in references
        .into_iter()
        .filter(|other| other.span != reference.span)
    {
        if let Some(target) = schemas.target(other) {
            let view = schemas.view(&[target]);
            own.extend(view.subschemas.iter().map(|one| Rc::clone(&one.schema)));
        }
    }
    Some(Rc::new(Annotated { reference, own }))
}

/// The schema and what its `allOf` adds in the same place; none if a part of it surely shapes
/// the value.
fn gather<'a>(
    schemas: &Schemas<'a>,
    node: &'a Node,
    depth: u32,
    own: &mut Vec<Rc<Schema<'a>>>,
) -> Option<()> {
    let schema = schemas.read(node);
    let shapes = schema.boolean == Some(false)
        || !schema.prefix_items.is_empty()
        || !schema.pattern_properties.is_empty()
        || schema.properties_reference.is_some()
        || schema.unevaluated_properties.is_some();
    if depth > MAX_DEPTH || shapes {
        return None;
    }
    for member in schema.all_of {
        gather(schemas, member, depth + 1, own)?;
    }
    own.push(schema);
    Some(())
}

/// Whether a component is one of the children of what it refers to: it inherits that, and isn't
/// another name for it.
fn is_child<'a>(schemas: &Schemas<'a>, node: &'a Node, reference: Text<'a>) -> bool {
    if schemas.component_name(node).is_none() {
        return false;
    }
    let target = |reference: Text<'a>| {
        let sources = schemas.sources;
        sources.resolve(&reference.span, reference.text).ok()
    };
    let Some(base) = target(reference) else {
        return false;
    };
    let base = schemas.read(base);
    let mut members = base.one_of.iter().chain(base.any_of).peekable();
    base.discriminator.is_some()
        && (members.peek().is_none()
            || members.any(|member| {
                let member = schemas.read(member).reference.and_then(target);
                member.is_some_and(|member| key(member) == key(node))
            }))
}

/// Whether the schemas say nothing of a value's shape that the referenced one doesn't say, too.
fn implies_all<'a>(schemas: &Schemas<'a>, reference: Text<'a>, nodes: &[Rc<Schema<'a>>]) -> bool {
    let mut shaping = nodes
        .iter()
        .filter(|schema| !schema.shapes_nothing())
        .peekable();
    if shaping.peek().is_none() {
        return true;
    }
    let Some(target) = schemas.target(reference) else {
        return false;
    };
    let view = schemas.view(&[target]);
    shaping.all(|schema| implies(schemas, target, &view, schema))
}

/// Whether a referenced schema says nothing that another one doesn't say, too: that inherits
/// from it, or it is a mere annotation.
fn implies_reference<'a>(schemas: &Schemas<'a>, reference: Text<'a>, other: Text<'a>) -> bool {
    let (Some(target), Some(other)) = (schemas.target(reference), schemas.target(other)) else {
        return false;
    };
    let (view, other) = (schemas.view(&[target]), schemas.view(&[other]));
    other.schemas().all(|schema| {
        view.any(|own| key(own.node) == key(schema.node))
            || schema.shapes_nothing()
            || implies(schemas, target, &view, schema)
    })
}

fn implies<'a>(
    schemas: &Schemas<'a>,
    target: &'a Node,
    view: &View<'a>,
    schema: &Schema<'a>,
) -> bool {
    let types = schema.types.without(Types::NULL);
    let is_same = |one: &Node, other: &Node| {
        one.span.file == other.span.file && one.to_json() == other.to_json()
    };
    let required = view.required();
    (types.is_empty() || are_within(schemas, view, types))
        && schema
            .enumeration
            .is_none_or(|values| lists(view).is_some_and(|listed| covers(values, listed)))
        && schema.constant.is_none_or(|constant| {
            lists(view).is_some_and(|listed| covers(std::slice::from_ref(constant), listed))
        })
        && schema
            .format
            .is_none_or(|format| view.find(|schema| schema.format) == Some(format))
        && schema.required.iter().all(|name| required.contains(name))
        && schema.properties.iter().all(|(name, node)| {
            let found = view.property(name.text);
            !found.is_empty() && found.iter().all(|found| is_same(found, node))
        })
        && schema.additional_properties.is_none_or(|node| {
            view.find(|schema| schema.additional_properties)
                .is_some_and(|found| is_same(found, node))
        })
        && schema.items.is_none_or(|node| {
            view.find(|schema| schema.items)
                .is_some_and(|found| is_same(found, node))
        })
        && schema
            .one_of
            .iter()
            .chain(schema.any_of)
            .all(|member| schemas.kind(member) == ValueKind::Bound)
        && !conditional::adds_conditional(schemas, target, schema)
}

/// Whether each value of the view has one of the types.
fn are_within<'a>(schemas: &Schemas<'a>, view: &View<'a>, types: Types) -> bool {
    let known = types_of(schemas, view, 0);
    let wide = if types.contains(Types::NUMBER) {
        types.with(Types::INTEGER)
    } else {
        types
    };
    !known.is_empty() && wide.contains(known)
}

/// The types that values have, null aside. Empty: nothing says that.
fn types_of<'a>(schemas: &Schemas<'a>, view: &View<'a>, depth: u32) -> Types {
    let stated = view.types();
    if !stated.is_empty() || depth > MAX_DEPTH {
        return stated;
    }
    if let Some(values) = lists(view) {
        let types = values.iter().map(type_of).reduce(Types::with);
        return types.unwrap_or_default().without(Types::NULL);
    }
    for group in view.alternatives() {
        let mut types = Types::default();
        let mut known = true;
        for member in group.members {
            if schemas.kind(member) == ValueKind::Null {
                continue;
            }
            let member = schemas.view(&[member]);
            let next = types_of(schemas, &member, depth + 1);
            known &= !next.is_empty();
            types = types.with(next);
        }
        if known {
            return types;
        }
    }
    if view.looks_like_object() {
        Types::OBJECT
    } else if view.any(|schema| schema.items.is_some() || !schema.prefix_items.is_empty()) {
        Types::ARRAY
    } else {
        Types::default()
    }
}

/// The values that a schema allows, if it lists them.
fn lists<'a>(view: &View<'a>) -> Option<&'a [Node]> {
    let constant = view.find(|schema| schema.constant);
    constant
        .map(std::slice::from_ref)
        .or_else(|| view.find(|schema| schema.enumeration))
}

/// Whether all that is listed is among the values, null aside.
fn covers(values: &[Node], listed: &[Node]) -> bool {
    let values: HashSet<serde_json::Value> = values.iter().map(Node::to_json).collect();
    listed
        .iter()
        .all(|node| matches!(node.value, Value::Null) || values.contains(&node.to_json()))
}

fn type_of(node: &Node) -> Types {
    match &node.value {
        Value::Null => Types::NULL,
        Value::Bool(_) => Types::BOOLEAN,
        Value::Number(number) if number.is_integer() => Types::INTEGER,
        Value::Number(_) => Types::NUMBER,
        Value::String(_) => Types::STRING,
        Value::Array(_) => Types::ARRAY,
        Value::Object(_) => Types::OBJECT,
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_reference_with_a_bound_is_that_type_with_a_constraint() {
        assert_schemas(
            "
                Name: {type: string}
                O:
                  properties:
                    plain: {allOf: [{$ref: '#/components/schemas/Name'}], description: Plain}
                    short: {$ref: '#/components/schemas/Name', maxLength: 9}
                    maybe: {anyOf: [{$ref: '#/components/schemas/Name'}, {type: 'null'}]}
            ",
            r#"
                type Name: alias of string
                  component
                type O: struct
                  component
                  field "plain": Name
                    description "Plain"
                  field "short": Name
                    maxLength 9
                  field "maybe": Name
                    nullable
            "#,
        );
    }
}
