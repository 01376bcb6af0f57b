//! What became of the suite: for machines, and in one line for people.

use std::collections::BTreeMap;

use serde::Serialize;

/// The whole file.
#[derive(Debug, Default, Serialize)]
pub(super) struct Report {
    /// Schemas that were tried.
    pub(super) schemas: usize,
    /// Schemas that were not, by reason.
    pub(super) out_of_scope: BTreeMap<&'static str, usize>,
    /// By keyword: the file of the suite.
    pub(super) keywords: BTreeMap<String, Count>,
    /// Valid instances that a rule of the generator excludes.
    pub(super) excluded: Vec<Excluded>,
    /// Invalid instances that neither reading nor `validate()` refuses.
    pub(super) accepted: Vec<String>,
    /// Valid instances that did not survive.
    pub(super) failures: Vec<Failed>,
}

/// The instances of one keyword.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct Count {
    /// Valid instances, excluded ones aside.
    pub(super) valid: usize,
    /// Those that were read, passed `validate()`, and were written unchanged.
    pub(super) survived: usize,
    /// Invalid instances.
    pub(super) invalid: usize,
    /// Those that were not read.
    pub(super) unread: usize,
    /// Those that were read, and refused by `validate()`.
    pub(super) refused: usize,
}

/// A valid instance that is not expected to survive.
#[derive(Debug, Serialize)]
pub(super) struct Excluded {
    pub(super) test: String,
    pub(super) rule: &'static str,
}

/// A valid instance that did not survive.
#[derive(Debug, Serialize)]
pub(super) struct Failed {
    pub(super) test: String,
    pub(super) what: String,
}

/// One line.
pub(super) fn summary(report: &Report) -> String {
    let sum = |number: fn(&Count) -> usize| report.keywords.values().map(number).sum::<usize>();
    format!(
        "{} schemas: {} of {} valid instances survive unchanged, {} excluded; of {} invalid ones {} are not read and {} refused by `validate()`",
        report.schemas,
        sum(|count| count.survived),
        sum(|count| count.valid),
        report.excluded.len(),
        sum(|count| count.invalid),
        sum(|count| count.unread),
        sum(|count| count.refused),
    )
}
