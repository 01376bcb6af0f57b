//! What names are bound to on the way to a schema, and the copies of schemas that follow from
//! it.
//!
//! In: scopes and needs. Out: edits of the files, copies of schemas, and places that edits refer
//! to. How many copies are made is bounded.

use std::collections::VecDeque;
use std::rc::Rc;

use super::copy::{Edit, Edits, copied, size};
use super::dependencies::{Names, Needs, names_in};
use super::dynamic_scope::{Binding, Environment, Identity, identity};
use super::resources::{Frame, Frames, is_placeholder};
use super::subschemas::{Keys, anchor};
use super::{COPY, Key, PLACE, key};
use crate::diagnostics::{Code, Diagnostics};
use crate::hash::HashMap;
use crate::source::{FileId, Node, Span};

/// How many copies of schemas are made.
const MAX_COPIES: usize = if cfg!(test) { 100 } else { 5_000 };

/// How many nodes the copies have together.
const MAX_NODES: usize = 2_000_000;

/// How many references to references an argument may be.
const MAX_HOPS: usize = 30;

/// A scope, and what names are bound to around it.
#[derive(Debug)]
struct Scope<'s> {
    frame: usize,
    around: Environment<'s>,
}

/// A copy of a schema.
#[derive(Debug)]
struct Instance<'s> {
    node: &'s Node,
    environment: Environment<'s>,
    /// The position of the first reference to it.
    span: Span,
}

