//! The type of a whole response, if the document mixes it with that of a stream's items.
//!
//! In: operations whose request says whether the response is a stream. Out: where their JSON is a
//! union of the items of the stream and of one more type, that type alone. Must not know what asks
//! for the stream.

use crate::ir::{Api, Media, Operation, Payload, Response, Type, TypeId, TypeKind};
use crate::lower::passes::resolved::target;

/// Removes the items of a stream from the JSON response next to it. Returns the types that it
/// replaced.
pub(crate) fn split_off(api: &mut Api) -> Vec<TypeId> {
    let mut replaced = Vec::new();
    let mut operations = std::mem::take(&mut api.operations);
    for response in operations.iter_mut().flat_map(switched) {
        let Some(items) = response.media.iter().find_map(stream_items) else {
            continue;
        };
        let items = members(api, items);
        for media in &mut response.media {
            if let Payload::Json(ty) = &mut media.payload
                && let [whole] = others(api, ty, &items).as_slice()
            {
                if let Type::Named(id) = ty {
                    replaced.push(*id);
                }
                *ty = whole.clone();
            }
        }
    }
    api.operations = operations;
    replaced
}

/// The successes of an operation that are a stream or whole, as the request says.
fn switched(operation: &mut Operation) -> impl Iterator<Item = &mut Response> {
    let both = operation.switch.as_ref().is_some_and(|switch| switch.both);
    let responses = operation.responses.iter_mut();
    responses.filter(move |response| both && response.success)
}

/// The type of the items of a stream.
fn stream_items(media: &Media) -> Option<&Type> {
    match &media.payload {
        Payload::Events(ty, _) | Payload::JsonLines(ty) => Some(ty),
        _ => None,
    }
}

/// The members of a union that names them all; any other type itself.
fn members(api: &Api, ty: &Type) -> Vec<Type> {
    let ty = target(&api.types, ty);
    match ty {
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Union(union) if !union.open => {
                let members = union.variants.iter();
                members
                    .map(|one| target(&api.types, &one.ty).clone())
                    .collect()
            }
            _ => vec![ty.clone()],
        },
        _ => vec![ty.clone()],
    }
}

/// The members of a union that are none of these; none where all are others.
fn others(api: &Api, union: &Type, items: &[Type]) -> Vec<Type> {
    let members = members(api, union);
    let count = members.len();
    let mut others = members;
    others.retain(|member| !items.contains(member));
    if others.len() == count {
        others.clear();
    }
    others
}

#[cfg(test)]
mod tests {
    use crate::ir::Payload;
    use crate::lower::tests::{lowered, words};

    /// The JSON of a response beside a stream of `events`, which `stream` of the request asks for.
    fn whole(json: &str, events: &str, request: &str) -> String {
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: a, version: b}}\ncomponents: {{schemas: {{\
             Whole: {{type: object, required: [text], properties: {{text: {{type: string}}}}}}, \
             Piece: {{type: object, required: [delta], properties: {{delta: {{type: string}}}}}}, \
             End: {{type: object, required: [end], properties: {{end: {{type: string}}}}}}, \
             Event: {{anyOf: [{{$ref: '#/components/schemas/Piece'}}, {{$ref: '#/components/schemas/End'}}]}}, \
             Any: {{anyOf: [{{$ref: '#/components/schemas/Whole'}}, {{$ref: '#/components/schemas/Piece'}}, \
             {{$ref: '#/components/schemas/End'}}]}}}}}}\n\
             paths: {{/a: {{post: {{operationId: ask, requestBody: {{content: {{application/json: {{schema: \
             {{type: object, properties: {{{request}: {{type: boolean}}}}}}}}}}}}, \
             responses: {{'200': {{description: d, content: {{\
             application/json: {{schema: {json}}}, text/event-stream: {{schema: {events}}}}}}}}}}}}}}}\n"
        );
        let (api, _) = lowered(&text);
        let media = &api.operations[0].responses[0].media;
        let json = media.iter().find_map(|media| match &media.payload {
            Payload::Json(ty) => Some(words(&api, ty)),
            _ => None,
        });
        json.unwrap()
    }

    #[test]
    fn the_whole_is_what_is_not_streamed() {
        let reference = |name: &str| format!("{{$ref: '#/components/schemas/{name}'}}");
        let either = format!(
            "{{anyOf: [{}, {}]}}",
            reference("Whole"),
            reference("Piece")
        );
        for (json, events, request, expected) in [
            (&either, "Piece", "stream", "Whole"),
            // The members of a union of events count one by one.
            (&reference("Any"), "Event", "stream", "Whole"),
            // Two are left, or none is, or none is streamed.
            (&reference("Any"), "Piece", "stream", "Any"),
            (&reference("Event"), "Event", "stream", "Event"),
            (&reference("Whole"), "Piece", "stream", "Whole"),
            // Nothing in the request says which one it is.
            (&reference("Any"), "Event", "other", "Any"),
        ] {
            let found = whole(json, &reference(events), request);
            assert_eq!(found, expected, "{json} beside {events}");
        }
    }
}
