//! The inputs of a call: parameters, body, and the format of the response.
//!
//! In: names and values. Out: the call with them. A value that can't be written is an error when
//! the call is sent. Must not know how requests are sent.

use bytes::Bytes;
use serde::Serialize;

use super::{Call, tree};
use crate::body::form::{self, FormEncoding};
use crate::body::multipart::Parts;
use crate::body::to_body::ToBody;
use crate::codec::{Format, Json};
use crate::params::{Node, Style, encode_component, encode_reserved, encode_segment};
use crate::request::Framing;
use crate::request::StreamFlag;
use crate::transport::Body;

/// Parameters in the path and bodies. The methods of a generated client set them; this is for calls
/// of [`Client`](crate::Client) to what its document does not have.
impl<T, E> Call<T, E> {
    /// Fills in `{name}` in the path; a value can't lead out of its place.
    pub fn path(self, name: &str, value: impl Serialize) -> Self {
        self.path_as(name, Style::Simple, false, value)
    }

    /// A body of JSON: a model, or [`Json`] around a value of any type that serde writes.
    ///
    /// ```
    /// # use specwright_runtime::{Call, Client};
    /// use serde::Serialize;
    /// use specwright_runtime::Json;
    ///
    /// #[derive(Serialize)]
    /// struct Query<'a> {
    ///     text: &'a str,
    /// }
    ///
    /// # fn search(client: &Client) -> Call<u64> {
    /// client.post("/search").json(&Json(Query { text: "a" }))
    /// # }
    /// ```
    pub fn json<B: ToBody + ?Sized>(self, body: &B) -> Self {
        self.json_as("application/json", body)
    }

    /// A body of any media type: bytes, a file, a stream.
    pub fn body(mut self, media_type: &str, body: impl Into<Body>) -> Self {
        self.request.set_body(media_type, Ok(body));
        self
    }

    /// A body of text.
    pub fn text(self, media_type: &str, body: impl Into<String>) -> Self {
        self.body(media_type, body.into())
    }

    /// A body of several parts, which are the members of an object: files as
    /// [`FilePart`](crate::FilePart), others as text or JSON, unless an encoding says otherwise. In
    /// other media types than `multipart/form-data` they may be the items of an array; an encoding
    /// is for a position (`0`) then, or for all that have none (`*`).
    pub fn multipart<B: ToBody + ?Sized>(
        mut self,
        media_type: &str,
        body: &B,
        encodings: &[(&str, FormEncoding)],
    ) -> Self {
        let body = body.to_node().map_err(|error| error.to_string());
        let body = body.map(|node| self.request.settle_form(node));
        match body.and_then(|node| Parts::of(media_type, node, encodings)) {
            Ok(parts) => self.request.set_parts(parts),
            Err(error) => self.request.set_content(media_type, Err(error)),
        }
        self
    }
}

#[doc(hidden)]
impl<T, E> Call<T, E> {
    pub fn path_as(
        mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: impl Serialize,
    ) -> Self {
        let value = tree(&value);
        self.request
            .set_path(style, explode, name, value, encode_component);
        self
    }

    pub fn path_reserved(
        mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: impl Serialize,
    ) -> Self {
        let value = tree(&value);
        self.request
            .set_path(style, explode, name, value, encode_segment);
        self
    }

    pub fn query_as(
        mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: impl Serialize,
    ) -> Self {
        let value = tree(&value);
        self.request
            .add_query(style, explode, name, value, encode_component);
        self
    }

    pub fn query_reserved(
        mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: impl Serialize,
    ) -> Self {
        let value = tree(&value);
        self.request
            .add_query(style, explode, name, value, encode_reserved);
        self
    }

    pub fn query_json(mut self, name: &str, value: impl Serialize) -> Self {
        let node = json(&value).map(Node::Text);
        self.request
            .add_query(Style::Form, true, name, node, encode_component);
        self
    }

    pub fn path_json(mut self, name: &str, value: impl Serialize) -> Self {
        let value = json(&value).map(Node::Text);
        self.request
            .set_path(Style::Simple, false, name, value, encode_component);
        self
    }

    pub fn header_json(mut self, name: &str, value: impl Serialize) -> Self {
        let value = json(&value).map(Node::Text);
        self.request.set_header(name, false, value);
        self
    }

    pub fn cookie_json(mut self, name: &str, value: impl Serialize) -> Self {
        let value = json(&value).map(Node::Text);
        self.request.add_cookie(Style::Form, false, name, value);
        self
    }

    pub fn query_string_form(self, value: impl Serialize) -> Self {
        self.query_string_form_as(value, &[])
    }

    pub fn query_string_form_as(
        mut self,
        value: impl Serialize,
        encodings: &[(&str, FormEncoding)],
    ) -> Self {
        let form =
            tree(&value).and_then(|node| form::encode(node, encodings).map_err(str::to_owned));
        match form {
            Ok(form) => self.request.add_query_string(&form),
            Err(error) => self.request.fail(error),
        }
        self
    }

    pub fn query_string_json(mut self, value: impl Serialize) -> Self {
        match json(&value) {
            Ok(json) => {
                let text = encode_component(&json);
                self.request.add_query_string(&text);
            }
            Err(error) => self.request.fail(error),
        }
        self
    }

