//! The features of tags, and what is compiled with each.

use toml::Spanned;

use super::{component, field, items, object, operation, planned, structs};
use crate::{
    analyze::analyze,
    config::{ApiConfig, Features},
    ir::{Api, Type, TypeDef, TypeId},
    plan::{Crate, Feature, Item, Place, ProblemKind, Runtime, Target, plan},
};

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
        let names = plan.features.tags.into_iter().map(|feature| feature.name);
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

/// Four tags that share chains of models: much of it, a little, or all.
fn sharing() -> Api {
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
    Api {
        types,
        operations,
        ..Api::default()
    }
}

fn named(features: &[Feature]) -> Vec<String> {
    let features = features.iter();
    let texts = features.map(|one| format!("{} = {}", one.name, one.needs.join(" ")));
    texts.collect()
}

/// The files of models, with the number of their types and their docs.
fn files(plan: &Crate) -> Vec<(&str, usize, &str)> {
    let models = plan.modules.iter();
    let models = models.filter_map(|module| Some((module, module.path.split_once("models/")?.1)));
    let files = models.map(|(module, file)| {
        let count = structs(&module.items).len();
        (file, count, module.docs[0].as_str())
    });
    files.collect()
}

/// The modules that a file declares, and the features of each.
fn declared<'p>(plan: &'p Crate, path: &str) -> Vec<(&'p str, Vec<&'p str>)> {
    let items = items(plan, path).iter();
    let mut declared = items.filter_map(|item| match item {
        Item::Modules(declared) => Some(declared),
        _ => None,
    });
    let declared = declared.next().unwrap().iter();
    let declared = declared.map(|module| {
        let features = module.features.iter().map(String::as_str);
        (module.name.as_str(), features.collect())
    });
    declared.collect()
}

