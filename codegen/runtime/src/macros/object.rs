//! The objects of JSON that programs write down.

/// Creates a [`serde_json::Map`](https://docs.rs/serde_json/latest/serde_json/struct.Map.html) from
/// properties written as in `serde_json::json!`.
///
/// Where a document leaves an object open, its model takes such a map.
///
/// ```
/// use specwright_runtime::object;
///
/// let city = "Zürich";
/// let input = object! {"city": city, "days": [1, 2], "units": {"temperature": "°C"}};
/// assert_eq!(input["city"], "Zürich");
/// assert!(object! {}.is_empty());
/// ```
#[macro_export]
macro_rules! object {
    ($($properties:tt)*) => {
        match $crate::__serde_json::json!({ $($properties)* }) {
            $crate::__serde_json::Value::Object(map) => map,
            _ => $crate::__serde_json::Map::new(),
        }
    };
}
