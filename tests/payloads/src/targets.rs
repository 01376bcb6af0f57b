//! What is tried: schemas with their types, and their examples in the document.
//!
//! In: the list of schemas and types that the generator reports, and the loaded document. Out: one
//! target for each schema, type and way. Must not know how a payload is sent through a type.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use specwright::analyze::Direction;
use specwright::plan::{Origin, Role};
use specwright::source::{Node, Object, Sources};

use crate::bundle::{Bundle, Way};

/// A schema, the type it became, and the way its values go.
pub(crate) struct Target {
    /// The place of the schema.
    pub(crate) place: String,
    /// The Rust type, its paths beginning with `crate`.
    pub(crate) ty: String,
    /// The definition of the schema in the bundle.
    pub(crate) definition: String,
    /// Whether a `null` in place of it belongs to what refers to it: it is a component, or a body
    /// that need not be sent.
    pub(crate) may_lack: bool,
    /// Requests never carry it.
    pub(crate) response_only: bool,
    /// Examples in the document.
    pub(crate) examples: Vec<Value>,
}

/// Finds the targets: components, then bodies that are not components.
pub(crate) fn find<'a>(
    types: &[Origin],
    sources: &'a Sources,
    bundle: &mut Bundle<'a>,
) -> Vec<Target> {
    define(types, Role::Body, sources, bundle);
    // What only parts of multipart bodies hold is no JSON.
    let mut parts = Bundle::new(sources);
    define(types, Role::Parts, sources, &mut parts);
    let mut targets: Vec<Target> = Vec::new();
    let mut known: HashMap<(String, String), usize> = HashMap::new();
    for origin in types
        .iter()
        .filter(|origin| matches!(origin.role, Role::Component | Role::Body))
    {
        let Some(written) = sources.at(&origin.origin) else {
            continue;
        };
        let node = followed(sources, written);
        let examples = examples(sources, origin, written, node);
        let [sent, received] = [Way::Request, Way::Response].map(|way| bundle.has(node, way));
        if !sent && !received && parts.has(node, Way::Request) {
            continue;
        }
        let response_only = !sent && received;
        for way in ways(origin, node, bundle) {
            let definition = bundle.define(node, way);
            let index = *known
                .entry((definition.clone(), origin.ty.clone()))
                .or_insert_with(|| {
                    targets.push(Target {
                        place: origin.origin.clone(),
                        ty: origin.ty.clone(),
                        definition,
                        may_lack: origin.role == Role::Component
                            || is_optional(sources, &origin.origin),
                        response_only,
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

/// Whether the schema is that of a request body which is not required.
fn is_optional(sources: &Sources, origin: &str) -> bool {
    // Above the schema are the media type, `content` and the body.
    let above = origin.rsplitn(4, '/').nth(3);
    let is_body = above.is_some_and(|above| {
        let mut parts = above.rsplit('/');
        parts.next() == Some("requestBody") || parts.next() == Some("requestBodies")
    });
    let body = above.filter(|_| is_body && origin.ends_with("/schema"));
    body.and_then(|above| sources.at(above))
        .is_some_and(|body| body.get("required").and_then(Node::as_bool) != Some(true))
}

/// As a response first; as a request too, where that is something else.
fn ways<'a>(origin: &Origin, node: &'a Node, bundle: &mut Bundle<'a>) -> Vec<Way> {
    let Direction { request, response } = origin.direction;
    let (request, response) = match origin.role {
        Role::Body => (request, response),
        // As the bodies reach it, through types that hold this one: what inherits from a schema has
        // its properties, and is another type. One that none reaches is looked at as a response.
        _ => (
            request && bundle.has(node, Way::Request),
            response && bundle.has(node, Way::Response),
        ),
    };
    match (request, response) {
        (true, false) => vec![Way::Request],
        (true, true) if differ(node, bundle) => vec![Way::Response, Way::Request],
        _ => vec![Way::Response],
    }
}

/// Whether the schema describes one thing as a request and another as a response.
fn differ<'a>(node: &'a Node, bundle: &mut Bundle<'a>) -> bool {
    [Way::Request, Way::Response]
        .map(|way| bundle.define(node, way))
        .iter()
        .any(|name| bundle.is_projected(name))
}

/// Defines what the bodies of that role hold, and all that it refers to.
fn define<'a>(types: &[Origin], role: Role, sources: &'a Sources, bundle: &mut Bundle<'a>) {
    for origin in types.iter().filter(|origin| origin.role == role) {
        if let Some(written) = sources.at(&origin.origin) {
            let node = followed(sources, written);
            if origin.direction.request {
                bundle.define(node, Way::Request);
            }
            if origin.direction.response {
                bundle.define(node, Way::Response);
            }
        }
    }
}

/// The target of a `$ref` without siblings.
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
        let of_media = found.len();
        found.extend(media.get("example").map(Node::to_json));
        let named = media.get("examples").and_then(Node::as_object);
        for (_, example) in named.into_iter().flat_map(Object::iter) {
            let example = match example.get("$ref") {
                Some(reference) => reference
                    .as_str()
                    .and_then(|text| sources.resolve_fully(&reference.span, text).ok()),
                None => Some(example),
            };
            let value = example.and_then(|it| it.get("value").or_else(|| it.get("dataValue")));
            found.extend(value.map(Node::to_json));
        }
        let describes_object = node.get("properties").is_some();
        for example in found.iter_mut().skip(of_media) {
            *example = written_out(example.take(), describes_object);
        }
    }
    found
}

/// An example of a media type may be the text that is sent (`OpenAPI` 3.0.3, 4.7.14): here the text
/// of an object.
fn written_out(example: Value, describes_object: bool) -> Value {
    let text = example.as_str().filter(|_| describes_object);
    let object = text.and_then(|text| serde_json::from_str::<serde_json::Map<_, _>>(text).ok());
    object.map_or(example, Value::Object)
}

/// Names of properties of types that only responses have.
pub(crate) fn response_keys(types: &[Origin], sources: &Sources) -> HashSet<String> {
    let origins = types.iter().filter(|origin| !origin.direction.request);
    let mut open: Vec<(&Node, usize)> = origins
        .filter_map(|origin| Some((sources.at(&origin.origin)?, 0)))
        .collect();
    let mut keys = HashSet::new();
    while let Some((node, depth)) = open.pop() {
        let properties = node.get("properties").and_then(Node::as_object);
        keys.extend(
            properties
                .into_iter()
                .flat_map(Object::iter)
                .map(|(name, _)| name.to_owned()),
        );
        // What it consists of is its own, also where that is a schema with a name.
        let parts = node.get("allOf").and_then(Node::as_array);
        let parts = parts.unwrap_or_default().iter().filter(|_| depth < 10);
        open.extend(parts.map(|part| (followed(sources, part), depth + 1)));
    }
    keys
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use specwright::config::ApiConfig;
    use specwright::diagnostics::Diagnostics;
    use specwright::plan;
    use specwright::source::Memory;
    use specwright::{Input, generate};

    use super::*;

    /// Every kind of component, and a body at every place that has one, all different.
    const PLACES: &str = "
openapi: 3.1.0
info: {title: Places, version: '1'}
paths:
  /a:
    post:
      requestBody: {content: {application/json: {schema: {type: object, properties: {a: {type: string}}}}}}
      responses:
        '200': {description: a, content: {application/json: {schema: {type: object, properties: {b: {type: string}}}}}}
        4XX: {$ref: '#/components/responses/Failed'}
        default: {description: a, content: {application/problem+json: {schema: {type: object, properties: {d: {type: string}}}}}}
      callbacks:
        done:
          '{$request.body#/a}':
            post:
              requestBody: {content: {application/json: {schema: {type: object, properties: {e: {type: string}}}}}}
              responses: {'204': {description: a}}
    put:
      requestBody: {$ref: '#/components/requestBodies/Form'}
      responses: {'200': {description: a, content: {application/json: {schema: {type: array, items: {type: integer}}}}}}
webhooks:
  told:
    post:
      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Object'}}}}
      responses: {'204': {description: a}}
components:
  schemas:
    Object: {type: object, properties: {name: {type: string}}}
    Unused: {type: object, properties: {id: {type: string}}}
    Text: {type: string}
    Enumeration: {enum: [a, b]}
    Union: {oneOf: [{type: string}, {type: integer}]}
    Array: {type: array, items: {$ref: '#/components/schemas/Object'}}
    Other: {$ref: '#/components/schemas/Object'}
    Anything: {}
    All: {allOf: [{$ref: '#/components/schemas/Object'}]}
  responses:
    Failed: {description: a, content: {application/json: {schema: {type: object, properties: {c: {type: string}}}}}}
  requestBodies:
    Form: {content: {application/x-www-form-urlencoded: {schema: {type: object, properties: {f: {type: string}}}}}}
";

    #[test]
    fn every_component_and_body_is_tried() {
        let reader = Memory::new([("a.yaml", PLACES)]);
        let generated = generate(&Input {
            reader: &reader,
            entry: "a.yaml",
            config: &ApiConfig::default(),
            config_text: None,
            target: &plan::Target::module("places", "a.yaml"),
            dump: None,
        });
        let sources = generated.sources.unwrap();
        let mut bundle = Bundle::new(&sources);
        let found = find(&generated.types, &sources, &mut bundle);
        // Several that are the same schema are tried once.
        let tried: HashSet<String> = found.into_iter().map(|target| target.definition).collect();
        let schemas = sources.at("#/components/schemas").and_then(Node::as_object);
        let mut expected: Vec<String> = schemas
            .unwrap()
            .iter()
            .map(|(name, _)| format!("#/components/schemas/{name}"))
            .collect();
        let json = "content/application~1json/schema";
        expected.extend([
            format!("#/paths/~1a/post/requestBody/{json}"),
            format!("#/paths/~1a/post/responses/200/{json}"),
            "#/paths/~1a/post/responses/default/content/application~1problem+json/schema"
                .to_owned(),
            format!(
                "#/paths/~1a/post/callbacks/done/{{$request.body#~1a}}/post/requestBody/{json}"
            ),
            format!("#/paths/~1a/put/responses/200/{json}"),
            format!("#/webhooks/told/post/requestBody/{json}"),
            format!("#/components/responses/Failed/{json}"),
            "#/components/requestBodies/Form/content/application~1x-www-form-urlencoded/schema"
                .to_owned(),
        ]);
        for place in expected {
            let node = followed(
                &sources,
                sources.at(&place).unwrap_or_else(|| panic!("{place}")),
            );
            let ways = [Way::Request, Way::Response].map(|way| bundle.define(node, way));
            assert!(ways.iter().any(|name| tried.contains(name)), "{place}");
        }
    }

    #[test]
    fn the_text_of_an_object_is_that_object() {
        let text = json!("{\"a\": 1}\n");
        assert_eq!(written_out(text.clone(), true), json!({"a": 1}));
        assert_eq!(written_out(text.clone(), false), text);
        assert_eq!(written_out(json!("[1]"), true), json!("[1]"));
    }

    #[test]
    fn only_request_bodies_may_lack() {
        let body = "content: {application/json: {schema: {}}}";
        let text = format!(
            "openapi: 3.1.0\npaths: {{/a: {{post: {{requestBody: {{{body}}}, responses: {{'200': {{{body}}}}}}}, \
             put: {{requestBody: {{required: true, {body}}}}}}}}}\ncomponents: {{requestBodies: {{A: {{{body}}}}}}}\n"
        );
        let reader = Memory::new([("a.yaml", text.as_str())]);
        let sources = Sources::load(&reader, "a.yaml", &[], &mut Diagnostics::new()).unwrap();
        for (place, expected) in [
            ("#/paths/~1a/post/requestBody", true),
            ("#/paths/~1a/put/requestBody", false),
            ("#/paths/~1a/post/responses/200", false),
            ("#/components/requestBodies/A", true),
        ] {
            let schema = format!("{place}/content/application~1json/schema");
            assert!(sources.at(&schema).is_some());
            assert_eq!(is_optional(&sources, &schema), expected, "{place}");
        }
    }
}
