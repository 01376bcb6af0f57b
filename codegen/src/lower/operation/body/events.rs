//! Streams of server-sent events: whether a schema describes whole events or the data in them.
//!
//! In: the media type of an event stream. Out: the type of its items and what of an event they are.
//! An object of nothing but `data`, `event`, `id` and `retry` is an event, as 3.2 has it for
//! `itemSchema` and most tools for `schema`, too. Must not know how events are sent.

use super::{
    end_of_stream::{self, Ending},
    fern::Fern,
};
use crate::lower::{
    Key, Schemas, TypePath, key,
    operation::Operations,
    schema::event_data::{Data, content_of},
    view::View,
};
use crate::{
    ir::{EventItem, Events, Name, Payload, Type},
    openapi::{MediaType, Types},
    source::Node,
};

/// The fields of an event.
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// How deep unions of events may be nested.
const MAX_DEPTH: u32 = 8;

/// Schemas that describe events.
#[derive(Default)]
struct Shape<'a> {
    /// All schemas of the view, and of members of its unions.
    schemas: Vec<Key>,
    /// What each of them says of the data.
    data: Vec<Vec<&'a Node>>,
    /// Whether they have other fields.
    others: bool,
    /// Whether there are several kinds of events.
    union: bool,
}

impl<'a> Operations<'_, '_, 'a> {
    /// The items of an event stream.
    pub(crate) fn events(
        &mut self,
        media: &MediaType<'a>,
        fern: Option<Fern<'a>>,
        at: &TypePath,
    ) -> Payload {
        let mut media = media.clone();
        let mut sentinel = media.sentinel.or_else(|| fern?.terminator());
        let described = media
            .item_schema
            .or_else(|| Some(items_of(self.schemas, media.schema?)));
        if let Some(node) = described
            && let Some(Ending { text, others }) = end_of_stream::ending(self.schemas, &[node])
        {
            sentinel = sentinel.or(Some(text));
            let place = if media.item_schema.is_some() {
                &mut media.item_schema
            } else {
                &mut media.schema
            };
            *place = others.or(*place);
        }
        let described = media
            .item_schema
            .or_else(|| Some(items_of(self.schemas, media.schema?)));
        let shape = described
            .filter(|_| fern.is_none())
            .and_then(|node| Some((node, event(self.schemas, node, 0)?)))
            .filter(|(_, shape)| !shape.data.is_empty());
        let events = |item, sentinel: Option<&str>| Events {
            item,
            sentinel: sentinel.map(str::to_owned),
        };
        let Some((node, mut shape)) = shape else {
            let item = without_shape(self.schemas, &media);
            return Payload::Events(self.item(&media, at), events(item, sentinel));
        };
        let described = shape.data.len();
        let mut items = Vec::new();
        for mut data in shape.data {
            if let Some(Ending { text, others }) = end_of_stream::ending(self.schemas, &data) {
                sentinel = sentinel.or(Some(text));
                data = others.map_or(data, |node| vec![node]);
            } else if let Some(text) = end_of_stream::end_text(self.schemas, &data) {
                sentinel = sentinel.or(Some(text));
                continue;
            }
            items.push(data);
        }
        // Of a union, the member that ends the stream is none of the items.
        let is_one = !shape.union || items.len() == 1 && items.len() < described;
        shape.data = items;
        if !shape.others && is_one {
            let (ty, item) = self.only_data(node, &shape, at);
            return Payload::Events(ty, events(item, sentinel));
        }
        let json = shape.data.iter().any(|nodes| !is_text(self.schemas, nodes));
        self.schemas.mark_events(shape.schemas);
        let item = if json {
            EventItem::JsonEvent
        } else {
            EventItem::TextEvent
        };
        let ty = self.types.schema(node, at).split_null().0;
        Payload::Events(ty, events(item, sentinel))
    }

    /// The type of the data, where events are nothing else.
    fn only_data(&mut self, node: &'a Node, shape: &Shape<'a>, at: &TypePath) -> (Type, EventItem) {
        let target = self.schemas.referent(node);
        let owner = self.schemas.component_name(target);
        // As it is called in the component.
        let owner = owner.map(|name| TypePath::of(Name::component(name)));
        let at = owner.as_ref().unwrap_or(at).child("data");
        let nodes = shape.data.first().cloned().unwrap_or_default();
        let Data::Schemas(nodes) = content_of(self.schemas, nodes) else {
            return (Type::Any, EventItem::Data);
        };
        let ty = self.types.schema_of(&nodes, &at).split_null().0;
        // A schema of an event itself can't be distinguished from an enclosing event.
        let is_event = nodes
            .iter()
            .any(|node| event(self.schemas, node, 0).is_some());
        let is_open = matches!(ty, Type::Any | Type::Map(_) | Type::Scalar(_));
        let item = if is_event || is_open {
            EventItem::Data
        } else {
            EventItem::Inner
        };
        (ty, item)
    }
}

