//! The references and the names in a file, collected in one walk over its tree.
//!
//! Knows only keywords of JSON Schema and JSON Reference, such as `$ref`, `$id` and `$anchor`, and
//! a `mapping` whose values look like addresses.

use super::uri;
use crate::source::tree::location;
use crate::source::tree::node::{Node, Span, Value};

/// The names and references of one file.
#[derive(Debug, Default)]
pub(crate) struct Index {
    /// The addresses of other files, as written, without duplicates.
    pub(crate) references: Vec<String>,
    /// The resources, outer ones first.
    pub(crate) resources: Vec<Resource>,
    /// The anchors: the resource each is in (see [`Index::resource`]), its name and pointer.
    pub(crate) anchors: Vec<(Option<usize>, String, String)>,
    /// Whether there is a `$dynamicRef`.
    pub(crate) dynamic: bool,
}

/// A part of a file that has its own address (`$id`).
#[derive(Debug)]
pub(crate) struct Resource {
    pub(crate) address: String,
    pub(crate) span: Span,
    pub(crate) pointer: String,
}

impl Index {
    /// Walks over a tree. `base` is the path of the file.
    pub(crate) fn new<'n>(root: &'n Node, base: &'n str) -> Self {
        let mut walk = Walk {
            index: Self::default(),
            path: Vec::new(),
            base,
        };
        walk.node(root, None);
        let mut index = walk.index;
        index.references.sort_unstable();
        index.references.dedup();
        index
    }

    /// The innermost resource around a span.
    pub(crate) fn resource(&self, span: Span) -> Option<usize> {
        self.resources
            .iter()
            .rposition(|resource| resource.span.contains(span))
    }
}

struct Walk<'n> {
    index: Index,
    /// The path from the root. Few places need it as a pointer.
    path: Vec<Segment<'n>>,
    base: &'n str,
}

/// The way from a node to one of its children.
#[derive(Clone, Copy)]
enum Segment<'n> {
    Member(&'n str),
    Item(usize),
}

impl<'n> Walk<'n> {
    /// Recursion is bounded by the depth that the parsers allow.
    fn node(&mut self, node: &'n Node, resource: Option<usize>) {
        match &node.value {
            Value::Object(object) => {
                let named = |(name, _)| -> bool {
                    let name: &str = name;
                    name.starts_with('$') && name != "$ref"
                };
                let named = object.iter().any(named);
                let resource = if named {
                    self.names(node, resource)
                } else {
                    resource
                };
                for (name, child) in object.iter() {
                    self.reference(name, child);
                    if matches!(child.value, Value::Object(_) | Value::Array(_)) {
                        self.path.push(Segment::Member(name));
                        self.node(child, resource);
                        self.path.pop();
                    }
                }
            }
            Value::Array(items) => {
                for (number, item) in items.iter().enumerate() {
                    if matches!(item.value, Value::Object(_) | Value::Array(_)) {
                        self.path.push(Segment::Item(number));
                        self.node(item, resource);
                        self.path.pop();
                    }
                }
            }
            _ => {}
        }
    }

    fn pointer(&self) -> String {
        let mut pointer = String::new();
        for segment in &self.path {
            match segment {
                Segment::Member(name) => location::push(&mut pointer, name),
                Segment::Item(number) => location::push(&mut pointer, &number.to_string()),
            }
        }
        pointer
    }

    fn reference(&mut self, name: &str, node: &Node) {
        match (name, &node.value) {
            ("$ref" | "$dynamicRef", Value::String(text)) => {
                self.index.dynamic |= name == "$dynamicRef";
                self.address(text);
            }
            ("mapping", Value::Object(mapping)) => {
                for text in mapping.iter().filter_map(|(_, node)| node.as_str()) {
                    // Without punctuation it is the name of a schema.
                    if text.contains(['/', '#', '.']) {
                        self.address(text);
                    }
                }
            }
            _ => {}
        }
    }

    fn address(&mut self, text: &str) {
        let (address, _) = uri::split(text);
        if !address.is_empty() && !uri::is_absolute(address) {
            self.index.references.push(address.to_owned());
        }
    }

    /// Records the names of an object. Returns the resource that its children belong to.
    fn names(&mut self, node: &Node, resource: Option<usize>) -> Option<usize> {
        let mut resource = resource;
        let text = |name| node.get(name).and_then(Node::as_str);
        // In older drafts, an address of only a fragment was an anchor.
        let id = text("$id").or_else(|| text("$self").filter(|_| self.path.is_empty()));
        if let Some(id) = id.filter(|id| !id.starts_with('#')) {
            let base = resource.map_or(self.base, |at| self.index.resources[at].address.as_str());
            let address = uri::join(base, uri::split(id).0);
            let pointer = self.pointer();
            self.index.resources.push(Resource {
                address,
                span: node.span,
                pointer,
            });
            resource = Some(self.index.resources.len() - 1);
        }
        let old = text("$id").and_then(|id| id.strip_prefix('#'));
        for name in [text("$anchor"), text("$dynamicAnchor"), old]
            .into_iter()
            .flatten()
        {
            self.index
                .anchors
                .push((resource, name.to_owned(), self.pointer()));
        }
        resource
    }
}
