//! Examples of methods, for programs that run them.

use super::{Api, Type, component, field, object, operation};
use crate::{
    analyze::analyze,
    config::ApiConfig,
    ir::Scalar,
    plan::{ExampleCall, Target, plan},
};

fn examples(target: &Target) -> Vec<ExampleCall> {
    let text = Type::Scalar(Scalar::String);
    let pet = object(vec![field("name", text, true, false)]);
    let mut delete = operation("DELETE /pets/{id}", "deletePet", "", "Pets", [None, None]);
    delete.docs.deprecated = true;
    let api = Api {
        types: vec![component("Pet", pet)],
        operations: vec![
            operation("POST /pets", "createPet", "", "Pets", [Some(0), Some(0)]),
            delete,
        ],
        ..Api::default()
    };
    let config = ApiConfig::default();
    plan(&api, &analyze(&api), &config, target).0.examples
}

#[test]
fn every_method_has_one_that_runs() {
    let target = Target::module("demo", "demo.yaml").within("shop");
    let example = |operation: &str, method: &str, code: &[&str]| ExampleCall {
        operation: operation.to_owned(),
        method: method.to_owned(),
        code: code.iter().map(|&line| line.to_owned()).collect(),
    };
    let expected = [
        example(
            "POST /pets",
            "pets().create",
            &[
                "use shop::demo::models::Pet;",
                "let pet = client.pets().create(&Pet::new(\"name\")).x_account(\"x-account\").await?;",
            ],
        ),
        example(
            "DELETE /pets/{id}",
            "pets().delete",
            &["client.pets().delete().x_account(\"x-account\").await?;"],
        ),
    ];
    assert_eq!(examples(&target), expected);
}

#[test]
fn code_whose_path_is_unknown_has_none() {
    assert_eq!(examples(&Target::module("demo", "demo.yaml")), []);
}
