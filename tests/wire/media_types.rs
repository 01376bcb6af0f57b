//! Every way to send a body, on the golden case `media_types`.

use golden::media_types::{
    Client, FilePart,
    models::{Note, NoteOwner, UploadFileRequest},
};
use specwright_runtime::{
    BuildError, Bytes,
    testing::{Recorded, Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A client, and the server that responses its one request.
fn client() -> Result<(Client, Server), BuildError> {
    let server = Server::new().with_secrets();
    server.reply(Reply::text(204, ""));
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()?;
    Ok((client, server))
}

fn sent(request: &Recorded) -> (Option<&str>, String) {
    let body = String::from_utf8_lossy(request.body()).into_owned();
    (request.header("content-type"), body)
}

/// The content type without the boundary, and the body with `B` for it.
fn parts(request: &Recorded) -> Option<(String, String)> {
    let (content_type, boundary) = request.header("content-type")?.split_once("; boundary=")?;
    let body = String::from_utf8_lossy(request.body()).replace("\r\n", "\n");
    Some((content_type.to_owned(), body.replace(boundary, "B")))
}

fn note() -> Note {
    Note::new("a b")
        .with_tags(["x".to_owned(), "y".to_owned()])
        .with_owner(NoteOwner::new().with_id(7))
}

const JSON: &str = r#"{"text":"a b","tags":["x","y"],"owner":{"id":7}}"#;

#[test]
fn each_media_type_has_its_method() -> Outcome {
    let (client, server) = client()?;
    block_on(client.notes().create(&note()).filter("a/b&c"))?;
    let request = only(&server);
    assert_eq!(sent(&request), (Some("application/json"), JSON.to_owned()));
    assert_eq!(request.query(), "filter=a/b%26c");

    let (client, server) = self::client()?;
    let call = client.notes().create(&note());
    block_on(call.content_type("application/merge-patch+json"))?;
    let merge = Some("application/merge-patch+json");
    assert_eq!(sent(&only(&server)), (merge, JSON.to_owned()));

    let (client, server) = self::client()?;
    block_on(client.notes().create_form(&note()))?;
    let form = "text=a+b&tags%5B%5D=x&tags%5B%5D=y&owner=%7B%22id%22%3A7%7D".to_owned();
    let media_type = Some("application/x-www-form-urlencoded");
    assert_eq!(sent(&only(&server)), (media_type, form));

    let (client, server) = self::client()?;
    block_on(client.notes().create_text("a,b").content_type("text/csv"))?;
    assert_eq!(sent(&only(&server)), (Some("text/csv"), "a,b".to_owned()));

    let (client, server) = self::client()?;
    block_on(client.notes().create_json_lines(&[note(), note()]))?;
    let lines = format!("{JSON}\n{JSON}\n");
    assert_eq!(sent(&only(&server)), (Some("application/x-ndjson"), lines));

    let (client, server) = self::client()?;
    block_on(client.notes().create_bytes("raw"))?;
    let octets = Some("application/octet-stream");
    assert_eq!(sent(&only(&server)), (octets, "raw".to_owned()));
    Ok(())
}

#[test]
fn a_model_becomes_parts() -> Outcome {
    let (client, server) = client()?;
    let file = FilePart::new("img").with_name("a.png");
    let body = UploadFileRequest::new(file)
        .with_pages([
            FilePart::new("1"),
            FilePart::new("2")
                .with_name("2.gif")
                .with_content_type("image/gif"),
        ])
        .with_anything("any")
        .with_note(Note::new("n"))
        .with_count(3);
    block_on(client.notes().upload_file(&body))?;
    let expected = "--B\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\nContent-Type: image/png\nX-Kind: photo\n\nimg\n\
        --B\nContent-Disposition: form-data; name=\"pages\"; filename=\"pages\"\nContent-Type: image/png\n\n1\n\
        --B\nContent-Disposition: form-data; name=\"pages\"; filename=\"2.gif\"\nContent-Type: image/gif\n\n2\n\
        --B\nContent-Disposition: form-data; name=\"anything\"; filename=\"anything\"\nContent-Type: application/octet-stream\n\nany\n\
        --B\nContent-Disposition: form-data; name=\"note\"\nContent-Type: application/vnd.note+json\nX-Pages: 2\n\n{\"text\":\"n\"}\n\
        --B\nContent-Disposition: form-data; name=\"count\"\n\n3\n--B--\n";
    let written = parts(&only(&server)).ok_or("no boundary")?;
    assert_eq!(
        written,
        ("multipart/form-data".to_owned(), expected.to_owned())
    );
    Ok(())
}

#[test]
fn an_optional_body_may_be_left_out() -> Outcome {
    let (client, server) = client()?;
    block_on(client.notes().replace_optional(None))?;
    assert_eq!(sent(&only(&server)), (None, String::new()));

    let (client, server) = self::client()?;
    let files = [("f".to_owned(), FilePart::from(Bytes::from("x")))].into();
    block_on(client.notes().replace_optional(Some(&files)))?;
    let expected = "--B\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\nContent-Type: application/octet-stream\n\nx\n--B--\n";
    let written = parts(&only(&server)).ok_or("no boundary")?;
    assert_eq!(written, ("multipart/mixed".to_owned(), expected.to_owned()));

    let (client, server) = self::client()?;
    block_on(client.notes().update_optional(Some("t")))?;
    assert_eq!(sent(&only(&server)), (Some("text/plain"), "t".to_owned()));
    let (client, server) = self::client()?;
    block_on(client.notes().update_optional(None))?;
    assert_eq!(sent(&only(&server)), (None, String::new()));
    Ok(())
}
