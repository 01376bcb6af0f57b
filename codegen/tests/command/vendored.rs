//! The runtime that is written beside the clients.

use super::folder::{Folder, Ran};

/// A folder with two documents.
fn documents(name: &str) -> Folder {
    let folder = Folder::new(name);
    for name in ["notes", "farm"] {
        let text = format!(
            "openapi: 3.1.0
info: {{title: {name}, version: '1'}}
paths: {{/{name}: {{get: {{responses: {{'204': {{description: Done}}}}}}}}}}
"
        );
        folder.write(&format!("{name}.yaml"), &text);
    }
    folder
}

fn generate(folder: &Folder, arguments: &[&str]) -> Ran {
    folder.run(&[&["generate"], arguments].concat())
}

/// The path of a client's runtime as its manifest names it, which leads to a crate of that name.
fn runtime(folder: &Folder, client: &str) -> String {
    let manifest = folder.table(&format!("{client}/Cargo.toml"));
    let path = &manifest["dependencies"]["specwright-runtime"]["path"];
    let path = path.as_str().unwrap();
    let runtime = folder.table(&format!("{client}/{path}/Cargo.toml"));
    let name = runtime["package"]["name"].as_str();
    assert_eq!(name, Some("specwright-runtime"));
    let derive = &runtime["dependencies"]["specwright-derive"]["path"];
    let derive = derive.as_str().unwrap();
    assert!(folder.has(&format!("{client}/{path}/{derive}/src/lib.rs")));
    path.to_owned()
}

const ONE: &str = "[notes]\nspec = 'notes.yaml'\n";
const TWO: &str = "[notes]\nspec = 'notes.yaml'\n[farm]\nspec = 'farm.yaml'\nout = 'a/farm'\n";

#[test]
fn one_crate_has_its_runtime_in_its_folder() {
    let folder = documents("vendored-one");
    folder.write("codegen.toml", ONE);
    generate(&folder, &[]).succeeds();
    assert_eq!(runtime(&folder, "notes"), "specwright/runtime");
    assert!(!folder.has("specwright"));

    let bare = ["farm.yaml", "--out", "bare", "--name", "farm"];
    generate(&folder, &bare).succeeds();
    assert_eq!(runtime(&folder, "bare"), "specwright/runtime");
    generate(&folder, &[&bare[..], &["--check"]].concat()).succeeds();
}

#[test]
fn clients_share_one_runtime() {
    let folder = documents("vendored-two");
    folder.write("codegen.toml", TWO);
    generate(&folder, &[]).succeeds();
    assert_eq!(runtime(&folder, "notes"), "../specwright/runtime");
    assert_eq!(runtime(&folder, "a/farm"), "../../specwright/runtime");
    assert!(!folder.has("notes/specwright"));

    folder.write(
        "codegen.toml",
        &format!("runtime = {{ vendored = 'a/shared' }}\n{TWO}"),
    );
    generate(&folder, &[]).succeeds();
    assert_eq!(runtime(&folder, "notes"), "../a/shared/runtime");
    assert_eq!(runtime(&folder, "a/farm"), "../shared/runtime");

    folder.write(
        "codegen.toml",
        &format!("runtime = {{ vendored = 'a' }}\n{TWO}"),
    );
    generate(&folder, &[])
        .fails()
        .says("codegen.toml:6:7")
        .says("`farm` and the runtime share");
}

#[test]
fn the_runtime_is_checked_and_files_of_others_are_kept() {
    let folder = documents("vendored-checked");
    folder.write("codegen.toml", ONE);
    generate(&folder, &[]).succeeds();
    generate(&folder, &["--check"]).succeeds();

    let edited = "notes/specwright/runtime/src/lib.rs";
    let old = "notes/specwright/runtime/src/old.rs";
    let foreign = "notes/specwright/runtime/notes.txt";
    let text = folder.read(edited);
    folder.write(old, &text);
    folder.write(edited, &format!("{text}mod oauth;\n"));
    folder.write(foreign, "Mine.\n");
    let printed = generate(&folder, &["--check"]).fails().printed();
    for line in [
        "changed notes/specwright/runtime/src/lib.rs",
        "stale notes/specwright/runtime/src/old.rs",
        "-mod oauth;",
    ] {
        assert!(printed.lines().any(|one| one == line), "{line}: {printed}");
    }
    generate(&folder, &[]).succeeds();
    assert_eq!(folder.read(edited), text);
    assert_eq!(folder.read(foreign), "Mine.\n");
    assert!(!folder.has(old));

    folder.write(edited, "// Mine.\n");
    generate(&folder, &[]).fails().says("lib.rs");
    assert_eq!(folder.read(edited), "// Mine.\n");
}
