//! Values that a document lists under a type of another kind: the type decides.

use golden::type_and_values::models::{Codes, Inherited, Levels, Numbers, Open, Pet, Ratios, Thing};
use serde_json::json;

use crate::{refused, survives};

#[test]
fn texts_are_those_of_the_document() {
    for known in ["404", "01", "1.0", "0x10", "1e3", "+7", ".5", "true", "False", "yes", "null", "2024-01-31"] {
        let code: Codes = survives(json!(known));
        assert!(!matches!(code, Codes::Unknown(_)), "{known}");
    }
    assert!(matches!(survives(json!("1")), Inherited::N1));
    assert!(matches!(survives(json!("08")), Open::N08));
    assert!(matches!(survives(json!({"kind": "02"})), Pet::Dog(_)));
    survives::<Thing>(json!({"version": "1.10", "code": "007", "count": 5}));
    assert!(refused::<Codes>(&json!(404)).contains("expected a string"));
}

#[test]
fn numbers_and_booleans_are_read_from_quotes() {
    assert_eq!(survives::<Numbers>(json!(3)), Numbers::N3);
    assert_eq!(survives::<Ratios>(json!(0.5)), Ratios::N0_5);
    let flag: golden::type_and_values::models::Flags = survives(json!(true));
    assert!(flag);
    // Words are no integers: here the type is the mistake.
    assert!(matches!(survives(json!("low")), Levels::Low));
}
