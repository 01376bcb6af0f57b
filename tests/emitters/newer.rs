//! What a newer server sends is preserved.

use serde_json::{Value, json};

use emitters::{
    with_poem,
    with_utoipa::models::{Adjacent, Command, External, Rule},
};

#[test]
fn unknown_variants_are_kept() {
    for value in [
        json!("Newer"),
        json!({"Newer": {"a": [1]}}),
        // The shapes of a variant, and not quite.
        json!({"New": 7, "more": true}),
        json!({"New": "seven"}),
        json!({"Unit": null}),
        json!("New"),
        json!({}),
        json!([1]),
        json!(null),
        json!(1.5),
    ] {
        let read: External = serde_json::from_value(value.clone()).unwrap();
        assert!(
            matches!(&read, External::Unknown(kept) if *kept == value),
            "{value}: {read:?}"
        );
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
}

#[test]
fn unknown_tags_are_kept() {
    for value in [
        json!({"t": "Newer", "c": {"a": 1}}),
        json!({"t": "Newer"}),
        json!({"t": "None", "c": null}),
        json!({"t": "Num"}),
        json!({"t": "Num", "c": 1, "more": true}),
        json!({"t": "Num", "c": "one"}),
        json!({"t": 1, "c": 1}),
        json!({"c": 1}),
        json!("Num"),
    ] {
        let read: Adjacent = serde_json::from_value(value.clone()).unwrap();
        assert!(
            matches!(&read, Adjacent::Unknown(kept) if *kept == value),
            "{value}: {read:?}"
        );
        assert_eq!(serde_json::to_value(&read).unwrap(), value);
    }
}

#[test]
fn an_unknown_variant_within_others_costs_none_of_them() {
    let value = json!({"all": ["always", {"newer": 1}, {"not": {"any": []}}]});
    let read: Rule = serde_json::from_value(value.clone()).unwrap();
    let Rule::All(rules) = &read else {
        panic!("{read:?}")
    };
    assert!(
        matches!(&rules[..], [Rule::Always, Rule::Unknown(_), Rule::Not(_)]),
        "{rules:?}"
    );
    assert_eq!(serde_json::to_value(&read).unwrap(), value);
}

#[test]
fn the_order_of_tag_and_content_does_not_matter() {
    let read: Adjacent = serde_json::from_str(r#"{"c":{"x":2.0},"t":"Obj"}"#).unwrap();
    assert!(matches!(read, Adjacent::Obj(object) if object.x.to_bits() == 2.0_f64.to_bits()));
}

#[test]
fn a_wrapped_component_is_its_variant() {
    use with_poem::models::{External, Leaf};
    let value: Value = serde_json::to_value(External::from(Leaf::new(1))).unwrap();
    assert_eq!(value, json!({"Boxed": {"id": 1}}));
    let read: Command = serde_json::from_value(json!({"say": "a"})).unwrap();
    assert_eq!(read, Command::from("a"));
}
