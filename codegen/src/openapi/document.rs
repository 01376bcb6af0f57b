//! The document as a whole.

use super::context::{Context, Reading, Text};
use super::fields::{is_extension, unknown};
use super::operation::path_item::{ItemKind, PathItem};
use super::security::{Security, SecurityScheme};
use super::selection::Take;
use super::server::Server;
use super::version::Version;
use crate::diagnostics::closest;
use crate::diagnostics::{Code, Diagnostics};
use crate::hash::HashMap;
use crate::source::{Node, Sources};

/// A whole document.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// The version of the standard.
    pub version: Version,
    /// `info.title`; empty if missing.
    pub title: &'a str,
    /// `info.version`; empty if missing.
    pub api_version: &'a str,
    /// `info.summary`.
    pub summary: Option<&'a str>,
    /// `info.description`.
    pub description: Option<&'a str>,
    /// Where the API is served.
    pub servers: Vec<Server<'a>>,
    /// Alternatives (OR) of requirements (AND). `None`: not stated. An empty list: nothing is
    /// required.
    pub security: Option<Security<'a>>,
    /// The tags with a description, in document order.
    pub tags: Vec<Tag<'a>>,
    /// The paths, in document order.
    pub paths: Vec<PathItem<'a>>,
    /// The number of operations below `paths`, including those that could not be read.
    pub operations: usize,
    /// Requests that the server makes on its own.
    pub webhooks: Vec<PathItem<'a>>,
    /// `components.schemas`, in document order: name (with its position) and schema.
    pub schemas: Vec<(Text<'a>, &'a Node)>,
    /// `components.securitySchemes`.
    pub security_schemes: Vec<SecurityScheme<'a>>,
}

/// A group of operations.
#[derive(Clone, Debug)]
pub struct Tag<'a> {
    /// The name that operations use.
    pub name: Text<'a>,
    /// Its description.
    pub description: Option<&'a str>,
}

const FIELDS: [&str; 11] = [
    "openapi",
    "$self",
    "info",
    "jsonSchemaDialect",
    "servers",
    "paths",
    "webhooks",
    "components",
    "security",
    "tags",
    "externalDocs",
];

/// Reads the entry of the sources. `None` if it is not a document of a supported version. Parts
/// with other errors are reported and left out.
pub fn read<'a>(sources: &'a Sources, diagnostics: &mut Diagnostics) -> Option<Document<'a>> {
    read_some(sources, &mut |_| true, diagnostics)
}

/// The same without the operations below `paths` that `take` refuses. They are not looked at.
pub fn read_some<'a>(
    sources: &'a Sources,
    take: Take<'_>,
    diagnostics: &mut Diagnostics,
) -> Option<Document<'a>> {
    let root = sources.root();
    let version = Version::of(root, diagnostics)?;
    let mut context = Context::new(Reading { sources, version }, take, diagnostics);
    context.top_level(root);
    let info = context.info(root);
    let components = context.field(root, "components");
    if components.is_some() {
        context.object(root, "components");
    }
    let declared = components
        .map(|node| context.members(node, "securitySchemes"))
        .unwrap_or_default();
    context.schemes = declared.iter().map(|(name, _)| name.text).collect();
    let security = context.security(root);
    let (paths, operations) = context.path_items(root, "paths", ItemKind::Path);
    let (webhooks, _) = context.path_items(root, "webhooks", ItemKind::Other);
    context.unique_ids(paths.iter().chain(&webhooks));
    let schemas = components
        .map(|node| context.members(node, "schemas"))
        .unwrap_or_default();
    if let Some(components) = components {
        context.check_components(components);
    }
    let mut security_schemes = Vec::new();
    for (name, node) in declared {
        security_schemes.extend(context.security_scheme(name, node));
    }
    Some(Document {
        version,
        title: info.title,
        api_version: info.version,
        summary: info.summary,
        description: info.description,
        servers: context.servers(root),
        security,
        tags: context.tags(root),
        paths,
        operations,
        webhooks,
        schemas,
        security_schemes,
    })
}

struct Info<'a> {
    title: &'a str,
    version: &'a str,
    summary: Option<&'a str>,
    description: Option<&'a str>,
}

