//! Bodies of the media types `multipart/…`.
//!
//! In: an object whose properties are the parts. Out: the body and its content type; a file that isn't in memory
//! stays where it is until the body is sent. Names are escaped as the `WHATWG`'s HTML standard has them, which RFC 7578
//! allows for. Must not know requests.

use bytes::{BufMut, BytesMut};

use crate::form::{Encodings, FormEncoding, encoding_of, headers_of, is_json, members};
use crate::params::{Node, pairs_of};
use crate::transport::Content;

/// The form of each item of a sequence that has no encoding of its own.
const ITEM: &str = "*";

/// What the items of a sequence are called in a form, whose parts must have names (RFC 7578, section 4.2).
const FILE_NAME: &str = "file";
const ITEM_NAME: &str = "item";

/// A part: what it was made of, a name, the lines of its header, its content.
#[derive(Clone)]
struct Part {
    /// The property, or the position of the item.
    key: String,
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    content: Content,
}

impl Part {
    fn text(name: &str, content: String) -> Self {
        Self {
            key: String::new(),
            name: name.to_owned(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
            content: Content::Bytes(content.into()),
        }
    }
}

/// The parts of a body that is not sent yet.
#[derive(Clone)]
pub(crate) struct Parts {
    list: Vec<Part>,
    /// Whether the names of the parts are written.
    named: bool,
    boundary: String,
    essence: String,
}

impl Parts {
    /// The parts of an object, or of a list.
    pub(crate) fn of(
        media_type: &str,
        node: Node,
        encodings: Encodings<'_>,
    ) -> Result<Self, String> {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_form = essence.eq_ignore_ascii_case("multipart/form-data");
        let mut parts = Vec::new();
        let mut named = !essence.eq_ignore_ascii_case("multipart/related");
        match node {
            // The parts of these have no names, only an order (RFC 2046, section 5.1.3; RFC 2387).
            Node::List(items) => {
                named = is_form;
                for (index, item) in items.into_iter().enumerate() {
                    push_item(&mut parts, &index.to_string(), item, named, encodings);
                }
            }
            node => {
                for (name, value) in members(node)? {
                    let first = parts.len();
                    push(&mut parts, &name, value, encoding_of(encodings, &name));
                    let headers = headers_of(encodings, &name);
                    for part in &mut parts[first..] {
                        part.key.clone_from(&name);
                        add_headers(part, &headers);
                    }
                }
            }
        }
        Ok(Self {
            boundary: boundary(&parts),
            list: parts,
            named,
            essence: essence.to_owned(),
        })
    }

    /// The content type of the body.
    pub(crate) fn content_type(&self) -> String {
        let Self {
            essence, boundary, ..
        } = self;
        let content_type = format!("{essence}; boundary={boundary}");
        let related = essence.eq_ignore_ascii_case("multipart/related");
        if let (true, Some(first)) = (related, self.list.first()) {
            let first = first.content_type.as_deref().unwrap_or("text/plain");
            return format!("{content_type}; type=\"{first}\"");
        }
        content_type
    }

    /// Sets a header of the parts that a property or an item has become.
    pub(crate) fn set_header(&mut self, key: &str, name: &str, value: &str) -> Result<(), String> {
        let mut found = false;
        for part in self.list.iter_mut().filter(|part| part.key == key) {
            found = true;
            if name.eq_ignore_ascii_case("content-type") {
                part.content_type = Some(value.to_owned());
                continue;
            }
            part.headers
                .retain(|(other, _)| !other.eq_ignore_ascii_case(name));
            part.headers.push((name.to_owned(), value.to_owned()));
        }
        if found {
            Ok(())
        } else {
            Err(format!("the body has no part `{}`", key.escape_debug()))
        }
    }

    /// Whether it can be had again.
    pub(crate) fn is_repeatable(&self) -> bool {
        self.list.iter().all(|part| part.content.is_repeatable())
    }

