//! The schemas of a document: each is read once, and what is found out about it is kept.
//!
//! In: a document. Out: by schema, its keywords, its [`View`], the schema it refers to and the
//! like; the other files of this room say how each is found. Must not know types.

use std::{
    cell::{Cell, OnceCell, RefCell},
    hash::Hash,
    rc::Rc,
};

use super::{
    View,
    facts::{Annotated, Traits, ValueKind},
};
use crate::hash::{HashMap, HashSet};
use crate::lower::{Key, budget::Budget, components::Components, key};
use crate::{
    diagnostics::{Code, Diagnostics},
    openapi::{Document, Schema, Version},
    source::{Node, Sources, Span},
};

/// The schemas of a document. Lookups are memoized, so they take `&self`.
pub(crate) struct Schemas<'a> {
    pub(crate) sources: &'a Sources,
    pub(crate) version: Version,
    pub(crate) components: Components<'a>,
    pub(crate) budget: Budget,
    /// Formats whose schemas have a user-defined type.
    pub(super) replaced: Vec<String>,
    /// By base: the components whose `allOf` refers to it.
    pub(crate) children: OnceCell<HashMap<Key, Vec<&'a Node>>>,
    /// Room for the next schema that the document does not have.
    arena: Cell<&'a Arena>,
    diagnostics: RefCell<Diagnostics>,
    /// Places of which something was reported that is reported once.
    reported: RefCell<HashSet<Span>>,
    read: Memo<Key, Rc<Schema<'a>>>,
    pub(super) views: Memo<Key, Rc<View<'a>>>,
    /// By the position of a reference and, since copies share it, the address of its text.
    pub(super) targets: Memo<(Span, Key), Option<&'a Node>>,
    pub(super) kinds: Memo<Key, ValueKind>,
    pub(super) annotated: Memo<Key, Option<Rc<Annotated<'a>>>>,
    pub(super) traits: Memo<Key, Traits<'a>>,
    /// The number of calls of [`traits`](Self::traits) within each other.
    pub(super) depth: Cell<u32>,
    /// Schemas of server-sent events, whose data may be JSON in a string.
    events: RefCell<HashSet<Key>>,
}

impl<'a> Schemas<'a> {
    pub(crate) fn new(
        document: &Document<'a>,
        sources: &'a Sources,
        arena: &'a Arena,
        replaced: Vec<String>,
        diagnostics: Diagnostics,
    ) -> Self {
        Self {
            sources,
            version: document.version,
            components: Components::of(document),
            budget: Budget::default(),
            replaced,
            children: OnceCell::new(),
            arena: Cell::new(arena),
            diagnostics: RefCell::new(diagnostics),
            reported: RefCell::default(),
            read: Memo::default(),
            views: Memo::default(),
            targets: Memo::default(),
            kinds: Memo::default(),
            annotated: Memo::default(),
            traits: Memo::default(),
            depth: Cell::new(0),
            events: RefCell::default(),
        }
    }

    /// Everything that was reported.
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
        self.with_diagnostics(|diagnostics| {
            diagnostics.report(code, span, message).help(help);
        });
    }

    /// The same, unless something was reported of the place by this method already.
    pub(crate) fn report_once(
        &self,
        code: Code,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        if self.is_unreported(span) {
            self.report(code, span, message, help);
        }
    }

    /// Whether nothing was [reported once](Self::report_once) of a place yet, which is noted.
    pub(super) fn is_unreported(&self, span: Span) -> bool {
        self.reported.borrow_mut().insert(span)
    }

    /// Calls `report` with the diagnostics.
    pub(crate) fn with_diagnostics<T>(&self, report: impl FnOnce(&mut Diagnostics) -> T) -> T {
        report(&mut self.diagnostics.borrow_mut())
    }

    /// Whether the document is too large, counting the fields or values of one more type. From then
    /// on types are any value, which is reported once.
    pub(crate) fn exceeds_budget(&self, node: &Node, fields: usize) -> bool {
        if self.budget.allows(fields) {
            return false;
        }
        if self.budget.is_unreported() {
            self.report(
                Code::DocumentTooLarge,
                node.span,
                "the schemas have more fields and values than a crate has room for",
                "what comes after is read as any value; generate from smaller documents",
            );
        }
        true
    }

    /// The keywords of a schema.
    pub(crate) fn read(&self, node: &'a Node) -> Rc<Schema<'a>> {
        let read = |diagnostics: &mut _| Schema::read(node, self.version, diagnostics);
        self.read
            .get_or(key(node), || Rc::new(self.with_diagnostics(read)))
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

    /// Keeps a schema that the document does not have for as long as the document.
    pub(super) fn keep(&self, node: Node) -> &'a Node {
        let arena = self.arena.get();
        self.arena.set(arena.next.get_or_init(Box::default));
        arena.node.get_or_init(|| node)
    }
}

/// What was found out, by key.
pub(super) struct Memo<K, V>(RefCell<HashMap<K, V>>);

impl<K, V> Default for Memo<K, V> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Eq + Hash, V: Clone> Memo<K, V> {
    pub(super) fn get(&self, key: &K) -> Option<V> {
        self.0.borrow().get(key).cloned()
    }

    pub(super) fn insert(&self, key: K, value: V) -> V {
        self.0.borrow_mut().insert(key, value.clone());
        value
    }

    /// The value of a key, or what `find` returns, which may look up others.
    pub(super) fn get_or(&self, key: K, find: impl FnOnce() -> V) -> V {
        match self.get(&key) {
            Some(value) => value,
            None => self.insert(key, find()),
        }
    }
}

/// Room for nodes, a new one after each.
#[derive(Debug, Default)]
pub(crate) struct Arena {
    node: OnceCell<Node>,
    next: OnceCell<Box<Arena>>,
}

impl Drop for Arena {
    /// One after the other: each in the one before would take a stack as deep as there are nodes.
    fn drop(&mut self) {
        let mut next = self.next.take();
        while let Some(mut arena) = next {
            next = arena.next.take();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{diagnostics::Code, lower::tests::snippet::lowered};

    #[test]
    fn what_is_found_twice_is_reported_once() {
        let (_, codes) = lowered(
            "
                paths: {}
                components:
                  schemas:
                    A: {properties: {a: {type: string, pattern: '(?=a)'}}}
                    B: {allOf: [{$ref: '#/components/schemas/A'}]}
            ",
        );
        assert_eq!(codes, [Code::UncheckedPattern]);
    }
}