/// The meaning of an item whose schema has no fields of an event: its data, unless 3.2's
/// `itemSchema` leaves it open.
fn without_shape<'a>(schemas: &Schemas<'a>, media: &MediaType<'a>) -> EventItem {
    let Some(node) = media.item_schema else {
        return EventItem::Data;
    };
    let view = schemas.view(&[node]);
    let says = view.has_properties()
        || !view.alternatives().is_empty()
        || !matches!(view.types(), Types::OBJECT) && !view.types().is_empty();
    if says {
        EventItem::Data
    } else {
        EventItem::TextEvent
    }
}

/// The items of an array; anything else itself.
fn items_of<'a>(schemas: &Schemas<'a>, node: &'a Node) -> &'a Node {
    let view = schemas.view(&[node]);
    let items = view.find(|schema| schema.items);
    items
        .filter(|_| view.types() == Types::ARRAY)
        .unwrap_or(node)
}

/// The parts of a schema that describes events or what some of them have; none where it has
/// other properties.
fn event<'a>(schemas: &Schemas<'a>, node: &'a Node, depth: u32) -> Option<Shape<'a>> {
    let view = schemas.view(&[node]);
    let types = view.types();
    let properties = view.properties();
    let names = properties.keys();
    let others: Vec<&str> = names
        .copied()
        .filter(|name| !FIELDS.contains(name))
        .collect();
    let is_event = (types == Types::OBJECT || types.is_empty())
        && (others.is_empty() || names_its_event(schemas, &view, &others));
    let groups = view.alternatives();
    if !is_event || depth > MAX_DEPTH || properties.is_empty() && groups.is_empty() {
        return None;
    }
    let members: Vec<&'a Node> = groups.iter().flat_map(|group| group.members).collect();
    let mut shape = Shape {
        schemas: view.schemas().map(|schema| key(schema.node)).collect(),
        data: Vec::new(),
        others: properties.keys().any(|name| *name != "data"),
        union: !members.is_empty(),
    };
    for (name, (_, nodes)) in properties {
        if name == "data" {
            shape.data.push(nodes);
        }
    }
    for member in members {
        if schemas.kind(member).is_empty() {
            continue;
        }
        let inner = event(schemas, member, depth + 1)?;
        shape.schemas.extend(inner.schemas);
        shape.data.extend(inner.data);
        shape.others |= inner.others;
    }
    Some(shape)
}

/// Whether an object that has other properties, too, describes an event all the same: it says
/// which one, and none of the others must be there. No field of an event carries them.
fn names_its_event<'a>(schemas: &Schemas<'a>, view: &View<'a>, others: &[&str]) -> bool {
    let required = view.required();
    let event = view.property("event");
    let is_named = !event.is_empty() && {
        let event = schemas.view(&event);
        let only = event.find(|schema| schema.enumeration);
        event.any(|schema| schema.constant.is_some())
            || only.is_some_and(|values| values.len() == 1)
    };
    is_named
        && ["event", "data"].iter().all(|name| required.contains(name))
        && !others.iter().any(|name| required.contains(name))
}

/// Whether the data is text, however it looks.
fn is_text<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node]) -> bool {
    match content_of(schemas, nodes.to_vec()) {
        Data::Any => false,
        Data::Schemas(nodes) => {
            let view = schemas.view(&nodes);
            view.types() == Types::STRING || nodes.iter().all(|node| schemas.kind(node).is_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn a_stream_is_of_its_schema_or_of_the_data_of_its_items() {
        assert_operation(
            "
                responses:
                  '200': {description: d, content: {text/event-stream: {schema: {type: string}}}}
                  '201': {description: d, content: {text/event-stream: {itemSchema: {properties: {data: {type: string}}}}}}
            ",
            r#"
                operation POST /a
                  response 200
                    description "d"
                    media "text/event-stream": event stream of string
                  response 201
                    description "d"
                    media "text/event-stream": event stream of string
            "#,
        );
    }
}
