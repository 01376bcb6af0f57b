//! `if`, `then`, `else` and `dependentSchemas`: what they declare is there conditionally, whatever
//! decides on that.
//!
//! In: a view, and what holds conditionally of it. Out: optional fields for the properties that are
//! declared nowhere else, and schemas for declared ones that conditionally get more properties.
//! Conditions are not kept, which `unexpressed` reports.

use super::Schemas;
use super::{Subschema, View, synthetic};
use crate::lower::{Key, key};
use crate::{
    hash::{HashSet, IndexMap},
    openapi::{Schema, Text, is_shapeless},
    source::{Node, Value},
};

/// How deep conditional schemas may be nested.
const MAX_DEPTH: u32 = 20;

/// Properties by name, with all that is said of each.
pub(crate) type Properties<'a> = IndexMap<&'a str, (Text<'a>, Vec<&'a Node>)>;

/// Adds what holds conditionally to a view, and the conditions of that.
pub(crate) fn add_conditional<'a>(schemas: &Schemas<'a>, view: &mut View<'a>) {
    let (mut conditional, mut conditions) = (View::default(), View::default());
    let (mut seen, mut asked) = (HashSet::default(), HashSet::default());
    for schema in view.schemas() {
        branches(schemas, schema, 0, &mut seen, &mut conditional);
    }
    for schema in view.schemas().chain(conditional.schemas()) {
        if let Some(condition) = schema.condition {
            branch(schemas, condition, 0, &mut asked, &mut conditions);
        }
    }
    view.conditional = conditional.subschemas;
    view.conditions = conditions.subschemas;
}

fn branches<'a>(
    schemas: &Schemas<'a>,
    schema: &Schema<'a>,
    depth: u32,
    seen: &mut HashSet<Key>,
    found: &mut View<'a>,
) {
    for node in schema.conditional() {
        branch(schemas, node, depth, seen, found);
    }
}

/// All that a schema which holds conditionally may say, alternatives included.
fn branch<'a>(
    schemas: &Schemas<'a>,
    node: &'a Node,
    depth: u32,
    seen: &mut HashSet<Key>,
    found: &mut View<'a>,
) {
    if depth > MAX_DEPTH || schemas.exceeds_budget(node, 0) || !seen.insert(key(node)) {
        return;
    }
    schemas.budget.count_subschema();
    let schema = schemas.read(node);
    if let Some(target) = schema
        .reference
        .and_then(|reference| schemas.target(reference))
    {
        branch(schemas, target, depth + 1, seen, found);
    }
    let members = [schema.all_of, schema.one_of, schema.any_of];
    for member in members.into_iter().flatten() {
        branch(schemas, member, depth + 1, seen, found);
    }
    branches(schemas, &schema, depth + 1, seen, found);
    let inherited = false;
    found.subschemas.push(Subschema { schema, inherited });
}

/// What a property is by what branches say of it: each of them alone may hold.
pub(crate) fn any_branch<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> &'a Node {
    let mut distinct = HashSet::default();
    let mut kept: Vec<&'a Node> = nodes.to_vec();
    kept.retain(|node| distinct.insert(shape(node)));
    match kept.as_slice() {
        [] => nodes[0],
        [node] if node.get("const").is_none() => node,
        _ => match values(schemas, &kept, true) {
            Some(node) => node,
            None => match kept.as_slice() {
                [node] => node,
                _ => synthetic::any_of(schemas, &kept),
            },
        },
    }
}

/// What a property is by the values that conditions ask for. It may have others.
pub(crate) fn any_asked<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> &'a Node {
    match values(schemas, nodes, false) {
        Some(node) => node,
        None => synthetic::keyword(schemas, nodes[0], "x-any", Value::Bool(true)),
    }
}

