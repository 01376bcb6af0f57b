//! A value of a model as a tree of texts.
//!
//! In: the view of a value. Out: texts, files, lists and members in the order of the fields. Must
//! not know styles.

use std::fmt::Display;

use serde_json::{Map, Value};

use super::node::{Node, finite};
use super::node_error::NodeError;
use crate::codec::{Member, Sink, View, Wire, each, not_an_object, present};
use crate::transport::body::file_part::FilePart;

/// The tree of a value.
pub(crate) fn node_of_view(view: &View<'_>) -> Result<Node, NodeError> {
    let text = |value: &dyn Display| Ok(Node::Text(value.to_string()));
    Ok(match view {
        View::Absent | View::Null => Node::Null,
        View::Bool(value) => Node::Bare(value.to_string()),
        View::I64(number) => Node::Bare(number.to_string()),
        View::U64(number) => Node::Bare(number.to_string()),
        View::F32(number) => return finite(number, number.is_finite()),
        View::F64(number) | View::Plain(number) => return finite(number, number.is_finite()),
        View::Str(value) => return text(value),
        View::Shown(value) => return text(value),
        View::Timestamp(value) => return text(value),
        View::Time(value) => return text(value),
        View::Uuid(value) => return text(value),
        View::Bytes(bytes) => Node::File(FilePart::new((*bytes).clone())),
        View::File(file) => Node::File((*file).clone()),
        View::Value(value) => node_of_json(value),
        View::Made(value) => node_of_json(value),
        View::Map(map) => node_of_map(map),
        View::List(items) => {
            let item = |(at, item): (usize, &dyn Wire)| {
                node_of_view(&item.view()).map_err(|error| error.within(format!("[{at}]")))
            };
            Node::List(
                each(*items)
                    .enumerate()
                    .map(item)
                    .collect::<Result<_, _>>()?,
            )
        }
        View::Object(_) | View::Tagged(..) => {
            let mut members = Members::default();
            members.view(view);
            members.error.map_or(Ok(()), Err)?;
            Node::Members(members.list)
        }
    })
}

fn node_of_json(value: &Value) -> Node {
    match value {
        Value::Null => Node::Null,
        Value::Bool(value) => Node::Bare(value.to_string()),
        Value::Number(number) => Node::Bare(number.to_string()),
        Value::String(text) => Node::Text(text.clone()),
        Value::Array(items) => Node::List(items.iter().map(node_of_json).collect()),
        Value::Object(map) => node_of_map(map),
    }
}

fn node_of_map(map: &Map<String, Value>) -> Node {
    let member = |(name, value): (&String, &Value)| (name.clone(), node_of_json(value));
    Node::Members(map.iter().map(member).collect())
}

/// The members of an object that is being written.
#[derive(Default)]
struct Members {
    list: Vec<(String, Node)>,
    /// The first member that can't be written.
    error: Option<NodeError>,
    /// Members of these names are left out: the tags of the unions around them.
    without: Vec<&'static str>,
}

impl Members {
    fn push(&mut self, name: &str, node: Result<Node, NodeError>) {
        if self.without.contains(&name) {
            return;
        }
        match node {
            Ok(node) => self.list.push((name.to_owned(), node)),
            Err(error) => {
                self.error.get_or_insert(error.in_member(name));
            }
        }
    }

    fn map(&mut self, map: &Map<String, Value>) {
        for (name, value) in map {
            self.push(name, Ok(node_of_json(value)));
        }
    }

    fn view(&mut self, view: &View<'_>) {
        match view {
            View::Absent | View::Null => {}
            View::Object(object) => object.members(self),
            View::Tagged((name, tag), value) => {
                self.push(name, Ok(Node::Text((*tag).to_owned())));
                self.without.push(name);
                self.view(&value.view());
                self.without.pop();
            }
            View::Value(Value::Object(map)) => self.map(map),
            View::Map(map) => self.map(map),
            View::Made(made) if made.is_object() => Wire::members(&**made, self),
            other => {
                let error = serde::ser::Error::custom(not_an_object(other));
                self.error.get_or_insert(error);
            }
        }
    }
}

impl Sink for Members {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        present(table, values, |member, view| {
            self.push(member.name(), node_of_view(view));
        });
    }

    fn entry(&mut self, name: &str, value: &dyn Wire) {
        self.push(name, node_of_view(&value.view()));
    }

    fn flat(&mut self, value: &dyn Wire) {
        self.view(&value.view());
    }
}
