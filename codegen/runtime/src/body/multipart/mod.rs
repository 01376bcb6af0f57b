//! Bodies of the media types `multipart/…`.
//!
//! In: an object whose properties are the parts. Out: the body and its content type; a file that
//! isn't in memory stays where it is until the body is sent. Names are escaped as the `WHATWG`'s
//! HTML standard has them, which RFC 7578 allows for. Must not know requests.

mod boundary;

use std::fmt::Write as _;

use bytes::{BufMut, BytesMut};
use http::HeaderName;

use self::boundary::boundary;
use super::form::{Encodings, FormEncoding, encoding_of, headers_of, members};
use crate::codec::media_type::{self, essence, is_json};
use crate::params::{Node, pairs_of};
use crate::transport::Content;
use crate::transport::body::file_part::FilePart;

/// The form of each item of a sequence without its own encoding.
const ITEM: &str = "*";

/// What the items of a sequence are called in a form, whose parts must have names (RFC 7578,
/// section 4.2).
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
        let essence = essence(media_type);
        let is_form = essence.eq_ignore_ascii_case("multipart/form-data");
        let mut parts = Vec::new();
        let mut named = !essence.eq_ignore_ascii_case("multipart/related");
        match node {
            // The parts of these have no names, only an order (RFC 2046, section 5.1.3; RFC 2387).
            Node::List(items) => {
                named = is_form;
                for (index, item) in items.into_iter().enumerate() {
                    push_item(&mut parts, &index.to_string(), item, named, encodings)?;
                }
            }
            node => {
                for (name, value) in members(node)? {
                    let first = parts.len();
                    push(&mut parts, &name, value, encoding_of(encodings, &name))?;
                    let headers = headers_of(encodings, &name);
                    for part in &mut parts[first..] {
                        part.key.clone_from(&name);
                        add_headers(part, &headers);
                    }
                }
            }
        }
        Ok(Self {
            boundary: boundary(&parts)?,
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
            // Its parameters are of the part, and not of the whole (RFC 2387, 3.1).
            let first = first.content_type.as_deref().unwrap_or("text/plain");
            return format!("{content_type}; type=\"{}\"", media_type::essence(first));
        }
        content_type
    }

    /// Puts another media type, without its parameters, in the place of that of the body.
    pub(crate) fn set_media_type(&mut self, media_type: &str) -> Result<(), String> {
        let essence = essence(media_type);
        let kind = essence.split('/').next().unwrap_or_default();
        if !kind.eq_ignore_ascii_case("multipart") {
            return Err(format!(
                "a body of several parts can't be sent as `{essence}`"
            ));
        }
        essence.clone_into(&mut self.essence);
        Ok(())
    }

    /// Sets a header of the parts that a property or an item has become.
    pub(crate) fn set_header(&mut self, key: &str, name: &str, value: &str) -> Result<(), String> {
        check_header(key, name, value)?;
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

    /// The content of the body.
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

/// Adds headers that the part does not set itself.
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
) -> Result<(), String> {
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
        Node::Null => push(parts, name, Node::Text(String::new()), encoding)?,
        Node::List(_) => {
            let json = FormEncoding::Media("application/json");
            push(parts, name, item, encoding.or(Some(json)))?;
        }
        item => push(parts, name, item, encoding)?,
    }
    let headers = headers_of(encodings, key);
    for part in &mut parts[first..] {
        index.clone_into(&mut part.key);
        add_headers(part, &headers);
    }
    Ok(())
}

/// Adds the parts that a property becomes: an array repeats it.
fn push(
    parts: &mut Vec<Part>,
    name: &str,
    value: Node,
    encoding: Option<FormEncoding>,
) -> Result<(), String> {
    let media = match encoding {
        Some(FormEncoding::Style(style, explode) | FormEncoding::Reserved(style, explode)) => {
            let pairs = pairs_of(style, explode, name, value, str::to_owned);
            parts.extend(
                pairs
                    .into_iter()
                    .map(|(name, value)| Part::text(&name, value)),
            );
            return Ok(());
        }
        Some(FormEncoding::Media(media) | FormEncoding::Text(media)) => Some(media),
        Some(FormEncoding::Header(..)) | None => None,
    };
    let as_json = matches!(encoding, Some(FormEncoding::Media(media)) if is_json(media));
    match value {
        Node::Null => {}
        Node::List(items) if !as_json => {
            for item in items {
                push(parts, name, item, encoding)?;
            }
        }
        Node::File(file) => parts.push(file_part(name, file, media)?),
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
    Ok(())
}

/// The part that a file becomes; its media type is its own, or else the document's.
fn file_part(name: &str, file: FilePart, media: Option<&str>) -> Result<Part, String> {
    let FilePart {
        content,
        name: file_name,
        mut content_type,
        mut headers,
    } = file;
    for (header, value) in &headers {
        check_header(name, header, value)?;
    }
    // A part has one of these.
    let is_type = |(header, _): &(String, String)| header.eq_ignore_ascii_case("content-type");
    if let Some((_, value)) = headers.iter().rev().find(|header| is_type(header)) {
        content_type = Some(value.clone());
    }
    headers.retain(|header| !is_type(header));
    if let Some(content_type) = &content_type {
        check_header(name, "content-type", content_type)?;
    }
    let own_name = Some(name.to_owned()).filter(|name| !name.is_empty());
    let usual = || media.unwrap_or("application/octet-stream").to_owned();
    Ok(Part {
        key: String::new(),
        name: name.to_owned(),
        file_name: file_name.or(own_name),
        content_type: Some(content_type.unwrap_or_else(usual)),
        headers,
        content,
    })
}

/// Refuses a header of a part that would begin another one, or another parameter.
fn check_header(part: &str, name: &str, value: &str) -> Result<(), String> {
    let refused = |what: String| Err(format!("the part `{}` has {what}", part.escape_debug()));
    if HeaderName::from_bytes(name.as_bytes()).is_err() {
        let name = name.escape_debug();
        return refused(format!(
            "a header `{name}`, which is not a valid header name"
        ));
    }
    if name.eq_ignore_ascii_case("content-type") && !media_type::is_valid(value) {
        let value = value.escape_debug();
        return refused(format!(
            "the media type `{value}`, which is not valid (RFC 9110, 8.3.1)"
        ));
    }
    if value
        .bytes()
        .any(|byte| byte.is_ascii_control() && byte != b'\t')
    {
        return refused(format!(
            "a header `{name}` whose value has a control character"
        ));
    }
    Ok(())
}

/// The lines before the content.
fn header(part: &Part, named: bool) -> Result<String, String> {
    let mut header = String::new();
    let mut line = |name: &str, value: &str| {
        // Also headers named by the document: a value must not be able to start a new header line.
        if name.contains(['\r', '\n', '\0', ':']) || value.contains(['\r', '\n', '\0']) {
            let name = part.name.escape_debug();
            return Err(format!(
                "the part `{name}` has a header with a line break or a NUL"
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

/// Escapes what would end a name: quotes and line breaks as the `WHATWG` has them, and other
/// control characters. A reader that knows `\"` (RFC 9110, 5.6.4) would take a backslash at the end
/// and the quote after it for a part of the name.
fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '"' => escaped.push_str("%22"),
            '\\' if characters.peek().is_none() => escaped.push_str("%5C"),
            c if c.is_ascii_control() && c != '\t' => {
                let _ = write!(escaped, "%{:02X}", u32::from(c));
            }
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
