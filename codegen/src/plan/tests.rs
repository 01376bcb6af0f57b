//! Plans of small APIs made by hand.

mod examples;
mod features;
mod methods;
mod modules;
mod options;
mod required;
mod shared;
pub(super) mod snippet;

use serde_json::json;

use super::{Crate, FieldFlag, Item, Place, Problem, Role, RustType, Struct, Target, plan};
use crate::{
    analyze::analyze,
    config::{ApiConfig, ClientParameter},
    ir::{
        Additional, Api, Body, Docs, Field, Location, Media, Name, Operation, Parameter, Payload,
        Response, Scalar, Status, Strictness, Style, Type, TypeDef, TypeId, TypeKind,
    },
};

/// A type of a component.
fn component(name: &str, kind: TypeKind) -> TypeDef {
    TypeDef {
        name: Name {
            operation: None,
            base: name.to_owned(),
            path: Vec::new(),
        },
        kind,
        docs: Docs::default(),
        origin: String::new(),
        component: true,
        twin: None,
    }
}

fn object(fields: Vec<Field>) -> TypeKind {
    TypeKind::Struct(crate::ir::Struct {
        fields,
        additional: Additional::Unstated,
        constraints: Vec::new(),
        additional_constraints: Vec::new(),
        flattened: Vec::new(),
    })
}

fn field(name: &str, ty: Type, required: bool, nullable: bool) -> Field {
    Field {
        name: name.to_owned(),
        ty,
        required,
        nullable,
        tag: false,
        read_only: false,
        write_only: false,
        default: None,
        constraints: Vec::new(),
        docs: Docs::default(),
    }
}

/// An operation with a JSON body and answer of these types.
fn operation(key: &str, id: &str, summary: &str, tag: &str, types: [Option<u32>; 2]) -> Operation {
    let (method, path) = key.split_once(' ').unwrap();
    let media = |id| {
        vec![Media {
            name: "application/json".to_owned(),
            payload: Payload::Json(Type::Named(TypeId(id))),
            origin: Some(format!("#/schema/{id}")),
            example: None,
        }]
    };
    let [request, response] = types;
    Operation {
        method: method.to_owned(),
        path: path.to_owned(),
        id: Some(id.to_owned()),
        tags: vec![tag.to_owned()],
        docs: Docs {
            summary: Some(summary.to_owned()),
            ..Docs::default()
        },
        parameters: vec![Parameter {
            name: "x-account".to_owned(),
            location: Location::Header,
            required: false,
            ty: Type::Scalar(Scalar::String),
            style: Style::Simple,
            explode: false,
            allow_reserved: false,
            encodings: Vec::new(),
            default: None,
            constraints: Vec::new(),
            fixed: None,
            secret: false,
            docs: Docs::default(),
        }],
        body: request.map(|id| Body {
            required: true,
            media: media(id),
            description: None,
        }),
        switch: None,
        responses: vec![Response {
            status: Status::Code(200),
            success: true,
            description: None,
            media: response.map(media).unwrap_or_default(),
            headers: Vec::new(),
            links: Vec::new(),
        }],
        security: Vec::new(),
        servers: Vec::new(),
        origin: String::new(),
    }
}

fn planned(api: &Api, config: &ApiConfig) -> (Crate, Vec<Problem>) {
    plan(
        api,
        &analyze(api),
        config,
        &Target::module("demo", "demo.yaml"),
    )
}

/// The items of the file of that path.
fn items<'a>(plan: &'a Crate, path: &str) -> &'a [Item] {
    plan.modules
        .iter()
        .find(|module| module.path == path)
        .map(|module| module.items.as_slice())
        .unwrap_or_default()
}

fn structs(items: &[Item]) -> Vec<&Struct> {
    let structs = items.iter().filter_map(|item| match item {
        Item::Struct(item) => Some(item),
        _ => None,
    });
    structs.collect()
}

/// The methods of the only resource of a file: names and what they take.
fn methods(items: &[Item]) -> Vec<(String, Vec<String>, bool)> {
    let resource = items.iter().find_map(|item| match item {
        Item::Resource(resource) => Some(resource),
        _ => None,
    });
    let methods = resource.unwrap().methods.iter().map(|method| {
        let arguments = method.arguments.iter().map(|one| one.name.clone());
        (method.name.clone(), arguments.collect(), method.builder)
    });
    methods.collect()
}

#[test]
fn every_schema_tells_its_type() {
    let list = Type::Nullable(Box::new(Type::Array(Box::new(Type::Named(TypeId(0))))));
    let mut put = operation("PUT /spans", "put", "Put", "Spans", [Some(0), None]);
    put.body.as_mut().unwrap().media[0].payload = Payload::Json(list);
    let api = Api {
        types: vec![component("Span", object(vec![]))],
        operations: vec![put],
        ..Api::default()
    };
    let (plan, _) = planned(&api, &ApiConfig::default());
    let found: Vec<_> = plan
        .origins
        .iter()
        .map(|one| (one.origin.as_str(), one.role, one.ty.as_str()))
        .collect();
    let name = "crate::demo::models::Span";
    assert_eq!(
        found,
        [
            ("", Role::Component, name),
            ("#/schema/0", Role::Body, &*format!("Option<Vec<{name}>>")),
        ]
    );
    let ways = plan.origins.iter().map(|one| one.direction);
    assert!(ways.into_iter().all(|way| way.request && !way.response));
}

