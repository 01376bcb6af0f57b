//! Changed copies of schemas, and changes in the files themselves.
//!
//! In: nodes and edits. Out: nodes. Positions do not change, so other references keep their
//! targets.

use super::subschemas::{Applies, Keys, applies};
use super::{Key, key};
use crate::hash::HashMap;
use crate::source::{Member, Node, Object, Span, Value};

/// The replacement of a reference.
#[derive(Clone, Debug)]
pub(super) enum Edit {
    /// A `$ref` with this text.
    Reference(String),
    /// No reference: any value.
    Any,
}

/// Edits by the schema with the reference.
pub(super) type Edits = HashMap<Key, Edit>;

/// A copy of a schema, without its definitions: references lead to the original ones.
pub(super) fn copied(node: &Node, keys: Keys, edits: &Edits) -> Node {
    let value = match &node.value {
        Value::Array(items) => {
            let items = items.iter().map(|item| copied(item, Keys::Keywords, edits));
            Value::Array(items.collect())
        }
        Value::Object(object) => {
            let mut copy = Object::default();
            for (name, member) in object.members() {
                let (applies, keys) =
                    applies(name, keys).unwrap_or((Applies::InPlace, Keys::Keywords));
                if applies != Applies::OnReference {
                    let node = copied(&member.node, keys, edits);
                    let key = member.key;
                    copy.add(name.to_owned(), Member { key, node });
                }
            }
            if let Some(edit) = edits.get(&key(node)) {
                change(&mut copy, edit);
            }
            Value::Object(copy)
        }
        value => value.clone(),
    };
    Node {
        value,
        span: node.span,
    }
}

/// The number of nodes in a node, itself included.
pub(super) fn size(node: &Node) -> usize {
    1 + match &node.value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(object) => object.iter().map(|(_, node)| size(node)).sum(),
        _ => 0,
    }
}

/// Edits a file.
pub(super) fn apply(node: &mut Node, edits: &Edits) {
    let edit = edits.get(&key(node));
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| apply(item, edits)),
        Value::Object(object) => {
            object.nodes_mut().for_each(|node| apply(node, edits));
            if let Some(edit) = edit {
                change(object, edit);
            }
        }
        _ => {}
    }
}

/// Replaces the reference of a schema.
fn change(object: &mut Object, edit: &Edit) {
    let written = ["$ref", "$dynamicRef"]
        .into_iter()
        .find_map(|name| object.member(name));
    let Some((key, span)) = written.map(|member| (member.key, member.node.span)) else {
        return;
    };
    object.remove("$ref");
    object.remove("$dynamicRef");
    if let Edit::Reference(text) = edit {
        object.add("$ref".to_owned(), reference(text, key, span));
    }
}

fn reference(text: &str, key: Span, span: Span) -> Member {
    let value = Value::String(text.to_owned());
    Member {
        key,
        node: Node { value, span },
    }
}
