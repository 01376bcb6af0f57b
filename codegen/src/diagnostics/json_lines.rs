//! Renders diagnostics for machines: one JSON object per line.

use serde_json::{Map, Value};

use super::{Diagnostic, Diagnostics};
use crate::source::{Sources, Span};

/// Renders each diagnostic as one line of JSON: `code`, `severity`, `message`, and if known `file`,
/// `line`, `column`, `pointer`, `help` and `labels`.
#[must_use]
pub fn render_json(diagnostics: &Diagnostics, sources: Option<&Sources>) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics.iter() {
        out.push_str(&Value::Object(object(diagnostic, diagnostics, sources)).to_string());
        out.push('\n');
    }
    out
}

fn object(
    diagnostic: &Diagnostic,
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("code".into(), diagnostic.code.as_str().into());
    object.insert("severity".into(), diagnostic.severity().name().into());
    object.insert("message".into(), diagnostic.message.as_str().into());
    if let Some(span) = diagnostic.span {
        place(&mut object, span, diagnostics, sources);
    }
    if let Some(help) = &diagnostic.help {
        object.insert("help".into(), help.as_str().into());
    }
    if !diagnostic.labels.is_empty() {
        let labels = diagnostic.labels.iter().map(|(span, text)| {
            let mut label = Map::new();
            label.insert("message".into(), text.as_str().into());
            place(&mut label, *span, diagnostics, sources);
            Value::Object(label)
        });
        object.insert("labels".into(), labels.collect());
    }
    object
}

fn place(
    object: &mut Map<String, Value>,
    span: Span,
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
) {
    let Some(text) = diagnostics.text(sources, span.file) else {
        return;
    };
    let position = text.position(span.start as usize);
    object.insert("file".into(), text.path().into());
    object.insert("line".into(), position.line.into());
    object.insert("column".into(), position.column.into());
    if let Some(sources) = sources.filter(|sources| sources.get(span.file).is_some()) {
        object.insert("pointer".into(), sources.pointer(span).into());
    }
}
