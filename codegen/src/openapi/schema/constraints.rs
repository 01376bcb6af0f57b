//! Reads the keywords that bound a value into [`Constraint`]s (JSON Schema 2020-12, Validation).

use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Constraint, Pattern};
use crate::openapi::fields::{flag_of, text_of, wrong_type};
use crate::openapi::version::Version;
use crate::source::{Node, Number, Value};

/// The constraint that a member of the schema states. In 3.0 exclusive bounds are booleans beside
/// the number; both forms are read in every version.
pub(super) fn read(
    (name, node): (&str, &Node),
    schema: &Node,
    version: Version,
    diagnostics: &mut Diagnostics,
) -> Option<Constraint> {
    if let Some((_, make)) = Constraint::COUNTS.iter().find(|(known, _)| *known == name) {
        return count(node, name, diagnostics).map(make);
    }
    let is_exclusive = |name| schema.get(name).and_then(Node::as_bool) == Some(true);
    let make = match (name, &node.value) {
        ("pattern", _) => {
            let text = text_of(node, name, diagnostics)?;
            return Some(Constraint::Pattern(Pattern {
                written: text.text.to_owned(),
                checked: None,
            }));
        }
        ("uniqueItems", _) => {
            let unique = flag_of(node, name, diagnostics)?;
            return unique.then_some(Constraint::UniqueItems);
        }
        ("exclusiveMinimum" | "exclusiveMaximum", Value::Bool(_)) => {
            if version > Version::V3_0 {
                let message = format!("`{name}` must be a number, not a boolean");
                diagnostics
                    .report(Code::Lenient, node.span, message)
                    .help("in 3.1 it takes the place of `minimum` or `maximum`");
            }
            return None;
        }
        ("minimum", _) if is_exclusive("exclusiveMinimum") => Constraint::ExclusiveMinimum,
        ("maximum", _) if is_exclusive("exclusiveMaximum") => Constraint::ExclusiveMaximum,
        _ => {
            Constraint::BOUNDS
                .iter()
                .find(|(known, _)| *known == name)?
                .1
        }
    };
    number(node, name, diagnostics).map(|number| make(number.0.clone()))
}

fn number<'a>(node: &'a Node, name: &str, diagnostics: &mut Diagnostics) -> Option<&'a Number> {
    let number = node.as_number();
    if number.is_none() && !matches!(node.value, Value::Null) {
        wrong_type(node, name, "a number", diagnostics);
    }
    number
}

/// A count: a non-negative integer.
fn count(node: &Node, name: &str, diagnostics: &mut Diagnostics) -> Option<u64> {
    let number = number(node, name, diagnostics)?;
    let count = number.as_u64();
    if count.is_none() {
        // Bounds of JSON's own numbers, written with more digits than they have.
        let message = format!(
            "`{name}` must be a whole number from 0 on, not `{}`; it is ignored",
            number.0
        );
        diagnostics.report(Code::Lenient, node.span, message);
    }
    count
}
