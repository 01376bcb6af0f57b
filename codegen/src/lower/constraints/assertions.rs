//! Assertions that no type expresses: `not`, `contains`, `dependentRequired` and the like, and of
//! values of any type also those that types are made of.
//!
//! In: schemas that one value must match. Out: rules for `validate()`, each no stricter than the
//! schema. What a rule can't express is left out if that makes it more lenient; otherwise the whole
//! rule is left out. Must not decide types.

use super::exact::{has_unknown, is_exact};
use crate::lower::{
    Schemas, constraints,
    view::{View, facts::ValueKind},
};
use crate::{
    ir::{Constraint, Type},
    openapi::{Schema, Types},
    source::{Node, Object},
};

/// How many schemas are looked through in each other, references counted.
const MAX_DEPTH: u32 = 6;

/// How many schemas the rules of one place are made of.
const MAX_SCHEMAS: u32 = 100;

/// The assertions of a schema, as far as they are known.
#[derive(Default)]
struct Known {
    constraints: Vec<Constraint>,
    /// Something of the schema is missing in them.
    partial: bool,
}

impl Known {
    fn partial() -> Self {
        Self {
            partial: true,
            ..Self::default()
        }
    }

    fn push(&mut self, rule: Constraint) {
        Constraint::add(&mut self.constraints, rule);
    }

    /// `type`, unless it lists all of them.
    fn push_types(&mut self, types: Vec<&'static str>) {
        let mut all = Types::NAMES.iter();
        if !all.all(|(name, _)| *name == "integer" || types.contains(name)) {
            self.push(Constraint::Type(types));
        }
    }
}

/// The types that the members of an `anyOf`, or a `oneOf`, name if they say nothing else and no
/// value is of two of them.
fn types_alone(members: &[Vec<Constraint>], one: bool) -> Option<Vec<&'static str>> {
    let mut types = Vec::new();
    for member in members {
        let [Constraint::Type(own)] = member.as_slice() else {
            return None;
        };
        types.extend(own);
    }
    let before = types.len();
    types.sort_unstable();
    types.dedup();
    let is_twice = types.len() < before
        || ["integer", "number"]
            .iter()
            .all(|name| types.contains(name));
    (!one || !is_twice).then_some(types)
}

/// Whether the rules of the keywords that no type is made of say all that a schema asserts with
/// them.
pub(crate) fn are_complete<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>) -> bool {
    let (mut known, mut budget) = (Known::default(), MAX_SCHEMAS);
    own_rules(schemas, schema, 0, &mut budget, &mut known);
    !known.partial
}

/// The rules for a value of that type.
pub(crate) fn rules<'a>(schemas: &Schemas<'a>, view: &View<'a>, ty: &Type) -> Vec<Constraint> {
    let mut known = Known::default();
    for schema in view.schemas() {
        let mut budget = MAX_SCHEMAS;
        let is_list = !schema.prefix_items.is_empty() && matches!(ty, Type::Array(_));
        if *ty == Type::Any || is_list {
            // The target of a reference is another schema of the view.
            let whole = assertions(schemas, schema, 0, &mut budget);
            let rules = whole.constraints.into_iter();
            rules
                .filter(Constraint::is_rule)
                .for_each(|rule| known.push(rule));
        } else {
            if is_ruled(schema) {
                own_rules(schemas, schema, 0, &mut budget, &mut known);
            }
            choices(schemas, schema, true, 0, &mut budget, &mut known);
        }
    }
    known.constraints
}

