//! How the body of a response becomes a value.
//!
//! In: the bytes, the status, the media type, and the format that the operation states. Out: a
//! value, or an error that names the place. Must not know how a response was received.

use super::charset;
use super::media_type::is_one_of;
use crate::codec::json::location::{self, Location};
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;
use crate::codec::model::weak::WeakMembers;
use crate::codec::{DecodeError, Format};

/// A type that is read from the body of a response.
///
/// | type | is read from |
/// |---|---|
/// | models, enums, unions, lists, maps, numbers, [`Value`](serde_json::Value) | JSON |
/// | `Option<T>` | JSON; `None` if the body is empty |
/// | `String` | text, or a JSON string, as the operation states |
/// | [`Bytes`](crate::Bytes) | any body, or a JSON string, as the operation states |
/// | `()` | any body, which is ignored |
/// | enums of generated crates with a variant for each status | what the document describes for the status |
/// | [`Json<T>`](crate::Json) | JSON, by the [`Deserialize`](serde::Deserialize) of your own type |
///
/// Implement it for bodies of other formats:
///
/// ```
/// use specwright_runtime::testing::{Reply, Server, block_on};
/// use specwright_runtime::{Api, Call, Client, DecodeError, FromBody, ResponseBody};
///
/// /// Rows of comma-separated values.
/// struct Rows(Vec<Vec<String>>);
///
/// impl FromBody for Rows {
///     fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError> {
///         let text = body.text()?;
///         let row = |line: &str| line.split(',').map(str::to_owned).collect();
///         Ok(Self(text.lines().map(row).collect()))
///     }
/// }
///
/// # const API: Api =
/// #     Api { base_url: "https://api.example.com", variables: &[], schemes: &[], security: &[], user_agent: "example/1.0" };
/// # let server = Server::new();
/// # server.reply(Reply::text(200, "a,b\nc,d"));
/// # let client = Client::builder(&API).transport(server.transport()).build()?;
/// let call: Call<Rows> = client.get("/table").accept("text/csv");
/// let Rows(rows) = block_on(call)?;
/// assert_eq!(rows, [["a", "b"], ["c", "d"]]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` can't be read from the body of a response",
    note = "wrap a type that implements serde's `Deserialize`: `Json<{Self}>`"
)]
pub trait FromBody: Sized {
    /// Reads the body.
    ///
    /// # Errors
    ///
    /// A body that isn't a `Self`: [`ResponseBody::error`] makes an error of a message.
    fn from_body(body: &ResponseBody<'_>) -> Result<Self, DecodeError>;

    /// Whether the type describes a JSON text, rather than merely lets it pass: see
    /// [`WeakMembers`].
    #[doc(hidden)]
    #[must_use]
    fn describes(text: &str, beside: WeakMembers) -> bool {
        let _ = (text, beside);
        false
    }
}

/// The body of a response before it is decoded, with the status and the media type of the response.
#[derive(Clone, Copy, Debug)]
pub struct ResponseBody<'a> {
    pub(crate) format: Format,
    pub(crate) status: u16,
    pub(crate) media_type: &'a str,
    pub(crate) bytes: &'a [u8],
}

impl<'a> ResponseBody<'a> {
    pub(crate) const fn new(
        format: Format,
        status: u16,
        media_type: &'a str,
        bytes: &'a [u8],
    ) -> Self {
        Self {
            format,
            status,
            media_type,
            bytes,
        }
    }

