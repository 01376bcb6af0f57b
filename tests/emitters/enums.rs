//! Each of serde's representations is the enum that the server's author wrote: what is written here
//! compiles, and is the server's JSON.

use crate::is_written_as;

macro_rules! enums {
    ($($module:ident)*) => {$(
        mod $module {
            use emitters::$module::models::*;

            use super::is_written_as;

            #[test]
            fn externally_tagged() {
                is_written_as(&External::Unit, r#""Unit""#);
                is_written_as(&External::Other, r#""Other""#);
                is_written_as(&External::New(7), r#"{"New":7}"#);
                is_written_as(&External::Boxed(Leaf::new(1)), r#"{"Boxed":{"id":1}}"#);
                is_written_as(&External::List(vec!["a".to_owned()]), r#"{"List":["a"]}"#);
                is_written_as(&External::Rec(ExternalRec::new(1, "b")), r#"{"Rec":{"a":1,"b":"b"}}"#);
                is_written_as(&External::from(7), r#"{"New":7}"#);
                is_written_as(&Command::Say("hi".to_owned()), r#"{"say":"hi"}"#);
                is_written_as(&Command::MoveTo(CommandMoveTo::new(1, -1)), r#"{"move_to":{"x":1,"y":-1}}"#);
                // No other variant is forgotten.
                match External::Unit {
                    External::Unit | External::Other | External::New(_) | External::Boxed(_) => {}
                    External::List(_) | External::Rec(_) | External::Unknown(_) => {}
                    _ => {}
                }
            }

            #[test]
            fn externally_tagged_and_recursive() {
                let not = Rule::Not(Box::new(Rule::Always));
                is_written_as(&Rule::All(vec![Rule::Always, not]), r#"{"all":["always",{"not":"always"}]}"#);
            }

            #[test]
            fn adjacently_tagged() {
                is_written_as(&Adjacent::None, r#"{"t":"None"}"#);
                is_written_as(&Adjacent::Num(-3), r#"{"t":"Num","c":-3}"#);
                is_written_as(&Adjacent::Obj(AdjacentObj::new(1.5)), r#"{"t":"Obj","c":{"x":1.5}}"#);
                is_written_as(&Adjacent::Leaf(Leaf::new(3)), r#"{"t":"Leaf","c":{"id":3}}"#);
                is_written_as(&Adjacent::Many(vec![Leaf::new(4)]), r#"{"t":"Many","c":[{"id":4}]}"#);
            }

            #[test]
            fn internally_tagged() {
                is_written_as(&Internal::Start, r#"{"type":"start"}"#);
                is_written_as(&Internal::Stop, r#"{"type":"stop"}"#);
                assert!(matches!(Internal::Stop, Internal::Stop | Internal::Payment(_) | Internal::Leaf(_)));
            }

            #[test]
            fn unit_variants_only() {
                is_written_as(&Level::VeryHigh, r#""very-high""#);
            }
        }
    )*};
}

enums!(with_utoipa with_aide with_dropshot);

/// What a variant holds is the component that the server's author put there, unless the framework
/// copies that.
#[test]
fn internally_tagged_components_are_themselves() {
    use emitters::{with_aide, with_poem, with_utoipa};

    let text = r#"{"type":"leaf","id":2}"#;
    is_written_as(
        &with_utoipa::models::Internal::Leaf(with_utoipa::models::Leaf::new(2)),
        text,
    );
    is_written_as(
        &with_aide::models::Internal::Leaf(with_aide::models::Leaf::new(2)),
        text,
    );
    is_written_as(
        &with_poem::models::Internal::Leaf(with_poem::models::Leaf::new(2)),
        text,
    );
}

/// What has no name of its own is named after its properties, and a tuple that utoipa does not
/// describe is read as it comes.
#[test]
fn what_frameworks_say_little_of_is_read() {
    use emitters::with_utoipa::models::{Tuples, Untagged};

    let read = serde_json::from_str::<Untagged>(r#"{"width":1.5,"height":2.5}"#);
    assert!(
        matches!(read.unwrap(), Untagged::WidthHeight(size) if size.width.to_bits() == 1.5_f64.to_bits())
    );
    let positions = Tuples::Positions(vec![2.into(), "two".into()]);
    is_written_as(&positions, r#"{"Positions":[2,"two"]}"#);
}
