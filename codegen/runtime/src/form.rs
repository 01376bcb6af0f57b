//! Bodies of the media type `application/x-www-form-urlencoded`.
//!
//! In: an object. Out: the text of the body; nested values in brackets. Must not know requests.

use crate::params::{Node, encode_form, push_pair};

/// The text of a form, or what was found that is no object.
pub(crate) fn encode(node: Node) -> Result<String, &'static str> {
    let members = match node {
        Node::Members(members) => members,
        Node::Null => Vec::new(),
        Node::Text(_) => return Err("a scalar"),
        Node::List(_) => return Err("an array"),
    };
    let mut form = String::new();
    for (name, value) in members {
        push(&mut form, &name, value);
    }
    Ok(form)
}

fn push(form: &mut String, name: &str, node: Node) {
    match node {
        Node::Null => {}
        Node::Text(text) => push_pair(form, &encode_form(name), &encode_form(&text)),
        Node::List(items) => {
            for item in items {
                match item {
                    Node::Text(_) | Node::Null => push(form, name, item),
                    nested => push(form, &format!("{name}[]"), nested),
                }
            }
        }
        Node::Members(members) => {
            for (key, value) in members {
                push(form, &format!("{name}[{key}]"), value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::params::node_of;

    #[test]
    fn nested_values_stand_in_brackets() {
        let value = json!({"a b": "c&d", "e": [1, 2], "f": {"g": {"h": true}}, "n": null});
        let form = encode(node_of(&value).unwrap()).unwrap();
        assert_eq!(form, "a+b=c%26d&e=1&e=2&f%5Bg%5D%5Bh%5D=true");
        assert_eq!(encode(node_of(&json!([1])).unwrap()), Err("an array"));
    }
}
