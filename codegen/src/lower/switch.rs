//! What of a request asks for a stream.
//!
//! In: an operation, its responses lowered. Out: the boolean member of its body that says whether the response is to be a
//! stream, as the APIs of language models have it. Must not know how it is sent.

use super::Lowering;
use crate::{
    ir::{Payload, Response, Switch},
    openapi::{self, Types},
    source::{Node, Value},
};

/// What the member is called.
const NAMES: [&str; 3] = ["stream", "streaming", "stream_response"];

/// The extension that says what it is called.
const EXTENSION: &str = "x-speakeasy-stream-request-field";

/// How deep unions may stand in each other.
const DEEPEST: u32 = 8;

impl<'a> Lowering<'a, '_> {
    /// The member of the body that asks for a stream. Where no stream is documented, only the usual name is taken for it.
    pub(super) fn switch(
        &mut self,
        operation: &openapi::Operation<'a>,
        responses: &[Response],
    ) -> Option<Switch> {
        let successes = responses.iter().filter(|response| response.success);
        let mut media = successes.flat_map(|response| &response.media);
        let is_stream =
            |payload: &Payload| matches!(payload, Payload::Events(..) | Payload::JsonLines(_));
        let streams = media.clone().any(|media| is_stream(&media.payload));
        let whole = media.any(|media| !is_stream(&media.payload));
        let said = operation.node.get(EXTENSION).and_then(Node::as_str);
        let names = if streams { &NAMES[..] } else { &NAMES[..1] };
        let content = &operation.request_body.as_ref()?.content;
        let bodies: Vec<&'a Node> = content.iter().filter_map(|media| media.schema).collect();
        let has = |lowering: &mut Self, name: &str| {
            bodies
                .iter()
                .any(|body| lowering.has_boolean(body, name, 0))
        };
        let name = said
            .or_else(|| names.iter().copied().find(|name| has(self, name)))?
            .to_owned();
        Some(Switch {
            member: name,
            both: streams && whole,
        })
    }

    /// Whether a body, or a member of the union that it is, has a boolean of that name.
    fn has_boolean(&mut self, body: &'a Node, name: &str, depth: u32) -> bool {
        let view = self.view(&[body]);
        let schemas = view.property(name);
        if !schemas.is_empty() {
            return self.is_boolean(&schemas, 0);
        }
        let groups = view.alternatives();
        let members: Vec<&'a Node> = groups.iter().flat_map(|group| group.members).collect();
        depth < DEEPEST
            && members
                .into_iter()
                .any(|member| self.has_boolean(member, name, depth + 1))
    }

    /// Whether a value is `true` or `false`, or also null.
    fn is_boolean(&mut self, schemas: &[&'a Node], depth: u32) -> bool {
        let view = self.view(schemas);
        let is_bool = |node: &Node| matches!(node.value, Value::Bool(_));
        let types = view.types();
        if !types.is_empty() {
            return types == Types::BOOLEAN;
        }
        if view.find(|schema| schema.constant).is_some_and(is_bool)
            || view
                .find(|schema| schema.enumeration)
                .is_some_and(|values| values.iter().all(is_bool))
        {
            return true;
        }
        let groups = view.alternatives();
        let members: Vec<&'a Node> = groups.iter().flat_map(|group| group.members).collect();
        depth < DEEPEST
            && members
                .iter()
                .any(|member| self.is_boolean(&[member], depth + 1))
    }
}
