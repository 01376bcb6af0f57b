//! The workspace around a new client: its manifest must name the crate.
//!
//! In: the folder of a crate. Out: the manifest with the crate among its members, or the line to
//! add by hand. Cargo decides which crates are members.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use toml_edit::{Array, Decor, DocumentMut, Item, RawString, Table, Value};

/// What was done to the manifest.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::command) enum Membership {
    /// No workspace is around the crate, or the crate is a member of it or excluded from it.
    Settled,
    /// The crate was added to the manifest.
    Added(PathBuf),
    /// Nothing was written: the member must be added by hand.
    ByHand(PathBuf, String),
}

/// Makes the crate in a folder a member of the workspace around it.
pub(in crate::command) fn join(folder: &Path) -> io::Result<Membership> {
    let Some(around) = around(folder)? else {
        return Ok(Membership::Settled);
    };
    if around.is_member() == Some(true) {
        return Ok(Membership::Settled);
    }
    Ok(match with_member(&around.text, &around.member) {
        Edit::Settled => Membership::Settled,
        Edit::Text(text) => {
            fs::write(&around.manifest, text)?;
            Membership::Added(around.manifest)
        }
        Edit::Impossible => Membership::ByHand(around.manifest, around.member),
    })
}

/// The workspace's manifest and the member to add, if the crate in a folder is not a member; `None`
/// also if cargo fails.
pub(super) fn lacks(folder: &Path) -> Option<(PathBuf, String)> {
    let around = around(folder).ok()??;
    let is_settled = matches!(with_member(&around.text, &around.member), Edit::Settled);
    let lacks = !is_settled && around.is_member() == Some(false);
    lacks.then_some((around.manifest, around.member))
}

/// The workspace around a crate.
struct Around {
    manifest: PathBuf,
    text: String,
    /// The folder of the crate.
    folder: PathBuf,
    /// The crate, as the manifest names it.
    member: String,
}

impl Around {
    /// Whether cargo has the crate as a member: one that is listed, that a pattern matches, or that
    /// another member depends on by its path. `None` if cargo fails.
    fn is_member(&self) -> Option<bool> {
        let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(cargo)
            .args([
                "metadata",
                "--no-deps",
                "--offline",
                "--format-version",
                "1",
            ])
            .arg("--manifest-path")
            .arg(&self.manifest)
            .output()
            .ok()?;
        // A failure prints nothing to standard output.
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
        let crate_manifest = self.folder.join("Cargo.toml");
        let is_it = |package: &serde_json::Value| {
            let path = package["manifest_path"].as_str().map(Path::new);
            path.and_then(|path| path.canonicalize().ok()) == crate_manifest.canonicalize().ok()
        };
        Some(metadata["packages"].as_array()?.iter().any(is_it))
    }
}

/// The workspace around the crate in a folder.
fn around(folder: &Path) -> io::Result<Option<Around>> {
    let folder = folder.canonicalize()?;
    for root in folder.ancestors().skip(1) {
        let manifest = root.join("Cargo.toml");
        let text = match fs::read_to_string(&manifest) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error),
        };
        let table = text.parse::<toml::Table>();
        if table.is_ok_and(|table| table.contains_key("workspace")) {
            let inner = folder.strip_prefix(root).unwrap_or(&folder);
            let parts = inner
                .components()
                .map(|part| part.as_os_str().to_string_lossy());
            let member = parts.collect::<Vec<_>>().join("/");
            return Ok(Some(Around {
                manifest,
                text,
                folder,
                member,
            }));
        }
    }
    Ok(None)
}

enum Edit {
    Settled,
    Text(String),
    Impossible,
}

/// The manifest with the member; everything else is unchanged.
fn with_member(text: &str, member: &str) -> Edit {
    let Ok(mut manifest) = text.parse::<DocumentMut>() else {
        return Edit::Impossible;
    };
    let Some(workspace) = manifest.get_mut("workspace").and_then(Item::as_table_mut) else {
        return Edit::Impossible;
    };
    let excluded = lists(workspace, "exclude", |pattern| {
        Path::new(member).starts_with(pattern)
    });
    if excluded || lists(workspace, "members", |listed| listed == member) {
        return Edit::Settled;
    }
    let members = workspace
        .entry("members")
        .or_insert_with(|| Item::from(Array::new()));
    let Some(members) = members.as_array_mut() else {
        return Edit::Impossible;
    };
    let mut value = Value::from(member);
    // On its own line if the others are.
    let before = members.iter().last().map(|last| {
        let prefix = last.decor().prefix().and_then(RawString::as_str);
        prefix.filter(|prefix| prefix.contains('\n')).unwrap_or(" ")
    });
    if let Some(before) = before {
        *value.decor_mut() = Decor::new(before.to_owned(), "");
    }
    members.push_formatted(value);
    Edit::Text(manifest.to_string())
}

/// Whether an entry of the list under that key matches.
fn lists(workspace: &Table, key: &str, fits: impl Fn(&str) -> bool) -> bool {
    let patterns = workspace.get(key).and_then(Item::as_array);
    let mut patterns = patterns.into_iter().flatten().filter_map(Value::as_str);
    patterns.any(|pattern| fits(pattern.trim_start_matches("./").trim_end_matches('/')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str) -> Option<String> {
        match with_member(text, "clients/notes") {
            Edit::Text(text) => Some(text),
            Edit::Settled => Some("settled".to_owned()),
            Edit::Impossible => None,
        }
    }

    #[test]
    fn a_member_is_added_and_the_rest_stays() {
        for (before, after) in [
            (
                "# Ours.\n[workspace]\nmembers = [\"a\"] # all\n\n[profile.dev]\ndebug = 0\n",
                "# Ours.\n[workspace]\nmembers = [\"a\", \"clients/notes\"] # all\n\n[profile.dev]\ndebug = 0\n",
            ),
            (
                "[workspace]\nmembers = [\n    \"a\",\n    \"b\",\n]\n",
                "[workspace]\nmembers = [\n    \"a\",\n    \"b\",\n    \"clients/notes\",\n]\n",
            ),
            (
                "[workspace]\nresolver = \"3\"\n",
                "[workspace]\nresolver = \"3\"\nmembers = [\"clients/notes\"]\n",
            ),
        ] {
            assert_eq!(edited(before).as_deref(), Some(after));
        }
    }

    #[test]
    fn what_a_person_decides_is_left_to_them() {
        assert_eq!(
            edited("[workspace]\nexclude = [\"clients\"]\n").as_deref(),
            Some("settled")
        );
        assert_eq!(edited("workspace = { members = [] }\n"), None);
    }
}
