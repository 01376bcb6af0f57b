//! Which schemas depend on which bindings.
//!
//! In: the resources. Out: by schema, the anchors whose bindings it depends on. A schema that
//! depends on none is never copied.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::resources::{Resources, Target, is_placeholder};
use super::subschemas::{Applies, Keys, anchor, subschemas, visit_in_place};
use super::{Key, key};
use crate::hash::HashMap;
use crate::source::{Node, Value};

/// Names of anchors.
pub(super) type Anchors<'s> = BTreeSet<&'s str>;

/// The anchors that concern a schema.
#[derive(Debug, Default)]
pub(super) struct Dependency<'s> {
    /// Those that it depends on if the binding is fixed.
    pub(super) if_fixed: Anchors<'s>,
    /// Those that it depends on if its own resources may override the binding.
    pub(super) if_overridable: Anchors<'s>,
    /// Those that its own resources bind for others.
    pub(super) bound: Anchors<'s>,
}

/// By schema, the anchors that concern it.
#[derive(Debug)]
pub(super) struct Dependencies<'s> {
    by_node: HashMap<Key, usize>,
    all: Vec<Dependency<'s>>,
    /// By resource, the anchors that it binds for others.
    bound: Vec<Anchors<'s>>,
}

impl<'s> Dependencies<'s> {
    pub(super) fn new(resources: &Resources<'s>) -> Self {
        let graph = Graph::new(resources);
        let mut all: Vec<Dependency<'s>> = Vec::new();
        all.resize_with(graph.vertices.len(), Dependency::default);
        graph.propagate(|at, vertex| {
            let mut anchors = vertex.anchors.clone();
            for edge in &vertex.edges {
                anchors.extend(&all[*edge].if_fixed);
            }
            let grown = anchors.len() > all[at].if_fixed.len();
            all[at].if_fixed = anchors;
            grown
        });
        let bound: Vec<Anchors<'s>> = (0..resources.all.len())
            .map(|resource| bound(resources, resource, &graph.by_node, &all))
            .collect();
        let around = graph.vertices.iter().map(|vertex| {
            let resources = resources.around(vertex.node).into_iter();
            resources.flat_map(|at| &bound[at]).copied().collect()
        });
        let around: Vec<Anchors<'s>> = around.collect();
        graph.propagate(|at, vertex| {
            let mut bound = around[at].clone();
            let mut anchors = vertex.anchors.clone();
            for edge in &vertex.edges {
                bound.extend(&all[*edge].bound);
                anchors.extend(&all[*edge].if_overridable);
            }
            anchors.retain(|name| !around[at].contains(name));
            let dependency = &mut all[at];
            let grown = bound.len() > dependency.bound.len()
                || anchors.len() > dependency.if_overridable.len();
            (dependency.bound, dependency.if_overridable) = (bound, anchors);
            grown
        });
        Self {
            by_node: graph.by_node,
            all,
            bound,
        }
    }

    pub(super) fn of(&self, node: &Node) -> Option<&Dependency<'s>> {
        self.by_node.get(&key(node)).map(|at| &self.all[*at])
    }

    /// Whether a resource binds an anchor for others.
    pub(super) fn binds(&self, resource: usize, anchor: &str) -> bool {
        self.bound[resource].contains(anchor)
    }
}

/// Schemas and their references.
struct Graph<'r, 's> {
    resources: &'r Resources<'s>,
    by_node: HashMap<Key, usize>,
    vertices: Vec<Vertex<'s>>,
    /// Vertices whose edges are not known yet.
    queue: VecDeque<usize>,
}

/// A schema that is referenced or has an anchor, without those in it.
struct Vertex<'s> {
    node: &'s Node,
    /// The anchors that its dynamic references name.
    anchors: Anchors<'s>,
    /// The vertices in it, and those that it references.
    edges: Vec<usize>,
}

impl<'r, 's> Graph<'r, 's> {
    fn new(resources: &'r Resources<'s>) -> Self {
        let mut graph = Self {
            resources,
            by_node: HashMap::default(),
            vertices: Vec::new(),
            queue: VecDeque::new(),
        };
        for resource in &resources.all {
            graph.vertex(resource.node);
            for anchor in &resource.anchors {
                graph.vertex(anchor.node);
            }
        }
        for (_, file) in resources.sources.files() {
            graph.add_targets(&file.root, Keys::Keywords);
        }
        while let Some(at) = graph.queue.pop_front() {
            graph.add_edges(at, graph.vertices[at].node, Keys::Keywords);
        }
        graph
    }

