//! Numeric constraints of a value.

use crate::diagnostics::{Code, Diagnostics};
use crate::openapi::fields::wrong_type;
use crate::openapi::schema::Limits;
use crate::openapi::version::Version;
use crate::source::{Node, Number, Value};

/// The bounds as written. In 3.0 the exclusive ones are booleans beside the number.
#[derive(Default)]
pub(crate) struct Bounds<'a> {
    minimum: Option<&'a Number>,
    maximum: Option<&'a Number>,
    exclusive_minimum: Option<Exclusive<'a>>,
    exclusive_maximum: Option<Exclusive<'a>>,
    multiple_of: Option<&'a Number>,
}

#[derive(Clone, Copy)]
enum Exclusive<'a> {
    Number(&'a Number),
    Flag(bool),
}

impl<'a> Bounds<'a> {
    /// Reads one keyword. Both forms of the exclusive bounds are accepted in every version.
    pub(crate) fn keyword(
        &mut self,
        name: &str,
        node: &'a Node,
        version: Version,
        diagnostics: &mut Diagnostics,
    ) {
        let exclusive = match (&node.value, name) {
            (Value::Bool(flag), "exclusiveMinimum" | "exclusiveMaximum") => {
                if version > Version::V3_0 {
                    let message = format!("`{name}` must be a number, not a boolean");
                    diagnostics
                        .report(Code::Lenient, node.span, message)
                        .help("in 3.1 it takes the place of `minimum` or `maximum`");
                }
                Some(Exclusive::Flag(*flag))
            }
            (Value::Null, _) => return,
            _ => number(node, name, diagnostics).map(Exclusive::Number),
        };
        let plain = match exclusive {
            Some(Exclusive::Number(number)) => Some(number),
            _ => None,
        };
        match name {
            "minimum" => self.minimum = plain,
            "maximum" => self.maximum = plain,
            "multipleOf" => self.multiple_of = plain,
            "exclusiveMinimum" => self.exclusive_minimum = exclusive,
            _ => self.exclusive_maximum = exclusive,
        }
    }

    pub(crate) fn finish(self, limits: &mut Limits<'a>) {
        limits.multiple_of = self.multiple_of;
        (limits.minimum, limits.exclusive_minimum) = pair(self.minimum, self.exclusive_minimum);
        (limits.maximum, limits.exclusive_maximum) = pair(self.maximum, self.exclusive_maximum);
    }
}

/// The inclusive and the exclusive bound.
fn pair<'a>(
    bound: Option<&'a Number>,
    exclusive: Option<Exclusive<'a>>,
) -> (Option<&'a Number>, Option<&'a Number>) {
    match exclusive {
        None | Some(Exclusive::Flag(false)) => (bound, None),
        Some(Exclusive::Flag(true)) => (None, bound),
        Some(Exclusive::Number(number)) => (bound, Some(number)),
    }
}

fn number<'a>(node: &'a Node, name: &str, diagnostics: &mut Diagnostics) -> Option<&'a Number> {
    let number = node.as_number();
    if number.is_none() {
        wrong_type(node, name, "a number", diagnostics);
    }
    number
}

/// A count: a non-negative integer.
pub(crate) fn count(node: &Node, name: &str, diagnostics: &mut Diagnostics) -> Option<u64> {
    if let Value::Null = node.value {
        return None;
    }
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
