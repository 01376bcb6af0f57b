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

/// Setters of parameters in a style: the method of the request that takes the value, and how its
/// text is encoded.
macro_rules! styled {
    ($($name:ident: $set:ident($($encode:ident)?);)*) => {
        #[doc(hidden)]
        impl<T, E> Call<T, E> {
            $(pub fn $name(
                mut self,
                name: &str,
                style: Style,
                explode: bool,
                value: impl Serialize,
            ) -> Self {
                self.request.$set(style, explode, name, tree(&value) $(, $encode)?);
                self
            })*
        }
    };
}

styled! {
    path_as: set_path(encode_component);
    path_reserved: set_path(encode_segment);
    query_as: add_query(encode_component);
    query_reserved: add_query(encode_reserved);
    cookie_as: add_cookie();
}

#[doc(hidden)]
impl<T, E> Call<T, E> {
    pub fn query_json(mut self, name: &str, value: impl Serialize) -> Self {
        self.request
            .add_query(Style::Form, true, name, json_text(&value), encode_component);
        self
    }

    pub fn path_json(mut self, name: &str, value: impl Serialize) -> Self {
        self.request.set_path(
            Style::Simple,
            false,
            name,
            json_text(&value),
            encode_component,
        );
        self
    }

    pub fn header_json(mut self, name: &str, value: impl Serialize) -> Self {
        self.request.set_header(name, false, json_text(&value));
        self
    }

    pub fn cookie_json(mut self, name: &str, value: impl Serialize) -> Self {
        self.request
            .add_cookie(Style::Form, false, name, json_text(&value));
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
        match Json(value).to_json() {
            Ok(json) => self.request.add_query_string(&encode_component(&json)),
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

    pub fn cookie(self, name: &str, value: impl Serialize) -> Self {
        self.cookie_as(name, Style::Form, false, value)
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

    pub fn returns(mut self, format: Format) -> Self {
        self.request.returns = format;
        self
    }

    pub fn errors(mut self, format: Format) -> Self {
        self.request.errors = format;
        self
    }
}

/// Responses that are read item by item.
#[doc(hidden)]
impl<T, E> Call<T, E> {
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

    pub fn item_lines(self, media_type: &str) -> Self {
        self.framed(media_type, Framing::Lines)
    }

    fn framed(mut self, media_type: &str, framing: Framing) -> Self {
        self.request.framing = Some(framing);
        self.accept(media_type)
    }

    /// Sets the member of the body that asks for a stream where the response is read as one.
    pub fn streamed_by(self, member: &'static str) -> Self {
        self.flagged(StreamFlag::new(member))
    }

    /// Sets the member of the body that asks for a stream, also where the response is read whole.
    pub fn switched_by(self, member: &'static str) -> Self {
        self.flagged(StreamFlag::new(member).both())
    }

    /// Sets the member of the body that is one text where the response is read as a stream, and
    /// another one where it is read whole.
    pub fn switched_between(
        self,
        member: &'static str,
        stream: &'static str,
        whole: &'static str,
    ) -> Self {
        self.flagged(StreamFlag::new(member).both().words(stream, whole))
    }

    /// Like [`streamed_by`](Self::streamed_by), for a query parameter.
    pub fn query_streamed_by(self, name: &'static str) -> Self {
        self.flagged(StreamFlag::new(name).in_query())
    }

    /// Like [`switched_by`](Self::switched_by), for a query parameter.
    pub fn query_switched_by(self, name: &'static str) -> Self {
        self.flagged(StreamFlag::new(name).in_query().both())
    }

    /// Like [`switched_between`](Self::switched_between), for a query parameter.
    pub fn query_switched_between(
        self,
        name: &'static str,
        stream: &'static str,
        whole: &'static str,
    ) -> Self {
        self.flagged(StreamFlag::new(name).in_query().both().words(stream, whole))
    }

    fn flagged(mut self, flag: StreamFlag) -> Self {
        self.request.flag = Some(flag);
        self
    }

    /// Sets the method that reads the other form of the response.
    pub fn beside(mut self, method: &'static str) -> Self {
        self.request.beside = Some(method);
        self
    }

    pub fn sentinel(mut self, data: &'static str) -> Self {
        self.request.sentinel = Some(data);
        self
    }
}

/// The value as JSON text, where a parameter is JSON.
fn json_text(value: &impl Serialize) -> Result<Node, String> {
    Json(value).to_json().map(Node::Text)
}
