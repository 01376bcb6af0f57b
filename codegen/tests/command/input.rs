//! Documents that are not files: from standard input, and from URLs.

use std::{
    io::{BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener},
    thread,
};

use super::folder::Folder;

/// Publishes these bodies one after the other at one URL, and nothing after that.
fn publish(bodies: &[&str]) -> String {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    let url = format!("http://{}/openapi.yaml", listener.local_addr().unwrap());
    let bodies: Vec<String> = bodies.iter().map(|&body| body.to_owned()).collect();
    thread::spawn(move || {
        for body in bodies {
            let Ok((stream, _)) = listener.accept() else {
                return;
            };
            let mut stream = BufReader::new(stream);
            let mut line = String::new();
            while stream.read_line(&mut line).is_ok_and(|read| read > 2) {
                line.clear();
            }
            let length = body.len();
            let head =
                format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
            let _ = stream.get_mut().write_all((head + &body).as_bytes());
        }
    });
    url
}

const NOTES: &str = "openapi: 3.1.0
info: {title: Notes API, version: '1'}
paths:
  /notes: {get: {operationId: list_notes, responses: {'204': {description: Done}}}}
";

/// The same with an operation more.
const MORE: &str = "openapi: 3.1.0
info: {title: Notes API, version: '1'}
paths:
  /notes: {get: {operationId: list_notes, responses: {'204': {description: Done}}}}
  /labels: {get: {operationId: list_labels, responses: {'204': {description: Done}}}}
";

#[test]
fn a_dash_is_standard_input() {
    let folder = Folder::new("input-stdin");
    let run = folder.run_with_input(&["lint", "-"], NOTES).succeeds();
    assert_eq!(run.printed(), "-: 1 operation, 0 models\n");
    folder
        .run_with_input(&["lint", "-"], "openapi: [")
        .fails()
        .says("--> standard input:1:11");
    folder
        .run_with_input(&["lint", "-"], " \n")
        .fails()
        .says("standard input is empty");
    folder
        .run_with_input(&["export", "-", "--form", "json"], NOTES)
        .succeeds()
        .says("\"3.0.3\"");

    // It refers to files of the current folder.
    folder.write(
        "notes.yaml",
        "get: {responses: {'204': {description: Done}}}\n",
    );
    let split = NOTES.replace(
        "{get: {operationId: list_notes, responses: {'204': {description: Done}}}}",
        "{$ref: notes.yaml}",
    );
    folder
        .run_with_input(&["lint", "-"], &split)
        .succeeds()
        .says("1 operation");

    folder
        .run_with_input(&["generate", "-", "--out", "client"], NOTES)
        .succeeds()
        .says("notes-client: 1 operation");
    let manifest = folder.read("client/Cargo.toml");
    assert!(manifest.contains("name = \"notes-client\""), "{manifest}");
    assert!(manifest.contains("from standard input."), "{manifest}");
}

#[cfg(feature = "fetch")]
#[test]
fn a_url_is_fetched_and_reads_no_files_here() {
    let folder = Folder::new("input-url");
    let url = publish(&[NOTES, NOTES, "<!doctype html>"]);
    let run = folder.run(&["lint", &url]).succeeds();
    assert_eq!(run.printed(), format!("{url}: 1 operation, 0 models\n"));
    folder
        .run(&["generate", &url, "--out", "client"])
        .succeeds();
    assert!(
        folder
            .read("client/Cargo.toml")
            .contains(&format!("from {url}."))
    );
    folder.run(&["lint", &url]).fails().says("web page");

    folder.write("secret.yaml", "type: string\n");
    let curious = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {$ref: secret.yaml}}}\n";
    folder
        .run(&["lint", &publish(&[curious])])
        .fails()
        .says("`secret.yaml`");
}

#[cfg(feature = "fetch")]
#[test]
fn a_url_of_a_configuration_is_stored_and_needs_no_network_then() {
    let folder = Folder::new("input-stored");
    let url = publish(&[NOTES, MORE, "<!doctype html>"]);
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime");
    let config =
        format!("runtime = {{ path = '{runtime}' }}\n[notes]\nspec = '{url}'\nout = 'client'\n");
    folder.write("codegen.toml", &config);

    let run = folder
        .run(&["generate"])
        .fails()
        .says("was not fetched yet");
    run.says("`specwright update --api notes` fetches it")
        .says("codegen.toml:3:8");

    folder
        .run(&["update"])
        .succeeds()
        .says("notes: wrote notes.openapi.yaml");
    assert_eq!(folder.read("notes.openapi.yaml"), NOTES);
    folder.run(&["generate"]).succeeds().says("1 operation");
    folder
        .run(&["generate", "--check"])
        .succeeds()
        .says("up to date");

    // An edit of the copy is an error.
    folder.write("notes.openapi.yaml", MORE);
    folder
        .run(&["generate", "--check"])
        .fails()
        .says("is not what was fetched from");
    folder.write("notes.openapi.yaml", NOTES);

    let run = folder.run(&["update", "--api", "notes"]).succeeds();
    run.says("3 additions").says("`client.labels()` is new");
    folder.run(&["generate", "--check"]).fails().says("differ");

    // What is not a document replaces nothing.
    folder.run(&["update"]).fails().says("web page");
    assert_eq!(folder.read("notes.openapi.yaml"), MORE);
}

#[test]
fn an_update_says_what_it_can_t_fetch() {
    let folder = Folder::new("input-update");
    folder.write("notes.yaml", NOTES);
    folder.write("codegen.toml", "[notes]\nspec = 'notes.yaml'\n");
    for (arguments, words) in [
        (&["update"][..], "has no document to fetch"),
        (
            &["update", "--api", "notes"],
            "the document of `notes` is a file",
        ),
        (&["update", "--api", "other"], "has no client `other`"),
    ] {
        folder.run(arguments).fails().says(words);
    }
}

#[cfg(feature = "fetch")]
#[test]
fn a_client_begins_with_a_url() {
    let folder = Folder::outside("input");
    let url = publish(&[NOTES]);
    folder
        .run(&["new", &url])
        .succeeds()
        .says("wrote notes.openapi.yaml");
    assert!(
        folder
            .read("codegen.toml")
            .contains(&format!("spec = \"{url}\""))
    );
    folder
        .run(&["generate", "--check"])
        .succeeds()
        .says("up to date");
}
