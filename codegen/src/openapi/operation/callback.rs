//! Callbacks: requests that the server sends.

use super::path_item::{ItemKind, PathItem};
use crate::diagnostics::Code;
use crate::openapi::context::{Context, Text};
use crate::openapi::fields::{is_extension, members};
use crate::source::Node;

/// How deep callbacks may be nested.
const MAX_DEPTH: usize = 2;

impl<'a> Context<'a, '_> {
    /// The `callbacks` of an operation: one path item for each expression.
    pub(crate) fn callbacks(&mut self, node: &'a Node) -> Vec<PathItem<'a>> {
        let mut items = Vec::new();
        for (name, node) in self.members(node, "callbacks") {
            items.extend(self.callback(name, node));
        }
        items
    }

    /// One callback, or the target of a `$ref`.
    pub(crate) fn callback(&mut self, name: Text<'a>, node: &'a Node) -> Vec<PathItem<'a>> {
        let mut items = Vec::new();
        let Ok(target) = self.follow_as(node, "callback", Some(Code::UnresolvedCallback)) else {
            return items;
        };
        for (expression, node) in target.as_object().map(members).unwrap_or_default() {
            if is_extension(expression) {
                continue;
            }
            // A callback that contains itself is being read already.
            if self.callbacks.len() >= MAX_DEPTH
                || self.callbacks.contains(&std::ptr::from_ref(node))
            {
                continue;
            }
            self.callbacks.push(node);
            if let Ok(mut item) = self.path_item(expression, node, ItemKind::Other) {
                item.callback = Some(name);
                items.push(item);
            }
            self.callbacks.pop();
        }
        items
    }
}