    /// What the body holds.
    pub(crate) fn content(&self) -> Result<Content, String> {
        let mut pieces = Vec::new();
        let mut body = BytesMut::new();
        for part in &self.list {
            body.put_slice(format!("--{}\r\n", self.boundary).as_bytes());
            body.put_slice(header(part, self.named)?.as_bytes());
            if let Some(bytes) = part.content.as_bytes() {
                body.put_slice(bytes);
            } else {
                pieces.push(Content::Bytes(body.split().freeze()));
                pieces.push(part.content.clone());
            }
            body.put_slice(b"\r\n");
        }
        body.put_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        let last = Content::Bytes(body.freeze());
        if pieces.is_empty() {
            return Ok(last);
        }
        pieces.push(last);
        Ok(Content::Several(pieces.into()))
    }
}

/// Adds headers that the part has no value of its own for.
fn add_headers(part: &mut Part, headers: &[(String, String)]) {
    for (name, value) in headers {
        let mut own = part.headers.iter();
        if !own.any(|(other, _)| other.eq_ignore_ascii_case(name)) {
            part.headers.push((name.clone(), value.clone()));
        }
    }
}

/// Adds the part that an item of a sequence becomes.
fn push_item(
    parts: &mut Vec<Part>,
    index: &str,
    item: Node,
    named: bool,
    encodings: Encodings<'_>,
) {
    let name = match item {
        _ if !named => "",
        Node::File(_) => FILE_NAME,
        _ => ITEM_NAME,
    };
    let first = parts.len();
    let own = encodings.iter().any(|(position, _)| *position == index);
    let key = if own { index } else { ITEM };
    let encoding = encoding_of(encodings, key);
    match item {
        // Without a part, those after it would move.
        Node::Null => push(parts, name, Node::Text(String::new()), encoding),
        Node::List(_) => {
            let json = FormEncoding::Media("application/json");
            push(parts, name, item, encoding.or(Some(json)));
        }
        item => push(parts, name, item, encoding),
    }
    let headers = headers_of(encodings, key);
    for part in &mut parts[first..] {
        index.clone_into(&mut part.key);
        add_headers(part, &headers);
    }
}

/// Adds the parts that a property becomes: an array repeats it.
fn push(parts: &mut Vec<Part>, name: &str, value: Node, encoding: Option<FormEncoding>) {
    let media = match encoding {
        Some(FormEncoding::Style(style, explode) | FormEncoding::Reserved(style, explode)) => {
            let pairs = pairs_of(style, explode, name, value, str::to_owned);
            parts.extend(
                pairs
                    .into_iter()
                    .map(|(name, value)| Part::text(&name, value)),
            );
            return;
        }
        Some(FormEncoding::Media(media) | FormEncoding::Text(media)) => Some(media),
        Some(FormEncoding::Header(..)) | None => None,
    };
    let as_json = matches!(encoding, Some(FormEncoding::Media(media)) if is_json(media));
    match value {
        Node::Null => {}
        Node::List(items) if !as_json => {
            for item in items {
                push(parts, name, item, encoding);
            }
        }
        Node::File(file) => parts.push(Part {
            key: String::new(),
            name: name.to_owned(),
            file_name: file
                .name
                .or_else(|| Some(name.to_owned()).filter(|name| !name.is_empty())),
            content_type: Some(
                file.content_type
                    .or_else(|| media.map(str::to_owned))
                    .unwrap_or_else(|| "application/octet-stream".to_owned()),
            ),
            headers: file.headers,
            content: file.content,
        }),
        value => {
            let composed = !value.is_scalar();
            let content = if as_json {
                value.to_json()
            } else {
                value.into_text()
            };
            let usual = composed.then_some("application/json");
            parts.push(Part {
                content_type: media.or(usual).map(str::to_owned),
                ..Part::text(name, content)
            });
        }
    }
}

/// The lines before the content.
fn header(part: &Part, named: bool) -> Result<String, String> {
    let mut header = String::new();
    let mut line = |name: &str, value: &str| {
        if name.contains(['\r', '\n', '\0', ':']) || value.contains(['\r', '\n', '\0']) {
            return Err(format!(
                "the part `{}` has a header with a line break or a NUL",
                part.name.escape_debug()
            ));
        }
        header.extend([name, ": ", value, "\r\n"]);
        Ok(())
    };
    let is_named = part
        .headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("content-disposition"));
    if is_named {
        // What the user or the document says of it.
    } else if named {
        let mut value = format!("form-data; name=\"{}\"", escape(&part.name));
        if let Some(file_name) = &part.file_name {
            value.extend(["; filename=\"", &escape(file_name), "\""]);
        }
        line("Content-Disposition", &value)?;
    } else if let (true, Some(file_name)) = (part.name.is_empty(), &part.file_name) {
        let value = format!("attachment; filename=\"{}\"", escape(file_name));
        line("Content-Disposition", &value)?;
    }
    if let Some(content_type) = &part.content_type {
        line("Content-Type", content_type)?;
    }
    for (name, value) in &part.headers {
        line(name, value)?;
    }
    header.push_str("\r\n");
    Ok(header)
}

/// Escapes what would end a name, or does for those who read it in C.
fn escape(name: &str) -> String {
    name.replace('\r', "%0D")
        .replace('\n', "%0A")
        .replace('"', "%22")
        .replace('\0', "%00")
}

/// A line that occurs in none of the parts. What isn't in memory can't be looked at, so there it is chance that keeps
/// 128 random bits out.
fn boundary(parts: &[Part]) -> String {
    loop {
        let boundary = format!("{:032x}", fastrand::u128(..));
        let occurs = |part: &Part| {
            let bytes = part.content.as_bytes();
            bytes.is_some_and(|bytes| {
                let mut windows = bytes.windows(boundary.len());
                windows.any(|window| window == boundary.as_bytes())
            })
        };
        if !parts.iter().any(occurs) {
            return boundary;
        }
    }
}

#[cfg(test)]
mod tests;
