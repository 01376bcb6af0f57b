//! The part of a request that asks for a stream.
//!
//! In: an operation, its responses lowered. Out: the member of its body, or the query parameter,
//! that says whether the response is a stream, as the APIs of language models have it. Must not
//! know how it is sent.

use super::body::fern::Fern;
use crate::lower::Schemas;
use crate::{
    ir::{Payload, Response, Switch},
    openapi::{self, Types},
    source::{Node, Value},
};

/// What it is called where it is a boolean. Where no stream is documented, only the first counts.
const BOOLEANS: [&str; 11] = [
    "stream",
    "streaming",
    "stream_response",
    "streamResponse",
    "stream_output",
    "streamOutput",
    "enable_streaming",
    "enableStreaming",
    "is_stream",
    "isStream",
    "use_streaming",
];

/// What it is called where it is a word.
const WORDS: [&str; 9] = [
    "alt",
    "stream_format",
    "streamFormat",
    "stream_mode",
    "streamMode",
    "response_mode",
    "responseMode",
    "mode",
    "stream",
];

/// Words that ask for a stream.
const STREAMED: [&str; 8] = [
    "sse",
    "stream",
    "streaming",
    "streamed",
    "event-stream",
    "event_stream",
    "events",
    "text/event-stream",
];

/// The extension that says what it is called.
const EXTENSION: &str = "x-speakeasy-stream-request-field";

/// How deep unions may be nested.
const MAX_DEPTH: u32 = 8;

/// What asks for a stream.
pub(crate) fn switch<'a>(
    schemas: &Schemas<'a>,
    operation: &openapi::Operation<'a>,
    responses: &[Response],
) -> Option<Switch> {
    let successes = responses.iter().filter(|response| response.success);
    let mut media = successes.flat_map(|response| &response.media);
    let is_stream =
        |payload: &Payload| matches!(payload, Payload::Events(..) | Payload::JsonLines(_));
    let streams = media.clone().any(|media| is_stream(&media.payload));
    let both = streams && media.any(|media| !is_stream(&media.payload));
    let booleans = if streams {
        &BOOLEANS[..]
    } else {
        &BOOLEANS[..1]
    };
    let found = |member: &str, in_query, words| Switch {
        member: member.to_owned(),
        in_query,
        words,
        both,
    };
    let said = operation.node.get(EXTENSION).and_then(Node::as_str);
    let said = said.or_else(|| Fern::of(operation.node)?.condition());
    let content = operation.request_body.iter().flat_map(|body| &body.content);
    let bodies: Vec<&'a Node> = content.filter_map(|media| media.schema).collect();
    let mut query = Vec::new();
    for parameter in &operation.parameters {
        if let (openapi::Location::Query, Some(schema)) = (parameter.location, parameter.schema) {
            query.push((parameter.name.text, schema));
        }
    }
    if let Some(name) = said {
        let in_query = query.iter().any(|(other, _)| *other == name);
        let words = if streams {
            let member = member_of_any(schemas, &bodies, name);
            let parameter = query.iter().filter(|(other, _)| *other == name);
            let parameter = parameter.map(|(_, schema)| *schema);
            words(
                schemas,
                &member.into_iter().chain(parameter).collect::<Vec<_>>(),
            )
        } else {
            None
        };
        return Some(found(name, in_query, words));
    }
    for name in booleans {
        if bodies.iter().any(|body| has_boolean(schemas, body, name)) {
            return Some(found(name, false, None));
        }
    }
    if !streams {
        return None;
    }
    for (name, schema) in &query {
        if booleans.contains(name)
            && (is_boolean(schemas, &[schema], 0) || spells_boolean(schemas, schema))
        {
            return Some(found(name, true, None));
        }
    }
    for name in WORDS {
        let member = member_of_any(schemas, &bodies, name);
        if let Some(words) = words(schemas, &member) {
            return Some(found(name, false, Some(words)));
        }
    }
    let mut query = query.iter().filter(|(name, _)| WORDS.contains(name));
    query.find_map(|(name, schema)| Some(found(name, true, Some(words(schemas, &[schema])?))))
}

/// What a body, or a member of the union that it is, says of a member of that name.
fn member_of<'a>(schemas: &Schemas<'a>, body: &'a Node, name: &str, depth: u32) -> Vec<&'a Node> {
    let view = schemas.view(&[body]);
    let nodes = view.property(name);
    if !nodes.is_empty() || depth == MAX_DEPTH {
        return nodes;
    }
    let groups = view.alternatives();
    let mut members = groups.iter().flat_map(|group| group.members);
    members
        .find_map(|member| {
            let nodes = member_of(schemas, member, name, depth + 1);
            (!nodes.is_empty()).then_some(nodes)
        })
        .unwrap_or_default()
}

