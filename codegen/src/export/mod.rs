//! Converts an `OpenAPI` 3.0, 3.1 or 3.2 document to 3.0.3, for tools that read nothing newer.
//!
//! In: [`Sources`]. Out: [`openapiv3::OpenAPI`], and its text. What is new in 3.1 is expressed by
//! 3.0 if it can: `nullable`, a one-value `enum`, `allOf` around a `$ref` with siblings. Anything
//! else is left out with a warning. Several files become one. Must not know Rust, nor `openapi`,
//! which converts documents the other way.
//!
//! The tree is rewritten by tables: for each kind of object, the rule of each of its fields
//! (`rules::Rule`). Only schemas need more than that. Schemas nested deeper than
//! `schema::MAX_INLINE` become components, which bounds the recursion.

#![expect(
    clippy::unnecessary_wraps,
    reason = "the conversions of a table have one signature, and some may leave a field out"
)]

mod components;
mod content;
mod document;
mod operation;
mod reference;
mod rules;
mod schema;
mod security;
#[cfg(test)]
mod tests;

use serde_json::Value;

use crate::{
    diagnostics::{Code, Diagnostics},
    source::{Node, Sources, Span},
};

/// Converts a document to `OpenAPI` 3.0.3. `None` if it is not an `OpenAPI` document of a
/// supported version.
pub fn export(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<openapiv3::OpenAPI> {
    let root = sources.root();
    let version = root.get("openapi").map(Node::to_json);
    let version = match &version {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => {
            let what = root.kind();
            diagnostics.report(
                Code::NotOpenApi,
                root.span,
                format!("{what} without `openapi: …`"),
            );
            return None;
        }
    };
    let strict = match version.split('.').take(2).collect::<Vec<_>>()[..] {
        ["3", "0"] => true,
        ["3", "1" | "2"] => false,
        _ => {
            let span = root.get("openapi").map_or(root.span, |node| node.span);
            diagnostics
                .report(
                    Code::UnsupportedVersion,
                    span,
                    format!("version `{version}`"),
                )
                .help("3.0, 3.1 and 3.2 are read");
            return None;
        }
    };
    let value = Export::new(sources, diagnostics, strict).document(root);
    match serde_json::from_value(value) {
        Ok(document) => Some(document),
        Err(error) => {
            // The rules only write what the types accept.
            let message = format!("the exported document can't be read back: {error}");
            diagnostics.report(Code::Bug, root.span, message);
            None
        }
    }
}

/// Writes the exported document as YAML.
///
/// # Errors
///
/// A value can't be serialized, which is not the case for results of [`export`].
pub fn to_yaml(document: &openapiv3::OpenAPI) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(document)
}

/// Writes the exported document as indented JSON.
///
/// # Errors
///
/// A value can't be serialized, which is not the case for results of [`export`].
pub fn to_json(document: &openapiv3::OpenAPI) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(document).map(|text| text + "\n")
}

/// The number of objects an exported document may have. References into other files are inlined, so
/// a small document could become very large.
const MAX_OBJECTS: usize = 10_000_000;

/// The state of an export.
struct Export<'s> {
    sources: &'s Sources,
    diagnostics: &'s mut Diagnostics,
    /// Whether the document is 3.0, where siblings of a `$ref` are ignored.
    strict: bool,
    /// The number of objects that may still be written.
    left: usize,
    /// The number of schemas around the current one.
    depth: usize,
    /// Whether the next schema is a component.
    named: bool,
    /// Whether the current path item is in a callback.
    in_callback: bool,
    references: reference::References<'s>,
    security: security::Schemes,
    titles: schema::title::Titles,
}

impl<'s> Export<'s> {
    fn new(sources: &'s Sources, diagnostics: &'s mut Diagnostics, strict: bool) -> Self {
        Self {
            sources,
            diagnostics,
            strict,
            left: MAX_OBJECTS,
            depth: 0,
            named: false,
            in_callback: false,
            references: reference::References::default(),
            security: security::Schemes::default(),
            titles: schema::title::Titles::default(),
        }
    }

    /// Reports that the export says less than the document.
    fn loss(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.diagnostics
            .report(Code::ExportLoss, span, message)
            .help(help);
    }

    /// Reports a field that 3.0 does not have and that is left out.
    fn omit(&mut self, span: Span, name: &str, help: &str) {
        let message = format!("`{name}` has no place in OpenAPI 3.0");
        self.diagnostics
            .report(Code::ExportOmitted, span, message)
            .help(help);
    }

    /// Reports an invalid part that is left out.
    fn reject(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.diagnostics
            .report(Code::ExportRejected, span, message)
            .help(help);
    }

    fn wrong_type(&mut self, node: &Node, expected: &str) {
        let message = format!("expected {expected}, found {}", node.kind());
        self.diagnostics.report(Code::WrongType, node.span, message);
    }
}
