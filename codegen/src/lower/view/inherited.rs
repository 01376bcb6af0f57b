//! The schemas that a schema inherits through `allOf` and references.
//!
//! In: schemas that one value must match. Out: their [`View`]. Reports circles, and chains that are
//! too long.

use std::rc::Rc;

use super::{Schemas, Subschema, View, conditional};
use crate::hash::HashSet;
use crate::lower::{Key, key};
use crate::{
    diagnostics::Code,
    openapi::{Schema, Text},
    source::{Member, Node, Unresolved},
};

/// How long chains of `allOf` may be.
const MAX_DEPTH: usize = 50;

/// How many schemas one may inherit from, references counted.
const MAX_INHERITED: usize = 2_000;

impl<'a> Schemas<'a> {
    /// Schemas that one value must match, with all that they inherit.
    pub(crate) fn view(&self, nodes: &[&'a Node]) -> Rc<View<'a>> {
        let find = || Rc::new(together(self, nodes));
        match nodes {
            [node] => self.views.get_or(key(node), find),
            _ => find(),
        }
    }
}

/// The schemas and all that they inherit, what is inherited first.
fn together<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> View<'a> {
    let mut view = View::default();
    if let Some(node) = nodes.first()
        && schemas.exceeds_budget(node, 0)
    {
        return view;
    }
    let mut seen = HashSet::default();
    for node in nodes {
        collect(schemas, node, false, &mut Vec::new(), &mut seen, &mut view);
    }
    if view.any(|schema| schema.conditional().next().is_some()) {
        conditional::add_conditional(schemas, &mut view);
    }
    view
}

fn collect<'a>(
    schemas: &Schemas<'a>,
    node: &'a Node,
    inherited: bool,
    path: &mut Vec<(Key, bool)>,
    seen: &mut HashSet<Key>,
    view: &mut View<'a>,
) {
    if !seen.insert(key(node)) {
        return;
    }
    if seen.len() > MAX_INHERITED {
        let message = format!("more than {MAX_INHERITED} schemas inherit from each other");
        if seen.len() == MAX_INHERITED + 1 {
            schemas.report(
                Code::UnsupportedSchema,
                node.span,
                message,
                "write what they have in common into one schema that all refer to",
            );
        }
        return;
    }
    if path.len() > MAX_DEPTH {
        // All ancestors have the same fault.
        if !schemas.budget.too_deep.replace(true) {
            let message = format!("more than {MAX_DEPTH} schemas inherit from each other");
            schemas.report(
                Code::UnsupportedSchema,
                node.span,
                message,
                "write the properties of the innermost ones into one of the others",
            );
        }
        return;
    }
    let mut schema = schemas.read(node);
    schemas.budget.count_subschema();
    path.push((key(node), schema.is_plain_reference()));
    if let Some(reference) = schema.reference
        && let Some(target) = schemas.target(reference)
    {
        if let Some(start) = path.iter().position(|&(above, _)| above == key(target)) {
            circle(
                schemas,
                reference,
                path[start..].iter().all(|&(_, plain)| plain),
            );
        }
        collect(schemas, target, true, path, seen, view);
    }
    if let Some(reference) = schema.properties_reference
        && let Some(object) = schemas.target(reference).and_then(Node::as_object)
    {
        let named = |(name, member): (&'a str, &'a Member)| {
            (
                Text {
                    text: name,
                    span: member.key,
                },
                &member.node,
            )
        };
        let schema = Rc::make_mut(&mut schema);
        schema.properties.extend(object.members().map(named));
    }
    if inherited && lists(schemas, &schema, path) {
        let schema = Rc::make_mut(&mut schema);
        (schema.one_of, schema.any_of) = (&[], &[]);
    }
    for member in schema.all_of {
        collect(schemas, member, inherited, path, seen, view);
    }
    path.pop();
    view.subschemas.push(Subschema { schema, inherited });
}

/// Whether a base lists what inherits from it: that is one of its members, and not all of them.
fn lists<'a>(schemas: &Schemas<'a>, base: &Schema<'a>, heirs: &[(Key, bool)]) -> bool {
    base.one_of.iter().chain(base.any_of).any(|member| {
        let reference = member.get("$ref").and_then(|at| Some((at, at.as_str()?)));
        let target = reference.and_then(|(at, text)| schemas.sources.resolve(&at.span, text).ok());
        target.is_some_and(|target| heirs.iter().any(|(heir, _)| *heir == key(target)))
    })
}

/// Reports a reference that leads back to a schema around it: through references alone, or by
/// `allOf`.
fn circle<'a>(schemas: &Schemas<'a>, reference: Text<'a>, only_references: bool) {
    if !schemas.is_unreported(reference.span) {
        return;
    }
    if only_references {
        schemas.with_diagnostics(|diagnostics| {
            Unresolved::Endless.report(reference.span, diagnostics);
        });
        return;
    }
    let message = format!(
        "`{}` leads back to a schema that inherits from it",
        reference.text
    );
    schemas.report(
        Code::SchemaCycle,
        reference.span,
        message,
        "remove this reference: it adds nothing to the schema",
    );
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostics::Code,
        lower::tests::snippet::{assert_schemas, codes},
    };

    #[test]
    fn what_several_schemas_say_holds_at_once() {
        assert_schemas(
            "
                Base: {type: object, required: [a], properties: {a: {type: string}, b: {type: string}}}
                Heir:
                  allOf:
                    - {$ref: '#/components/schemas/Base'}
                    - {required: [b], properties: {c: {type: boolean}}}
            ",
            r#"
                type Base: struct
                  component
                  field "a": string
                    required
                  field "b": string
                type Heir: struct
                  component
                  field "a": string
                    required
                  field "b": string
                    required
                  field "c": bool
                Heir inherits Base
            "#,
        );
    }

    #[test]
    fn only_schemas_that_inherit_from_themselves_are_reported() {
        let table: &[(&str, &[Code])] = &[
            ("A: {allOf: [{type: number}, {type: integer}]}", &[]),
            (
                "A: {allOf: [{type: [string, 'null']}, {type: string}]}",
                &[],
            ),
            (
                "A: {allOf: [{$ref: '#/components/schemas/B'}, {$ref: '#/components/schemas/C'}]}, \
                 B: {allOf: [{$ref: '#/components/schemas/C'}]}, C: {properties: {c: {type: string}}}",
                &[],
            ),
            (
                "A: {allOf: [{$ref: '#/components/schemas/B'}]}, B: {allOf: [{$ref: '#/components/schemas/A'}, {title: b}]}",
                &[Code::SchemaCycle, Code::SchemaCycle],
            ),
        ];
        for (snippet, expected) in table {
            assert_eq!(codes(snippet), *expected, "{snippet}");
        }
    }

    #[test]
    fn how_many_schemas_one_inherits_from_is_bounded() {
        let of = |count: usize| format!("A: {{allOf: [{}]}}", "{title: a}, ".repeat(count));
        assert_eq!(codes(&of(1_900)), []);
        assert_eq!(codes(&of(2_100)), [Code::UnsupportedSchema]);
    }

    #[test]
    fn a_chain_of_heirs_that_is_too_long_is_reported_once() {
        let heir = |index| {
            format!(
                "S{index}: {{allOf: [{{$ref: '#/components/schemas/S{}'}}]}}",
                index + 1
            )
        };
        let heirs: Vec<String> = (0..200).map(heir).collect();
        let chain = format!("{}, S200: {{type: object}}", heirs.join(", "));
        assert_eq!(codes(&chain), [Code::UnsupportedSchema]);
    }
}
