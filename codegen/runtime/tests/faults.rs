//! Faults of a real server, through the real transport.

#![cfg(feature = "reqwest")]

use std::fmt::Write as _;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use specwright_runtime::transport::ReqwestTransport;
use specwright_runtime::{
    Api, ApiKeyIn, Call, Client, Error, ErrorBody, SecurityScheme, TransportError,
};

const API: Api = Api {
    base_url: "http://127.0.0.1:1",
    variables: &[],
    schemes: &[SecurityScheme::api_key(
        "key",
        ApiKeyIn::Header,
        "x-api-key",
    )],
    security: &[&["key"]],
    user_agent: "test/1",
};

/// Serves one connection after the other, and returns the requests.
fn serve(responses: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let requests = std::thread::spawn(move || {
        let response = |response: String| {
            let (mut stream, _) = listener.accept().unwrap();
            let request = read_request(&mut stream);
            stream.write_all(response.as_bytes()).unwrap();
            request
        };
        responses.into_iter().map(response).collect()
    });
    (address, requests)
}

/// The request up to the end of its body, which a length announces.
fn read_request(stream: &mut TcpStream) -> String {
    let mut request = Vec::new();
    let mut part = [0; 1024];
    loop {
        let text = String::from_utf8_lossy(&request).to_ascii_lowercase();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length: "));
            if body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
                return text;
            }
        }
        match stream.read(&mut part).unwrap() {
            0 => return text,
            read => request.extend_from_slice(&part[..read]),
        }
    }
}

fn response(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

fn client(address: &str) -> Client {
    Client::builder(&API)
        .credential("key", "s3cr3t")
        .base_url(address)
        .build()
        .unwrap()
}

fn get(address: &str) -> Call<Vec<u8>> {
    client(address).get("/a")
}

#[tokio::test]
async fn refused() {
    let address = {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://{}", listener.local_addr().unwrap())
    };
    let error = get(&address).max_retries(0).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport { error, .. } if error.is_connect()),
        "{error:?}"
    );
    assert!(error.is_retryable());
}

#[tokio::test]
async fn failed_then_fine() {
    let (address, requests) = serve(vec![
        response("500 Internal Server Error", "retry-after-ms: 1\r\n", "oops"),
        response("200 OK", "", "[1]"),
    ]);
    let got = client(&address)
        .put::<Vec<u8>, specwright_runtime::NoError>("/a")
        .json(&7)
        .await;
    assert_eq!(got.unwrap(), [1]);
    let requests = requests.join().unwrap();
    assert_eq!(requests[0], requests[1]);
    assert!(requests[0].starts_with("put /a http/1.1\r\n") && requests[0].ends_with("\r\n\r\n7"));
    assert!(requests[0].contains("\r\nx-api-key: s3cr3t\r\n"));
    assert!(requests[0].contains("\r\nuser-agent: test/1\r\n"));
}

#[tokio::test]
async fn too_many_then_fine() {
    let (address, _) = serve(vec![
        response("429 Too Many Requests", "retry-after: 1\r\n", ""),
        response("200 OK", "", "[1]"),
    ]);
    let start = Instant::now();
    assert_eq!(get(&address).await.unwrap(), [1]);
    assert!(start.elapsed() >= Duration::from_secs(1));
}

#[tokio::test]
async fn truncated() {
    let body = response("200 OK", "", "[1, 2, 3]").replace("length: 9", "length: 90");
    let (address, _) = serve(vec![body]);
    let error = get(&address).max_retries(0).await.unwrap_err();
    assert!(
        matches!(&error, Error::Transport { error, .. } if error.is_transient()),
        "{error:?}"
    );
}

#[tokio::test]
async fn not_json() {
    let (address, _) = serve(vec![response("200 OK", "", "<html>hello")]);
    let error = get(&address).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "GET /a: unexpected response at `$`: expected value, near `<html>hello`"
    );
    assert_eq!(error.status().unwrap(), 200);
}

#[tokio::test]
async fn slow() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let error = get(&address)
        .timeout(Duration::from_millis(50))
        .await
        .unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    drop(listener);
}

#[tokio::test]
async fn slow_body() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    // Not joined: the connection is only closed after this test's runtime has ended.
    std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        read_request(&mut stream);
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[1")
            .unwrap();
        // Until the client times out.
        let _ = stream.read(&mut [0]);
    });
    let error = get(&address)
        .timeout(Duration::from_millis(200))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Timeout { .. }), "{error:?}");
}

