//! `specwright new`, in folders outside this repository and its workspace.

use std::process::Command;

use super::folder::{Folder, Ran};

/// A folder with these files in it.
fn with(name: &str, files: &[(&str, &str)]) -> Folder {
    Folder::outside(&format!("new-{name}")).with(files)
}

/// A token for all operations, and a header that nearly all of them take.
const NOTES: &str = "openapi: 3.1.0
info: {title: Notes API, version: '1'}
security: [{bearer: []}]
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
  parameters: {tenant: {name: X-Tenant, in: header, required: true, schema: {type: string}}}
paths:
  /notes:
    parameters: [{$ref: '#/components/parameters/tenant'}]
    get: {tags: [notes], operationId: list_notes, responses: {'204': {description: Done}}}
    post: {tags: [notes], operationId: create_note, responses: {'204': {description: Done}}}
    put: {tags: [notes], operationId: replace_notes, responses: {'204': {description: Done}}}
    patch: {tags: [notes], operationId: update_notes, responses: {'204': {description: Done}}}
    delete: {tags: [notes], operationId: delete_notes, responses: {'204': {description: Done}}}
";

const JOB: &str = ".github/workflows/notes-client.yml";

#[test]
fn a_document_becomes_a_client_that_is_up_to_date() {
    let folder = with("all", &[("openapi.yaml", NOTES)]);
    let run = folder.run(&["new"]).succeeds();
    run.says("wrote codegen.toml")
        .says("cargo add --manifest-path PROGRAM/Cargo.toml --path notes-client ")
        .says("NOTES_TOKEN");
    let config = folder.table("codegen.toml");
    let expected: toml::Table = "runtime = { vendored = 'notes-client/specwright' }
        [notes]
        spec = 'openapi.yaml'
        out = 'notes-client'
        layout = 'crate'
        package = 'notes-client'
        rustfmt = true
        env = { token = 'NOTES_TOKEN', base_url = 'NOTES_BASE_URL' }
        [notes.client]
        tenant = { header = 'X-Tenant', env = 'NOTES_TENANT' }"
        .parse()
        .unwrap();
    let shown = |table: &toml::Table| format!("{table:#?}");
    assert_eq!(
        shown(&config)
            .replace("x_tenant", "tenant")
            .replace("X_TENANT", "TENANT"),
        shown(&expected)
    );
    assert!(
        folder.has("notes-client/src/lib.rs")
            && folder.has("notes-client/specwright/runtime/Cargo.toml")
    );
    assert!(
        folder
            .read(JOB)
            .contains("cargo check --manifest-path notes-client/Cargo.toml")
    );
    folder
        .run(&["generate", "--check"])
        .succeeds()
        .says("up to date");
    // Also where people lay out their code in their own way.
    folder.write("rustfmt.toml", "max_width = 60\ntab_spaces = 2\n");
    folder.run(&["generate"]).succeeds();
    let formatted = Command::new("cargo")
        .args(["fmt", "--all"])
        .current_dir(folder.0.join("notes-client"))
        .output()
        .unwrap();
    Ran::of(&formatted).succeeds();
    folder.run(&["generate", "--check"]).succeeds();

    // The same again, after any interruption.
    folder.remove(JOB);
    folder.remove("notes-client/src/lib.rs");
    let run = folder.run(&["new"]).succeeds().says("(1 written)");
    run.does_not_say("wrote codegen.toml");
    assert!(folder.has(JOB));
}

#[test]
fn the_job_for_a_document_with_errors_goes_on() {
    let lost = format!("{NOTES}  /lost: {{$ref: '#/components/pathItems/lost'}}\n");
    let folder = with("errors", &[("openapi.yaml", &lost)]);
    folder.run(&["new"]).fails().says("without --keep-going");
    let check = ["generate", "--check", "--keep-going"];
    assert!(folder.read(JOB).contains(&check.join(" ")));
    folder.run(&check).succeeds();
    folder.run(&check[..2]).fails();
}

