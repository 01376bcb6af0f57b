//! `operations` of `codegen.toml`: which operations are generated.
//!
//! In: a table. Out: the same as data, with places. The document's operations are not known here.

use serde::Deserialize;
use toml::Spanned;

/// Which operations are generated. An entry is a tag, `METHOD /path` or an `operationId`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Operations {
    /// Those that are generated: all unless given.
    #[serde(default)]
    pub include: Vec<Spanned<String>>,
    /// Those of them that are left out.
    #[serde(default)]
    pub exclude: Vec<Spanned<String>>,
}
