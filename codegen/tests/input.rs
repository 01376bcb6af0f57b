//! Documents that are no files: from standard input, and from URLs.

use std::{
    fs,
    io::{self, BufRead, BufReader, Write},
    net::{Ipv4Addr, TcpListener},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

/// A folder of one test, gone when the value is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> io::Result<Self> {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("input-{name}")));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0)?;
        Ok(folder)
    }

    fn write(&self, file: &str, text: &str) -> io::Result<()> {
        fs::write(self.0.join(file), text)
    }

    fn read(&self, file: &str) -> io::Result<String> {
        fs::read_to_string(self.0.join(file))
    }

    /// Runs the command with that standard input, and gives whether it succeeded and what it
    /// printed.
    fn piped(&self, arguments: &[&str], input: &str) -> io::Result<(bool, String)> {
        let mut child = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .current_dir(&self.0)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(input.as_bytes())?;
        }
        let output = child.wait_with_output()?;
        let printed = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        Ok((output.status.success(), printed.concat()))
    }

    fn run(&self, arguments: &[&str]) -> io::Result<(bool, String)> {
        self.piped(arguments, "")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Publishes these bodies one after the other at one URL, and nothing after that.
fn publish(bodies: &[&str]) -> io::Result<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let url = format!("http://{}/openapi.yaml", listener.local_addr()?);
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
    Ok(url)
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
fn a_dash_is_standard_input() -> io::Result<()> {
    let folder = Folder::new("stdin")?;
    let (fine, printed) = folder.piped(&["lint", "-"], NOTES)?;
    assert!(fine && printed == "-: 1 operation, 0 models\n", "{printed}");
    let (fine, printed) = folder.piped(&["lint", "-"], "openapi: [")?;
    assert!(
        !fine && printed.contains("--> standard input:1:11"),
        "{printed}"
    );
    let (fine, printed) = folder.piped(&["lint", "-"], " \n")?;
    assert!(
        !fine && printed.contains("standard input is empty"),
        "{printed}"
    );
    let (fine, printed) = folder.piped(&["export", "-", "--form", "json"], NOTES)?;
    assert!(fine && printed.contains("\"3.0.3\""), "{printed}");

    // It refers to files of the current folder.
    folder.write(
        "notes.yaml",
        "get: {responses: {'204': {description: Done}}}\n",
    )?;
    let split = NOTES.replace(
        "{get: {operationId: list_notes, responses: {'204': {description: Done}}}}",
        "{$ref: notes.yaml}",
    );
    let (fine, printed) = folder.piped(&["lint", "-"], &split)?;
    assert!(fine && printed.contains("1 operation"), "{printed}");

    let (fine, printed) = folder.piped(&["generate", "-", "--out", "client"], NOTES)?;
    assert!(
        fine && printed.contains("notes-client: 1 operation"),
        "{printed}"
    );
    let manifest = folder.read("client/Cargo.toml")?;
    assert!(manifest.contains("name = \"notes-client\""), "{manifest}");
    assert!(manifest.contains("from standard input."), "{manifest}");
    Ok(())
}

#[cfg(feature = "fetch")]
#[test]
fn a_url_is_fetched_and_reads_no_files_here() -> io::Result<()> {
    let folder = Folder::new("url")?;
    let url = publish(&[NOTES, NOTES, "<!doctype html>"])?;
    let (fine, printed) = folder.run(&["lint", &url])?;
    assert!(
        fine && printed == format!("{url}: 1 operation, 0 models\n"),
        "{printed}"
    );
    let (fine, printed) = folder.run(&["generate", &url, "--out", "client"])?;
    assert!(fine, "{printed}");
    assert!(
        folder
            .read("client/Cargo.toml")?
            .contains(&format!("from {url}."))
    );
    let (fine, printed) = folder.run(&["lint", &url])?;
    assert!(!fine && printed.contains("web page"), "{printed}");

    folder.write("secret.yaml", "type: string\n")?;
    let curious = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {$ref: secret.yaml}}}\n";
    let (fine, printed) = folder.run(&["lint", &publish(&[curious])?])?;
    assert!(!fine && printed.contains("`secret.yaml`"), "{printed}");
    Ok(())
}

