//! Parameters that nearly every operation takes.

use super::{Api, ApiConfig, ClientParameter, Location, operation};
use crate::plan::{SharedParameter, shared_parameters};

/// What is proposed of five operations, of which the first `count` take a parameter of that name.
fn proposed(
    location: Location,
    name: &str,
    count: usize,
    config: &ApiConfig,
) -> Option<SharedParameter> {
    let paths = ["/{v}/a", "/{v}/b", "/{v}/c/{id}", "/{v}/c", "/{v}/d"];
    let operations = paths.iter().enumerate().map(|(index, path)| {
        let mut operation = operation(&format!("GET {path}"), "a", "", "a", [None, None]);
        operation.parameters.truncate(usize::from(index < count));
        for parameter in &mut operation.parameters {
            name.clone_into(&mut parameter.name);
            parameter.location = location;
            parameter.required = true;
        }
        operation
    });
    let api = Api {
        operations: operations.collect(),
        ..Api::default()
    };
    shared_parameters(&api, config).pop()
}

#[test]
fn what_four_of_five_operations_take_is_proposed() {
    let none = ApiConfig::default();
    let found = proposed(Location::Header, "X-Account-Id", 4, &none).unwrap();
    assert_eq!(
        (found.kind, found.setter.as_str()),
        ("header", "account_id")
    );
    assert_eq!((found.operations, found.of), (4, 5));
    assert!(found.required && !found.per_request);
    assert!(
        proposed(Location::Header, "X-Trace-Id", 5, &none)
            .unwrap()
            .per_request
    );
    assert_eq!(
        proposed(Location::Query, "api-version", 5, &none)
            .unwrap()
            .kind,
        "query"
    );
    assert_eq!(
        proposed(Location::Path, "v", 5, &none).unwrap().kind,
        "path"
    );
    assert_eq!(proposed(Location::Header, "X-Account-Id", 3, &none), None);
    assert_eq!(proposed(Location::Query, "page", 5, &none), None);
    assert_eq!(proposed(Location::Path, "id", 5, &none), None);
}

#[test]
fn what_the_client_has_is_not_proposed() {
    let entry = ClientParameter {
        header: Some("x-account-id".to_owned()),
        ..ClientParameter::default()
    };
    let config = ApiConfig {
        client: [("account".to_owned(), entry)].into_iter().collect(),
        ..ApiConfig::default()
    };
    assert_eq!(proposed(Location::Header, "X-Account-Id", 5, &config), None);
}
