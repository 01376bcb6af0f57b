//! Whether a span failed, and the fields that Scale keeps of an error.
//!
//! In: the status, the attributes and the events of a span. Out: the status at Scale and fields of
//! the metadata, named like those of Scale's SDK for Python; an attribute that is used is taken.

use serde_json::{Map, Value};
use spanwire::scale_v5::models::ApplicationOperationStatus as AtScale;

use super::conventions as names;
use super::span::{Event, Status};

/// The status of a span at Scale, and what its metadata says of it.
pub(super) fn outcome(
    status: Status,
    attributes: &mut Map<String, Value>,
    events: &[Event],
) -> (AtScale, Map<String, Value>) {
    let (otel, description) = match status {
        Status::Error { description } => (AtScale::Error, description),
        Status::Unset | Status::Ok => (AtScale::Success, String::new()),
    };
    let description = (!description.is_empty()).then_some(Value::String(description));
    let status = named(attributes).unwrap_or(otel);
    if status == AtScale::Error {
        return (status, error(description, attributes, events));
    }
    let message = description.map(|text| ("status_message".to_owned(), text));
    (status, message.into_iter().collect())
}

fn named(attributes: &mut Map<String, Value>) -> Option<AtScale> {
    let text = attributes.get(names::SGP_SPAN_STATUS)?.as_str()?;
    match AtScale::from(text.trim().to_uppercase().as_str()) {
        AtScale::Unknown(_) => None,
        status => {
            attributes.remove(names::SGP_SPAN_STATUS);
            Some(status)
        }
    }
}

fn error(
    description: Option<Value>,
    attributes: &mut Map<String, Value>,
    events: &[Event],
) -> Map<String, Value> {
    let exception = events
        .iter()
        .rev()
        .find(|event| event.name == names::EXCEPTION);
    let of_exception = |name| {
        exception
            .and_then(|event| event.attributes.get(name))
            .cloned()
    };
    let kind = attributes.remove(names::ERROR_TYPE);
    let kind = kind.or_else(|| of_exception(names::EXCEPTION_TYPE));
    let message = description
        .or_else(|| attributes.remove(names::ERROR_MESSAGE))
        .or_else(|| of_exception(names::EXCEPTION_MESSAGE));
    Map::from_iter([
        ("error".to_owned(), Value::Bool(true)),
        ("error_type".to_owned(), kind.unwrap_or_default()),
        ("error_message".to_owned(), message.unwrap_or_default()),
        (
            "error_category".to_owned(),
            Value::from(category(attributes)),
        ),
    ])
}

/// Whose fault the error is. Scale knows three categories.
fn category(attributes: &mut Map<String, Value>) -> &'static str {
    let named = attributes
        .get(names::SGP_ERROR_CATEGORY)
        .and_then(Value::as_str);
    let named = named.map(|text| text.trim().to_lowercase());
    let known = ["application", "platform", "unknown"];
    let Some(found) = known
        .into_iter()
        .find(|known| named.as_deref() == Some(known))
    else {
        return "unknown";
    };
    attributes.remove(names::SGP_ERROR_CATEGORY);
    found
}
