//! Examples of methods, for programs that run them.

use super::{Api, Type, component, field, object, operation};
use crate::{
    analyze::analyze,
    config::ApiConfig,
    ir::{Docs, Scalar, Select, TypeDef, TypeId, TypeKind, Union, Variant},
    plan::{ExampleCall, Target, plan},
};

/// The examples of an API in a module of the crate `shop`.
fn examples(api: &Api) -> Vec<ExampleCall> {
    examples_for(api, &Target::module("demo", "demo.yaml").within("shop"))
}

fn examples_for(api: &Api, target: &Target) -> Vec<ExampleCall> {
    let (plan, _) = plan(api, &analyze(api), &ApiConfig::default(), target);
    plan.examples
}

fn example(operation: &str, method: &str, code: &[&str]) -> ExampleCall {
    ExampleCall {
        operation: operation.to_owned(),
        method: method.to_owned(),
        code: code.iter().map(|&line| line.to_owned()).collect(),
    }
}

/// A struct of required texts.
fn texts(name: &str, count: usize) -> TypeDef {
    let text = |index| {
        field(
            &format!("field_{index}"),
            Type::Scalar(Scalar::String),
            true,
            false,
        )
    };
    component(name, object((0..count).map(text).collect()))
}

fn pets() -> Api {
    let mut delete = operation("DELETE /pets/{id}", "deletePet", "", "Pets", [None, None]);
    delete.docs.deprecated = true;
    let mut create = operation("POST /pets", "createPet", "", "Pets", [Some(0), Some(0)]);
    create.parameters[0].docs.example = Some(Box::new("acct-1".into()));
    Api {
        types: vec![texts("Pet", 1)],
        operations: vec![create, delete],
        ..Api::default()
    }
}

#[test]
fn every_method_has_one_that_runs() {
    let expected = [
        example(
            "POST /pets",
            "pets().create",
            &[
                "use shop::demo::models::Pet;",
                "let pet = client.pets().create(&Pet::new(\"field_0\")).account(\"acct-1\").await?;",
            ],
        ),
        example(
            "DELETE /pets/{id}",
            "pets().delete",
            // A text of which the document gives no example would only repeat the name.
            &["client.pets().delete().await?;"],
        ),
    ];
    assert_eq!(examples(&pets()), expected);
}

#[test]
fn code_whose_path_is_unknown_has_none() {
    let target = Target::module("demo", "demo.yaml");
    assert_eq!(examples_for(&pets(), &target), []);
}

/// A body that is a union of structs with so many fields.
fn union_of(counts: &[usize]) -> Api {
    let mut types = Vec::new();
    let mut variants = Vec::new();
    for (index, count) in (0..).zip(counts) {
        types.push(texts(&format!("With{count}"), *count));
        variants.push(Variant {
            name: format!("With{count}"),
            ty: Type::Named(TypeId(index)),
            tags: Vec::new(),
            carries_tag: false,
            constraints: Vec::new(),
            docs: Docs::default(),
        });
    }
    let body = u32::try_from(types.len()).unwrap();
    let union = Union {
        variants,
        select: Select::Shape,
        default: None,
        open: false,
    };
    types.push(component("Thing", TypeKind::Union(union)));
    let mut create = operation(
        "POST /things",
        "createThing",
        "",
        "Things",
        [Some(body), None],
    );
    create.parameters.clear();
    Api {
        types,
        operations: vec![create],
        ..Api::default()
    }
}

#[test]
fn a_union_is_the_first_variant_that_can_be_shown() {
    let shown = |counts: &[usize]| examples(&union_of(counts)).remove(0).code;
    assert_eq!(
        shown(&[40, 1, 2]),
        [
            "use shop::demo::models::With1;",
            "client.things().create(&With1::new(\"field_0\").into()).await?;",
        ]
    );
    assert_eq!(
        shown(&[40, 50]),
        [
            "use shop::demo::models::Thing;",
            "let body: Thing = serde_json::from_str(&std::fs::read_to_string(\"body.json\")?)?;",
            "client.things().create(&body).await?;",
        ]
    );
}
