//! Which types requests and which responses reach.
//!
//! In: the IR. Out: one [`Direction`] a type. Must not know what depends on it.

use super::graph::{self, Through};
use crate::ir::{Additional, Api, Body, Payload, Type, TypeDef, TypeId, TypeKind};

/// Where a type is used. A type that no operation reaches counts as used in both, for
/// whoever takes it from the crate may want to send it as well as to read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// In something that the client sends.
    pub request: bool,
    /// In something that the server sends.
    pub response: bool,
}

/// What a value is part of.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Request,
    Response,
}

/// By type: where it is used.
pub(super) fn find(api: &Api) -> Vec<Direction> {
    let used = used(api).into_iter();
    used.map(|direction| {
        if direction == Direction::default() {
            Direction {
                request: true,
                response: true,
            }
        } else {
            direction
        }
    })
    .collect()
}

/// By type: where operations use it, if any does.
pub(super) fn used(api: &Api) -> Vec<Direction> {
    let (mut sent, mut received) = (Vec::new(), Vec::new());
    for operation in &api.operations {
        for parameter in &operation.parameters {
            sent.extend(graph::named(&parameter.ty, Through::All));
        }
        body(operation.body.as_ref(), &mut sent);
        for response in &operation.responses {
            for header in &response.headers {
                received.extend(graph::named(&header.ty, Through::All));
            }
            for media in &response.media {
                payload(&media.payload, &mut received);
            }
        }
    }
    for webhook in &api.webhooks {
        // Who receives a webhook reads it; who tests the receiver sends one.
        body(webhook.body.as_ref(), &mut sent);
        body(webhook.body.as_ref(), &mut received);
    }
    let request = reached(api, sent, Side::Request);
    let response = reached(api, received, Side::Response);
    request
        .into_iter()
        .zip(response)
        .map(|(request, response)| Direction { request, response })
        .collect()
}

fn body(body: Option<&Body>, found: &mut Vec<TypeId>) {
    for media in body.iter().flat_map(|body| &body.media) {
        payload(&media.payload, found);
    }
}

fn payload(payload: &Payload, found: &mut Vec<TypeId>) {
    match payload {
        Payload::Json(ty)
        | Payload::Form(ty, _)
        | Payload::Multipart(ty, _)
        | Payload::Events(ty, _)
        | Payload::JsonLines(ty) => found.extend(graph::named(ty, Through::All)),
        Payload::Text | Payload::Bytes => {}
    }
}

/// By type: whether it is reached from `roots`.
fn reached(api: &Api, roots: Vec<TypeId>, side: Side) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    let mut open = roots;
    while let Some(id) = open.pop() {
        if let Some(known @ false) = reached.get_mut(id.index()) {
            *known = true;
            members(api.type_def(id), side, |ty| {
                open.extend(graph::named(ty, Through::All));
            });
        }
    }
    reached
}

/// The types that a value of the type holds on its side.
fn members(def: &TypeDef, side: Side, mut found: impl FnMut(&Type)) {
    match &def.kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().filter(|field| match side {
                Side::Request => !field.read_only,
                Side::Response => !field.write_only,
            });
            fields.for_each(|field| found(&field.ty));
            object.flattened.iter().for_each(|(_, ty)| found(ty));
            if let Additional::Typed(ty) = &object.additional {
                found(ty);
            }
        }
        TypeKind::Union(union) => union.variants.iter().for_each(|variant| found(&variant.ty)),
        TypeKind::Alias(ty, _) => found(ty),
        TypeKind::Enumeration(_) | TypeKind::Constant(..) => {}
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        analyze::testing::{alias, api, array, field, named, object, union},
        ir::{Docs, Field, Media, Operation, Response, Status, Webhook},
    };

    const REQUEST: Direction = Direction {
        request: true,
        response: false,
    };
    const RESPONSE: Direction = Direction {
        request: false,
        response: true,
    };
    const BOTH: Direction = Direction {
        request: true,
        response: true,
    };

    fn json(ty: Type) -> Vec<Media> {
        vec![Media {
            name: "application/json".to_owned(),
            payload: Payload::Json(ty),
            origin: None,
            example: None,
        }]
    }

    fn body_of(ty: Type) -> Body {
        Body {
            required: true,
            media: json(ty),
            description: None,
        }
    }

    pub(in crate::analyze) fn operation(sends: u32, receives: u32) -> Operation {
        Operation {
            method: "POST".to_owned(),
            path: "/".to_owned(),
            id: None,
            tags: Vec::new(),
            docs: Docs::default(),
            parameters: Vec::new(),
            body: Some(body_of(named(sends))),
            switch: None,
            responses: vec![Response {
                status: Status::Code(200),
                success: true,
                description: None,
                media: json(named(receives)),
                headers: Vec::new(),
                links: Vec::new(),
            }],
            security: Vec::new(),
            servers: Vec::new(),
            origin: String::new(),
        }
    }

    #[test]
    fn what_is_sent_and_what_is_received() {
        let mut api = api(vec![
            object(vec![field("shared", array(named(2)))]),
            union(vec![named(3), named(2)]),
            object(vec![]),
            alias(Type::Map(Box::new(named(4)))),
            object(vec![]),
            object(vec![]),
        ]);
        api.operations.push(operation(0, 1));
        assert_eq!(
            find(&api),
            [REQUEST, RESPONSE, BOTH, RESPONSE, RESPONSE, BOTH]
        );
    }

    #[test]
    fn a_read_only_field_is_not_sent() {
        let own = Field {
            read_only: true,
            ..field("own", named(1))
        };
        let secret = Field {
            write_only: true,
            ..field("secret", named(2))
        };
        let mut api = api(vec![
            object(vec![own, secret]),
            object(vec![]),
            object(vec![]),
        ]);
        api.operations.push(operation(0, 0));
        assert_eq!(find(&api), [BOTH, RESPONSE, REQUEST]);
    }

    #[test]
    fn webhooks_go_both_ways() {
        let mut api = api(vec![object(vec![]), object(vec![])]);
        api.operations.push(operation(0, 0));
        api.webhooks.push(Webhook {
            name: "w".to_owned(),
            body: Some(body_of(named(1))),
            docs: Docs::default(),
        });
        assert_eq!(find(&api), [BOTH, BOTH]);
    }

    #[test]
    fn long_chains() {
        let count = 100_000;
        let mut api = api((0..count)
            .map(|n| object(vec![field("next", named((n + 1) % count))]))
            .collect());
        api.operations.push(operation(0, 99_999));
        assert!(find(&api).into_iter().all(|direction| direction == BOTH));
        api.operations[0].responses.clear();
        assert!(find(&api).into_iter().all(|direction| direction == REQUEST));
    }
}
