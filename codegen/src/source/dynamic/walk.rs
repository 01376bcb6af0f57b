//! The evaluation path through a file or a copied schema, with the dynamic scope on it.
//!
//! In: a node and its dynamic scope. Out: edits. Must not know how copies are distinguished.

use std::rc::Rc;

use super::copy::{Edit, Edits};
use super::dynamic_scope::{DynamicScope, overridable};
use super::key;
use super::resolver::Resolver;
use super::resources::{Target, is_placeholder};
use super::subschemas::{Applies, Keys, Subschema, anchor, subschemas};
use crate::diagnostics::Code;
use crate::source::{Node, Value};

impl<'s> Resolver<'_, 's, '_> {
    /// Walks a node after entering the resource of which it is the root.
    pub(super) fn walk(
        &mut self,
        node: &'s Node,
        keys: Keys,
        outer: &Rc<DynamicScope<'s>>,
        is_copy: bool,
        edits: &mut Edits,
    ) {
        let resource = self.resources.with_root(node);
        let Some(resource) = resource.filter(|_| keys == Keys::Keywords) else {
            return self.walk_entered(node, keys, outer, is_copy, edits);
        };
        let scope = if self.resources.is_definition(node) {
            let mut outer = (**outer).clone();
            outer.retain(|name, _| anchor(node) != Some(*name));
            self.scope_in_definition(node, outer)
        } else {
            self.enter(resource, outer, None)
        };
        self.walk_entered(node, keys, &Rc::new(scope), is_copy, edits);
    }

    /// Walks a node whose own resource is in the dynamic scope already.
    pub(super) fn walk_entered(
        &mut self,
        node: &'s Node,
        keys: Keys,
        scope: &Rc<DynamicScope<'s>>,
        is_copy: bool,
        edits: &mut Edits,
    ) {
        if keys == Keys::Keywords
            && matches!(node.value, Value::Object(_))
            && let Some(edit) = self.edit(node, scope, is_copy)
        {
            edits.insert(key(node), edit);
        }
        let mut child = None;
        for subschema in subschemas(node, keys) {
            let scope = match subschema.applies {
                Applies::InPlace => Rc::clone(scope),
                Applies::ToChild => Rc::clone(child.get_or_insert_with(|| overridable(scope))),
                // Copies have no definitions: references lead to the original ones.
                Applies::OnReference if is_copy => continue,
                Applies::OnReference => {
                    self.walk_definitions(subschema, scope, edits);
                    continue;
                }
            };
            self.walk(subschema.node, subschema.keys, &scope, is_copy, edits);
        }
    }

    /// Walks definitions, as a reference from elsewhere would enter them.
    fn walk_definitions(
        &mut self,
        group: Subschema<'s>,
        scope: &Rc<DynamicScope<'s>>,
        edits: &mut Edits,
    ) {
        for Subschema { node, keys, .. } in subschemas(group.node, group.keys) {
            if self.resources.is_definition(node) {
                self.walk(node, keys, scope, false, edits);
            } else {
                let scope = self.scope_in(node, DynamicScope::new());
                self.walk_entered(node, keys, &Rc::new(scope), false, edits);
            }
        }
    }

    /// The edit of a schema's reference; `None` keeps it.
    fn edit(&mut self, node: &'s Node, scope: &DynamicScope<'s>, is_copy: bool) -> Option<Edit> {
        if let Some(reference) = node.get("$ref") {
            let target = self.resources.ref_target(node)?;
            if !is_copy {
                self.report_unbound(node, target, scope, reference);
            }
            return self.reference_to_copy(target, scope, node.span);
        }
        match self.resources.dynamic_target(node)? {
            Target::Static(target) => Some(self.reference_to(target, scope.clone(), node.span)),
            Target::Dynamic(name, initial) => {
                Some(self.dynamic_reference(name, initial, scope, node))
            }
        }
    }

    /// Reports a reference to a schema with a placeholder that nothing binds.
    fn report_unbound(
        &mut self,
        node: &'s Node,
        target: &'s Node,
        scope: &DynamicScope<'s>,
        reference: &'s Node,
    ) {
        let Some(dependency) = self.dependencies.of(target) else {
            return;
        };
        let unbound = self.resources.anchors_around(target).find(|anchor| {
            dependency.if_overridable.contains(anchor.name)
                && !scope.contains_key(anchor.name)
                && anchor.node.get("not").is_some()
                && is_placeholder(anchor.node)
        });
        let Some(name) = unbound.map(|anchor| anchor.name) else {
            return;
        };
        // A schema with the anchor leaves the binding to those that reference it.
        let mut around = self.resources.anchors_around(node);
        if around.any(|anchor| anchor.name == name) {
            return;
        }
        let message = format!("nothing binds `{name}` of the schema here: read as any value");
        self.diagnostics
            .report(Code::UnsupportedSchema, reference.span, message)
            .help(format!(
                "write `$defs: {{{name}: {{$dynamicAnchor: {name}, $ref: …}}}}` beside the reference"
            ));
    }
}