#[cfg(feature = "fetch")]
#[test]
fn a_url_of_a_configuration_is_stored_and_needs_no_network_then() -> io::Result<()> {
    let folder = Folder::new("stored")?;
    let url = publish(&[NOTES, MORE, "<!doctype html>"])?;
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime");
    let config =
        format!("runtime = {{ path = '{runtime}' }}\n[notes]\nspec = '{url}'\nout = 'client'\n");
    folder.write("codegen.toml", &config)?;

    let (fine, printed) = folder.run(&["generate"])?;
    assert!(
        !fine && printed.contains("was not fetched yet"),
        "{printed}"
    );
    assert!(
        printed.contains("`specwright update --api notes` fetches it"),
        "{printed}"
    );
    assert!(printed.contains("codegen.toml:3:8"), "{printed}");

    let (fine, printed) = folder.run(&["update"])?;
    assert!(
        fine && printed.contains("notes: wrote notes.openapi.yaml"),
        "{printed}"
    );
    assert_eq!(folder.read("notes.openapi.yaml")?, NOTES);
    let (fine, printed) = folder.run(&["generate"])?;
    assert!(fine && printed.contains("1 operation"), "{printed}");
    let (fine, printed) = folder.run(&["generate", "--check"])?;
    assert!(fine && printed.contains("up to date"), "{printed}");

    // Nobody changes the copy by hand without being told.
    folder.write("notes.openapi.yaml", MORE)?;
    let (fine, printed) = folder.run(&["generate", "--check"])?;
    assert!(
        !fine && printed.contains("is not what was fetched from"),
        "{printed}"
    );
    folder.write("notes.openapi.yaml", NOTES)?;

    let (fine, printed) = folder.run(&["update", "--api", "notes"])?;
    assert!(
        fine && printed.contains("3 additions"),
        "{printed}"
    );
    assert!(printed.contains("`client.labels()` is new"), "{printed}");
    let (fine, printed) = folder.run(&["generate", "--check"])?;
    assert!(!fine && printed.contains("differ"), "{printed}");

    // What is not a document replaces nothing.
    let (fine, printed) = folder.run(&["update"])?;
    assert!(!fine && printed.contains("web page"), "{printed}");
    assert_eq!(folder.read("notes.openapi.yaml")?, MORE);
    Ok(())
}

#[test]
fn an_update_says_what_it_can_t_fetch() -> io::Result<()> {
    let folder = Folder::new("update")?;
    folder.write("notes.yaml", NOTES)?;
    folder.write("codegen.toml", "[notes]\nspec = 'notes.yaml'\n")?;
    for (arguments, words) in [
        (&["update"][..], "has no document to fetch"),
        (
            &["update", "--api", "notes"],
            "the document of `notes` is a file",
        ),
        (&["update", "--api", "other"], "has no client `other`"),
    ] {
        let (fine, printed) = folder.run(arguments)?;
        assert!(!fine && printed.contains(words), "{arguments:?}: {printed}");
    }
    Ok(())
}

#[cfg(feature = "fetch")]
#[test]
fn a_client_begins_with_a_url() -> io::Result<()> {
    let folder =
        Folder(std::env::temp_dir().join(format!("specwright-input-{}", std::process::id())));
    fs::create_dir_all(&folder.0)?;
    let url = publish(&[NOTES])?;
    let (fine, printed) = folder.run(&["new", &url])?;
    assert!(
        fine && printed.contains("wrote notes.openapi.yaml"),
        "{printed}"
    );
    assert!(
        folder
            .read("codegen.toml")?
            .contains(&format!("spec = \"{url}\""))
    );
    let (fine, printed) = folder.run(&["generate", "--check"])?;
    assert!(fine && printed.contains("up to date"), "{printed}");
    Ok(())
}
