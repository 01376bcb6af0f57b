//! Which files and features a plan has.

use super::{component, field, items, object, operation, planned, structs};
use crate::{
    analyze::analyze,
    config::ApiConfig,
    ir::{Api, Type, TypeDef, TypeId, TypeKind},
    plan::{Item, Runtime, Target, plan},
};

#[test]
fn models_stand_with_the_only_resource_that_uses_them() {
    let empty = || object(Vec::new());
    let api = Api {
        types: vec![
            component("OfA", empty()),
            component("OfB", empty()),
            component("OfBoth", empty()),
            component(
                "OfNone",
                object(vec![field("part", Type::Named(TypeId(4)), true, false)]),
            ),
            component("OfAAndNone", empty()),
        ],
        operations: vec![
            operation("POST /a", "createA", "", "A", [Some(0), Some(2)]),
            operation("PUT /a", "putA", "", "A", [Some(4), None]),
            operation("POST /b", "createB", "", "B", [Some(1), Some(2)]),
        ],
        ..Api::default()
    };
    let (plan, _) = planned(&api, &ApiConfig::default());
    let files: Vec<(&str, Vec<&str>)> = plan
        .modules
        .iter()
        .filter(|module| module.path.starts_with("models/"))
        .map(|module| {
            let names = structs(&module.items).into_iter();
            (
                module.path.as_str(),
                names.map(|one| one.name.as_str()).collect(),
            )
        })
        .collect();
    assert_eq!(
        files,
        [
            ("models/mod.rs", vec![]),
            ("models/shared.rs", vec!["OfBoth", "OfNone"]),
            ("models/a.rs", vec!["OfA", "OfAAndNone"]),
            ("models/b.rs", vec!["OfB"]),
        ]
    );
}

#[test]
fn every_text_about_the_api_has_the_configured_title() {
    let api = Api {
        title: "INTERNAL V5".to_owned(),
        types: vec![component("Pet", object(Vec::new()))],
        operations: vec![operation(
            "GET /pets",
            "getPets",
            "",
            "Pets",
            [None, Some(0)],
        )],
        ..Api::default()
    };
    let config = ApiConfig {
        title: Some("Pet Platform".to_owned()),
        ..ApiConfig::default()
    };
    let (plan, problems) = planned(&api, &config);
    assert_eq!(problems, []);
    assert_eq!(plan.description, "Client for the Pet Platform");
    let docs = |path: &str| {
        let mut modules = plan.modules.iter();
        let module = modules.find(|module| module.path == path).unwrap();
        module.docs.first().unwrap().as_str()
    };
    assert_eq!(docs("mod.rs"), "Client for the Pet Platform.");
    assert_eq!(docs("models.rs"), "Models of the Pet Platform.");
    let client = items(&plan, "client.rs")
        .iter()
        .find_map(|item| match item {
            Item::Client(client) => Some(&client.docs),
            _ => None,
        });
    assert_eq!(client.unwrap(), &["Client for the Pet Platform."]);
}

#[test]
fn what_is_only_another_name_has_no_file() {
    let list = TypeDef {
        component: false,
        ..component(
            "List",
            TypeKind::Alias(Type::Array(Box::new(Type::Named(TypeId(2)))), Vec::new()),
        )
    };
    let api = Api {
        types: vec![
            list,
            component("OfB", object(Vec::new())),
            component("OfBoth", object(Vec::new())),
        ],
        operations: vec![
            operation("GET /a", "getA", "", "A", [None, Some(0)]),
            operation("GET /b", "getB", "", "B", [Some(1), Some(2)]),
        ],
        ..Api::default()
    };
    let package = Target::package("demo", "demo.yaml", Runtime::default());
    for target in [package, Target::module("demo", "demo.yaml")] {
        let (plan, _) = plan(&api, &analyze(&api), &ApiConfig::default(), &target);
        let files = plan.modules.iter().map(|module| module.path.as_str());
        let models = files.filter_map(|path| path.split_once("models/").map(|(_, file)| file));
        assert_eq!(models.collect::<Vec<_>>(), ["mod.rs", "shared.rs", "b.rs"]);
    }
}
