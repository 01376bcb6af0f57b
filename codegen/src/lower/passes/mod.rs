//! Passes over the lowered API, which run one after another once every schema has its type.
//!
//! In: the whole API, and what lowering noted beside it. Out: the same API, changed or reported on.

mod alias_cycles;
mod bodies;
mod infinite_types;
pub(super) mod merge_equal;
mod nested_parameters;
mod origin;
mod resolved;
pub(super) mod unions;
mod unused;

use std::collections::BTreeMap;

use self::{
    bodies::{duplicate_forms, files, whole_response, xml_as_text},
    unions::{constants, open_unions, overlap},
};
use crate::lower::operation::{body::files::Multipart, parameter::SentParameter};
use crate::{
    diagnostics::Diagnostics,
    ir::{Api, TypeId},
    source::{Node, Sources, Span},
};

/// What lowering noted for the passes.
pub(super) struct Notes<'a> {
    /// By type: its schema.
    pub(super) nodes: Vec<Option<&'a Node>>,
    /// The unions that `anyOf`s made.
    pub(super) any_of: Vec<TypeId>,
    /// Types of members of unions that others took the place of.
    pub(super) replaced: Vec<TypeId>,
    /// Parameters that are sent.
    pub(super) sent: Vec<SentParameter>,
    /// Multipart bodies that are sent.
    pub(super) multipart: Vec<Multipart>,
    /// Positions of XML media types without a JSON alternative.
    pub(super) xml: BTreeMap<String, Vec<Span>>,
}

/// Runs the passes that every API needs.
pub(super) fn run(
    api: &mut Api,
    notes: Notes<'_>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let Notes {
        mut nodes,
        mut any_of,
        mut replaced,
        ..
    } = notes;
    // Types that no value can have, or that never end.
    alias_cycles::shorten(&mut api.types);
    infinite_types::end(api, &nodes, diagnostics);
    // What is only reported.
    nested_parameters::report(api, notes.sent, diagnostics);
    xml_as_text::report(notes.xml, diagnostics);
    alias_cycles::end_circles(&mut api.types);
    // Bytes: files in multipart bodies, text in JSON.
    files::make_files(api, &notes.multipart, &mut nodes, &mut any_of);
    files::binary::report_nested(api, &nodes, diagnostics);
    files::binary::settle(api);
    // Unions: the values they keep, and how their members are distinguished.
    overlap::keep_others(api, &any_of);
    open_unions::spread(&mut api.types);
    replaced.extend(whole_response::settle(api));
    duplicate_forms::remove(api, &mut nodes, &replaced);
    constants::settle(api, &mut nodes);
    origin::tell_all(&mut api.types, &nodes, sources);
}
