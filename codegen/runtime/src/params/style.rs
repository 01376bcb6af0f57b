//! The styles in which arrays and objects are written as parameters.
//!
//! In: a tree of texts. Out: encoded text, as the table under `Style Values` of the `OpenAPI`
//! standard and RFC 6570 have it. What a style has no form for, such as an array in an array, is
//! written as JSON. Must not know requests.

use super::encode::{encode_component, is_unreserved};
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
    /// `name[key]=a` in a query; arrays, which the standard says nothing of, are `name[]=a`, and
    /// those of objects `name[0][key]=a`.
    DeepObject,
    /// `name=a; name=b` in a cookie, of which nothing is encoded.
    Cookie,
}

/// The texts of an array, or the names and values of an object in turn.
fn flat(node: Node, encode: fn(&str) -> String) -> Vec<String> {
    match node {
        Node::Null => Vec::new(),
        Node::Text(_) | Node::Bare(_) | Node::File(_) => vec![encode(&node.into_text())],
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
pub(crate) fn path_value(
    style: Style,
    explode: bool,
    name: &str,
    node: Node,
    encode: fn(&str) -> String,
) -> String {
    match style {
        Style::Label => {
            let separator = if explode { "." } else { "," };
            format!(".{}", parts(node, explode, encode).join(separator))
        }
        Style::Matrix => match (node, encode_component(name)) {
            (node @ Node::List(_), name) if explode => {
                let values = flat(node, encode);
                let pairs: Vec<_> = values
                    .iter()
                    .map(|value| format!(";{name}={value}"))
                    .collect();
                pairs.concat()
            }
            (node @ Node::Members(_), _) if explode => {
                format!(";{}", parts(node, true, encode).join(";"))
            }
            (node, name) => match flat(node, encode).join(",") {
                value if value.is_empty() => format!(";{name}"),
                value => format!(";{name}={value}"),
            },
        },
        _ => match node {
            Node::Text(text) if is_unreserved(&text) => text,
            Node::Text(text) => encode(&text),
            node => parts(node, explode, encode).join(","),
        },
    }
}

/// The text of a header; nothing in it is encoded.
pub(crate) fn header_value(explode: bool, node: Node) -> Option<String> {
    match node {
        Node::Null => None,
        node => Some(parts(node, explode, str::to_owned).join(",")),
    }
}

/// The names and values of the cookies that a value becomes: several if it is exploded. They are
/// encoded so that none can begin another one, but for [`Style::Cookie`].
pub(crate) fn cookies_of(
    style: Style,
    explode: bool,
    name: &str,
    node: Node,
) -> Vec<(String, String)> {
    let encode = match style {
        Style::Cookie => str::to_owned,
        _ => encode_component,
    };
    let pairs = pairs_of(Style::Form, explode, name, node, encode).into_iter();
    pairs.map(|(name, value)| (encode(&name), value)).collect()
}

/// Adds a parameter to a query; null adds nothing, and neither does an empty array.
pub(crate) fn push_query(query: &mut String, style: Style, explode: bool, name: &str, node: Node) {
    let pairs = pairs_of(style, explode, name, node, encode_component);
    push_pairs(query, pairs, encode_component);
}

/// Adds `name=value` for each to what `&` separates; the values are encoded already.
pub(crate) fn push_pairs(
    query: &mut String,
    pairs: Vec<(String, String)>,
    encode: fn(&str) -> String,
) {
    for (name, value) in pairs {
        if !query.is_empty() {
            query.push('&');
        }
        query.push_str(&encode(&name));
        query.push('=');
        query.push_str(&value);
    }
}

/// The names and the encoded values that a value becomes in a query or a form.
pub(crate) fn pairs_of(
    style: Style,
    explode: bool,
    name: &str,
    node: Node,
    encode: fn(&str) -> String,
) -> Vec<(String, String)> {
    let named = |value| (name.to_owned(), value);
    match node {
        node if style == Style::DeepObject => {
            let mut found = Vec::new();
            push_deep(&mut found, name.to_owned(), node, encode);
            found
        }
        Node::Members(members) if explode => members
            .into_iter()
            .flat_map(|(name, value)| member_pairs(&name, value, encode))
            .collect(),
        Node::List(_) if explode => flat(node, encode).into_iter().map(named).collect(),
        Node::List(_) | Node::Members(_) => {
            let separator = match style {
                Style::SpaceDelimited => encode(" "),
                Style::PipeDelimited => encode("|"),
                _ => ",".to_owned(),
            };
            let values = flat(node, encode);
            let joined = (!values.is_empty()).then(|| values.join(&separator));
            joined.into_iter().map(named).collect()
        }
        scalar => flat(scalar, encode).into_iter().map(named).collect(),
    }
}

/// The pairs of a member of an exploded object. An array of scalars repeats the name, which the
/// standard leaves open and servers read.
fn member_pairs(name: &str, value: Node, encode: fn(&str) -> String) -> Vec<(String, String)> {
    let named = |value| (name.to_owned(), value);
    match value {
        Node::Null => Vec::new(),
        Node::List(items) if items.iter().all(Node::is_scalar) => {
            let values = flat(Node::List(items), encode).into_iter();
            values.map(named).collect()
        }
        value => vec![named(encode(&value.into_text()))],
    }
}

/// Nested objects get a bracket each, and so do the items of an array: empty ones for scalars, else
/// numbered, since two objects in one array would run into each other.
fn push_deep(
    found: &mut Vec<(String, String)>,
    name: String,
    node: Node,
    encode: fn(&str) -> String,
) {
    match node {
        Node::Null => {}
        Node::Members(members) => {
            for (key, value) in members {
                push_deep(found, format!("{name}[{key}]"), value, encode);
            }
        }
        Node::List(items) if items.iter().all(Node::is_scalar) => {
            let name = format!("{name}[]");
            let values = flat(Node::List(items), encode).into_iter();
            found.extend(values.map(|value| (name.clone(), value)));
        }
        Node::List(items) => {
            for (index, item) in items.into_iter().enumerate() {
                push_deep(found, format!("{name}[{index}]"), item, encode);
            }
        }
        scalar => found.push((name, encode(&scalar.into_text()))),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::params::node_of;

    fn path(style: Style, explode: bool, value: &Value) -> String {
        let node = node_of(value).unwrap();
        path_value(style, explode, "color", node, encode_component)
    }

    fn query(style: Style, explode: bool, value: &Value) -> String {
        let mut query = String::new();
        push_query(&mut query, style, explode, "color", node_of(value).unwrap());
        query
    }

    #[test]
    fn an_array_in_an_exploded_object_repeats_its_name() {
        let pageable = json!({"page": 1, "sort": ["a,asc", "b"], "none": [], "deep": [[1]]});
        let query = query(Style::Form, true, &pageable);
        // In the order of the object, which is sorted or not, depending on the features of
        // `serde_json`.
        let mut parts: Vec<&str> = query.split('&').collect();
        parts.sort_unstable();
        let expected = ["deep=%5B%5B1%5D%5D", "page=1", "sort=a%2Casc", "sort=b"];
        assert_eq!(parts, expected);
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
    fn cookies_are_pairs_of_their_own_where_they_are_exploded() {
        let cookies = |style, explode, value: &Value| {
            let pairs = cookies_of(style, explode, "c", node_of(value).unwrap());
            let pairs = pairs.iter().map(|(name, value)| format!("{name}={value}"));
            pairs.collect::<Vec<_>>().join("; ")
        };
        let (array, object) = (json!(["a b", "c;d"]), json!({"B": 2, "R g": 1}));
        let table = [
            (Style::Form, false, &array, "c=a%20b,c%3Bd"),
            (Style::Form, true, &array, "c=a%20b; c=c%3Bd"),
            (Style::Form, false, &object, "c=B,2,R%20g,1"),
            (Style::Form, true, &object, "B=2; R%20g=1"),
            (Style::Cookie, false, &array, "c=a b,c;d"),
            (Style::Cookie, true, &object, "B=2; R g=1"),
        ];
        for (style, explode, value, expected) in table {
            assert_eq!(
                cookies(style, explode, value),
                expected,
                "{style:?} {explode}"
            );
        }
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
            "color%5BR%5D%5Bx%5D=1&color%5Bb%5D%5B%5D=1&color%5Bb%5D%5B%5D=2"
        );
        assert_eq!(
            query(Style::DeepObject, true, &json!([{"a": 1}, {"a": 2}])),
            "color%5B0%5D%5Ba%5D=1&color%5B1%5D%5Ba%5D=2"
        );
        assert_eq!(
            query(Style::DeepObject, true, &json!(["a", "b"])),
            "color%5B%5D=a&color%5B%5D=b"
        );
        assert_eq!(
            query(Style::Form, true, &json!([["a", 1, true, null]])),
            "color=%5B%22a%22%2C1%2Ctrue%2Cnull%5D"
        );
        assert_eq!(query(Style::Form, true, &json!(f64::NAN)), "");
    }
}
