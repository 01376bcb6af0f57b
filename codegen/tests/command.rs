//! The command as a person or a script uses it.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A folder of one test, gone when the value is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> io::Result<Self> {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("command-{name}")));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0)?;
        Ok(folder)
    }

    fn write(&self, file: &str, text: &str) -> io::Result<()> {
        let path = self.0.join(file);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)
    }

    fn run(&self, arguments: &[&str]) -> io::Result<Output> {
        Command::new(env!("CARGO_BIN_EXE_specwright"))
            .current_dir(&self.0)
            .args(arguments)
            .output()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/runtime");

const SPEC: &str = "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things/{id}:
    get:
      operationId: getThing
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Done}}
";

/// The same document with a path parameter that is not declared: a warning.
const SLOPPY: &str = "openapi: 3.1.0
info: {title: Things, version: '1'}
paths: {'/things/{id}': {get: {responses: {'204': {description: Done}}}}}
";

/// The same with a reference that leads nowhere: an error.
const BROKEN: &str = "openapi: 3.1.0
info: {title: Things, version: '1'}
paths:
  /things: {get: {responses: {'204': {description: Done}}}}
  /lost: {$ref: '#/components/pathItems/lost', get: {responses: {'204': {description: Done}}}}
";

/// The names of a manifest's features.
fn features(manifest: &str) -> io::Result<BTreeSet<String>> {
    let manifest: toml::Table = manifest.parse().map_err(io::Error::other)?;
    let features = manifest.get("features").and_then(toml::Value::as_table);
    Ok(features
        .into_iter()
        .flat_map(toml::Table::keys)
        .cloned()
        .collect())
}

#[test]
fn a_crate_is_written_once_and_then_checked() -> io::Result<()> {
    let folder = Folder::new("crate")?;
    folder.write("spec.yaml", SPEC)?;
    let generate = [
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--name",
        "things",
        "--runtime",
        RUNTIME,
    ];
    let check: Vec<&str> = generate.iter().copied().chain(["--check"]).collect();

    let output = folder.run(&check)?;
    assert!(
        !output.status.success() && !folder.0.join("out").exists(),
        "{}",
        stderr(&output)
    );
    let output = folder.run(&generate)?;
    assert!(
        output.status.success() && stderr(&output).contains("things: 1 operation, 0 models"),
        "{}",
        stderr(&output)
    );
    let manifest = fs::read_to_string(folder.0.join("out/Cargo.toml"))?;
    assert!(
        manifest.contains("name = \"things\"") && manifest.contains("path = \".."),
        "{manifest}"
    );
    // What the runtime has, but for what only `derive` of the configuration asks for, and the tags.
    let mut expected = features(&fs::read_to_string(format!("{RUNTIME}/Cargo.toml"))?)?;
    expected.remove("schemars");
    expected.remove("specta");
    expected.insert("all".to_owned());
    assert_eq!(features(&manifest)?, expected);
    let output = folder.run(&check)?;
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(
        stderr(&output),
        "things: up to date: 1 operation, 0 models\n"
    );
    assert!(stderr(&folder.run(&generate)?).contains("(0 written)"));

    folder.write("out/src/lib.rs", "// Written by a person.\n")?;
    let output = folder.run(&generate)?;
    assert!(
        !output.status.success() && stderr(&output).contains("lib.rs"),
        "{}",
        stderr(&output)
    );
    assert_eq!(
        fs::read_to_string(folder.0.join("out/src/lib.rs"))?,
        "// Written by a person.\n"
    );
    Ok(())
}

#[test]
fn warnings_fail_only_where_they_are_denied() -> io::Result<()> {
    let folder = Folder::new("deny")?;
    folder.write("spec.yaml", SLOPPY)?;
    let output = folder.run(&["lint", "spec.yaml"])?;
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("spec.yaml:3:9")
            && stderr(&output).ends_with("1 warning\nspec.yaml: 1 operation, 0 models\n"),
        "{}",
        stderr(&output)
    );
    assert!(
        !folder
            .run(&["lint", "spec.yaml", "--deny", "warnings"])?
            .status
            .success()
    );
    Ok(())
}

