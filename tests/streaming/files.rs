//! Uploads and downloads of files, on the golden case `media_types`.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use golden::media_types::models::UploadFileRequest;
use golden::media_types::{Body, Client, ClientBuilder, Error, FilePart};
use specwright_runtime::Progress;
use tests::http::{Request, Response, Server};

use crate::{Outcome, chunked, temporary};

fn builder(server: &Server) -> ClientBuilder {
    Client::builder().base_url(server.url())
}

/// Bytes of that length, no two parts alike.
fn bytes(length: u32) -> Vec<u8> {
    (0..length)
        .map(|index| (index.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect()
}

/// Records the steps of a transfer.
fn recorder() -> (
    Arc<Mutex<Vec<Progress>>>,
    impl Fn(Progress) + Send + Sync + 'static,
) {
    let steps = Arc::new(Mutex::new(Vec::new()));
    let sink = Arc::clone(&steps);
    let record = move |progress| {
        if let Ok(mut steps) = sink.lock() {
            steps.push(progress);
        }
    };
    (steps, record)
}

/// Each step is larger than the one before, and the last one is all.
#[track_caller]
fn check_progress(steps: &Mutex<Vec<Progress>>, total: u64) {
    let steps = steps.lock().unwrap();
    assert!(steps.len() > 1, "{steps:?}");
    assert!(
        steps.windows(2).all(|pair| pair[0].bytes < pair[1].bytes),
        "{steps:?}"
    );
    assert!(
        steps.iter().all(|step| step.total == Some(total)),
        "{steps:?}"
    );
    assert_eq!(steps.last().map(|step| step.bytes), Some(total));
}

#[tokio::test]
async fn a_file_is_sent_with_its_length_and_again_after_a_failure() -> Outcome {
    let content = bytes(200_000);
    let path = temporary("again.bin");
    std::fs::write(&path, &content)?;
    let busy = Response::empty(503).header("retry-after", "0");
    let server = Server::scripted([busy, Response::empty(204)])?;
    let client = builder(&server).build()?;
    let (steps, record) = recorder();
    client
        .notes()
        .create_bytes(Body::open(&path)?)
        .max_retries(1)
        .on_upload(record)
        .await?;
    std::fs::remove_file(&path)?;

    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        assert!(request.body == content, "another body was received");
        assert_eq!(request.header("content-length"), Some("200000"));
        assert_eq!(request.header("transfer-encoding"), None);
        assert_eq!(
            request.header("content-type"),
            Some("application/octet-stream")
        );
    }
    // Both times from the beginning.
    let mut steps = steps.lock().unwrap();
    let half = steps.len() / 2;
    let second = steps.split_off(half);
    assert_eq!(*steps, second);
    check_progress(&Mutex::new(second), 200_000);
    Ok(())
}

#[tokio::test]
async fn a_reader_is_sent_once() -> Outcome {
    let content = bytes(100_000);
    let busy = || Response::empty(503).header("retry-after", "0");
    let server = Server::scripted([busy(), busy()])?;
    let client = builder(&server).build()?;
    let body = Body::from_reader(io::Cursor::new(content.clone()));
    let call = client.notes().replace_optional_bytes(body);
    let error = call.clone().await.err().ok_or("it succeeded")?;
    assert_eq!(error.status(), Some(503.try_into()?));
    let requests = server.requests();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].body == content, "another body was received");
    assert_eq!(requests[0].header("transfer-encoding"), Some("chunked"));
    // The body can be read only once, so a second call fails before anything is sent.
    assert!(matches!(call.await, Err(Error::Request { .. })));
    assert_eq!(server.requests().len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_redirect_takes_a_file_along_but_no_reader() -> Outcome {
    let moved = || Response::empty(307).header("location", "/there");
    let server = Server::scripted([moved(), Response::empty(204), moved()])?;
    let client = builder(&server).build()?;
    let body = Body::repeatable(|| Ok(Body::from_reader(&b"abc"[..])));
    client.notes().replace_optional_bytes(body).await?;
    let body = Body::from_reader(&b"abc"[..]);
    let error = client
        .notes()
        .replace_optional_bytes(body)
        .await
        .err()
        .ok_or("it was followed")?;
    assert!(
        matches!(&error, Error::Transport { error, .. } if error.is_redirect()),
        "{error:?}"
    );
    let bodies: Vec<_> = server.requests().iter().map(Request::text).collect();
    assert_eq!(bodies, ["abc", "abc", "abc"]);
    Ok(())
}

#[tokio::test]
async fn a_body_that_can_not_be_read_is_no_fault_of_the_connection() -> Outcome {
    let server = Server::with(|_| Response::empty(204))?;
    let client = builder(&server).build()?;
    let path = temporary("gone.bin");
    std::fs::write(&path, "abc")?;
    let gone = Body::open(&path)?;
    std::fs::remove_file(&path)?;
    let broken = Body::repeatable(|| Err(io::Error::other("no more")));
    let short = Body::from_reader(&b"abc"[..]).with_length(5);
    let long = Body::from_reader(&b"abc"[..]).with_length(2);
    let bodies = [
        (gone, "can't be read"),
        (broken, "no more"),
        (short, "2 bytes fewer"),
        (long, "more bytes"),
    ];
    for (body, reason) in bodies {
        let error = client
            .notes()
            .replace_optional_bytes(body)
            .await
            .err()
            .ok_or(reason)?;
        assert!(
            matches!(&error, Error::Transport { error, .. } if !error.is_transient()),
            "{error:?}"
        );
        assert!(error.to_string().contains(reason), "{error}");
    }
    // None of them was received completely.
    assert!(
        server
            .requests()
            .iter()
            .all(|request| request.body.len() < 3)
    );
    assert!(Body::open(std::env::temp_dir()).is_err());
    Ok(())
}

#[tokio::test]
async fn parts_of_a_form_come_from_files_with_name_and_type() -> Outcome {
    let path = temporary("ü\" page.png");
    let name = path
        .file_name()
        .ok_or("no name")?
        .to_string_lossy()
        .replace('"', "%22");
    let content = bytes(150_000);
    std::fs::write(&path, &content)?;
    let busy = Response::empty(503).header("retry-after", "0");
    let server = Server::scripted([busy, Response::empty(204), Response::empty(204)])?;
    let client = builder(&server).build()?;
    let page = FilePart::new("page\r\n")
        .with_content_type("text/plain")
        .with_name("a\r\nb.txt");
    let body = UploadFileRequest::new(FilePart::open(&path)?)
        .with_pages(vec![page])
        .with_either(
            FilePart::streamed(Body::repeatable(|| Ok(Body::from("either")))).with_name("e"),
        )
        .with_count(3);
    let (steps, record) = recorder();
    client
        .notes()
        .upload_file(&body)
        .max_retries(1)
        .on_upload(record)
        .await?;
    std::fs::remove_file(&path)?;

    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    let media_type = requests[1].header("content-type").ok_or("no media type")?;
    let boundary = media_type
        .strip_prefix("multipart/form-data; boundary=")
        .ok_or("no boundary")?;
    let part = |head: &str, content: &[u8]| {
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        [head.as_bytes(), content, b"\r\n"].concat()
    };
    let file =
        format!("name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\nX-Kind: photo");
    let expected = [
        part(&file, &content),
        part(
            "name=\"pages\"; filename=\"a%0D%0Ab.txt\"\r\nContent-Type: text/plain",
            b"page\r\n",
        ),
        part(
            "name=\"either\"; filename=\"e\"\r\nContent-Type: application/octet-stream",
            b"either",
        ),
        part("name=\"count\"", b"3"),
        format!("--{boundary}--\r\n").into_bytes(),
    ]
    .concat();
    for request in &requests {
        assert!(request.body == expected, "{}", request.text());
        // One of the streams doesn't know its length.
        assert_eq!(request.header("transfer-encoding"), Some("chunked"));
    }
    assert_eq!(
        steps.lock().unwrap().last().map(|step| step.bytes),
        Some(expected.len() as u64)
    );

    // With lengths for all parts, the body has one.
    let body = UploadFileRequest::new(FilePart::streamed(
        Body::from_reader(&b"abc"[..]).with_length(3),
    ));
    client.notes().upload_file(&body).await?;
    let request = server.requests().pop().ok_or("no request")?;
    assert_eq!(
        request.header("content-length"),
        Some(request.body.len().to_string().as_str())
    );
    Ok(())
}

#[test]
fn a_file_that_is_not_in_memory_has_no_place_but_in_a_form() {
    let part = FilePart::streamed(Body::from_reader(io::empty()));
    assert!(serde_json::to_string(&part).is_err());
    // It leaves nothing for the next one.
    let plain = FilePart::new("a");
    assert_eq!(serde_json::to_value(&plain).unwrap(), "a");
    assert!(part == part.clone() && part != FilePart::streamed(Body::from_reader(io::empty())));
}

#[tokio::test]
async fn a_download_may_exceed_the_limit_of_responses() -> Outcome {
    let content = bytes(300_000);
    let (head, tail) = content.split_at(100_000);
    let whole = Response::Whole {
        status: 200,
        headers: Vec::new(),
        body: content.clone(),
    };
    let responses = [whole.clone(), chunked("a/b", &[head, tail], true), whole];
    let server = Server::scripted(responses)?;
    let client = builder(&server).max_response_bytes(1000).build()?;
    let call = || {
        client
            .raw()
            .get::<(), specwright_runtime::NoError>("/files")
            .bytes_stream()
    };

    let path = temporary("download.bin");
    std::fs::write(&path, "what was there before")?;
    let (steps, record) = recorder();
    let length = call().await?.on_progress(record).save(&path).await?;
    assert_eq!(length, 300_000);
    assert!(std::fs::read(&path)? == content, "another file was written");
    std::fs::remove_file(&path)?;
    check_progress(&steps, 300_000);

    let stream = call().send().await?;
    assert_eq!(
        (stream.status().as_u16(), stream.progress().total),
        (200, None)
    );
    assert!(
        stream.into_body().write_to(Vec::new()).await? == content,
        "other bytes were received"
    );

    let mut stream = call().await?;
    let mut parts = Vec::new();
    while let Some(part) = stream.next().await {
        parts.extend(part?);
    }
    assert!(parts == content, "other bytes were received");
    Ok(())
}

/// A disk without room.
struct Full;

impl Write for Full {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::StorageFull.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn of_a_download_that_fails_nothing_is_left() -> Outcome {
    let folder = temporary("downloads");
    std::fs::create_dir(&folder)?;
    let server = Server::scripted([
        chunked("a/b", &[b"half"], false),
        Response::text(404, "application/json", "{}"),
        Response::text(200, "a/b", "whole"),
    ])?;
    let client = builder(&server).build()?;
    let call = || {
        client
            .raw()
            .get::<(), specwright_runtime::NoError>("/files")
            .bytes_stream()
    };
    let error = call()
        .await?
        .save(folder.join("file"))
        .await
        .err()
        .ok_or("it was saved")?;
    assert_eq!(error.kind(), io::ErrorKind::Other);
    let inner = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<Error>());
    assert!(matches!(inner, Some(Error::Transport { .. })), "{error:?}");
    assert_eq!(std::fs::read_dir(&folder)?.count(), 0);
    std::fs::remove_dir(&folder)?;

    // A refusal is one before anything is written.
    assert_eq!(
        call().await.err().and_then(|error| error.status()),
        Some(404.try_into()?)
    );

    let error = call()
        .await?
        .write_to(Full)
        .await
        .err()
        .ok_or("it was written")?;
    assert_eq!(error.kind(), io::ErrorKind::StorageFull);
    Ok(())
}
