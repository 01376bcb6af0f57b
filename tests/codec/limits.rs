//! What `validate()` finds in values of generated types.

use std::collections::BTreeMap;

use golden::limits::{
    Validate, ValidationError,
    models::{Cat, Free, Holder, HolderByKind, Reason, Span, Stop, Tree},
};
use golden::responses::{models::Thing, things::PutThingResponse};
use serde_json::{Value, json};

/// Paths and rules of what is found.
fn broken(value: &impl Validate) -> Vec<(String, String)> {
    let error = value.validate().err();
    let violations = error.iter().flat_map(ValidationError::violations);
    violations
        .map(|one| (one.path().to_owned(), one.rule().to_owned()))
        .collect()
}

#[track_caller]
pub(super) fn breaks(value: &impl Validate, expected: &[(&str, &str)]) {
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|(path, rule)| ((*path).to_owned(), (*rule).to_owned()))
        .collect();
    assert_eq!(broken(value), expected);
}

fn span() -> Span {
    Span::new("span")
}

#[test]
fn what_keeps_to_the_limits_passes() {
    let full = span()
        .with_note("four")
        .with_score(0.3)
        .with_step(9)
        .with_tags(["a".to_owned(), "b".to_owned()])
        .with_grid(vec![vec![], vec![0, 1]])
        .with_metadata([("key".to_owned(), "abc".to_owned())])
        .with_any("ab")
        .with_parent(span())
        .with_stop("ab")
        .with_tree(vec![Tree::default(), Tree::default()]);
    breaks(&full, &[]);
    assert_eq!(full.validate(), Ok(()));
}

#[test]
fn lengths_are_those_of_characters() {
    breaks(
        &Span::new(""),
        &[("name", "minLength"), ("name", "pattern")],
    );
    breaks(&Span::new("123456789"), &[("name", "maxLength")]);
    breaks(&span().with_note("äöüß"), &[]);
    breaks(&span().with_note("äöüßx"), &[("note", "maxLength")]);
    breaks(&Span::new("a+b"), &[("name", "pattern")]);
}

#[test]
fn numbers_are_bounded() {
    for (score, rules) in [
        (0.0, &[][..]),
        (1.4, &[]),
        (-0.1, &["minimum"]),
        (1.5, &["exclusiveMaximum"]),
        (0.35, &["multipleOf"]),
    ] {
        let rules: Vec<(&str, &str)> = rules.iter().map(|rule| ("score", *rule)).collect();
        breaks(&span().with_score(score), &rules);
    }
    breaks(&span().with_step(0), &[("step", "exclusiveMinimum")]);
    breaks(&span().with_step(12), &[("step", "maximum")]);
    breaks(&span().with_step(8), &[("step", "multipleOf")]);
}

#[test]
fn lists_and_maps_are_counted_and_their_values_checked() {
    let tags =
        |tags: &[&str]| span().with_tags(tags.iter().map(|&tag| tag.into()).collect::<Vec<_>>());
    breaks(&tags(&[]), &[("tags", "minItems")]);
    breaks(&tags(&["a", "a"]), &[("tags", "uniqueItems")]);
    breaks(
        &tags(&["a", "b", ""]),
        &[("tags", "maxItems"), ("tags[2]", "minLength")],
    );
    breaks(
        &span().with_grid(vec![vec![1], vec![1, -2, 3]]),
        &[("grid[1]", "maxItems"), ("grid[1][1]", "minimum")],
    );
    let map = |entries: &[(&str, &str)]| -> BTreeMap<String, String> {
        let entries = entries.iter();
        entries
            .map(|&(key, value)| (key.to_owned(), value.to_owned()))
            .collect()
    };
    breaks(
        &span().with_metadata(map(&[("a", "b"), ("two words", "long")])),
        &[
            ("metadata", "maxProperties"),
            ("metadata[\"two words\"]", "maxLength"),
        ],
    );
    breaks(
        &span().with_additional(map(&[("other", "")])),
        &[("other", "minLength")],
    );
}

#[test]
fn a_value_of_any_type_is_held_against_the_limits_of_its_own() {
    for (value, rule) in [
        (json!("a"), "minLength"),
        (json!([]), "minItems"),
        (json!(4.5), "minimum"),
        (json!(-1), "minimum"),
        (json!({}), "minProperties"),
    ] {
        breaks(&span().with_any(value), &[("any", rule)]);
    }
    for value in [
        json!(true),
        Value::Null,
        json!("ab"),
        json!([1]),
        json!(u64::MAX),
    ] {
        breaks(&span().with_any(value), &[]);
    }
}

#[test]
fn what_is_nested_is_checked_too() {
    breaks(
        &span().with_parent(span().with_parent(Span::new("?"))),
        &[("parent.parent.name", "pattern")],
    );
    breaks(&span().with_stop("abc"), &[("stop", "maxLength")]);
    breaks(
        &span().with_stop(vec!["a".to_owned(), "abc".to_owned()]),
        &[("stop", "maxItems"), ("stop[1]", "maxLength")],
    );
    breaks(
        &span().with_stop(Reason::new(0)),
        &[("stop.code", "minimum")],
    );
    let unknown = Stop::Unknown(json!([[]]));
    breaks(&span().with_stop(unknown), &[("stop", "oneOf")]);
    let wide = Tree(vec![Tree::default(); 3]);
    breaks(&span().with_tree(vec![wide]), &[("tree[0]", "maxItems")]);
    let holder = Holder::new()
        .with_spans([span(), Span::new("+")])
        .with_by_kind(Cat::new("long"));
    breaks(
        &holder,
        &[("spans[1].name", "pattern"), ("by_kind.name", "maxLength")],
    );
    breaks(&HolderByKind::Dog, &[]);
}