#[test]
fn what_some_resources_share_is_a_feature_that_theirs_bring() {
    let api = sharing();
    let package = Target::package("demo", "demo.yaml", Runtime::default());
    let (plan, _) = plan(&api, &analyze(&api), &ApiConfig::default(), &package);
    assert_eq!(
        files(&plan)[1..],
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
    assert_eq!(
        named(&plan.features.tags),
        ["a = _of-ab0", "b = _of-bc0", "c = _of-bc0", "d = "]
    );
    assert_eq!(
        named(&plan.features.shared),
        ["_of-ab0 = ", "_of-bc0 = _of-ab0"]
    );
    assert_eq!(named(plan.features.unused.as_slice()), ["other-models = a"]);
    assert_eq!(
        declared(&plan, "src/models/mod.rs"),
        [
            ("a", vec!["a"]),
            ("shared", vec![]),
            ("shared_of_ab0", vec!["_of-ab0"]),
            ("shared_of_bc0", vec!["_of-bc0"]),
            ("unused", vec!["other-models"]),
        ]
    );
}

fn config(prefix: &str, default: Option<&[&str]>) -> ApiConfig {
    let tags = default.map(|tags| tags.iter().map(|tag| Spanned::new(3..5, (*tag).to_owned())));
    ApiConfig {
        features: Some(Features {
            prefix: Spanned::new(1..2, prefix.to_owned()),
            default: tags.map(Iterator::collect),
        }),
        ..ApiConfig::default()
    }
}

#[test]
fn a_module_has_features_where_the_configuration_asks_for_them() {
    let (plan, problems) = planned(&sharing(), &config("demo", Some(&["d", "B"])));
    assert_eq!(problems, []);
    let features = &plan.features;
    assert_eq!(named(features.own.as_slice()), ["demo = demo-b demo-d"]);
    assert_eq!(named(features.client.as_slice()), ["demo-client = "]);
    assert_eq!(
        named(features.all.as_slice()),
        ["demo-all = demo-a demo-b demo-c demo-d demo-other-models"]
    );
    assert_eq!(
        named(&features.tags),
        [
            "demo-a = demo-client",
            "demo-b = demo-client",
            "demo-c = demo-client",
            "demo-d = demo-client"
        ]
    );
    assert_eq!(
        named(features.unused.as_slice()),
        ["demo-other-models = demo-client demo-a"]
    );
    assert_eq!(features.shared, []);
    assert_eq!(
        declared(&plan, "mod.rs"),
        [
            ("a", vec!["demo-a"]),
            ("b", vec!["demo-b"]),
            ("c", vec!["demo-c"]),
            ("client", vec![]),
            ("d", vec!["demo-d"]),
            ("models", vec![]),
        ]
    );
}

#[test]
fn what_several_tags_of_a_module_share_is_compiled_with_any_of_them() {
    // `OfAC` is little, and no default tag uses it.
    let (plan, _) = planned(&sharing(), &config("demo", Some(&["B", "D"])));
    assert_eq!(
        files(&plan)[1..],
        [
            ("shared.rs", 30, "Models that several resources share."),
            (
                "shared_of_ab0.rs",
                31,
                "Models that `a` and 2 others share."
            ),
            ("shared_of_bc0.rs", 8, "Models that `b` and `c` share."),
            ("shared_of_ac0.rs", 23, "Models that `a` and `c` share."),
            ("unused.rs", 2, "Models that no operation names."),
            ("a.rs", 1, "Models of `a`."),
        ]
    );
    assert_eq!(
        declared(&plan, "models/mod.rs"),
        [
            ("a", vec!["demo-a"]),
            ("shared", vec![]),
            ("shared_of_ab0", vec!["demo-a", "demo-b", "demo-c"]),
            ("shared_of_ac0", vec!["demo-a", "demo-c"]),
            ("shared_of_bc0", vec!["demo-b", "demo-c"]),
            ("unused", vec!["demo-other-models"]),
        ]
    );
}

#[test]
fn models_of_no_operation_bring_what_only_some_tags_share() {
    let mut types = Vec::new();
    let ab = chain(&mut types, "OfAB", 24, None);
    let more = chain(&mut types, "More", 24, Some(ab));
    chain(&mut types, "OfNone", 1, Some(more));
    let mut operations = Vec::new();
    for (tag, used) in [("A", [ab, more]), ("B", [ab, more]), ("C", [ab, ab])] {
        let [request, response] = used.map(Some);
        let key = format!("POST /{tag}");
        operations.push(operation(&key, "create", "", tag, [request, response]));
    }
    operations.push(operation("POST /D", "create", "", "D", [None, None]));
    let api = Api {
        types,
        operations,
        ..Api::default()
    };
    let (plan, problems) = planned(&api, &config("demo", None));
    assert_eq!(problems, []);
    assert_eq!(named(plan.features.own.as_slice()), ["demo = demo-all"]);
    assert_eq!(
        declared(&plan, "models/mod.rs"),
        [
            (
                "shared_more0",
                vec!["demo-a", "demo-b", "demo-other-models"]
            ),
            (
                "shared_of_ab0",
                vec!["demo-a", "demo-b", "demo-c", "demo-other-models"]
            ),
            ("unused", vec!["demo-other-models"]),
        ]
    );
}

#[test]
fn names_of_features_stay_apart() {
    let tags = ["All", "Client", "Models", "type", "other models", "default"];
    let operations = tags.iter().enumerate();
    let operations = operations
        .map(|(at, tag)| operation(&format!("POST /{at}"), "create", "", tag, [None, None]));
    let api = Api {
        operations: operations.collect(),
        ..Api::default()
    };
    let names = |plan: Crate| -> Vec<String> {
        let tags = plan.features.tags.into_iter();
        tags.map(|tag| tag.name).collect()
    };
    assert_eq!(
        names(planned(&api, &config("x", Some(&[]))).0),
        [
            "x-all-resource",
            "x-client-resource",
            "x-models",
            "x-type",
            "x-other-models-resource",
            "x-default"
        ]
    );
    let package = Target::package("demo", "demo.yaml", Runtime::default());
    let (plan, _) = plan(&api, &analyze(&api), &ApiConfig::default(), &package);
    assert_eq!(
        names(plan),
        [
            "all-resource",
            "client",
            "models",
            "type",
            "other-models-resource",
            "default-resource"
        ]
    );
}

#[test]
fn a_setting_without_effect_is_a_problem_at_its_place() {
    let (_, problems) = planned(&sharing(), &config("7 demo", Some(&["b", "e", "B"])));
    let kinds = problems.iter().map(|one| (one.kind, one.place.clone()));
    let at = |key: &str, range| Place::Value(key.to_owned(), range);
    assert_eq!(
        kinds.collect::<Vec<_>>(),
        [
            (ProblemKind::Invalid, at("features.prefix", 1..2)),
            (ProblemKind::Unmatched, at("features.default", 3..5)),
            (ProblemKind::Conflict, at("features.default", 3..5)),
        ]
    );
    let mut api = sharing();
    api.operations.truncate(1);
    let (plan, problems) = planned(&api, &config("demo", None));
    assert_eq!(problems[0].place, Place::Entry("features".to_owned()));
    assert_eq!((problems.len(), plan.features.own), (1, None));
}
