//! How the response to a request will be read.
//!
//! In: what the user says of it. Out: what is asked for, and what is made of what comes. Must not
//! know models.

use http::HeaderValue;
use http::header::ACCEPT_ENCODING;

use super::{Framing, Request};
use crate::codec::Format;

impl Request {
    /// Whether its response is given in the coding that it comes in: its bytes are asked for, and
    /// the user says which codings are accepted.
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
