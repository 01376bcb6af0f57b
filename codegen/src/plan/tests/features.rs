//! The features of tags, and what is compiled with each.

use std::fmt::Write as _;

use super::snippet::{planned, planned_as};
use crate::{
    lower::tests::snippet::assert_lines,
    plan::{Crate, Feature, Item, ProblemKind, Runtime, Subject, Target},
};

const NO_BODY: &str = "responses: {'204': {description: d}}";

/// A document with an operation for each type that a tag uses.
fn document(tags: &[(&str, &[&str])], schemas: &[String]) -> String {
    let mut text = "paths:\n".to_owned();
    for (tag, used) in tags {
        for (at, ty) in used.iter().enumerate() {
            let schema = format!("{{$ref: '#/components/schemas/{ty}'}}");
            let body =
                format!("requestBody: {{content: {{application/json: {{schema: {schema}}}}}}}");
            writeln!(
                text,
                "  /{tag}/{at}: {{post: {{tags: [{tag}], {body}, {NO_BODY}}}}}"
            )
            .unwrap();
        }
    }
    text + "components:\n  schemas:\n" + &schemas.concat()
}

/// Components of which each names the next one, and the last names `last`.
fn chain(name: &str, count: usize, last: Option<&str>) -> String {
    let component = |at: usize| {
        let next = (at + 1 < count).then(|| format!("{name}{}", at + 1));
        let member = next.as_deref().or(last).map_or_else(
            || "{type: string}".to_owned(),
            |next| format!("{{$ref: '#/components/schemas/{next}'}}"),
        );
        format!("    {name}{at}: {{properties: {{next: {member}}}}}\n")
    };
    (0..count).map(component).collect()
}

/// Four tags that share chains of models: much of it, a little, or all.
fn sharing() -> String {
    let schemas = [
        chain("OfAll", 30, None),
        chain("OfABC", 24, Some("OfAll0")),
        chain("OfBC", 8, Some("OfABC0")),
        // Too few for a file, so they are in that of what they need.
        chain("OfAB", 7, Some("OfABC0")),
        // Too few for a feature.
        chain("OfAC", 23, None),
        chain("OfA", 1, Some("OfAB0")),
        chain("OfNone", 2, Some("OfA0")),
    ];
    let tags: [(&str, &[&str]); 4] = [
        ("A", &["OfA0", "OfAC0", "OfAll0"]),
        ("B", &["OfAB0", "OfBC0", "OfAll0"]),
        ("C", &["OfBC0", "OfAC0", "OfAll0"]),
        ("D", &["OfAll0"]),
    ];
    document(&tags, &schemas)
}

fn package() -> Target {
    Target::package("demo", "demo.yaml", Runtime::default())
}

/// The names of the features of tags.
fn tags(plan: Crate) -> Vec<String> {
    let tags = plan.features.tags.into_iter();
    tags.map(|tag| tag.name).collect()
}

/// Checks the features, the files of models with the number of their types, and the modules that
/// files declare with their features.
#[track_caller]
fn assert_features(plan: &Crate, expected: &str) {
    let features = &plan.features;
    let one = |kind: &str, feature: &Feature| {
        let name = [format!("{kind} {}:", feature.name)];
        let line: Vec<&str> = name
            .iter()
            .chain(&feature.needs)
            .map(String::as_str)
            .collect();
        line.join(" ") + "\n"
    };
    let kinds = [
        ("own", &features.own),
        ("client", &features.client),
        ("all", &features.all),
        ("unused", &features.unused),
    ];
    let named = kinds
        .iter()
        .flat_map(|(kind, all)| all.iter().map(|it| one(kind, it)));
    let tags = features.tags.iter().map(|it| one("tag", it));
    let shared = features.shared.iter().map(|it| one("shared", it));
    let mut text: String = named.chain(tags).chain(shared).collect();
    for module in &plan.modules {
        if module.path.contains("models/") {
            let is_struct = |item: &&Item| matches!(item, Item::Struct(_));
            let count = module.items.iter().filter(is_struct).count();
            writeln!(text, "{} {count}: {}", module.path, module.docs[0]).unwrap();
        }
        for item in &module.items {
            if let Item::Modules(declared) = item {
                for module in declared.iter().filter(|one| !one.features.is_empty()) {
                    let features = module.features.join(" or ");
                    writeln!(text, "  {} if {features}", module.name).unwrap();
                }
            }
        }
    }
    assert_lines(&text, expected);
}

#[test]
fn a_crate_has_a_feature_for_each_of_its_tags() {
    let document = |tags: &[(&str, &[&str])]| document(tags, &[chain("Thing", 1, None)]);
    let all: [(&str, &[&str]); 2] = [("Default", &["Thing0"]), ("Audit logs", &["Thing0"])];
    let names = |target: &Target, document: &str| tags(planned_as(target, document, "").0);
    assert_eq!(
        names(&package(), &document(&all)),
        ["default-resource", "audit-logs"]
    );
    let module = Target::module("demo", "demo.yaml");
    assert!(names(&module, &document(&all)).is_empty());
    assert!(names(&package(), &document(&all[..1])).is_empty());
}

