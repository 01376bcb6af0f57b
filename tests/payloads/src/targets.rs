//! What is tried: schemas with their types, and the examples that the document gives of them.
//!
//! In: the list of schemas and types that the generator tells, and the loaded document. Out: one target for each schema,
//! type and way. Must not know how a payload is sent through a type.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use specwright::plan::{Origin, Role};
use specwright::source::{Node, Sources};

use crate::bundle::{Bundle, Way};

/// A schema, the type it became, and the way its values go.
pub(crate) struct Target {
    /// Where the schema stands.
    pub(crate) place: String,
    /// The Rust type, its paths beginning with `crate`.
    pub(crate) ty: String,
    /// The definition of the schema in the bundle.
    pub(crate) definition: String,
    /// Requests never carry it.
    pub(crate) response_only: bool,
    /// Values that the document gives.
    pub(crate) examples: Vec<Value>,
}

/// Finds the targets: components, then bodies that are no component.
pub(crate) fn find<'a>(
    types: &[Origin],
    sources: &'a Sources,
    bundle: &mut Bundle<'a>,
) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for origin in types.iter().filter(|origin| origin.role != Role::Inline) {
        let Some(written) = sources.at(&origin.origin) else {
            continue;
        };
        let node = followed(sources, written);
        let examples = examples(sources, origin, written, node);
        for way in ways(origin, node, bundle) {
            let definition = bundle.define(node, way);
            let index = *known
                .entry((definition.clone(), origin.ty.clone()))
                .or_insert_with(|| {
                    targets.push(Target {
                        place: origin.origin.clone(),
                        ty: origin.ty.clone(),
                        definition,
                        response_only: !origin.direction.request,
                        examples: Vec::new(),
                    });
                    targets.len() - 1
                });
            for example in &examples {
                if !targets[index].examples.contains(example) {
                    targets[index].examples.push(example.clone());
                }
            }
        }
    }
    targets
}

/// As a response first; as a request too, where that is something else.
fn ways<'a>(origin: &Origin, node: &'a Node, bundle: &mut Bundle<'a>) -> Vec<Way> {
    if !origin.direction.request {
        return vec![Way::Response];
    }
    if !origin.direction.response {
        return vec![Way::Request];
    }
    let [request, response] = [Way::Request, Way::Response].map(|way| bundle.define(node, way));
    if bundle.is_projected(&request) || bundle.is_projected(&response) {
        vec![Way::Response, Way::Request]
    } else {
        vec![Way::Response]
    }
}

/// The schema behind a `$ref`, unless something stands beside that.
fn followed<'a>(sources: &'a Sources, node: &'a Node) -> &'a Node {
    let alone = node.as_object().is_some_and(|object| object.len() == 1);
    let reference = node.get("$ref").filter(|_| alone);
    reference
        .and_then(|reference| {
            let next = sources.resolve(&reference.span, reference.as_str()?).ok()?;
            let alone = next.get("$ref").is_none();
            alone.then_some(next)
        })
        .unwrap_or(node)
}

/// The examples of the schema and of the media type around it.
fn examples(sources: &Sources, origin: &Origin, written: &Node, node: &Node) -> Vec<Value> {
    let mut found = Vec::new();
    let mut of_schema = |node: &Node| {
        found.extend(node.get("example").map(Node::to_json));
        let list = node.get("examples").and_then(Node::as_array);
        found.extend(list.unwrap_or_default().iter().map(Node::to_json));
    };
    of_schema(written);
    if !std::ptr::eq(written, node) {
        of_schema(node);
    }
    let around = origin.origin.rsplit_once('/').map(|(around, _)| around);
    let whole = origin.role == Role::Body && origin.origin.ends_with("/schema");
    if let Some(media) = around
        .filter(|_| whole)
        .and_then(|around| sources.at(around))
    {
        found.extend(media.get("example").map(Node::to_json));
        let named = media.get("examples").and_then(Node::as_object);
        for (_, example) in named.into_iter().flat_map(|named| named.iter()) {
            let example = match example.get("$ref") {
                Some(reference) => reference
                    .as_str()
                    .and_then(|text| sources.resolve_fully(&reference.span, text).ok()),
                None => Some(example),
            };
            let value = example.and_then(|it| it.get("value").or_else(|| it.get("dataValue")));
            found.extend(value.map(Node::to_json));
        }
    }
    found
}

/// Names of properties of types that only responses have.
pub(crate) fn response_keys(types: &[Origin], sources: &Sources) -> HashSet<String> {
    types
        .iter()
        .filter(|origin| !origin.direction.request)
        .filter_map(|origin| sources.at(&origin.origin)?.get("properties")?.as_object())
        .flat_map(|properties| properties.iter().map(|(name, _)| name.to_owned()))
        .collect()
}
