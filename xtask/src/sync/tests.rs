//! A server on loopback that publishes what a test says, once.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::thread;

use super::{Options, changes, one, run};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets: {get: {responses: {'204': {description: None}}}}
";

/// Serves one response, and returns its URL.
fn publish(status: &str, body: &str) -> String {
    publish_times(status, body, 1)
}

/// Serves a response that many times, and returns its URL.
fn publish_times(status: &str, body: &str, times: usize) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}/openapi.yaml", listener.local_addr().unwrap());
    let length = body.len();
    let response =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    thread::spawn(move || {
        for _ in 0..times {
            let (stream, _) = listener.accept().unwrap();
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            while stream.read_line(&mut line).unwrap() > 2 {
                line.clear();
            }
            // Who has read enough closes the connection.
            let _ = stream.get_mut().write_all(response.as_bytes());
        }
    });
    url
}

/// A folder with a configuration and a document, which is removed at the end.
struct Repository(PathBuf);

impl Repository {
    fn new(upstream: &str) -> Self {
        let root = std::env::temp_dir().join(format!("xtask-sync-{}", std::process::id()));
        let specs = root.join("specs");
        std::fs::create_dir_all(&specs).unwrap();
        std::fs::write(specs.join("pets.yaml"), DOCUMENT).unwrap();
        let config = format!("[pets]\nspec = \"pets.yaml\"\nupstream = \"{upstream}\"\n");
        std::fs::write(specs.join("codegen.toml"), config).unwrap();
        Self(root)
    }

    fn sync(&self, write: bool, api: Option<&str>) -> Result<(), String> {
        let api = api.map(str::to_owned);
        run(&self.0, &Options { write, api })
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A checked-in document, in a file that is removed at the end.
struct CheckedIn(PathBuf);

impl CheckedIn {
    fn new(name: &str) -> Self {
        let name = format!("xtask-sync-{name}-{}.yaml", std::process::id());
        let path = std::env::temp_dir().join(name);
        std::fs::write(&path, DOCUMENT).unwrap();
        Self(path)
    }

    fn text(&self) -> String {
        std::fs::read_to_string(&self.0).unwrap()
    }
}

impl Drop for CheckedIn {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn what_says_the_same_does_not_differ() {
    let ours = CheckedIn::new("same");
    let json = r#"{"paths": {"/pets": {"get": {"responses": {"204": {"description": "Nothing"}}}}},
        "info": {"version": "2", "title": "Animals"}, "openapi": "3.1.1"}"#;
    let url = publish("200 OK", json);
    assert_eq!(one("pets", &ours.0, &url, true), Ok(0));
    assert_eq!(ours.text(), DOCUMENT, "it was written all the same");
}

#[test]
fn what_differs_is_shown_and_written_on_request_only() {
    let ours = CheckedIn::new("different");
    let newer = DOCUMENT.replace("/pets: {get:", "/pets: {put:");
    let shown: Vec<_> = changes(&ours.0, "the newer one", newer.as_bytes())
        .unwrap()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(shown, ["- GET /pets", "+ PUT /pets"]);
    let url = publish("200 OK", &newer);
    assert_eq!(one("pets", &ours.0, &url, false), Ok(2));
    assert_eq!(ours.text(), DOCUMENT);
    let url = publish("200 OK", &newer);
    assert_eq!(one("pets", &ours.0, &url, true), Ok(2));
    assert_eq!(ours.text(), newer);
}

#[test]
fn a_difference_is_a_failure_until_it_is_taken() {
    let newer = DOCUMENT.replace("/pets: {get:", "/pets: {put:");
    let repository = Repository::new(&publish_times("200 OK", &newer, 3));
    let refused = repository.sync(false, None).unwrap_err();
    assert!(refused.starts_with("1 document(s) differ"), "{refused}");
    assert_eq!(repository.sync(true, Some("pets")), Ok(()));
    assert_eq!(repository.sync(false, None), Ok(()));
    let unknown = repository.sync(false, Some("cats")).unwrap_err();
    assert!(unknown.contains("no API `cats`"), "{unknown}");
}

#[test]
fn what_is_not_there_is_named() {
    let ours = CheckedIn::new("gone");
    let url = publish("404 Not Found", "<html>");
    let message = one("pets", &ours.0, &url, true).unwrap_err();
    assert!(
        message.starts_with("pets: ") && message.contains(&url),
        "{message}"
    );
    assert!(
        message.contains("404") && message.contains("specs/codegen.toml"),
        "{message}"
    );
}

#[test]
fn what_is_not_a_document_is_refused() {
    let ours = CheckedIn::new("page");
    for page in ["{}", "- a\n", "openapi: 3.1.0\n  x: [", ""] {
        let url = publish("200 OK", page);
        let message = one("pets", &ours.0, &url, true).unwrap_err();
        let start = format!("{url} is not an OpenAPI document\n");
        assert!(message.starts_with(&start), "{page}: {message}");
    }
    assert_eq!(ours.text(), DOCUMENT);
}
