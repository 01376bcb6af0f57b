//! What went wrong, where, and what to do.
//!
//! In: reports of every stage. Out: a list that is sorted, counted and rendered. Must not know what
//! a document means. Nothing is hidden behind a cap, and equal reports appear once.

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

/// One report.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What it is.
    pub code: Code,
    /// Where; `None` where no file is concerned.
    pub span: Option<Span>,
    /// What was found, in lower case and without a final period.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// Other places that matter, each with a word on why.
    pub labels: Vec<(Span, String)>,
    /// Whether it is only a warning, though its code is an error: nothing is left out for it.
    pub harmless: bool,
}

impl Diagnostic {
    /// Makes an error a warning: nothing is left out for it.
    pub fn harmless(&mut self) -> &mut Self {
        self.harmless = true;
        self
    }

    /// Adds what to do.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(help.into());
        self
    }

    /// Adds another place that matters, and why.
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

/// Everything that was reported.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    attached: BTreeMap<FileId, Text>,
}

impl Diagnostics {
    /// No reports.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports something at a place. The result takes `.help("…")` and `.label(span, "…")`.
    pub fn report(
        &mut self,
        code: Code,
        span: Span,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        self.push(code, Some(span), message.into())
    }

    /// Reports something that stands in no file.
    pub fn report_nowhere(&mut self, code: Code, message: impl Into<String>) -> &mut Diagnostic {
        self.push(code, None, message.into())
    }

    fn push(&mut self, code: Code, span: Option<Span>, message: String) -> &mut Diagnostic {
        let index = self.list.len();
        self.list.push(Diagnostic {
            code,
            span,
            message,
            help: None,
            labels: Vec::new(),
            harmless: false,
        });
        &mut self.list[index]
    }

    /// Gives the text of a file that is not among the [`Sources`], so that its lines can be shown.
    pub fn attach(&mut self, file: FileId, text: Text) {
        self.attached.insert(file, text);
    }

    /// Like [`attach`](Self::attach), under a number that no loaded file has: for a configuration,
    /// say.
    pub fn attach_new(&mut self, path: &str, text: &str) -> FileId {
        let used = u32::try_from(self.attached.len()).unwrap_or(u32::MAX / 2);
        let file = FileId(u32::MAX - used);
        self.attach(file, Text::new(path.to_owned(), text.to_owned()));
        file
    }

    /// The text of a file, from the sources or from what was attached.
    #[must_use]
    pub fn text<'a>(&'a self, sources: Option<&'a Sources>, file: FileId) -> Option<&'a Text> {
        self.attached
            .get(&file)
            .or_else(|| Some(&sources?.get(file)?.text))
    }

    /// Takes over the reports of another list.
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

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// How many errors there are.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.list
            .iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error)
            .count()
    }

    /// How many warnings there are.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.len() - self.errors()
    }

    /// The reports, in the order they were made or, after [`sort`](Self::sort), of their places.
    pub fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        self.list.iter()
    }

    /// Removes repetitions, then sorts by place; what is of no place comes first.
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
