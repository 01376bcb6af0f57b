//! How one generated file differs from the folder.

use std::fmt;

use similar::TextDiff;

/// A file that differs from the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'f> {
    /// The file, relative to the folder.
    pub path: String,
    /// How it differs.
    pub kind: ChangeKind,
    /// The text on disk; empty if the file is missing.
    pub(super) old: String,
    /// The generated text; empty if the file is stale.
    pub(super) new: &'f str,
}

impl<'f> Change<'f> {
    /// The change of an existing file.
    #[must_use]
    pub fn of(path: &str, old: String, new: &'f str) -> Self {
        Self {
            path: path.to_owned(),
            kind: ChangeKind::Changed,
            old,
            new,
        }
    }

    /// The difference between the file on disk and the generated one, in the unified format.
    #[must_use]
    pub fn diff(&self) -> String {
        let path = &self.path;
        TextDiff::from_lines(self.old.as_str(), self.new)
            .unified_diff()
            .context_radius(2)
            .header(&format!("{path} (there)"), &format!("{path} (generated)"))
            .to_string()
    }
}

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Its text differs.
    Changed,
    /// It does not exist.
    Missing,
    /// It was generated once and isn't any more.
    Stale,
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Stale => "stale",
        })
    }
}
