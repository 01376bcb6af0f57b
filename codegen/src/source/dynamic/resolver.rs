//! Resolves references in their dynamic scope, and copies schemas for it.
//!
//! In: resources and dependencies. Out: edits of the files, copies of schemas, and the locations
//! that edits refer to. The number of copies is bounded.

use std::collections::VecDeque;
use std::rc::Rc;

use super::copy::{Edit, Edits, copied, size};
use super::dependencies::{Anchors, Dependencies, dynamic_references_in};
use super::dynamic_scope::{Binding, DynamicScope, Identity, identity};
use super::resources::{Resource, Resources, is_placeholder};
use super::subschemas::{Keys, anchor};
use super::{COPY, Key, LOCATION, key};
use crate::diagnostics::{Code, Diagnostics};
use crate::hash::HashMap;
use crate::source::{FileId, Node, Span};

/// How many copies of schemas are made.
const MAX_COPIES: usize = if cfg!(test) { 100 } else { 5_000 };

/// How many nodes the copies have together.
const MAX_NODES: usize = 2_000_000;

/// How many references to references a binding may lead through.
const MAX_HOPS: usize = 30;

/// An entry into a resource on the evaluation path.
#[derive(Debug)]
struct Entry<'s> {
    resource: usize,
    /// The dynamic scope outside of the resource.
    outer: DynamicScope<'s>,
}

/// A copy of a schema for a dynamic scope.
#[derive(Debug)]
struct Instance<'s> {
    node: &'s Node,
    scope: DynamicScope<'s>,
    /// The position of the first reference to it.
    span: Span,
}

