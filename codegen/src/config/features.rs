//! `features` of `codegen.toml`: a feature for each tag of a module.
//!
//! In: a table. Out: the same as data, with places. Which tags the document has is not known here.

use serde::Deserialize;
use toml::Spanned;

/// The features of a module, so that a program compiles only what it calls.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Features {
    /// The feature of the module, with which the names of the others begin: `things`, `things-all`
    /// and one a tag.
    pub prefix: Spanned<String>,
    /// The tags that the feature of the module turns on: all unless given.
    pub default: Option<Vec<Spanned<String>>>,
}
