//! JSON Pointers (RFC 6901), and the pointer of a position in a text.

use std::borrow::Cow;

use super::node::{Node, Span, Value};
use super::object::Member;

/// Appends a member to a pointer, escaped.
pub(crate) fn push(pointer: &mut String, member: &str) {
    pointer.push('/');
    if !member.contains(['~', '/']) {
        pointer.push_str(member);
        return;
    }
    for character in member.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
}

/// The members that a pointer names; `None` if it is not a JSON Pointer.
pub(crate) fn members<'p>(pointer: &'p str) -> Option<impl Iterator<Item = Cow<'p, str>>> {
    if !pointer.is_empty() && !pointer.starts_with('/') {
        return None;
    }
    let member = |text: &'p str| {
        if text.contains('~') {
            Cow::Owned(text.replace("~1", "/").replace("~0", "~"))
        } else {
            Cow::Borrowed(text)
        }
    };
    Some(pointer.split('/').skip(1).map(member))
}

/// The child of that name or number.
pub(crate) fn child<'n>(node: &'n Node, member: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Object(object) => object.get(member),
        Value::Array(items) => items.get(index(member)?),
        _ => None,
    }
}

/// Appends the path from a node to one of its descendants. Returns whether there is one.
pub(crate) fn find(root: &Node, node: &Node, pointer: &mut String) -> bool {
    if std::ptr::eq(root, node) {
        return true;
    }
    let length = pointer.len();
    let mut step = |member: &str, child: &Node| {
        push(pointer, member);
        let found = find(child, node, pointer);
        if !found {
            pointer.truncate(length);
        }
        found
    };
    match &root.value {
        Value::Object(object) => object.iter().any(|(name, child)| step(name, child)),
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.any(|(number, child)| step(&number.to_string(), child))
        }
        _ => false,
    }
}

/// The number of an item: digits without leading zeros.
pub(crate) fn index(member: &str) -> Option<usize> {
    if member.len() > 1 && member.starts_with('0') || member.starts_with('+') {
        return None;
    }
    member.parse().ok()
}

/// The pointer of the node at a span, or of the member whose key is there; otherwise of the
/// smallest node around it.
pub(crate) fn pointer(root: &Node, span: Span) -> String {
    let mut pointer = String::new();
    let mut node = root;
    while node.span != span {
        let Some((name, next, exact)) = step(node, span) else {
            break;
        };
        push(&mut pointer, &name);
        if exact {
            break;
        }
        node = next;
    }
    pointer
}

/// The child that contains the span, and whether the span is its key.
fn step<'n>(node: &'n Node, span: Span) -> Option<(Cow<'n, str>, &'n Node, bool)> {
    match &node.value {
        Value::Object(object) => {
            let hit = |(name, member): (&'n str, &'n Member)| {
                let is_key = member.key.contains(span);
                (is_key || member.node.span.contains(span)).then_some((
                    Cow::Borrowed(name),
                    &member.node,
                    is_key,
                ))
            };
            // Members are in the order of the text, except those of aliases and overlays.
            let near = object.before(span.start);
            near.and_then(hit)
                .or_else(|| object.members().find_map(hit))
        }
        Value::Array(items) => {
            let hit = |(index, item): (usize, &'n Node)| {
                item.span
                    .contains(span)
                    .then(|| (Cow::Owned(index.to_string()), item, false))
            };
            let after = items.partition_point(|item| item.span.start <= span.start);
            let near = after.checked_sub(1).map(|index| (index, &items[index]));
            near.and_then(hit)
                .or_else(|| items.iter().enumerate().find_map(hit))
        }
        _ => None,
    }
}
