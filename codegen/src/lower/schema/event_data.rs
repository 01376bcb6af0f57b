//! The data of server-sent events, which may be JSON in a string.

use crate::lower::{
    Schemas,
    media_type::{essence, is_json},
};
use crate::source::Node;

/// What the data of an event is.
pub(crate) enum Data<'a> {
    /// Text, or whatever these schemas say.
    Schemas(Vec<&'a Node>),
    /// JSON of any kind.
    Any,
}

/// The content of an event's data: that of `contentSchema`, if it is JSON in a string.
pub(crate) fn content_of<'a>(schemas: &Schemas<'a>, nodes: Vec<&'a Node>) -> Data<'a> {
    let view = schemas.view(&nodes);
    let schema = view.find(|schema| schema.content_schema);
    let media = view.find(|schema| schema.content_media_type);
    match (media, schema) {
        (Some(name), _) if !is_json(&essence(name)) => Data::Schemas(nodes),
        (_, Some(node)) => Data::Schemas(vec![node]),
        (Some(_), None) => Data::Any,
        (None, None) => Data::Schemas(nodes),
    }
}
