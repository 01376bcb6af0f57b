//! Request bodies and responses: which kind of payload a media type is.

pub(crate) mod encoding;
mod end_of_stream;
pub(crate) mod events;
pub(crate) mod fern;
pub(crate) mod files;

use self::fern::Fern;
use crate::lower::{
    TypePath, key,
    media_type::{essence, is_json, is_json_lines, is_xml, is_yaml},
    operation::{
        Operations,
        link::links,
        parameter::parameter,
        success::{self, status},
    },
};
use crate::{
    ir::{Body, Media, Payload, Response, Scalar, Status, Type},
    openapi::{self, MediaType, RequestBody},
};

impl<'a> Operations<'_, '_, 'a> {
    /// A request body.
    pub(crate) fn body(&mut self, body: &RequestBody<'a>, at: &TypePath) -> Body {
        Body {
            required: body.required,
            media: self.media(&body.content, None, at),
            description: body.description.map(str::to_owned),
        }
    }

    /// The responses of an operation. A body is named by its status where there are several.
    pub(crate) fn responses(
        &mut self,
        operation: &openapi::Operation<'a>,
        index: usize,
    ) -> Vec<Response> {
        let responses = &operation.responses;
        let fern = Fern::of(operation.node);
        let by_default = success::succeeds_by_default(self.schemas, responses);
        let is_success = |response: &openapi::Response<'a>| match status(response.status) {
            Status::Default => by_default,
            status => status.is_success(),
        };
        let successes = responses
            .iter()
            .filter(|response| is_success(response) && !response.content.is_empty())
            .count();
        let streamed = responses
            .iter()
            .position(|response| is_success(response) && !response.content.is_empty())
            .or_else(|| responses.iter().position(is_success));
        let mut lowered = Vec::new();
        for (index_of, response) in responses.iter().enumerate() {
            let (status, success) = (status(response.status), is_success(response));
            let part = match status {
                _ if success && successes == 1 => "response".to_owned(),
                Status::Code(code) => format!("response {code}"),
                Status::Range(hundreds) => format!("response {hundreds}xx"),
                Status::Default => "response default".to_owned(),
            };
            let at = self.shared.part(response.node, index, &part);
            let headers = response
                .headers
                .iter()
                .map(|header| parameter(self.types, header, &at.child(header.name.text)))
                .collect();
            let content = match fern {
                Some(fern) if streamed == Some(index_of) => &fern.content(&response.content),
                _ => &response.content,
            };
            lowered.push(Response {
                status,
                success,
                description: response.description.map(str::to_owned),
                media: self.media(content, fern.filter(|_| success), &at),
                headers,
                links: links(self.schemas, &self.linkable, &response.links),
            });
        }
        lowered
    }

    fn media(
        &mut self,
        content: &[MediaType<'a>],
        fern: Option<Fern<'a>>,
        at: &TypePath,
    ) -> Vec<Media> {
        self.note_xml(content);
        content
            .iter()
            .map(|media| {
                let payload = self.payload(media, fern, at);
                let schema = match payload {
                    Payload::Events(..) | Payload::JsonLines(_) => media.item_schema,
                    _ => media.schema.or(media.item_schema),
                };
                Media {
                    name: media.name.text.to_owned(),
                    payload,
                    origin: schema.map(|node| self.schemas.sources.origin(node)),
                    example: media
                        .examples
                        .first()
                        .and_then(|node| crate::lower::view::values::short_example(node)),
                }
            })
            .collect()
    }

    fn payload(&mut self, media: &MediaType<'a>, fern: Option<Fern<'a>>, at: &TypePath) -> Payload {
        match essence(media.name.text).as_str() {
            "application/x-www-form-urlencoded" => Payload::Form(
                self.form(media, at),
                encoding::encodings(self.schemas, media, false),
            ),
            "text/event-stream" => self.events(media, fern, at),
            name if is_json_lines(name) => Payload::JsonLines(self.item(media, at)),
            name if name.starts_with("multipart/") => {
                let ty = match media.item_schema {
                    // Each item is a part ("Media Type Object", `itemSchema`).
                    Some(item) if media.schema.is_none() => {
                        Type::Array(Box::new(self.types.schema(item, &at.child("item"))))
                    }
                    _ => self.form(media, at),
                };
                self.multipart
                    .push(files::multipart(self.schemas, media, &ty));
                Payload::Multipart(ty, encoding::encodings(self.schemas, media, true))
            }
            name if is_json(name) => Payload::Json(self.json(media, at)),
            "*/*" | "application/*" => match self.content(media, at) {
                Type::Scalar(Scalar::Binary) => Payload::Bytes,
                ty => Payload::Json(ty),
            },
            name if name.starts_with("text/") || is_xml(name) || is_yaml(name) => Payload::Text,
            _ => Payload::Bytes,
        }
    }

    /// The type of a form. Its properties are looked for in objects, so that a union of some stays
    /// one.
    fn form(&mut self, media: &MediaType<'a>, at: &TypePath) -> Type {
        if let Some(node) = media.schema {
            let target = self.schemas.referent(node);
            self.types.forms.extend([key(node), key(target)]);
        }
        self.content(media, at)
    }

    /// Notes XML that is all there is. Beside JSON it is another form of what has a type, and none
    /// is lost.
    fn note_xml(&mut self, content: &[MediaType<'a>]) {
        let names = || {
            content
                .iter()
                .map(|media| (essence(media.name.text), media.name.span))
        };
        if names().any(|(name, _)| is_json(&name)) {
            return;
        }
        for (name, place) in names().filter(|(name, _)| is_xml(name)) {
            self.xml.entry(name).or_default().push(place);
        }
    }

    /// The type of a body in JSON. A string that only `contentMediaType` declares as bytes stays a
    /// string.
    fn json(&mut self, media: &MediaType<'a>, at: &TypePath) -> Type {
        let ty = self.content(media, at);
        if ty != Type::Scalar(Scalar::Binary) {
            return ty;
        }
        let view = self
            .schemas
            .view(media.schema.or(media.item_schema).as_slice());
        let stated = view.any(|schema| matches!(schema.format, Some("binary" | "file")));
        Type::Scalar(if stated {
            Scalar::Binary
        } else {
            Scalar::String
        })
    }

    fn content(&mut self, media: &MediaType<'a>, at: &TypePath) -> Type {
        match media.schema.or(media.item_schema) {
            Some(node) => self.types.schema(node, at),
            None => Type::Any,
        }
    }

    /// The type of one item of a stream: 3.2's `itemSchema`, else what the schema describes.
    pub(crate) fn item(&mut self, media: &MediaType<'a>, at: &TypePath) -> Type {
        match media.item_schema.or(media.schema) {
            Some(node) => match self.types.schema(node, at).split_null().0 {
                Type::Array(item) if media.item_schema.is_none() => *item,
                ty => ty,
            },
            None => Type::Any,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn a_media_type_sets_how_a_body_is_read() {
        assert_operation(
            "
                requestBody:
                  content:
                    application/json: {schema: {type: integer}}
                    application/x-ndjson: {schema: {type: integer}}
                    application/x-www-form-urlencoded: {schema: {properties: {a: {type: integer}}}}
                    text/plain: {schema: {type: string}}
                    application/octet-stream: {}
                responses: {'204': {description: d}}
            ",
            r#"
                type [POST /a]/request: struct
                  field "a": i64
                operation POST /a
                  body
                    media "application/json": json i64
                    media "application/x-ndjson": json lines of i64
                    media "application/x-www-form-urlencoded": form [POST /a]/request
                    media "text/plain": text
                    media "application/octet-stream": bytes
                  response 204
                    description "d"
            "#,
        );
    }
}