/// The same of the first body that has one.
fn member_of_any<'a>(schemas: &Schemas<'a>, bodies: &[&'a Node], name: &str) -> Vec<&'a Node> {
    let members = bodies.iter().map(|body| member_of(schemas, body, name, 0));
    members
        .into_iter()
        .find(|nodes| !nodes.is_empty())
        .unwrap_or_default()
}

/// Whether a body has a boolean of that name.
fn has_boolean<'a>(schemas: &Schemas<'a>, body: &'a Node, name: &str) -> bool {
    let nodes = member_of(schemas, body, name, 0);
    !nodes.is_empty() && is_boolean(schemas, &nodes, 0)
}

/// Whether a value is `true` or `false`, or also null.
fn is_boolean<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node], depth: u32) -> bool {
    let view = schemas.view(nodes);
    let is_bool = |node: &Node| matches!(node.value, Value::Bool(_));
    let types = view.types();
    if !types.is_empty() {
        return types == Types::BOOLEAN;
    }
    if view.find(|schema| schema.constant).is_some_and(is_bool) {
        return true;
    }
    if let Some(values) = view.find(|schema| schema.enumeration) {
        let mut values = values
            .iter()
            .filter(|node| !matches!(node.value, Value::Null));
        return values.clone().next().is_some() && values.all(is_bool);
    }
    let groups = view.alternatives();
    if groups.is_empty() {
        return view.find(|schema| schema.default).is_some_and(is_bool);
    }
    let members: Vec<&'a Node> = groups.iter().flat_map(|group| group.members).collect();
    depth < MAX_DEPTH
        && members
            .iter()
            .any(|member| is_boolean(schemas, &[member], depth + 1))
}

/// Whether the values are the texts `true` and `false`, which in a query look like booleans.
fn spells_boolean<'a>(schemas: &Schemas<'a>, schema: &'a Node) -> bool {
    let mut listed = Vec::new();
    listed_texts(schemas, &[schema], 0, &mut listed);
    listed.contains(&"true") && listed.iter().all(|text| matches!(*text, "true" | "false"))
}

/// Of the words that a schema lists, the one for a stream and the one for the whole.
fn words<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> Option<[String; 2]> {
    let mut listed = Vec::new();
    if !nodes.is_empty() {
        listed_texts(schemas, nodes, 0, &mut listed);
    }
    let (streams, others): (Vec<&str>, Vec<&str>) =
        listed.iter().partition(|text| STREAMED.contains(text));
    let [stream] = streams[..] else {
        return None;
    };
    let default = schemas.view(nodes).find(|schema| schema.default);
    let default = default.and_then(Node::as_str);
    let named = |wanted: Option<&str>| others.iter().find(|text| wanted == Some(**text));
    let whole = match others[..] {
        [only] => only,
        _ => named(default).or_else(|| named(Some("json")))?,
    };
    Some([stream.to_owned(), whole.to_owned()])
}

/// The texts that a schema lists.
fn listed_texts<'a>(
    schemas: &Schemas<'a>,
    nodes: &[&'a Node],
    depth: u32,
    found: &mut Vec<&'a str>,
) {
    let view = schemas.view(nodes);
    let constant = view.find(|schema| schema.constant);
    let values = view.find(|schema| schema.enumeration).unwrap_or_default();
    found.extend(constant.into_iter().chain(values).filter_map(Node::as_str));
    if !found.is_empty() && depth == 0 || depth == MAX_DEPTH {
        return;
    }
    let groups = view.alternatives();
    for member in groups.iter().flat_map(|group| group.members) {
        listed_texts(schemas, &[member], depth + 1, found);
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn a_boolean_named_stream_asks_for_events() {
        assert_operation(
            "
                requestBody:
                  content: {application/json: {schema: {properties: {stream: {type: boolean}}}}}
                responses:
                  '200':
                    description: d
                    content: {application/json: {schema: {type: string}}, text/event-stream: {schema: {type: string}}}
            ",
            r#"
                type [POST /a]/request: struct
                  field "stream": bool
                operation POST /a
                  body
                    media "application/json": json [POST /a]/request
                  streamed by "stream"
                  also whole
                  response 200
                    description "d"
                    media "application/json": json string
                    media "text/event-stream": event stream of string
            "#,
        );
    }
}
