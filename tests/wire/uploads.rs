//! The spellings of files in multipart bodies, on the golden case `uploads`.

use golden::uploads::{
    Base64, Client, FilePart,
    models::{
        Document, DocumentMultipart, Files, FilesEither, FilesOneOrMore, UploadImageRequestMany,
        UploadImageRequestOne,
    },
};
use specwright_runtime::{
    BuildError,
    testing::{Recorded, Reply, Server, block_on},
};

use crate::only;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn client(reply: Reply) -> Result<(Client, Server), BuildError> {
    let server = Server::new();
    server.reply(reply);
    let client = Client::builder()
        .base_url("http://server.test")
        .transport(server.transport())
        .build()?;
    Ok((client, server))
}

/// The parts of a body: name, whether it has a file name, content type, content.
fn parts(request: &Recorded) -> Option<Vec<(String, bool, String, String)>> {
    let (_, boundary) = request.header("content-type")?.split_once("; boundary=")?;
    let body = String::from_utf8_lossy(request.body()).into_owned();
    let delimiter = format!("--{boundary}");
    let parts = body.split(delimiter.as_str());
    let part = |part: &str| {
        let (head, content) = part.trim_start().split_once("\r\n\r\n")?;
        let name = head.split("name=\"").nth(1)?.split('"').next()?.to_owned();
        let content_type = head.split("Content-Type: ").nth(1);
        let content_type = content_type.unwrap_or_default().trim().to_owned();
        let content = content.trim_end_matches("\r\n").to_owned();
        Some((name, head.contains("filename="), content_type, content))
    };
    Some(parts.filter_map(part).collect())
}

fn part(
    name: &str,
    file: bool,
    content_type: &str,
    content: &str,
) -> (String, bool, String, String) {
    (
        name.to_owned(),
        file,
        content_type.to_owned(),
        content.to_owned(),
    )
}

const BYTES: &str = "application/octet-stream";

#[test]
fn every_spelling_of_a_file_is_a_file() -> Outcome {
    let (client, server) = client(Reply::text(204, ""))?;
    let body = Files::new("1", FilePart::new("2"))
        .with_maybe(FilePart::new("3"))
        .with_several(vec![FilePart::new("4"), FilePart::new("5")])
        .with_swagger("6")
        .with_either(FilesEither::Text("7".to_owned()))
        .with_one_or_more(FilesOneOrMore::FileList(vec!["8".into(), "9".into()]))
        .with_icon(Base64::from(b"png".to_vec()))
        .with_table("a,b")
        .with_meta("{}");
    block_on(client.files().upload(&body))?;
    let expected = [
        part("file", true, BYTES, "1"),
        part("again", true, BYTES, "2"),
        part("maybe", true, BYTES, "3"),
        part("several", true, BYTES, "4"),
        part("several", true, BYTES, "5"),
        part("swagger", true, BYTES, "6"),
        part("either", false, "", "7"),
        part("oneOrMore", true, BYTES, "8"),
        part("oneOrMore", true, BYTES, "9"),
        part("icon", false, "image/png", "cG5n"),
        part("table", false, "text/csv", "a,b"),
        part("meta", false, "application/json", "{}"),
    ];
    assert_eq!(parts(&only(&server)).ok_or("no parts")?, expected);
    Ok(())
}

#[test]
fn members_of_a_union_and_of_a_map_are_files() -> Outcome {
    let (client, server) = client(Reply::text(204, ""))?;
    block_on(
        client
            .files()
            .upload_image(&UploadImageRequestOne::new("1").into()),
    )?;
    let expected = [part("image", true, "image/png", "1")];
    assert_eq!(parts(&only(&server)).ok_or("no parts")?, expected);

    let (client, server) = self::client(Reply::text(204, ""))?;
    block_on(
        client
            .files()
            .upload_image(&UploadImageRequestMany::new(vec!["1".into()]).into()),
    )?;
    let expected = [part("images", true, "image/png", "1")];
    assert_eq!(parts(&only(&server)).ok_or("no parts")?, expected);

    let (client, server) = self::client(Reply::text(204, ""))?;
    let folder = [("a".to_owned(), vec![FilePart::new("1"), FilePart::new("2")])].into();
    block_on(client.files().replace_folder(&folder))?;
    let expected = [part("a", true, BYTES, "1"), part("a", true, BYTES, "2")];
    assert_eq!(parts(&only(&server)).ok_or("no parts")?, expected);
    Ok(())
}

#[test]
fn what_is_json_elsewhere_stays_text_there() -> Outcome {
    let document = Document::new("n").with_file("text").with_thumb("t");
    let (client, server) = client(Reply::json(200, &document))?;
    let response = block_on(client.files().create_document(&document))?;
    assert_eq!(response.file.as_deref(), Some("text"));
    let sent = String::from_utf8_lossy(only(&server).body()).into_owned();
    assert_eq!(sent, r#"{"name":"n","file":"text","thumb":"t"}"#);

    let (client, server) = self::client(Reply::json(200, &document))?;
    let body = DocumentMultipart::new("n")
        .with_file("1")
        .with_scan("2")
        .with_thumb("3");
    block_on(client.files().create_document_multipart(&body))?;
    let expected = [
        part("name", false, "", "n"),
        part("file", true, BYTES, "1"),
        part("scan", true, "image/tiff", "2"),
        part("thumb", true, BYTES, "3"),
    ];
    assert_eq!(parts(&only(&server)).ok_or("no parts")?, expected);
    Ok(())
}
