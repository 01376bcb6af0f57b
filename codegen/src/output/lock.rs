//! Lets one run at a time write to a folder.
//!
//! In: the output folder. Out: a lock that is held until the value is dropped or the process ends.

use std::{fs::File, io, path::Path};

use super::OutputError;

/// Waits until no other run writes to the folder.
///
/// The parent folder is locked, since it exists already and no lock file is left in it.
#[cfg(unix)]
pub(super) fn take(folder: &Path) -> Result<Option<File>, OutputError> {
    let parent = folder.parent().unwrap_or(folder);
    match File::open(parent).and_then(locked) {
        Ok(lock) => Ok(lock),
        // A folder can be writable below one that must not be listed.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(None),
        Err(error) => Err(OutputError::Io(parent.to_path_buf(), error)),
    }
}

/// Waits until no other run writes to the folder. The lock file beside it is not removed.
#[cfg(not(unix))]
pub(super) fn take(folder: &Path) -> Result<Option<File>, OutputError> {
    let Some(name) = folder.file_name() else {
        return Ok(None);
    };
    let path = folder.with_file_name(format!(".{}.specwright-lock", name.to_string_lossy()));
    let open = File::options().create(true).append(true).open(&path);
    open.and_then(locked)
        .map_err(|error| OutputError::Io(path, error))
}

/// Locks the file; `None` on a file system without locks.
fn locked(file: File) -> io::Result<Option<File>> {
    match file.lock() {
        Ok(()) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(error) => Err(error),
    }
}
