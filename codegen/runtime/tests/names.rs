//! Members whose names need escapes, and members in any order.

use specwright_runtime::codec::{self, Reader};
use specwright_runtime::{Model, Union};

/// Names that JSON must escape, and one that ends like another.
#[derive(Clone, Default, Model)]
struct Odd {
    #[model(name = "a\"b", argument)]
    quote: Option<i64>,
    #[model(name = "a\\b", argument)]
    backslash: Option<i64>,
    #[model(name = "a\nb", argument)]
    line: Option<i64>,
    #[model(name = "", argument)]
    empty: Option<i64>,
    #[model(name = "é", argument)]
    accent: Option<i64>,
    #[model(argument)]
    plain: Option<i64>,
}

#[test]
fn names_are_escaped() {
    let odd = Odd::new(1, 2, 3, 4, 5, 6);
    let text = r#"{"a\"b":1,"a\\b":2,"a\nb":3,"":4,"é":5,"plain":6}"#;
    assert_eq!(serde_json::to_string(&odd).unwrap(), text);
    assert_eq!(serde_json::from_str::<Odd>(text).unwrap(), odd);
    let pretty = serde_json::to_string_pretty(&odd).unwrap();
    assert_eq!(serde_json::from_str::<Odd>(&pretty).unwrap(), odd);
}

#[test]
fn escapes_in_a_name_are_decoded() {
    // A backspace between the letters, not a backslash.
    let read: Odd = serde_json::from_str(r#"{"a\b":1}"#).unwrap();
    assert_eq!(read, Odd::default());
    let read: Odd = serde_json::from_str(r#"{"pl\u0061in":1}"#).unwrap();
    assert_eq!(read.plain, Some(1));
    for broken in [
        r#"{"a"b":1}"#,
        "{\"a\nb\":1}",
        r#"{"plain:1}"#,
        r#"{"plain""#,
    ] {
        assert!(serde_json::from_str::<Odd>(broken).is_err(), "{broken}");
        assert!(codec::decode::<Odd>(broken.as_bytes()).is_err(), "{broken}");
    }
}

#[test]
fn members_are_in_any_order_and_number() {
    let odd = Odd::new(1, 2, 3, 4, 5, 6);
    let members = [
        r#""a\"b":1"#,
        r#""a\\b":2"#,
        r#""a\nb":3"#,
        r#""":4"#,
        r#""é":5"#,
        r#""plain":6"#,
        r#""other":{"plain":7}"#,
    ];
    for turn in 0..members.len() {
        let mut turned = members;
        turned.rotate_left(turn);
        for separator in [",", " ,\n\t"] {
            let text = format!("{{{}}}", turned.join(separator));
            assert_eq!(
                codec::decode::<Odd>(text.as_bytes()).unwrap(),
                odd,
                "{text}"
            );
            turned.reverse();
            let text = format!("{{ {} }}", turned.join(separator));
            assert_eq!(
                codec::decode::<Odd>(text.as_bytes()).unwrap(),
                odd,
                "{text}"
            );
        }
    }
    // The last of those that are repeated counts.
    let read: Odd = serde_json::from_str(r#"{"plain":1,"plain":2,"":1,"plain":3}"#).unwrap();
    assert_eq!((read.plain, read.empty), (Some(3), Some(1)));
}

#[test]
fn a_key_at_the_end_of_a_text_is_an_error() {
    let mut reader = Reader::new(r#"{"plain":"#);
    let read = <Odd as codec::Wire>::read(&mut reader);
    assert!(read.is_err());
}

/// A struct whose tag is not its first member.
#[derive(Clone, Model)]
struct Tagged {
    before: Option<i64>,
    kind: String,
}

#[derive(Clone, Union)]
#[union(tag = "kind")]
enum ByKind {
    #[union("known", carried)]
    Known(Tagged),
    #[union(unknown)]
    Unknown(serde_json::Value),
}

#[test]
fn a_tag_that_is_repeated_is_found_in_any_order() {
    let read = |text: &str| codec::decode::<ByKind>(text.as_bytes());
    for twice in [
        r#"{"kind":"known","before":1,"kind":"other"}"#,
        r#"{"before":1,"kind":"known","kind":"other"}"#,
        r#"{"kind":"known","kind":"other","before":1}"#,
    ] {
        assert!(read(twice).is_err(), "{twice}");
    }
    let again = read(r#"{"kind":"known","before":1,"kind":"known"}"#);
    assert!(matches!(again, Ok(ByKind::Known(_))));
}