impl<'a> Context<'a, '_> {
    fn top_level(&mut self, root: &'a Node) {
        for name in unknown(root, &FIELDS) {
            let message = format!("a document has no `{}`", name.text);
            let diagnostic = self
                .diagnostics
                .report(Code::UnknownField, name.span, message);
            if let Some(close) = closest(name.text, FIELDS.into_iter()) {
                diagnostic.help(format!("did you mean `{close}`?"));
            }
        }
        let containers = ["paths", "components", "webhooks"];
        if self.version == Version::V3_0 {
            if root.get("paths").is_none() {
                self.diagnostics
                    .report(
                        Code::NothingInside,
                        root.span,
                        "the document has no `paths`",
                    )
                    .help("add `paths: {}` if it has no operations");
            }
        } else if containers.iter().all(|field| root.get(field).is_none()) {
            let message = "the document has none of `paths`, `components` and `webhooks`";
            self.diagnostics
                .report(Code::NothingInside, root.span, message)
                .help("add `paths: {}` if it has no operations");
        }
    }

    fn info(&mut self, root: &'a Node) -> Info<'a> {
        let mut info = Info {
            title: "",
            version: "",
            summary: None,
            description: None,
        };
        if root.get("info").is_none() {
            self.undescribed(root, "the document", "info");
        }
        let Some(node) = self.field(root, "info") else {
            return info;
        };
        if node.as_object().is_none() {
            self.wrong_type(node, "info", "an object");
            return info;
        }
        for field in ["title", "version"] {
            if node.get(field).is_none() {
                self.undescribed(node, "`info`", field);
            }
        }
        info.title = self.string(node, "title").unwrap_or_default();
        info.version = self.string(node, "version").unwrap_or_default();
        info.summary = self.string(node, "summary");
        info.description = self.string(node, "description");
        info
    }

    /// Reports a required field that is missing, but that nothing generated depends on.
    fn undescribed(&mut self, node: &'a Node, what: &str, field: &str) {
        let message = format!("{what} has no `{field}`");
        self.diagnostics
            .report(Code::UnneededFieldMissing, node.span, message)
            .help(format!("add `{field}`, which the standard requires"));
    }

    /// The path items that can be read, and the number of operations in all of them.
    fn path_items(
        &mut self,
        root: &'a Node,
        field: &str,
        kind: ItemKind,
    ) -> (Vec<PathItem<'a>>, usize) {
        let mut items = Vec::new();
        let mut operations = 0;
        for (path, node) in self.members(root, field) {
            if is_extension(path) {
                continue;
            }
            let item = self.path_item(path, node, kind);
            let is_excluded = item.as_ref().is_ok_and(PathItem::is_excluded);
            if kind == ItemKind::Path && !path.text.starts_with('/') && !is_excluded {
                let message = format!("path `{}` does not begin with `/`", path.text);
                self.diagnostics
                    .report(Code::InvalidPath, path.span, message)
                    .help(format!("write `/{}`", path.text));
            }
            if let Ok(item) = item {
                operations += item.operations.len() + item.left_out.len();
                items.push(item);
            } else {
                operations += self.lost(node);
            }
        }
        (items, operations)
    }

    /// Reports each duplicate `operationId`.
    fn unique_ids<'i>(&mut self, items: impl Iterator<Item = &'i PathItem<'a>>)
    where
        'a: 'i,
    {
        let mut seen = HashMap::default();
        for operation in items.flat_map(|item| &item.operations) {
            let Some(id) = operation.operation_id else {
                continue;
            };
            // A path item with two references to it is read twice.
            let first = *seen.entry(id.text).or_insert(id.span);
            if first != id.span {
                let message = format!("`operationId: {}` is used twice", id.text);
                self.diagnostics
                    .report(Code::DuplicateOperationId, id.span, message)
                    .label(first, "the first one")
                    .help("give each operation an `operationId` of its own");
            }
        }
    }

    fn tags(&mut self, root: &'a Node) -> Vec<Tag<'a>> {
        let mut tags = Vec::new();
        for node in self.array(root, "tags") {
            // Some documents list tags as plain strings.
            if let Some(text) = node.as_str() {
                self.lenient(node, "a tag must be an object with `name`, not a string");
                tags.push(Tag {
                    name: Text::new(text, node.span),
                    description: None,
                });
            } else if node.as_object().is_none() {
                self.wrong_type(node, "tags", "an array of objects");
            } else if let Some(name) = self.required(node, "name", "a tag") {
                tags.push(Tag {
                    name,
                    description: self.string(node, "description"),
                });
            }
        }
        tags
    }
}
