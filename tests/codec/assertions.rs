//! What `validate()` finds that no bound says: `not`, `contains`, `dependentRequired` and the like.

use golden::assertions::models::Payment;
use serde_json::{Value, json};

use super::limits::breaks;

fn payment() -> Payment {
    Payment::new("transfer")
}

#[test]
fn what_the_document_allows_passes() {
    let full = payment()
        .with_card("1")
        .with_address("here")
        .with_codes([1, 5, 9])
        .with_any(15)
        .with_pair([json!("a"), json!(true), json!(1)])
        .with_fixed(json!({"a": [1.0]}));
    breaks(&full, &[]);
    breaks(
        &payment().with_labels([("key".to_owned(), "v".to_owned())]),
        &[],
    );
}

#[test]
fn an_object_keeps_its_own_assertions() {
    breaks(&payment().with_card("1"), &[("$", "dependentRequired")]);
    let both = payment().with_codes([5]).with_labels([]);
    breaks(&both, &[("$", "not")]);
}

#[test]
fn members_keep_theirs() {
    breaks(&Payment::new("cash"), &[("method", "not")]);
    breaks(&payment().with_codes([1, 2]), &[("codes", "contains")]);
    breaks(&payment().with_codes([5, 6, 7]), &[("codes", "contains")]);
    let long = payment().with_labels([("long".to_owned(), String::new())]);
    breaks(&long, &[("labels", "propertyNames")]);
}

#[test]
fn values_of_any_type_keep_to_their_whole_schema() {
    breaks(&payment().with_any(7), &[("any", "oneOf")]);
    breaks(&payment().with_any(12), &[("any", "oneOf")]);
    breaks(&payment().with_any(22), &[("any", "if")]);
    breaks(&payment().with_fixed(json!({"a": 1})), &[("fixed", "enum")]);
    let pair = |items: &[Value]| payment().with_pair(items.to_vec());
    breaks(&pair(&[json!(1)]), &[("pair", "prefixItems")]);
    let late = pair(&[json!("a"), json!(true), json!(1), json!("b")]);
    breaks(&late, &[("pair", "items")]);
}

#[test]
fn messages_say_what_was_found() {
    let error = Payment::new("cash").with_any(7).with_card("1");
    let error = golden::assertions::Validate::validate(&error).unwrap_err();
    assert_eq!(
        error.to_string(),
        "at `$`: no member `address`, expected one (dependentRequired); \
         at `method`: `\"cash\"`, expected what `not` does not forbid (not); \
         at `any`: a match of 0 of 2 schemas, expected a match of exactly one (oneOf)"
    );
}
