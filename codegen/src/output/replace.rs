//! Replaces and removes files.
//!
//! In: what differs. Out: a folder that holds the generated files. All new files are written to a
//! temporary folder first, so a full disk is noticed while nothing has changed. Then each file is
//! renamed into its place. A run that is stopped between two files leaves some of the old and some
//! of the new ones; the next run compares again, and so finishes it.

use std::{
    fs, io,
    io::Write as _,
    path::{Path, PathBuf},
};

use super::{Change, ChangeKind, OutputError};

/// The temporary folder, inside the output folder so that both are on the same file system. The
/// new files are in a folder of it: everything else in it is foreign.
const TEMPORARY: &str = ".specwright";
const NEW: &str = "new";

/// Writes what changed or is missing, and removes what is stale.
pub(super) fn apply(folder: &Path, changes: &[Change<'_>]) -> Result<(), OutputError> {
    let failed = |error| OutputError::Io(folder.to_path_buf(), error);
    let existed = folder.exists();
    if let Err(error) = stage(folder, changes) {
        // The reason to report is the first one, whether or not cleaning up succeeds.
        let _ = clean(folder);
        if !existed {
            let _ = fs::remove_dir(folder);
        }
        return Err(failed(error));
    }
    // Stale files go first. They are recognized by the document in the headers of the others,
    // and after those are replaced, that document may have another name.
    let (stale, written): (Vec<_>, Vec<_>) = changes
        .iter()
        .partition(|change| change.kind == ChangeKind::Stale);
    for change in stale {
        remove(folder, &change.path)?;
    }
    for change in written {
        let (from, to) = (new(folder).join(&change.path), folder.join(&change.path));
        create_parent(&to)
            .and_then(|()| fs::rename(from, &to))
            .map_err(|error| OutputError::Half(to, error))?;
    }
    clean(folder)
}

/// Removes the temporary files of a run that was stopped.
pub(super) fn clean(folder: &Path) -> Result<(), OutputError> {
    let own = folder.join(TEMPORARY);
    match fs::symlink_metadata(&own) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(OutputError::Io(own, error)),
        Ok(found) if !found.is_dir() => return Err(OutputError::Foreign(own)),
        Ok(_) => {}
    }
    match fs::remove_dir_all(own.join(NEW)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(OutputError::Io(own, error)),
        // A folder with something else in it is not ours.
        _ => fs::remove_dir(&own).map_err(|_| OutputError::Foreign(own)),
    }
}

fn new(folder: &Path) -> PathBuf {
    folder.join(TEMPORARY).join(NEW)
}

/// Writes the new files to the temporary folder, with the permissions of those they replace.
fn stage(folder: &Path, changes: &[Change<'_>]) -> io::Result<()> {
    fs::create_dir_all(new(folder))?;
    for change in changes {
        if change.kind == ChangeKind::Stale {
            continue;
        }
        let path = new(folder).join(&change.path);
        create_parent(&path)?;
        fs::write(&path, change.new)?;
        if change.kind == ChangeKind::Changed {
            let old = fs::metadata(folder.join(&change.path))?;
            fs::set_permissions(&path, old.permissions())?;
        }
    }
    Ok(())
}

fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), fs::create_dir_all)
}

/// Removes a file and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> Result<(), OutputError> {
    let target = folder.join(path);
    fs::remove_file(&target).map_err(|error| OutputError::Half(target, error))?;
    let mut parents = Path::new(path).ancestors().skip(1);
    let is_emptied = |parent: &Path| {
        !parent.as_os_str().is_empty() && fs::remove_dir(folder.join(parent)).is_ok()
    };
    while parents.next().is_some_and(is_emptied) {}
    Ok(())
}

/// Writes a file by renaming a temporary one.
///
/// # Errors
///
/// Writing failed; the file is unchanged.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = &match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.to_path_buf(),
        path => path?,
    };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = path.with_file_name(name);
    let written = fs::File::create(&new)
        .and_then(|mut file| {
            if let Ok(old) = fs::metadata(path) {
                file.set_permissions(old.permissions())?;
            }
            file.write_all(bytes)
        })
        .and_then(|()| fs::rename(&new, path));
    if written.is_err() {
        let _ = fs::remove_file(&new);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::super::{OutputError, compare, write};
    use crate::render::GeneratedFile;
    use std::{fs, io};

    fn files<const N: usize>(source: &str, paths: [&str; N]) -> Vec<GeneratedFile> {
        let file = |path: &str| GeneratedFile {
            path: path.to_owned(),
            text: format!("// Generated by specwright from {source}. Do not edit; run it.\n"),
        };
        paths.map(file).into()
    }

    #[test]
    fn stale_files_are_found_after_a_failure_and_a_new_name_of_the_document() -> io::Result<()> {
        let folder = format!("specwright-replace-{}", std::process::id());
        let folder = std::env::temp_dir().join(folder);
        let old = files("v1.yaml", ["mod.rs", "outer/inner/stale.rs"]);
        write(&folder, &old).map_err(io::Error::other)?;
        let new = files("v2.yaml", ["mod.rs", "new.rs"]);
        let changes = compare(&folder, &new).map_err(io::Error::other)?;
        // In the way after the comparison, so the run fails half-way.
        fs::create_dir(folder.join("new.rs"))?;
        let failed = super::apply(&folder, &changes);
        fs::remove_dir(folder.join("new.rs"))?;
        write(&folder, &new).map_err(io::Error::other)?;
        let is_left = folder.join("outer").exists();
        fs::remove_dir_all(&folder)?;
        assert!(matches!(failed, Err(OutputError::Half(..))), "{failed:?}");
        assert!(!is_left);
        Ok(())
    }
}