/// The state of one run.
pub(super) struct Resolver<'r, 's, 'd> {
    pub(super) resources: &'r Resources<'s>,
    pub(super) dependencies: &'r Dependencies<'s>,
    pub(super) diagnostics: &'d mut Diagnostics,
    entries: Vec<Entry<'s>>,
    entry_ids: HashMap<(usize, Identity<'s>), usize>,
    instances: Vec<Instance<'s>>,
    instance_ids: HashMap<(Key, Identity<'s>), usize>,
    queue: VecDeque<usize>,
    copies: Vec<Node>,
    locations: Vec<(FileId, String)>,
    location_ids: HashMap<Key, usize>,
    /// How many nodes may still be copied.
    nodes_left: usize,
    too_many: bool,
}

impl<'r, 's, 'd> Resolver<'r, 's, 'd> {
    pub(super) fn new(
        resources: &'r Resources<'s>,
        dependencies: &'r Dependencies<'s>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Self {
            resources,
            dependencies,
            diagnostics,
            entries: Vec::new(),
            entry_ids: HashMap::default(),
            instances: Vec::new(),
            instance_ids: HashMap::default(),
            queue: VecDeque::new(),
            copies: Vec::new(),
            locations: Vec::new(),
            location_ids: HashMap::default(),
            nodes_left: MAX_NODES,
            too_many: false,
        }
    }

    /// Makes the copies. Returns the edits of the files.
    pub(super) fn resolve(&mut self) -> Edits {
        let mut edits = Edits::default();
        let scope = Rc::new(DynamicScope::new());
        for (_, file) in self.resources.sources.files() {
            self.walk(&file.root, Keys::Keywords, &scope, false, &mut edits);
        }
        while let Some(at) = self.queue.pop_front() {
            let Instance {
                node,
                ref scope,
                span,
            } = self.instances[at];
            let scope = self.scope_in(node, scope.clone());
            self.nodes_left = self.nodes_left.saturating_sub(size(node));
            if self.nodes_left == 0 {
                self.report_too_many(span);
                self.copies.push(Node::object(span, []));
                continue;
            }
            let mut edits = Edits::default();
            self.walk_entered(node, Keys::Keywords, &Rc::new(scope), true, &mut edits);
            let mut copy = copied(node, Keys::Keywords, &edits);
            if !self.resources.is_definition(node) {
                copy.span = span;
            }
            self.copies.push(copy);
        }
        edits
    }

    /// The copies, and the locations.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<(FileId, String)>) {
        (self.copies, self.locations)
    }

    /// The dynamic scope in a schema that is referenced: all resources around it are entered.
    pub(super) fn scope_in(&mut self, node: &'s Node, scope: DynamicScope<'s>) -> DynamicScope<'s> {
        if self.resources.is_definition(node) {
            return self.scope_in_definition(node, scope);
        }
        let around = self.resources.around(node).into_iter();
        around.fold(scope, |scope, at| self.enter(at, &scope, None))
    }

    /// The dynamic scope in a definition. It doesn't bind its own anchor, unless it refers to it.
    pub(super) fn scope_in_definition(
        &mut self,
        node: &'s Node,
        scope: DynamicScope<'s>,
    ) -> DynamicScope<'s> {
        let Some(resource) = self.resources.with_root(node) else {
            return scope;
        };
        let mut used = Anchors::default();
        dynamic_references_in(self.resources, node, Keys::Keywords, &mut used);
        let own = anchor(node).filter(|name| !used.contains(name));
        self.enter(resource, &scope, own)
    }

    /// The dynamic scope in a resource. `except`: an anchor that its root doesn't bind.
    pub(super) fn enter(
        &mut self,
        at: usize,
        outer: &DynamicScope<'s>,
        except: Option<&str>,
    ) -> DynamicScope<'s> {
        let mut scope = outer.clone();
        let resource: &'r Resource<'s> = &self.resources.all[at];
        if resource.anchors.is_empty() {
            return scope;
        }
        let entry = self.entry(at, self.restrict(resource.node, outer));
        let mut entered = Anchors::default();
        for anchor in &resource.anchors {
            if anchor.is_root && except == Some(anchor.name)
                || is_placeholder(anchor.node)
                || !entered.insert(anchor.name)
            {
                continue;
            }
            let overrides =
                |outer: &Binding<'_>| !outer.fixed && self.dependencies.binds(at, anchor.name);
            if scope.get(anchor.name).is_none_or(overrides) {
                let binding = Binding {
                    node: anchor.node,
                    is_root: anchor.is_root,
                    entry,
                    fixed: true,
                };
                scope.insert(anchor.name, binding);
            }
        }
        scope
    }

    fn entry(&mut self, resource: usize, outer: DynamicScope<'s>) -> usize {
        let next = self.entries.len();
        let id = (resource, identity(&outer));
        let at = *self.entry_ids.entry(id).or_insert(next);
        if at == next {
            self.entries.push(Entry { resource, outer });
        }
        at
    }

    /// The bindings that a schema depends on.
    fn restrict(&self, node: &Node, scope: &DynamicScope<'s>) -> DynamicScope<'s> {
        let dependency = self.dependencies.of(node);
        let Some(dependency) = dependency.filter(|_| !scope.is_empty()) else {
            return DynamicScope::new();
        };
        let mut kept = scope.clone();
        kept.retain(|name, binding| {
            // Where no resource could override a binding, it is the same whether it is fixed.
            binding.fixed &= dependency.bound.contains(name);
            let anchors = if binding.fixed {
                &dependency.if_fixed
            } else {
                &dependency.if_overridable
            };
            anchors.contains(name)
        });
        kept
    }

    /// The bindings that a schema depends on; none if they are those that it has by itself.
    fn needed(&mut self, node: &'s Node, scope: &DynamicScope<'s>) -> DynamicScope<'s> {
        let needed = self.restrict(node, scope);
        if needed.is_empty() {
            return needed;
        }
        let alone = self.scope_in(node, DynamicScope::new());
        let is_same = |(name, binding): (&&str, &Binding<'s>)| {
            alone
                .get(*name)
                .is_some_and(|own| key(own.node) == key(binding.node) && own.entry == binding.entry)
        };
        if needed.iter().all(is_same) {
            return DynamicScope::new();
        }
        needed
    }

    /// The edit of a dynamic reference.
    pub(super) fn dynamic_reference(
        &mut self,
        name: &'s str,
        initial: Option<&'s Node>,
        scope: &DynamicScope<'s>,
        schema: &'s Node,
    ) -> Edit {
        if let Some(binding) = scope.get(name).copied() {
            let scope = self.scope_of_binding(name, binding);
            return self.reference_to(binding.node, scope, schema.span);
        }
        match initial {
            Some(initial) if is_placeholder(initial) => Edit::Any,
            Some(initial) => self.reference_to(initial, scope.clone(), schema.span),
            None => {
                let reference = schema.get("$dynamicRef").unwrap_or(schema);
                let message = format!(
                    "several schemas have the anchor `{name}`, none of them around this one: read as any value"
                );
                self.diagnostics
                    .report(Code::UnsupportedSchema, reference.span, message)
                    .help(format!(
                        "add `$defs: {{{name}: {{$dynamicAnchor: {name}}}}}` to the schema around it"
                    ));
                Edit::Any
            }
        }
    }

    /// The dynamic scope in the schema that an anchor is bound to.
    fn scope_of_binding(&mut self, name: &str, binding: Binding<'s>) -> DynamicScope<'s> {
        let entry = &self.entries[binding.entry];
        let (resource, outer) = (entry.resource, entry.outer.clone());
        if binding.is_root {
            return outer;
        }
        let mut scope = self.enter(resource, &outer, None);
        for (name, binding) in &mut scope {
            binding.fixed &= outer.contains_key(name);
        }
        scope.remove(name);
        scope
    }

    /// The edit that makes a dynamic reference a `$ref` to a schema.
    pub(super) fn reference_to(
        &mut self,
        node: &'s Node,
        scope: DynamicScope<'s>,
        span: Span,
    ) -> Edit {
        let (mut node, mut scope) = (node, scope);
        for _ in 0..MAX_HOPS {
            let is_definition = self.resources.is_definition(node);
            let Some(target) = self.only_ref(node).filter(|_| is_definition) else {
                break;
            };
            scope = self.scope_in_definition(node, scope);
            node = target;
        }
        let needed = self.needed(node, &scope);
        if needed.is_empty() && !self.resources.is_definition(node) {
            return Edit::Reference(self.location(node));
        }
        self.instance(node, needed, span).unwrap_or(Edit::Any)
    }

    /// The edit that makes a `$ref` refer to a copy; `None` if the original will do.
    pub(super) fn reference_to_copy(
        &mut self,
        node: &'s Node,
        scope: &DynamicScope<'s>,
        span: Span,
    ) -> Option<Edit> {
        let needed = self.needed(node, scope);
        if needed.is_empty() {
            return None;
        }
        self.instance(node, needed, span)
    }

    /// The target of a schema that is only a `$ref`.
    fn only_ref(&self, node: &'s Node) -> Option<&'s Node> {
        let is_only = node.as_object()?.iter().all(|(name, _)| {
            matches!(
                name,
                "$ref"
                    | "$dynamicAnchor"
                    | "$anchor"
                    | "$defs"
                    | "$comment"
                    | "title"
                    | "description"
            )
        });
        self.resources.ref_target(node).filter(|_| is_only)
    }

    /// A reference to a copy; `None` if there are too many.
    fn instance(&mut self, node: &'s Node, scope: DynamicScope<'s>, span: Span) -> Option<Edit> {
        let next = self.instances.len();
        let id = (key(node), identity(&scope));
        let known = self.instance_ids.get(&id).copied();
        if known.is_none() {
            if next == MAX_COPIES {
                self.report_too_many(span);
                return None;
            }
            self.instances.push(Instance { node, scope, span });
            self.instance_ids.insert(id, next);
            self.queue.push_back(next);
        }
        let number = known.unwrap_or(next);
        Some(Edit::Reference(format!("{COPY}{number}")))
    }

    fn report_too_many(&mut self, span: Span) {
        if !std::mem::replace(&mut self.too_many, true) {
            self.diagnostics
                .report(
                    Code::DocumentTooLarge,
                    span,
                    "dynamic references make more schemas than fit into one crate",
                )
                .help("those that come after are read as any value");
        }
    }

    /// A reference to a schema in its file.
    fn location(&mut self, node: &'s Node) -> String {
        let next = self.locations.len();
        let number = *self.location_ids.entry(key(node)).or_insert(next);
        if number == next {
            self.locations.push(self.resources.sources.place(node));
        }
        format!("{LOCATION}{number}")
    }
}
