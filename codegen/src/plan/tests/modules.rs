//! Which files and features a plan has.

use super::{component, field, items, object, operation, planned, structs};
use crate::{
    analyze::analyze,
    config::ApiConfig,
    ir::{Api, Rare, Type, TypeDef, TypeId, TypeKind},
    plan::{Feature, Item, Runtime, Target, plan},
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
            TypeKind::Alias(
                Type::Array(Box::new(Type::Named(TypeId(2)))),
                Rare::default(),
            ),
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
        let names = plan.features.into_iter().map(|feature| feature.name);
        names.collect::<Vec<_>>()
    };
    assert_eq!(features(&api, &package), ["default-resource", "audit-logs"]);
    assert!(features(&api, &Target::module("demo", "demo.yaml")).is_empty());
    api.operations.truncate(1);
    assert!(features(&api, &package).is_empty());
}

/// Components of which each names the next one.
fn chain(types: &mut Vec<TypeDef>, name: &str, count: u32, last: Option<u32>) -> u32 {
    let first = u32::try_from(types.len()).unwrap();
    for at in 0..count {
        let next = if at + 1 < count {
            Some(first + at + 1)
        } else {
            last
        };
        let fields = next.map(|next| field("next", Type::Named(TypeId(next)), true, false));
        types.push(component(
            &format!("{name}{at}"),
            object(fields.into_iter().collect()),
        ));
    }
    first
}

#[test]
fn what_some_resources_share_is_a_feature_that_theirs_bring() {
    let mut types = Vec::new();
    let all = chain(&mut types, "OfAll", 30, None);
    let abc = chain(&mut types, "OfABC", 24, Some(all));
    let bc = chain(&mut types, "OfBC", 8, Some(abc));
    // Less than a file, so it stands with what it needs.
    let ab = chain(&mut types, "OfAB", 7, Some(abc));
    // Less than a feature.
    let ac = chain(&mut types, "OfAC", 23, None);
    let a = chain(&mut types, "OfA", 1, Some(ab));
    chain(&mut types, "OfNone", 2, Some(a));
    let mut operations = Vec::new();
    for (tag, used) in [
        ("A", vec![a, ac, all]),
        ("B", vec![ab, bc, all]),
        ("C", vec![bc, ac, all]),
        ("D", vec![all]),
    ] {
        for (at, ty) in used.into_iter().enumerate() {
            let key = format!("POST /{tag}/{at}");
            operations.push(operation(
                &key,
                &format!("create{tag}{at}"),
                "",
                tag,
                [Some(ty), None],
            ));
        }
    }
    let api = Api {
        types,
        operations,
        ..Api::default()
    };
    let package = Target::package("demo", "demo.yaml", Runtime::default());
    let (plan, _) = plan(&api, &analyze(&api), &ApiConfig::default(), &package);
    let models = plan.modules.iter();
    let models = models.filter(|module| module.path.starts_with("src/models/"));
    let files: Vec<(&str, usize, &str)> = models
        .map(|module| {
            let count = structs(&module.items).len();
            (&module.path[11..], count, module.docs[0].as_str())
        })
        .collect();
    assert_eq!(
        files[1..],
        [
            ("shared.rs", 53, "Models that several resources share."),
            (
                "shared_of_ab0.rs",
                31,
                "Models that `a` and 2 others share."
            ),
            ("shared_of_bc0.rs", 8, "Models that `b` and `c` share."),
            ("unused.rs", 2, "Models that no operation names."),
            ("a.rs", 1, "Models of `a`."),
        ]
    );
    let text = |features: &[Feature]| -> Vec<String> {
        let features = features.iter();
        let texts = features.map(|one| format!("{} = {}", one.name, one.needs.join(" ")));
        texts.collect()
    };
    assert_eq!(
        text(&plan.features),
        ["a = _of-ab0", "b = _of-bc0", "c = _of-bc0", "d = "]
    );
    assert_eq!(text(&plan.shared), ["_of-ab0 = ", "_of-bc0 = _of-ab0"]);
    assert_eq!(text(plan.unused.as_slice()), ["other-models = a"]);
    let declared = plan
        .modules
        .iter()
        .find(|module| module.path == "src/models/mod.rs");
    let Some(Item::Modules(declared)) = declared.and_then(|module| module.items.first()) else {
        panic!("no modules");
    };
    let declared: Vec<(&str, Option<&str>)> = declared
        .iter()
        .map(|module| (module.name.as_str(), module.feature.as_deref()))
        .collect();
    assert_eq!(
        declared,
        [
            ("a", Some("a")),
            ("shared", None),
            ("shared_of_ab0", Some("_of-ab0")),
            ("shared_of_bc0", Some("_of-bc0")),
            ("unused", Some("other-models")),
        ]
    );
}