#[test]
fn methods_are_named_by_config_then_by_the_document() {
    let api = Api {
        operations: vec![
            operation(
                "PUT /v5/spans/batch",
                "PUT-V5-/v5/spans/batch",
                "Upsert Spans in Batch",
                "Spans",
                [None, None],
            ),
            operation(
                "GET /v5/spans/{id}",
                "GET-V5-/v5/spans/{id}",
                "Get Span",
                "Spans",
                [None, None],
            ),
            operation(
                "GET /v5/spans",
                "get_spans",
                "Get Spans",
                "Spans",
                [None, None],
            ),
        ],
        ..Api::default()
    };
    let mut config = ApiConfig::default();
    config
        .rename
        .insert("PUT /v5/spans/batch".into(), "upsert_batch".into());
    config.rename.insert("GET /gone".into(), "gone".into());
    let (plan, problems) = planned(&api, &config);
    let named: Vec<String> = methods(items(&plan, "spans.rs"))
        .into_iter()
        .map(|method| method.0)
        .collect();
    assert_eq!(named, ["upsert_batch", "get", "get_spans"]);
    assert_eq!(
        problems
            .iter()
            .map(|one| one.place.clone())
            .collect::<Vec<_>>(),
        [Place::Entry("GET /gone".to_owned())]
    );
}

#[test]
fn client_wide_parameters_vanish_from_methods() {
    let api = Api {
        operations: vec![operation(
            "GET /things",
            "listThings",
            "",
            "Things",
            [None, None],
        )],
        ..Api::default()
    };
    let (plan, _) = planned(&api, &ApiConfig::default());
    assert!(methods(items(&plan, "things.rs"))[0].2);
    let parameter = |header: &str| ClientParameter {
        header: Some(header.to_owned()),
        env: Some("ACCOUNT".to_owned()),
        ..ClientParameter::default()
    };
    let mut config = ApiConfig::default();
    config
        .client
        .insert("account".into(), parameter("X-Account"));
    config.client.insert("other".into(), parameter("x-other"));
    let (plan, problems) = planned(&api, &config);
    assert!(!methods(items(&plan, "things.rs"))[0].2);
    let Some(Item::Client(client)) = items(&plan, "client.rs").first() else {
        panic!("no client");
    };
    assert_eq!(client.setters[0].name, "account");
    assert_eq!(client.env[0].variable, "ACCOUNT");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].place, Place::Entry("other".to_owned()));
}

#[test]
fn fields_become_what_the_table_says() {
    let string = || Type::Scalar(Scalar::String);
    let api = Api {
        types: vec![
            component(
                "Request",
                object(vec![
                    field("type", Type::Named(TypeId(2)), true, false),
                    field("name", string(), true, false),
                    field("count", Type::Scalar(Scalar::I64), true, true),
                    field("note", string(), false, true),
                    field("extra", Type::Any, false, true),
                    field("key", string(), false, false),
                ]),
            ),
            component("Answer", object(vec![field("note", string(), false, true)])),
            component(
                "Kind",
                TypeKind::Constant(json!("span"), Strictness::Strict),
            ),
        ],
        operations: vec![operation(
            "POST /things",
            "createThing",
            "",
            "Things",
            [Some(0), Some(1)],
        )],
        ..Api::default()
    };
    let (plan, _) = planned(&api, &ApiConfig::default());
    let structs = structs(items(&plan, "models.rs"));
    let string = || RustType::name("String");
    let types: Vec<&RustType> = structs[0].fields.iter().map(|field| &field.ty).collect();
    assert_eq!(
        types,
        [
            &RustType::name("Kind"),
            &string(),
            &RustType::of("Option", RustType::name("i64")),
            &RustType::of("Nullable", string()),
            &RustType::of("Option", RustType::name("Value")),
            &RustType::of("Option", string()),
        ]
    );
    let planned = |index: usize| {
        let one = &structs[0].fields[index];
        (one.name.as_str(), one.wire.as_deref(), one.flags.as_slice())
    };
    assert_eq!(planned(0), ("r#type", None, &[FieldFlag::Constant][..]));
    assert_eq!(planned(1), ("name", None, &[][..]));
    assert_eq!(planned(2), ("count", None, &[FieldFlag::Required][..]));
    assert_eq!(planned(3), ("note", None, &[][..]));
    assert!(structs[0].setters);
    assert_eq!(structs[1].fields[0].ty, RustType::of("Option", string()));
    assert!(!structs[1].setters);
}

#[test]
fn no_type_takes_a_name_that_files_use() {
    let names = [
        "Option", "string", "Client", "foo_bar", "FooBar", "Self", "Things",
    ];
    let api = Api {
        types: names
            .iter()
            .map(|name| component(name, object(Vec::new())))
            .collect(),
        operations: vec![operation(
            "GET /things",
            "listThings",
            "",
            "Things",
            [None, None],
        )],
        ..Api::default()
    };
    let (plan, _) = planned(&api, &ApiConfig::default());
    let found: Vec<&str> = structs(items(&plan, "models.rs"))
        .iter()
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(
        found,
        [
            "OptionModel",
            "StringModel",
            "ClientModel",
            "FooBar2",
            "FooBar",
            "SelfModel",
            "Things"
        ]
    );
    let Some(Item::Resource(resource)) = items(&plan, "things.rs").first() else {
        panic!("no resource");
    };
    assert_eq!(resource.name, "ThingsApi");
}
