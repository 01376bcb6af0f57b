//! `specwright diff` as a person or a job uses it.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// A folder of one test, gone when the value is.
struct Folder(PathBuf);

impl Folder {
    /// With two versions: the second has no `DELETE`, asks for labels, and writes a name in another
    /// way.
    fn new(name: &str) -> io::Result<Self> {
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("diff-{name}")));
        let _ = fs::remove_dir_all(&folder.0);
        fs::create_dir_all(&folder.0)?;
        fs::write(folder.0.join("old.yaml"), OLD)?;
        fs::write(folder.0.join("new.yaml"), new())?;
        Ok(folder)
    }

    fn run(&self, arguments: &[&str]) -> io::Result<Output> {
        self.command(arguments).output()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
        command.current_dir(&self.0).arg("diff").args(arguments);
        command
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const OLD: &str = "openapi: 3.1.0
info: {title: Notes, version: '1'}
paths:
  /notes:
    post:
      tags: [notes]
      operationId: createNote
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NoteCreate'}}}}
      responses: {'204': {description: Stored}}
  /notes/{id}:
    delete:
      tags: [notes]
      operationId: deleteNote
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses: {'204': {description: Gone}}
components:
  schemas:
    NoteCreate:
      type: object
      required: [title]
      properties: {title: {type: string}, createdAt: {type: string}}
";

fn new() -> String {
    let (before, _) = OLD.split_once("  /notes/{id}:").unwrap();
    let (_, after) = OLD.split_once("components:").unwrap();
    format!("{before}components:{after}")
        .replace("[title]", "[title, labels]")
        .replace(
            "createdAt: {type: string}",
            "created_at: {type: string}, labels: {type: array, items: {type: string}}",
        )
}

const TEXT: &str = "\
Breaking: a program that uses it stops compiling

  DELETE /notes/{id}
    `notes().delete()` is gone
  NoteCreate
    `NoteCreate::new` takes `labels`
      help: give `labels: Vec<String>` after `title`

Breaking on the wire: programs compile, and send or read something else

  NoteCreate
    `NoteCreate.created_at` is `created_at` on the wire instead of `createdAt`

Additive: programs compile as before

  NoteCreate
    the field `NoteCreate.labels` is new

2 breaking changes, 1 change on the wire, 1 addition, 1 item documented otherwise.
The next version is major: 0.1.0 → 0.2.0, 1.0.0 → 2.0.0.
";

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn each_change_is_told_under_its_operation_or_type() -> io::Result<()> {
    let folder = Folder::new("text")?;
    let output = folder.run(&["old.yaml", "new.yaml"])?;
    assert_eq!(stdout(&output), TEXT);
    assert_eq!(
        (output.status.code(), stderr(&output)),
        (Some(0), String::new())
    );
    Ok(())
}

#[test]
fn a_job_fails_on_what_it_names() -> io::Result<()> {
    let folder = Folder::new("fail")?;
    let code = |arguments: &[&str]| Ok::<_, io::Error>(folder.run(arguments)?.status.code());
    assert_eq!(
        code(&["old.yaml", "new.yaml", "--fail-on", "breaking"])?,
        Some(1)
    );
    assert_eq!(
        code(&["old.yaml", "old.yaml", "--fail-on", "additive"])?,
        Some(0)
    );
    let more = OLD.replace(
        "  /notes/{id}:",
        "  /tags: {get: {tags: [notes], responses: {'204': {description: Done}}}}\n  /notes/{id}:",
    );
    fs::write(folder.0.join("more.yaml"), more)?;
    assert_eq!(
        code(&["old.yaml", "more.yaml", "--fail-on", "breaking"])?,
        Some(0)
    );
    assert_eq!(
        code(&["old.yaml", "more.yaml", "--fail-on", "additive"])?,
        Some(1)
    );
    let other = OLD.replace("createdAt", "created_at");
    fs::write(folder.0.join("other.yaml"), other)?;
    assert_eq!(
        code(&["old.yaml", "other.yaml", "--fail-on", "breaking"])?,
        Some(1)
    );
    Ok(())
}

#[test]
fn machines_get_a_change_a_line_and_the_counts() -> io::Result<()> {
    let folder = Folder::new("json")?;
    let output = stdout(&folder.run(&["old.yaml", "new.yaml", "--format", "json"])?);
    let lines: Result<Vec<serde_json::Value>, _> =
        output.lines().map(serde_json::from_str).collect();
    let lines = lines?;
    assert_eq!(
        lines[0],
        serde_json::json!({
            "verdict": "breaking",
            "place": "DELETE /notes/{id}",
            "item": "notes().delete()",
            "consequence": "`notes().delete()` is gone",
            "help": null,
        })
    );
    assert_eq!(
        lines[4]["summary"],
        serde_json::json!({
            "verdict": "breaking", "bump": "major", "breaking": 2, "wire": 1, "additive": 1, "documentation": 1, "constraints": 0,
        })
    );
    assert_eq!(lines.len(), 5);
    Ok(())
}

#[test]
fn a_version_comes_from_standard_input() -> io::Result<()> {
    let folder = Folder::new("input")?;
    let mut command = folder.command(&["-", "new.yaml"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    child
        .stdin
        .take()
        .map_or(Ok(()), |mut input| input.write_all(OLD.as_bytes()))?;
    assert_eq!(stdout(&child.wait_with_output()?), TEXT);
    let output = folder.run(&["-", "-"])?;
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("only one version"),
        "{}",
        stderr(&output)
    );
    Ok(())
}

#[test]
fn names_are_those_of_the_configuration() -> io::Result<()> {
    let folder = Folder::new("config")?;
    let config =
        "[notes]\nspec = \"new.yaml\"\n[notes.rename]\n\"DELETE /notes/{id}\" = \"forget\"\n";
    fs::write(folder.0.join("codegen.toml"), config)?;
    let arguments = [
        "old.yaml",
        "new.yaml",
        "--config",
        "codegen.toml",
        "--api",
        "notes",
    ];
    let output = folder.run(&arguments)?;
    assert_eq!(
        stdout(&output),
        TEXT.replace("notes().delete()", "notes().forget()")
    );
    let output = folder.run(&[
        "old.yaml",
        "new.yaml",
        "--config",
        "codegen.toml",
        "--api",
        "memos",
    ])?;
    assert!(
        stderr(&output).contains("`codegen.toml` has no client `memos`"),
        "{}",
        stderr(&output)
    );
    Ok(())
}

#[test]
fn what_cant_be_read_is_an_error_and_what_is_left_out_a_note() -> io::Result<()> {
    let folder = Folder::new("unreadable")?;
    for (name, text) in [
        ("empty.yaml", ""),
        ("broken.yaml", "a: [b"),
        ("other.yaml", "a: b"),
    ] {
        fs::write(folder.0.join(name), text)?;
        let output = folder.run(&["old.yaml", name])?;
        assert_eq!(output.status.code(), Some(1), "{name}");
        assert_eq!(stdout(&output), "", "{name}");
        assert!(stderr(&output).contains(name), "{}", stderr(&output));
    }
    let output = folder.run(&["nowhere.yaml", "old.yaml"])?;
    assert!(
        stderr(&output).contains("`nowhere.yaml`"),
        "{}",
        stderr(&output)
    );
    let lost = OLD.replace(
        "[{name: id, in: path, required: true, schema: {type: string}}]",
        "[{$ref: '#/nowhere'}]",
    );
    fs::write(folder.0.join("lost.yaml"), lost)?;
    let output = folder.run(&["old.yaml", "lost.yaml"])?;
    assert_eq!(output.status.code(), Some(0));
    assert!(
        stderr(&output).contains("1 operation of `lost.yaml`"),
        "{}",
        stderr(&output)
    );
    Ok(())
}

/// Where the configuration changes with the document, each version has its own.
#[test]
fn each_version_may_have_a_configuration() -> io::Result<()> {
    let folder = Folder::new("configs")?;
    let config = |method: &str| {
        format!(
            "[notes]\nspec = \"old.yaml\"\n[notes.rename]\n\"DELETE /notes/{{id}}\" = \"{method}\"\n"
        )
    };
    fs::write(folder.0.join("before.toml"), config("forget"))?;
    fs::write(folder.0.join("codegen.toml"), config("remove"))?;
    let mut arguments = vec!["old.yaml", "old.yaml", "--config", "codegen.toml"];
    let none = "No difference.\nNothing changes for a program.\n";
    assert_eq!(stdout(&folder.run(&arguments)?), none);
    arguments.extend(["--old-config", "before.toml", "--format", "json"]);
    let told = stdout(&folder.run(&arguments)?);
    let first = told.lines().next().unwrap_or_default();
    let change: serde_json::Value = serde_json::from_str(first)?;
    assert_eq!(
        change["consequence"],
        "`notes().forget()` is now named `notes().remove()`"
    );
    Ok(())
}

/// An `operationId` that another one takes the place of moves the method, unless `names.lock` keeps
/// its name.
#[test]
fn a_new_operation_id_moves_nothing_that_is_locked() -> io::Result<()> {
    let folder = Folder::new("operation-id")?;
    let new = OLD.replace("deleteNote", "forgetNote");
    fs::write(folder.0.join("new.yaml"), new)?;
    fs::write(
        folder.0.join("codegen.toml"),
        "[notes]\nspec = \"old.yaml\"\n",
    )?;
    let arguments = ["old.yaml", "new.yaml", "--config", "codegen.toml"];
    let told = stdout(&folder.run(&arguments)?);
    assert!(
        told.contains("`notes().delete()` is now named `notes().forget()`"),
        "{told}"
    );
    let lock = "[notes.methods]\n\"DELETE /notes/{id}\" = \"delete\"\n";
    fs::write(folder.0.join("names.lock"), lock)?;
    let told = stdout(&folder.run(&arguments)?);
    let documented = "1 item documented otherwise.\n\
                      The next version is a patch: 0.1.0 → 0.1.1, 1.0.0 → 1.0.1.\n";
    assert_eq!(told, documented);
    Ok(())
}

/// What is new takes no name from what `names.lock` has.
#[test]
fn names_that_are_locked_stay() -> io::Result<()> {
    let folder = Folder::new("lock")?;
    let old = OLD.replace("createdAt", "\"@title\": {type: string}, \"@type\"");
    let new = old.replace("\"@type\"", "type: {type: string}, \"@type\"");
    fs::write(folder.0.join("old.yaml"), old)?;
    fs::write(folder.0.join("new.yaml"), new)?;
    let arguments = [
        "old.yaml",
        "new.yaml",
        "--format",
        "json",
        "--config",
        "codegen.toml",
    ];
    fs::write(
        folder.0.join("codegen.toml"),
        "[notes]\nspec = \"new.yaml\"\n",
    )?;
    let verdict = |output: &Output| {
        let last = stdout(output).lines().last().unwrap_or_default().to_owned();
        serde_json::from_str::<serde_json::Value>(&last).map(|it| it["summary"]["verdict"].clone())
    };
    assert_eq!(verdict(&folder.run(&arguments)?)?, "wire");
    let lock = "[notes.fields]\n\"NoteCreate#@type\" = \"type\"\n";
    fs::write(folder.0.join("names.lock"), lock)?;
    assert_eq!(verdict(&folder.run(&arguments)?)?, "additive");
    Ok(())
}
