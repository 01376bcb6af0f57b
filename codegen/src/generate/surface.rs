//! Plans the client of a document, for comparison with that of another version.

use super::lowered;
use crate::{
    analyze,
    compare::PublicApi,
    config::{ApiConfig, Layout},
    diagnostics::Diagnostics,
    plan::{self, Target},
    source::{Reader, Sources},
};

/// The public API of the client of a document.
#[derive(Debug)]
pub struct Surface {
    /// The items that a program can name; `None` if the document can't be read at all.
    pub api: Option<PublicApi>,
    /// The number of operations without a method; each has an error that says why.
    pub left_out: usize,
    /// The diagnostics.
    pub diagnostics: Diagnostics,
    /// The loaded files, for rendering diagnostics.
    pub sources: Option<Sources>,
}

/// Reads a document and plans its client.
///
/// Configuration entries that match nothing are not reported: they may be for the other version.
#[must_use]
pub fn surface(reader: &dyn Reader, entry: &str, config: &ApiConfig) -> Surface {
    let mut diagnostics = Diagnostics::new();
    let (sources, lowered) = lowered(reader, entry, config, &mut diagnostics);
    let left_out = lowered.as_ref().map_or(0, |lowered| lowered.left_out);
    let api = lowered.map(|lowered| {
        let facts = analyze::analyze(&lowered.api);
        // A module has features only if its configuration asks for them.
        let target = match config.layout {
            Layout::Module => Target::module("client", entry),
            Layout::Crate => Target::package("client", entry, plan::Runtime::default()),
        };
        let (plan, _) = plan::plan(&lowered.api, &facts, config, &target);
        PublicApi::of(&plan)
    });
    diagnostics.sort();
    Surface {
        api,
        left_out,
        diagnostics,
        sources,
    }
}
