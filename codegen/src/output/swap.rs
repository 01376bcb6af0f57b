//! A folder changes places with its new version.
//!
//! In: what must be done. Out: a folder that was the old one and is the new one, with nothing in
//! between, or an untouched one where that can't be done.
//!
//! The new version is built in `.NAME.specwright/new` beside the output folder, on the same file
//! system. What stays the same, generated or not, is in it as a second link to the same file, so
//! nothing is copied and no time of change is lost. After the swap the old version lies there, and
//! is removed. `.NAME.specwright/old` says which folder was to be replaced and its number on the
//! disk, so that a later run can tell what an earlier one left: a new version that was never used,
//! or the old one.

use std::{
    collections::BTreeSet,
    env,
    fs::{self, Metadata},
    io,
    path::{Path, PathBuf},
};

use super::{
    OutputError, Task, inside,
    survey::{beside, is_cache, is_hidden},
};

/// With more entries than this, linking all of them takes too long.
const MOST: usize = 20_000;

/// Makes a folder that isn't there.
pub(super) fn create(task: &Task<'_>) -> Result<(), OutputError> {
    let failed = |error| OutputError::Io(task.folder.to_path_buf(), error);
    let stage = Stage::new(task.folder, task.folder).map_err(failed)?;
    let new = stage.new_folder();
    task.put(task.folder, &new)
        .and_then(|()| fs::rename(&new, task.folder))
        .map_err(failed)
}

/// Swaps the smallest folder with all that differs, or one around it. Whether it was done; if not,
/// nothing was changed.
pub(super) fn write(task: &Task<'_>) -> bool {
    let mut level = common(task);
    loop {
        let folder = task.folder.join(&level);
        if folder.is_dir() && swap(task, &folder).is_ok() {
            return true;
        }
        if !level.pop() {
            return false;
        }
    }
}

/// The folder of all changed files, relative to the output folder.
fn common(task: &Task<'_>) -> PathBuf {
    let mut paths = task.changes.iter().map(|change| Path::new(&change.path));
    let mut shared = paths
        .next()
        .and_then(Path::parent)
        .map(Path::to_path_buf)
        .unwrap_or_default();
    for path in paths {
        while !path.starts_with(&shared) {
            shared.pop();
        }
    }
    shared
}

fn swap(task: &Task<'_>, folder: &Path) -> io::Result<()> {
    // Whoever stands in a folder would stand in the old one afterwards.
    if env::current_dir().is_ok_and(|here| here.starts_with(folder)) {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let stage = Stage::new(task.folder, folder)?;
    let new = stage.new_folder();
    let replaced = task
        .changes
        .iter()
        .map(|change| task.folder.join(&change.path))
        .collect();
    let mut links = Links {
        replaced: &replaced,
        device: device(&fs::metadata(folder)?),
        count: 0,
    };
    links.tree(folder, &new)?;
    task.put(folder, &new)?;
    if fs::read_dir(&new)?.next().is_none() {
        return Err(io::ErrorKind::Unsupported.into());
    }
    exchange(&new, folder)?;
    rescue(&new, folder).or_else(|error| {
        exchange(&new, folder)?;
        rescue(&new, folder)?;
        Err(error)
    })
}

/// Builds the tree of links.
struct Links<'a> {
    replaced: &'a BTreeSet<PathBuf>,
    device: u64,
    count: usize,
}

impl Links<'_> {
    /// Whether the new folder has something in it.
    fn tree(&mut self, old: &Path, new: &Path) -> io::Result<bool> {
        let mut kept = false;
        let mut empty = true;
        for entry in fs::read_dir(old)? {
            let entry = entry?;
            empty = false;
            let (from, to) = (entry.path(), new.join(entry.file_name()));
            if self.replaced.contains(&from) {
                continue;
            }
            self.count += 1;
            if !entry.file_type()?.is_dir() {
                fs::hard_link(&from, &to)?;
                kept = true;
            } else if self.count > MOST
                || is_hidden(&from)
                || device(&entry.metadata()?) != self.device
            {
                // Version control, another disk: it must not be moved.
                return Err(io::ErrorKind::Unsupported.into());
            } else if !is_cache(&from) {
                fs::create_dir(&to)?;
                if self.tree(&from, &to)? {
                    fs::set_permissions(&to, entry.metadata()?.permissions())?;
                    kept = true;
                } else {
                    fs::remove_dir(&to)?;
                }
            }
        }
        Ok(kept || empty)
    }
}

