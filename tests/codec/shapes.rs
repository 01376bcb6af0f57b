//! Objects, enums and unions of every kind, on the golden cases.

use golden::{
    all_of, configured, enumerations, hierarchy, listed_children, objects,
    odd_constants::models::Numbers, odd_names, recursion, tag_absent, unions_by_shape,
    unions_tagged,
};
use serde_json::{Value, json};
use specwright_runtime::codec;

use crate::{decoded, refused, survives};

#[test]
fn objects_keep_the_difference_of_absent_and_null() {
    let least = json!({"kind": "thing", "name": "n", "parent": null, "secret": "s"});
    survives::<objects::models::Thing>(least.clone());
    let mut full = least;
    for (name, value) in [
        ("note", json!(null)),
        ("id", json!("i")),
        ("size", json!(3)),
        ("old", json!("o")),
        ("anything", json!(null)),
        ("nothing", json!(null)),
        ("labels", json!({"a": "b"})),
        ("free", json!({"a": [1]})),
        ("point", json!([1.5, 2.5])),
    ] {
        full[name] = value;
        survives::<objects::models::Thing>(full.clone());
    }
    assert!(refused::<objects::models::Thing>(&json!({"kind": "other"})).contains("thing"));
}

#[expect(deprecated, reason = "a deprecated type is read like any other")]
#[test]
fn other_keys_are_kept_where_the_document_allows_them() {
    let id = "3c90c3cc-0d44-4b50-8888-8dd25736052a";
    survives::<objects::models::Made>(
        json!({"id": id, "made_at": "2024-01-01T00:00:00Z", "a": 1, "b": 2}),
    );
    assert!(refused::<objects::models::Made>(&json!({"id": id, "a": "no integer"})).contains('a'));
    survives::<objects::models::Nothing>(json!({}));
}

#[test]
fn unknown_properties_are_kept_where_the_configuration_asks() {
    survives::<configured::models::Items>(json!({"items": ["a"], "new": {"b": [null]}}));
}

#[test]
fn enums_are_open() {
    use enumerations::models::{
        Channel, Color, Described, Level, Mixed, Open, Palette, Rate, Ratio, Switch,
    };
    for value in ["red", "dark-red", "DarkRed", "", "unknown", "new"] {
        survives::<Color>(json!(value));
    }
    assert_eq!(
        (
            Color::from("dark-red").as_str(),
            Color::from("new").as_str()
        ),
        ("dark-red", "new")
    );
    assert_ne!(Color::from("dark-red"), Color::from("DarkRed"));
    // What travels alike is equal, but it is read as the value that is known.
    assert!(matches!(Color::from("unknown"), Color::UnknownValue));
    assert_eq!(Color::from("unknown"), Color::Unknown("unknown".to_owned()));
    for value in [-1, 0, 1, 7] {
        survives::<Level>(json!(value));
    }
    assert_eq!(decoded::<Level>(&json!(-1)), Level::Low);
    for value in [
        json!("auto"),
        json!(1),
        json!(2.5),
        json!(true),
        json!(["new"]),
    ] {
        survives::<Mixed>(value);
    }
    survives::<Switch>(json!(false));
    for value in [0, 13, 14] {
        survives::<Channel>(json!(value));
    }
    assert_eq!(decoded::<Channel>(&json!(13)), Channel::GuildStageVoice);
    for value in [10, 25, 50] {
        survives::<Rate>(json!(value));
    }
    let both: enumerations::models::Both = survives(json!(true));
    assert!(both);
    survives::<Ratio>(json!(0.25));
    survives::<Open>(json!("c"));
    survives::<Described>(json!("second"));
    survives::<Palette>(json!({"main": "red", "maybe": null, "version": 2}));
    assert!(refused::<Palette>(&json!({"main": "red", "version": 3})).contains("version"));
}