/// The list of the values of constants and lists, if they are of one type that has lists of
/// which more values are read than are listed. `all`: every schema must have some.
fn values<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node], all: bool) -> Option<&'a Node> {
    let mut values: Vec<&'a Node> = Vec::new();
    for node in nodes {
        let listed = node.get("enum").and_then(Node::as_array);
        let listed = listed.unwrap_or_default().iter();
        let before = values.len();
        values.extend(node.get("const").into_iter().chain(listed));
        if all && values.len() == before {
            return None;
        }
    }
    let first = values.first()?;
    let is = |test: fn(&Node) -> bool| values.iter().all(|value| test(value));
    if is(|value| value.as_bool().is_some()) {
        let boolean = Value::String("boolean".to_owned());
        Some(synthetic::keyword(schemas, first, "type", boolean))
    } else if is(|value| value.as_str().is_some())
        || is(|value| {
            value
                .as_number()
                .is_some_and(|number| number.as_i64().is_some())
        })
    {
        Some(synthetic::one_of_values(schemas, &values))
    } else {
        None
    }
}

/// The schemas of a place, or one that has what holds conditionally, too, if that declares more
/// properties.
pub(crate) fn with_conditional<'a>(
    schemas: &Schemas<'a>,
    always: Vec<&'a Node>,
    mut sometimes: Vec<&'a Node>,
) -> Vec<&'a Node> {
    sometimes.retain(|node| adds(schemas, &always, node, 0));
    if sometimes.is_empty() {
        return always;
    }
    vec![synthetic::conditional(schemas, &always, &sometimes)]
}

/// Whether what holds conditionally by a schema declares more properties than another one does.
pub(crate) fn adds_conditional<'a>(
    schemas: &Schemas<'a>,
    target: &'a Node,
    schema: &Schema<'a>,
) -> bool {
    let mut found = View::default();
    branches(schemas, schema, 0, &mut HashSet::default(), &mut found);
    found.any(|schema| adds(schemas, &[target], schema.node, 0))
}

/// Whether a schema declares more properties than others do, in the value or in what is in it.
fn adds<'a>(schemas: &Schemas<'a>, always: &[&'a Node], node: &'a Node, depth: u32) -> bool {
    if depth > MAX_DEPTH || always.is_empty() || node.as_object().is_none() {
        return false;
    }
    let (own, more) = (schemas.view(always), schemas.view(&[node]));
    // What the members of a union declare is theirs.
    if !own.alternatives().is_empty() {
        return false;
    }
    let properties = more.properties();
    let mut inner: Vec<(Vec<&'a Node>, Vec<&'a Node>)> = Vec::new();
    for (name, (_, nodes)) in properties {
        let declared = own.property(name);
        if declared.is_empty() {
            return own.has_properties();
        }
        inner.push((declared, nodes));
    }
    inner.push((own.items(), more.items()));
    inner.into_iter().any(|(declared, nodes)| {
        let mut nodes = nodes.into_iter();
        nodes.any(|node| adds(schemas, &declared, node, depth + 1))
    })
}

pub(crate) fn properties<'a>(subschemas: &[Subschema<'a>]) -> Properties<'a> {
    let mut found = Properties::default();
    for (name, node) in subschemas.iter().flat_map(|one| &one.schema.properties) {
        let (_, nodes) = found.entry(name.text).or_insert((*name, Vec::new()));
        if !nodes.iter().any(|other| std::ptr::eq(*other, *node)) {
            nodes.push(node);
        }
    }
    found
}

/// All that a schema says of the shape of a value.
fn shape(node: &Node) -> serde_json::Value {
    let mut value = node.to_json();
    if let Some(members) = value.as_object_mut() {
        members.retain(|name, _| !is_shapeless(name));
    }
    value
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn a_property_of_a_branch_is_optional() {
        assert_schemas(
            "
                A:
                  properties: {a: {type: string}}
                  required: [a]
                  if: {properties: {a: {const: x}}}
                  then: {properties: {b: {type: integer}}, required: [b]}
            ",
            r#"
                type A: struct
                  component
                  if, then, else
                    schema
                      property "a"
                        enum
                          value "x"
                    schema
                      requires ["b"]
                      property "b"
                        type integer
                    schema
                  field "a": string
                    required
                  field "b": i64
            "#,
        );
    }
}
