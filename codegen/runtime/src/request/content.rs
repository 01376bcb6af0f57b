//! The body of a request and its media type.
//!
//! In: a body, its parts, media types. Out: the request with them, or what can't be sent. Must not
//! know models.

use http::header::{CONTENT_TYPE, HeaderValue};

use super::{JSON, Request};
use crate::body::multipart::Parts;
use crate::codec::media_type;
use crate::params::Node;
use crate::transport::{Body, Content};

impl Request {
    pub(crate) fn set_body(&mut self, media_type: &str, body: Result<impl Into<Body>, String>) {
        self.set_content(media_type, body.map(|body| Content::from(body.into())));
    }

    pub(crate) fn set_content(&mut self, media_type: &str, content: Result<Content, String>) {
        match content {
            Ok(content) => {
                (self.body, self.parts) = (Some(content), None);
                self.set_media_type(media_type);
            }
            Err(error) => self.fail(format!("the body can't be written: {error}")),
        }
    }

    fn set_media_type(&mut self, media_type: &str) {
        let value = match media_type {
            JSON => Ok(HeaderValue::from_static(JSON)),
            other => HeaderValue::from_str(other),
        };
        match value {
            Ok(value) => {
                self.headers.insert(CONTENT_TYPE, value);
            }
            Err(_) => self.fail(format!(
                "`{}` is not a valid media type",
                media_type.escape_debug()
            )),
        }
    }

    /// Sets the media types that the response may have (RFC 9110, 12.5.1).
    pub(crate) fn set_accept(&mut self, accept: &str) {
        if !media_type::is_accept(accept) {
            let accept = accept.escape_debug();
            return self.fail(format!("`{accept}` is not a list of media types"));
        }
        self.set_header("accept", false, Ok(Node::Text(accept.to_owned())));
    }

    /// Puts another media type in the place of the body's.
    pub(crate) fn set_content_type(&mut self, media_type: &str) {
        if !media_type::is_valid(media_type) {
            let media_type = media_type.escape_debug();
            return self.fail(format!("`{media_type}` is not a valid media type"));
        }
        let Some(parts) = &mut self.parts else {
            return self.set_media_type(media_type);
        };
        match parts.set_media_type(media_type) {
            Ok(()) => {
                let content_type = parts.content_type();
                self.set_media_type(&content_type);
            }
            Err(error) => self.fail(error),
        }
    }

    pub(crate) fn set_parts(&mut self, parts: Parts) {
        self.set_media_type(&parts.content_type());
        (self.body, self.parts) = (None, Some(Box::new(parts)));
    }

    /// Sets a header of a part, where the body has parts.
    pub(crate) fn set_part_header(&mut self, part: &str, name: &str, value: &str) {
        let Some(parts) = &mut self.parts else {
            self.fail("the body has no parts");
            return;
        };
        match parts.set_header(part, name, value) {
            Ok(()) => {
                let content_type = parts.content_type();
                self.set_media_type(&content_type);
            }
            Err(error) => self.fail(error),
        }
    }
}
