//! Renders diagnostics for people: message, position, line with a caret, and help.
//!
//! In: diagnostics and the texts of the files. Out: text for a terminal. Text from a document is
//! escaped, so that it can't deceive the reader.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::groups::{groups, more};
use super::window::{Window, window};
use super::{Diagnostic, Diagnostics, Severity, escape};
use crate::source::{Position, Sources, Span};

/// The style of a rendering.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// Without colours.
    #[default]
    Plain,
    /// With terminal colours.
    Coloured,
}

/// Renders all diagnostics, each followed by an empty line. Equal ones are shown once, with the
/// positions of the others.
#[must_use]
pub fn render(diagnostics: &Diagnostics, sources: Option<&Sources>, style: Style) -> String {
    let mut out = String::new();
    for group in groups(diagnostics) {
        if let Some((first, others)) = group.split_first() {
            out.push_str(&rendered(first, others, diagnostics, sources, style));
            out.push_str("\n\n");
        }
    }
    out
}

/// Renders one diagnostic, without a line break at the end.
#[must_use]
pub fn render_one(
    diagnostic: &Diagnostic,
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
    style: Style,
) -> String {
    rendered(diagnostic, &[], diagnostics, sources, style)
}

/// Renders a diagnostic, and the positions of equal ones.
fn rendered(
    diagnostic: &Diagnostic,
    others: &[&Diagnostic],
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
    style: Style,
) -> String {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group: Group<'_> = level
        .primary_title(escape(&diagnostic.message))
        .id(diagnostic.code.as_str())
        .elements(None::<Origin<'_>>);
    let primary = diagnostic
        .span
        .map(|span| (span, AnnotationKind::Primary, None));
    let labels = diagnostic
        .labels
        .iter()
        .map(|(span, text)| (*span, AnnotationKind::Context, Some(escape(text))));
    for (span, kind, label) in primary.into_iter().chain(labels) {
        let Some((path, position, window)) = place(span, diagnostics, sources) else {
            continue;
        };
        group = group.element(
            Origin::path(path)
                .line(position.line)
                .char_column(position.column),
        );
        group = group.element(
            Snippet::source(window.text)
                .line_start(window.line)
                .annotation(kind.span(window.range).label(label)),
        );
    }
    if let Some(help) = &diagnostic.help {
        let lines: Vec<_> = help.lines().map(escape).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    if !others.is_empty() {
        group = group.element(Level::NOTE.message(more(others, diagnostics, sources)));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    let text = renderer.term_width(220).render(&[group]);
    // The renderer adds a line for a snippet whose position is in the line above it.
    let lines = text.lines().filter(|line| !is_bare_mark(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line has nothing but `:::`, apart from colours.
fn is_bare_mark(line: &str) -> bool {
    let mut plain = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain.trim() == ":::"
}

fn place(
    span: Span,
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
) -> Option<(String, Position, Window)> {
    let text = diagnostics.text(sources, span.file)?;
    let position = text.position(span.start as usize);
    Some((
        escape(text.path()),
        position,
        window(text, span.start as usize, span.end as usize),
    ))
}

/// `3 warnings, 1 error`; empty if there are none.
#[must_use]
pub fn summary(diagnostics: &Diagnostics) -> String {
    let count = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let parts = [
        count(diagnostics.warnings(), Severity::Warning.name()),
        count(diagnostics.errors(), Severity::Error.name()),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}
