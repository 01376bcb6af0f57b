//! Which bytes parts become.

use serde_json::{Value, json};

use super::*;
use crate::params::{Style, node_of};
use crate::transport::body::file_part::FilePart;

fn encode(
    media_type: &str,
    node: Node,
    encodings: Encodings<'_>,
) -> Result<(String, Content), String> {
    let parts = Parts::of(media_type, node, encodings)?;
    Ok((parts.content_type(), parts.content()?))
}

/// The content type and the text of a body, with `B` for the boundary and without `\r`.
fn written(
    media_type: &str,
    fields: &Value,
    files: &[(&str, FilePart)],
    encodings: Encodings<'_>,
) -> (String, String) {
    let mut members = members(node_of(fields).unwrap()).unwrap();
    for (name, file) in files {
        members.push(((*name).to_owned(), Node::File(file.clone())));
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
fn headers_of_parts_can_be_set_until_they_are_sent() {
    let node = node_of(&json!({"meta": {"id": "a"}, "tags": ["x", "y"]})).unwrap();
    let encodings = [("meta", FormEncoding::Header("Content-Id", "fixed"))];
    let mut parts = Parts::of("multipart/related", node, &encodings).unwrap();
    parts.set_header("meta", "content-id", "own").unwrap();
    parts
        .set_header("meta", "Content-Type", "application/ld+json")
        .unwrap();
    parts.set_header("tags", "X-Tag", "t").unwrap();
    assert!(parts.set_header("none", "X", "y").is_err());
    let content = parts.content().unwrap();
    let body = String::from_utf8_lossy(content.as_bytes().unwrap())
        .replace(&parts.boundary, "B")
        .replace("\r\n", "\n");
    let expected = "--B\nContent-Type: application/ld+json\ncontent-id: own\n\n{\"id\":\"a\"}\n\
        --B\nX-Tag: t\n\nx\n--B\nX-Tag: t\n\ny\n--B--\n";
    assert_eq!(body, expected);
    assert!(
        parts
            .content_type()
            .ends_with("type=\"application/ld+json\"")
    );
    assert!(parts.set_header("tags", "X: y\r\nZ", "z").is_err());
    assert!(parts.set_header("tags", "Content-Type", "text").is_err());
}

#[test]
fn items_are_parts_that_only_forms_name() {
    let items = json!([{"a": 1}, "t", [1, 2], 3]);
    let Node::List(mut items) = node_of(&items).unwrap() else {
        unreachable!()
    };
    let file = FilePart::from("f").with_name("f.bin");
    items.push(Node::File(file.clone()));
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
    let (_, body) = encode("multipart/form-data", list, &[]).unwrap();
    let body = String::from_utf8_lossy(body.as_bytes().unwrap()).into_owned();
    let names: Vec<&str> = body
        .split("form-data; name=")
        .skip(1)
        .filter_map(|rest| rest.split(['\r', ';']).next())
        .collect();
    assert_eq!(
        names,
        ["\"item\"", "\"item\"", "\"item\"", "\"item\"", "\"file\""]
    );
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
    let part =
        "--B\nContent-Disposition: form-data; name=\"a\"\nContent-Type: text/csv\nX-Kind: k\n\n";
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
        let node = Node::Members(vec![("f".to_owned(), Node::File(file.clone()))]);
        assert!(encode("multipart/form-data", node, &[]).is_err());
    }
}

fn of_file(media_type: &str, file: &FilePart) -> Result<(String, String), String> {
    let node = Node::Members(vec![("f".to_owned(), Node::File(file.clone()))]);
    let (content_type, body) = encode(media_type, node, &[])?;
    let body = String::from_utf8_lossy(body.as_bytes().unwrap()).into_owned();
    Ok((content_type, body))
}

#[test]
fn no_part_adds_a_parameter_to_the_content_type_of_the_body() {
    let file = FilePart::new("x").with_content_type("text/plain; charset=\"a\"; boundary=evil");
    let (content_type, body) = of_file("multipart/related", &file).unwrap();
    assert!(
        content_type.ends_with("; type=\"text/plain\""),
        "{content_type}"
    );
    assert!(body.contains("\r\nContent-Type: text/plain; charset=\"a\"; boundary=evil\r\n"));
    for invalid in [
        "text/plain\"; boundary=\"evil",
        "",
        " ",
        "text",
        "a/b\u{7f}",
        "a/b; c",
    ] {
        for file in [
            FilePart::new("x").with_content_type(invalid),
            FilePart::new("x").with_header("content-type", invalid),
        ] {
            assert_eq!(
                of_file("multipart/related", &file).unwrap_err(),
                format!(
                    "the part `f` has the media type `{}`, which is not valid (RFC 9110, 8.3.1)",
                    invalid.escape_debug()
                )
            );
        }
    }
}

#[test]
fn a_part_has_one_type_and_one_disposition() {
    let file = FilePart::new("x")
        .with_header("Content-Type", "text/csv")
        .with_header("content-disposition", "inline");
    let (_, body) = of_file("multipart/form-data", &file).unwrap();
    let (_, head) = body.split_once("\r\n").unwrap();
    assert!(head.starts_with("Content-Type: text/csv\r\ncontent-disposition: inline\r\n\r\nx"));
}

#[test]
fn a_name_ends_where_its_quote_does() {
    let file = FilePart::new("x").with_name("; name=evil; a=\"\\\u{1}");
    let members = vec![("f\\".to_owned(), Node::File(file.clone()))];
    let (_, body) = encode("multipart/form-data", Node::Members(members), &[]).unwrap();
    let body = String::from_utf8_lossy(body.as_bytes().unwrap()).into_owned();
    let expected = "form-data; name=\"f%5C\"; filename=\"; name=evil; a=%22\\%01\"\r\n";
    assert!(body.contains(expected), "{body}");
}

#[test]
fn a_boundary_can_not_be_predicted() {
    let boundaries: Vec<_> = (0..2)
        .map(|_| {
            // Whoever knows the state of the generator for jitter learns nothing of boundaries.
            fastrand::seed(7);
            boundary(&[]).unwrap()
        })
        .collect();
    assert_ne!(boundaries[0], boundaries[1]);
    assert!(boundaries[0].len() == 32 && boundaries[0].bytes().all(|b| b.is_ascii_hexdigit()));
}
