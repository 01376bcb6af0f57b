//! The way through a file, or through a schema that is copied, with what names are bound to
//! on it.
//!
//! In: a node and an environment. Out: edits. Must not know how copies are distinguished.

use std::rc::Rc;

use super::copy::{Edit, Edits};
use super::dynamic_scope::{Environment, loosened};
use super::key;
use super::resolver::Environments;
use super::resources::{Meaning, is_placeholder};
use super::subschemas::{Keys, Part, Relation, anchor, parts};
use crate::diagnostics::Code;
use crate::source::{Node, Value};

impl<'s> Environments<'_, 's, '_> {
    /// Looks at a node in its place.
    pub(super) fn walk(
        &mut self,
        node: &'s Node,
        keys: Keys,
        around: &Rc<Environment<'s>>,
        is_copy: bool,
        edits: &mut Edits,
    ) {
        let frame = self.frames.of(node).filter(|_| keys == Keys::Keywords);
        let Some(at) = frame else {
            return self.inner(node, keys, around, is_copy, edits);
        };
        let inside = if self.frames.is_argument(node) {
            let mut around = (**around).clone();
            around.retain(|name, _| anchor(node) != Some(*name));
            self.inside_argument(node, around)
        } else {
            self.enter(at, around, None)
        };
        self.inner(node, keys, &Rc::new(inside), is_copy, edits);
    }

    /// Looks at a node whose own scope is in the environment.
    pub(super) fn inner(
        &mut self,
        node: &'s Node,
        keys: Keys,
        inside: &Rc<Environment<'s>>,
        is_copy: bool,
        edits: &mut Edits,
    ) {
        if keys == Keys::Keywords
            && matches!(node.value, Value::Object(_))
            && let Some(edit) = self.reference(node, inside, is_copy)
        {
            edits.insert(key(node), edit);
        }
        let mut loose = None;
        for part in parts(node, keys) {
            let environment = match part.relation {
                Relation::Same => Rc::clone(inside),
                Relation::Inner => Rc::clone(loose.get_or_insert_with(|| loosened(inside))),
                // A copy is referred to, and its definitions are where they were.
                Relation::Definition if is_copy => continue,
                Relation::Definition => {
                    self.definitions(part, inside, edits);
                    continue;
                }
            };
            self.walk(part.node, part.keys, &environment, is_copy, edits);
        }
    }

    /// Looks at definitions: what is around them is that to which references lead.
    fn definitions(&mut self, group: Part<'s>, inside: &Rc<Environment<'s>>, edits: &mut Edits) {
        for part in parts(group.node, group.keys) {
            if self.frames.is_argument(part.node) {
                self.walk(part.node, part.keys, inside, false, edits);
            } else {
                let inside = self.inside(part.node, Environment::new());
                self.inner(part.node, part.keys, &Rc::new(inside), false, edits);
            }
        }
    }

    /// What becomes of the reference of a schema.
    fn reference(
        &mut self,
        node: &'s Node,
        inside: &Environment<'s>,
        is_copy: bool,
    ) -> Option<Edit> {
        if let Some(reference) = node.get("$ref") {
            let text = reference.as_str()?;
            let target = self.frames.sources.resolve(&reference.span, text).ok()?;
            if !is_copy {
                self.unfilled(node, target, inside, reference);
            }
            return self.referred(target, inside, node.span);
        }
        let reference = node.get("$dynamicRef")?;
        match self.frames.meaning(node, reference)? {
            Meaning::Schema(target) => Some(self.refer(target, inside.clone(), node.span)),
            Meaning::Name(name, default) => {
                Some(self.filled_in(name, default, inside, (node.span, reference.span)))
            }
        }
    }

    /// Reports a reference to a schema that leaves a name open which nothing fills in.
    fn unfilled(
        &mut self,
        node: &'s Node,
        target: &'s Node,
        inside: &Environment<'s>,
        reference: &'s Node,
    ) {
        let Some(need) = self.needs.of(target).filter(|need| !need.loose.is_empty()) else {
            return;
        };
        let chain = self.frames.chain(target);
        let anchors = chain.iter().flat_map(|at| &self.frames.all[*at].anchors);
        let mut open = anchors.filter(|anchor| {
            need.loose.contains(anchor.name)
                && !inside.contains_key(anchor.name)
                && anchor.node.get("not").is_some()
                && is_placeholder(anchor.node)
        });
        let Some(name) = open.next().map(|anchor| anchor.name) else {
            return;
        };
        // One that leaves it open itself is for others to fill in.
        let chain = self.frames.chain(node);
        let mut around = chain.iter().flat_map(|at| &self.frames.all[*at].anchors);
        if around.any(|anchor| anchor.name == name) {
            return;
        }
        let message = format!(
            "the schema leaves `{name}` open and nothing here fills it in: read as any value"
        );
        self.diagnostics
            .report(Code::UnsupportedSchema, reference.span, message)
            .help(format!(
                "write `$defs: {{{name}: {{$dynamicAnchor: {name}, $ref: …}}}}` beside the reference"
            ));
    }
}
