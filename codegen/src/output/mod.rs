//! Compares generated files with a folder and makes the folder hold them.
//!
//! In: a folder and files. Out: what differs, and, when writing, a folder that is the old or the
//! new one whatever happens in between. Must not know what the files mean.
//!
//! Only files whose first line says that they were generated, from the same document, are changed
//! or removed, so that a folder with other people's files keeps them. Symbolic links below the
//! folder are not followed.

pub mod features;
mod journal;
mod lock;
pub mod rustfmt;
mod survey;
mod swap;

use std::{
    collections::BTreeSet,
    fmt, fs,
    io::{self, Write},
    path::{Component, Path, PathBuf},
};

use similar::TextDiff;

use self::survey::{look, stale};
use crate::{parallel, render::GeneratedFile};

pub use self::survey::{MARK, is_foreign};

/// A difference between what was generated and what lies in the folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'f> {
    /// The file, relative to the folder.
    pub path: String,
    /// How it differs.
    pub kind: ChangeKind,
    /// What is there; empty if nothing is.
    old: String,
    /// What was generated; empty if nothing was.
    new: &'f str,
}

impl<'f> Change<'f> {
    /// The change of a file that is there; none where it has this text already.
    #[must_use]
    pub fn of(path: &str, old: String, new: &'f str) -> Option<Self> {
        (old != new).then(|| Self {
            path: path.to_owned(),
            kind: ChangeKind::Changed,
            old,
            new,
        })
    }

    /// The difference, in the unified format: from what is there to what was generated.
    #[must_use]
    pub fn diff(&self) -> String {
        let path = &self.path;
        TextDiff::from_lines(self.old.as_str(), self.new)
            .unified_diff()
            .context_radius(2)
            .header(&format!("{path} (there)"), &format!("{path} (generated)"))
            .to_string()
    }
}

/// How a file differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// It has another text.
    Changed,
    /// It isn't there.
    Missing,
    /// It was generated once and isn't any more.
    Stale,
}

impl fmt::Display for ChangeKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Changed => "changed",
            Self::Missing => "missing",
            Self::Stale => "stale",
        })
    }
}

/// Why files could not be compared or written. But for `Half`, the folder is as it was.
#[derive(Debug)]
pub enum OutputError {
    /// Something of that name is there and was not generated.
    Foreign(PathBuf),
    /// A symbolic link is there. It could lead out of the folder.
    Link(PathBuf),
    /// A name that leads out of the folder: a fault of the generator.
    Outside(String),
    /// An earlier run was stopped while it changed one file after the other.
    Interrupted(PathBuf),
    /// The system refused.
    Io(PathBuf, io::Error),
    /// The system refused when some files had been changed.
    Half(PathBuf, io::Error),
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign(path) => write!(
                f,
                "`{}` is in the way: it was not generated; move it, or generate into another folder",
                path.display()
            ),
            Self::Link(path) => write!(
                f,
                "`{}` is a symbolic link, which is not followed; remove it, or generate into another folder",
                path.display()
            ),
            Self::Outside(path) => {
                write!(
                    f,
                    "`{path}` would lie outside of the folder; please report this fault of specwright"
                )
            }
            Self::Interrupted(path) => write!(
                f,
                "an earlier run that wrote to `{}` was stopped half-way; generate again, which completes it",
                path.display()
            ),
            Self::Io(path, error) => {
                write!(f, "`{}`: {error}; nothing was changed", path.display())
            }
            Self::Half(path, error) => write!(
                f,
                "`{}`: {error}; not all files are written: fix that and generate again",
                path.display()
            ),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) | Self::Half(_, error) => Some(error),
            _ => None,
        }
    }
}

