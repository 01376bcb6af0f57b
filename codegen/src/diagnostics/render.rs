//! Reports for people: message, place, line with a caret, and what to do.
//!
//! In: reports and the texts they speak of. Out: text for a terminal. Whatever comes from a
//! document is escaped, so that it can't deceive the reader of the terminal.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::groups::{groups, more};
use super::window::{Window, window};
use super::{Diagnostic, Diagnostics, Severity, escape};
use crate::source::{Position, Sources, Span};

/// How a rendering looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Style {
    /// Characters only.
    #[default]
    Plain,
    /// With the colours of a terminal.
    Coloured,
}

/// All reports, one after the other, each followed by an empty line. Equal ones are shown once,
/// with the places of the others.
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

/// One report, without a line break at the end.
#[must_use]
pub fn render_one(
    diagnostic: &Diagnostic,
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
    style: Style,
) -> String {
    rendered(diagnostic, &[], diagnostics, sources, style)
}

/// A report, and where others stand that are equal to it.
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
    // A snippet whose place stands in a line before it still gets an empty line for it.
    let lines = text.lines().filter(|line| !is_bare_mark(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// Whether a line holds nothing but `:::`, colours aside.
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

/// `3 warnings, 1 error`; empty where there is nothing.
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
