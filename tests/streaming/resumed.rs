//! Downloads whose connection breaks off, over a network.

use golden::media_types::Client;
use specwright_runtime::NoError;
use tests::http::{Response, Server};

use crate::{Outcome, temporary};

/// The whole of a file, of which only the first bytes are sent.
fn cut(whole: &[u8], sent: usize) -> Response {
    let length = whole.len();
    let head = format!("HTTP/1.1 200 x\r\netag: \"a\"\r\ncontent-length: {length}\r\n\r\n");
    Response::Raw([head.as_bytes(), &whole[..sent]].concat())
}

fn rest(whole: &[u8], start: usize) -> Response {
    let range = format!("bytes {start}-{}/{}", whole.len() - 1, whole.len());
    let reply = Response::Whole {
        status: 206,
        headers: Vec::new(),
        body: whole[start..].to_vec(),
    };
    reply
        .header("etag", "\"a\"")
        .header("content-range", &range)
}

#[tokio::test]
async fn a_download_goes_on_in_its_file() -> Outcome {
    let whole: Vec<u8> = (0..=255).cycle().take(300_000).collect();
    let server = Server::scripted([cut(&whole, 100_000), rest(&whole, 100_000)])?;
    let client = Client::builder().base_url(server.url()).build()?;
    let call = client.raw().get::<(), NoError>("/files").bytes_stream();
    let path = temporary("resumed.bin");
    let length = call.await?.resuming(1).save(&path).await?;
    assert_eq!(length, 300_000);
    assert!(std::fs::read(&path)? == whole, "other bytes came");
    std::fs::remove_file(&path)?;
    let requests = server.requests();
    assert_eq!(requests[1].header("range"), Some("bytes=100000-"));
    assert_eq!(requests[1].header("if-range"), Some("\"a\""));
    Ok(())
}