#[test]
fn what_some_resources_share_is_a_feature_that_theirs_bring() {
    let (plan, _) = planned_as(&package(), &sharing(), "");
    assert_features(
        &plan,
        "
            all all: a b c d other-models
            unused other-models: a
            tag a: _of-ab0
            tag b: _of-bc0
            tag c: _of-bc0
            tag d:
            shared _of-ab0:
            shared _of-bc0: _of-ab0
              a if a
              b if b
              c if c
              d if d
            src/models/mod.rs 0: Models of a.
              a if a
              shared_of_ab0 if _of-ab0
              shared_of_bc0 if _of-bc0
              unused if other-models
            src/models/shared.rs 53: Models that several resources share.
            src/models/shared_of_ab0.rs 31: Models that `a` and 2 others share.
            src/models/shared_of_bc0.rs 8: Models that `b` and `c` share.
            src/models/unused.rs 2: Models that no operation names.
            src/models/a.rs 1: Models of `a`.
        ",
    );
}

#[test]
fn a_module_has_the_features_of_the_configuration_and_compiles_shared_models_with_any_user() {
    let config = "features = {prefix = 'demo', default = ['d', 'B']}";
    let (plan, problems) = planned(&sharing(), config);
    assert_eq!(problems, []);
    // `OfAC` is little, and no default tag uses it.
    assert_features(
        &plan,
        "
            own demo: demo-b demo-d
            client demo-client:
            all demo-all: demo-a demo-b demo-c demo-d demo-other-models
            unused demo-other-models: demo-client demo-a
            tag demo-a: demo-client
            tag demo-b: demo-client
            tag demo-c: demo-client
            tag demo-d: demo-client
              a if demo-a
              b if demo-b
              c if demo-c
              d if demo-d
            models/mod.rs 0: Models of a.
              a if demo-a
              shared_of_ab0 if demo-a or demo-b or demo-c
              shared_of_ac0 if demo-a or demo-c
              shared_of_bc0 if demo-b or demo-c
              unused if demo-other-models
            models/shared.rs 30: Models that several resources share.
            models/shared_of_ab0.rs 31: Models that `a` and 2 others share.
            models/shared_of_bc0.rs 8: Models that `b` and `c` share.
            models/shared_of_ac0.rs 23: Models that `a` and `c` share.
            models/unused.rs 2: Models that no operation names.
            models/a.rs 1: Models of `a`.
        ",
    );
}

#[test]
fn models_of_no_operation_bring_what_only_some_tags_share() {
    let schemas = [
        chain("OfAB", 24, None),
        chain("More", 24, Some("OfAB0")),
        chain("OfNone", 1, Some("More0")),
        chain("OfD", 1, None),
    ];
    let tags: [(&str, &[&str]); 4] = [
        ("A", &["OfAB0", "More0"]),
        ("B", &["OfAB0", "More0"]),
        ("C", &["OfAB0"]),
        ("D", &["OfD0"]),
    ];
    let (plan, problems) = planned(&document(&tags, &schemas), "features = {prefix = 'demo'}");
    assert_eq!(problems, []);
    assert_features(
        &plan,
        "
            own demo: demo-all
            client demo-client:
            all demo-all: demo-a demo-b demo-c demo-d demo-other-models
            unused demo-other-models: demo-client
            tag demo-a: demo-client
            tag demo-b: demo-client
            tag demo-c: demo-client
            tag demo-d: demo-client
              a if demo-a
              b if demo-b
              c if demo-c
              d if demo-d
            models/mod.rs 0: Models of a.
              d if demo-d
              shared_more0 if demo-a or demo-b or demo-other-models
              shared_of_ab0 if demo-a or demo-b or demo-c or demo-other-models
              unused if demo-other-models
            models/shared_of_ab0.rs 24: Models that `a` and 2 others share.
            models/shared_more0.rs 24: Models that `a` and `b` share.
            models/unused.rs 1: Models that no operation names.
            models/d.rs 1: Models of `d`.
        ",
    );
}

#[test]
fn names_of_features_stay_apart() {
    let names = ["All", "Client", "Models", "type", "other models", "default"];
    let used: &[&str] = &["Thing0"];
    let all: Vec<_> = names.iter().map(|name| (*name, used)).collect();
    let document = document(&all, &[chain("Thing", 1, None)]);
    let (module, _) = planned(&document, "features = {prefix = 'x', default = []}");
    assert_eq!(
        tags(module),
        [
            "x-all-resource",
            "x-client-resource",
            "x-models",
            "x-type",
            "x-other-models-resource",
            "x-default"
        ]
    );
    assert_eq!(
        tags(planned_as(&package(), &document, "").0),
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
    let config = "features = {prefix = '7 demo', default = ['b', 'e', 'B']}";
    let (_, problems) = planned(&sharing(), config);
    let text = format!("[a]\nspec = 'a.yaml'\n{config}");
    let found = problems.into_iter().map(|one| match one.subject {
        Subject::Value(key, range) => (one.kind, key, text[range].to_owned()),
        place => (one.kind, format!("{place:?}"), String::new()),
    });
    let at = |kind, key: &str, value: &str| (kind, format!("features.{key}"), value.to_owned());
    assert_eq!(
        found.collect::<Vec<_>>(),
        [
            at(ProblemKind::Invalid, "prefix", "'7 demo'"),
            at(ProblemKind::Unmatched, "default", "'e'"),
            at(ProblemKind::Conflict, "default", "'B'"),
        ]
    );
    let alone = document(&[("A", &["Thing0"])], &[chain("Thing", 1, None)]);
    let (plan, problems) = planned(&alone, "features = {prefix = 'demo'}");
    assert_eq!(problems[0].subject, Subject::Entry("features".to_owned()));
    assert_eq!((problems.len(), plan.features.own), (1, None));
}