/// What differs between the folder and the files, in the order of their paths. Nothing is written.
///
/// # Errors
///
/// Something in the folder can't be read, stands in the way, or was left half-way by an earlier run.
pub fn compare<'f>(
    folder: &Path,
    files: &'f [GeneratedFile],
) -> Result<Vec<Change<'f>>, OutputError> {
    if journal::is_pending(folder) {
        return Err(OutputError::Interrupted(folder.to_path_buf()));
    }
    let mut changes = Vec::new();
    let mut sources = BTreeSet::new();
    for file in files {
        inside(&file.path)?;
        sources.extend(survey::source(&file.text).map(str::to_owned));
        let (kind, old) = match look(folder, &file.path)? {
            Some(old) if old == file.text => continue,
            Some(old) => (ChangeKind::Changed, old),
            None => (ChangeKind::Missing, String::new()),
        };
        // Of a document that was renamed, the files have the old name in their headers.
        sources.extend(survey::source(&old).map(str::to_owned));
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

/// Makes the folder hold the files: replaces what differs and removes what is stale; equal files are not touched. Gives
/// what was changed.
///
/// Everything is written beside the folder first. Then the smallest folder with all that differs changes places with its
/// new version in one step, or the one file does that differs. Where the system or the folder does not allow that, the files are replaced one after the
/// other, each in one step, after a journal of it was written, which the next run completes. Another run on the same folder
/// is waited for.
///
/// # Errors
///
/// Something that was not generated is in the way, or the system refused.
pub fn write<'f>(
    folder: &Path,
    files: &'f [GeneratedFile],
) -> Result<Vec<Change<'f>>, OutputError> {
    let folder = &real(folder)?;
    let _lock = lock::take(folder)?;
    swap::clean(folder)?;
    journal::complete(folder)?;
    let changes = compare(folder, files)?;
    for change in &changes {
        let foreign = |old: String| survey::source(&old).is_none();
        if change.kind == ChangeKind::Changed && look(folder, &change.path)?.is_some_and(foreign) {
            return Err(OutputError::Foreign(folder.join(&change.path)));
        }
    }
    if changes.is_empty() {
        return Ok(changes);
    }
    let task = Task {
        folder,
        files,
        changes: &changes,
    };
    if !folder.exists() {
        swap::create(&task)?;
    } else if changes.len() == 1 || !swap::write(&task) {
        journal::write(&task)?;
    }
    Ok(changes)
}

/// What must be done. The changes are in the order of their paths.
struct Task<'a> {
    folder: &'a Path,
    files: &'a [GeneratedFile],
    changes: &'a [Change<'a>],
}

impl Task<'_> {
    /// The files that must be written.
    fn written(&self) -> impl Iterator<Item = &GeneratedFile> {
        let differs = |path: &str| {
            self.changes
                .binary_search_by(|change| change.path.as_str().cmp(path))
                .is_ok()
        };
        self.files.iter().filter(move |file| differs(&file.path))
    }

    /// Writes them into the new version of a folder: one thread creates the files, another one
    /// fills them. Several that create files in a folder would wait for each other for longer than
    /// one takes.
    fn put(&self, folder: &Path, new: &Path) -> io::Result<()> {
        let created = |file: &GeneratedFile| {
            let old = self.folder.join(&file.path);
            let at = old.strip_prefix(folder).map_err(io::Error::other)?;
            create(&new.join(at), &old)
        };
        parallel::relay(
            self.written(),
            |file| Ok((created(file)?, file.text.as_str())),
            |(mut file, text)| file.write_all(text.as_bytes()),
        )
    }

    /// The files that must go.
    fn removed(&self) -> impl Iterator<Item = &str> {
        self.changes
            .iter()
            .filter(|change| change.kind == ChangeKind::Stale)
            .map(|change| change.path.as_str())
    }
}

/// Creates a file, and the folders that it needs. It gets the permissions of the one that it
/// replaces.
fn create(path: &Path, old: &Path) -> io::Result<fs::File> {
    let file = match fs::File::create(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::File::create(path)?
        }
        created => created?,
    };
    match fs::symlink_metadata(old) {
        Ok(old) if old.is_file() => file.set_permissions(old.permissions())?,
        _ => {}
    }
    Ok(file)
}

/// The folder as the system knows it. That it is a link itself is its owner's wish; a file is none.
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

/// Whether a file of that name lies in the folder, on every system.
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
