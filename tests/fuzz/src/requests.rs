//! What is put into a request is received at the other end, and nothing else is.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;
use specwright_runtime::testing::{Recorded, Reply, Server, block_on};
use specwright_runtime::{Api, Call, Client, FilePart, Model, NoError, Style};

const API: Api = Api {
    base_url: "https://a.test/base",
    variables: &[],
    schemes: &[],
    security: &[],
    user_agent: "fuzz/1",
};

/// Sends what is made of a client; nothing if it is refused.
fn send(call: impl FnOnce(&Client) -> Call<(), NoError>) -> Option<Recorded> {
    // A parameter may have the name of a secret, and is compared all the same.
    let server = Server::new().with_secrets();
    server.reply(Reply::status(204));
    let client = Client::builder(&API).transport(server.transport()).build();
    let client = client.unwrap_or_else(|error| panic!("{error}"));
    let _ = block_on(call(&client).max_retries(0));
    server.requests().into_iter().next()
}

/// Texts, cut from the bytes at each byte that UTF-8 does not have.
fn texts(bytes: &[u8]) -> Vec<String> {
    let parts = bytes.split(|byte| *byte == 0xff);
    parts
        .map(|part| String::from_utf8_lossy(part).into_owned())
        .collect()
}

/// Values in the path, the query and a header stay where they were put.
pub(crate) fn url(bytes: &[u8]) {
    let texts = texts(bytes);
    let text = |index: usize| texts.get(index).map_or("", String::as_str);
    let (segment, name, value, header) = (text(0), text(1), text(2), text(3));
    let sent = send(|client| {
        client
            .get("/a/{x}/b")
            .path("x", segment)
            .query_as(name, Style::Form, true, value)
            .header_as("x-fuzz", false, header)
    });
    let Some(sent) = sent else { return };
    let url = sent.url();
    assert!(url.starts_with("https://a.test/base/a/"), "{url}");
    assert!(
        url.is_ascii() && !url.contains(|c: char| c.is_ascii_control() || c == ' '),
        "{url:?}"
    );
    let parts: Vec<&str> = sent.path().split('/').collect();
    let [_, _, _, encoded, _] = parts[..] else {
        panic!("`{segment:?}` changed the path: {url}");
    };
    assert!(!matches!(encoded, "." | ".." | ""), "{url}");
    assert_eq!(
        percent_decode_str(encoded).decode_utf8_lossy(),
        segment,
        "{url}"
    );
    let expected: &[(String, String)] = &[(name.to_owned(), value.to_owned())];
    assert_eq!(sent.query_pairs(), expected, "{url}");
    let names: Vec<_> = sent
        .headers()
        .keys()
        .map(|name| name.as_str().to_owned())
        .collect();
    let known = [
        "x-fuzz",
        "accept",
        "accept-encoding",
        "user-agent",
        "content-length",
        "traceparent",
    ];
    assert!(
        names.iter().all(|name| known.contains(&name.as_str())),
        "{names:?}"
    );
}

/// A multipart body has as many parts as were put into it, with their contents.
pub(crate) fn multipart(bytes: &[u8]) {
    let texts = texts(bytes);
    let text = |index: usize| texts.get(index).map_or("", String::as_str);
    let [name, value, other, file_name, content_type, content] = [0, 1, 2, 3, 4, 5].map(text);
    let file = FilePart::new(content.as_bytes().to_vec())
        .with_name(file_name)
        .with_content_type(content_type);
    let texts = [(format!("a{name}"), value), ("b".to_owned(), other)];
    let body = Form {
        c: file,
        texts: texts.map(|(name, text)| (name, text.to_owned())).into(),
    };
    let Some(sent) = send(|client| {
        client
            .post("/")
            .multipart("multipart/form-data", &body, &[])
    }) else {
        return;
    };
    let media_type = sent.header("content-type").unwrap_or_default();
    let Some((_, boundary)) = media_type.split_once("; boundary=") else {
        panic!("no boundary in {media_type:?}");
    };
    let parts = parts(sent.body(), boundary);
    let contents: Vec<&[u8]> = parts.iter().map(|(_, content)| &content[..]).collect();
    let expected = [content, value, other].map(str::as_bytes);
    assert_eq!(
        contents,
        expected,
        "{:?}",
        String::from_utf8_lossy(sent.body())
    );
    for (head, lines) in parts.iter().map(|(head, _)| head).zip([2, 1, 1]) {
        let found: Vec<&str> = head
            .split(['\r', '\n'])
            .filter(|line| !line.is_empty())
            .collect();
        assert!(
            found[0].starts_with("Content-Disposition: form-data; name=\""),
            "{head:?}"
        );
        assert_eq!(found.len(), lines, "{head:?}");
        assert_eq!(found[0].matches('"').count(), 2 * lines, "{head:?}");
    }
}

/// A file and two texts.
#[derive(Clone, Model)]
struct Form {
    c: FilePart,
    #[model(rest)]
    texts: BTreeMap<String, String>,
}

/// Head and content of each part, as a server reads them (RFC 2046, section 5.1).
fn parts(body: &[u8], boundary: &str) -> Vec<(String, Vec<u8>)> {
    let delimiter = format!("\r\n--{boundary}");
    // The first delimiter may be at the very beginning.
    let body = [b"\r\n", body].concat();
    let mut found = Vec::new();
    let mut rest = &body[..];
    let mut inside = false;
    while let Some(at) = find(rest, delimiter.as_bytes()) {
        if inside {
            let part = &rest[..at];
            let end = find(part, b"\r\n\r\n").unwrap_or(part.len());
            let head = String::from_utf8_lossy(&part[..end])
                .trim_start()
                .to_owned();
            found.push((head, part.get(end + 4..).unwrap_or_default().to_vec()));
        }
        inside = true;
        rest = &rest[at + delimiter.len()..];
    }
    found
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|window| window == what)
}
