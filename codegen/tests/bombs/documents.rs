//! Documents with many schemas.

use std::fmt::Write as _;

use super::texts::HEAD;

/// A document whose schemas are these lines.
pub(super) fn schemas(lines: impl IntoIterator<Item = String>) -> String {
    let mut text = format!("{HEAD}components:\n  schemas:\n");
    for line in lines {
        let _ = writeln!(text, "    {line}");
    }
    text
}

/// A document with one schema.
pub(super) fn schema(text: &str) -> String {
    schemas([format!("A: {text}")])
}

/// A list of what is made of each number.
pub(super) fn list(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().join(", ")
}

/// What is made of each number, one after the other.
pub(super) fn each(count: usize, item: impl Fn(usize) -> String) -> String {
    (0..count).map(item).collect::<Vec<_>>().concat()
}

pub(super) fn reference(name: &str, number: usize) -> String {
    format!("{{$ref: '#/components/schemas/{name}{number}'}}")
}
