//! References: the schema that a `$ref` leads to, and what that says about the value.

use super::{
    Schemas, View,
    facts::{Traits, ValueKind},
};
use crate::lower::key;
use crate::{
    diagnostics::Code,
    openapi::{Schema, Text, Types},
    source::{Node, Value},
};

/// The number of references to references that are followed. A document for people has one or two.
const MAX_CHAIN: u32 = 8;

/// How many unions that refer to each other are looked through for a null.
const MAX_DEPTH: u32 = 100;

impl<'a> Schemas<'a> {
    /// The schema that a reference leads to; reports one that leads nowhere.
    pub(crate) fn target(&self, reference: Text<'a>) -> Option<&'a Node> {
        let key = (reference.span, reference.text.as_ptr().addr());
        self.targets.get_or(key, || self.resolve(reference))
    }

    fn resolve(&self, reference: Text<'a>) -> Option<&'a Node> {
        let unresolved = match self.sources.resolve(&reference.span, reference.text) {
            Ok(node) => return Some(node),
            Err(unresolved) => unresolved,
        };
        let could_be_read = matches!(
            unresolved.code(),
            Code::UnresolvedReference | Code::ReferenceCycle
        );
        self.with_diagnostics(|diagnostics| {
            let diagnostic = unresolved.report(reference.span, diagnostics);
            // Any value is read there, so nothing is left out.
            if could_be_read {
                diagnostic.harmless();
            }
        });
        None
    }

    /// The schema itself, or what it refers to if it is nothing but a `$ref`.
    pub(crate) fn referent(&self, node: &'a Node) -> &'a Node {
        self.follow(node, |schema| {
            schema.reference.filter(|_| schema.is_plain_reference())
        })
    }

    /// The schema itself, or what it refers to if it does nothing else.
    pub(crate) fn target_of(&self, node: &'a Node) -> &'a Node {
        self.follow(node, |schema| self.plain_reference(schema))
    }

    fn follow(
        &self,
        mut node: &'a Node,
        reference: impl Fn(&Schema<'a>) -> Option<Text<'a>>,
    ) -> &'a Node {
        for _ in 0..MAX_CHAIN {
            match reference(&self.read(node)).and_then(|reference| self.target(reference)) {
                Some(target) => node = target,
                None => break,
            }
        }
        node
    }

    /// Names the targets of components that are only references after the component, unless they
    /// have a name.
    pub(crate) fn name_targets(&mut self) {
        for (name, node) in self.components.by_name.clone() {
            let target = key(self.target_of(node));
            self.components.by_key.entry(target).or_insert(name);
        }
    }

    /// What a referenced schema says of a value of it.
    pub(crate) fn traits(&self, target: &'a Node) -> Traits<'a> {
        if let Some(traits) = self.traits.get(&key(target)) {
            return traits;
        }
        // A cycle of references ends here, with nothing said.
        self.traits.insert(key(target), Traits::default());
        if self.depth.get() > MAX_DEPTH {
            return Traits::default();
        }
        self.depth.set(self.depth.get() + 1);
        let view = self.view(&[target]);
        let traits = Traits {
            nullable: self.is_nullable(&view),
            read_only: view.any(|schema| schema.read_only),
            write_only: view.any(|schema| schema.write_only),
            default: view.find(|schema| schema.default),
        };
        self.depth.set(self.depth.get() - 1);
        self.traits.insert(key(target), traits)
    }

    /// Whether schemas allow null: by their type, a null in their enum, or a member of their union.
    pub(crate) fn is_nullable(&self, view: &View<'a>) -> bool {
        if view.nullable() {
            return true;
        }
        if let Some(values) = view.find(|schema| schema.enumeration) {
            let is_null = |value: &Node| matches!(value.value, Value::Null);
            return view.types().is_empty() && values.iter().any(is_null);
        }
        let groups = view.alternatives();
        !groups.is_empty()
            && view.types().is_empty()
            && groups.iter().all(|group| {
                let mut members = group.members.iter();
                members.any(|member| self.is_member_nullable(member))
            })
    }

    fn is_member_nullable(&self, member: &'a Node) -> bool {
        let schema = self.read(member);
        if self.kind(member) == ValueKind::Null
            || schema.nullable
            || schema.types.contains(Types::NULL)
        {
            return true;
        }
        self.annotated(&[member]).is_some_and(|annotated| {
            let target = self.target(annotated.reference);
            annotated.allows_null() || target.is_some_and(|target| self.traits(target).nullable)
        })
    }

    /// The reference that the schema is, if nothing beside it shapes the value.
    pub(crate) fn plain_reference(&self, schema: &Schema<'a>) -> Option<Text<'a>> {
        if schema.is_plain_reference() {
            return schema.reference;
        }
        let annotated = self.annotated(&[schema.node]);
        annotated.map(|annotated| annotated.reference)
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
