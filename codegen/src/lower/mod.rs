//! Gives every construct of a document its meaning: document in, [`Api`] out.
//!
//! The only place that knows the meaning of an `OpenAPI` construct. Must not know Rust names.
//! `view/` says what schemas say, `schema/`, `union/` and `constraints/` make types of that,
//! `operation/` lowers the operations, and `passes/` finishes the whole API.

mod budget;
mod components;
mod constraints;
mod media_type;
mod operation;
mod passes;
mod schema;
#[cfg(test)]
pub(crate) mod tests;
mod union;
mod view;

use self::{
    schema::{
        definitions::{Definitions, Unions},
        type_path::TypePath,
    },
    view::{Arena, Schemas},
};
use crate::{
    diagnostics::Diagnostics,
    ir::{Api, Docs, Tag},
    openapi::Document,
    source::{Node, Sources},
};

/// The options of lowering.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options<'o> {
    /// Whether objects keep properties that the document does not describe (`keep_unknown` of the
    /// configuration).
    pub keep_unknown: bool,
    /// Formats whose schemas have a user-defined type: the entry of the configuration, the format,
    /// and the type.
    pub formats: &'o [(&'o str, &'o str, &'o str)],
}

/// Lowers a document: all of it, in the order in which its steps must follow each other. What can't
/// be lowered is left out or becomes a wider type, each with a diagnostic.
#[must_use]
pub fn lower(
    document: &Document<'_>,
    sources: &Sources,
    options: Options<'_>,
    diagnostics: &mut Diagnostics,
) -> Api {
    let arena = Arena::default();
    let formats = options.formats.iter();
    let replaced = formats.map(|(_, name, _)| (*name).to_owned()).collect();
    let found = std::mem::take(diagnostics);
    let mut schemas = Schemas::new(document, sources, &arena, replaced, found);
    schemas.name_targets();
    let mut types = Definitions::new(&schemas, options);
    types.components();
    let lowered = operation::lower(document, &mut types);
    types.define_all();
    let mut api = Api {
        title: document.title.to_owned(),
        version: document.api_version.to_owned(),
        docs: docs(document.summary, document.description),
        servers: operation::server::servers(&document.servers),
        security_schemes: operation::security::schemes(&document.security_schemes),
        tags: document
            .tags
            .iter()
            .map(|tag| Tag {
                name: tag.name.text.to_owned(),
                description: tag.description.map(str::to_owned),
            })
            .collect(),
        inherits: types.inheritance(),
        types: types.types,
        operations: lowered.operations,
        webhooks: lowered.webhooks,
    };
    let notes = passes::Notes {
        nodes: types.nodes,
        any_of: types.any_of,
        replaced: types.replaced,
        sent: lowered.sent,
        multipart: lowered.multipart,
        xml: lowered.xml,
    };
    *diagnostics = schemas.into_diagnostics();
    passes::run(&mut api, notes, options, sources, diagnostics);
    api
}

/// A schema's identity: its address in memory. Sources don't move while a document is lowered.
type Key = usize;

fn key(node: &Node) -> Key {
    std::ptr::from_ref(node).addr()
}

fn docs(summary: Option<&str>, description: Option<&str>) -> Docs {
    let text = |text: Option<&str>| {
        text.filter(|text| !text.trim().is_empty())
            .map(str::to_owned)
    };
    Docs {
        summary: text(summary),
        description: text(description),
        ..Docs::default()
    }
}