    fn vertex(&mut self, node: &'s Node) -> usize {
        let next = self.vertices.len();
        let at = *self.by_node.entry(key(node)).or_insert(next);
        if at == next {
            self.vertices.push(Vertex {
                node,
                anchors: Anchors::default(),
                edges: Vec::new(),
            });
            self.queue.push_back(at);
        }
        at
    }

    /// Makes the target of each `$ref` a vertex.
    fn add_targets(&mut self, node: &'s Node, keys: Keys) {
        if keys == Keys::Keywords
            && let Some(target) = self.resources.ref_target(node)
        {
            self.vertex(target);
        }
        for subschema in subschemas(node, keys) {
            self.add_targets(subschema.node, subschema.keys);
        }
    }

    fn add_edge(&mut self, from: usize, to: &'s Node) {
        let to = self.vertex(to);
        self.vertices[from].edges.push(to);
    }

    /// Adds the references in a vertex, up to the vertices in it.
    fn add_edges(&mut self, vertex: usize, node: &'s Node, keys: Keys) {
        if keys == Keys::Keywords && matches!(node.value, Value::Object(_)) {
            if let Some(target) = self.resources.ref_target(node) {
                self.add_edge(vertex, target);
            }
            match self.resources.dynamic_target(node) {
                Some(Target::Dynamic(name, initial)) => {
                    self.vertices[vertex].anchors.insert(name);
                    if let Some(initial) = initial {
                        self.add_edge(vertex, initial);
                    }
                }
                Some(Target::Static(target)) => self.add_edge(vertex, target),
                None => {}
            }
        }
        for subschema in subschemas(node, keys) {
            if subschema.applies == Applies::OnReference {
                // Definitions without an anchor only matter where they are referenced.
                for definition in subschemas(subschema.node, subschema.keys) {
                    if anchor(definition.node).is_some() {
                        self.add_edge(vertex, definition.node);
                    }
                }
            } else if subschema.keys == Keys::Keywords
                && self.by_node.contains_key(&key(subschema.node))
            {
                self.add_edge(vertex, subschema.node);
            } else {
                self.add_edges(vertex, subschema.node, subschema.keys);
            }
        }
    }

    /// Visits each vertex, and again those with an edge to one that grew, until none does.
    fn propagate(&self, mut visit: impl FnMut(usize, &Vertex<'s>) -> bool) {
        let mut users: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, vertex) in self.vertices.iter().enumerate() {
            for edge in &vertex.edges {
                users.entry(*edge).or_default().push(at);
            }
        }
        let mut queue: VecDeque<usize> = (0..self.vertices.len()).collect();
        let mut queued = vec![true; self.vertices.len()];
        while let Some(at) = queue.pop_front() {
            queued[at] = false;
            if visit(at, &self.vertices[at]) {
                for user in users.get(&at).into_iter().flatten() {
                    if !std::mem::replace(&mut queued[*user], true) {
                        queue.push_back(*user);
                    }
                }
            }
        }
    }
}

/// The anchors that a resource binds for others: it references a schema that depends on them, or
/// has no dynamic reference to them itself.
fn bound<'s>(
    resources: &Resources<'s>,
    resource: usize,
    by_node: &HashMap<Key, usize>,
    all: &[Dependency<'s>],
) -> Anchors<'s> {
    let resource = &resources.all[resource];
    let mut needed = Anchors::default();
    visit_in_place(resource.node, &mut |node| {
        let target = resources.ref_target(node);
        if let Some(at) = target.and_then(|target| by_node.get(&key(target))) {
            needed.extend(&all[*at].if_fixed);
        }
    });
    let mut used = Anchors::default();
    dynamic_references_in(resources, resource.node, Keys::Keywords, &mut used);
    let bound = resource.anchors.iter().filter(|anchor| {
        !is_placeholder(anchor.node)
            && (needed.contains(anchor.name) || !used.contains(anchor.name))
    });
    bound.map(|anchor| anchor.name).collect()
}

/// Collects the anchors that the dynamic references in a schema name.
pub(super) fn dynamic_references_in<'s>(
    resources: &Resources<'s>,
    node: &'s Node,
    keys: Keys,
    found: &mut Anchors<'s>,
) {
    if keys == Keys::Keywords
        && let Some(Target::Dynamic(name, _)) = resources.dynamic_target(node)
    {
        found.insert(name);
    }
    for subschema in subschemas(node, keys) {
        if subschema.applies != Applies::OnReference {
            dynamic_references_in(resources, subschema.node, subschema.keys, found);
        }
    }
}
