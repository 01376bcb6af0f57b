//! Enums as serde represents them: variants named by a key, or by a tag beside what they hold.

use golden::enum_representations::models::{
    Adjacent, AdjacentObj, Closed, Extended, External, ExternalRec, Internal, Job, Mixed, Several,
    Tagged, Wrapped,
};
use serde_json::{Value, json};
use specwright_runtime::Validate;

use crate::{decoded, survives};

#[test]
fn a_variant_is_what_its_key_holds() {
    let table = [
        (json!("Unit"), External::Unit),
        (json!("Alone"), External::Alone),
        (json!({"New": 7}), External::from(7)),
        (json!({"Rec": {"a": "x"}}), ExternalRec::new("x").into()),
        (
            json!({"Again": "Other"}),
            External::Again(Box::new(External::Other)),
        ),
        (
            json!({"Again": {"New": 1}}),
            External::Again(Box::new(External::New(1))),
        ),
        (json!({"Maybe": null}), External::Maybe(None)),
        (
            json!({"Maybe": ["a"]}),
            External::from(Some(vec!["a".to_owned()])),
        ),
    ];
    for (value, expected) in table {
        let read = survives::<External>(value);
        assert_eq!(format!("{read:?}"), format!("{expected:?}"));
        assert_eq!(read, expected);
    }
    assert_ne!(External::New(1), External::New(2));
    assert_ne!(External::Unit, External::Other);
    let text = r#" { "Rec" : { "a" : "x" } } "#;
    assert_eq!(
        serde_json::from_str::<External>(text).unwrap(),
        External::Rec(ExternalRec::new("x"))
    );
}

#[test]
fn a_variant_is_what_stands_beside_its_tag() {
    let table = [
        (json!({"t": "None"}), Adjacent::None),
        (json!({"t": "Num", "c": 3}), Adjacent::from(3)),
        (
            json!({"t": "Obj", "c": {"x": 0.5}}),
            AdjacentObj::new(0.5).into(),
        ),
    ];
    for (value, expected) in table {
        assert_eq!(survives::<Adjacent>(value), expected);
    }
    let text = r#"{"c":{"x":0.5},"t":"Obj"}"#;
    assert_eq!(
        serde_json::from_str::<Adjacent>(text).unwrap(),
        Adjacent::Obj(AdjacentObj::new(0.5))
    );
}

#[test]
fn a_variant_is_the_component_beside_its_tag() {
    let table = [
        (json!({"type": "start"}), Internal::Start),
        (
            json!({"type": "first", "id": 1}),
            Internal::First(Job::new(1)),
        ),
        (
            json!({"type": "second", "id": 1}),
            Internal::Second(Job::new(1)),
        ),
    ];
    for (value, expected) in table {
        assert_eq!(survives::<Internal>(value), expected);
    }
    assert_ne!(Internal::First(Job::new(1)), Internal::Second(Job::new(1)));
    assert_eq!(
        survives::<Tagged>(json!({"type": "job", "id": 1})),
        Tagged::Job(Job::new(1))
    );
    assert!(matches!(
        survives::<Tagged>(json!({"type": "own", "id": 1})),
        Tagged::Own(_)
    ));
    survives::<Internal>(json!({"type": "newer", "id": [1]}));
}

/// Whether all that is there is kept where nothing else holds it.
fn is_kept<T: serde::Serialize + specwright_runtime::FromBody + specwright_runtime::ToBody>(
    value: &Value,
    unknown: impl Fn(&T) -> Option<&Value>,
) {
    let read = survives::<T>(value.clone());
    assert_eq!(unknown(&read), Some(value));
}