#[test]
fn tagged_unions_are_told_apart_by_their_tag() {
    use unions_tagged::models::{Implicit, Mapped, Nested, Unmapped};
    assert!(matches!(
        survives(json!({"pet_type": "cat", "lives": 9})),
        Mapped::Cat(_)
    ));
    assert!(matches!(
        survives(json!({"pet_type": "hound", "bark": "wuff"})),
        Mapped::Dog(_)
    ));
    assert!(matches!(
        survives(json!({"pet_type": "fish", "fins": 2})),
        Mapped::Unknown(_)
    ));
    assert!(matches!(
        survives(json!({"pet_type": "fish", "fins": 2})),
        Unmapped::Fish(_)
    ));
    assert!(matches!(
        survives(json!({"pet_type": "bird"})),
        Nested::Bird
    ));
    assert!(matches!(
        survives(json!({"pet_type": "cat"})),
        Nested::Unmapped(Unmapped::Cat(_))
    ));
    assert!(matches!(
        survives(json!({"kind": "Plain", "a": 1})),
        Implicit::Plain(_)
    ));
    // `Bare` lacks the tag as its own property: the union writes it.
    assert!(matches!(
        survives(json!({"kind": "Bare", "b": 1})),
        Implicit::Bare(_)
    ));
    assert!(matches!(survives(json!({"no": "tag"})), Mapped::Unknown(_)));
}

