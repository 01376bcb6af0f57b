//! `cargo xtask codegen --check` names every file of generated/ that is not what specs/ says.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output},
};

const MANIFEST: &str = "generated/Cargo.toml";

/// A copy of specs/ and generated/, gone when the value is.
struct Copy(PathBuf);

impl Copy {
    fn new(name: &str) -> io::Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let copy = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("drift-{name}")));
        let _ = fs::remove_dir_all(&copy.0);
        for folder in ["specs", "generated/src"] {
            copy_folder(&root.join(folder), &copy.0.join(folder))?;
        }
        fs::copy(root.join(MANIFEST), copy.0.join(MANIFEST))?;
        Ok(copy)
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.join("generated/src").join(file)
    }

    fn codegen(&self, arguments: &[&str]) -> io::Result<Output> {
        let root = self.0.display().to_string();
        Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(["codegen", "--root", &root])
            .args(arguments)
            .output()
    }
}

impl Drop for Copy {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let to = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to)?;
        } else {
            fs::copy(entry.path(), to)?;
        }
    }
    Ok(())
}

fn printed(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

#[test]
fn what_is_checked_in_is_what_would_be_written() -> io::Result<()> {
    let copy = Copy::new("clean")?;
    let output = copy.codegen(&["--check"])?;
    assert!(output.status.success(), "{}", printed(&output));
    Ok(())
}

#[test]
fn changed_missing_and_stale_files_are_named_and_then_fixed() -> io::Result<()> {
    let copy = Copy::new("edited")?;
    let (edited, deleted) = (
        copy.path("scale_v5/spans.rs"),
        copy.path("galileo_v2/models.rs"),
    );
    let (added, own) = (
        copy.path("fiddler_v3/old.rs"),
        copy.path("fiddler_v3/by_hand.rs"),
    );
    let original = fs::read_to_string(&edited)?;
    fs::write(&edited, original.replace("/v5/spans", "/v6/spans"))?;
    fs::remove_file(&deleted)?;
    fs::copy(copy.path("fiddler_v3/mod.rs"), &added)?;
    fs::write(&own, "// Written by a person.\n")?;

    let output = copy.codegen(&["--check"])?;
    let text = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for line in [
        "changed generated/src/scale_v5/spans.rs",
        "missing generated/src/galileo_v2/models.rs",
        "stale generated/src/fiddler_v3/old.rs",
        "cargo xtask codegen",
    ] {
        assert!(text.contains(line), "no `{line}` in:\n{text}");
    }
    assert!(
        text.contains("/v6/spans/{span_id}"),
        "no difference in:\n{text}"
    );
    assert!(!text.contains("by_hand"), "{text}");
    assert!(
        added.exists() && !deleted.exists(),
        "the check wrote something"
    );

    let output = copy.codegen(&[])?;
    assert!(output.status.success(), "{}", printed(&output));
    assert_eq!(fs::read_to_string(&edited)?, original);
    assert!(deleted.exists() && !added.exists() && own.exists());
    assert!(copy.codegen(&["--check"])?.status.success());
    Ok(())
}

#[test]
fn features_in_the_manifest_are_compared_and_written() -> io::Result<()> {
    let copy = Copy::new("manifest")?;
    let path = copy.0.join(MANIFEST);
    let original = fs::read_to_string(&path)?;
    let edited = original.replace("scale-v5-datasets = [", "scale-v5-sets = [");
    assert_ne!(edited, original);
    fs::write(&path, &edited)?;

    let output = copy.codegen(&["--check", "--api", "scale_v5"])?;
    let text = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    for line in [
        "changed generated/Cargo.toml",
        "-scale-v5-sets = [\"scale-v5-client\"]",
        "+scale-v5-datasets = [\"scale-v5-client\"]",
    ] {
        assert!(
            text.lines().any(|one| one == line),
            "no `{line}` in:\n{text}"
        );
    }
    assert_eq!(fs::read_to_string(&path)?, edited, "the check wrote");

    let output = copy.codegen(&["--api", "scale_v5"])?;
    assert!(output.status.success(), "{}", printed(&output));
    assert_eq!(fs::read_to_string(&path)?, original);

    let unmarked = original.replace("features of scale_v5", "features");
    fs::write(&path, &unmarked)?;
    let output = copy.codegen(&["--api", "scale_v5"])?;
    let text = printed(&output);
    assert!(!output.status.success());
    assert!(text.contains("\n# begin features of scale_v5\n"), "{text}");
    assert_eq!(fs::read_to_string(&path)?, unmarked);
    Ok(())
}

#[test]
fn a_file_that_a_person_wrote_is_not_overwritten() -> io::Result<()> {
    let copy = Copy::new("foreign")?;
    let file = copy.path("scale_v5/spans.rs");
    fs::write(&file, "// Written by a person.\n")?;
    let output = copy.codegen(&[])?;
    assert!(!output.status.success());
    assert!(
        printed(&output).contains("spans.rs"),
        "{}",
        printed(&output)
    );
    assert_eq!(fs::read_to_string(&file)?, "// Written by a person.\n");
    Ok(())
}

#[test]
fn a_correction_that_matches_nothing_is_an_error_with_its_place() -> io::Result<()> {
    let copy = Copy::new("config")?;
    let path = copy.0.join("specs/codegen.toml");
    let text = fs::read_to_string(&path)?.replace("PUT /v5/spans/batch", "PUT /v5/spans/bundle");
    fs::write(&path, text)?;
    let output = copy.codegen(&["--check", "--api", "scale_v5"])?;
    let printed = printed(&output);
    assert_eq!(output.status.code(), Some(1), "{printed}");
    assert!(
        printed.contains("PUT /v5/spans/bundle") && printed.contains("specs/codegen.toml:"),
        "{printed}"
    );
    Ok(())
}
