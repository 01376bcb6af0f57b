//! Problems: what a plan could not do as asked.
//!
//! In: where it was asked for, and why it can't be done. Out: data for a diagnostic, which
//! `generate` reports.

use std::ops::Range;

use crate::{
    ir::Operation,
    names::{Conflict, Section},
};

/// A problem to report to the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem.
    pub kind: ProblemKind,
    /// What it is about.
    pub subject: Subject,
    /// What is wrong, in lower case.
    pub message: String,
    /// How to fix it.
    pub help: String,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// An entry of the configuration matches nothing in the document.
    Unmatched,
    /// Two entries of the configuration ask for the same thing.
    Conflict,
    /// An entry of the configuration has a value that it can't have.
    Invalid,
    /// `names.lock` has a name that its key can't have.
    Lock,
    /// `names.lock` has a name for a key that is gone.
    Gone,
    /// A media type is sent or read in a poorer form than the document has it.
    MediaType,
}

/// What a problem is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// At the entry of the configuration with that key.
    Entry(String),
    /// At a value of that entry: where it is in the text of the configuration.
    Value(String, Range<usize>),
    /// At a line of `names.lock`: its section, and its key.
    Lock(&'static str, String),
    /// At an operation of the document: its [`origin`](Operation::origin).
    Operation(String),
}

impl Problem {
    pub(super) fn unmatched(
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self::at_entry(ProblemKind::Unmatched, key, message, help)
    }

    pub(super) fn conflict(key: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::at_entry(ProblemKind::Conflict, key, message, help)
    }

    pub(super) fn invalid(key: &str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::at_entry(ProblemKind::Invalid, key, message, help)
    }

    pub(super) fn media_type(
        operation: &Operation,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            kind: ProblemKind::MediaType,
            subject: Subject::Operation(operation.origin.clone()),
            message: message.into(),
            help: help.into(),
        }
    }

    /// A name of `names.lock` that was not kept.
    pub(super) fn lock(section: Section, key: &str, why: Conflict) -> Self {
        let (kind, message, help) = match why {
            Conflict::Gone => (
                ProblemKind::Gone,
                "`names.lock` has a name for a place that the document no longer has",
                "generating again removes the line, and the name is free",
            ),
            Conflict::Taken => (
                ProblemKind::Lock,
                "`names.lock` has a name that is already taken",
                "remove one of the lines with the name, and generate again",
            ),
            Conflict::Renamed => (
                ProblemKind::Lock,
                "`names.lock` and `codegen.toml` disagree on a name",
                "remove the line to rename it, or the entry of `codegen.toml` to keep the name",
            ),
            Conflict::Invalid => (
                ProblemKind::Lock,
                "`names.lock` has a name that is not a Rust identifier",
                "correct the name, or remove the line",
            ),
            Conflict::Case => (
                ProblemKind::Lock,
                "`names.lock` has a name in the wrong case",
                "write types and variants like `TypeName`, and everything else like `snake_case`",
            ),
        };
        Self {
            kind,
            subject: Subject::Lock(section.key(), key.to_owned()),
            message: message.to_owned(),
            help: help.to_owned(),
        }
    }

    /// An entry of `rename` that asks for another name than `names.lock` has.
    pub(super) fn contradiction(key: &str, locked: &str) -> Self {
        let message = format!(
            "`names.lock` has the name `{locked}` for `{key}`, but `rename` has another one"
        );
        let help =
            "remove the line from `names.lock` to rename the method, or the entry to keep its name";
        Self::at_entry(ProblemKind::Lock, key, message, help)
    }

    /// The same at a value of the entry.
    pub(super) fn within(mut self, range: Range<usize>) -> Self {
        if let Subject::Entry(key) = self.subject {
            self.subject = Subject::Value(key, range);
        }
        self
    }

    fn at_entry(
        kind: ProblemKind,
        key: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self {
            kind,
            subject: Subject::Entry(key.to_owned()),
            message: message.into(),
            help: help.into(),
        }
    }
}

/// Help for a name that matches nothing: the one that was meant, or what there is.
pub(super) fn instead<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> String {
    let names: Vec<&str> = names.collect();
    if let Some(close) = crate::diagnostics::closest(name, names.iter().copied()) {
        return format!("did you mean `{close}`?");
    }
    match names.as_slice() {
        [] => "remove the entry".to_owned(),
        names if names.len() <= 8 => format!("there is `{}`", names.join("`, `")),
        _ => "remove the entry, or correct its name".to_owned(),
    }
}
