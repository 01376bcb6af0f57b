//! Holds the dump of an API with everything in it against `example.txt`.

use super::*;
use crate::ir::{
    Additional, Body, Constraint, DefaultMember, Encoding, Enumeration, EnumerationValue,
    ExternalDocs, Field, Link, Location, Media, Operation, Parameter, Payload, Response, Scalar,
    Select, Status, Strictness, Struct, Style, TypeDef, TypeKind, Union, Variant, Webhook,
};

#[expect(clippy::unnecessary_wraps, reason = "what it fills is optional")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn docs() -> Docs {
    Docs {
        summary: text("A pet"),
        description: text("Two\nlines"),
        deprecated: true,
        example: Some(Box::new("Rex".into())),
        external_docs: Some(Box::new(ExternalDocs {
            url: "https://example.com/pets".to_owned(),
            description: text("More of pets"),
        })),
    }
}

fn named(base: &str, path: &[&str], kind: TypeKind) -> TypeDef {
    TypeDef {
        origin: format!("#/components/schemas/{base}"),
        component: path.is_empty(),
        ..TypeDef::new(
            Name {
                path: path.iter().map(|&step| step.to_owned()).collect(),
                ..Name::component(base)
            },
            kind,
        )
    }
}

fn media(payload: Payload) -> Media {
    Media {
        name: "application/json".to_owned(),
        payload,
        origin: None,
        example: Some(7.into()),
    }
}

fn types() -> Vec<TypeDef> {
    let tag = Field {
        required: true,
        nullable: true,
        tag: false,
        read_only: true,
        write_only: true,
        default: Some(Box::new("x".into())),
        constraints: vec![Constraint::MaxLength(4), Constraint::UniqueItems],
        docs: docs(),
        ..Field::new("tag", Type::Named(TypeId(1)))
    };
    let value = EnumerationValue {
        value: "x".into(),
        name: text("X"),
        description: text("an x"),
    };
    let variant = Variant {
        tags: vec!["pet".to_owned()],
        ..Variant::new("pet", Type::Named(TypeId(0)))
    };
    let list = Type::Array(Box::new(Type::Tuple(vec![
        Type::Any,
        Type::Null,
        Type::Tuple(vec![]),
    ])));
    let map = Type::Map(Box::new(Type::Nullable(Box::new(Type::Scalar(
        Scalar::DateTime,
    )))));
    vec![
        named(
            "Pet",
            &[],
            TypeKind::Struct(Struct {
                fields: vec![tag, Field::new("list", list)],
                additional: Additional::Typed(map),
                constraints: Vec::new(),
                additional_constraints: Vec::new(),
                flattened: vec![("more".to_owned(), Type::Named(TypeId(2)))],
            }),
        ),
        named(
            "Pet",
            &["tag"],
            TypeKind::Enumeration(Enumeration {
                values: vec![value],
                scalar: Some(Scalar::String),
                open: true,
            }),
        ),
        named(
            "Kind",
            &[],
            TypeKind::Union(Union {
                variants: vec![variant],
                select: Select::Tag("t".to_owned()),
                default: Some(DefaultMember {
                    variant: 0,
                    unmapped: true,
                }),
                open: true,
            }),
        ),
        named(
            "Same",
            &[],
            TypeKind::Constant(1.into(), Strictness::Strict),
        ),
        named(
            "Same",
            &[],
            TypeKind::Alias(Type::Scalar(Scalar::Uuid), Vec::new()),
        ),
    ]
}

fn operation() -> Operation {
    let parameter = Parameter {
        name: "id".to_owned(),
        location: Location::Query,
        required: true,
        ty: Type::Scalar(Scalar::I64),
        style: Style::Form,
        explode: true,
        allow_reserved: true,
        encodings: Vec::new(),
        default: Some(1.into()),
        constraints: vec![Constraint::Minimum("0".to_owned())],
        fixed: text("1"),
        secret: false,
        docs: Docs::default(),
    };
    let encoding = Encoding {
        property: "file".to_owned(),
        content_type: text("image/png"),
        is_text: false,
        style: Some(Style::Form),
        explode: Some(false),
        allow_reserved: true,
        headers: vec![("X-Kind".to_owned(), "k".to_owned())],
    };
    Operation {
        method: "GET".to_owned(),
        path: "/pets".to_owned(),
        id: text("pets"),
        tags: vec!["a".to_owned()],
        docs: docs(),
        parameters: vec![parameter.clone()],
        body: Some(Body {
            required: true,
            media: vec![media(Payload::Multipart(
                Type::Named(TypeId(4)),
                vec![encoding],
            ))],
            description: text("what"),
        }),
        switch: None,
        responses: vec![Response {
            status: Status::Range(4),
            success: false,
            description: text("no"),
            media: vec![media(Payload::Text)],
            headers: vec![parameter],
            links: vec![Link {
                name: "next".to_owned(),
                operation: Some(0),
                description: None,
            }],
        }],
        security: vec![vec!["key".to_owned(), "other".to_owned()], vec![]],
        servers: vec![],
        origin: String::new(),
    }
}

fn api() -> Api {
    let variable = ServerVariable {
        name: "host".to_owned(),
        default: "a".to_owned(),
        values: vec!["a".to_owned()],
        description: text("where"),
    };
    Api {
        title: "Pets".to_owned(),
        version: "1".to_owned(),
        docs: Docs::default(),
        servers: vec![Server {
            url: "https://{host}".to_owned(),
            name: Some("live".to_owned()),
            description: None,
            variables: vec![variable],
        }],
        security_schemes: vec![SecurityScheme {
            name: "key".to_owned(),
            kind: SecurityKind::ApiKey {
                location: Location::Header,
                name: "x-key".to_owned(),
                prefix: None,
            },
            description: None,
        }],
        tags: vec![Tag {
            name: "a".to_owned(),
            description: text("all"),
        }],
        types: types(),
        inherits: vec![(TypeId(1), TypeId(0))],
        operations: vec![operation()],
        webhooks: vec![Webhook {
            name: "hook".to_owned(),
            body: Some(Body {
                required: false,
                media: vec![media(Payload::Json(Type::Any))],
                description: None,
            }),
            docs: Docs::default(),
        }],
    }
}

#[test]
fn every_fact_has_its_line() {
    assert_eq!(dump(&api()), include_str!("example.txt"));
}
