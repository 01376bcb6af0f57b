//! An `OpenAPI` 3.0.3 document from any 3.0, 3.1 or 3.2 one, for tools that read nothing newer.
//!
//! In: [`Sources`]. Out: [`openapiv3::OpenAPI`], and its text. What 3.1 says and 3.0 can't is said
//! in 3.0's words where it has some: `nullable`, a one-value `enum`, `allOf` around a `$ref` with
//! siblings. What it has none for is left out with a warning at its place. Several files become
//! one. Must not know Rust, nor the typed view of `openapi`, which reads documents up to 3.1 where
//! this writes them down.
//!
//! The tree is rewritten by tables: for each kind of object, what to do with each of its fields
//! (`rules::Rule`). Only schemas need more than that. No recursion is deeper than
//! `schema::MAX_INLINE` schemas within each other; what lies deeper becomes a component.

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

/// The document as `OpenAPI` 3.0.3. `None`: it is not an `OpenAPI` document of a version that is
/// known.
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
            // The tables above let nothing through that the types refuse.
            let message = format!("the exported document can't be read back: {error}");
            diagnostics.report(Code::Bug, root.span, message);
            None
        }
    }
}

/// The exported document as YAML.
///
/// # Errors
///
/// A value can't be written; none that [`export`] gives.
pub fn to_yaml(document: &openapiv3::OpenAPI) -> Result<String, serde_yaml::Error> {
    serde_yaml::to_string(document)
}

/// The exported document as indented JSON.
///
/// # Errors
///
/// A value can't be written; none that [`export`] gives.
pub fn to_json(document: &openapiv3::OpenAPI) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(document).map(|text| text + "\n")
}

/// How many objects an exported document may have. References into other files are replaced by what
/// they mean, so a small document could grow without end.
const MAX_OBJECTS: usize = 10_000_000;

/// An export under way.
struct Export<'s> {
    sources: &'s Sources,
    diagnostics: &'s mut Diagnostics,
    /// The document is 3.0: what stands beside a `$ref` means nothing.
    strict: bool,
    /// How many objects may still be written.
    left: usize,
    /// How many schemas are around the one that is being written.
    depth: usize,
    /// The schema that is written next is a component.
    named: bool,
    /// A callback is being written.
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

    /// Something is said in fewer words than the document has.
    fn loss(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.diagnostics
            .report(Code::ExportLoss, span, message)
            .help(help);
    }

    /// Something has no place in 3.0 and is left out.
    fn omit(&mut self, span: Span, name: &str, help: &str) {
        let message = format!("`{name}` has no place in OpenAPI 3.0");
        self.diagnostics
            .report(Code::ExportOmitted, span, message)
            .help(help);
    }

    /// Something is not what the standard says and is left out.
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
