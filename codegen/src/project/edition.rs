//! The edition of the crate around a module, which decides how its code is laid out.
//!
//! In: a manifest. Out: its edition, or that of the workspace that it inherits.

use std::{fs, path::Path};

use toml::Table;

/// The edition of the crate with that manifest; `None`: it says none.
pub(super) fn of(manifest: &Path) -> Option<String> {
    let package = table(manifest)?;
    let edition = package.get("package")?.get("edition")?;
    if let Some(edition) = edition.as_str() {
        return Some(edition.to_owned());
    }
    // `edition.workspace = true`
    let manifest = manifest.canonicalize().ok()?;
    let folders = manifest.ancestors().skip(1);
    let workspaces = folders.filter_map(|it| table(&it.join("Cargo.toml")));
    let mut workspaces = workspaces.filter_map(|it| it.get("workspace").cloned());
    let edition = workspaces.next()?.get("package")?.get("edition").cloned()?;
    edition.as_str().map(str::to_owned)
}

fn table(manifest: &Path) -> Option<Table> {
    fs::read_to_string(manifest).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_stated_or_inherited() {
        let root = std::env::temp_dir().join(format!("specwright-edition-{}", std::process::id()));
        fs::create_dir_all(root.join("app")).unwrap();
        let workspace = "[workspace]\nmembers = ['app']\n[workspace.package]\nedition = '2021'\n";
        fs::write(root.join("Cargo.toml"), workspace).unwrap();
        let manifest = root.join("app/Cargo.toml");
        for (line, edition) in [
            ("edition = '2018'", Some("2018")),
            ("edition.workspace = true", Some("2021")),
            ("", None),
        ] {
            fs::write(&manifest, format!("[package]\nname = 'app'\n{line}\n")).unwrap();
            assert_eq!(of(&manifest).as_deref(), edition, "{line}");
        }
        fs::remove_dir_all(&root).unwrap();
    }
}
