//! The media types of responses: which one is asked for, and what is said of the others.

use crate::{
    ir::{EventItem, Media, Operation, Payload, Response, Status, Type},
    plan::{context::Context, docs, operations::bodies::choose},
};

/// The media type that is asked for.
pub(super) fn chosen(response: &Response) -> Option<&Media> {
    choose(&response.media, |media| match &media.payload {
        Payload::Json(_) => 0,
        Payload::Text => 1,
        // A stream has its own method beside that of the whole.
        Payload::Events(..) | Payload::JsonLines(_) => 3,
        _ => 2,
    })
}

/// The type of a stream's items, and the method that asks for them.
pub(super) fn stream(payload: &Payload) -> Option<(&Type, &'static str)> {
    match payload {
        Payload::Events(ty, events) => {
            let method = match events.item {
                EventItem::Data => "event_stream",
                EventItem::Inner => "event_data",
                EventItem::TextEvent => "event_objects",
                EventItem::JsonEvent => "event_values",
            };
            Some((ty, method))
        }
        Payload::JsonLines(ty) => Some((ty, "item_lines")),
        _ => None,
    }
}

/// Whether it is what is asked for anyway.
pub(super) fn is_plain_json(media: &Media) -> bool {
    media
        .name
        .split(';')
        .next()
        .is_some_and(|name| name.trim().eq_ignore_ascii_case("application/json"))
}

/// Media types in JSON of successes that hold another type than what is asked for.
pub(super) fn other_json(context: &Context<'_>, operation: &Operation) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for response in operation.successes() {
        let Some(Media {
            payload: Payload::Json(asked),
            name,
            ..
        }) = chosen(response)
        else {
            continue;
        };
        let asked = (context.canonical(asked), essence(name));
        for media in &response.media {
            let Payload::Json(ty) = &media.payload else {
                continue;
            };
            let other = context.canonical(ty) != asked.0 && essence(&media.name) != asked.1;
            if other && !media.name.contains('*') && !found.contains(&media.name) {
                found.push(media.name.clone());
            }
        }
    }
    found
}

fn essence(name: &str) -> String {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().to_ascii_lowercase()
}

/// Media types of responses that are neither what the method returns nor its stream, and how to ask
/// for them.
pub(crate) fn alternatives(operation: &Operation) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for response in operation.successes() {
        let chosen = chosen(response);
        for media in &response.media {
            let how = match (&media.payload, chosen.map(|chosen| &chosen.payload)) {
                _ if chosen.is_some_and(|chosen| chosen.name == media.name) => continue,
                (payload, _) if stream(payload).is_some() => continue,
                (payload, Some(chosen)) if payload == chosen => "accept",
                (Payload::Json(_), _) => "accept_json",
                (Payload::Text, _) => "accept_text",
                _ => "accept_bytes",
            };
            let one = format!("{} (`{how}`)", docs::code(&media.name));
            if !found.contains(&one) {
                found.push(one);
            }
        }
    }
    let mut said = Vec::new();
    if !found.is_empty() {
        said.push(format!("The response may also be {}.", found.join(", ")));
    }
    let streams = operation
        .successes()
        .flat_map(|response| &response.media)
        .any(|media| stream(&media.payload).is_some());
    if let Some(switch) = operation.switch.as_ref().filter(|_| !streams) {
        let member = docs::code(&switch.member);
        said.push(format!(
            "`accept_events` reads the response as a stream, for which {member} is sent as true."
        ));
    }
    if said.is_empty() {
        return Vec::new();
    }
    docs::text(&said.join(" "))
}

/// How to read a body of which the document says nothing, though its status has one.
pub(crate) fn undescribed(operation: &Operation) -> Vec<String> {
    let mut successes = operation.successes();
    let silent = operation.method != "HEAD"
        && successes.all(|response| response.media.is_empty())
        && operation.successes().any(|response| {
            matches!(
                response.status,
                Status::Code(200) | Status::Range(2) | Status::Default
            )
        });
    if !silent {
        return Vec::new();
    }
    docs::text(
        "The document describes no response body. If there is one, `accept_json` reads it as a type of your choice, and \
         `bytes_stream` streams its bytes.",
    )
}

/// Where the links of the responses lead to, a line each.
pub(crate) fn links(context: &Context<'_>, operation: &Operation) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for link in operation.responses.iter().flat_map(|one| &one.links) {
        let Some(index) = link.operation else {
            continue;
        };
        let mut resources = context.naming.resources.iter();
        let resource = resources.find(|resource| resource.operations.contains(&index));
        let (Some(resource), Some(names)) = (resource, context.naming.methods.get(index)) else {
            continue;
        };
        let method = docs::code(&format!("{}().{}", resource.accessor, names.method));
        let name = docs::code(&link.name);
        let line = docs::text(&format!("The link {name} leads to {method}.")).join(" ");
        if !lines.contains(&line) {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            lines.push(line);
        }
    }
    lines
}
