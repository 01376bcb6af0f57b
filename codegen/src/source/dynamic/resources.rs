//! The scopes of the files: schemas that name what fills in dynamic references.
//!
//! In: files. Out: [`Frames`], which knows the scopes around each place, and what a dynamic
//! reference means by the letter.

use super::subschemas::{Keys, Relation, anchor, definitions, parts};
use super::{Key, key};
use crate::hash::{HashMap, HashSet};
use crate::source::{Node, Sources, Value, reference::uri};

/// A schema with a scope.
#[derive(Debug)]
pub(super) struct Frame<'s> {
    pub(super) node: &'s Node,
    /// The scope around it, in the same resource.
    outer: Option<usize>,
    pub(super) anchors: Vec<Anchor<'s>>,
}

/// A schema that has a name in a scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor<'s> {
    pub(super) name: &'s str,
    pub(super) node: &'s Node,
    /// It is the schema with the scope itself.
    pub(super) own: bool,
}

/// The meaning of a dynamic reference at its position.
#[derive(Clone, Copy, Debug)]
pub(super) enum Meaning<'s> {
    /// What the name is bound to, or else this schema.
    Name(&'s str, Option<&'s Node>),
    /// A schema, whatever is filled in.
    Schema(&'s Node),
}

/// The scopes of all files.
#[derive(Debug)]
pub(super) struct Frames<'s> {
    pub(super) sources: &'s Sources,
    pub(super) all: Vec<Frame<'s>>,
    /// By schema: its scope.
    by_node: HashMap<Key, usize>,
    /// By node: the innermost scope around it, its own included.
    around: HashMap<Key, usize>,
    /// All named schemas by their name.
    anchors: HashMap<&'s str, Vec<&'s Node>>,
    /// The named schemas in the `$defs` of a scope.
    arguments: HashSet<Key>,
}

impl<'s> Frames<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        let mut frames = Self {
            sources,
            all: Vec::new(),
            by_node: HashMap::default(),
            around: HashMap::default(),
            anchors: HashMap::default(),
            arguments: HashSet::default(),
        };
        for (_, file) in sources.files() {
            frames.walk(&file.root, Keys::Keywords, None, None);
        }
        for frame in &frames.all {
            let arguments = frame.anchors.iter().filter(|anchor| !anchor.own);
            frames
                .arguments
                .extend(arguments.map(|anchor| key(anchor.node)));
        }
        frames
    }

    /// Recursion is bounded by the depth that the parsers allow.
    fn walk(&mut self, node: &'s Node, keys: Keys, outer: Option<usize>, resource: Option<usize>) {
        let (mut around, mut resource) = (outer, resource);
        if keys == Keys::Keywords && matches!(node.value, Value::Object(_)) {
            let id = node.get("$id").and_then(Node::as_str);
            let is_resource = id.is_some_and(|id| !id.starts_with('#'));
            let anchors = anchors(node);
            if is_resource || !anchors.is_empty() {
                around = Some(self.all.len());
                self.by_node.insert(key(node), self.all.len());
                self.all.push(Frame {
                    node,
                    outer: if is_resource { None } else { outer },
                    anchors,
                });
            }
            if is_resource {
                resource = around;
            }
            if let Some(name) = anchor(node) {
                self.anchors.entry(name).or_default().push(node);
                // With an `$id` all names are those of the whole.
                if let Some(resource) = resource {
                    let anchors = &mut self.all[resource].anchors;
                    if !anchors.iter().any(|anchor| anchor.name == name) {
                        let own = false;
                        anchors.push(Anchor { name, node, own });
                    }
                }
            }
        }
        if let Some(around) = around {
            self.around.insert(key(node), around);
        }
        for part in parts(node, keys) {
            self.walk(part.node, part.keys, around, resource);
        }
    }

    /// The scope of a schema.
    pub(super) fn of(&self, node: &Node) -> Option<usize> {
        self.by_node.get(&key(node)).copied()
    }

    /// The scopes around a schema, outer ones first, its own included.
    pub(super) fn chain(&self, node: &Node) -> Vec<usize> {
        let mut chain = Vec::new();
        let mut next = self.around.get(&key(node)).copied();
        while let Some(at) = next {
            chain.push(at);
            next = self.all[at].outer;
        }
        chain.reverse();
        chain
    }

    /// Whether a schema is there to fill in a name, in a scope for that.
    pub(super) fn is_argument(&self, node: &Node) -> bool {
        self.arguments.contains(&key(node))
    }

    /// The meaning of a schema's `$dynamicRef`; `None` without one.
    pub(super) fn meaning(&self, schema: &'s Node, reference: &'s Node) -> Option<Meaning<'s>> {
        let text = reference.as_str()?;
        let (address, name) = text.split_once('#').unwrap_or((text, ""));
        let found = || self.sources.resolve(&reference.span, text).ok();
        if name.is_empty() || name.starts_with('/') || name.contains('%') {
            return found().map(Meaning::Schema);
        }
        let is_named = |node: &&Node| anchor(node) == Some(name);
        if !uri::split(address).0.is_empty() {
            let target = found()?;
            return Some(if is_named(&target) {
                Meaning::Name(name, Some(target))
            } else {
                Meaning::Schema(target)
            });
        }
        for at in self.chain(schema).into_iter().rev() {
            let mut anchors = self.all[at].anchors.iter();
            if let Some(anchor) = anchors.find(|anchor| anchor.name == name) {
                return Some(Meaning::Name(name, Some(anchor.node)));
            }
        }
        if let Some(target) = found().filter(|target| !is_named(target)) {
            return Some(Meaning::Schema(target));
        }
        // Nothing here has the name: by the standard that is an error, but one schema that has it
        // is enough.
        let all = self.anchors.get(name)?;
        let only = match all.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        Some(Meaning::Name(name, only))
    }
}

/// The names that a schema defines in its own place: for itself, in its `$defs`, and in those of
/// its `allOf`.
fn anchors(node: &Node) -> Vec<Anchor<'_>> {
    let named = |node, own| {
        Some(Anchor {
            name: anchor(node)?,
            node,
            own,
        })
    };
    let mut found: Vec<Anchor<'_>> = named(node, true).into_iter().collect();
    let members = node.get("allOf").and_then(Node::as_array);
    let members = members.unwrap_or_default().iter();
    let members = members.filter(|member| member.get("$id").is_none());
    for place in std::iter::once(node).chain(members) {
        found.extend(definitions(place).filter_map(|node| named(node, false)));
    }
    found
}

/// Whether a schema that fills in a name says nothing: the author meant that others do.
pub(super) fn is_placeholder(node: &Node) -> bool {
    let Some(object) = node.as_object() else {
        return false;
    };
    object.iter().all(|(name, value)| match name {
        "not" => match &value.value {
            Value::Object(object) => object.is_empty(),
            value => matches!(value, Value::Bool(true)),
        },
        "$dynamicAnchor" | "$anchor" | "$id" | "$comment" | "title" | "description" => true,
        _ => name.starts_with("x-"),
    })
}

/// The parts of a schema that describe the same value in its own place.
pub(super) fn same<'s>(node: &'s Node, visit: &mut impl FnMut(&'s Node)) {
    visit(node);
    for part in parts(node, Keys::Keywords) {
        if part.relation == Relation::Same && part.keys == Keys::Keywords {
            same(part.node, visit);
        }
    }
}
