//! The schema resources of all files with their dynamic anchors, and what references resolve to
//! before the dynamic scope is known.
//!
//! In: files. Out: [`Resources`].

use super::subschemas::{Keys, anchor, definitions, subschemas};
use super::{Key, key};
use crate::hash::{HashMap, HashSet};
use crate::source::{Node, Sources, Value, reference::uri};

/// A schema with an `$id`. One with dynamic anchors at its top or in its `$defs` counts too.
#[derive(Debug)]
pub(super) struct Resource<'s> {
    pub(super) node: &'s Node,
    /// The resource around it, unless it has an `$id`.
    outer: Option<usize>,
    pub(super) anchors: Vec<Anchor<'s>>,
}

/// A `$dynamicAnchor` of a resource.
#[derive(Clone, Copy, Debug)]
pub(super) struct Anchor<'s> {
    pub(super) name: &'s str,
    pub(super) node: &'s Node,
    /// Whether it is at the root of the resource.
    pub(super) is_root: bool,
}

/// What a `$dynamicRef` resolves to at first.
#[derive(Clone, Copy, Debug)]
pub(super) enum Target<'s> {
    /// The binding of an anchor in the dynamic scope; this schema if there is none.
    Dynamic(&'s str, Option<&'s Node>),
    /// This schema, whatever the dynamic scope.
    Static(&'s Node),
}

/// The schema resources of all files.
#[derive(Debug)]
pub(super) struct Resources<'s> {
    pub(super) sources: &'s Sources,
    pub(super) all: Vec<Resource<'s>>,
    by_root: HashMap<Key, usize>,
    /// By node: the innermost resource that contains it.
    innermost: HashMap<Key, usize>,
    /// All schemas with an anchor, by its name.
    anchored: HashMap<&'s str, Vec<&'s Node>>,
    /// The schemas with an anchor that are not roots of their resource.
    definitions: HashSet<Key>,
}

impl<'s> Resources<'s> {
    pub(super) fn new(sources: &'s Sources) -> Self {
        let mut resources = Self {
            sources,
            all: Vec::new(),
            by_root: HashMap::default(),
            innermost: HashMap::default(),
            anchored: HashMap::default(),
            definitions: HashSet::default(),
        };
        for (_, file) in sources.files() {
            resources.walk(&file.root, Keys::Keywords, None, None);
        }
        let anchors = resources.all.iter().flat_map(|resource| &resource.anchors);
        let definitions = anchors.filter(|anchor| !anchor.is_root);
        resources.definitions = definitions.map(|anchor| key(anchor.node)).collect();
        resources
    }

    /// Adds the resources in a node. `with_id`: the innermost one with an `$id`.
    ///
    /// Recursion is bounded by the depth that the parsers allow.
    fn walk(&mut self, node: &'s Node, keys: Keys, outer: Option<usize>, with_id: Option<usize>) {
        let (mut innermost, mut with_id) = (outer, with_id);
        if keys == Keys::Keywords && matches!(node.value, Value::Object(_)) {
            let id = node.get("$id").and_then(Node::as_str);
            let has_id = id.is_some_and(|id| !id.starts_with('#'));
            let anchors = anchors(node);
            if has_id || !anchors.is_empty() {
                innermost = Some(self.all.len());
                self.by_root.insert(key(node), self.all.len());
                self.all.push(Resource {
                    node,
                    outer: if has_id { None } else { outer },
                    anchors,
                });
            }
            if has_id {
                with_id = innermost;
            }
            if let Some(name) = anchor(node) {
                self.anchored.entry(name).or_default().push(node);
                // An anchor anywhere in a resource is one of the resource.
                if let Some(resource) = with_id {
                    let anchors = &mut self.all[resource].anchors;
                    if !anchors.iter().any(|anchor| anchor.name == name) {
                        anchors.push(Anchor {
                            name,
                            node,
                            is_root: false,
                        });
                    }
                }
            }
        }
        if let Some(innermost) = innermost {
            self.innermost.insert(key(node), innermost);
        }
        for subschema in subschemas(node, keys) {
            self.walk(subschema.node, subschema.keys, innermost, with_id);
        }
    }

    /// The resource whose root is this schema.
    pub(super) fn with_root(&self, node: &Node) -> Option<usize> {
        self.by_root.get(&key(node)).copied()
    }

    /// The resources that contain a schema, outermost first.
    pub(super) fn around(&self, node: &Node) -> Vec<usize> {
        let innermost = self.innermost.get(&key(node)).copied();
        let mut found: Vec<usize> =
            std::iter::successors(innermost, |at| self.all[*at].outer).collect();
        found.reverse();
        found
    }

    /// The anchors of the resources that contain a schema, outermost first.
    pub(super) fn anchors_around(&self, node: &Node) -> impl Iterator<Item = &Anchor<'s>> {
        let around = self.around(node).into_iter();
        around.flat_map(|at| &self.all[at].anchors)
    }

    /// Whether a schema is there to bind its anchor: it has one and isn't the root of its resource.
    pub(super) fn is_definition(&self, node: &Node) -> bool {
        self.definitions.contains(&key(node))
    }

    /// What the `$ref` of a schema resolves to.
    pub(super) fn ref_target(&self, schema: &'s Node) -> Option<&'s Node> {
        let reference = schema.get("$ref")?;
        let target = self.sources.resolve(&reference.span, reference.as_str()?);
        target.ok()
    }

    /// What the `$dynamicRef` of a schema resolves to at first.
    pub(super) fn dynamic_target(&self, schema: &'s Node) -> Option<Target<'s>> {
        let reference = schema.get("$dynamicRef")?;
        let text = reference.as_str()?;
        let (address, name) = text.split_once('#').unwrap_or((text, ""));
        let found = || self.sources.resolve(&reference.span, text).ok();
        if name.is_empty() || name.starts_with('/') || name.contains('%') {
            return found().map(Target::Static);
        }
        let is_anchored = |node: &&Node| anchor(node) == Some(name);
        if !uri::split(address).0.is_empty() {
            let target = found()?;
            return Some(if is_anchored(&target) {
                Target::Dynamic(name, Some(target))
            } else {
                Target::Static(target)
            });
        }
        for at in self.around(schema).into_iter().rev() {
            let mut anchors = self.all[at].anchors.iter();
            if let Some(anchor) = anchors.find(|anchor| anchor.name == name) {
                return Some(Target::Dynamic(name, Some(anchor.node)));
            }
        }
        if let Some(target) = found().filter(|target| !is_anchored(target)) {
            return Some(Target::Static(target));
        }
        // The standard makes it an error that no resource around has the anchor, but a single
        // schema with it leaves no doubt.
        let initial = match self.anchored.get(name)?.as_slice() {
            [only] => Some(*only),
            _ => None,
        };
        Some(Target::Dynamic(name, initial))
    }
}

/// The anchors that a schema has itself, in its `$defs`, and in those of its `allOf`.
fn anchors(node: &Node) -> Vec<Anchor<'_>> {
    let anchored = |node, is_root| {
        Some(Anchor {
            name: anchor(node)?,
            node,
            is_root,
        })
    };
    let mut found: Vec<Anchor<'_>> = anchored(node, true).into_iter().collect();
    let members = node.get("allOf").and_then(Node::as_array);
    let members = members.unwrap_or_default().iter();
    let members = members.filter(|member| member.get("$id").is_none());
    for schema in std::iter::once(node).chain(members) {
        found.extend(definitions(schema).filter_map(|node| anchored(node, false)));
    }
    found
}

/// Whether a schema with an anchor has no assertions, or forbids everything: other resources are
/// meant to bind the anchor.
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
