//! Bodies of the media type `application/x-www-form-urlencoded`.
//!
//! In: an object, and how its properties are written where their types don't say. Out: the text of
//! the body. Must not know requests.

use crate::codec::media_type::is_json;
use crate::params::{Node, Style, encode_form, encode_reserved, pairs_of, push_pairs};

/// How a property of a form is written, where its type alone doesn't say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FormEncoding {
    /// As a query parameter of that style, exploded or not.
    Style(Style, bool),
    /// The same, with reserved characters as they are.
    Reserved(Style, bool),
    /// As content of that media type.
    Media(&'static str),
    /// As a text that is content of that media type already.
    Text(&'static str),
    /// As a part with that header, beside what else is said of it.
    Header(&'static str, &'static str),
}

/// How the properties of a form are written.
pub(crate) type Encodings<'a> = &'a [(&'a str, FormEncoding)];

/// The encoding of a property.
pub(crate) fn encoding_of(encodings: Encodings<'_>, name: &str) -> Option<FormEncoding> {
    let mut own = encodings.iter().filter(|(property, _)| *property == name);
    let found = own.find(|(_, encoding)| !matches!(encoding, FormEncoding::Header(..)));
    found.map(|(_, encoding)| *encoding)
}

/// The headers of the parts that a property becomes.
pub(crate) fn headers_of(encodings: Encodings<'_>, name: &str) -> Vec<(String, String)> {
    let own = encodings.iter().filter(|(property, _)| *property == name);
    own.filter_map(|(_, encoding)| match encoding {
        FormEncoding::Header(name, value) => Some(((*name).to_owned(), (*value).to_owned())),
        _ => None,
    })
    .collect()
}

/// The properties of a form, or the kind of value found instead of an object.
pub(crate) fn members(node: Node) -> Result<Vec<(String, Node)>, &'static str> {
    match node {
        Node::Members(members) => Ok(members),
        Node::Null => Ok(Vec::new()),
        Node::List(_) => Err("a form must be an object, found an array"),
        Node::Text(_) | Node::Bare(_) | Node::File(_) => {
            Err("a form must be an object, found a scalar")
        }
    }
}

/// The text of a form.
pub(crate) fn encode(node: Node, encodings: Encodings<'_>) -> Result<String, &'static str> {
    let mut form = String::new();
    for (name, value) in members(node)? {
        let pairs = match encoding_of(encodings, &name) {
            Some(FormEncoding::Style(style, explode)) => {
                pairs_of(style, explode, &name, value, encode_form)
            }
            Some(FormEncoding::Reserved(style, explode)) => {
                pairs_of(style, explode, &name, value, encode_reserved)
            }
            Some(FormEncoding::Media(media)) if is_json(media) && value != Node::Null => {
                vec![(name, encode_form(&value.to_json()))]
            }
            Some(FormEncoding::Media(_) | FormEncoding::Text(_) | FormEncoding::Header(..))
            | None => pairs_of(usual(&value), true, &name, value, encode_form),
        };
        push_pairs(&mut form, pairs, encode_form);
    }
    Ok(form)
}

/// An array of scalars repeats the name; nested names are in brackets.
fn usual(value: &Node) -> Style {
    match value {
        Node::Members(_) => Style::DeepObject,
        Node::List(items) if !items.iter().all(Node::is_scalar) => Style::DeepObject,
        _ => Style::Form,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::params::node_of;

    fn form(value: &Value, encodings: Encodings<'_>) -> Result<String, &'static str> {
        let text = encode(node_of(value).unwrap(), encodings)?;
        Ok(text.replace("%5B", "[").replace("%5D", "]"))
    }

    #[test]
    fn nested_values_are_in_brackets() {
        let value = json!({"a b": "c&d", "e": [1, 2], "f": {"g": {"h": true}, "i": ["j"]}, "n": null, "o": [{"p": 1}]});
        assert_eq!(
            form(&value, &[]).unwrap(),
            "a+b=c%26d&e=1&e=2&f[g][h]=true&f[i][]=j&o[0][p]=1"
        );
        assert!(form(&json!([1]), &[]).is_err() && form(&json!(1), &[]).is_err());
    }

    #[test]
    fn properties_are_encoded_as_they_ask() {
        let list = json!({"a": ["x/y", "z"]});
        let object = json!({"a": {"b": 1, "c": ["d"]}});
        let table = [
            (
                FormEncoding::Style(Style::DeepObject, true),
                &list,
                "a[]=x%2Fy&a[]=z",
            ),
            (FormEncoding::Style(Style::Form, false), &list, "a=x%2Fy,z"),
            (
                FormEncoding::Style(Style::SpaceDelimited, false),
                &list,
                "a=x%2Fy+z",
            ),
            (
                FormEncoding::Style(Style::PipeDelimited, false),
                &list,
                "a=x%2Fy%7Cz",
            ),
            (
                FormEncoding::Reserved(Style::Form, true),
                &list,
                "a=x/y&a=z",
            ),
            (FormEncoding::Style(Style::Form, true), &object, "b=1&c=d"),
            (
                FormEncoding::Media("application/json; charset=utf-8"),
                &object,
                "a=%7B%22b%22%3A1%2C%22c%22%3A[%22d%22]%7D",
            ),
            (FormEncoding::Media("text/plain"), &list, "a=x%2Fy&a=z"),
        ];
        for (encoding, value, expected) in table {
            assert_eq!(
                form(value, &[("a", encoding)]).unwrap(),
                expected,
                "{encoding:?}"
            );
        }
    }
}
