//! The styles in which arrays and objects are written as parameters.
//!
//! In: a tree of texts. Out: encoded text, as the table under `Style Values` of the `OpenAPI`
//! standard and RFC 6570 have it. What a style has no form for, such as an array in an array, is
//! written as JSON. Must not know requests.

use super::encode::{encode_component, push_pair};
use super::node::Node;

/// How an array or object is written as a parameter (`style` of the standard).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Style {
    /// `a,b` in a path or header.
    Simple,
    /// `.a.b` in a path.
    Label,
    /// `;name=a;name=b` in a path.
    Matrix,
    /// `name=a&name=b` in a query.
    Form,
    /// `name=a%20b` in a query.
    SpaceDelimited,
    /// `name=a%7Cb` in a query.
    PipeDelimited,
    /// `name[key]=a` in a query.
    DeepObject,
}

/// The texts of an array, or the names and values of an object in turn.
fn flat(node: Node, encode: fn(&str) -> String) -> Vec<String> {
    match node {
        Node::Null => Vec::new(),
        Node::Text(text) => vec![encode(&text)],
        Node::List(items) => items
            .into_iter()
            .filter(|item| *item != Node::Null)
            .map(|item| encode(&item.into_text()))
            .collect(),
        Node::Members(members) => pairs(members, encode)
            .flat_map(|(name, value)| [name, value])
            .collect(),
    }
}

fn pairs(
    members: Vec<(String, Node)>,
    encode: fn(&str) -> String,
) -> impl Iterator<Item = (String, String)> {
    members
        .into_iter()
        .filter(|(_, value)| *value != Node::Null)
        .map(move |(name, value)| (encode(&name), encode(&value.into_text())))
}

/// `name=value` for an object that is exploded, else the flat texts.
fn parts(node: Node, explode: bool, encode: fn(&str) -> String) -> Vec<String> {
    match node {
        Node::Members(members) if explode => pairs(members, encode)
            .map(|(name, value)| format!("{name}={value}"))
            .collect(),
        node => flat(node, encode),
    }
}

/// The text of a path parameter.
pub(crate) fn path_value(style: Style, explode: bool, name: &str, node: Node) -> String {
    let name = encode_component(name);
    match style {
        Style::Label => {
            let separator = if explode { "." } else { "," };
            format!(
                ".{}",
                parts(node, explode, encode_component).join(separator)
            )
        }
        Style::Matrix => match node {
            Node::List(_) if explode => {
                let values = flat(node, encode_component);
                let pairs: Vec<_> = values
                    .iter()
                    .map(|value| format!(";{name}={value}"))
                    .collect();
                pairs.concat()
            }
            Node::Members(_) if explode => {
                format!(";{}", parts(node, true, encode_component).join(";"))
            }
            node => match flat(node, encode_component).join(",") {
                value if value.is_empty() => format!(";{name}"),
                value => format!(";{name}={value}"),
            },
        },
        _ => parts(node, explode, encode_component).join(","),
    }
}

/// The text of a header; nothing in it is encoded.
pub(crate) fn header_value(explode: bool, node: Node) -> Option<String> {
    match node {
        Node::Null => None,
        node => Some(parts(node, explode, str::to_owned).join(",")),
    }
}

/// The text of a cookie, encoded so that it can't begin another one.
pub(crate) fn cookie_value(node: Node) -> Option<String> {
    match node {
        Node::Null => None,
        node => Some(flat(node, encode_component).join(",")),
    }
}

/// Adds a parameter to a query; null adds nothing, and neither does an empty array.
pub(crate) fn push_query(query: &mut String, style: Style, explode: bool, name: &str, node: Node) {
    let key = encode_component(name);
    match (node, style) {
        (Node::Null, _) => {}
        (Node::Text(text), _) => push_pair(query, &key, &encode_component(&text)),
        (Node::Members(members), Style::DeepObject) => push_deep(query, &key, members),
        (Node::Members(members), _) if explode => {
            for (name, value) in pairs(members, encode_component) {
                push_pair(query, &name, &value);
            }
        }
        (Node::List(items), _) if explode || style == Style::DeepObject => {
            for value in flat(Node::List(items), encode_component) {
                push_pair(query, &key, &value);
            }
        }
        (node, _) => {
            let separator = match style {
                Style::SpaceDelimited => "%20",
                Style::PipeDelimited => "%7C",
                _ => ",",
            };
            let values = flat(node, encode_component);
            if !values.is_empty() {
                push_pair(query, &key, &values.join(separator));
            }
        }
    }
}