#[test]
fn what_is_no_variant_is_kept() {
    for value in [
        json!("Newer"),
        json!({"Newer": {"a": 1}}),
        json!({"New": 1, "more": [true]}),
        json!({"New": "text"}),
        json!({"New": null}),
        json!({"Rec": {"b": 1}}),
        json!({"Unit": null}),
        json!("New"),
        json!({}),
        json!(["New"]),
        json!(1),
        json!(null),
    ] {
        is_kept(&value, |read| match read {
            External::Unknown(value) => Some(value),
            _ => None,
        });
    }
    for value in [
        json!({"t": "Newer", "c": 1}),
        json!({"t": "Num", "c": 1, "more": 2}),
        json!({"t": "Num", "c": "text"}),
        json!({"t": "Num"}),
        json!({"t": "None", "c": null}),
        json!({"t": 1}),
        json!({"c": 1}),
        json!("Num"),
    ] {
        is_kept(&value, |read| match read {
            Adjacent::Unknown(value) => Some(value),
            _ => None,
        });
    }
    // The last one holds, as in any object.
    for text in [r#"{"New":1,"New":2}"#, r#"{"New":"a","New":2}"#] {
        let read: External = serde_json::from_str(text).unwrap();
        assert_eq!(read, External::Unknown(json!({"New": 2})));
    }
    let read: Adjacent = serde_json::from_str(r#"{"t":"Num","c":1,"t":"Obj"}"#).unwrap();
    assert_eq!(read, Adjacent::Unknown(json!({"t": "Obj", "c": 1})));
}

#[test]
fn no_text_is_read_that_is_no_json() {
    for text in [
        r#"{"New":1"#,
        r#"{"New":1,}"#,
        r#"{"New" 1}"#,
        r#"{"New":01}"#,
        r#""Unit"#,
        "{",
    ] {
        assert!(serde_json::from_str::<External>(text).is_err(), "{text}");
    }
    for text in [
        r#"{"t":"Num","c":1"#,
        r#"{"t":"None",}"#,
        r#"{"t":"Num","c":}"#,
    ] {
        assert!(serde_json::from_str::<Adjacent>(text).is_err(), "{text}");
    }
}

#[test]
fn deep_values_are_read_in_time() {
    let deep = |inner: &str, depth: usize| {
        format!(
            "{}{inner}{}",
            r#"{"Again":"#.repeat(depth),
            "}".repeat(depth)
        )
    };
    for inner in [r#""Unit""#, r#"{"Rec":{}}"#, r#"{"New":1,"more":1}"#, "[]"] {
        let text = deep(inner, 100);
        let read: External = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string(&read).unwrap(), text);
    }
    assert!(serde_json::from_str::<External>(&deep("1", 200)).is_err());
}

#[test]
fn they_are_members_of_other_unions() {
    for (value, fits) in [
        (
            json!("Unit"),
            (|read: &Mixed| matches!(read, Mixed::External(External::Unit))) as fn(&Mixed) -> bool,
        ),
        (json!({"New": 1}), |read| {
            matches!(read, Mixed::External(External::New(1)))
        }),
        (json!({"t": "None"}), |read| {
            matches!(read, Mixed::Adjacent(Adjacent::None))
        }),
        (json!({"t": "Num", "c": 2}), |read| {
            matches!(read, Mixed::Adjacent(Adjacent::Num(2)))
        }),
        (json!({"id": 1}), |read| matches!(read, Mixed::Job(_))),
        (json!({"t": "Newer"}), |read| {
            matches!(read, Mixed::Unknown(_))
        }),
        (json!({"Newer": 1}), |read| {
            matches!(read, Mixed::Unknown(_))
        }),
    ] {
        let read = survives::<Mixed>(value.clone());
        assert!(fits(&read), "{value}: {read:?}");
    }
    assert_eq!(Mixed::from(External::Unit), Mixed::External(External::Unit));
}

#[test]
fn what_several_variants_hold_alike_is_told_apart() {
    assert!(
        matches!(survives::<Closed>(json!({"right": "r"})), Closed::Right(text) if text == "r")
    );
    assert!(matches!(
        survives::<Wrapped>(json!({"Text": {"id": 2}})),
        Wrapped::Text(Job { id: 2, .. })
    ));
}

#[test]
fn nothing_is_lost_where_objects_may_hold_more() {
    survives::<Several>(json!({"left": "l", "right": "r"}));
    survives::<Extended>(json!({"left": "l", "other": 1}));
    survives::<Closed>(json!({"left": "l", "right": "r"}));
}

#[test]
fn what_a_variant_holds_is_checked() {
    let places = |value: &dyn Validate| match value.validate() {
        Ok(()) => Vec::new(),
        Err(error) => error
            .violations()
            .iter()
            .map(|one| one.path().to_owned())
            .collect(),
    };
    assert!(External::New(1).validate().is_ok());
    assert_eq!(places(&External::New(0)), ["New"]);
    assert_eq!(places(&External::Rec(ExternalRec::new("long"))), ["Rec.a"]);
    assert_eq!(
        places(&External::Maybe(Some(vec![String::new()]))),
        ["Maybe[0]"]
    );
    assert_eq!(
        places(&External::Again(Box::new(External::New(0)))),
        ["Again.New"]
    );
    assert_eq!(places(&Adjacent::Num(0)), ["c"]);
    assert!(Adjacent::None.validate().is_ok());
    assert_eq!(places(&Mixed::from(External::New(0))), ["New"]);
    assert_eq!(places(&decoded::<External>(&json!({"Newer": 0}))), ["$"]);
}
