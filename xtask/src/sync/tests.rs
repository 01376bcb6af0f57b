//! A server on loopback that publishes what a test says.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener};
use std::path::PathBuf;
use std::thread;

use super::{Options, run};

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
paths:
  /pets: {get: {responses: {'204': {description: None}}}}
";

/// Serves one response to every request, and returns its URL.
fn publish(status: &str, body: &str) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}/openapi.yaml", listener.local_addr().unwrap());
    let length = body.len();
    let response =
        format!("HTTP/1.1 {status}\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = BufReader::new(stream.unwrap());
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
    fn new(name: &str, upstream: &str) -> Self {
        let name = format!("xtask-sync-{name}-{}", std::process::id());
        let root = std::env::temp_dir().join(name);
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

    fn document(&self) -> String {
        std::fs::read_to_string(self.0.join("specs/pets.yaml")).unwrap()
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_document_that_says_the_same_is_not_taken() {
    let json = r#"{"paths": {"/pets": {"get": {"responses": {"204": {"description": "Nothing"}}}}},
        "info": {"version": "2", "title": "Animals"}, "openapi": "3.1.1"}"#;
    let repository = Repository::new("same", &publish("200 OK", json));
    assert_eq!(repository.sync(true, None), Ok(()));
    assert_eq!(repository.document(), DOCUMENT);
}

#[test]
fn a_difference_is_a_failure_until_it_is_taken() {
    let newer = DOCUMENT.replace("/pets: {get:", "/pets: {put:");
    let repository = Repository::new("different", &publish("200 OK", &newer));
    let refused = repository.sync(false, None).unwrap_err();
    assert!(refused.starts_with("1 document(s) differ"), "{refused}");
    assert_eq!(repository.document(), DOCUMENT);
    assert_eq!(repository.sync(true, Some("pets")), Ok(()));
    assert_eq!(repository.document(), newer);
    assert_eq!(repository.sync(false, None), Ok(()));
    let unknown = repository.sync(false, Some("cats")).unwrap_err();
    assert!(unknown.contains("no API `cats`"), "{unknown}");
}

#[test]
fn a_failed_request_is_named() {
    let url = publish("404 Not Found", "<html>");
    let message = Repository::new("gone", &url).sync(true, None).unwrap_err();
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
fn a_text_that_is_not_a_document_is_refused() {
    for page in ["{}", "- a\n", "openapi: 3.1.0\n  x: [", ""] {
        let url = publish("200 OK", page);
        let repository = Repository::new("page", &url);
        let message = repository.sync(true, None).unwrap_err();
        let start = format!("{url} is not an OpenAPI document\n");
        assert!(message.starts_with(&start), "{page}: {message}");
        assert_eq!(repository.document(), DOCUMENT);
    }
}
