//! A workspace with two clients from one configuration: a crate, and a module beside code that is
//! written by hand. Everything in it builds without a network and without warnings, and its tests
//! pass.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpListener,
    path::Path,
    process::Command,
    thread,
};

use super::folder::Ran;

/// Copies what differs, so that cargo builds again only what changed since the last run.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if entry.file_type()?.is_dir() {
            copy(&from, &to)?;
        } else if fs::read(&from)? != fs::read(&to).unwrap_or_default() {
            fs::copy(&from, &to)?;
        }
    }
    Ok(())
}

#[test]
fn clients_of_one_configuration_share_a_workspace_and_a_runtime() -> io::Result<()> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("workspace");
    copy(&repository.join("tests/workspace"), &folder)?;
    // The versions of the repository, which cargo has already.
    fs::copy(repository.join("Cargo.lock"), folder.join("Cargo.lock"))?;

    for arguments in [&["generate"][..], &["generate", "--check"], &["list"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .current_dir(&folder)
            .args(arguments)
            .output()?;
        Ran::of(&output).succeeds();
    }
    assert!(folder.join("specwright/runtime/Cargo.toml").is_file());
    assert!(!folder.join("clients/notes/specwright").exists());

    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("..");
    let cargo = |arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO"));
        command.current_dir(&folder).args(arguments);
        command.env("CARGO_TARGET_DIR", &target);
        // Build scripts of dependencies run again where these change.
        let names = std::env::vars_os().map(|(name, _)| name);
        for name in names.filter(|name| {
            let name = name.to_string_lossy();
            name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")
        }) {
            command.env_remove(name);
        }
        command
    };
    let output = cargo(&["test", "--offline", "--workspace"]).output()?;
    let text = Ran::of(&output).succeeds().printed();
    assert!(
        !text.lines().any(|line| line.starts_with("warning")),
        "{text}"
    );
    for test in [
        "both_clients_sign_with_one_signer",
        "a_wrong_signature_is_refused",
    ] {
        assert!(text.contains(&format!("test {test} ... ok")), "{text}");
    }

    // The program that is written beside the crate, against a server.
    let first = [
        "run",
        "--offline",
        "--package",
        "notes-client",
        "--example",
        "quickstart",
    ];
    let output = cargo(&first).env("NOTES_BASE_URL", serve()?).output()?;
    Ran::of(&output)
        .succeeds()
        .says("the response of the server");
    Ok(())
}

/// Serves a client of notes, and returns the address.
fn serve() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    thread::spawn(move || -> io::Result<()> {
        for connection in listener.incoming() {
            let mut connection = connection?;
            let mut reader = BufReader::new(connection.try_clone()?);
            let (mut line, mut length) = (String::new(), 0);
            while reader.read_line(&mut line)? > 2 {
                let value = line.to_ascii_lowercase();
                let value = value.strip_prefix("content-length:");
                length = value
                    .and_then(|it| it.trim().parse().ok())
                    .unwrap_or(length);
                line.clear();
            }
            reader.read_exact(&mut vec![0; length])?;
            let body = r#"{"id": "1", "text": "the response of the server"}"#;
            write!(
                connection,
                "HTTP/1.1 201 Created\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            )?;
        }
        Ok(())
    });
    Ok(url)
}