/// The state of one run.
pub(super) struct Environments<'f, 's, 'd> {
    pub(super) frames: &'f Frames<'s>,
    pub(super) needs: &'f Needs<'s>,
    pub(super) diagnostics: &'d mut Diagnostics,
    scopes: Vec<Scope<'s>>,
    scope_ids: HashMap<(usize, Identity<'s>), usize>,
    instances: Vec<Instance<'s>>,
    instance_ids: HashMap<(Key, Identity<'s>), usize>,
    queue: VecDeque<usize>,
    copies: Vec<Node>,
    places: Vec<(FileId, String)>,
    place_ids: HashMap<Key, usize>,
    /// How many nodes may still be copied.
    left: usize,
    too_many: bool,
}

impl<'f, 's, 'd> Environments<'f, 's, 'd> {
    pub(super) fn new(
        frames: &'f Frames<'s>,
        needs: &'f Needs<'s>,
        diagnostics: &'d mut Diagnostics,
    ) -> Self {
        Self {
            frames,
            needs,
            diagnostics,
            scopes: Vec::new(),
            scope_ids: HashMap::default(),
            instances: Vec::new(),
            instance_ids: HashMap::default(),
            queue: VecDeque::new(),
            copies: Vec::new(),
            places: Vec::new(),
            place_ids: HashMap::default(),
            left: MAX_NODES,
            too_many: false,
        }
    }

    /// What is to be changed in the files; makes the copies.
    pub(super) fn edits(&mut self) -> Edits {
        let mut edits = Edits::default();
        for (_, file) in self.frames.sources.files() {
            let around = Rc::new(Environment::new());
            self.walk(&file.root, Keys::Keywords, &around, false, &mut edits);
        }
        while let Some(at) = self.queue.pop_front() {
            let Instance {
                node,
                ref environment,
                span,
            } = self.instances[at];
            let environment = self.inside(node, environment.clone());
            self.left = self.left.saturating_sub(size(node));
            if self.left == 0 {
                self.report_too_many(span);
                self.copies.push(Node::object(span, []));
                continue;
            }
            let mut edits = Edits::default();
            self.inner(
                node,
                Keys::Keywords,
                &Rc::new(environment),
                true,
                &mut edits,
            );
            let mut copy = copied(node, Keys::Keywords, &edits);
            if !self.frames.is_argument(node) {
                copy.span = span;
            }
            self.copies.push(copy);
        }
        edits
    }

    /// The copies, and the places.
    pub(super) fn finish(self) -> (Vec<Node>, Vec<(FileId, String)>) {
        (self.copies, self.places)
    }

    /// What names are bound to in a schema that is referred to.
    pub(super) fn inside(
        &mut self,
        node: &'s Node,
        environment: Environment<'s>,
    ) -> Environment<'s> {
        if self.frames.is_argument(node) {
            return self.inside_argument(node, environment);
        }
        let chain = self.frames.chain(node).into_iter();
        chain.fold(environment, |environment, at| {
            self.enter(at, &environment, None)
        })
    }

    /// What names are bound to in a schema that fills in a name: not that name, unless it
    /// refers to it.
    pub(super) fn inside_argument(
        &mut self,
        node: &'s Node,
        environment: Environment<'s>,
    ) -> Environment<'s> {
        let Some(at) = self.frames.of(node) else {
            return environment;
        };
        let mut used = Names::default();
        names_in(self.frames, node, Keys::Keywords, &mut used);
        let own = anchor(node).filter(|name| !used.contains(name));
        self.enter(at, &environment, own)
    }

    /// Adds a scope. `but`: a name that the schema with the scope does not define.
    pub(super) fn enter(
        &mut self,
        at: usize,
        environment: &Environment<'s>,
        but: Option<&str>,
    ) -> Environment<'s> {
        let mut inside = environment.clone();
        let frame: &'f Frame<'s> = &self.frames.all[at];
        if frame.anchors.is_empty() {
            return inside;
        }
        let around = self.restrict(frame.node, environment);
        let scope = self.scope(at, around);
        let mut entered = Names::default();
        for anchor in &frame.anchors {
            // One that says nothing leaves it to others.
            if anchor.own && but == Some(anchor.name)
                || is_placeholder(anchor.node)
                || !entered.insert(anchor.name)
            {
                continue;
            }
            let before = inside.get(anchor.name);
            let precedes =
                before.is_none_or(|before| !before.firm && self.needs.fills(at, anchor.name));
            if precedes {
                let binding = Binding {
                    node: anchor.node,
                    own: anchor.own,
                    scope,
                    firm: true,
                };
                inside.insert(anchor.name, binding);
            }
        }
        inside
    }

    fn scope(&mut self, frame: usize, around: Environment<'s>) -> usize {
        let next = self.scopes.len();
        let id = (frame, identity(&around));
        let at = *self.scope_ids.entry(id).or_insert(next);
        if at == next {
            self.scopes.push(Scope { frame, around });
        }
        at
    }

    /// What of an environment matters to a schema.
    fn restrict(&self, node: &Node, environment: &Environment<'s>) -> Environment<'s> {
        let Some(need) = self.needs.of(node).filter(|_| !environment.is_empty()) else {
            return Environment::new();
        };
        let mut kept = environment.clone();
        kept.retain(|name, binding| {
            // Where nothing could take precedence, all is alike.
            binding.firm &= need.filled.contains(name);
            let names = if binding.firm {
                &need.firm
            } else {
                &need.loose
            };
            names.contains(name)
        });
        kept
    }

    /// What of an environment makes a schema another one than it is by itself.
    fn matters(&mut self, node: &'s Node, environment: &Environment<'s>) -> Environment<'s> {
        let matters = self.restrict(node, environment);
        if matters.is_empty() {
            return matters;
        }
        let alone = self.inside(node, Environment::new());
        let is_alike = |(name, binding): (&&str, &Binding<'s>)| {
            alone
                .get(*name)
                .is_some_and(|own| key(own.node) == key(binding.node) && own.scope == binding.scope)
        };
        if matters.iter().all(is_alike) {
            return Environment::new();
        }
        matters
    }

    /// What a dynamic reference becomes.
    pub(super) fn filled_in(
        &mut self,
        name: &'s str,
        default: Option<&'s Node>,
        environment: &Environment<'s>,
        (span, reference): (Span, Span),
    ) -> Edit {
        if let Some(binding) = environment.get(name).copied() {
            let inside = self.argument(name, binding);
            return self.refer(binding.node, inside, span);
        }
        match default {
            Some(default) if is_placeholder(default) => Edit::Any,
            Some(default) => self.refer(default, environment.clone(), span),
            None => {
                self.diagnostics
                    .report(
                        Code::UnsupportedSchema,
                        reference,
                        format!("it is unknown which `{name}` is meant: read as any value"),
                    )
                    .help(format!(
                        "add `$defs: {{{name}: {{$dynamicAnchor: {name}}}}}` to the schema around it"
                    ));
                Edit::Any
            }
        }
    }

    /// What names are bound to for a schema that fills in a name.
    fn argument(&mut self, name: &str, binding: Binding<'s>) -> Environment<'s> {
        let scope = &self.scopes[binding.scope];
        let (frame, around) = (scope.frame, scope.around.clone());
        if binding.own {
            return around;
        }
        let mut inside = self.enter(frame, &around, None);
        for (name, binding) in &mut inside {
            binding.firm &= around.contains_key(name);
        }
        inside.remove(name);
        inside
    }

    /// What a reference to a schema becomes.
    pub(super) fn refer(
        &mut self,
        node: &'s Node,
        environment: Environment<'s>,
        span: Span,
    ) -> Edit {
        let (mut node, mut environment) = (node, environment);
        for _ in 0..MAX_HOPS {
            let is_argument = self.frames.is_argument(node);
            let Some(target) = is_argument.then(|| self.mere_reference(node)).flatten() else {
                break;
            };
            environment = self.inside_argument(node, environment);
            node = target;
        }
        let matters = self.matters(node, &environment);
        if matters.is_empty() && !self.frames.is_argument(node) {
            return Edit::Reference(self.place(node));
        }
        match self.instance(node, matters, span) {
            Some(number) => Edit::Reference(format!("{COPY}{number}")),
            None => Edit::Any,
        }
    }

    /// The replacement for a `$ref`; `None` keeps it.
    pub(super) fn referred(
        &mut self,
        node: &'s Node,
        environment: &Environment<'s>,
        span: Span,
    ) -> Option<Edit> {
        let matters = self.matters(node, environment);
        if matters.is_empty() {
            return None;
        }
        let number = self.instance(node, matters, span)?;
        Some(Edit::Reference(format!("{COPY}{number}")))
    }

    /// The target of a schema that is nothing but a reference.
    fn mere_reference(&self, node: &'s Node) -> Option<&'s Node> {
        let object = node.as_object()?;
        let only = object.iter().all(|(name, _)| {
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
        let reference = object.get("$ref").filter(|_| only)?;
        let sources = self.frames.sources;
        sources.resolve(&reference.span, reference.as_str()?).ok()
    }

    fn instance(
        &mut self,
        node: &'s Node,
        environment: Environment<'s>,
        span: Span,
    ) -> Option<usize> {
        let id = (key(node), identity(&environment));
        if let Some(at) = self.instance_ids.get(&id) {
            return Some(*at);
        }
        if self.instances.len() == MAX_COPIES {
            self.report_too_many(span);
            return None;
        }
        let at = self.instances.len();
        self.instances.push(Instance {
            node,
            environment,
            span,
        });
        self.instance_ids.insert(id, at);
        self.queue.push_back(at);
        Some(at)
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

    fn place(&mut self, node: &'s Node) -> String {
        let next = self.places.len();
        let at = *self.place_ids.entry(key(node)).or_insert(next);
        if at == next {
            self.places.push(self.frames.sources.place(node));
        }
        format!("{PLACE}{at}")
    }
}
