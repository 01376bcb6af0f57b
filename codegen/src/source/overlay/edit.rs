//! Edits a tree at paths.

use crate::source::tree::node::{Node, Value};

/// One segment of a path down a tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Segment {
    /// To the item of that number.
    Item(usize),
    /// To the member of that name.
    Member(String),
}

/// The node at the end of a path.
pub(crate) fn at<'n>(root: &'n Node, path: &[Segment]) -> Option<&'n Node> {
    path.iter()
        .try_fold(root, |node, segment| match (&node.value, segment) {
            (Value::Object(object), Segment::Member(name)) => object.get(name),
            (Value::Array(items), Segment::Item(index)) => items.get(*index),
            _ => None,
        })
}

/// The same, mutably.
pub(crate) fn at_mut<'n>(root: &'n mut Node, path: &[Segment]) -> Option<&'n mut Node> {
    path.iter()
        .try_fold(root, |node, segment| match (&mut node.value, segment) {
            (Value::Object(object), Segment::Member(name)) => {
                object.member_mut(name).map(|member| &mut member.node)
            }
            (Value::Array(items), Segment::Item(index)) => items.get_mut(*index),
            _ => None,
        })
}

/// Removes the node at the end of a path. Returns whether there was one.
pub(crate) fn remove(root: &mut Node, path: &[Segment]) -> bool {
    let Some((last, parents)) = path.split_last() else {
        return false;
    };
    let Some(parent) = at_mut(root, parents) else {
        return false;
    };
    match (&mut parent.value, last) {
        (Value::Object(object), Segment::Member(name)) => object.remove(name),
        (Value::Array(items), Segment::Item(index)) if *index < items.len() => {
            items.remove(*index);
            true
        }
        _ => false,
    }
}

/// Merges a node into another: objects by member, arrays by appending; anything else is replaced.
pub(crate) fn merge(target: &mut Node, update: &Node) {
    match (&mut target.value, &update.value) {
        (Value::Object(object), Value::Object(members)) => {
            for (name, member) in members.members() {
                if let Some(there) = object.member_mut(name) {
                    merge(&mut there.node, &member.node);
                } else {
                    object.add(name.to_owned(), member.clone());
                }
            }
        }
        (Value::Array(items), Value::Array(more)) => items.extend(more.iter().cloned()),
        _ => *target = update.clone(),
    }
}

/// The number of nodes of a tree.
pub(crate) fn size(node: &Node) -> usize {
    let inner: usize = match &node.value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(object) => object.iter().map(|(_, node)| size(node)).sum(),
        _ => 0,
    };
    1 + inner
}

/// The number of levels of a tree.
pub(crate) fn height(node: &Node) -> usize {
    match &node.value {
        Value::Array(items) => 1 + items.iter().map(height).max().unwrap_or(0),
        Value::Object(object) => {
            1 + object
                .iter()
                .map(|(_, node)| height(node))
                .max()
                .unwrap_or(0)
        }
        _ => 0,
    }
}
