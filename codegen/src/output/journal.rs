//! Files are replaced one after the other, and a journal says which, so that a run that is stopped
//! can be completed.
//!
//! In: what must be done, or what an earlier run left. Out: a folder that is as it should be.
//! This is the second choice: whoever looks between two files sees some old and some new ones.
//!
//! `.specwright/new/` has the new files, and `.specwright/journal` one line a file: `write PATH` or
//! `remove PATH`. It gets its name when all new files are there. What it says is done only to files
//! that were generated: a folder may have come from somebody else.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{OutputError, Task, inside, survey};

const FOLDER: &str = ".specwright";

/// Whether an earlier run was stopped after it began to change files.
pub(super) fn is_pending(folder: &Path) -> bool {
    folder.join(FOLDER).join("journal").is_file()
}

/// Writes the new files, then the journal, and does what it says.
pub(super) fn write(task: &Task<'_>) -> Result<(), OutputError> {
    let own = task.folder.join(FOLDER);
    if let Err(error) = prepare(task, &own) {
        let _ = discard(&own);
        return Err(OutputError::Io(task.folder.to_path_buf(), error));
    }
    complete(task.folder)
}

fn prepare(task: &Task<'_>, own: &Path) -> io::Result<()> {
    let mut lines = String::new();
    fs::create_dir(own)?;
    task.put(task.folder, &own.join("new"))?;
    for file in task.written() {
        lines.extend(["write ", &file.path, "\n"]);
    }
    for path in task.removed() {
        lines.extend(["remove ", path, "\n"]);
    }
    fs::write(own.join("begun"), lines)?;
    fs::rename(own.join("begun"), own.join("journal"))
}

/// Does what the journal says and was not done, and removes it. Without a journal, nothing had been
/// changed.
pub(super) fn complete(folder: &Path) -> Result<(), OutputError> {
    let own = folder.join(FOLDER);
    let half = |error| OutputError::Half(own.clone(), error);
    match fs::symlink_metadata(&own) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(OutputError::Io(own, error)),
        Ok(found) if found.is_dir() => {}
        Ok(_) => return Err(OutputError::Foreign(own)),
    }
    if is_pending(folder) {
        let journal = fs::read_to_string(own.join("journal")).map_err(half)?;
        for line in journal.lines() {
            match line.split_once(' ') {
                Some(("write", path)) => move_in(folder, &own.join("new"), path)?,
                Some(("remove", path)) => remove(folder, path)?,
                _ => return Err(OutputError::Foreign(own.join("journal"))),
            }
        }
    }
    // A folder with something else in it is not ours.
    discard(&own).map_err(|_| OutputError::Foreign(own))
}

/// Removes what is ours. The journal goes first: without it the rest is waste.
fn discard(own: &Path) -> io::Result<()> {
    let gone = |outcome: io::Result<()>| match outcome {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    };
    gone(fs::remove_file(own.join("journal")))?;
    gone(fs::remove_file(own.join("begun")))?;
    gone(fs::remove_dir_all(own.join("new")))?;
    fs::remove_dir(own)
}

/// Moves a new file into its place, unless that was done.
fn move_in(folder: &Path, new: &Path, path: &str) -> Result<(), OutputError> {
    inside(path)?;
    if survey::look(new, path)?.is_none() {
        return Ok(());
    }
    ours(folder, path)?;
    let target = folder.join(path);
    let moved = target
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::rename(new.join(path), &target));
    moved.map_err(|error| OutputError::Half(target, error))
}

/// Removes a file, unless that was done, and the folders that it leaves empty.
fn remove(folder: &Path, path: &str) -> Result<(), OutputError> {
    inside(path)?;
    if ours(folder, path)? {
        let target = folder.join(path);
        fs::remove_file(&target).map_err(|error| OutputError::Half(target, error))?;
    }
    let mut parent = Path::new(path).parent();
    // A run that was interrupted here has removed the inner ones.
    let is_gone = |parent: &Path| match fs::remove_dir(folder.join(parent)) {
        Ok(()) => true,
        Err(error) => error.kind() == io::ErrorKind::NotFound,
    };
    while let Some(empty) =
        parent.filter(|parent| !parent.as_os_str().is_empty() && is_gone(parent))
    {
        parent = empty.parent();
    }
    Ok(())
}

/// Whether the file is there; an error if it is and was not generated.
fn ours(folder: &Path, path: &str) -> Result<bool, OutputError> {
    let there = survey::look(folder, path)?;
    let foreign = |text: &String| survey::source(text).is_none();
    if there.as_ref().is_some_and(foreign) {
        return Err(OutputError::Foreign(PathBuf::from(folder).join(path)));
    }
    Ok(there.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_removed_whose_inner_ones_are_gone() {
        let folder =
            std::env::temp_dir().join(format!("specwright-journal-{}", std::process::id()));
        fs::create_dir_all(folder.join("outer")).unwrap();
        // Killed after `outer/inner/a.rs` and `outer/inner` were removed.
        let removed = remove(&folder, "outer/inner/a.rs");
        let left = fs::read_dir(&folder).unwrap().count();
        fs::remove_dir_all(&folder).unwrap();
        assert!(removed.is_ok());
        assert_eq!(left, 0);
    }
}