    pub fn query_string(mut self, query: impl AsRef<str>) -> Self {
        self.request.add_query_string(query.as_ref());
        self
    }

    pub fn header_as(mut self, name: &str, explode: bool, value: impl Serialize) -> Self {
        self.request.set_header(name, explode, tree(&value));
        self
    }

    pub fn cookie(mut self, name: &str, value: impl Serialize) -> Self {
        self.request
            .add_cookie(Style::Form, false, name, tree(&value));
        self
    }

    pub fn cookie_as(
        mut self,
        name: &str,
        style: Style,
        explode: bool,
        value: impl Serialize,
    ) -> Self {
        self.request.add_cookie(style, explode, name, tree(&value));
        self
    }

    pub fn json_as<B: ToBody + ?Sized>(mut self, media_type: &str, body: &B) -> Self {
        self.request
            .set_body(media_type, body.to_json().map(Bytes::from));
        self
    }

    pub fn optional_json<B: ToBody + ?Sized>(self, body: Option<&B>) -> Self {
        self.maybe(body, Self::json)
    }

    pub fn form<B: ToBody + ?Sized>(self, body: &B) -> Self {
        self.form_as(body, &[])
    }

    pub fn form_as<B: ToBody + ?Sized>(
        mut self,
        body: &B,
        encodings: &[(&str, FormEncoding)],
    ) -> Self {
        let body = body.to_node().and_then(Node::text_only);
        let body = body.map_err(|error| error.to_string());
        let body = body.map(|node| self.request.settle_form(node));
        let body = body.and_then(|node| form::encode(node, encodings).map_err(str::to_owned));
        let media_type = "application/x-www-form-urlencoded";
        self.request.set_body(media_type, body.map(Bytes::from));
        self
    }

    pub fn json_lines<B: ToBody>(mut self, media_type: &str, body: &[B]) -> Self {
        let lines = body.iter().map(|item| Ok(item.to_json()? + "\n"));
        let lines: Result<String, String> = lines.collect();
        self.request.set_body(media_type, lines.map(Bytes::from));
        self
    }

    pub fn base_path(mut self, path: &str) -> Self {
        self.request.set_base_path(path);
        self
    }

    pub fn security(mut self, security: &'static [&'static [&'static str]]) -> Self {
        self.request.security = Some(security);
        self
    }

    pub fn event_stream(self, media_type: &str) -> Self {
        self.framed(media_type, Framing::Data)
    }

    pub fn event_data(self, media_type: &str) -> Self {
        self.framed(media_type, Framing::Inner)
    }

    pub fn event_objects(self, media_type: &str) -> Self {
        self.framed(media_type, Framing::TextEvents)
    }

    pub fn event_values(self, media_type: &str) -> Self {
        self.framed(media_type, Framing::JsonEvents)
    }

    /// The member of the body that asks for a stream, set where the response is read as one.
    pub fn streamed_by(self, member: &'static str) -> Self {
        self.with_switch(StreamFlag::new(member))
    }

    /// The same, also set where the response is read whole.
    pub fn switched_by(self, member: &'static str) -> Self {
        self.with_switch(StreamFlag::new(member).both())
    }

    /// The member of the body that is one text where the response is read as a stream, and another
    /// one where it is read whole.
    pub fn switched_between(
        self,
        member: &'static str,
        stream: &'static str,
        whole: &'static str,
    ) -> Self {
        self.with_switch(StreamFlag::new(member).both().words(stream, whole))
    }

    /// The query parameter that asks for a stream, set where the response is read as one.
    pub fn query_streamed_by(self, name: &'static str) -> Self {
        self.with_switch(StreamFlag::new(name).in_query())
    }

    /// The same, also set where the response is read whole.
    pub fn query_switched_by(self, name: &'static str) -> Self {
        self.with_switch(StreamFlag::new(name).in_query().both())
    }

    /// The query parameter that is one text where the response is read as a stream, and another one
    /// where it is read whole.
    pub fn query_switched_between(
        self,
        name: &'static str,
        stream: &'static str,
        whole: &'static str,
    ) -> Self {
        self.with_switch(StreamFlag::new(name).in_query().both().words(stream, whole))
    }

    fn with_switch(mut self, switch: StreamFlag) -> Self {
        self.request.switch = Some(switch);
        self
    }

    /// The method that reads the other form of the response.
    pub fn beside(mut self, method: &'static str) -> Self {
        self.request.beside = Some(method);
        self
    }

    pub fn sentinel(mut self, data: &'static str) -> Self {
        self.request.sentinel = Some(data);
        self
    }

    pub fn item_lines(self, media_type: &str) -> Self {
        self.framed(media_type, Framing::Lines)
    }

    fn framed(mut self, media_type: &str, framing: Framing) -> Self {
        self.request.framing = Some(framing);
        self.accept(media_type)
    }

    pub fn returns(mut self, format: Format) -> Self {
        self.request.returns = format;
        self
    }

    pub fn errors(mut self, format: Format) -> Self {
        self.request.errors = format;
        self
    }
}

/// The value as JSON text.
fn json(value: &impl Serialize) -> Result<String, String> {
    Json(value).to_json()
}
