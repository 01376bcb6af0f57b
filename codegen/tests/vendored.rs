//! The runtime that is written beside the clients.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder of one test with two documents, gone when the value is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> io::Result<Self> {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("vendored-{name}")));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0)?;
        for name in ["notes", "farm"] {
            let text = format!(
                "openapi: 3.1.0
info: {{title: {name}, version: '1'}}
paths: {{/{name}: {{get: {{responses: {{'204': {{description: Done}}}}}}}}}}
"
            );
            fs::write(folder.0.join(format!("{name}.yaml")), text)?;
        }
        Ok(folder)
    }

    fn configure(&self, text: &str) -> io::Result<()> {
        fs::write(self.0.join("codegen.toml"), text)
    }

    /// The path of a client's runtime as its manifest has it; it leads to a crate of that name.
    fn runtime(&self, client: &str) -> io::Result<String> {
        let folder = self.0.join(client);
        let manifest = table(&folder.join("Cargo.toml"))?;
        let path = &manifest["dependencies"]["specwright-runtime"]["path"];
        let path = path.as_str().unwrap_or_default().to_owned();
        let runtime = table(&folder.join(&path).join("Cargo.toml"))?;
        assert_eq!(
            runtime["package"]["name"].as_str(),
            Some("specwright-runtime")
        );
        let derive = &runtime["dependencies"]["specwright-derive"]["path"];
        let derive = folder.join(&path).join(derive.as_str().unwrap_or_default());
        assert!(derive.join("src/lib.rs").is_file());
        Ok(path)
    }

    /// Whether the command succeeded, and what it said.
    fn generate(&self, arguments: &[&str]) -> io::Result<(bool, String)> {
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .current_dir(&self.0)
            .arg("generate")
            .args(arguments)
            .output()?;
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        Ok((output.status.success(), told))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn table(path: &Path) -> io::Result<toml::Table> {
    fs::read_to_string(path)?.parse().map_err(io::Error::other)
}

const ONE: &str = "[notes]\nspec = 'notes.yaml'\n";
const TWO: &str = "[notes]\nspec = 'notes.yaml'\n[farm]\nspec = 'farm.yaml'\nout = 'a/farm'\n";

#[test]
fn one_crate_has_its_runtime_in_its_folder() -> io::Result<()> {
    let folder = Folder::new("one")?;
    folder.configure(ONE)?;
    let (done, told) = folder.generate(&[])?;
    assert!(done, "{told}");
    assert_eq!(folder.runtime("notes")?, "specwright/runtime");
    assert!(!folder.0.join("specwright").exists());

    let bare = ["farm.yaml", "--out", "bare", "--name", "farm"];
    assert!(folder.generate(&bare)?.0);
    assert_eq!(folder.runtime("bare")?, "specwright/runtime");
    assert!(folder.generate(&[&bare[..], &["--check"]].concat())?.0);
    Ok(())
}

#[test]
fn clients_share_one_runtime() -> io::Result<()> {
    let folder = Folder::new("two")?;
    folder.configure(TWO)?;
    let (done, told) = folder.generate(&[])?;
    assert!(done, "{told}");
    assert_eq!(folder.runtime("notes")?, "../specwright/runtime");
    assert_eq!(folder.runtime("a/farm")?, "../../specwright/runtime");
    assert!(!folder.0.join("notes/specwright").exists());

    folder.configure(&format!("runtime = {{ vendored = 'a/shared' }}\n{TWO}"))?;
    assert!(folder.generate(&[])?.0);
    assert_eq!(folder.runtime("notes")?, "../a/shared/runtime");
    assert_eq!(folder.runtime("a/farm")?, "../shared/runtime");

    folder.configure(&format!("runtime = {{ vendored = 'a' }}\n{TWO}"))?;
    let (done, told) = folder.generate(&[])?;
    assert!(
        !done && told.contains("codegen.toml:6:7") && told.contains("`farm` and the runtime share"),
        "{told}"
    );
    Ok(())
}

#[test]
fn the_runtime_is_checked_and_files_of_others_are_kept() -> io::Result<()> {
    let folder = Folder::new("checked")?;
    folder.configure(ONE)?;
    assert!(folder.generate(&[])?.0);
    assert!(folder.generate(&["--check"])?.0);

    let runtime = folder.0.join("notes/specwright/runtime");
    let edited = runtime.join("src/lib.rs");
    let text = fs::read_to_string(&edited)?;
    fs::copy(&edited, runtime.join("src/old.rs"))?;
    fs::write(&edited, format!("{text}mod oauth;\n"))?;
    let foreign = runtime.join("notes.txt");
    fs::write(&foreign, "Mine.\n")?;
    let (done, told) = folder.generate(&["--check"])?;
    assert!(!done, "{told}");
    for line in [
        "changed notes/specwright/runtime/src/lib.rs",
        "stale notes/specwright/runtime/src/old.rs",
        "-mod oauth;",
    ] {
        assert!(told.lines().any(|one| one == line), "{line}: {told}");
    }
    let (done, told) = folder.generate(&[])?;
    assert!(done, "{told}");
    assert_eq!(fs::read_to_string(&edited)?, text);
    assert_eq!(fs::read_to_string(&foreign)?, "Mine.\n");
    assert!(!runtime.join("src/old.rs").exists());

    fs::write(&edited, "// Mine.\n")?;
    let (done, told) = folder.generate(&[])?;
    assert!(!done && told.contains("lib.rs"), "{told}");
    assert_eq!(fs::read_to_string(&edited)?, "// Mine.\n");
    Ok(())
}
