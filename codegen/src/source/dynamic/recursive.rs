//! Replaces `$recursiveRef` and `$recursiveAnchor` of the draft 2019-09 (JSON Schema Core 2019-09,
//! section 8.2.4.2) by `$dynamicRef` and `$dynamicAnchor` with one name.
//!
//! In: the tree of a file. Out: the changed tree. A reference without such an anchor around it
//! means the whole file, as `$ref` does, and is left alone.

use crate::source::{Member, Node, Object, Value};

/// The name. Reports show it.
const NAME: &str = "recursiveAnchor";

/// Changes a file, if its text has such references.
pub(in crate::source) fn replace_recursive_references(text: &str, root: &mut Node) {
    if text.contains("$recursiveRef") && text.contains("$recursiveAnchor") {
        node(root, false);
    }
}

/// Recursion is bounded by the depth that the parsers allow.
fn node(node: &mut Node, inside: bool) {
    match &mut node.value {
        Value::Array(items) => items.iter_mut().for_each(|item| self::node(item, inside)),
        Value::Object(object) => {
            let anchor = object.get("$recursiveAnchor").and_then(Node::as_bool) == Some(true);
            let inside = inside || anchor;
            if anchor && object.get("$dynamicAnchor").is_none() {
                replace(
                    object,
                    "$recursiveAnchor",
                    "$dynamicAnchor",
                    NAME.to_owned(),
                );
            }
            let is_recursive = object.get("$recursiveRef").and_then(Node::as_str) == Some("#");
            if inside && is_recursive && object.get("$dynamicRef").is_none() {
                replace(object, "$recursiveRef", "$dynamicRef", format!("#{NAME}"));
            }
            for child in object.nodes_mut() {
                self::node(child, inside);
            }
        }
        _ => {}
    }
}

/// Puts a text under another name in the place of a member.
fn replace(object: &mut Object, old: &str, new: &str, text: String) {
    let Some((key, span)) = object
        .member(old)
        .map(|member| (member.key, member.node.span))
    else {
        return;
    };
    object.remove(old);
    let value = Value::String(text);
    let node = Node { value, span };
    object.add(new.to_owned(), Member { key, node });
}
