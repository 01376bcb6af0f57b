//! What `validate()` finds in values that no variant describes: they are kept, and valid only where
//! the document allows more.

use golden::conditional::models::Payment;
use golden::constants::models::{CKind, Salmon, Tool};
use golden::enumerations::models::{Channel, Color, Mixed, Open, Palette};
use golden::hierarchy::models::{Owner, Pet};
use golden::limits::Validate;
use golden::unions_by_shape::models::Links;
use serde_json::{Value, json};
use specwright_runtime::FromBody;

use super::decoded;

#[track_caller]
#[expect(
    clippy::needless_pass_by_value,
    reason = "samples are written in place"
)]
fn found<T: FromBody + Validate>(sample: Value) -> Vec<String> {
    let error = decoded::<T>(&sample).validate().err();
    let violations = error
        .iter()
        .flat_map(specwright_runtime::ValidationError::violations);
    violations.map(ToString::to_string).collect()
}

#[test]
fn values_that_an_enum_does_not_list_are_invalid() {
    assert!(found::<Color>(json!("dark-red")).is_empty());
    assert_eq!(
        found::<Palette>(json!({"main": "blue", "version": 2, "maybe": null})),
        ["at `main`: `\"blue\"`, expected a value that `Color` lists (enum)"]
    );
    assert_eq!(found::<Channel>(json!(7)).len(), 1);
    assert_eq!(found::<Mixed>(json!(false)).len(), 1);
}

#[test]
fn they_are_valid_where_the_document_allows_any_text() {
    assert!(found::<Open>(json!("c")).is_empty());
    // One of the members is `{}`.
    assert!(found::<Links>(json!({"pages": [1]})).is_empty());
}

#[test]
fn values_that_are_no_member_of_a_union_are_invalid() {
    assert!(found::<Tool>(json!({"type": "search"})).is_empty());
    assert_eq!(
        found::<Tool>(json!({"type": "new"})),
        ["at `$`: `{\"type\":\"new\"}`, expected a variant of `Tool` (oneOf)"]
    );
}

#[test]
fn subtypes_that_nobody_described_are_valid() {
    assert!(found::<Owner>(json!({"pets": [{"petType": "fish", "name": "n"}]})).is_empty());
    assert!(matches!(
        decoded(&json!({"petType": "fish"})),
        Pet::Unknown(_)
    ));
    assert!(found::<Salmon>(json!({"dtype": "sockeye", "name": "n"})).is_empty());
    assert!(found::<CKind>(json!("other")).is_empty());
}

#[test]
fn what_a_condition_asks_for_is_no_list_of_all_values() {
    assert!(found::<Payment>(json!({"method": "transfer"})).is_empty());
}
