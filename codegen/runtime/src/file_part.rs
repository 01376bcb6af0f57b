//! A file in a `multipart` body.
//!
//! In: bytes, a name, a media type. Out: something that is written like its bytes, but keeps the rest where a
//! body has parts. Must not know how parts are written.

use std::fmt;

use bytes::Bytes;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Serialize, Serializer};

use crate::params::Node;

/// The name under which a file part asks to be told from plain bytes.
pub(crate) const FILE: &str = "$specwright::FilePart";

/// A file as a part of a `multipart` body: its bytes, and what the server is told of them.
///
/// ```
/// use specwright_runtime::FilePart;
///
/// let part = FilePart::new("a,b\n1,2\n").with_name("table.csv").with_content_type("text/csv");
/// assert_eq!(part.name(), Some("table.csv"));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FilePart {
    pub(crate) bytes: Bytes,
    pub(crate) name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) headers: Vec<(String, String)>,
}

impl FilePart {
    /// A file with that content. Until it has a name of its own, it is sent under the name of its
    /// property, since servers take a part without a file name for a text.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            bytes: bytes.into(),
            ..Self::default()
        }
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

    /// A file from what [`Content`] writes: bytes, name, media type, headers.
    pub(crate) fn from_parts(parts: Node) -> Self {
        let Node::List(parts) = parts else {
            return Self::default();
        };
        let mut file = Self::default();
        for (index, part) in parts.into_iter().enumerate() {
            match (index, part) {
                (0, Node::File(content)) => file.bytes = content.bytes,
                (1, Node::Text(name)) => file.name = Some(name),
                (2, Node::Text(content_type)) => file.content_type = Some(content_type),
                (3, Node::List(headers)) => {
                    file.headers = headers.into_iter().filter_map(pair).collect();
                }
                _ => {}
            }
        }
        file
    }

    /// The content.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
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

/// What a file holds may be secret, so only its length is shown.
impl fmt::Debug for FilePart {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FilePart")
            .field("bytes", &self.bytes.len())
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

/// Written as its bytes, but for the parts of a form, which take name and media type as well.
impl Serialize for FilePart {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(FILE, &Content(self))
    }
}

struct Content<'a>(&'a FilePart);

impl Serialize for Content<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            return self.0.bytes.serialize(serializer);
        }
        let FilePart {
            bytes,
            name,
            content_type,
            headers,
        } = self.0;
        (bytes, name, content_type, headers).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for FilePart {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Bytes::deserialize(deserializer).map(Self::new);
        }
        let (bytes, name, content_type, headers) = Deserialize::deserialize(deserializer)?;
        Ok(Self {
            bytes,
            name,
            content_type,
            headers,
        })
    }
}

/// A name and a value from a tuple.
fn pair(header: Node) -> Option<(String, String)> {
    let Node::List(parts) = header else {
        return None;
    };
    let [name, value] = <[Node; 2]>::try_from(parts).ok()?;
    Some((name.into_text(), value.into_text()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_file_outside_of_a_form_is_its_bytes() {
        let file = FilePart::new("ab").with_name("n");
        assert_eq!(
            serde_json::to_value(&file).unwrap(),
            serde_json::to_value(Bytes::from("ab")).unwrap()
        );
        let read: FilePart = serde_json::from_value(json!([97, 98])).unwrap();
        assert_eq!(read, FilePart::new("ab"));
        assert!(!format!("{file:?}").contains("ab"));
    }
}
