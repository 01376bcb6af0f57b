//! Nothing is lost: whatever the attributes, each value is in the body exactly once.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use spanwire_delivery::mapping::{Event, OtelSpan, Status, map};

use crate::read::span;

/// Names that the mapping reads or writes, and some that only look so.
const NAMES: [&str; 46] = [
    "sgp.trace_id",
    "sgp.group_id",
    "sgp.span.type",
    "sgp.span.status",
    "sgp.error.category",
    "gen_ai.operation.name",
    "gen_ai.conversation.id",
    "session.id",
    "gen_ai.input.messages",
    "gen_ai.output.messages",
    "gen_ai.system_instructions",
    "gen_ai.tool.call.arguments",
    "gen_ai.tool.call.result",
    "gen_ai.retrieval.query.text",
    "gen_ai.retrieval.documents",
    "gen_ai.prompt",
    "gen_ai.prompt.0",
    "gen_ai.prompt.0.content",
    "gen_ai.prompt.2.role",
    "gen_ai.prompt.name",
    "gen_ai.prompts.0.content",
    "gen_ai.completion",
    "gen_ai.completion.0.content",
    "gen_ai.completion.00.content",
    "gen_ai.completion.0.content.",
    "input.value",
    "output.value",
    "input.mime_type",
    "traceloop.span.kind",
    "traceloop.entity.input",
    "openinference.span.kind",
    "llm.input_messages.0.message.content",
    "llm.input_messages.0.content",
    "llm.input_messages.1.message.tool_calls.0.tool_call.function.name",
    "llm.output_messages.0.message",
    "llm.output_messages.0.message.content",
    "retrieval.documents.10.document.content",
    "error",
    "error.type",
    "error.message",
    "error_type",
    "resource",
    "events",
    "attribute.error",
    "attribute.attribute.error",
    "",
];

const EVENTS: [&str; 7] = [
    "gen_ai.user.message",
    "gen_ai.system.message",
    "gen_ai.choice",
    "gen_ai.content.prompt",
    "gen_ai.content.completion",
    "gen_ai.client.inference.operation.details",
    "something else",
];

#[test]
fn each_value_is_in_the_body_exactly_once() {
    let mut random = fastrand::Rng::with_seed(23);
    for round in 0..3000 {
        let mut values = 0;
        let mut span = generate(&mut random, &mut values);
        let mut resource = Map::new();
        if random.bool() {
            resource.insert("service.name".to_owned(), value(&mut random, &mut values));
            span.scope
                .attributes
                .insert("a".to_owned(), value(&mut random, &mut values));
        }
        let given = format!("{span:#?}");
        let body = serde_json::to_value(map(span, &resource)).expect("a body");
        let mut found = BTreeMap::new();
        count(&body, &mut found);
        for number in 0..values {
            let times = found.get(&number).copied().unwrap_or_default();
            assert_eq!(
                times, 1,
                "round {round}: <{number}> of {given}\nin {body:#}"
            );
        }
    }
}

/// A name of any depth does not overflow the stack, neither here nor where the body is read.
#[test]
fn a_name_with_many_segments_remains_an_attribute() {
    let deep = format!("gen_ai.prompt.0{}", ".a".repeat(100_000));
    let (mut span, resource) = span("{}");
    span.attributes.insert(deep.clone(), json!("text"));
    let metadata = map(span, &resource).metadata.expect("metadata");
    assert_eq!(metadata.get(&deep), Some(&json!("text")));
}

fn generate(random: &mut fastrand::Rng, values: &mut usize) -> OtelSpan {
    let (mut span, _) = span("{}");
    span.attributes = attributes(random, values, 12);
    if random.bool() {
        span.status = Status::Error {
            description: if random.bool() {
                text(values)
            } else {
                String::new()
            },
        };
    }
    for _ in 0..random.usize(0..4) {
        let name = EVENTS[random.usize(0..EVENTS.len())];
        let mut event = Event::new(name, span.start);
        event.attributes = attributes(random, values, 4);
        for name in ["content", "role", "gen_ai.event.content", "tool_calls"] {
            if random.bool() {
                event
                    .attributes
                    .insert(name.to_owned(), value(random, values));
            }
        }
        span.events.push(event);
    }
    span
}

fn attributes(random: &mut fastrand::Rng, values: &mut usize, most: usize) -> Map<String, Value> {
    let mut attributes = Map::new();
    for _ in 0..random.usize(0..=most) {
        let name = NAMES[random.usize(0..NAMES.len())];
        if !attributes.contains_key(name) {
            attributes.insert(name.to_owned(), value(random, values));
        }
    }
    attributes
}

/// A value of any form with one text in it that no other value has.
fn value(random: &mut fastrand::Rng, values: &mut usize) -> Value {
    let text = text(values);
    match random.u8(0..6) {
        0 => json!({ "a": text }),
        1 => json!([1, text]),
        2 => Value::String(json!({ "a": [text] }).to_string()),
        3 => Value::String(json!([{ "a": text }]).to_string()),
        4 => Value::String(format!("{{{text}")),
        _ => Value::String(text),
    }
}

fn text(values: &mut usize) -> String {
    *values += 1;
    format!("<{}>", *values - 1)
}

/// Counts the texts of values, also within text that was not parsed.
fn count(value: &Value, found: &mut BTreeMap<usize, usize>) {
    match value {
        Value::String(text) => {
            for part in text.split('<').skip(1) {
                let number = part
                    .split('>')
                    .next()
                    .and_then(|number| number.parse().ok());
                *found
                    .entry(number.expect("the number of a value"))
                    .or_default() += 1;
            }
        }
        Value::Array(items) => items.iter().for_each(|item| count(item, found)),
        Value::Object(fields) => fields.values().for_each(|field| count(field, found)),
        _ => {}
    }
}
