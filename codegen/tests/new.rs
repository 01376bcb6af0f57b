//! `specwright new`, in folders outside this repository and its workspace.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

/// A folder of one test, gone when the value is.
struct Folder(PathBuf);

impl Folder {
    /// A folder with these files in it.
    fn new(name: &str, files: &[(&str, &str)]) -> io::Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("specwright-new-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let folder = Self(folder);
        for (file, text) in files {
            folder.write(file, text)?;
        }
        Ok(folder)
    }

    fn write(&self, file: &str, text: &str) -> io::Result<()> {
        let path = self.0.join(file);
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::write(path, text)
    }

    fn read(&self, file: &str) -> io::Result<String> {
        fs::read_to_string(self.0.join(file))
    }

    fn has(&self, file: &str) -> bool {
        self.0.join(file).exists()
    }

    /// Runs the command in a folder of it, and gives whether it succeeded and what it printed.
    fn run_in(&self, folder: &str, arguments: &[&str]) -> io::Result<(bool, String)> {
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .current_dir(self.0.join(folder))
            .args(arguments)
            .output()?;
        let printed = [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text));
        Ok((output.status.success(), printed.concat()))
    }

    fn run(&self, arguments: &[&str]) -> io::Result<(bool, String)> {
        self.run_in("", arguments)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
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
fn a_document_becomes_a_client_that_is_up_to_date() -> io::Result<()> {
    let folder = Folder::new("all", &[("openapi.yaml", NOTES)])?;
    let (fine, printed) = folder.run(&["new"])?;
    assert!(fine, "{printed}");
    let config: toml::Table = folder
        .read("codegen.toml")?
        .parse()
        .map_err(io::Error::other)?;
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
        .map_err(io::Error::other)?;
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
            .read(JOB)?
            .contains("cargo check --manifest-path notes-client/Cargo.toml")
    );
    for words in [
        "wrote codegen.toml",
        "cargo add --manifest-path PROGRAM/Cargo.toml --path notes-client ",
        "NOTES_TOKEN",
    ] {
        assert!(printed.contains(words), "{words}: {printed}");
    }
    let (fine, printed) = folder.run(&["generate", "--check"])?;
    assert!(fine && printed.contains("up to date"), "{printed}");
    // Also where people lay out their code in their own way.
    folder.write("rustfmt.toml", "max_width = 60\ntab_spaces = 2\n")?;
    assert!(folder.run(&["generate"])?.0);
    let formatted = Command::new("cargo")
        .args(["fmt", "--all"])
        .current_dir(folder.0.join("notes-client"))
        .status()?;
    assert!(formatted.success());
    let (fine, printed) = folder.run(&["generate", "--check"])?;
    assert!(fine, "{printed}");

    // The same again, after any interruption.
    fs::remove_file(folder.0.join(JOB))?;
    fs::remove_file(folder.0.join("notes-client/src/lib.rs"))?;
    let (fine, printed) = folder.run(&["new"])?;
    assert!(fine && printed.contains("(1 written)"), "{printed}");
    assert!(
        folder.has(JOB) && !printed.contains("wrote codegen.toml"),
        "{printed}"
    );
    Ok(())
}

#[test]
fn the_job_for_a_document_with_errors_goes_on() -> io::Result<()> {
    let lost = format!("{NOTES}  /lost: {{$ref: '#/components/pathItems/lost'}}\n");
    let folder = Folder::new("errors", &[("openapi.yaml", &lost)])?;
    let (fine, printed) = folder.run(&["new"])?;
    assert!(
        !fine && printed.contains("without --keep-going"),
        "{printed}"
    );
    let check = ["generate", "--check", "--keep-going"];
    assert!(folder.read(JOB)?.contains(&check.join(" ")));
    let (fine, printed) = folder.run(&check)?;
    assert!(fine, "{printed}");
    assert!(!folder.run(&check[..2])?.0);
    Ok(())
}

#[test]
fn nothing_is_written_over() -> io::Result<()> {
    let folder = Folder::new(
        "taken",
        &[("openapi.yaml", NOTES), ("codegen.toml", "# mine\n")],
    )?;
    let (fine, printed) = folder.run(&["new"])?;
    assert!(!fine && printed.contains("is there already"), "{printed}");
    // What to add to it by hand.
    assert!(
        printed.contains("\n[notes]\nspec = \"openapi.yaml\"\n"),
        "{printed}"
    );
    assert_eq!(folder.read("codegen.toml")?, "# mine\n");
    assert!(!folder.has("notes-client"));

    fs::remove_file(folder.0.join("codegen.toml"))?;
    folder.write(JOB, "# mine\n")?;
    let (fine, printed) = folder.run(&["new", "openapi.yaml"])?;
    assert!(fine && printed.contains("kept .github"), "{printed}");
    assert_eq!(folder.read(JOB)?, "# mine\n");

    let folder = Folder::new(
        "foreign",
        &[
            ("openapi.yaml", NOTES),
            ("notes-client/src/lib.rs", "// mine\n"),
        ],
    )?;
    let (fine, printed) = folder.run(&["new"])?;
    assert!(!fine && printed.contains("lib.rs"), "{printed}");
    assert_eq!(folder.read("notes-client/src/lib.rs")?, "// mine\n");
    let (fine, printed) = folder.run(&["new", "--name", "other-client"])?;
    assert!(!fine && printed.contains("[other]"), "{printed}");
    Ok(())
}

#[test]
fn a_client_in_a_workspace_is_a_member_of_it() -> io::Result<()> {
    let folder = Folder::new(
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
    )?;
    let (fine, printed) = folder.run_in("services", &["new"])?;
    assert!(
        fine && printed.contains("added the member farm-client"),
        "{printed}"
    );
    assert!(!printed.contains("does not have it"), "{printed}");
    assert_eq!(
        folder.read("Cargo.toml")?,
        "[workspace]\nmembers = [\"app\", \"services/farm-client\"] # ours\nresolver = \"3\"\n"
    );
    let job = folder.read(".github/workflows/farm-client.yml")?;
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
        .output()?;
    let metadata: serde_json::Value =
        serde_json::from_slice(&metadata.stdout).map_err(io::Error::other)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let names: Vec<_> = packages
        .filter_map(|package| package["name"].as_str())
        .collect();
    assert!(
        names.contains(&"farm-client") && names.contains(&"app"),
        "{names:?}"
    );

    // Again: there is nothing to add.
    let (fine, printed) = folder.run_in("services", &["new"])?;
    assert!(fine && !printed.contains("added the member"), "{printed}");
    Ok(())
}

#[test]
fn what_new_can_t_begin_with_is_said() -> io::Result<()> {
    let folder = Folder::new(
        "refused",
        &[
            ("here/.git/HEAD", ""),
            ("openapi.yaml", NOTES),
            ("here/bad.yaml", "openapi: [\n"),
        ],
    )?;
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
        let (fine, printed) = folder.run_in("here", arguments)?;
        assert!(!fine && printed.contains(words), "{arguments:?}: {printed}");
    }
    assert!(!folder.has("here/codegen.toml"));
    fs::remove_file(folder.0.join("here/bad.yaml"))?;
    let (fine, printed) = folder.run_in("here", &["new"])?;
    assert!(
        !fine && printed.contains("no OpenAPI document"),
        "{printed}"
    );
    assert!(!Path::new(&folder.0.join("here/codegen.toml")).exists());
    Ok(())
}