#[test]
fn limits_beside_a_reference_hold_for_what_it_leads_to() {
    breaks(&span().with_brief("a"), &[]);
    breaks(&span().with_brief("ab"), &[("brief", "maxLength")]);
    breaks(
        &span().with_brief("abc"),
        &[("brief", "maxLength"), ("brief", "maxLength")],
    );
    breaks(&span().with_brief(Reason::new(1)), &[]);
    let unknown = Stop::Unknown(json!("long"));
    let both = [("brief", "maxLength"), ("brief", "oneOf")];
    breaks(&span().with_brief(unknown), &both);
    let twig = span().with_twig(vec![Tree::default(), Tree::default()]);
    breaks(&twig, &[("twig", "maxItems")]);
    let labels = span().with_labels(["abcd".to_owned(), String::new()]);
    breaks(
        &labels,
        &[("labels[0]", "maxLength"), ("labels[1]", "minLength")],
    );
}

#[test]
fn a_response_by_status_is_checked_as_its_body() {
    breaks(&PutThingResponse::Ok(Thing::new("ab")), &[]);
    breaks(
        &PutThingResponse::Ok(Thing::new("abc")),
        &[("id", "maxLength")],
    );
    breaks(&PutThingResponse::NoContent, &[]);
}

#[test]
fn any_value_can_be_asked() {
    breaks(&vec![span(), Span::new("+")], &[("[1].name", "pattern")]);
    breaks(&Some(Stop::from("abc")), &[("$", "maxLength")]);
    breaks(&(1, true), &[]);
}

#[test]
fn all_is_told() {
    let error = Span::new("123456789").with_step(-3).validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        "at `name`: 9 characters, expected at most 8 (maxLength); at `step`: -3, expected greater than 0 (exclusiveMinimum)"
    );
    let first = &error.violations()[0];
    assert_eq!(
        (first.found(), first.wanted()),
        ("9 characters", "at most 8")
    );
    let error = Span::new("a\u{202e}+").validate().unwrap_err();
    assert_eq!(
        error.to_string(),
        r"at `name`: `a +`, expected a match of `^[\w/ -]+$` (pattern)"
    );
}

#[test]
fn the_strictest_limits_of_all_schemas_hold() {
    breaks(&span().with_step_id("s-1").with_turns(10), &[]);
    breaks(&span().with_step_id("s-"), &[("step_id", "minLength")]);
    breaks(&span().with_step_id("t-1"), &[("step_id", "pattern")]);
    breaks(&span().with_step_id("s01"), &[("step_id", "pattern")]);
    breaks(
        &span().with_step_id("s-12345678"),
        &[("step_id", "maxLength")],
    );
    breaks(&span().with_turns(0), &[("turns", "minimum")]);
    breaks(&span().with_turns(30), &[("turns", "maximum")]);
    breaks(&span().with_turns(4), &[("turns", "multipleOf")]);
    breaks(&span().with_turns(5), &[("turns", "multipleOf")]);
}

#[test]
fn limits_beside_a_union_hold_for_its_members() {
    breaks(&span().with_either("abc"), &[]);
    breaks(&span().with_either("abcd"), &[("either", "maxLength")]);
    breaks(&span().with_either(0_i64), &[("either", "minimum")]);
}

#[test]
fn other_properties_are_checked_beside_those_that_are_named() {
    let free = |value: &str| Free::new().with_additional([("other".to_owned(), value.to_owned())]);
    breaks(&free("abc"), &[]);
    breaks(&free("abcd"), &[("other", "maxLength")]);
}

#[test]
fn what_a_union_holds_is_checked_in_a_union_too() {
    use golden::limits_in_unions::models::{BoxKindLid, BoxModel, Dog, Holder, HolderBag, Stop};

    let stops = |stop: &str| Holder::new().with_stops(Stop::from(stop));
    breaks(&stops("ab"), &[]);
    breaks(&stops("abc"), &[("stops", "maxLength")]);
    let many = Holder::new().with_stops(vec![Stop::from(1), Stop::from("abc")]);
    breaks(&many, &[("stops[1]", "maxLength")]);
    breaks(&Holder::new().with_stops(true), &[]);

    let texts = ["a", "b", "c"].map(|name| (name.to_owned(), "long".to_owned()));
    let bag = Holder::new().with_bag(HolderBag::Bag(texts[..1].iter().cloned().collect()));
    breaks(&bag, &[("bag.a", "maxLength")]);
    let bag = Holder::new().with_bag(HolderBag::Bag(texts.into()));
    let each = ["bag.a", "bag.b", "bag.c"].map(|path| (path, "maxLength"));
    breaks(&bag, &[&[("bag", "maxProperties")], &each[..]].concat());

    let lid = BoxModel::from(BoxKindLid::new("wide"));
    breaks(&Holder::new().with_bag(lid), &[("bag.lid", "maxLength")]);
    let numbers: BTreeMap<String, i64> = (0..4).map(|at| (at.to_string(), at)).collect();
    let numbers = BoxModel::from(numbers);
    breaks(
        &Holder::new().with_bag(numbers),
        &[("bag", "maxProperties")],
    );
    let dog = Holder::new().with_bag(Dog::new("long"));
    breaks(&dog, &[("bag.name", "maxLength")]);
}
