//! Parts of a document.
//!
//! In: a document of 3.0 as JSON, and operations. Out: a document with those operations and the
//! components that they need.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::Outcome;

/// The fields of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The names of all operations: `GET /pets/{id}`.
pub(crate) fn operations(document: &Value) -> Vec<String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let names = paths.flat_map(|(path, item)| {
        let methods = METHODS.iter().filter(|method| item.get(method).is_some());
        methods.map(move |method| name(method, path))
    });
    names.collect()
}

fn name(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_uppercase())
}

/// The object of an operation, and that of its path.
pub(crate) fn find<'d>(document: &'d Value, operation: &str) -> Option<(&'d Value, &'d Value)> {
    let (method, path) = operation.split_once(' ')?;
    let item = &document["paths"][path];
    Some((&item[method.to_ascii_lowercase()], item))
}

/// What a reference leads to, or the node itself.
pub(crate) fn resolve<'d>(document: &'d Value, node: &'d Value) -> Option<&'d Value> {
    match node["$ref"].as_str() {
        Some(reference) => resolve(document, document.pointer(reference.strip_prefix('#')?)?),
        None => Some(node),
    }
}

/// The document with these operations, and what they refer to.
pub(crate) fn part(document: &Value, operations: &BTreeSet<String>) -> Outcome<Value> {
    let mut part = document.clone();
    let paths = part["paths"].as_object_mut().ok_or("no paths")?;
    for (path, item) in paths.iter_mut() {
        let item = item.as_object_mut().ok_or("a path that is not an object")?;
        let is_kept =
            |field: &str| !METHODS.contains(&field) || operations.contains(&name(field, path));
        item.retain(|field, _| is_kept(field));
    }
    paths.retain(|_, item| METHODS.iter().any(|method| item.get(method).is_some()));
    let mut reached = BTreeSet::new();
    reach(document, &part["paths"], &mut reached)?;
    for (kind, components) in part["components"].as_object_mut().into_iter().flatten() {
        let is_kept = |name: &str| reached.contains(&format!("#/components/{kind}/{name}"));
        if let Some(components) = components.as_object_mut()
            && kind != "securitySchemes"
        {
            components.retain(|name, _| is_kept(name));
        }
    }
    Ok(part)
}

/// Gathers the references in a node, and those in what they lead to.
fn reach<'d>(document: &'d Value, node: &'d Value, reached: &mut BTreeSet<String>) -> Outcome<()> {
    match node {
        Value::Array(items) => items
            .iter()
            .try_for_each(|item| reach(document, item, reached)),
        Value::Object(members) => {
            if let Some(Value::String(reference)) = members.get("$ref")
                && reached.insert(reference.clone())
            {
                let target = resolve(document, node).ok_or("a reference to nothing")?;
                reach(document, target, reached)?;
            }
            members
                .values()
                .try_for_each(|member| reach(document, member, reached))
        }
        _ => Ok(()),
    }
}
