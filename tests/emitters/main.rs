//! The types of Rust servers, in clients that were generated from what their frameworks say of
//! them.

mod enums;
mod newer;
mod values;

/// What an enum is as a JSON text, and what that text is as the enum.
fn is_written_as<T>(value: &T, text: &str)
where
    T: serde::Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    assert_eq!(serde_json::to_string(value).unwrap(), text);
    assert_eq!(serde_json::from_str::<T>(text).unwrap(), *value);
}
