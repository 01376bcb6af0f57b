//! Which files and features a plan has.

use super::{component, field, object, operation, planned, structs};
use crate::{
    analyze::analyze,
    config::ApiConfig,
    ir::{Api, Type, TypeId},
    plan::{Runtime, Target, plan},
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
            ("models/shared.rs", vec!["OfBoth", "OfNone", "OfAAndNone"]),
            ("models/a.rs", vec!["OfA"]),
            ("models/b.rs", vec!["OfB"]),
        ]
    );
}

#[test]
fn a_crate_of_its_own_has_a_feature_for_each_of_its_tags() {
    let operation = |tag: &str| {
        let key = format!("POST /{tag}");
        operation(&key, "create", "", tag, [Some(0), Some(0)])
    };
    let mut api = Api {
        types: vec![component("Thing", object(Vec::new()))],
        operations: vec![operation("Default"), operation("Audit logs")],
        ..Api::default()
    };
    let package = Target::package("demo", "demo.yaml", Runtime::default());
    let features = |api: &Api, target: &Target| {
        let (plan, _) = plan(api, &analyze(api), &ApiConfig::default(), target);
        plan.features
    };
    assert_eq!(features(&api, &package), ["default-resource", "audit-logs"]);
    assert!(features(&api, &Target::module("demo", "demo.yaml")).is_empty());
    api.operations.truncate(1);
    assert!(features(&api, &package).is_empty());
}
