//! Operations: their requests and responses.

use super::{Constraint, Docs, Location, Server, Type};

/// One operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The method, in the case of the document's key made upper: `GET`.
    pub method: String,
    /// The path template: `/v5/spans/{span_id}`.
    pub path: String,
    /// `operationId`.
    pub id: Option<String>,
    /// Its tags, in the order of the document.
    pub tags: Vec<String>,
    /// Summary, description, deprecation.
    pub docs: Docs,
    /// Path parameters in the order of the template, then the others in document order.
    pub parameters: Vec<Parameter>,
    /// The request body.
    pub body: Option<Body>,
    /// The part of the request that asks for a stream.
    pub switch: Option<Switch>,
    /// The responses, in the order of the document.
    pub responses: Vec<Response>,
    /// Alternatives (OR) of requirements (AND) by scheme name. An alternative that is empty: a call
    /// without credentials is accepted. No alternative: nothing is required.
    pub security: Vec<Vec<String>>,
    /// The servers of this operation; empty: the API's.
    pub servers: Vec<Server>,
    /// The JSON Pointer of the operation, with the file where it isn't the entry.
    pub origin: String,
}

/// The part of a request that decides whether the response is a stream: a member of the body, or a
/// query parameter, which is then none of the operation's parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switch {
    /// Its name.
    pub member: String,
    /// Whether it is a query parameter.
    pub in_query: bool,
    /// Its values for a stream and for a whole response; `None` if it is a boolean.
    pub words: Option<[String; 2]>,
    /// Whether the document has the response both as a stream and whole.
    pub both: bool,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that the document states"
)]
pub struct Parameter {
    /// Its name on the wire.
    pub name: String,
    /// Its location.
    pub location: Location,
    /// Whether it is required.
    pub required: bool,
    /// The type of its value. A parameter can't be `null`: that is taken off.
    pub ty: Type,
    /// How a value becomes text.
    pub style: Style,
    /// Whether arrays and objects repeat the parameter.
    pub explode: bool,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// How the properties of a form are written that is the whole query.
    pub encodings: Vec<Encoding>,
    /// The default the server assumes.
    pub default: Option<serde_json::Value>,
    /// The bounds of its value, which are documented.
    pub constraints: Vec<Constraint>,
    /// The only text that it can have, where it is required: no caller sets it.
    pub fixed: Option<String>,
    /// Whether its value must not be shown.
    pub secret: bool,
    /// The document's description.
    pub docs: Docs,
}

/// How a parameter's value becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// `simple`.
    Simple,
    /// `label`.
    Label,
    /// `matrix`.
    Matrix,
    /// `form`.
    Form,
    /// `spaceDelimited`.
    SpaceDelimited,
    /// `pipeDelimited`.
    PipeDelimited,
    /// `deepObject`.
    DeepObject,
    /// `cookie`: nothing is encoded.
    Cookie,
    /// As JSON text (`content: application/json`).
    Json,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Whether it is required.
    pub required: bool,
    /// The media types it may have, in the order of the document.
    pub media: Vec<Media>,
    /// The document's description.
    pub description: Option<String>,
}

/// A body in one media type.
#[derive(Clone, Debug, PartialEq)]
pub struct Media {
    /// The media type as written: `application/json; charset=utf-8`.
    pub name: String,
    /// What kind of body it is.
    pub payload: Payload,
    /// The JSON Pointer of the schema whose type the payload holds, with the file where it isn't
    /// the entry. `None` if the document has no schema, or the payload is the item of a list that
    /// is sent line by line.
    pub origin: Option<String>,
    /// An example value from the document, as in [`Docs`].
    pub example: Option<serde_json::Value>,
}