/// Nested objects get a bracket each; an array repeats the name.
fn push_deep(query: &mut String, key: &str, members: Vec<(String, Node)>) {
    for (name, value) in members {
        let key = format!("{key}%5B{}%5D", encode_component(&name));
        match value {
            Node::Members(members) => push_deep(query, &key, members),
            value => {
                for value in flat(value, encode_component) {
                    push_pair(query, &key, &value);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::node_of;
    use super::*;

    fn path(style: Style, explode: bool, value: &Value) -> String {
        path_value(style, explode, "color", node_of(value).unwrap())
    }

    fn query(style: Style, explode: bool, value: &Value) -> String {
        let mut query = String::new();
        push_query(&mut query, style, explode, "color", node_of(value).unwrap());
        query
    }

    #[test]
    fn paths_as_the_standard_has_them() {
        let array = json!(["blue", "black"]);
        let object = json!({"G": 200, "R": 100});
        let table = [
            (Style::Simple, false, "blue", "blue,black", "G,200,R,100"),
            (Style::Simple, true, "blue", "blue,black", "G=200,R=100"),
            (Style::Label, false, ".blue", ".blue,black", ".G,200,R,100"),
            (Style::Label, true, ".blue", ".blue.black", ".G=200.R=100"),
            (
                Style::Matrix,
                false,
                ";color=blue",
                ";color=blue,black",
                ";color=G,200,R,100",
            ),
            (
                Style::Matrix,
                true,
                ";color=blue",
                ";color=blue;color=black",
                ";G=200;R=100",
            ),
        ];
        for (style, explode, one, many, members) in table {
            assert_eq!(
                path(style, explode, &json!("blue")),
                one,
                "{style:?} {explode}"
            );
            assert_eq!(path(style, explode, &array), many, "{style:?} {explode}");
            assert_eq!(
                path(style, explode, &object),
                members,
                "{style:?} {explode}"
            );
        }
        assert_eq!(path(Style::Matrix, false, &json!("")), ";color");
        assert_eq!(
            path(Style::Simple, false, &json!("a/../b?c#d%\\ é")),
            "a%2F..%2Fb%3Fc%23d%25%5C%20%C3%A9"
        );
    }

    #[test]
    fn queries_as_the_standard_has_them() {
        let array = json!(["blue", "bl&k"]);
        let object = json!({"G": 200, "R": 100});
        let table = [
            (Style::Form, true, "color=blue&color=bl%26k", "G=200&R=100"),
            (Style::Form, false, "color=blue,bl%26k", "color=G,200,R,100"),
            (
                Style::SpaceDelimited,
                false,
                "color=blue%20bl%26k",
                "color=G%20200%20R%20100",
            ),
            (
                Style::PipeDelimited,
                false,
                "color=blue%7Cbl%26k",
                "color=G%7C200%7CR%7C100",
            ),
        ];
        for (style, explode, many, members) in table {
            assert_eq!(query(style, explode, &array), many, "{style:?} {explode}");
            assert_eq!(
                query(style, explode, &object),
                members,
                "{style:?} {explode}"
            );
            assert_eq!(query(style, explode, &json!(null)), "");
            assert_eq!(query(style, explode, &json!([])), "");
            assert_eq!(query(style, explode, &json!("")), "color=");
        }
        assert_eq!(
            query(
                Style::DeepObject,
                true,
                &json!({"R": {"x": 1}, "b": ["1", "2"]})
            ),
            "color%5BR%5D%5Bx%5D=1&color%5Bb%5D=1&color%5Bb%5D=2"
        );
        assert_eq!(
            query(Style::Form, true, &json!([["a"]])),
            "color=%5B%22a%22%5D"
        );
    }
}
