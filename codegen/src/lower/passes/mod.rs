//! Passes over the lowered API, which run one after another once every schema has its type.
//!
//! In: the whole API, and what lowering noted beside it. Out: the same API, changed or reported on.

mod alias_cycles;
mod bodies;
mod infinite_types;
mod merge_equal;
mod nested_parameters;
mod origin;
mod resolved;
mod unions;
mod unused;

use std::collections::BTreeMap;

use self::{
    bodies::{
        duplicate_forms,
        files::{self, binary},
        whole_response, xml_as_text,
    },
    unions::{constants, open_unions, overlap, unit_variants},
};
use crate::lower::Options;
use crate::lower::operation::{body::files::Multipart, parameter::SentParameter};
use crate::{
    diagnostics::Diagnostics,
    ir::{Api, TypeId},
    source::{Node, Sources, Span},
};

/// What lowering noted for the passes.
pub(super) struct Notes<'a> {
    /// By type: its schema.
    pub(super) nodes: Vec<&'a Node>,
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

/// Runs all passes, in the order in which they need each other.
pub(super) fn run(
    api: &mut Api,
    notes: Notes<'_>,
    options: Options<'_>,
    sources: &Sources,
    diagnostics: &mut Diagnostics,
) {
    let Notes {
        nodes,
        mut any_of,
        mut replaced,
        ..
    } = notes;
    // Types that no value can have, or that never end.
    alias_cycles::shorten(api);
    infinite_types::end_cycles(api, &nodes, diagnostics);
    alias_cycles::end_cycles(api);
    origin::set_all(api, &nodes, sources);
    // What is only reported.
    nested_parameters::report(api, notes.sent, diagnostics);
    xml_as_text::report(notes.xml, diagnostics);
    // Bytes: files in multipart bodies, text in JSON.
    files::make_files(api, &notes.multipart, &mut any_of);
    binary::report_nested(api, sources, diagnostics);
    binary::make_text(api);
    // Unions: the values they keep, and how their members are distinguished.
    overlap::keep_others(api, &any_of);
    open_unions::open_around(api);
    replaced.extend(whole_response::split_off(api));
    duplicate_forms::remove(api, &replaced);
    constants::make_constants(api);
    if !options.keep_unknown {
        unit_variants::make_units(api);
    }
    // Equal types have one definition.
    merge_equal::make_aliases(api);
}
