//! What `x-fern-streaming` says of an operation.
//!
//! In: the extension, and the media types of the success. Out: the same media types with the
//! schemas that the extension has for the stream and for the whole. Must not know types.

use crate::{
    lower::media_type::{essence, is_json, is_stream},
    openapi::{MediaType, Text},
    source::{Node, Span},
};

/// The extension's name.
const EXTENSION: &str = "x-fern-streaming";

/// Its value: `true`, or an object. The schema of events is that of their data.
#[derive(Clone, Copy)]
pub(crate) struct Fern<'a> {
    node: &'a Node,
}

impl<'a> Fern<'a> {
    /// That of an operation.
    pub(crate) fn of(operation: &'a Node) -> Option<Self> {
        let node = operation.get(EXTENSION)?;
        (node.as_bool() != Some(false)).then_some(Self { node })
    }

    /// The data that ends the stream.
    pub(crate) fn terminator(self) -> Option<&'a str> {
        self.node.get("terminator").and_then(Node::as_str)
    }

    /// The name of what asks for a stream: `$request.stream`.
    pub(crate) fn condition(self) -> Option<&'a str> {
        let text = self.node.get("stream-condition")?.as_str()?;
        text.rsplit(['.', '/'])
            .next()
            .filter(|name| !name.is_empty())
    }

    /// The media types of the success.
    pub(crate) fn content(self, content: &[MediaType<'a>]) -> Vec<MediaType<'a>> {
        let (whole, stream) = (self.node.get("response"), self.node.get("response-stream"));
        let documented = content
            .iter()
            .any(|media| is_stream(&essence(media.name.text)));
        let mut content = content.to_vec();
        if whole.is_none() && stream.is_none() {
            // What is documented as JSON is the item of a stream, unless a condition says that it
            // is only at times.
            let always = !documented && self.condition().is_none();
            for media in &mut content {
                if always && is_json(&essence(media.name.text)) {
                    media.name.text = self.media_type();
                }
            }
            return content;
        }
        for media in &mut content {
            let name = essence(media.name.text);
            let schema = if is_stream(&name) {
                stream
            } else {
                whole.filter(|_| is_json(&name))
            };
            if let Some(schema) = schema {
                (media.schema, media.item_schema) = (Some(schema), None);
            }
        }
        if let Some(schema) = whole
            && !content
                .iter()
                .map(|media| essence(media.name.text))
                .any(|name| is_json(&name) && !is_stream(&name))
        {
            content.push(of("application/json", schema));
        }
        if let Some(schema) = stream
            && !documented
        {
            content.push(of(self.media_type(), schema));
        }
        content
    }

    /// The media type of the stream if the document has none: JSON lines unless stated.
    fn media_type(self) -> &'static str {
        match self.node.get("format").and_then(Node::as_str) {
            Some("sse") => "text/event-stream",
            _ => "application/x-ndjson",
        }
    }
}

/// A media type of that schema.
fn of<'a>(name: &'static str, schema: &'a Node) -> MediaType<'a> {
    let span: Span = schema.span;
    MediaType::of(Text { text: name, span }, Some(schema))
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn the_extension_makes_a_stream_of_a_body() {
        assert_operation(
            "
                x-fern-streaming: true
                responses:
                  '200': {description: d, content: {application/json: {schema: {type: string}}}}
            ",
            r#"
                operation POST /a
                  response 200
                    description "d"
                    media "application/x-ndjson": json lines of string
            "#,
        );
    }
}
