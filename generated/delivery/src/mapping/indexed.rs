//! Lists that are spread over attributes, as in `gen_ai.prompt.0.content`.
//!
//! In: attributes and the prefix of a list. Out: the list. What does not fit into it remains an
//! attribute.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Deeper fields remain attributes, so that no name makes a value too deep to be written.
const DEEPEST: usize = 16;

enum Node {
    Leaf(Value),
    Branch(BTreeMap<String, Node>),
}

/// Takes the attributes `prefix.<index>.<field>…` and makes a list of them.
///
/// A `wrapper` after the index is left out: `llm.input_messages.0.message.role` is the `role` of
/// the first message. Where indexes are missing, the list is an object with the indexes as keys.
pub(super) fn take(
    attributes: &mut Map<String, Value>,
    prefix: &str,
    wrapper: Option<&str>,
) -> Option<Value> {
    let mut list = BTreeMap::new();
    let names = attributes.keys().filter(|name| name.starts_with(prefix));
    let mut names: Vec<_> = names.cloned().collect();
    names.sort_unstable();
    for name in names {
        let Some(path) = path(&name, prefix, wrapper) else {
            continue;
        };
        if let Some(place) = vacant(&mut list, &path)
            && let Some(found) = attributes.remove(&name)
        {
            *place = Node::Leaf(found);
        }
    }
    (!list.is_empty()).then(|| value(Node::Branch(list)))
}

/// The segments after the prefix, if the first is an index.
fn path<'n>(name: &'n str, prefix: &str, wrapper: Option<&str>) -> Option<Vec<&'n str>> {
    let rest = name.strip_prefix(prefix)?.strip_prefix('.')?;
    let mut path: Vec<_> = rest.split('.').collect();
    let index = path.first()?;
    if index.is_empty() || !index.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    if path.len() > 2 && wrapper == Some(path[1]) {
        path.remove(1);
    }
    (path.len() <= DEEPEST).then_some(path)
}

/// The place at the end of a path, unless a value is there or on the way to it.
fn vacant<'l>(mut branch: &'l mut BTreeMap<String, Node>, path: &[&str]) -> Option<&'l mut Node> {
    let (last, way) = path.split_last()?;
    for segment in way {
        let next = branch.entry((*segment).to_owned());
        match next.or_insert_with(|| Node::Branch(BTreeMap::new())) {
            Node::Branch(inner) => branch = inner,
            Node::Leaf(_) => return None,
        }
    }
    if branch.contains_key(*last) {
        return None;
    }
    Some(
        branch
            .entry((*last).to_owned())
            .or_insert(Node::Leaf(Value::Null)),
    )
}

fn value(node: Node) -> Value {
    let mut branch = match node {
        Node::Leaf(found) => return found,
        Node::Branch(branch) => branch,
    };
    if (0..branch.len()).all(|index| branch.contains_key(&index.to_string())) {
        let indexes = 0..branch.len();
        let elements = indexes.filter_map(|index| branch.remove(&index.to_string()));
        return elements.map(value).collect();
    }
    let fields = branch.into_iter();
    Value::Object(fields.map(|(name, node)| (name, value(node))).collect())
}
