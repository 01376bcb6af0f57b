//! Refusals: what the docs of a method say of the statuses that are errors.

use super::{Operation, Response, Status, has_type, status_name};
use crate::plan::{RustType, context::Context, docs, markdown};

/// How long a description may be to be shown beside a status.
const LONGEST: usize = 48;

/// The error type of each documented status; empty if none is documented.
pub(crate) fn errors(
    context: &Context<'_>,
    operation: &Operation,
    error: &RustType,
) -> Vec<String> {
    let refusals = operation.refusals();
    let (typed, plain): (Vec<&Response>, Vec<&Response>) =
        refusals.partition(|response| has_type(context, response));
    let list = |responses: &[&Response]| -> String {
        let labels: Vec<String> = responses.iter().filter_map(|one| label(one)).collect();
        match (labels.join(", "), labels.len() == responses.len()) {
            (labels, true) => format!("with status {labels}"),
            (labels, false) if labels.is_empty() => "with any other status".to_owned(),
            (labels, false) => format!("with status {labels} or any other"),
        }
    };
    let mut said = Vec::new();
    if !typed.is_empty() {
        let name = match error {
            RustType::Name(name, arguments) if arguments.is_empty() => format!("[`{name}`]"),
            other => docs::code(&other.to_string()),
        };
        said.push(format!("{name} {}.", list(&typed)));
    }
    if !plain.is_empty() {
        let before = if typed.is_empty() {
            "Fails"
        } else {
            "No typed body"
        };
        said.push(format!("{before} {}.", list(&plain)));
    }
    if said.is_empty() {
        return Vec::new();
    }
    let text = said.join(" ");
    let mut lines = vec!["# Errors".to_owned(), String::new()];
    lines.extend(markdown::folded(&text));
    lines
}

/// A status and what it means; nothing for all others.
fn label(response: &Response) -> Option<String> {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(hundreds) => format!("{hundreds}xx"),
        Status::Default => return None,
    };
    let description = response.description.as_deref().map(str::trim);
    let short = description.filter(|text| {
        !text.is_empty()
            && text.chars().count() <= LONGEST
            && !text.contains(['\n', '[', '<', '|', '(', ')', '`', '*', '_', '#'])
    });
    let meaning = match short {
        Some(text) => markdown::line(text.trim_end_matches(['.', '!'])),
        None => status_name(response.status),
    };
    Some(if meaning.starts_with("status ") {
        status
    } else {
        format!("{status} ({meaning})")
    })
}
