//! Groups diagnostics that are shown as one: equal ones, and many warnings that differ only in
//! names.

use super::{Diagnostic, Diagnostics, Severity, escape};
use crate::hash::{HashMap, IndexMap};
use crate::source::Sources;

/// The number of similar warnings that are shown one by one.
const MAX_SINGLE: usize = 5;

/// The number of positions that are listed.
const MAX_PLACES: usize = 8;

/// The groups, in the order of their first diagnostics.
pub(super) fn groups(diagnostics: &Diagnostics) -> Vec<Vec<&Diagnostic>> {
    let mut counts: HashMap<_, usize> = HashMap::default();
    for diagnostic in diagnostics.iter() {
        let key = (diagnostic.code, shape(&diagnostic.message));
        *counts.entry(key).or_default() += 1;
    }
    let mut groups: IndexMap<_, Vec<&Diagnostic>> = IndexMap::default();
    for diagnostic in diagnostics.iter() {
        let (code, severity) = (diagnostic.code, diagnostic.severity());
        let shape = shape(&diagnostic.message);
        let many = counts
            .get(&(code, shape.clone()))
            .is_some_and(|count| *count > MAX_SINGLE);
        let key = if many && severity == Severity::Warning {
            (code, severity, shape, None)
        } else {
            let help = diagnostic.help.as_deref();
            (code, severity, diagnostic.message.clone(), help)
        };
        groups.entry(key).or_default().push(diagnostic);
    }
    groups.into_values().collect()
}

/// A message without the names in it.
fn shape(message: &str) -> String {
    let mut shape = String::with_capacity(message.len());
    for (index, piece) in message.split('`').enumerate() {
        shape.push_str(if index % 2 == 0 { piece } else { "`" });
    }
    shape
}

/// `3 more: at spec.yaml:4:5, spec.yaml:9:5 and spec.yaml:12:5`.
pub(super) fn more(
    others: &[&Diagnostic],
    diagnostics: &Diagnostics,
    sources: Option<&Sources>,
) -> String {
    let places = others.iter().filter_map(|other| {
        let span = other.span?;
        let text = diagnostics.text(sources, span.file)?;
        let position = text.position(span.start as usize);
        Some(format!(
            "{}:{}:{}",
            escape(text.path()),
            position.line,
            position.column
        ))
    });
    let listed: Vec<String> = places.take(MAX_PLACES).collect();
    let rest = match others.len().saturating_sub(listed.len()) {
        0 => String::new(),
        _ if listed.is_empty() => String::new(),
        rest => format!(" and {rest} other places; `--format json` lists all"),
    };
    let places = if listed.is_empty() {
        String::new()
    } else {
        format!(": {}", listed.join(", "))
    };
    format!("{} more like this{places}{rest}", others.len())
}