#[test]
fn one_broken_part_does_not_take_the_rest_down() -> io::Result<()> {
    let folder = Folder::new("broken")?;
    folder.write("spec.yaml", BROKEN)?;
    let output = folder.run(&[
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--runtime",
        RUNTIME,
        "--format",
        "json",
    ])?;
    assert!(!output.status.success());
    let lines: Vec<serde_json::Value> = stdout(&output)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    let [line, last] = lines.as_slice() else {
        panic!("{}", stdout(&output))
    };
    assert_eq!(
        (&line["code"], &line["line"], &line["pointer"]),
        (&"SW0101".into(), &5.into(), &"/paths/~1lost/$ref".into())
    );
    let summary = &last["summary"];
    assert_eq!(
        (
            &summary["operations"],
            &summary["left_out"],
            &summary["errors"]
        ),
        (&1.into(), &1.into(), &1.into())
    );
    assert!(
        stderr(&output).contains("1 operation (1 left out)"),
        "{}",
        stderr(&output)
    );
    assert!(folder.0.join("out/src/lib.rs").exists());

    let bare = [
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--runtime",
        RUNTIME,
    ];
    for arguments in [&["--keep-going"][..], &["--keep-going", "--check"]] {
        let output = folder.run(&[&bare, arguments].concat())?;
        assert!(output.status.success(), "{}", stderr(&output));
        assert!(stderr(&output).contains("error[SW0101]"));
    }
    Ok(())
}

#[test]
fn of_a_document_that_can_t_be_read_nothing_is_written() -> io::Result<()> {
    let folder = Folder::new("unreadable")?;
    folder.write("spec.yaml", "openapi: [\n")?;
    let output = folder.run(&["generate", "spec.yaml", "--out", "out", "--keep-going"])?;
    assert!(!output.status.success(), "{}", stderr(&output));
    assert!(!folder.0.join("out").exists());
    Ok(())
}

#[test]
fn references_reach_the_document_s_folder_or_the_root_that_is_named() -> io::Result<()> {
    let folder = Folder::new("root")?;
    let reference = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {$ref: '../shared.yaml#/A'}}}\n";
    folder.write("inner/spec.yaml", reference)?;
    folder.write("shared.yaml", "A: {type: string}\n")?;
    let output = folder.run(&["lint", "inner/spec.yaml"])?;
    assert!(
        !output.status.success() && stderr(&output).contains("--root"),
        "{}",
        stderr(&output)
    );
    // A path that a terminal can open from here.
    assert!(
        stderr(&output).contains("--> inner/spec.yaml:3:"),
        "{}",
        stderr(&output)
    );
    let output = folder.run(&["lint", "inner/spec.yaml", "--root", "."])?;
    assert!(output.status.success(), "{}", stderr(&output));
    Ok(())
}

#[test]
fn a_name_that_rust_can_t_use_is_refused() -> io::Result<()> {
    let folder = Folder::new("names")?;
    folder.write("spec.yaml", SPEC)?;
    for (name, is_fine) in [
        ("fn", false),
        ("self", false),
        ("a b", false),
        ("1a", false),
        ("fn-api", true),
    ] {
        let output = folder.run(&["generate", "spec.yaml", "--out", name, "--name", name])?;
        assert_eq!(
            output.status.success(),
            is_fine,
            "{name}: {}",
            stderr(&output)
        );
        assert!(
            is_fine || stderr(&output).contains(&format!("`{name}` can't be the name of a crate"))
        );
    }
    Ok(())
}

#[test]
fn an_export_is_a_document_of_3_0() -> io::Result<()> {
    let folder = Folder::new("export")?;
    folder.write("spec.yaml", SPEC)?;
    let output = folder.run(&["export", "spec.yaml", "--out", "old.json", "--form", "json"])?;
    assert!(output.status.success(), "{}", stderr(&output));
    let text = fs::read_to_string(folder.0.join("old.json"))?;
    assert!(text.contains("\"3.0.3\""), "{text}");
    assert!(
        folder
            .run(&["lint", "old.json", "--deny", "warnings"])?
            .status
            .success()
    );
    assert_eq!(
        stdout(&folder.run(&["diff", "spec.yaml", "old.json"])?),
        "No difference.\nNothing changes for a program.\n"
    );
    Ok(())
}

#[test]
fn rustfmt_has_nothing_to_say_or_is_named_as_missing() -> io::Result<()> {
    let folder = Folder::new("rustfmt")?;
    folder.write("spec.yaml", SPEC)?;
    let generate = [
        "generate",
        "spec.yaml",
        "--out",
        "out",
        "--runtime",
        RUNTIME,
    ];
    let formatted: Vec<&str> = generate.iter().copied().chain(["--rustfmt"]).collect();
    let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .current_dir(&folder.0)
        .env("PATH", &folder.0)
        .args(&formatted)
        .output()?;
    assert!(
        !output.status.success() && stderr(&output).contains("rustup component add rustfmt"),
        "{}",
        stderr(&output)
    );
    assert!(!folder.0.join("out").exists());
    assert!(folder.run(&formatted)?.status.success());
    let formatting = Command::new("rustfmt")
        .args(["--check", "--edition", "2024", "out/src/lib.rs"])
        .current_dir(&folder.0)
        .output()?;
    assert!(formatting.status.success(), "{}", stdout(&formatting));
    Ok(())
}
