//! The schemas of a document: each is read once, and what is found out about it is kept.
//!
//! In: a document. Out: by schema, its keywords, its [`View`], the schema it refers to and the
//! like. Must not know types.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
};

use super::{
    View,
    implied::{self, Annotated},
    inherited,
    kind::{self, Kind},
    reference::{self, Traits},
    synthetic::Arena,
    values,
};
use crate::hash::{HashMap, HashSet};
use crate::lower::{Key, budget::Budget, components::Components, key, union::hierarchy::Children};
use crate::{
    diagnostics::{Code, Diagnostics},
    openapi::{Document, Schema, Text, Types, Version},
    source::{Node, Sources, Span},
};

/// How many references to references are followed. A document for people has one or two.
const DEEPEST: u32 = 8;

/// The schemas of a document. Lookups are memoized, so they take `&self`.
pub(crate) struct Schemas<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) version: Version,
    pub(crate) components: Components<'a>,
    pub(crate) budget: Budget,
    /// Formats whose schemas have a user-defined type.
    pub(crate) replaced: Vec<String>,
    /// Which components inherit from which.
    pub(crate) children: OnceCell<Children<'a>>,
    /// The place for the next schema that the document does not have.
    pub(super) arena: Cell<&'a Arena>,
    diagnostics: RefCell<Diagnostics>,
    /// Places of which something was reported that is reported once.
    reported: RefCell<HashSet<Span>>,
    read: RefCell<HashMap<Key, Rc<Schema<'a>>>>,
    views: RefCell<HashMap<Key, Rc<View<'a>>>>,
    /// By the position of a reference and, since copies share it, the address of its text.
    targets: RefCell<HashMap<(Span, Key), Option<&'a Node>>>,
    kinds: RefCell<HashMap<Key, Kind>>,
    annotated: RefCell<HashMap<Key, Option<Rc<Annotated<'a>>>>>,
    traits: RefCell<HashMap<Key, Traits<'a>>>,
    /// How many calls of [`traits`](Self::traits) are in each other.
    depth: Cell<u32>,
    /// Schemas of server-sent events, whose data may be JSON in a string.
    events: RefCell<HashSet<Key>>,
}

impl<'a> Schemas<'a> {
    pub(crate) fn new(
        document: &Document<'a>,
        sources: &'a Sources,
        arena: &'a Arena,
        diagnostics: Diagnostics,
    ) -> Self {
        Self {
            sources,
            version: document.version,
            components: Components::of(document),
            budget: Budget::default(),
            replaced: Vec::new(),
            children: OnceCell::new(),
            arena: Cell::new(arena),
            diagnostics: RefCell::new(diagnostics),
            reported: RefCell::default(),
            read: RefCell::default(),
            views: RefCell::default(),
            targets: RefCell::default(),
            kinds: RefCell::default(),
            annotated: RefCell::default(),
            traits: RefCell::default(),
            depth: Cell::new(0),
            events: RefCell::default(),
        }
    }

    /// Names the targets of components that are only references after the component, unless they
    /// have a name.
    pub(crate) fn name_targets(&mut self) {
        for (name, node) in self.components.by_name.clone() {
            let target = key(self.target_of(node));
            self.components.by_key.entry(target).or_insert(name);
        }
    }

