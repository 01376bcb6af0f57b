//! `specwright diff` as a person or a job uses it.

use super::folder::{Folder, Ran};

/// A folder with two versions of a document: the second has no `DELETE`, needs labels, and writes a
/// name in another way.
fn versions(name: &str) -> Folder {
    Folder::new(name).with(&[("old.yaml", OLD), ("new.yaml", &new())])
}

fn diff(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.run(&[&["diff"], arguments].concat())
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
      help: pass `labels: Vec<String>` after `title`

Breaking on the wire: programs compile, and send or read something else

  NoteCreate
    `NoteCreate.created_at` is `created_at` on the wire instead of `createdAt`

Additive: programs compile as before

  NoteCreate
    the field `NoteCreate.labels` is new

2 breaking changes, 1 change on the wire, 1 addition, 1 item documented otherwise.
The next version is major: 0.1.0 → 0.2.0, 1.0.0 → 2.0.0.
";

#[test]
fn each_change_is_reported_under_its_operation_or_type() {
    let folder = versions("diff-text");
    let run = diff(&folder, &["old.yaml", "new.yaml"]).succeeds();
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), (TEXT, ""));
}

#[test]
fn a_job_fails_on_what_it_names() {
    let folder = versions("diff-fail");
    diff(&folder, &["old.yaml", "new.yaml", "--fail-on", "breaking"]).fails();
    diff(&folder, &["old.yaml", "old.yaml", "--fail-on", "additive"]).succeeds();
    let more = OLD.replace(
        "  /notes/{id}:",
        "  /tags: {get: {tags: [notes], responses: {'204': {description: Done}}}}\n  /notes/{id}:",
    );
    folder.write("more.yaml", &more);
    diff(&folder, &["old.yaml", "more.yaml", "--fail-on", "breaking"]).succeeds();
    diff(&folder, &["old.yaml", "more.yaml", "--fail-on", "additive"]).fails();
    let other = OLD.replace("createdAt", "created_at");
    folder.write("other.yaml", &other);
    diff(
        &folder,
        &["old.yaml", "other.yaml", "--fail-on", "breaking"],
    )
    .fails();
}

#[test]
fn machines_get_a_change_a_line_and_the_counts() {
    let folder = versions("diff-json");
    let output = diff(&folder, &["old.yaml", "new.yaml", "--format", "json"]).stdout;
    let lines = output.lines().map(serde_json::from_str);
    let lines: Vec<serde_json::Value> = lines.collect::<Result<_, _>>().unwrap();
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
}

#[test]
fn a_version_comes_from_standard_input() {
    let folder = versions("diff-input");
    let run = folder.run_with_input(&["diff", "-", "new.yaml"], OLD);
    assert_eq!(run.succeeds().stdout, TEXT);
    diff(&folder, &["-", "-"]).fails().says("only one version");
}

#[test]
fn names_are_those_of_the_configuration() {
    let folder = versions("diff-config");
    let config =
        "[notes]\nspec = \"new.yaml\"\n[notes.rename]\n\"DELETE /notes/{id}\" = \"forget\"\n";
    folder.write("codegen.toml", config);
    let arguments = [
        "old.yaml",
        "new.yaml",
        "--config",
        "codegen.toml",
        "--api",
        "notes",
    ];
    let expected = TEXT.replace("notes().delete()", "notes().forget()");
    assert_eq!(diff(&folder, &arguments).stdout, expected);
    diff(
        &folder,
        &[
            "old.yaml",
            "new.yaml",
            "--config",
            "codegen.toml",
            "--api",
            "memos",
        ],
    )
    .says("`codegen.toml` has no client `memos`");
}

#[test]
fn what_cant_be_read_is_an_error_and_what_is_left_out_a_note() {
    let folder = versions("diff-unreadable");
    for (name, text) in [
        ("empty.yaml", ""),
        ("broken.yaml", "a: [b"),
        ("other.yaml", "a: b"),
    ] {
        folder.write(name, text);
        let run = diff(&folder, &["old.yaml", name]).fails().says(name);
        assert_eq!(run.stdout, "", "{name}");
    }
    diff(&folder, &["nowhere.yaml", "old.yaml"]).says("`nowhere.yaml`");
    let lost = OLD.replace(
        "[{name: id, in: path, required: true, schema: {type: string}}]",
        "[{$ref: '#/nowhere'}]",
    );
    folder.write("lost.yaml", &lost);
    diff(&folder, &["old.yaml", "lost.yaml"])
        .succeeds()
        .says("1 operation of `lost.yaml`");
}

/// Where the configuration changes with the document, each version has its own.
#[test]
fn each_version_may_have_a_configuration() {
    let folder = versions("diff-configs");
    let config = |method: &str| {
        format!(
            "[notes]\nspec = \"old.yaml\"\n[notes.rename]\n\"DELETE /notes/{{id}}\" = \"{method}\"\n"
        )
    };
    folder.write("before.toml", &config("forget"));
    folder.write("codegen.toml", &config("remove"));
    let mut arguments = vec!["old.yaml", "old.yaml", "--config", "codegen.toml"];
    let none = "No difference.\nNothing changes for a program.\n";
    assert_eq!(diff(&folder, &arguments).stdout, none);
    arguments.extend(["--old-config", "before.toml", "--format", "json"]);
    let changes = diff(&folder, &arguments).stdout;
    let first = changes.lines().next().unwrap_or_default();
    let change: serde_json::Value = serde_json::from_str(first).unwrap();
    assert_eq!(
        change["consequence"],
        "`notes().forget()` is now named `notes().remove()`"
    );
}

/// An `operationId` that another one takes the place of moves the method, unless `names.lock` keeps
/// its name.
#[test]
fn a_new_operation_id_moves_nothing_that_is_locked() {
    let folder = versions("diff-operation-id");
    let new = OLD.replace("deleteNote", "forgetNote");
    folder.write("new.yaml", &new);
    folder.write("codegen.toml", "[notes]\nspec = \"old.yaml\"\n");
    let arguments = ["old.yaml", "new.yaml", "--config", "codegen.toml"];
    diff(&folder, &arguments).says("`notes().delete()` is now named `notes().forget()`");
    let lock = "[notes.methods]\n\"DELETE /notes/{id}\" = \"delete\"\n";
    folder.write("names.lock", lock);
    let documented = "1 item documented otherwise.\n\
                      The next version is a patch: 0.1.0 → 0.1.1, 1.0.0 → 1.0.1.\n";
    assert_eq!(diff(&folder, &arguments).stdout, documented);
}

/// What is new takes no name from what `names.lock` has.
#[test]
fn names_that_are_locked_stay() {
    let folder = versions("diff-lock");
    let old = OLD.replace("createdAt", "\"@title\": {type: string}, \"@type\"");
    let new = old.replace("\"@type\"", "type: {type: string}, \"@type\"");
    folder.write("old.yaml", &old);
    folder.write("new.yaml", &new);
    let arguments = [
        "old.yaml",
        "new.yaml",
        "--format",
        "json",
        "--config",
        "codegen.toml",
    ];
    folder.write("codegen.toml", "[notes]\nspec = \"new.yaml\"\n");
    let verdict = || {
        let changes = diff(&folder, &arguments).succeeds().stdout;
        let last = changes.lines().last().unwrap_or_default();
        let last: serde_json::Value = serde_json::from_str(last).unwrap();
        last["summary"]["verdict"].clone()
    };
    assert_eq!(verdict(), "wire");
    let lock = "[notes.fields]\n\"NoteCreate#@type\" = \"type\"\n";
    folder.write("names.lock", lock);
    assert_eq!(verdict(), "additive");
}
