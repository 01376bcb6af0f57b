//! Places: what is said of a type that the document describes nowhere.
//!
//! In: the name of a type. Out: a sentence that says where the document has it. Nothing for a
//! component, whose name says it.

use super::code;
use crate::{
    ir::Name,
    plan::{context::Context, naming},
};

/// Where the document has a type.
pub(super) fn place(context: &Context<'_>, name: &Name) -> Option<String> {
    let operation = name.operation.and_then(|at| context.api.operations.get(at));
    let (within, path) = match (operation, name.path.as_slice()) {
        (None, []) => return None,
        (None, path) => (code(&name.base), path),
        (Some(operation), path) => {
            let key = code(&naming::operation_key(operation));
            match path.split_first() {
                Some((first, rest)) if first == "request" => {
                    (format!("the request body of {key}"), rest)
                }
                Some((first, rest)) if first.starts_with("response") => {
                    (format!("a response to {key}"), rest)
                }
                _ => (key, path),
            }
        }
    };
    let Some((last, around)) = path.split_last() else {
        return Some(sentence_of(&within));
    };
    let (what, shown) = match (last.as_str(), around) {
        ("item", around) => ("an item of ", around),
        ("value", around) => ("a value of ", around),
        (_, [around @ .., union]) if union == "variant" => ("a variant of ", around),
        _ => ("", path),
    };
    let text = match shown {
        [] => format!("{what}{within}"),
        shown => format!("{what}{} in {within}", code(&member(shown))),
    };
    Some(sentence_of(&text))
}

/// The path of a member, with `[]` for the items of a list: `data[].parts`.
fn member(path: &[String]) -> String {
    let mut text = String::new();
    for step in path {
        match step.as_str() {
            "item" if !text.is_empty() => text.push_str("[]"),
            step => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(step);
            }
        }
    }
    text
}

/// The text with a capital letter and a period.
fn sentence_of(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    format!("{first}{}.", letters.as_str())
}

#[cfg(test)]
mod tests {
    use super::member;

    #[test]
    fn items_are_marked_in_a_path() {
        let path = |text: &str| text.split('/').map(str::to_owned).collect::<Vec<_>>();
        for (written, expected) in [
            ("data", "data"),
            ("data/item/parts", "data[].parts"),
            ("item", "item"),
        ] {
            assert_eq!(member(&path(written)), expected);
        }
    }
}
