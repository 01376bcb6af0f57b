//! Which types requests and which responses reach.
//!
//! In: the IR. Out: one [`Direction`] a type. Must not know what depends on it.

use crate::ir::{Api, Type, TypeId, TypeKind};

/// Where a type is used. A type that no operation reaches counts as used in both, since a user of
/// the crate may want to send it as well as to read it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    /// In something that the client sends.
    pub request: bool,
    /// In something that the server sends.
    pub response: bool,
}

/// What a value is part of.
#[derive(Clone, Copy)]
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
    let sent = api.sent().flat_map(Type::ids).collect();
    let received = api.received().flat_map(Type::ids).collect();
    let request = reached(api, sent, Side::Request);
    let response = reached(api, received, Side::Response);
    request
        .into_iter()
        .zip(response)
        .map(|(request, response)| Direction { request, response })
        .collect()
}

/// By type: whether it is reached from `roots`.
fn reached(api: &Api, roots: Vec<TypeId>, side: Side) -> Vec<bool> {
    let mut reached = vec![false; api.types.len()];
    let mut open = roots;
    while let Some(id) = open.pop() {
        if let Some(known @ false) = reached.get_mut(id.index()) {
            *known = true;
            open.extend(members(&api.type_def(id).kind, side));
        }
    }
    reached
}

/// The types that a value of the type holds on its side.
fn members(kind: &TypeKind, side: Side) -> Vec<TypeId> {
    let TypeKind::Struct(object) = kind else {
        return kind.ids();
    };
    let types = kind.types().into_iter().enumerate();
    let held = types.filter(|(number, _)| match (object.fields.get(*number), side) {
        (Some(field), Side::Request) => !field.read_only,
        (Some(field), Side::Response) => !field.write_only,
        (None, _) => true,
    });
    held.flat_map(|(_, ty)| ty.ids()).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::{
        analyze::testing::{alias, api, array, field, named, object, union},
        ir::{Body, Docs, Field, Media, Operation, Payload, Response, Status, Webhook},
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