/// All assertions of a schema, its reference aside.
fn assertions<'a>(
    schemas: &Schemas<'a>,
    schema: &Schema<'a>,
    depth: u32,
    budget: &mut u32,
) -> Known {
    let mut known = Known {
        constraints: constraints::stated(schemas, schema),
        partial: false,
    };
    if schema.boolean == Some(false) {
        known.push(Constraint::Not(Vec::new()));
    }
    let Some(object) = schema.node.as_object() else {
        return known;
    };
    known.partial |= has_unknown(object) || known.constraints.iter().any(is_unchecked);
    if schema.types != Types::default() {
        let mut types = schema.types;
        if schema.nullable {
            types = types.with(Types::NULL);
        }
        let names = Types::NAMES.iter();
        let names = names.filter(|(_, one)| types.contains(*one));
        known.push_types(names.map(|(name, _)| *name).collect());
    }
    for values in [
        schema.enumeration,
        schema.constant.map(std::slice::from_ref),
    ]
    .into_iter()
    .flatten()
    {
        if values.iter().all(is_exact) {
            known.push(Constraint::Enum(values.iter().map(Node::to_json).collect()));
        } else {
            known.partial = true;
        }
    }
    if !schema.required.is_empty() {
        let names = schema.required.iter().map(|name| (*name).to_owned());
        known.push(Constraint::Required(names.collect()));
    }
    for (name, node) in &schema.properties {
        push_nested(schemas, node, (depth, budget), &mut known, |of| {
            Constraint::Property(name.text.to_owned(), of)
        });
    }
    for (position, node) in (0..).zip(schema.prefix_items) {
        push_nested(schemas, node, (depth, budget), &mut known, |of| {
            Constraint::Item(position, of)
        });
    }
    if let Some(node) = schema.items {
        push_nested(schemas, node, (depth, budget), &mut known, |of| {
            Constraint::Items(schema.prefix_items.len() as u64, of)
        });
    }
    for node in schema.all_of {
        let of = nested(schemas, node, depth, budget);
        known.partial |= of.partial;
        known.constraints =
            Constraint::both(std::mem::take(&mut known.constraints), of.constraints);
    }
    choices(schemas, schema, false, depth, budget, &mut known);
    own_rules(schemas, schema, depth, budget, &mut known);
    known
}

/// `anyOf` and `oneOf`; where types are made of the others, only those whose members say no
/// more than bounds.
fn choices<'a>(
    schemas: &Schemas<'a>,
    schema: &Schema<'a>,
    only_bounds: bool,
    depth: u32,
    budget: &mut u32,
    known: &mut Known,
) {
    for (members, one) in [(schema.any_of, false), (schema.one_of, true)] {
        let mut kinds = members.iter().map(|member| schemas.kind(member));
        if members.is_empty() || only_bounds && !kinds.all(|kind| kind == ValueKind::Bound) {
            continue;
        }
        let members: Vec<Known> = members
            .iter()
            .map(|member| nested(schemas, member, depth, budget))
            .collect();
        let partial = members.iter().any(|member| member.partial);
        known.partial |= partial;
        let members: Vec<Vec<Constraint>> = members
            .into_iter()
            .map(|member| member.constraints)
            .collect();
        // A member that is known in part accepts more: then more than one may seem to match.
        if let Some(types) = types_alone(&members, one) {
            known.push_types(types);
        } else if one && !partial {
            known.push(Constraint::OneOf(members));
        } else if !members.contains(&Vec::new()) {
            known.push(Constraint::AnyOf(members));
        }
    }
}

/// The rules of the keywords that no type is made of.
fn own_rules<'a>(
    schemas: &Schemas<'a>,
    schema: &Schema<'a>,
    depth: u32,
    budget: &mut u32,
    known: &mut Known,
) {
    if let Some(node) = schema.not {
        let of = nested(schemas, node, depth, budget);
        known.partial |= of.partial;
        if !of.partial {
            known.push(Constraint::Not(of.constraints));
        }
    }
    if let Some(node) = schema.property_names {
        push_nested(
            schemas,
            node,
            (depth, budget),
            known,
            Constraint::PropertyNames,
        );
    }
    let count = |name: &str| {
        let number = schema.node.get(name).and_then(Node::as_number)?;
        // `2.0` is an integer, too (JSON Schema 2020-12, Core, section 4.2.1).
        let whole = number.0.trim_end_matches('0').strip_suffix('.');
        whole.unwrap_or(&number.0).parse::<u64>().ok()
    };
    if let Some(node) = schema.contains {
        let of = nested(schemas, node, depth, budget);
        known.partial |= of.partial;
        let most = count("maxContains").filter(|_| !of.partial);
        let least = count("minContains").unwrap_or(1);
        if least > 0 || most.is_some() {
            known.push(Constraint::Contains(of.constraints, least, most));
        }
    }
    let dependent = schema.dependent_required.and_then(Node::as_object);
    for (name, names) in dependent.into_iter().flat_map(Object::iter) {
        let names = names.as_array().unwrap_or_default().iter();
        let names: Vec<String> = names.filter_map(Node::as_str).map(str::to_owned).collect();
        if !names.is_empty() {
            known.push(Constraint::DependentRequired(name.to_owned(), names));
        }
    }
    if schema.conditional().next().is_none() {
        return;
    }
    let dependent = ["dependentSchemas", "dependencies"].into_iter();
    let dependent = dependent.filter_map(|name| schema.node.get(name)?.as_object());
    let nodes = dependent.flat_map(Object::iter);
    for (name, node) in nodes.filter(|(_, node)| node.as_array().is_none()) {
        push_nested(schemas, node, (depth, budget), known, |of| {
            Constraint::DependentSchema(name.to_owned(), of)
        });
    }
    condition(schemas, schema, depth, budget, known);
}

