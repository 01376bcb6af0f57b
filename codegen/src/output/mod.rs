//! Compares generated files with a folder and writes them to it.
//!
//! In: a folder and files. Out: what differs, and, when writing, a folder that holds the files.
//! Must not know what the files mean.
//!
//! Only files whose first line says that they were generated, from the same document, are changed
//! or removed; all others are left alone. Symbolic links below the folder are not followed.

mod change;
mod error;
mod existing;
pub mod features;
mod lock;
mod replace;
pub mod rustfmt;

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Component, Path, PathBuf},
};

use self::existing::{read, stale};
use crate::render::GeneratedFile;

pub use self::{
    change::{Change, ChangeKind},
    error::OutputError,
    existing::{MARK, is_foreign},
    replace::replace_file,
};

/// What differs between the folder and the files, sorted by path. Nothing is written.
///
/// # Errors
///
/// A file can't be read, or something that was not generated is in the way.
pub fn compare<'f>(
    folder: &Path,
    files: &'f [GeneratedFile],
) -> Result<Vec<Change<'f>>, OutputError> {
    let mut changes = Vec::new();
    let mut sources = BTreeSet::new();
    for file in files {
        inside(&file.path)?;
        sources.extend(existing::source(&file.text).map(str::to_owned));
        let (kind, old) = match read(folder, &file.path)? {
            Some(old) if old == file.text => continue,
            Some(old) => (ChangeKind::Changed, old),
            None => (ChangeKind::Missing, String::new()),
        };
        // If the document was renamed, the files have its old name in their headers.
        sources.extend(existing::source(&old).map(str::to_owned));
        changes.push(Change {
            path: file.path.clone(),
            kind,
            old,
            new: &file.text,
        });
    }
    let kept: BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
    for (path, old) in stale(folder, &kept, &sources)? {
        changes.push(Change {
            path,
            kind: ChangeKind::Stale,
            old,
            new: "",
        });
    }
    changes.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(changes)
}

/// Writes the files that differ, removes stale ones, and returns what changed. Equal files are not
/// touched.
///
/// Each file is written to a temporary folder and renamed into its place. If that is interrupted,
/// some files are new and some old, [`compare`] reports the old ones, and the next call finishes
/// the work. A call waits until another one on the same folder is done.
///
/// # Errors
///
/// Something that was not generated is in the way, or reading or writing failed. Only
/// [`OutputError::Half`] means that files were changed.
pub fn write<'f>(
    folder: &Path,
    files: &'f [GeneratedFile],
) -> Result<Vec<Change<'f>>, OutputError> {
    let folder = &real(folder)?;
    let _lock = lock::take(folder)?;
    replace::clean(folder)?;
    let changes = compare(folder, files)?;
    let foreign = |change: &&Change<'_>| {
        change.kind == ChangeKind::Changed && existing::source(&change.old).is_none()
    };
    if let Some(change) = changes.iter().find(foreign) {
        return Err(OutputError::Foreign(folder.join(&change.path)));
    }
    if !changes.is_empty() {
        replace::apply(folder, &changes)?;
    }
    Ok(changes)
}

/// The canonical path of the folder, which need not exist. It may be a symbolic link, but not a
/// file. The folder around it is created.
fn real(folder: &Path) -> Result<PathBuf, OutputError> {
    let failed = |error| OutputError::Io(folder.to_path_buf(), error);
    let path = match fs::symlink_metadata(folder) {
        Ok(_) => folder.canonicalize().map_err(failed)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let path = std::path::absolute(folder).map_err(failed)?;
            if let Some(parent) = path.parent() {
                fs::create_dir_all(parent).map_err(failed)?;
            }
            path
        }
        Err(error) => return Err(failed(error)),
    };
    if path.exists() && !path.is_dir() {
        return Err(OutputError::Foreign(path));
    }
    Ok(path)
}

/// Checks that a path stays in the folder, on every system.
fn inside(path: &str) -> Result<(), OutputError> {
    let plain = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let odd = |c: char| c.is_control() || matches!(c, '\\' | ':');
    if plain && !path.is_empty() && !path.contains(odd) {
        Ok(())
    } else {
        Err(OutputError::Outside(path.to_owned()))
    }
}
