//! Types of the crate's own as members of unions and of `allOf`.

use serde_json::json;
use shaped::members::models::{Drawn, Either, Key, Part, Price};
use shaped::own::{Amount, Picture, Shape, Tags};
use specwright_runtime::Foreign;
use uuid::Uuid;

use crate::Outcome;

#[test]
fn the_tag_of_a_union_is_written_beside_a_type_of_the_crate() -> Outcome {
    let wire = json!({"is": "image", "url": "u"});
    let read: Part = serde_json::from_value(wire.clone())?;
    let Part::Image(picture) = &read else {
        return Err(format!("{read:?}").into());
    };
    assert_eq!(picture.url, "u");
    let made = Part::Image(
        Picture {
            url: "u".to_owned(),
        }
        .into(),
    );
    assert_eq!(serde_json::to_value(&made)?, wire);
    assert_eq!(made, read);
    let error = serde_json::from_value::<Part>(json!({"is": "image", "url": 1}));
    let error = error.err().ok_or("it was read")?.to_string();
    assert!(error.contains("`url`"), "{error}");
    Ok(())
}

#[test]
fn members_without_a_tag_are_told_apart_by_what_their_schemas_say() -> Outcome {
    for (wire, expected) in [
        (json!({"words": [{"text": "a"}], "count": 1}), "words"),
        (json!({"other": "o", "count": 1}), "other"),
        (json!({"is": "image", "url": "u"}), "part"),
        (json!({"count": 1}), "free"),
        (json!([1]), "unknown"),
    ] {
        let read: Either = serde_json::from_value(wire)?;
        let found = match &read {
            Either::Words(tags) if tags.0 == ["a"] => "words",
            Either::Other(_) => "other",
            Either::Part(_) => "part",
            Either::Free(_) => "free",
            Either::Unknown(_) => "unknown",
            _ => "another one",
        };
        assert_eq!(found, expected, "{read:?}");
    }
    let made = Either::from(Foreign::new(Tags(vec!["a".to_owned()])));
    assert_eq!(
        serde_json::to_value(made)?,
        json!({"words": [{"text": "a"}]})
    );
    Ok(())
}

#[test]
fn formats_within_unions_are_replaced() -> Outcome {
    let id = Uuid::from_u128(7);
    let read: Key = serde_json::from_value(json!(id))?;
    assert!(
        matches!(&read, Key::String(found) if **found == id),
        "{read:?}"
    );
    let read: Key = serde_json::from_value(json!("no uuid"))?;
    assert!(matches!(&read, Key::String3(_)), "{read:?}");
    // A format that only the configuration knows is not just any text.
    let read: Price = serde_json::from_value(json!("12.5"))?;
    assert!(
        matches!(&read, Price::String(amount) if amount.0 == "12.5"),
        "{read:?}"
    );
    // Both members are the same type, so the item is.
    let amounts: shaped::members::models::Amounts = serde_json::from_value(json!(["1.5", 2.5]))?;
    let amounts: Vec<&Amount> = amounts.iter().map(|one| &**one).collect();
    assert_eq!(
        amounts.iter().map(|one| &*one.0).collect::<Vec<_>>(),
        ["1.5", "2.5"]
    );
    Ok(())
}

#[test]
fn a_type_of_the_crate_is_flattened_into_an_object() -> Outcome {
    let wire = json!({"color": "red", "form": "circle", "radius": 2.5});
    let read: Drawn = serde_json::from_value(wire.clone())?;
    assert_eq!(serde_json::to_value(&read)?, wire);
    let made = Drawn::new("red", Shape::Circle { radius: 2.5 });
    assert_eq!(made, read);
    assert!(format!("{made:?}").contains("radius"), "{made:?}");
    Ok(())
}
