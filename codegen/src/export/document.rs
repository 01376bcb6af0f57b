//! The document around the operations: `info`, servers, tags.

use serde_json::{Map, Value, json};

use super::{Export, rules::Rule};
use crate::source::Node;

impl<'s> Export<'s> {
    /// The whole document.
    pub(super) fn document(mut self, root: &'s Node) -> Value {
        self.enrol(root.get("components"));
        // Components are exported first: references must know which of them can't be exported.
        let mut components = self.components(root.get("components"));
        let mut out = self.object(root, document);
        out.insert("openapi".to_owned(), "3.0.3".into());
        out.entry("info")
            .or_insert_with(|| json!({"title": "", "version": ""}));
        out.entry("paths").or_insert_with(|| json!({}));
        let schemas = self.schemas();
        if !schemas.is_empty() {
            components.insert("schemas".to_owned(), schemas.into());
        }
        if !components.is_empty() {
            out.insert("components".to_owned(), components.into());
        }
        out.into()
    }

    fn info(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, info);
        for name in ["title", "version"] {
            self.required_text(&mut out, name, node);
        }
        Some(out.into())
    }

    fn license(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "name" | "url" => Rule::Text,
            "identifier" => Rule::Omit("`url` can point to the licence"),
            _ => Rule::Unknown,
        });
        self.required_text(&mut out, "name", node);
        Some(out.into())
    }

    fn contact(&mut self, node: &'s Node) -> Option<Value> {
        let out = self.object(node, |name| match name {
            "name" | "url" | "email" => Rule::Text,
            _ => Rule::Unknown,
        });
        Some(out.into())
    }

    /// A link to more documentation; `None` if it has no URL.
    pub(super) fn external_docs(&mut self, node: &'s Node) -> Option<Value> {
        let out = self.object(node, |name| match name {
            "description" | "url" => Rule::Text,
            _ => Rule::Unknown,
        });
        if !out.contains_key("url") {
            self.reject(node.span, "`externalDocs` without `url`", "add `url`");
            return None;
        }
        Some(out.into())
    }

    /// A server.
    pub(super) fn server(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "url" | "description" => Rule::Text,
            "variables" => Rule::Map(Export::server_variable),
            "name" => Rule::Omit("`description` can name the server"),
            _ => Rule::Unknown,
        });
        self.required_text(&mut out, "url", node);
        Some(out.into())
    }

    fn server_variable(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "default" | "description" => Rule::Text,
            "enum" => Rule::Texts,
            _ => Rule::Unknown,
        });
        self.required_text(&mut out, "default", node);
        Some(out.into())
    }

    fn tag(&mut self, node: &'s Node) -> Option<Value> {
        let mut out = self.object(node, |name| match name {
            "name" | "description" => Rule::Text,
            "externalDocs" => Rule::Part(Export::external_docs),
            "summary" | "parent" | "kind" => Rule::Omit("`description` can say it"),
            _ => Rule::Unknown,
        });
        self.required_text(&mut out, "name", node);
        Some(out.into())
    }

    /// Adds a field that 3.0 requires, as an empty string if it is missing.
    pub(super) fn required_text(&mut self, out: &mut Map<String, Value>, name: &str, node: &Node) {
        if !out.contains_key(name) {
            self.reject(
                node.span,
                format!("`{name}` is missing; the exported document has an empty one"),
                &format!("add `{name}`"),
            );
            out.insert(name.to_owned(), "".into());
        }
    }
}

fn document<'s>(name: &str) -> Rule<'s> {
    match name {
        "info" => Rule::Part(Export::info),
        "servers" => Rule::List(Export::server),
        "paths" => Rule::Part(Export::paths),
        "security" => Rule::List(Export::security_requirement),
        "tags" => Rule::List(Export::tag),
        "externalDocs" => Rule::Part(Export::external_docs),
        "webhooks" => Rule::Omit("a callback can describe what the API sends"),
        "openapi" | "components" | "jsonSchemaDialect" | "$self" | "$schema" => Rule::Skip,
        _ => Rule::Unknown,
    }
}

fn info<'s>(name: &str) -> Rule<'s> {
    match name {
        "title" | "description" | "termsOfService" | "version" => Rule::Text,
        "contact" => Rule::Part(Export::contact),
        "license" => Rule::Part(Export::license),
        "summary" => Rule::Omit("`description` can say it"),
        _ => Rule::Unknown,
    }
}
