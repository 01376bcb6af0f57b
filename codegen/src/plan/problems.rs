//! What a plan could not do as asked.

/// Something that should be told to whoever generates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of problem.
    pub kind: ProblemKind,
    /// What is wrong, in lower case.
    pub message: String,
    /// The configuration's key, or `METHOD /path` of the operation.
    pub key: String,
}

/// The kinds of problems.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// An entry of the configuration matches nothing in the document.
    Unmatched,
    /// A construct is generated in a wider or poorer form than the document has it.
    Widened,
}

impl Problem {
    pub(super) fn unmatched(key: String, message: String) -> Self {
        Self {
            kind: ProblemKind::Unmatched,
            message,
            key,
        }
    }

    pub(super) fn widened(key: String, message: String) -> Self {
        Self {
            kind: ProblemKind::Widened,
            message,
            key,
        }
    }
}
