//! What distinguishes the members of unions: written automatically, once, and never an argument.

use golden::constants::models::{
    A, B, Beside, BesideVariant, C, Fish, Inner, Left, Numbered, Optional, Outer, River,
    RiverState, Salmon, Tool, Twice,
};
use serde::Serialize;
use serde_json::{Value, json};
use specwright_runtime::codec;

use crate::survives;

fn written(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn one_value_enums_of_members_are_constants() {
    let Tool::Function(function) = survives(json!({"type": "function", "name": "f"})) else {
        panic!("the tag says it");
    };
    assert_eq!(function.r#type.to_string(), "function");
    assert_eq!(written(&Tool::Search), json!({"type": "search"}));
    assert_eq!(survives::<Tool>(json!({"type": "search"})), Tool::Search);
    survives::<Tool>(json!({"type": "push", "url": "u"}));
    // What a newer server sends is kept.
    assert!(matches!(
        survives(json!({"type": "new", "name": "f"})),
        Tool::Unknown(_)
    ));
    let Numbered::Version2(second) = survives(json!({"version": 2, "b": "x"})) else {
        panic!("the number says it");
    };
    assert_eq!(written(&second), json!({"version": 2, "b": "x"}));
}

#[test]
fn a_unit_variant_passes_over_what_it_does_not_know() {
    let read = |text: &str| codec::decode::<Tool>(text.as_bytes());
    assert_eq!(
        read(r#"{"more": [{}], "type": "search", "type": "search"}"#).unwrap(),
        Tool::Search
    );
    assert!(read(r#"{"type": "search", "type": "function"}"#).is_err());
    assert!(read(r#"{"type": "search""#).is_err());
}

#[test]
fn optional_ones_are_written_too() {
    assert_eq!(
        written(&Left::new().with_x("a")),
        json!({"side": "left", "x": "a"})
    );
    for (value, left) in [
        (json!({"side": "left"}), true),
        (json!({"side": "right", "x": "a"}), false),
    ] {
        assert_eq!(matches!(survives(value), Optional::Left(_)), left);
    }
}

#[test]
fn the_tag_of_a_subtype_is_its_own() {
    let salmon = json!({"dtype": "salmon", "name": "nemo"});
    assert_eq!(written(&Salmon::new("nemo")), salmon);
    assert_eq!(written(&Fish::from(Salmon::new("nemo"))), salmon);
    // Its own subtype, or what a newer server sends, costs no response and is preserved.
    let river =
        survives::<River>(json!({"first": {"dtype": "sockeye", "name": "n"}, "state": "clean"}));
    assert_eq!(river.first.dtype.to_string(), "sockeye");
    assert_ne!(river.first, Salmon::new("n"));
}

#[test]
fn the_only_value_of_an_enum_is_filled_in() {
    let mut river = River::new(Salmon::new("n"));
    assert_eq!(river.state, RiverState::Clean);
    // It may get others.
    river.state = survives(json!("muddy"));
    survives::<River>(written(&river));
}

#[test]
fn the_union_beside_properties_writes_its_tag_once() {
    let beside = Beside::new("x", B::new().with_b("b"));
    assert_eq!(text(&beside), r#"{"x":"x","name":"case-b","b":"b"}"#);
    survives::<Beside>(json!({"name": "case-a", "x": "x", "a": "a"}));
    let unknown = survives::<Beside>(json!({"name": "case-c", "x": "x", "c": 1}));
    assert!(matches!(unknown.variant, BesideVariant::Unknown(_)));
}

#[test]
fn unions_in_unions_write_one_tag() {
    let outer = Outer::from(Inner::from(B::new()));
    assert_eq!(text(&outer), r#"{"kind":"b"}"#);
    survives::<Outer>(json!({"kind": "b", "b": "x"}));
    assert_eq!(written(&Outer::from(C::new())), json!({"kind": "c"}));
}

#[test]
fn a_member_of_several_tags_keeps_its_own() {
    assert!(matches!(
        survives(json!({"kind": "two", "a": "x"})),
        Twice::Two(_)
    ));
    assert_eq!(written(&Twice::One(A::new())), json!({"kind": "one"}));
}
