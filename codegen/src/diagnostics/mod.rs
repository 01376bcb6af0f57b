//! Diagnostics: what is wrong, where, and what to do.
//!
//! In: diagnostics of every stage. Out: a list that is sorted, counted and rendered. Must not know
//! what a document means. Their number is not limited, and equal ones appear once.

mod codes;
mod escape;
mod groups;
mod json_lines;
mod render;
mod suggest;
#[cfg(test)]
mod tests;
mod window;

use std::collections::BTreeMap;

use crate::hash::HashSet;
use crate::source::{FileId, Sources, Span, Text};

pub use self::codes::{Code, Severity};
pub use self::escape::escape;
pub use self::json_lines::render_json;
pub use self::render::{Style, render, render_one, summary};
pub use self::suggest::{closest, closest_within};

/// An error or a warning.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// The code.
    pub code: Code,
    /// The position; `None` if no file is concerned.
    pub span: Option<Span>,
    /// The message, in lower case and without a final period.
    pub message: String,
    /// How to fix it.
    pub help: Option<String>,
    /// Other positions that matter, each with a short text.
    pub labels: Vec<(Span, String)>,
    /// Whether it is only a warning, although its code is an error, because nothing is left out.
    pub harmless: bool,
}

impl Diagnostic {
    /// Creates a diagnostic at a position.
    #[must_use]
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            span: Some(span),
            message: message.into(),
            help: None,
            labels: Vec::new(),
            harmless: false,
        }
    }

    /// The same with what to do about it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help(help);
        self
    }

    /// Makes an error a warning, because nothing is left out.
    pub fn harmless(&mut self) -> &mut Self {
        self.harmless = true;
        self
    }

    /// Sets what to do about it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another position that matters.
    pub fn label(&mut self, span: Span, text: impl Into<String>) -> &mut Self {
        self.labels.push((span, text.into()));
        self
    }

    /// Error or warning.
    #[must_use]
    pub fn severity(&self) -> Severity {
        if self.harmless {
            Severity::Warning
        } else {
            self.code.severity()
        }
    }
}

/// All diagnostics of a run.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    attached: BTreeMap<FileId, Text>,
}

impl Diagnostics {
    /// Creates an empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a diagnostic at a position. The result takes `.help("…")` and `.label(span, "…")`.
    pub fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(Diagnostic::new(code, span, message))
    }

    /// Reports a diagnostic that concerns no file.
    pub fn report_nowhere(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        let diagnostic = self.report(code, Span::new(FileId(0), 0, 0), message);
        diagnostic.span = None;
        diagnostic
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        let index = self.list.len();
        self.list.push(diagnostic);
        &mut self.list[index]
    }

    /// Adds the text of a file that is not among the [`Sources`], so that its lines can be shown.
    pub fn attach(&mut self, file: FileId, text: Text) {
        self.attached.insert(file, text);
    }

    /// Adds a text, such as a configuration, with a number that no loaded file has.
    pub fn attach_new(&mut self, path: &str, text: &str) -> FileId {
        let used = u32::try_from(self.attached.len()).unwrap_or(u32::MAX / 2);
        let file = FileId(u32::MAX - used);
        self.attach(file, Text::new(path.to_owned(), text.to_owned()));
        file
    }

    /// The text of a file, attached or from the sources.
    #[must_use]
    pub fn text<'a>(&'a self, sources: Option<&'a Sources>, file: FileId) -> Option<&'a Text> {
        self.attached
            .get(&file)
            .or_else(|| Some(&sources?.get(file)?.text))
    }

    /// Appends the diagnostics of another list.
    pub fn append(&mut self, other: Self) {
        self.list.extend(other.list);
        self.attached.extend(other.attached);
    }

    /// Whether there is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|diagnostic| diagnostic.severity() == Severity::Error)
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The number of diagnostics.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// The number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error)
            .count()
    }

    /// The number of warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.len() - self.errors()
    }

    /// The diagnostics in the order of reporting or, after [`sort`](Self::sort), by position.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Removes duplicates, then sorts by position; diagnostics without a position are first.
    pub fn sort(&mut self) {
        let mut seen = HashSet::default();
        self.list
            .retain(|diagnostic| seen.insert(diagnostic.clone()));
        self.list.sort_by(|a, b| {
            let key = |d: &Diagnostic| d.span.map(|span| (span.file, span.start, span.end));
            key(a)
                .cmp(&key(b))
                .then(a.code.cmp(&b.code))
                .then_with(|| a.message.cmp(&b.message))
        });
    }
}
