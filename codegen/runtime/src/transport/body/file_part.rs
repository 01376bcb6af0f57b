//! A file in a `multipart` body.
//!
//! In: bytes or another body, a name, a media type. Out: something that is written like its bytes,
//! but keeps the rest in a model, for bodies of several parts. Must not know how parts are written.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, Serializer};

use crate::transport::{Body, Content};

/// A file as a part of a `multipart` body: its content, file name and media type.
///
/// It is a member of a model or of a map, which the body is. In a type with serde's derive it is
/// only its content.
///
/// ```
/// use specwright_runtime::{Body, FilePart};
///
/// let part = FilePart::new("a,b\n1,2\n").with_name("table.csv").with_content_type("text/csv");
/// assert_eq!(part.name(), Some("table.csv"));
///
/// // A large one need not be in memory.
/// # std::fs::write(std::env::temp_dir().join("specwright-doc.csv"), "a")?;
/// # let path = std::env::temp_dir().join("specwright-doc.csv");
/// let part = FilePart::open(&path)?;
/// assert_eq!(part.name(), Some("specwright-doc.csv"));
/// # std::fs::remove_file(path)?;
/// let part = FilePart::streamed(Body::from_reader(std::io::empty())).with_name("log.txt");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FilePart {
    pub(crate) content: Content,
    pub(crate) name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

impl FilePart {
    /// A file with that content. Unless a name is set, it is sent under the name of its
    /// property, since servers take a part without a file name for a text.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            content: Content::Bytes(bytes.into()),
            ..Self::default()
        }
    }

    /// A file whose content is any body, a stream for instance. It has no place outside of a
    /// `multipart` body.
    #[must_use]
    pub fn streamed(body: Body) -> Self {
        Self {
            content: Content::from(body),
            ..Self::default()
        }
    }

    /// The file of that path under its own name, read while it is sent: see [`Body::open`].
    ///
    /// # Errors
    ///
    /// The file doesn't exist, or can't be read.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn open(path: impl AsRef<std::path::Path>) -> std::io::Result<Self> {
        let path = path.as_ref();
        let part = Self::streamed(Body::open(path)?);
        let name = path.file_name().map(|name| name.to_string_lossy());
        Ok(match name {
            Some(name) => part.with_name(name),
            None => part,
        })
    }

    /// Sets the file name.
    #[must_use]
    pub fn with_name(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Sets the media type of the content, in place of the document's.
    #[must_use]
    pub fn with_content_type(mut self, content_type: impl Into<String>) -> Self {
        self.content_type = Some(content_type.into());
        self
    }

    /// Adds a header to the part.
    #[must_use]
    pub fn with_header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// The content, where it is in memory.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        self.content.as_bytes()
    }

    /// Whether it can be written in a text.
    pub(crate) fn is_text(&self) -> bool {
        let bytes = self.bytes();
        bytes.is_some_and(|bytes| std::str::from_utf8(bytes).is_ok())
    }

    /// The content as a text, for what [is one](Self::is_text).
    pub(crate) fn text(&self) -> Cow<'_, str> {
        let bytes = self.bytes();
        bytes.map_or_else(Cow::default, |bytes| String::from_utf8_lossy(bytes))
    }

    /// The file name.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The media type of the content.
    #[must_use]
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }
}

/// The content of a file may be secret, so only its length is shown.
impl fmt::Debug for FilePart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FilePart")
            .field("bytes", &self.content)
            .field("name", &self.name)
            .field("content_type", &self.content_type)
            .finish_non_exhaustive()
    }
}

impl<T: Into<Bytes>> From<T> for FilePart {
    fn from(bytes: T) -> Self {
        Self::new(bytes)
    }
}

/// Written as its bytes, which are a string if they are text. Name, media type and headers are for
/// forms.
impl Serialize for FilePart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(bytes) = self.bytes() else {
            return Err(S::Error::custom(
                "a file that isn't in memory can only be a part of a `multipart` body",
            ));
        };
        match std::str::from_utf8(bytes) {
            Ok(text) if serializer.is_human_readable() => serializer.serialize_str(text),
            _ => bytes.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for FilePart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Bytes::deserialize(deserializer).map(Self::new)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_outside_of_a_form_is_its_bytes() {
        let file = FilePart::new("ab").with_name("n");
        assert_eq!(serde_json::to_value(&file).unwrap(), json!("ab"));
        assert_eq!(
            serde_json::to_value(FilePart::new(vec![255])).unwrap(),
            json!([255])
        );
        for text in [json!("ab"), json!([97, 98])] {
            let read: FilePart = serde_json::from_value(text).unwrap();
            assert_eq!(read, FilePart::new("ab"));
        }
        assert!(!format!("{file:?}").contains("ab"));
    }
}
