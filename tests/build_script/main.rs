//! A client that a build script generated, and what a build script prints for cargo.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use build_script::api::{Client, models::Greeting};
use specwright_runtime::testing::{Server, block_on};

type Outcome = Result<(), Box<dyn Error>>;

/// A folder of one test, gone when the value is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> std::io::Result<Self> {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("build-{name}")));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0)?;
        Ok(folder)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_client_works() -> Outcome {
    let server = Server::new();
    let client = Client::builder()
        .api_key("k")
        .base_url("http://localhost")
        .transport(server.transport())
        .build()?;
    let hello = Greeting::new("hello");
    server.when(client.greetings().greet("you")).reply(&hello);
    assert_eq!(block_on(client.greetings().greet("you"))?, hello);
    server.check()?;
    Ok(())
}

const DOCUMENT: &str = "BUILD_SCRIPT_DOCUMENT";

/// Instructions for cargo are printed, so a process of its own plays the build script: this test,
/// asked by a variable.
#[test]
fn a_script() -> Outcome {
    let Some(document) = std::env::var_os(DOCUMENT) else {
        return Ok(());
    };
    let folder = Folder::new(&format!("script-{}", std::process::id()))?;
    let result = specwright::build::document(PathBuf::from(document))
        .config("specs/codegen.toml")
        .out_dir(folder.0.join("out"))
        .keep_going(true)
        .generate();
    println!("result: {result:?}");
    Ok(())
}

/// What the script prints for a document.
fn build(document: &Path) -> std::io::Result<String> {
    Command::new(std::env::current_exe()?)
        .args(["--exact", "a_script", "--nocapture"])
        .env(DOCUMENT, document)
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn every_file_that_was_read_is_watched() -> Outcome {
    let good = build(Path::new("specs/greetings.yaml"))?;
    for file in ["greetings.yaml", "shared.yaml", "codegen.toml"] {
        let watched =
            |line: &str| line.starts_with("cargo::rerun-if-changed=") && line.ends_with(file);
        assert!(good.lines().any(watched), "{file}: {good}");
    }
    assert!(good.contains("result: Ok("), "{good}");
    let missing = build(Path::new("specs/nowhere.yaml"))?;
    assert!(
        missing.contains("cargo::rerun-if-changed=specs/nowhere.yaml"),
        "{missing}"
    );
    assert!(
        missing.contains("result: Err(`specs/nowhere.yaml`"),
        "{missing}"
    );
    Ok(())
}

#[test]
fn features_that_the_package_lacks_end_the_build() -> Outcome {
    let folder = Folder::new("features")?;
    let config = folder.0.join("codegen.toml");
    let features = "features = { prefix = \"other\", default = [\"farewells\"] }";
    fs::write(
        &config,
        format!("[api]\nspec = \"greetings.yaml\"\n{features}\n"),
    )?;
    let build = specwright::build::document("specs/greetings.yaml");
    let build = build.config(&config).out_dir(folder.0.join("out"));
    let error = build.generate().unwrap_err().to_string();
    for line in [
        "other = [\"other-farewells\"]",
        "other-greetings = [\"other-client\"]",
    ] {
        assert!(
            error.lines().any(|one| one == line),
            "no `{line}` in {error}"
        );
    }
    Ok(())
}

/// The document has an error and a warning, and the text of the warning has a line that would be an
/// instruction to cargo.
const SLOPPY: &str = "openapi: 3.1.0
info: {title: Things, version: '1'}
security: [{key: []}]
components: {securitySchemes: {key: {type: apiKey, in: header, name: x-key}}}
paths:
  \"/a/{x\\ncargo::rustc-env=EVIL=1}\": {get: {responses: {'204': {description: Done}}}}
  /lost: {$ref: '#/components/pathItems/Lost'}
";

#[test]
fn an_error_of_the_document_ends_the_build_and_names_the_place() -> Outcome {
    let folder = Folder::new("errors")?;
    let document = folder.0.join("spec.yaml");
    fs::write(&document, SLOPPY)?;
    let build = specwright::build::document(&document).out_dir(folder.0.join("out"));
    let error = build.generate().unwrap_err();
    assert!(error.to_string().contains("spec.yaml:7:"), "{error}");
    assert_eq!(format!("{error:?}"), error.to_string());
    assert!(!folder.0.join("out").exists());
    Ok(())
}

#[test]
fn reports_are_warnings_of_cargo_and_nothing_else() -> Outcome {
    let folder = Folder::new("warnings")?;
    let document = folder.0.join("spec.yaml");
    fs::write(&document, SLOPPY)?;
    let printed = build(&document)?;
    assert!(
        printed.contains("cargo::warning=error[SW0101]"),
        "{printed}"
    );
    assert!(printed.contains("result: Ok("), "{printed}");
    assert!(printed.contains("EVIL"), "{printed}");
    let instructions = printed.lines().filter(|line| line.starts_with("cargo::"));
    for line in instructions {
        let known = ["cargo::warning=", "cargo::rerun-if-changed="];
        assert!(known.iter().any(|known| line.starts_with(known)), "{line}");
    }
    Ok(())
}
