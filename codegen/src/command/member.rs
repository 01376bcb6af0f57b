//! Whether a crate is a member of the workspace around it.
//!
//! In: the folder of a crate. Out: what to add to the workspace, if cargo would refuse the crate there.

use std::{fs, path::Path};

use toml::{Table, Value};

/// The line that says what to add; `None`: there is nothing to add.
pub(super) fn missing(crate_folder: &Path) -> Option<String> {
    let folder = crate_folder.canonicalize().ok()?;
    let around = folder.ancestors().skip(1);
    let (root, manifest) = around
        .filter_map(|root| Some((root, workspace(root)?)))
        .next()?;
    let inner = folder.strip_prefix(root).ok()?;
    let inner: Vec<_> = inner.iter().filter_map(|part| part.to_str()).collect();
    let lists = |key: &str| {
        let patterns = manifest.get(key).and_then(Value::as_array);
        let mut patterns = patterns.into_iter().flatten().filter_map(Value::as_str);
        patterns.any(|pattern| matches(pattern, &inner, key == "exclude"))
    };
    (!lists("members") && !lists("exclude")).then(|| {
        format!(
            "    the workspace in {} does not have it; add to its `members`: \"{}\"",
            root.join("Cargo.toml").display(),
            inner.join("/")
        )
    })
}

/// The table `[workspace]` of a folder's manifest.
fn workspace(folder: &Path) -> Option<Table> {
    let text = fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let mut manifest: Table = text.parse().ok()?;
    match manifest.remove("workspace")? {
        Value::Table(workspace) => Some(workspace),
        _ => None,
    }
}

/// Whether a list of a workspace names the folder: `*` stands for any characters of one name. What
/// lies in an excluded folder is excluded, too.
fn matches(pattern: &str, folder: &[&str], within: bool) -> bool {
    let names: Vec<_> = pattern
        .split('/')
        .filter(|name| !name.is_empty() && *name != ".")
        .collect();
    let fits = |(name, part): (&&str, &&str)| match name.split_once('*') {
        Some((start, end)) => {
            part.len() >= start.len() + end.len() && part.starts_with(start) && part.ends_with(end)
        }
        None => name == part,
    };
    (names.len() == folder.len() || within && names.len() < folder.len())
        && names.iter().zip(folder).all(fits)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn members_are_named_or_matched() {
        for (pattern, folder, within, named) in [
            ("clients/notes", &["clients", "notes"][..], false, true),
            ("./clients/*/", &["clients", "notes"], false, true),
            ("clients/*-client", &["clients", "notes"], false, false),
            ("clients", &["clients", "notes"], false, false),
            ("clients", &["clients", "notes"], true, true),
            ("*", &["notes"], false, true),
        ] {
            assert_eq!(matches(pattern, folder, within), named, "{pattern}");
        }
    }
}
