//! A document of which only some operations are wanted.
//!
//! In: what operations are called, before they are read, and the trees. Out: whether each is read,
//! and the schemas that those which were read can lead to. What nobody asked for is not looked at,
//! so it can't be wrong.

use super::context::Context;
use super::document::Document;
use crate::hash::HashSet;
use crate::source::{Node, Object, Sources};

/// The names of an operation, as far as they are known before it is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationName<'a> {
    /// The method.
    pub method: &'a str,
    /// The path.
    pub path: &'a str,
    /// The `operationId`.
    pub id: Option<&'a str>,
    /// The tags.
    pub tags: Vec<&'a str>,
}

/// Decides whether an operation is read.
pub type Take<'t> = &'t mut dyn FnMut(&OperationName<'_>) -> bool;

impl<'a> Context<'a, '_> {
    /// Whether an operation is to be read.
    pub(super) fn takes(&mut self, path: &'a str, method: &'a str, node: &'a Node) -> bool {
        let target = reference(self.sources, node).unwrap_or(node);
        let tags = target.get("tags").and_then(Node::as_array);
        (self.take)(&OperationName {
            method,
            path,
            id: target.get("operationId").and_then(Node::as_str),
            tags: tags
                .into_iter()
                .flatten()
                .filter_map(Node::as_str)
                .collect(),
        })
    }
}

/// What a `$ref` in an object refers to in the end.
fn reference<'a>(sources: &'a Sources, node: &'a Node) -> Option<&'a Node> {
    let reference = node.get("$ref")?;
    sources
        .resolve_fully(&reference.span, reference.as_str()?)
        .ok()
}

impl<'a> Document<'a> {
    /// Leaves out the schemas that no operation or webhook leads to, nor one of these names.
    pub fn keep_reached(&mut self, sources: &'a Sources, names: &[&str]) {
        let root = sources.root();
        let mut reached = Reached {
            sources,
            schemas: self
                .schemas
                .iter()
                .map(|(name, node)| (name.text, *node))
                .collect(),
            seen: HashSet::default(),
            open: Vec::new(),
        };
        for item in self.paths.iter().filter(|item| !item.operations.is_empty()) {
            reached
                .open
                .extend(item.operations.iter().map(|one| one.node));
            let node = root
                .get("paths")
                .and_then(|paths| paths.get(item.path.text));
            let nodes = [node, node.and_then(|node| reference(sources, node))];
            let parameters = nodes
                .into_iter()
                .flatten()
                .filter_map(|node| node.get("parameters"));
            reached.open.extend(parameters);
        }
        reached.open.extend(root.get("webhooks"));
        for name in names {
            reached.component(name);
        }
        reached.walk();
        while reached.heirs() {
            reached.walk();
        }
        let seen = reached.seen;
        self.schemas
            .retain(|(_, node)| seen.contains(&address(node)));
    }
}

/// The schemas that were found.
struct Reached<'a> {
    sources: &'a Sources,
    schemas: Vec<(&'a str, &'a Node)>,
    /// What references lead to, and the components that it is in.
    seen: HashSet<usize>,
    /// What is still to be looked through.
    open: Vec<&'a Node>,
}

fn address(node: &Node) -> usize {
    std::ptr::from_ref(node).addr()
}

impl<'a> Reached<'a> {
    fn walk(&mut self) {
        while let Some(node) = self.open.pop() {
            self.open.extend(node.as_array().into_iter().flatten());
            for (name, member) in node.as_object().into_iter().flat_map(Object::iter) {
                self.open.push(member);
                match name {
                    // `defaultMapping` is what a value without a known tag is in OpenAPI 3.2.
                    "$ref" | "defaultMapping" => self.follow(member),
                    "mapping" => {
                        let values = member.as_object().into_iter();
                        for (_, value) in values.flat_map(Object::iter) {
                            self.follow(value);
                        }
                    }
                    _ => {}
                }
            }
        }
    }

    /// A reference, or in a mapping the name of a component.
    fn follow(&mut self, node: &'a Node) {
        let Some(text) = node.as_str() else { return };
        self.component(text);
        if let Ok(target) = self.sources.resolve(&node.span, text) {
            self.reach(target);
        }
    }

    fn component(&mut self, name: &str) {
        let named = self.schemas.iter().find(|(other, _)| *other == name);
        if let Some((_, node)) = named.copied() {
            self.reach(node);
        }
    }

    fn reach(&mut self, target: &'a Node) {
        if !self.seen.insert(address(target)) {
            return;
        }
        self.open.push(target);
        // A reference into a component names its type after that.
        let around = self
            .schemas
            .iter()
            .filter(|(_, node)| node.span.contains(target.span));
        let around: Vec<&'a Node> = around.map(|(_, node)| *node).collect();
        for node in around {
            self.reach(node);
        }
    }

    /// Reaches the components that extend a component with a discriminator which was reached;
    /// whether there are more.
    fn heirs(&mut self) -> bool {
        let before = self.seen.len();
        for (_, node) in self.schemas.clone() {
            let bases = node
                .get("allOf")
                .and_then(Node::as_array)
                .into_iter()
                .flatten();
            let mut bases = bases.filter_map(|base| reference(self.sources, base));
            let is_heir = bases.any(|base| {
                base.get("discriminator").is_some() && self.seen.contains(&address(base))
            });
            if is_heir {
                self.reach(node);
            }
        }
        self.seen.len() > before
    }
}