    /// The status of the response.
    #[must_use]
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// The `Content-Type` of the response; empty if it has none.
    #[must_use]
    pub const fn media_type(&self) -> &'a str {
        self.media_type
    }

    /// Whether the body is of one of these media types, which may be ranges (`application/*`).
    /// Their parameters must be those of the response, except for `charset`. A body without a media
    /// type is JSON.
    #[must_use]
    pub fn is(&self, media_types: &[&str]) -> bool {
        let found = if self.media_type.is_empty() {
            "application/json"
        } else {
            self.media_type
        };
        is_one_of(found, media_types)
    }

    /// The bytes as they came, without their compression.
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// The body as text: in UTF-8, or in the `charset` of the media type.
    ///
    /// # Errors
    ///
    /// Bytes that are not text in that charset.
    pub fn text(&self) -> Result<String, DecodeError> {
        charset::text(self.bytes, self.media_type)
            .map(Into::into)
            .map_err(|message| self.error(message))
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// A body that isn't JSON, or isn't a `T`.
    pub fn json<T: FromBody>(&self) -> Result<T, DecodeError> {
        T::from_body(&Self {
            format: Format::Json,
            ..*self
        })
    }

    /// An error about the body as a whole.
    #[must_use]
    pub fn error(&self, message: impl std::fmt::Display) -> DecodeError {
        DecodeError::whole(message, self.bytes)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.bytes.trim_ascii().is_empty()
    }

    /// Calls `read` with the JSON text, `null` for an empty body. If it fails, it is called again
    /// with the text in the charset of the media type, if that is not UTF-8 as RFC 8259 requires.
    pub(crate) fn read_json(
        &self,
        read: &mut dyn FnMut(&str) -> Result<(), Location>,
    ) -> Result<(), DecodeError> {
        if let Format::JsonExcept(others) = self.format
            && is_one_of(self.media_type, others)
            && !self.bytes.is_empty()
        {
            let media_type = self.media_type.escape_debug();
            return Err(self.error(format!("it is `{media_type}`, which was not asked for")));
        }
        if self.format == Format::Empty || self.is_empty() {
            return read("null").map_err(|_| self.error("the body is empty"));
        }
        read_text(self.bytes, read).or_else(|error| {
            // Some servers send what their `charset` says.
            match charset::other_than_utf8(self.bytes, self.media_type) {
                Some(text) => read_text(text.as_bytes(), read),
                None => Err(error),
            }
        })
    }
}

/// Reads JSON in UTF-8.
fn read_text(
    body: &[u8],
    read: &mut dyn FnMut(&str) -> Result<(), Location>,
) -> Result<(), DecodeError> {
    // A byte order mark is not JSON, but some servers send it.
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let text = match str::from_utf8(body) {
        Ok(text) => text,
        Err(error) => {
            let message = "the text is not UTF-8".to_owned();
            let place = location::at(body, error.valid_up_to(), message);
            return Err(DecodeError::at(body, place));
        }
    };
    read(text).map_err(|place| DecodeError::at(body, place))
}

/// Reads a body of JSON by a function.
pub(crate) fn read_by(
    body: &ResponseBody<'_>,
    read: &mut dyn FnMut(&mut Reader<'_>) -> Result<(), ReadError>,
) -> Result<(), DecodeError> {
    body.read_json(&mut |text| {
        let mut reader = Reader::new(text);
        let result = read(&mut reader).and_then(|()| reader.end());
        result.map_err(|failed| failed.place(text))
    })
}

/// Decodes a JSON text.
///
/// ```
/// use specwright_runtime::codec;
///
/// let error = codec::decode::<Vec<Vec<u8>>>(b"[[1], [2, true]]").unwrap_err();
/// assert_eq!(error.path(), "[1][1]");
/// ```
///
/// Decoding takes time linear in the length of the text, whatever the order of members and the
/// depth of nesting.
///
/// # Errors
///
/// A text that isn't JSON or isn't a `T`; the error names the path and shows the place. Values may
/// be nested 128 deep.
pub fn decode<T: FromBody>(json: &[u8]) -> Result<T, DecodeError> {
    T::from_body(&ResponseBody::new(Format::Json, 200, "", json))
}

/// Whether a text is JSON.
pub(crate) fn is_json(text: &[u8]) -> bool {
    check(text).is_ok()
}

/// Checks that a text is JSON.
pub(crate) fn check(json: &[u8]) -> Result<(), DecodeError> {
    if json.trim_ascii().is_empty() {
        return Err(DecodeError::whole("the body is empty", json));
    }
    let body = ResponseBody::new(Format::Json, 200, "", json);
    read_by(&body, &mut |reader| reader.skip())
}