/// `if`, `then` and `else`.
fn condition<'a>(
    schemas: &Schemas<'a>,
    schema: &Schema<'a>,
    depth: u32,
    budget: &mut u32,
    known: &mut Known,
) {
    let Some(condition) = schema.node.get("if") else {
        return;
    };
    let branches = ["then", "else"].map(|name| schema.node.get(name));
    if branches.iter().all(Option::is_none) {
        return;
    }
    let condition = nested(schemas, condition, depth, budget);
    let [then, otherwise] = branches
        .map(|node| node.map_or_else(Known::default, |node| nested(schemas, node, depth, budget)));
    known.partial |= condition.partial || then.partial || otherwise.partial;
    if !condition.partial {
        let parts = [
            condition.constraints,
            then.constraints,
            otherwise.constraints,
        ];
        known.push(Constraint::If(Box::new(parts)));
    }
}

/// Adds a rule on the assertions of a schema in another one, if there are any.
fn push_nested<'a>(
    schemas: &Schemas<'a>,
    node: &'a Node,
    (depth, budget): (u32, &mut u32),
    known: &mut Known,
    rule: impl FnOnce(Vec<Constraint>) -> Constraint,
) {
    let of = nested(schemas, node, depth, budget);
    known.partial |= of.partial;
    if !of.constraints.is_empty() {
        known.push(rule(of.constraints));
    }
}

/// The assertions of a schema in another one, with those of what it refers to.
fn nested<'a>(schemas: &Schemas<'a>, node: &'a Node, depth: u32, budget: &mut u32) -> Known {
    if depth == MAX_DEPTH || *budget == 0 {
        return Known::partial();
    }
    *budget -= 1;
    let schema = schemas.read(node);
    // What it means depends on the way to it.
    if ["$dynamicAnchor", "$dynamicRef", "$recursiveRef"]
        .iter()
        .any(|name| node.get(name).is_some())
    {
        return Known::partial();
    }
    let mut known = assertions(schemas, &schema, depth + 1, budget);
    if let Some(reference) = schema.reference {
        let Some(target) = schemas.target(reference) else {
            return Known::partial();
        };
        let of = nested(schemas, target, depth + 1, budget);
        known.partial |= of.partial;
        known.constraints =
            Constraint::both(std::mem::take(&mut known.constraints), of.constraints);
    }
    known
}

/// Whether a schema has keywords that no type is made of.
pub(crate) fn is_ruled(schema: &Schema<'_>) -> bool {
    schema.not.is_some()
        || schema.property_names.is_some()
        || schema.contains.is_some()
        || schema.dependent_required.is_some()
        || schema.conditional().next().is_some()
}

fn is_unchecked(constraint: &Constraint) -> bool {
    matches!(constraint, Constraint::Pattern(pattern) if pattern.checked.is_none())
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn what_no_type_expresses_is_a_constraint() {
        assert_schemas(
            "
                List: {type: array, items: {type: string}, contains: {const: a}, minContains: 2}
                Object: {properties: {a: {type: string}, b: {type: string}}, dependentRequired: {a: [b]}}
                When: {properties: {a: {type: string}}, if: {required: [a]}, then: {minProperties: 2}}
            ",
            r#"
                type List: alias of array(string)
                  component
                  contains 2
                    enum
                      value "a"
                type Object: struct
                  component
                  "a" requires ["b"]
                  field "a": string
                  field "b": string
                type When: struct
                  component
                  if, then, else
                    schema
                      requires ["a"]
                    schema
                      minProperties 2
                    schema
                  field "a": string
            "#,
        );
    }
}