#[test]
fn nothing_is_written_over() {
    let folder = with(
        "taken",
        &[("openapi.yaml", NOTES), ("codegen.toml", "# mine\n")],
    );
    // It says what to add by hand.
    let run = folder.run(&["new"]).fails().says("is there already");
    run.says("\n[notes]\nspec = \"openapi.yaml\"\n");
    assert_eq!(folder.read("codegen.toml"), "# mine\n");
    assert!(!folder.has("notes-client"));

    folder.remove("codegen.toml");
    folder.write(JOB, "# mine\n");
    folder
        .run(&["new", "openapi.yaml"])
        .succeeds()
        .says("kept .github");
    assert_eq!(folder.read(JOB), "# mine\n");

    let folder = with(
        "foreign",
        &[
            ("openapi.yaml", NOTES),
            ("notes-client/src/lib.rs", "// mine\n"),
        ],
    );
    folder.run(&["new"]).fails().says("lib.rs");
    assert_eq!(folder.read("notes-client/src/lib.rs"), "// mine\n");
    folder
        .run(&["new", "--name", "other-client"])
        .fails()
        .says("[other]");
}

#[test]
fn a_client_in_a_workspace_is_a_member_of_it() {
    let folder = with(
        "workspace",
        &[
            (
                "services/openapi.json",
                r#"{"openapi": "3.1.0", "info": {"title": "Farm", "version": "1"}, "paths": {"/cows": {"get": {"responses": {"204": {"description": "Done"}}}}}}"#,
            ),
            (
                "Cargo.toml",
                "[workspace]\nmembers = [\"app\"] # ours\nresolver = \"3\"\n",
            ),
            (
                "app/Cargo.toml",
                "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
            ),
            ("app/src/main.rs", "fn main() {}\n"),
            (".git/HEAD", ""),
        ],
    );
    let run = folder.run_in("services", &["new"]).succeeds();
    run.says("added the member farm-client")
        .does_not_say("does not have it");
    assert_eq!(
        folder.read("Cargo.toml"),
        "[workspace]\nmembers = [\"app\", \"services/farm-client\"] # ours\nresolver = \"3\"\n"
    );
    let job = folder.read(".github/workflows/farm-client.yml");
    assert!(job.contains("working-directory: \"services\"\n"), "{job}");
    let metadata = Command::new(env!("CARGO"))
        .current_dir(&folder.0)
        .args([
            "metadata",
            "--no-deps",
            "--offline",
            "--format-version",
            "1",
        ])
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&metadata.stdout).unwrap();
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let names: Vec<_> = packages
        .filter_map(|package| package["name"].as_str())
        .collect();
    assert!(
        names.contains(&"farm-client") && names.contains(&"app"),
        "{names:?}"
    );

    // Again: there is nothing to add.
    folder
        .run_in("services", &["new"])
        .succeeds()
        .does_not_say("added the member");
}

#[test]
fn what_new_can_t_begin_with_is_said() {
    let folder = with(
        "refused",
        &[
            ("here/.git/HEAD", ""),
            ("openapi.yaml", NOTES),
            ("here/bad.yaml", "openapi: [\n"),
        ],
    );
    for (arguments, words) in [
        (&["new", "-"][..], "save it as openapi.yaml"),
        (&["new", "nowhere.yaml"], "`nowhere.yaml`"),
        (&["new", "../openapi.yaml"], "is outside the repository"),
        (&["new", "bad.yaml"], "--> bad.yaml:"),
        (
            &["new", "bad.yaml", "--name", "a b"],
            "can't be the name of a crate",
        ),
        (
            &["new", "http://example.com/openapi.yaml"],
            "is not an https URL",
        ),
    ] {
        folder.run_in("here", arguments).fails().says(words);
    }
    assert!(!folder.has("here/codegen.toml"));
    folder.remove("here/bad.yaml");
    folder
        .run_in("here", &["new"])
        .fails()
        .says("no OpenAPI document");
    assert!(!folder.has("here/codegen.toml"));
}
