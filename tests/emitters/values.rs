//! Each value that a server writes is read as what it is, and comes back whole.

use std::fmt::Debug;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The value as it comes back, and as the client shows it.
fn again<T: Serialize + DeserializeOwned + Debug>(value: &Value) -> (Value, String) {
    let read = serde_json::from_str::<T>(&value.to_string());
    let read = read.unwrap_or_else(|error| panic!("{value}: {error}"));
    (serde_json::to_value(&read).unwrap(), format!("{read:?}"))
}

/// The value without members that are null: of an `Option`, a server may write either.
fn without_null(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(without_null).collect(),
        Value::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            let members = members.map(|(name, value)| (name, without_null(value)));
            members.collect()
        }
        value => value,
    }
}

macro_rules! survive {
    ($module:ident, $values:literal: $($name:literal => $model:ident),*; kept: $kept:expr) => {
        #[test]
        fn $module() {
            let values = include_str!(concat!(env!("OUT_DIR"), "/", $values));
            let values: Vec<(String, Value)> = serde_json::from_str(values).unwrap();
            assert!(values.len() > 10);
            for (name, value) in values {
                let (back, shown) = match name.as_str() {
                    $($name => again::<emitters::$module::models::$model>(&value),)*
                    _ => panic!("no type for {name}"),
                };
                assert_eq!(without_null(back), without_null(value), "{name}");
                let kept: &[&str] = &$kept;
                assert_eq!(shown.contains("Unknown("), kept.contains(&name.as_str()), "{name}: {shown}");
            }
        }
    };
}

survive!(with_utoipa, "with_utoipa_values.json":
    "External" => External, "Level" => Level, "Command" => Command, "Rule" => Rule, "Internal" => Internal,
    "Adjacent" => Adjacent, "Untagged" => Untagged, "Page" => PageLeaf, "Everything" => Everything, "Tuples" => Tuples,
    "Positions" => Tuples, "Pairs" => Pairs, "Flat" => Flat;
    kept: []);
survive!(with_aide, "with_aide_values.json":
    "External" => External, "Level" => Level, "Command" => Command, "Rule" => Rule, "Internal" => Internal,
    "Adjacent" => Adjacent, "Untagged" => Untagged, "Page" => PageForLeaf, "Everything" => Everything, "Tuples" => Tuples,
    "Positions" => Tuples, "Pairs" => Pairs, "Flat" => Flat;
    kept: []);
survive!(with_dropshot, "with_dropshot_values.json":
    "External" => External, "Level" => Level, "Command" => Command, "Rule" => Rule, "Internal" => Internal,
    "Adjacent" => Adjacent, "Untagged" => Untagged, "Page" => PageForLeaf, "Everything" => Everything;
    kept: []);
survive!(with_poem, "with_poem_values.json":
    "External" => External, "Level" => Level, "Internal" => Internal, "Untagged" => Untagged, "Everything" => Everything;
    kept: []);
