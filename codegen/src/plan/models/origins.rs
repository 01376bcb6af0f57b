//! Which schema became which type.
//!
//! In: the types and bodies of the API with their origins. Out: for each the Rust type in full, as
//! it is written outside of any file. Nothing is emitted from it: it is for those who have a
//! payload and its schema, and want to read the one as the other.

use crate::{
    analyze::Direction,
    ir::{Body, Media, Payload, Type, TypeDef},
    parallel,
    plan::{External, context::Context},
};

/// A schema and the type that it became.
#[derive(Clone, Debug, PartialEq)]
pub struct Origin {
    /// The JSON Pointer of the schema, with the file where it isn't the entry.
    pub origin: String,
    /// What the schema is to the API.
    pub role: Role,
    /// The Rust type with every path in full: `Vec<crate::models::Span>`.
    pub ty: String,
    /// Whether values of it are sent, received, or both.
    pub direction: Direction,
}

/// What a schema is to the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A component.
    Component,
    /// Its own type without being a component.
    Inline,
    /// The body of a request or a response.
    Body,
    /// The body of a multipart request, whose parts are sent one by one and not as JSON.
    Parts,
}

/// The types, then the bodies of operations and webhooks.
pub(crate) fn find(context: &Context<'_>) -> Vec<Origin> {
    let has_schema = |def: &TypeDef| def.component || !def.origin.is_empty();
    let types = context.api.types().filter(|(_, def)| has_schema(def));
    let types = types.map(|(id, def)| {
        let role = if def.component {
            Role::Component
        } else {
            Role::Inline
        };
        (&def.origin, role, Type::Named(id), context.direction(id))
    });
    let operations = context.api.operations.iter().flat_map(|operation| {
        let responses = operation
            .responses
            .iter()
            .flat_map(|response| &response.media);
        sent(operation.body.as_ref(), (true, false)).chain(responses.map(|media| (media, RECEIVED)))
    });
    let webhooks = context
        .api
        .webhooks
        .iter()
        .flat_map(|webhook| sent(webhook.body.as_ref(), (true, true)));
    let bodies = operations
        .chain(webhooks)
        .filter_map(|(media, (request, response))| {
            let (role, ty) = payload(&media.payload)?;
            let direction = Direction { request, response };
            Some((media.origin.as_ref()?, role, ty.clone(), direction))
        });
    let found: Vec<_> = types.chain(bodies).collect();
    parallel::map(&found, |(origin, role, ty, direction)| Origin {
        origin: (*origin).clone(),
        role: *role,
        ty: full(context, ty),
        direction: *direction,
    })
}

const RECEIVED: (bool, bool) = (false, true);

fn sent(
    body: Option<&Body>,
    direction: (bool, bool),
) -> impl Iterator<Item = (&Media, (bool, bool))> {
    let media = body.into_iter().flat_map(|body| &body.media);
    media.map(move |media| (media, direction))
}

/// What a body is read or written as.
fn payload(payload: &Payload) -> Option<(Role, &Type)> {
    match payload {
        Payload::Json(ty)
        | Payload::Form(ty, _)
        | Payload::Events(ty, _)
        | Payload::JsonLines(ty) => Some((Role::Body, ty)),
        Payload::Multipart(ty, _) => Some((Role::Parts, ty)),
        Payload::Text | Payload::Bytes => None,
    }
}

/// A type with the paths of all names.
fn full(context: &Context<'_>, ty: &Type) -> String {
    let path_of = |name: &str| match External::of_type(name) {
        Some(external) => Some(external.path()),
        None => context.path_of(name),
    };
    context.rust(ty).with_paths(&path_of).to_string()
}

#[cfg(test)]
mod tests {
    use super::Role;
    use crate::plan::tests::snippet::planned;

    #[test]
    fn origins_have_types_with_full_paths() {
        let (plan, _) = planned(
            "
                paths:
                  /spans:
                    put:
                      requestBody: {content: {application/json: {schema: {type: [array, 'null'], items: {$ref: '#/components/schemas/Span'}}}}}
                      responses: {'204': {description: d}}
                components: {schemas: {Span: {properties: {a: {type: string}}}}}
            ",
            "",
        );
        let [span, body] = &plan.origins[..] else {
            panic!("{:?}", plan.origins);
        };
        assert_eq!(span.origin, "#/components/schemas/Span");
        assert_eq!(
            (span.role, &*span.ty),
            (Role::Component, "crate::demo::models::Span")
        );
        let list = "Option<Vec<crate::demo::models::Span>>";
        assert_eq!((body.role, &*body.ty), (Role::Body, list));
        assert!(
            [span, body]
                .iter()
                .all(|one| one.direction.request && !one.direction.response)
        );
    }
}
