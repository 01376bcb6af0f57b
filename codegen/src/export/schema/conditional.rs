//! `if`, `then`, `else` and `dependentSchemas`: 3.0 has no conditions, so the properties that they
//! declare are optional.
//!
//! In: a schema, and what was exported of it. Out: the same with those properties, none of them
//! required. The loss of the conditions is reported where keywords are copied.

use serde_json::{Map, Value, json};

use crate::export::Export;
use crate::hash::{HashSet, IndexMap};
use crate::source::{Node, Object};

/// How deep conditional schemas may be nested, including references.
const DEEPEST: u32 = 16;

/// The properties that schemas declare.
#[derive(Default)]
struct Properties<'s> {
    /// By name: the schemas of a property.
    by_name: IndexMap<&'s str, Vec<&'s Node>>,
    /// The schemas that were visited, by address.
    seen: HashSet<usize>,
}

impl<'s> Export<'s> {
    /// Adds the properties of conditional schemas.
    pub(crate) fn conditional(&mut self, node: &'s Node, out: &mut Map<String, Value>) {
        let (mut at_times, mut asked) = (Properties::default(), Properties::default());
        for branch in branches(node) {
            self.declared(branch, 0, &mut at_times);
        }
        if let Some(condition) = node.get("if") {
            self.declared(condition, 0, &mut asked);
        }
        if at_times.by_name.is_empty() && asked.by_name.is_empty() {
            return;
        }
        let mut properties = match out.remove("properties") {
            Some(Value::Object(properties)) => properties,
            _ => Map::new(),
        };
        for (name, nodes) in at_times.by_name {
            if !properties.contains_key(name) {
                let value = self.any_of(&nodes);
                properties.insert(name.to_owned(), value);
            }
        }
        // What a condition requires of a property is only one of its values.
        for name in asked.by_name.keys() {
            properties.entry(*name).or_insert_with(|| json!({}));
        }
        out.insert("properties".to_owned(), properties.into());
    }

    /// What each of the schemas may say alone.
    fn any_of(&mut self, nodes: &[&'s Node]) -> Value {
        let mut schemas: Vec<Value> = Vec::new();
        for node in nodes {
            let schema = self.schema(node);
            if !schemas.contains(&schema) {
                schemas.push(schema);
            }
        }
        match schemas.len() {
            1 => schemas.swap_remove(0),
            _ => json!({"anyOf": schemas}),
        }
    }

    /// Collects the properties that a schema declares, at any depth of it.
    fn declared(&mut self, node: &'s Node, depth: u32, found: &mut Properties<'s>) {
        if depth > DEEPEST || !found.seen.insert(std::ptr::from_ref(node).addr()) {
            return;
        }
        if let Some(reference) = node.get("$ref")
            && let Some(text) = reference.as_str()
            && let Some(target) = self.resolve(reference.span, text)
        {
            self.declared(target, depth + 1, found);
        }
        let properties = node.get("properties").and_then(Node::as_object);
        for (name, schema) in properties.into_iter().flat_map(Object::iter) {
            let schemas = found.by_name.entry(name).or_default();
            if !schemas.iter().any(|other| std::ptr::eq(*other, schema)) {
                schemas.push(schema);
            }
        }
        let lists = ["allOf", "anyOf", "oneOf"].into_iter();
        let members = lists
            .filter_map(|name| node.get(name)?.as_array())
            .flatten();
        for member in members.chain(branches(node)) {
            self.declared(member, depth + 1, found);
        }
    }
}

/// The schemas that apply at times.
fn branches(node: &Node) -> impl Iterator<Item = &Node> {
    let branches = ["then", "else"].into_iter();
    let branches = branches.filter_map(|name| node.get(name));
    let dependent = ["dependentSchemas", "dependencies"].into_iter();
    let dependent = dependent.filter_map(|name| node.get(name)?.as_object());
    let schemas = dependent.flat_map(Object::iter).map(|(_, schema)| schema);
    branches.chain(schemas.filter(|schema| schema.as_array().is_none()))
}