/// The kinds of bodies.
#[derive(Clone, Debug, PartialEq)]
pub enum Payload {
    /// JSON, also under another `+json` name.
    Json(Type),
    /// `application/x-www-form-urlencoded`.
    Form(Type, Vec<Encoding>),
    /// `multipart/form-data` and others. The parts are the members of an object, or the items of an
    /// array or a tuple.
    Multipart(Type, Vec<Encoding>),
    /// Text, also XML, as received.
    Text,
    /// Bytes.
    Bytes,
    /// `text/event-stream`; the type of an item.
    Events(Type, Events),
    /// JSON lines (`application/x-ndjson`, `application/jsonl`); the type of a line.
    JsonLines(Type),
}

/// What the items of an event stream are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events {
    /// What of an event an item is.
    pub item: EventItem,
    /// The data that ends the stream.
    pub sentinel: Option<String>,
}

/// What of an event an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventItem {
    /// Its data.
    Data,
    /// The same, where the document describes an event that has nothing else.
    Inner,
    /// An object of its `data`, which is text, `event`, `id` and `retry`.
    TextEvent,
    /// The same, the data being JSON.
    JsonEvent,
}

/// How one property of a form or multipart body is sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Encoding {
    /// The property; of a sequence the position, or `*` for items without their own encoding.
    pub property: String,
    /// Its media type.
    pub content_type: Option<String>,
    /// Whether its text is content of that media type already, also where that is JSON.
    pub is_text: bool,
    /// Its style.
    pub style: Option<Style>,
    /// Whether it repeats.
    pub explode: Option<bool>,
    /// Whether reserved characters are sent as they are.
    pub allow_reserved: bool,
    /// Headers of the part whose values the document says.
    pub headers: Vec<(String, String)>,
}

impl Encoding {
    /// The encoding of a property of which nothing is said.
    #[must_use]
    pub fn of(property: &str) -> Self {
        Self {
            property: property.to_owned(),
            content_type: None,
            is_text: false,
            style: None,
            explode: None,
            allow_reserved: false,
            headers: Vec::new(),
        }
    }
}

/// A response.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    /// For which statuses.
    pub status: Status,
    /// Whether it means success: a status 2xx, or `default` where that describes the success.
    pub success: bool,
    /// The document's description.
    pub description: Option<String>,
    /// The media types it may have; empty: no body.
    pub media: Vec<Media>,
    /// Its headers.
    pub headers: Vec<Parameter>,
    /// The operations that can be called next.
    pub links: Vec<Link>,
}

/// An operation that can be called with values of a response.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// Its name in the response.
    pub name: String,
    /// The index of the target operation; `None` if that is in another document, or left out.
    pub operation: Option<usize>,
    /// The document's description.
    pub description: Option<String>,
}

/// The statuses that a response is documented for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// One status.
    Code(u16),
    /// A hundred of them: `4XX` is 4.
    Range(u8),
    /// All that aren't named otherwise.
    Default,
}

impl Operation {
    /// The responses that mean success, in the order of the document.
    pub fn successes(&self) -> impl Iterator<Item = &Response> {
        self.responses.iter().filter(|response| response.success)
    }

    /// The responses that mean an error, in the order of the document. Redirects and the like are
    /// neither.
    pub fn refusals(&self) -> impl Iterator<Item = &Response> {
        self.responses
            .iter()
            .filter(|response| match response.status {
                Status::Code(code) => (400..=599).contains(&code),
                Status::Range(hundreds) => matches!(hundreds, 4 | 5),
                Status::Default => !response.success,
            })
    }
}

impl Status {
    /// Whether it is a status 2xx.
    #[must_use]
    pub fn is_success(self) -> bool {
        matches!(self, Self::Code(200..=299) | Self::Range(2))
    }
}

/// A request that the API sends: a webhook or a callback. Its payload types are generated.
#[derive(Clone, Debug, PartialEq)]
pub struct Webhook {
    /// The name of the webhook, or of the callback.
    pub name: String,
    /// The request body.
    pub body: Option<Body>,
    /// The document's description.
    pub docs: Docs,
}
