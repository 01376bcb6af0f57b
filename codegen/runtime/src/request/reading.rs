//! How the response to a request will be read.
//!
//! In: the options of the call. Out: the headers that ask for it, and how the response is decoded.
//! Must not know models.

use http::HeaderValue;
use http::header::ACCEPT_ENCODING;

use super::{Framing, Request};
use crate::codec::Format;

impl Request {
    /// Whether the response keeps its content coding: the caller asked for bytes and set
    /// `Accept-Encoding`.
    pub(crate) fn takes_codings(&self) -> bool {
        let bytes = match self.framing {
            Some(framing) => framing == Framing::Bytes,
            None => self.returns == Format::Bytes,
        };
        let settings = &self.client.inner.settings;
        bytes
            && [&self.headers, &settings.headers]
                .iter()
                .any(|headers| headers.contains_key(ACCEPT_ENCODING))
    }

    /// Sets what a successful response is read as.
    pub(crate) fn assume_content_type(&mut self, media_type: &str) {
        match HeaderValue::from_str(media_type) {
            Ok(value) => self.content_type = Some(value),
            Err(_) => self.fail(format!(
                "`{}` is not a media type",
                media_type.escape_debug()
            )),
        }
    }
}
