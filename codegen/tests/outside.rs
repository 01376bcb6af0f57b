//! A document reads nothing but what lies in its folder, however it asks.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use specwright::{
    Input,
    config::ApiConfig,
    diagnostics::{Style, render},
    generate,
    plan::Target,
    source::Disk,
};

/// The content of the file that no document may read.
const SECRET: &str =
    "type: object\ndescription: s3cret\nproperties: {door: {type: string, default: s3cret}}\n";

/// A folder with the secret beside the folder of the documents, gone when the value is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> io::Result<Self> {
        let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("outside-{name}"));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(root.join("documents/sub"))?;
        let root = root.canonicalize()?;
        for secret in ["secret.yaml", "documents-too.yaml", "secret.yaml "] {
            fs::write(root.join(secret), SECRET)?;
        }
        Ok(Self(root))
    }

    /// What is generated from a document in the folder, and what is reported.
    fn generate(&self, document: &str, overlays: &[&str]) -> io::Result<(String, String)> {
        let path = self.0.join("documents/document.json");
        fs::write(&path, document)?;
        let (disk, entry) = Disk::for_document(&path, None)?;
        let config = ApiConfig {
            overlays: overlays.iter().map(|&overlay| overlay.to_owned()).collect(),
            ..ApiConfig::default()
        };
        let generated = generate(&Input {
            reader: &disk,
            entry: &entry,
            config: &config,
            config_text: None,
            target: &Target::module("api", "document.json"),
            dump: None,
        });
        let read: Vec<String> = generated
            .sources
            .iter()
            .flat_map(|sources| {
                sources
                    .files()
                    .map(|(_, file)| file.text.as_str().to_owned())
            })
            .collect();
        let text: String = generated
            .files
            .into_iter()
            .map(|file| file.text)
            .chain(read)
            .collect();
        let reported = render(
            &generated.diagnostics,
            generated.sources.as_ref(),
            Style::Plain,
        );
        Ok((text, reported))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Every way to ask for the file.
fn ways(root: &Path) -> Vec<String> {
    let root = root.display().to_string();
    let mut ways: Vec<String> = [
        "../secret.yaml",
        "./../secret.yaml",
        "sub/../../secret.yaml",
        "sub/../../documents/../secret.yaml",
        "none/../../secret.yaml",
        "document.json/../../secret.yaml",
        "..//secret.yaml",
        "....//secret.yaml",
        "../documents-too.yaml",
        "%2e%2e/secret.yaml",
        "..%2fsecret.yaml",
        "%2e%2e%2fsecret.yaml",
        "%252e%252e/secret.yaml",
        "..\\secret.yaml",
        "..%5csecret.yaml",
        "..\u{2215}secret.yaml",
        "\u{2025}/secret.yaml",
        "../secret.yaml\0",
        "../secret.yaml%00.yaml",
        "../secret.yaml%20",
        "../secret.yaml?x=1",
        "../secret.yaml;x",
        "~/secret.yaml",
        "$HOME/secret.yaml",
        "http://127.0.0.1:9/secret.yaml",
        "https://127.0.0.1:9/secret.yaml",
        "HTTP://127.0.0.1:9/secret.yaml",
        "ftp://127.0.0.1:9/secret.yaml",
        "//127.0.0.1:9/secret.yaml",
        "\\\\127.0.0.1\\secret.yaml",
        "/proc/self/environ",
        "/proc/self/cwd/secret.yaml",
        "/dev/zero",
        "/dev/stdin",
        "link.yaml",
        "linked/secret.yaml",
        "sub/up/secret.yaml",
        "loop.yaml",
        "pipe.yaml",
        "sub",
        ".",
        "..",
        "/",
    ]
    .map(str::to_owned)
    .to_vec();
    for scheme in [
        "",
        "file:",
        "file://",
        "file://localhost",
        "FILE:",
        "file:///..",
        "jar:file:",
    ] {
        ways.push(format!("{scheme}{root}/secret.yaml"));
    }
    ways
}

#[cfg(unix)]
#[test]
fn references_lead_nowhere_else() -> io::Result<()> {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("references")?;
    let documents = folder.0.join("documents");
    symlink("../secret.yaml", documents.join("link.yaml"))?;
    symlink("..", documents.join("linked"))?;
    symlink("../..", documents.join("sub/up"))?;
    symlink("loop.yaml", documents.join("loop.yaml"))?;
    // Whoever opens it waits for ever.
    let made = std::process::Command::new("mkfifo")
        .arg(documents.join("pipe.yaml"))
        .status()?;
    assert!(made.success());
    for way in ways(&folder.0) {
        for fragment in ["", "#", "#/properties/door"] {
            let reference = serde_json::Value::from(format!("{way}{fragment}"));
            let document = format!(
                r#"{{"openapi": "3.1.0", "info": {{"title": "T", "version": "1"}},
                "paths": {{"/a": {{"$ref": {reference}}}, "/b": {{"get": {{
                    "parameters": [{{"$ref": {reference}}}],
                    "responses": {{"200": {{"description": "d", "content": {{"application/json": {{
                        "schema": {{"$ref": {reference}}}, "examples": {{"e": {{"externalValue": {reference}}}}}}}}},
                        "links": {{"l": {{"operationRef": {reference}}}}}}}}}}}}}}},
                "components": {{"schemas": {{"A": {{"$id": {reference}, "$ref": "secret.yaml"}}, "B": {{"$dynamicRef": {reference}}},
                    "C": {{"oneOf": [{{"$ref": {reference}}}], "discriminator": {{"propertyName": "k", "mapping": {{"c": {reference}}}}}}}}}}}}}"#
            );
            let (text, reported) = folder.generate(&document, &[])?;
            assert!(!text.contains("s3cret"), "{reference}: {text}");
            assert!(
                reported.contains("error"),
                "{reference} is not refused: {reported}"
            );
        }
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn overlays_lead_nowhere_else() -> io::Result<()> {
    use std::os::unix::fs::symlink;

    let folder = Folder::new("overlays")?;
    symlink("../secret.yaml", folder.0.join("documents/link.yaml"))?;
    let plain = r#"{"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, "paths": {}}"#;
    for way in ways(&folder.0) {
        let (text, reported) = folder.generate(plain, &[&way])?;
        assert!(!text.contains("s3cret"), "{way}: {text}");
        assert!(
            reported.contains("error"),
            "{way} is not refused: {reported}"
        );
    }
    // What an overlay puts into the document is no more trusted than the document.
    let overlay = "overlay: 1.0.0
info: {title: T, version: '1'}
extends: ../secret.yaml
actions: [{target: $, update: {components: {schemas: {A: {$ref: ../secret.yaml}}}}}]
";
    fs::write(folder.0.join("documents/overlay.yaml"), overlay)?;
    let (text, reported) = folder.generate(plain, &["overlay.yaml"])?;
    assert!(
        !text.contains("s3cret") && reported.contains("error"),
        "{reported}"
    );
    Ok(())
}
