//! Values whose type takes a second look: listed under a type of another kind, numbers as text,
//! formats side by side, tuples.

use golden::booleans::models::Flags;
use golden::enumerations::models::{Color, Named, Palette, Whole};
use golden::map_keys::models::{Account, Any, Plan, Seats};
use golden::numbers_as_text::models::{Order, OrderAmount};
use golden::scalars::models::Scalars;
use golden::text_formats::models::{Event, When};
use golden::tuples::models::{Pair, Row, Trailing};
use golden::type_and_values::models::{
    Codes, Inherited, Levels, Numbers, Open, Pet, Ratios, Thing,
};
use serde_json::{Value, json};
use specwright_runtime::{Nullable, codec::decode};

use crate::{decoded, refused, survives};

#[test]
fn texts_are_those_of_the_document() {
    for known in [
        "404",
        "01",
        "1.0",
        "0x10",
        "1e3",
        "+7",
        ".5",
        "true",
        "False",
        "yes",
        "null",
        "2024-01-31",
    ] {
        let code: Codes = survives(json!(known));
        assert!(!matches!(code, Codes::Unknown(_)), "{known}");
    }
    assert!(matches!(survives(json!("1")), Inherited::N1));
    assert!(matches!(survives(json!("08")), Open::N08));
    assert!(matches!(survives(json!({"kind": "02"})), Pet::Dog));
    survives::<Thing>(json!({"version": "1.10", "code": "007", "count": 5}));
    assert!(refused::<Codes>(&json!(404)).contains("expected a string"));
}

#[test]
fn numbers_and_booleans_are_read_from_quotes() {
    assert_eq!(survives::<Numbers>(json!(3)), Numbers::N3);
    assert_eq!(survives::<Ratios>(json!(0.5)), Ratios::N0_5);
    let flag: golden::type_and_values::models::Flags = survives(json!(true));
    assert!(flag);
    // Words are not integers: either the type or the values are a mistake, and both are read.
    assert!(matches!(survives(json!("low")), Levels::Low));
    assert!(matches!(survives(json!(2)), Levels::Unknown(_)));
}

#[test]
fn a_list_of_whole_numbers_is_open_to_fractions_where_any_number_is() {
    assert_eq!(decoded::<Whole>(&json!(1)), Whole::N1);
    assert_eq!(decoded::<Whole>(&json!(2.0)), Whole::N2);
    assert_eq!(survives::<Whole>(json!(1.5)), Whole::Unknown(1.5));
    for (whole, text) in [
        (Whole::N5, "5"),
        (Whole::from(-3.0), "-3"),
        (Whole::from(0.5), "0.5"),
    ] {
        assert_eq!(serde_json::to_string(&whole).unwrap(), text);
        assert_eq!(whole.to_string(), text);
    }
}

#[test]
fn a_list_beside_the_component_that_has_it_is_the_component() {
    let palette = Palette::new(Color::Red).with_again(Named::Why);
    assert!(matches!(palette.again, Nullable::Value(Named::Why)));
}

#[test]
fn integers_beyond_64_bits_cost_no_response() {
    let date = json!("2024-01-31T10:00:00Z");
    let max: Value = serde_json::from_str("340282366920938463463374607431768211455").unwrap();
    let read = decoded::<Scalars>(&json!({
        "date_time": date, "wide": max, "above_int64": u64::MAX, "beyond_int32": u64::MAX, "wide_but_bounded": 1000,
    }));
    assert_eq!(
        (read.above_int64, read.beyond_int32),
        (Some(u64::MAX), Some(u64::MAX))
    );
    assert_eq!(
        (read.wide, read.wide_but_bounded),
        (Some(max), Some(1000_i64))
    );
}

#[test]
fn numbers_are_read_from_text_where_the_document_says_so() {
    let order: Order = decoded(&json!({
        "id": "18446744073709551615", "price": "19.95", "maybe": null, "ratio": "0.5", "spelled": "7", "typeless": "-1",
        "quo\"ted": "2", "list": [1, "2"], "amount": "3", "other": "4",
    }));
    let written = json!({
        "id": u64::MAX, "price": 19.95, "maybe": null, "ratio": 0.5, "spelled": 7, "typeless": -1,
        "quo\"ted": 2, "list": [1, 2], "amount": 3, "other": 4,
    });
    assert_eq!(serde_json::to_value(&order).unwrap(), written);
    assert!(matches!(order.amount, Some(OrderAmount::Int(3))));
    survives::<Order>(written);

    let with = |name: &str, value: Value| {
        let mut order = json!({"id": 1, "price": 1.5, "maybe": "65535"});
        order[name] = value;
        order
    };
    for (name, value) in [
        ("id", json!("1.5")),
        ("id", json!("")),
        ("id", json!("one")),
        ("strict", json!("1")),
        ("maybe", json!("65536")),
    ] {
        assert!(
            refused::<Order>(&with(name, value.clone())).contains(name),
            "{name}: {value}"
        );
    }
    // A text that is not a number is unchanged, and an object in between has its own rules.
    for value in [json!("three"), json!({"value": "3"})] {
        let order: Order = decoded(&with("amount", value));
        assert!(matches!(order.amount, Some(OrderAmount::Unknown(_))));
    }
    assert_eq!(
        decode::<golden::numbers_as_text::models::Int>(b"\"5\"").unwrap(),
        5
    );
}

#[test]
fn formats_side_by_side_are_distinguished() {
    for text in [
        "2024-01-31",
        "2024-01-31T10:00:00",
        "2024-01-31T10:00:00.50+01:00",
        "soon",
    ] {
        survives::<When>(json!(text));
    }
    assert!(matches!(survives(json!("2024-01-31")), When::Date(_)));
    assert!(matches!(
        survives(json!("2024-01-31T10:00:00")),
        When::DateTime(_)
    ));
    assert!(matches!(survives(json!("soon")), When::Unknown(_)));
    survives::<Event>(json!({"key": "10:00:00", "opens": "09:00:00"}));
}

#[test]
fn an_enum_of_both_booleans_is_a_boolean() {
    survives::<Flags>(json!({"flag": true, "maybe": null, "inline": false}));
}

#[test]
fn tuples_end_early_where_null_is_a_value() {
    survives::<Pair>(json!(["a", 1]));
    assert!(refused::<Pair>(&json!(["a"])).contains("invalid length 1"));
    assert!(refused::<Pair>(&json!(["a", 1, 2])).contains("invalid length"));
    let read: Row = decoded(&json!({"trailing": ["a"]}));
    assert_eq!(read.trailing, Some(("a".to_owned(), None, Value::Null)));
    survives::<Trailing>(json!(["a", null, {"b": 1}]));
}

#[test]
fn listed_names_are_the_keys_of_maps() {
    let seats: Seats = survives(json!({"team": 7, "free": 1, "enterprise": 9}));
    assert_eq!(seats[&Plan::Team], 7);
    assert_eq!(seats[&Plan::from("enterprise")], 9);
    // In the order of the document; keys that it doesn't list come last.
    assert!(
        seats
            .keys()
            .map(Plan::as_str)
            .eq(["free", "team", "enterprise"])
    );
    survives::<Any>(json!({"a": [1], "c": null}));
    let account: Account =
        survives(json!({"seats": {"free": 2}, "inline_seats": {"team": {"free": 3}}}));
    assert_eq!(account.inline_seats.unwrap()[&Plan::Team][&Plan::Free], 3);
    assert_eq!(
        decode::<Seats>(br#"{"free": 1.0}"#).unwrap()[&Plan::Free],
        1
    );
}
