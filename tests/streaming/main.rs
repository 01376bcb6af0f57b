//! Responses and bodies that go part by part, against a server on loopback.

mod blocking;
mod envelopes;
mod events;
mod files;
mod large;
mod resumed;
mod switch;

use std::path::PathBuf;

use tests::http::Response;

type Outcome<T = ()> = Result<T, Box<dyn std::error::Error>>;

/// A response in pieces of the transfer coding, which ends in the middle unless it is `whole`; then
/// the connection is closed.
fn chunked(media_type: &str, pieces: &[&[u8]], whole: bool) -> Response {
    let head = format!(
        "HTTP/1.1 200 x\r\nconnection: close\r\ncontent-type: {media_type}\r\ntransfer-encoding: chunked\r\n\r\n"
    );
    let mut bytes = head.into_bytes();
    for piece in pieces {
        bytes.extend(format!("{:x}\r\n", piece.len()).into_bytes());
        bytes.extend(*piece);
        bytes.extend(b"\r\n");
    }
    if whole {
        bytes.extend(b"0\r\n\r\n");
    }
    Response::Raw(bytes)
}

/// A path for a file of one test.
fn temporary(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("specwright-{}-{name}", std::process::id()))
}