#[tokio::test]
async fn an_error_whose_body_breaks_off_is_that_error() {
    let head = "HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n";
    let cut = format!("{head}content-length: 90\r\n\r\n{{\"message\":");
    let no_chunk = format!("{head}transfer-encoding: chunked\r\n\r\nb\r\n{{\"message\":\r\nzz\r\n");
    for response in [cut, no_chunk] {
        let (address, requests) = serve(vec![response]);
        let error = get(&address).await.unwrap_err();
        assert_eq!(error.status().unwrap(), 401, "{error:?}");
        assert!(error.truncated().is_some() && !error.is_timeout());
        assert!(
            matches!(error.body(), Some(ErrorBody::Raw(bytes)) if bytes == "{\"message\":"),
            "{error:?}"
        );
        assert_eq!(requests.join().unwrap().len(), 1);
    }
}

#[tokio::test]
async fn a_stalled_attempt_is_followed_by_another_one() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        let (mut stalled, _) = listener.accept().unwrap();
        read_request(&mut stalled);
        let (mut stream, _) = listener.accept().unwrap();
        read_request(&mut stream);
        let fine = response("200 OK", "", "[1]");
        stream.write_all(fine.as_bytes()).unwrap();
        // Until the client has given the first one up.
        let _ = stalled.read(&mut [0]);
    });
    let call = get(&address).attempt_timeout(Duration::from_millis(500));
    assert_eq!(call.await.unwrap(), [1]);
}

#[tokio::test]
async fn time_limits_of_reqwest() {
    for head in ["", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n[1"] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (sender, connections) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            while let Ok((mut stream, _)) = listener.accept() {
                read_request(&mut stream);
                stream.write_all(head.as_bytes()).unwrap();
                sender.send(stream).unwrap();
            }
        });
        let client = ReqwestTransport::client_builder().timeout(Duration::from_millis(50));
        let transport = ReqwestTransport::from(client.build().unwrap());
        let client = Client::builder(&API)
            .credential("key", "s3cr3t")
            .base_url(address)
            .max_retries(1)
            .transport(transport)
            .build()
            .unwrap();
        let post: Call<Vec<u8>> = client.post("/a");
        let error = post.clone().await.unwrap_err();
        assert!(error.is_timeout() && error.is_retryable(), "{error:?}");
        assert_eq!(connections.try_iter().count(), 1);
        let error = post.idempotency_key("k").await.unwrap_err();
        assert!(error.is_timeout(), "{error:?}");
        assert_eq!(connections.try_iter().count(), 2);
    }
}

#[tokio::test]
async fn redirected_elsewhere() {
    let (other, asked) = serve(vec![response("200 OK", "", "[1]")]);
    let location = format!("location: {other}/b\r\n");
    let (address, _) = serve(vec![response("302 Found", &location, "")]);
    assert_eq!(get(&address).await.unwrap(), [1]);
    let asked = asked.join().unwrap().remove(0);
    assert!(asked.starts_with("get /b http/1.1\r\n"));
    assert!(!asked.contains("s3cr3t"), "{asked}");
}

#[tokio::test]
async fn too_large() {
    let chunked = "HTTP/1.1 200 OK\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n6\r\n[1,2,3\r\n6\r\n,4,5,6\r\n";
    for body in [response("200 OK", "", "[1,2,3,4,5]"), chunked.to_owned()] {
        let (address, _) = serve(vec![body]);
        let client = Client::builder(&API)
            .credential("key", "k")
            .base_url(address)
            .max_response_bytes(10)
            .build()
            .unwrap();
        let call: Call<Vec<u8>> = client.get("/a");
        let error = call.await.unwrap_err();
        assert!(
            matches!(&error, Error::Transport { error, .. } if error.is_too_large()),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn keys_in_the_query_are_not_shown() {
    const QUERY: Api = Api {
        schemes: &[SecurityScheme::api_key("key", ApiKeyIn::Query, "key")],
        ..API
    };
    let client = Client::builder(&QUERY)
        .credential("key", "s3cr3t")
        .build()
        .unwrap();
    let call: Call<u8> = client.get("/a").max_retries(0);
    let error = call.await.unwrap_err();
    let mut shown = format!("{error} {error:?}");
    let mut source: Option<&dyn std::error::Error> = match &error {
        Error::Transport { error, .. } => Some(error as &TransportError),
        _ => None,
    };
    while let Some(error) = source {
        write!(shown, "{error} {error:?}").unwrap();
        source = error.source();
    }
    assert!(!shown.contains("s3cr3t"), "{shown}");
}
