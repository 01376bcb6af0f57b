//! One run at a time.
//!
//! In: a folder that is about to be written. Out: a lock that lasts as long as the value, or the
//! process.

use std::{fs::File, io, path::Path};

use super::OutputError;

/// Waits until no other run writes to the folder.
///
/// The folder around it is locked, since it stays in its place and no file must be left for that.
#[cfg(unix)]
pub(super) fn take(folder: &Path) -> Result<Option<File>, OutputError> {
    let around = folder.parent().unwrap_or(folder);
    match File::open(around).and_then(locked) {
        Ok(lock) => Ok(lock),
        // One may write into a folder whose list one may not read.
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(None),
        Err(error) => Err(OutputError::Io(around.to_path_buf(), error)),
    }
}

/// Waits until no other run writes to the folder. The file that is locked stays.
#[cfg(not(unix))]
pub(super) fn take(folder: &Path) -> Result<Option<File>, OutputError> {
    let Some(path) = super::survey::beside(folder, ".specwright-lock") else {
        return Ok(None);
    };
    let open = File::options().create(true).append(true).open(&path);
    open.and_then(locked)
        .map_err(|error| OutputError::Io(path, error))
}

/// The file, locked; `None` on a file system without locks.
fn locked(file: File) -> io::Result<Option<File>> {
    match file.lock() {
        Ok(()) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(None),
        Err(error) => Err(error),
    }
}