    /// Everything that was reported, for whoever lent the list.
    pub(crate) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics.into_inner()
    }

    /// Reports something, with what to do.
    pub(crate) fn report(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let mut diagnostics = self.diagnostics.borrow_mut();
        diagnostics.report(code, span, message).help(help);
    }

    /// Whether nothing was [reported once](Self::report) of a place yet, which is noted.
    pub(crate) fn is_unreported(&self, span: Span) -> bool {
        self.reported.borrow_mut().insert(span)
    }

    /// Lets another room report.
    pub(crate) fn with_diagnostics<T>(&self, report: impl FnOnce(&mut Diagnostics) -> T) -> T {
        report(&mut self.diagnostics.borrow_mut())
    }

    /// The keywords of a schema.
    pub(crate) fn read(&self, node: &'a Node) -> Rc<Schema<'a>> {
        if let Some(schema) = self.read.borrow().get(&key(node)) {
            return Rc::clone(schema);
        }
        let read = |diagnostics: &mut _| Schema::read(node, self.version, diagnostics);
        let schema = Rc::new(self.with_diagnostics(read));
        self.read.borrow_mut().insert(key(node), Rc::clone(&schema));
        schema
    }

    /// Schemas that hold at once, with all that they inherit.
    pub(crate) fn view(&self, nodes: &[&'a Node]) -> Rc<View<'a>> {
        let [node] = nodes else {
            return Rc::new(inherited::together(self, nodes));
        };
        if let Some(view) = self.views.borrow().get(&key(node)) {
            return Rc::clone(view);
        }
        let view = Rc::new(inherited::together(self, nodes));
        self.views.borrow_mut().insert(key(node), Rc::clone(&view));
        view
    }

    /// The schema that a reference points to; reports one that points nowhere.
    pub(crate) fn target(&self, reference: Text<'a>) -> Option<&'a Node> {
        let key = (reference.span, reference.text.as_ptr().addr());
        if let Some(target) = self.targets.borrow().get(&key) {
            return *target;
        }
        let target = reference::resolve(self, reference);
        self.targets.borrow_mut().insert(key, target);
        target
    }

    /// The schema itself, or what it refers to if it is nothing but a `$ref`.
    pub(crate) fn referent(&self, node: &'a Node) -> &'a Node {
        self.follow(node, |schema| {
            schema.reference.filter(|_| reference::is_plain(schema))
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
        for _ in 0..DEEPEST {
            match reference(&self.read(node)).and_then(|reference| self.target(reference)) {
                Some(target) => node = target,
                None => break,
            }
        }
        node
    }

    /// The kind of value that a schema describes.
    pub(crate) fn kind(&self, node: &'a Node) -> Kind {
        if let Some(kind) = self.kinds.borrow().get(&key(node)) {
            return *kind;
        }
        // A schema that is only itself again ends here.
        self.kinds.borrow_mut().insert(key(node), Kind::Other);
        let view = self.view(&[node]);
        let kind = match kind::kind_of(self.sources, &view) {
            Kind::String if self.is_replaced(&view) => Kind::Formatted,
            kind => kind,
        };
        self.kinds.borrow_mut().insert(key(node), kind);
        kind
    }

    /// Whether schemas of its format have a user-defined type.
    fn is_replaced(&self, view: &View<'a>) -> bool {
        let format = view.find(|schema| schema.format);
        format.is_some_and(|format| self.replaced.iter().any(|one| one == format))
    }

    /// The reference that the schema is, if nothing beside it shapes the value.
    pub(crate) fn plain_reference(&self, schema: &Schema<'a>) -> Option<Text<'a>> {
        if reference::is_plain(schema) {
            return schema.reference;
        }
        let annotated = self.annotated(&[schema.node]);
        annotated.map(|annotated| annotated.reference)
    }

    /// The reference that the schemas together are, if nothing beside it shapes the value.
    pub(crate) fn annotated(&self, nodes: &[&'a Node]) -> Option<Rc<Annotated<'a>>> {
        let [node] = nodes else {
            return implied::find(self, nodes);
        };
        let schema = self.read(node);
        if schema.reference.is_none() && schema.all_of.is_empty() {
            return None;
        }
        if let Some(found) = self.annotated.borrow().get(&key(node)) {
            return found.clone();
        }
        let found = implied::find(self, nodes);
        self.annotated.borrow_mut().insert(key(node), found.clone());
        found
    }

    /// What a referenced schema says of a value of it.
    pub(crate) fn traits(&self, target: &'a Node) -> Traits<'a> {
        if let Some(traits) = self.traits.borrow().get(&key(target)) {
            return *traits;
        }
        // A cycle of references ends here, with nothing said.
        self.traits
            .borrow_mut()
            .insert(key(target), Traits::default());
        if self.depth.get() > reference::DEEPEST {
            return Traits::default();
        }
        self.depth.set(self.depth.get() + 1);
        let traits = reference::traits_of(self, &self.view(&[target]));
        self.depth.set(self.depth.get() - 1);
        self.traits.borrow_mut().insert(key(target), traits);
        traits
    }

    /// Whether schemas allow null: by their type, a null in their enum, or a member of their union.
    pub(crate) fn is_nullable(&self, view: &View<'a>) -> bool {
        if view.nullable() {
            return true;
        }
        if let Some(values) = view.find(|schema| schema.enumeration) {
            let is_null = |value: &Node| matches!(value.value, crate::source::Value::Null);
            return view.types() == Types::default() && values.iter().any(is_null);
        }
        let groups = view.alternatives();
        !groups.is_empty()
            && view.types() == Types::default()
            && groups
                .iter()
                .all(|group| kind::any_is_null(self, group.members))
    }

    /// A value as the type of its place says.
    pub(crate) fn value(&self, view: &View<'a>, node: &Node) -> serde_json::Value {
        values::typed(self.sources, view, node)
    }

    /// The name of a component.
    pub(crate) fn component_name(&self, node: &Node) -> Option<&'a str> {
        self.components.by_key.get(&key(node)).copied()
    }

    /// Notes schemas of server-sent events.
    pub(crate) fn mark_events(&self, events: Vec<Key>) {
        self.events.borrow_mut().extend(events);
    }

    /// Whether a schema is one of an event.
    pub(crate) fn is_event(&self, node: &Node) -> bool {
        self.events.borrow().contains(&key(node))
    }
}
