//! Applies overlays: corrections to a document in another file (`OpenAPI` Overlay Specification 1.0
//! and 1.1).
//!
//! In: the tree of a document and the tree of an overlay. Out: the changed document. New nodes have
//! their positions in the overlay.

mod edit;

use serde_json_path::JsonPath;
use serde_json_path::NormalizedPath;

use self::edit::Segment;
use super::parse::MAX_DEPTH;
use super::tree::node::{Node, Value};
use crate::diagnostics::{Code, Diagnostics};
use crate::hash::HashSet;

/// How deep brackets may be nested in a `JSONPath`, whose parser recurses.
const MAX_BRACKETS: usize = 50;

/// How many descendant segments a `JSONPath` may have: what `$..*..*..*` selects grows
/// exponentially.
const MAX_DESCENTS: usize = 2;

/// The number of nodes that an overlay may add. Copying a document into each of its parts a few
/// times would fill the memory.
const MAX_GROWTH: usize = if cfg!(test) { 10_000 } else { 1_000_000 };

/// Applies the actions of an overlay in order.
pub(super) fn apply(document: &mut Node, overlay: &Node, diagnostics: &mut Diagnostics) {
    let wrong = |node: &Node, message: &str, diagnostics: &mut Diagnostics| {
        diagnostics.report(Code::InvalidOverlay, node.span, message);
    };
    match overlay.get("overlay").and_then(Node::as_str) {
        Some(version) if version.starts_with("1.0") || version.starts_with("1.1") => {}
        Some(version) => {
            let message = format!("overlay version `{version}` is not 1.0 or 1.1");
            wrong(
                overlay.get("overlay").unwrap_or(overlay),
                &message,
                diagnostics,
            );
        }
        None => {
            wrong(overlay, "the overlay has no `overlay: 1.0.0`", diagnostics);
            return;
        }
    }
    let Some(actions) = overlay.get("actions") else {
        wrong(overlay, "the overlay has no `actions`", diagnostics);
        return;
    };
    let Some(actions) = actions.as_array() else {
        let message = format!("`actions` must be an array, not {}", actions.kind());
        wrong(actions, &message, diagnostics);
        return;
    };
    // JSONPath needs plain values; each change is made to this copy, too.
    let mut plain = document.to_json();
    let mut room = MAX_GROWTH;
    for action in actions {
        let done = self::action(document, &mut plain, action, &mut room, diagnostics);
        if let Err((at, message)) = done {
            wrong(at, &message, diagnostics);
        }
    }
}

type Wrong<'n> = (&'n Node, String);

fn action<'n>(
    document: &mut Node,
    plain: &mut serde_json::Value,
    action: &'n Node,
    room: &mut usize,
    diagnostics: &mut Diagnostics,
) -> Result<(), Wrong<'n>> {
    if action.as_object().is_none() {
        return Err((
            action,
            format!("an action is an object, not {}", action.kind()),
        ));
    }
    let Some(target) = action.get("target") else {
        return Err((action, "the action has no `target`".into()));
    };
    let mut paths = select(target, plain)?;
    if paths.is_empty() {
        let text = target.as_str().unwrap_or_default();
        diagnostics
            .report(
                Code::OverlayMatchesNothing,
                target.span,
                format!("`{text}` matches nothing"),
            )
            .help("remove the action if the document was corrected, or correct the target");
        return Ok(());
    }
    if action.get("remove").and_then(Node::as_bool) == Some(true) {
        // From last to first, so that the numbers of the other items stay the same.
        paths.sort_unstable();
        paths.dedup();
        for path in paths.iter().rev() {
            if !edit::remove(document, path) {
                return Err((target, "the whole document can't be removed".into()));
            }
            let mut parent = path.clone();
            parent.pop();
            refresh(document, plain, &parent);
        }
        return Ok(());
    }
    let copied;
    let update = match (action.get("update"), action.get("copy")) {
        (Some(_), Some(copy)) => {
            return Err((copy, "`update` and `copy` exclude each other".into()));
        }
        (Some(update), None) => update,
        (None, Some(copy)) => {
            let [source] = &select(copy, plain)?[..] else {
                return Err((copy, "`copy` must select exactly one node".into()));
            };
            copied = edit::at(document, source).cloned();
            copied
                .as_ref()
                .ok_or((copy, "`copy` selects nothing".to_owned()))?
        }
        (None, None) => {
            return Err((
                action,
                "the action has none of `update`, `copy` and `remove: true`".into(),
            ));
        }
    };
    let height = edit::height(update);
    let growth = edit::size(update).saturating_mul(paths.len());
    *room = room.checked_sub(growth).ok_or_else(|| {
        let message = format!("the overlay puts more than {MAX_GROWTH} nodes into the document");
        (target, message)
    })?;
    for path in &paths {
        if path.len() + height > MAX_DEPTH {
            diagnostics.report(
                Code::NestingTooDeep,
                target.span,
                "the result is nested too deeply",
            );
            return Ok(());
        }
        let Some(node) = edit::at_mut(document, path) else {
            continue;
        };
        match (&mut node.value, &update.value) {
            (Value::Array(items), update_value) if !matches!(update_value, Value::Array(_)) => {
                items.push(update.clone());
            }
            (Value::Object(_), Value::Object(_)) | (Value::Array(_), _) => {
                edit::merge(node, update);
            }
            (Value::Object(_), _) => {
                let message = format!("an object is updated with an object, not {}", update.kind());
                return Err((target, message));
            }
            _ => *node = update.clone(),
        }
        refresh(document, plain, path);
    }
    Ok(())
}

/// Updates one part of the plain copy.
fn refresh(document: &Node, plain: &mut serde_json::Value, path: &[Segment]) {
    let target = path.iter().try_fold(plain, |value, segment| match segment {
        Segment::Member(name) => value.get_mut(name),
        Segment::Item(index) => value.get_mut(index),
    });
    if let (Some(target), Some(node)) = (target, edit::at(document, path)) {
        *target = node.to_json();
    }
}

/// The paths that a `JSONPath` selects.
fn select<'n>(at: &'n Node, plain: &serde_json::Value) -> Result<Vec<Vec<Segment>>, Wrong<'n>> {
    let Some(text) = at.as_str() else {
        return Err((at, format!("a JSONPath is a string, not {}", at.kind())));
    };
    let mut depth = 0_usize;
    for character in text.chars() {
        match character {
            '(' | '[' | '!' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_BRACKETS {
            return Err((at, "the JSONPath is nested too deeply".into()));
        }
    }
    if text.matches("..").count() > MAX_DESCENTS {
        let message = format!("the JSONPath has `..` more than {MAX_DESCENTS} times");
        return Err((at, message));
    }
    let path = JsonPath::parse(text)
        .map_err(|error| (at, format!("`{text}` is not a valid JSONPath: {error}")))?;
    let located = path.query_located(plain);
    let mut paths: Vec<_> = located.locations().map(segments).collect();
    let mut seen = HashSet::default();
    paths.retain(|path| seen.insert(format!("{path:?}")));
    Ok(paths)
}

fn segments(path: &NormalizedPath<'_>) -> Vec<Segment> {
    path.iter()
        .map(|element| match (element.as_name(), element.as_index()) {
            (Some(name), _) => Segment::Member(name.to_owned()),
            (None, index) => Segment::Item(index.unwrap_or_default()),
        })
        .collect()
}
