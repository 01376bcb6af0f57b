//! Disks that are full or read-only, and files in the way: a clear error, and the old files.

use std::{fs, path::Path, process::Command};

use specwright::output;

use super::super::folder::{Folder, Ran, tree};
use super::files::version;

/// Two versions of a document: the second has one more schema and a long description.
fn document(long: bool) -> String {
    let text = if long {
        "word ".repeat(20_000)
    } else {
        "short".to_owned()
    };
    let more = if long {
        "\n    New: {type: string, enum: [a]}"
    } else {
        ""
    };
    format!(
        "openapi: 3.1.0
info: {{title: Things, version: '1'}}
paths:
  /things: {{get: {{responses: {{'200': {{description: d, content: {{application/json: {{schema: {{$ref: '#/components/schemas/Thing'}}}}}}}}}}}}}}
components:
  schemas:
    Thing: {{type: object, description: '{text}', properties: {{a: {{type: string}}}}}}{more}
"
    )
}

/// Runs the command in a shell, after the given shell commands.
fn generate(folder: &Folder, before: &str) -> Ran {
    let line =
        format!("{before} exec \"$0\" generate spec.yaml --out disk/out --name things --runtime 1");
    let output = Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_specwright")])
        .current_dir(&folder.0)
        .output();
    Ran::of(&output.unwrap())
}

#[cfg(unix)]
#[test]
fn a_file_that_grows_too_large_leaves_the_old_ones() {
    let folder = Folder::new("output-limit");
    folder.write("spec.yaml", &document(false));
    generate(&folder, "").succeeds();
    let before = tree(&folder.0.join("disk"));
    folder.write("spec.yaml", &document(true));
    // Without the signal, the write itself fails.
    let run = generate(&folder, "trap '' XFSZ; ulimit -f 16;").fails();
    run.says("File too large")
        .says("nothing was changed")
        .says("out");
    assert_eq!(tree(&folder.0.join("disk")), before);
}

/// On a small disk of its own, if one can be mounted here.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_and_a_read_only_one_leave_the_old_files() {
    let folder = Folder::new("output-disk");
    fs::create_dir(folder.0.join("disk")).unwrap();
    let alone = |line: &str| {
        let inner = format!("mount -t tmpfs -o size=96k none disk && {line}");
        Command::new("unshare")
            .args(["--user", "--map-root-user", "--mount", "sh", "-c", &inner])
            .arg(env!("CARGO_BIN_EXE_specwright"))
            .current_dir(&folder.0)
            .output()
    };
    if !alone("true").is_ok_and(|output| output.status.success()) {
        eprintln!("left out: no disk can be mounted here");
        return;
    }
    folder.write("short.yaml", &document(false));
    folder.write("long.yaml", &document(true));
    let run =
        |spec: &str| format!("\"$0\" generate {spec} --out disk/out --name things --runtime 1");
    let compare = "cp -r disk/out before && cp -r disk/out . &&";
    for (state, reason) in [
        ("true", "No space left"),
        ("mount -o remount,ro disk", "Read-only"),
    ] {
        let line = format!(
            "{first} && {compare} {state} && {{ {second}; code=$?; diff -r disk/out before >&2 && rm -r before out; exit $code; }}",
            first = run("short.yaml"),
            second = run("long.yaml"),
        );
        let run = Ran::of(&alone(&line).unwrap()).fails();
        run.says(reason).says("nothing was changed").says("out");
        assert!(
            !folder.0.join("before").exists(),
            "the files there are not the old ones"
        );
    }
}

#[test]
fn a_file_in_the_way_is_named() {
    let folder = Folder::new("output-way");
    folder.write("out", "A file.");
    let error = output::write(&folder.0.join("out"), &version("a"))
        .unwrap_err()
        .to_string();
    assert!(error.contains("out` is in the way"), "{error}");
    fs::remove_file(folder.0.join("out")).unwrap();

    for (path, named) in [
        ("out/models", "models"),
        ("out/mod.rs/deep", "mod.rs"),
        ("out/models/m00.rs", "m00.rs"),
    ] {
        folder.write(path, "By hand.");
        let before = tree(&folder.0);
        let error = output::write(&folder.0.join("out"), &version("a"))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains(&format!("{named}` is in the way")),
            "{error}"
        );
        assert_eq!(tree(&folder.0), before);
        fs::remove_dir_all(folder.0.join("out")).unwrap();
    }

    folder.write("file", "A file.");
    let error = output::write(Path::new(&folder.0.join("file/out")), &version("a")).unwrap_err();
    assert!(error.to_string().contains("nothing was changed"), "{error}");
}
