//! Bodies of the media types `multipart/…`.
//!
//! In: an object whose properties are the parts. Out: the body and its content type; a file that isn't in memory
//! stays where it is until the body is sent. Names are escaped as the `WHATWG`'s HTML standard has them, which RFC 7578
//! allows for. Must not know requests.

use bytes::{BufMut, BytesMut};

use crate::form::{Encodings, FormEncoding, encoding_of, headers_of, is_json, members};
use crate::params::{Node, pairs_of};
use crate::transport::Content;

/// What stands for each item of a sequence that has no encoding of its own.
const ITEM: &str = "*";

/// A part: a name, the lines of its header, its content.
struct Part {
    name: String,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    content: Content,
}

impl Part {
    fn text(name: &str, content: String) -> Self {
        Self {
            name: name.to_owned(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
            content: Content::Bytes(content.into()),
        }
    }
}

/// The content type of a body, and what it holds.
pub(crate) fn encode(
    media_type: &str,
    node: Node,
    encodings: Encodings<'_>,
) -> Result<(String, Content), String> {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let is_form = essence.eq_ignore_ascii_case("multipart/form-data");
    let mut parts = Vec::new();
    let mut named = !essence.eq_ignore_ascii_case("multipart/related");
    match node {
        // The parts of these have no names, only an order (RFC 2046, section 5.1.3; RFC 2387).
        Node::List(items) if !is_form => {
            named = false;
            for (index, item) in items.into_iter().enumerate() {
                push_item(&mut parts, &index.to_string(), item, encodings);
            }
        }
        node => {
            for (name, value) in members(node)? {
                let first = parts.len();
                push(&mut parts, &name, value, encoding_of(encodings, &name));
                let headers = headers_of(encodings, &name);
                for part in &mut parts[first..] {
                    add_headers(part, &headers);
                }
            }
        }
    }
    let boundary = boundary(&parts);
    let mut pieces = Vec::new();
    let mut body = BytesMut::new();
    for part in &parts {
        body.put_slice(format!("--{boundary}\r\n").as_bytes());
        body.put_slice(header(part, named)?.as_bytes());
        if let Some(bytes) = part.content.as_bytes() {
            body.put_slice(bytes);
        } else {
            pieces.push(Content::Bytes(body.split().freeze()));
            pieces.push(part.content.clone());
        }
        body.put_slice(b"\r\n");
    }
    body.put_slice(format!("--{boundary}--\r\n").as_bytes());
    let mut content_type = format!("{essence}; boundary={boundary}");
    let related = essence.eq_ignore_ascii_case("multipart/related");
    if let (true, Some(first)) = (related, parts.first()) {
        let first = first.content_type.as_deref().unwrap_or("text/plain");
        content_type = format!("{content_type}; type=\"{first}\"");
    }
    let last = Content::Bytes(body.freeze());
    if pieces.is_empty() {
        return Ok((content_type, last));
    }
    pieces.push(last);
    Ok((content_type, Content::Several(pieces.into())))
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
fn push_item(parts: &mut Vec<Part>, index: &str, item: Node, encodings: Encodings<'_>) {
    let first = parts.len();
    let own = encodings.iter().any(|(position, _)| *position == index);
    let key = if own { index } else { ITEM };
    let encoding = encoding_of(encodings, key);
    match item {
        // Without a part, those after it would move.
        Node::Null => push(parts, "", Node::Text(String::new()), encoding),
        Node::List(_) => {
            let json = FormEncoding::Media("application/json");
            push(parts, "", item, encoding.or(Some(json)));
        }
        item => push(parts, "", item, encoding),
    }
    let headers = headers_of(encodings, key);
    for part in &mut parts[first..] {
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
    if named {
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
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::file_part::FilePart;
    use crate::params::{Style, node_of};

    /// The content type and the text of a body, with `B` for the boundary and without `\r`.
    fn written(
        media_type: &str,
        fields: &Value,
        files: &[(&str, FilePart)],
        encodings: Encodings<'_>,
    ) -> (String, String) {
        let mut members = members(node_of(fields).unwrap()).unwrap();
        for (name, file) in files {
            members.push(((*name).to_owned(), node_of(file).unwrap()));
        }
        let (content_type, body) = encode(media_type, Node::Members(members), encodings).unwrap();
        let boundary = &content_type[essence_len(&content_type)..][..32];
        let body = String::from_utf8_lossy(body.as_bytes().unwrap())
            .replace(boundary, "B")
            .replace("\r\n", "\n");
        (content_type.replace(boundary, "B"), body)
    }

    fn essence_len(content_type: &str) -> usize {
        content_type.find("boundary=").unwrap() + "boundary=".len()
    }

    #[test]
    fn parts_are_written_as_their_types_say() {
        let fields =
            json!({"a\"\r\n": "x", "b": 1, "l": ["p", "q"], "o": {"k": 1, "s": "1"}, "z": null});
        let file = FilePart::new(vec![0, 255]);
        let named = FilePart::from("t")
            .with_name("ü\".txt")
            .with_content_type("text/plain")
            .with_header("X-Id", "7");
        let files = [("f", file), ("g", named)];
        let (content_type, body) = written("multipart/form-data", &fields, &files, &[]);
        assert_eq!(content_type, "multipart/form-data; boundary=B");
        let expected = "--B\nContent-Disposition: form-data; name=\"a%22%0D%0A\"\n\nx\n\
            --B\nContent-Disposition: form-data; name=\"b\"\n\n1\n\
            --B\nContent-Disposition: form-data; name=\"l\"\n\np\n\
            --B\nContent-Disposition: form-data; name=\"l\"\n\nq\n\
            --B\nContent-Disposition: form-data; name=\"o\"\nContent-Type: application/json\n\n{\"k\":1,\"s\":\"1\"}\n\
            --B\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\nContent-Type: application/octet-stream\n\n\0\u{fffd}\n\
            --B\nContent-Disposition: form-data; name=\"g\"; filename=\"ü%22.txt\"\nContent-Type: text/plain\nX-Id: 7\n\nt\n\
            --B--\n";
        assert_eq!(body, expected);
    }

    #[test]
    fn encodings_are_followed() {
        let fields = json!({"j": ["a", 1], "t": "<a/>", "u": {"k": ["v"]}});
        let encodings = [
            ("j", FormEncoding::Media("application/json")),
            ("t", FormEncoding::Media("text/xml")),
            ("u", FormEncoding::Style(Style::DeepObject, true)),
            ("f", FormEncoding::Media("image/png")),
        ];
        let files = [("f", FilePart::from("png"))];
        let (content_type, body) = written("multipart/related", &fields, &files, &encodings);
        assert_eq!(
            content_type,
            "multipart/related; boundary=B; type=\"application/json\""
        );
        let expected = "--B\nContent-Type: application/json\n\n[\"a\",1]\n\
            --B\nContent-Type: text/xml\n\n<a/>\n--B\n\nv\n\
            --B\nContent-Type: image/png\n\npng\n--B--\n";
        assert_eq!(body, expected);
    }

    #[test]
    fn items_are_parts_without_names() {
        let items = json!([{"a": 1}, "t", [1, 2], 3]);
        let Node::List(mut items) = node_of(&items).unwrap() else {
            unreachable!()
        };
        let file = FilePart::from("f").with_name("f.bin");
        items.push(node_of(&file).unwrap());
        let encodings = [
            ("1", FormEncoding::Media("text/csv")),
            ("1", FormEncoding::Header("X-Kind", "k")),
            ("*", FormEncoding::Header("X-Other", "o")),
        ];
        let list = Node::List(items);
        let (content_type, body) = encode("multipart/mixed", list.clone(), &encodings).unwrap();
        let (essence, boundary) = content_type.split_once("; boundary=").unwrap();
        let body = String::from_utf8_lossy(body.as_bytes().unwrap())
            .replace(boundary, "B")
            .replace("\r\n", "\n");
        assert_eq!(essence, "multipart/mixed");
        let expected = "--B\nContent-Type: application/json\nX-Other: o\n\n{\"a\":1}\n\
            --B\nContent-Type: text/csv\nX-Kind: k\n\nt\n\
            --B\nContent-Type: application/json\nX-Other: o\n\n[1,2]\n\
            --B\nX-Other: o\n\n3\n\
            --B\nContent-Disposition: attachment; filename=\"f.bin\"\nContent-Type: application/octet-stream\nX-Other: o\n\nf\n\
            --B--\n";
        assert_eq!(body, expected);
        assert!(encode("multipart/form-data", list, &[]).is_err());
    }

    #[test]
    fn parts_have_the_headers_of_their_encoding_and_their_own_first() {
        let encodings = [
            ("a", FormEncoding::Header("X-Kind", "k")),
            ("a", FormEncoding::Media("text/csv")),
            ("f", FormEncoding::Header("x-id", "0")),
            ("f", FormEncoding::Header("X-Kind", "k")),
        ];
        let files = [("f", FilePart::from("f").with_header("X-Id", "7"))];
        let (_, body) = written(
            "multipart/form-data",
            &json!({"a": [1, 2]}),
            &files,
            &encodings,
        );
        let part = "--B\nContent-Disposition: form-data; name=\"a\"\nContent-Type: text/csv\nX-Kind: k\n\n";
        let file = "--B\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\nContent-Type: application/octet-stream\n\
            X-Id: 7\nX-Kind: k\n\nf\n--B--\n";
        assert_eq!(body, format!("{part}1\n{part}2\n{file}"));
    }

    #[test]
    fn a_header_can_not_begin_another_one() {
        for file in [
            FilePart::new("x").with_content_type("a/b\r\nX: y"),
            FilePart::new("x").with_header("X: y\r\nZ", "z"),
        ] {
            let node = Node::Members(vec![("f".to_owned(), node_of(&file).unwrap())]);
            assert!(encode("multipart/form-data", node, &[]).is_err());
        }
    }
}