/// Moves what only the old version has into the new one: caches, and what somebody wrote while the
/// new one was built.
fn rescue(old: &Path, new: &Path) -> io::Result<()> {
    for entry in fs::read_dir(old)? {
        let entry = entry?;
        let (from, to) = (entry.path(), new.join(entry.file_name()));
        let there = fs::symlink_metadata(&to).ok();
        if entry.file_type()?.is_dir() {
            match there {
                None if is_cache(&from) => fs::rename(&from, &to)?,
                Some(there) if !there.is_dir() => {}
                _ => rescue(&from, &to)?,
            }
        } else if is_newer(&entry.metadata()?, there.as_ref()) && !is_generated(&from) {
            fs::create_dir_all(new)?;
            fs::rename(&from, &to)?;
        }
    }
    Ok(())
}

fn is_generated(path: &Path) -> bool {
    fs::read(path)
        .is_ok_and(|bytes| super::survey::source(&String::from_utf8_lossy(&bytes)).is_some())
}

/// Whether it is another file than the one there, and not older.
fn is_newer(file: &Metadata, there: Option<&Metadata>) -> bool {
    let Some(there) = there else { return true };
    let times = (file.modified().ok(), there.modified().ok());
    number(file) != number(there) && times.0 > times.1
}

/// Removes what an earlier run left beside the folder.
pub(super) fn clean(folder: &Path) -> Result<(), OutputError> {
    let Some(own) = beside(folder, SUFFIX).filter(|own| own.exists()) else {
        return Ok(());
    };
    let failed = |error| OutputError::Io(own.clone(), error);
    let new = own.join("new");
    match fs::read_to_string(own.join("old")) {
        Ok(note) => {
            let (number_then, level) = note.split_once(' ').unwrap_or_default();
            let swapped = fs::metadata(&new).is_ok_and(|new| number(&new) == number_then);
            let target = folder.join(level);
            let named = level.is_empty() || inside(level).is_ok();
            if swapped && named && target.is_dir() {
                rescue(&new, &target).map_err(failed)?;
            }
        }
        // It was stopped before it did anything, or the folder is somebody else's.
        Err(_) if fs::remove_dir(&own).is_ok() => return Ok(()),
        Err(_) => return Err(OutputError::Foreign(own)),
    }
    discard(&own).map_err(failed)
}

const SUFFIX: &str = ".specwright";

/// The folder beside the output folder, gone when the value is.
struct Stage(PathBuf);

impl Stage {
    fn new(output: &Path, replaced: &Path) -> io::Result<Self> {
        let own = beside(output, SUFFIX).ok_or(io::ErrorKind::Unsupported)?;
        fs::create_dir(&own)?;
        let stage = Self(own);
        let level = replaced.strip_prefix(output).map_err(io::Error::other)?;
        let old = fs::metadata(replaced).ok();
        let note = format!(
            "{} {}",
            old.as_ref().map(number).unwrap_or_default(),
            crate::disk::slashes(level)
        );
        fs::write(stage.0.join("old"), note)?;
        fs::create_dir(stage.new_folder())?;
        if let Some(old) = old {
            fs::set_permissions(stage.new_folder(), old.permissions())?;
        }
        Ok(stage)
    }

    fn new_folder(&self) -> PathBuf {
        self.0.join("new")
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What could not be removed, the next run finds.
        let _ = discard(&self.0);
    }
}

/// Removes a folder with all that is in it, but for caches, which are somebody's.
fn discard(folder: &Path) -> io::Result<()> {
    let mut note = None;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            if !is_cache(&entry.path()) {
                discard(&entry.path())?;
            }
        } else if entry.file_name() == "old" && note.is_none() {
            note = Some(entry.path());
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    // The note goes last: with it the next run knows what the rest is.
    note.map_or(Ok(()), fs::remove_file)?;
    fs::remove_dir(folder)
}

/// The two change places in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE)?)
}

/// Here no step does that.
#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// What tells a file from all others, where the system has such a thing.
#[cfg(unix)]
fn number(metadata: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt as _;
    format!("{}:{}", metadata.dev(), metadata.ino())
}

#[cfg(not(unix))]
fn number(_: &Metadata) -> String {
    String::new()
}

#[cfg(unix)]
fn device(metadata: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::dev(metadata)
}

#[cfg(not(unix))]
fn device(_: &Metadata) -> u64 {
    0
}
