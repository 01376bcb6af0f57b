//! A workspace with two clients from one configuration: a crate, and a module beside code that is written by hand. Everything in it
//! builds without a network and without warnings, and its tests pass.

use std::{
    fs, io,
    path::Path,
    process::{Command, Output},
};

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

fn told(output: &Output) -> String {
    [&output.stdout, &output.stderr]
        .map(|text| String::from_utf8_lossy(text))
        .concat()
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
        assert!(output.status.success(), "{}", told(&output));
    }
    assert!(folder.join("specwright/runtime/Cargo.toml").is_file());
    assert!(!folder.join("clients/notes/specwright").exists());

    let output = Command::new(env!("CARGO"))
        .current_dir(&folder)
        .args(["test", "--offline", "--workspace", "--target-dir"])
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."))
        .output()?;
    let text = told(&output);
    assert!(output.status.success(), "{text}");
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
    Ok(())
}
