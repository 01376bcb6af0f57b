//! Parameters that are set on the client and that operations require.

use super::*;
use crate::plan::RequiredParameter;

/// What the client requires if these operations have the header `x-account`, and whether each of
/// them requires it.
fn required(operations: &[(&str, bool)], default: Option<&str>) -> Vec<RequiredParameter> {
    let operations = operations.iter().map(|(key, required)| {
        let mut operation = operation(key, key, "", "Things", [None, None]);
        operation.parameters[0].required = *required;
        operation
    });
    let api = Api {
        operations: operations.collect(),
        ..Api::default()
    };
    let mut config = ApiConfig::default();
    let parameter = ClientParameter {
        header: Some("X-Account".to_owned()),
        env: Some("ACCOUNT".to_owned()),
        default: default.map(str::to_owned),
        ..ClientParameter::default()
    };
    config.client.insert("account".into(), parameter);
    let (plan, problems) = planned(&api, &config);
    assert!(problems.is_empty(), "{problems:?}");
    let Some(Item::Client(client)) = items(&plan, "client.rs").first() else {
        panic!("no client");
    };
    client.required.clone()
}

fn account(only: &[&str], except: &[&str]) -> RequiredParameter {
    let texts = |texts: &[&str]| texts.iter().map(|&text| text.to_owned()).collect();
    RequiredParameter {
        function: "header",
        name: "X-Account".to_owned(),
        setter: "account".to_owned(),
        variable: Some("ACCOUNT".to_owned()),
        only: texts(only),
        except: texts(except),
    }
}

#[test]
fn the_shorter_list_of_operations_says_which_require_a_parameter() {
    let (a, b, c) = ("GET /a", "PUT /a", "GET /a/{id}");
    let all = required(&[(a, true), (b, true), (c, true)], None);
    assert_eq!(all, [account(&[], &[])]);
    let most = required(&[(a, true), (b, false), (c, true)], None);
    assert_eq!(most, [account(&[], &[b])]);
    let one = required(&[(a, false), (b, false), (c, true)], None);
    assert_eq!(one, [account(&[c], &[])]);
}

#[test]
fn nothing_is_required_that_is_optional_or_has_a_default() {
    assert_eq!(required(&[("GET /a", false)], None), []);
    assert_eq!(required(&[("GET /a", true)], Some("main")), []);
}
