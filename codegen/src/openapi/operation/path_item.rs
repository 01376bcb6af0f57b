//! A path and its operations.

use std::collections::BTreeSet;

use crate::diagnostics::Code;
use crate::openapi::context::{Context, LeftOut, Text};
use crate::openapi::operation::{Around, Operation};
use crate::openapi::version::Version;
use crate::source::{Node, Object, Value};

/// One path (or webhook or callback) and its operations.
#[derive(Clone, Debug)]
pub struct PathItem<'a> {
    /// The path template, the name of a webhook, or the expression of a callback.
    pub path: Text<'a>,
    /// The name of a callback.
    pub callback: Option<Text<'a>>,
    /// `summary`.
    pub summary: Option<&'a str>,
    /// `description`.
    pub description: Option<&'a str>,
    /// The operations that could be read, in document order.
    pub operations: Vec<Operation<'a>>,
    /// Methods of the operations that could not be read, with their positions.
    pub left_out: Vec<(&'a str, &'a Node)>,
    /// Whether it has operations that nobody asked for.
    pub(crate) excludes: bool,
}

/// The fields that are operations, and their methods.
const METHODS: [(&str, &str); 9] = [
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
    ("query", "QUERY"),
];

const FIELDS: [&str; 15] = [
    "$ref",
    "summary",
    "description",
    "servers",
    "parameters",
    "additionalOperations",
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
];

/// What a path item belongs to, which decides whether its path is a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// To `paths`: its path is a template.
    Path,
    /// To webhooks or a callback.
    Other,
}

impl<'a> Context<'a, '_> {
    /// A path item, with the target of its `$ref`.
    pub(crate) fn path_item(
        &mut self,
        path: Text<'a>,
        node: &'a Node,
        kind: ItemKind,
    ) -> Result<PathItem<'a>, LeftOut> {
        let mut item = PathItem {
            path,
            callback: None,
            summary: None,
            description: None,
            operations: Vec::new(),
            left_out: Vec::new(),
            excludes: false,
        };
        // `/path:` with nothing below has no operations.
        if let Value::Null = node.value {
            return Ok(item);
        }
        let target = self.follow(node, "path item")?;
        item.summary = self
            .string(node, "summary")
            .or_else(|| self.string(target, "summary"));
        item.description = self.description(node, target);
        self.operations(&mut item, node, kind);
        if !std::ptr::eq(node, target) {
            self.hidden(node, target);
            self.operations(&mut item, target, kind);
        }
        Ok(item)
    }

    /// Reports the operations beside a `$ref` that its target has, too: the standard does not say
    /// which is used.
    fn hidden(&mut self, node: &'a Node, target: &'a Node) {
        let is_there = |name: &str| methods(target).any(|(other, _)| other == name);
        for (name, _) in methods(node).filter(|(name, _)| is_there(name)) {
            let field = METHODS.iter().find(|(_, method)| *method == name);
            let additional = node.get("additionalOperations");
            let member = match field {
                Some((field, _)) => node.get(field),
                None => additional.and_then(|operations| operations.get(name)),
            };
            let span = member.map_or(node.span, |member| member.span);
            let message = format!("`{name}` is beside a `$ref` to a path item that also has it");
            self.diagnostics
                .report(Code::HarmlessDuplicate, span, message)
                .help("the one beside the `$ref` is used; remove one of the two");
        }
    }

    /// Adds the operations in an object, except those that are defined already.
    fn operations(&mut self, item: &mut PathItem<'a>, node: &'a Node, kind: ItemKind) {
        if kind == ItemKind::Path && !self.any_taken(item, node) {
            return;
        }
        self.known(node, &FIELDS, "a path item");
        let parameters = self.parameters(node);
        let servers = self.servers(node);
        let around = Around {
            path: (kind == ItemKind::Path).then_some(item.path),
            parameters,
            servers,
        };
        let Some(object) = node.as_object() else {
            return;
        };
        for (name, member) in object.iter() {
            if let Some((field, method)) = METHODS.iter().find(|(field, _)| *field == name) {
                if *field == "query" && self.version < Version::V3_2 {
                    let message = "`query` is a method from OpenAPI 3.2 on";
                    self.diagnostics
                        .report(Code::OutOfPlace, member.span, message);
                }
                self.add(item, method, member, &around);
            }
        }
        for (name, member) in self.members(node, "additionalOperations") {
            if METHODS.iter().any(|(_, method)| *method == name.text) {
                let field = name.text.to_ascii_lowercase();
                self.diagnostics
                    .report(
                        Code::FieldNotAllowed,
                        name.span,
                        format!("`{}` is not an additional operation", name.text),
                    )
                    .help(format!("write it as `{field}`"));
                if item.has(name.text) {
                    item.left_out.push((name.text, member));
                    continue;
                }
            }
            self.add(item, name.text, member, &around);
        }
    }

    /// Whether any operation in an object is selected, or it contains none.
    fn any_taken(&mut self, item: &mut PathItem<'a>, node: &'a Node) -> bool {
        let mut excludes = false;
        for (method, operation) in methods(node) {
            if self.takes(item.path.text, method, operation) {
                return true;
            }
            excludes = true;
        }
        item.excludes |= excludes;
        !excludes
    }

    fn add(
        &mut self,
        item: &mut PathItem<'a>,
        method: &'a str,
        node: &'a Node,
        around: &Around<'a>,
    ) {
        if item.has(method) || matches!(node.value, Value::Null) {
            return;
        }
        if around.path.is_some() && !self.takes(item.path.text, method, node) {
            item.excludes = true;
            return;
        }
        match self.operation(method, node, around) {
            Ok(operation) => item.operations.push(operation),
            Err(LeftOut) => item.left_out.push((method, node)),
        }
    }

    /// The number of operations in a path item that can't be read, and in the target of its
    /// `$ref`.
    pub(crate) fn lost(&self, node: &'a Node) -> usize {
        let target = node.get("$ref").and_then(|reference| {
            let text = reference.as_str()?;
            self.sources.resolve_fully(&reference.span, text).ok()
        });
        let items = [Some(node), target].into_iter().flatten();
        let names = items.flat_map(methods).map(|(name, _)| name);
        names.collect::<BTreeSet<_>>().len()
    }
}

impl PathItem<'_> {
    /// Whether nobody asked for any of its operations.
    pub(crate) fn is_excluded(&self) -> bool {
        self.excludes && self.operations.is_empty() && self.left_out.is_empty()
    }

    /// Whether it has an operation with that method.
    fn has(&self, method: &str) -> bool {
        self.operations
            .iter()
            .any(|operation| operation.method == method)
    }
}

/// The methods of the operations in a path item, readable or not.
fn methods(item: &Node) -> impl Iterator<Item = (&str, &Node)> {
    let fields = METHODS.iter().filter_map(|(field, method)| {
        let member = item.get(field)?;
        (!matches!(member.value, Value::Null)).then_some((*method, member))
    });
    let additional = item
        .get("additionalOperations")
        .and_then(Node::as_object)
        .into_iter()
        .flat_map(Object::iter);
    fields.chain(additional)
}