#[test]
fn two_different_tags_are_an_error() {
    use unions_tagged::models::{Implicit, Mapped};
    let read = |text: &str| codec::decode::<Mapped>(text.as_bytes());
    for twice in [
        r#"{"pet_type": "dog", "pet_type": "d"}"#,
        r#"{"pet_type": "d", "pet_type": "dog"}"#,
        r#"{"pet_type": null, "pet_type": "dog"}"#,
        r#"{"pet_type": "dog", "bark": "wuff", "pet_type": "cat"}"#,
    ] {
        let error = read(twice).unwrap_err();
        assert_eq!(
            error.to_string(),
            "at `$`: `pet_type` is repeated with different values",
            "{twice}"
        );
    }
    let same = read(r#"{"pet_type": "dog", "bark": "wuff", "pet_type": "dog"}"#);
    assert!(matches!(same, Ok(Mapped::Dog(_))));
    // `Bare` has no property of that name, and would be written with the tag that it was chosen by.
    let bare = codec::decode::<Implicit>(br#"{"kind": "Bare", "b": 1, "kind": "Plain"}"#);
    assert_eq!(
        bare.unwrap_err().message(),
        "`kind` is repeated with different values"
    );
}

#[test]
fn the_best_match_wins_not_the_first_that_parses() {
    use unions_by_shape::models::{Content, Holder, Scalar, Shape};
    assert!(matches!(survives(json!({"radius": 1.5})), Shape::Circle(_)));
    assert!(matches!(
        survives(json!({"side": 1.5, "name": "s"})),
        Shape::Square(_)
    ));
    assert!(matches!(survives(json!({"other": 1.5})), Shape::Object(_)));
    assert!(matches!(
        survives(json!(["no", "shape"])),
        Shape::Unknown(_)
    ));
    assert!(matches!(
        survives(json!([{"text": "t"}])),
        Content::PartList(_)
    ));
    assert!(matches!(
        survives(json!([{"role": "user", "content": null}])),
        Content::MessageList(_)
    ));
    for value in [json!(true), json!(1), json!(1.5), json!("s")] {
        assert!(!matches!(survives(value), Scalar::Unknown(_)));
    }
    survives::<Holder>(
        json!({"content": [{"role": "new", "content": "c"}], "one": {"text": "t"}, "any": [1, null]}),
    );
}

#[test]
fn all_of_is_one_object() {
    use all_of::models::{Distributed, Merged, WithUnion, Wrapped};
    survives::<Merged>(json!({"name": "n", "date": "2024-01-01", "own": true}));
    survives::<Wrapped>(
        json!({"merged": {"name": "n", "date": "2024-01-01"}, "sibling": {"name": "s"}, "widened": {"name": "w", "more": 1}}),
    );
    survives::<WithUnion>(json!({"name": "n", "id": 1}));
    survives::<WithUnion>(json!({"name": "n", "key": "k"}));
    survives::<Distributed>(json!({"kind": "big", "size": 1, "height": 2.5}));
    survives::<Distributed>(json!({"kind": "small", "size": 1}));
}

#[test]
fn unions_that_hold_at_once_are_one_union() {
    use all_of::models::{Intersected, Joined, Narrowed};
    assert!(matches!(
        survives(json!({"k": "round", "radius": 1.5})),
        Intersected::Round(_)
    ));
    assert!(matches!(
        survives(json!({"k": "long", "reach": 1.5})),
        Intersected::Unknown(_)
    ));
    assert!(matches!(survives(json!("a")), Narrowed::String(_)));
    assert!(matches!(
        survives(json!({"k": "flat", "area": 2.0})),
        Narrowed::Flat(_)
    ));
    // Only the combination of one tag is left.
    let joined: Joined = survives(json!({"k": "flat", "size": 1, "area": 2.0}));
    assert!(matches!(joined, Joined::Flat(flat) if flat.size == 1));
}

#[test]
fn a_hierarchy_is_read_as_the_right_child() {
    use hierarchy::models::{Owner, Pet};
    assert!(matches!(
        survives(json!({"petType": "dog", "name": "n", "bark": "wuff"})),
        Pet::Dog(_)
    ));
    assert!(matches!(
        survives(json!({"petType": "Cat", "lives": 7})),
        Pet::Cat(_)
    ));
    assert!(matches!(
        survives(json!({"petType": "Pet", "name": "n"})),
        Pet::Pet(_)
    ));
    let owner = json!({"pets": [{"petType": "newt", "legs": 4}, {"petType": "dog", "bark": ""}]});
    survives::<Owner>(owner);
}

#[test]
fn recursive_types_survive() {
    use recursion::models::{Expression, Left, Node, Tree};
    survives::<Node>(
        json!({"value": "a", "next": {"value": "b"}, "children": [{"value": "c"}], "by_name": {"d": {"value": "d"}}}),
    );
    survives::<Left>(json!({"right": {"left": {}}}));
    survives::<Tree>(json!([[], [[]]]));
    survives::<Expression>(json!({"left": 1, "right": [2, {"left": 3, "right": 4}]}));
}

/// A hostile response may be nested deeper than any stack allows.
#[test]
fn depth_is_bounded() {
    let deep = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    for text in [
        deep(100_000),
        r#"{"next":"#.repeat(50_000),
        r#"{"left":"#.repeat(50_000),
    ] {
        assert!(
            specwright_runtime::codec::decode::<recursion::models::Tree>(text.as_bytes()).is_err()
        );
        assert!(
            specwright_runtime::codec::decode::<recursion::models::Node>(text.as_bytes()).is_err()
        );
        assert!(
            specwright_runtime::codec::decode::<recursion::models::Expression>(text.as_bytes())
                .is_err()
        );
    }
    let value: Value = decoded(&json!([]));
    assert_eq!(value, json!([]));
}

#[test]
fn values_without_a_tag_are_read_as_the_member_that_may_lack_it() {
    use tag_absent::models::{Animal, Message, Shape};
    assert!(matches!(survives(json!({"name": "n"})), Animal::Animal(_)));
    assert!(matches!(
        survives(json!({"@type": "#dog", "bark": "wuff"})),
        Animal::Dog(_)
    ));
    assert!(matches!(
        survives(json!({"@type": "#cat", "name": "n"})),
        Animal::Cat(_)
    ));
    assert!(matches!(
        survives(json!({"@type": "#bird", "wings": 2})),
        Animal::Unknown(_)
    ));
    assert!(matches!(
        survives(json!({"text": "t"})),
        Message::Message(_)
    ));
    assert!(matches!(
        survives(json!({"type": "new"})),
        Message::Unknown(_)
    ));
    for other in [json!({"area": 1.5}), json!({"kind": "oval", "area": 1.5})] {
        assert!(matches!(survives(other), Shape::Other(_)));
    }
    assert!(matches!(
        survives(json!({"kind": "Circle", "radius": 1.5})),
        Shape::Circle(_)
    ));
}

#[test]
fn children_that_their_base_lists_are_not_the_base() {
    use listed_children::models::{AliasUnion, Bare, Mug, Test};
    assert!(matches!(
        survives(json!({"operator": "isFalse"})),
        Test::IsFalse
    ));
    assert!(matches!(
        survives(json!({"t": "BareB", "b": "x"})),
        Bare::BareB(_)
    ));
    assert!(matches!(
        survives(json!({"type": "Baz"})),
        AliasUnion::Baz(_)
    ));
    // A union of nothing but its own base adds nothing to it.
    let mug: Mug = survives(json!({"kind": "Mug", "handle": true}));
    assert_eq!(mug.handle, Some(true));
}

#[test]
fn odd_names_and_numbers_survive() {
    let beyond: Value = serde_json::from_str("18446744073709551617").unwrap();
    for size in ["ä", "Ä", "", " ", "+1", "-1", "self", "Self", "ß"] {
        survives::<odd_names::models::Reactions>(json!({
            "+1": 1, "-1": 2, "": "empty", "größe": size, "fooBar": "a", "foo_bar": "b", "self": "c",
        }));
    }
    survives::<Numbers>(json!({
        "big": u64::MAX, "both": -1, "huge": 1, "float": 1.5, "infinite": 2,
        "unsigned": u64::MAX, "beyond": beyond, "empty": "", "none": "any",
    }));
    survives::<Numbers>(json!({"both": u64::MAX, "float": 1, "huge": 7}));
    survives::<Numbers>(json!({"both": 3, "float": -1_234_567.25, "big": 3}));
}

#[test]
fn objects_that_require_themselves_end_where_the_server_ends_them() {
    survives::<recursion::models::Endless>(json!({"next": {"next": {}}}));
    survives::<recursion::models::There>(
        json!({"back": {"there": {}, "again": {"back": {"there": {}, "again": {}}}}}),
    );
    survives::<recursion::models::Pair>(json!(["any", "text"]));
    let error = refused::<recursion::models::There>(&json!({"back": {"there": {}}}));
    assert!(error.contains("missing field `again`"), "{error}");
}

#[test]
fn members_of_any_of_keep_the_keys_of_the_others() {
    use unions_by_shape::models::{Beside, Flat, FlatVariant, Forward, Links, LinksPages};
    let all = json!({"first": "1", "last": "9", "next": "4", "prev": "2"});
    let links = survives::<Links>(json!({"pages": all, "forward": {"last": "9", "other": true}}));
    let Some(LinksPages::Forward(Forward {
        last, additional, ..
    })) = links.pages
    else {
        panic!("{links:?}")
    };
    assert_eq!(last.as_deref(), Some("9"));
    assert_eq!(json!(additional), json!({"first": "1", "prev": "2"}));
    survives::<Beside>(json!({"id": "i", "a": "1", "b": "2"}));
    survives::<Flat>(json!({"id": "i", "b": "2"}));
    let flat = survives::<Flat>(json!({"id": "i", "a": "1", "b": "2"}));
    let FlatVariant::Variant1(variant) = flat.variant else {
        panic!("{flat:?}")
    };
    assert_eq!(json!(variant.additional), json!({"b": "2"}));
}

#[test]
fn a_union_within_an_object_keeps_what_is_beyond_it_alone() {
    use unions_by_shape::models::{Need, NeedVariant};
    let text = r#"{"id":"i","deep":{"id":1},"c":3}"#;
    let need: Need = serde_json::from_str(text).unwrap();
    assert!(matches!(need.variant, NeedVariant::Unknown(_)));
    // As text: a value would not show a duplicated member.
    assert_eq!(serde_json::to_string(&need).unwrap(), text);
}
