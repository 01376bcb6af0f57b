//! Reads documents from a folder of the disk, and nothing outside it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::source::{ReadError, Reader};

/// A folder that references may reach into.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
}

impl Disk {
    /// A reader of the files in `root` and below.
    ///
    /// # Errors
    ///
    /// The folder does not exist or can't be read.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self {
            root: root.canonicalize()?,
        })
    }

    /// A reader of the document's own folder (or of `root`), and the name of the document in it.
    ///
    /// # Errors
    ///
    /// The document or the folder does not exist, or the document lies outside the folder.
    pub fn for_document(document: &Path, root: Option<&Path>) -> io::Result<(Self, String)> {
        let document = document.canonicalize()?;
        let folder = root.or(document.parent()).unwrap_or(Path::new("/"));
        let disk = Self::new(folder)?;
        let name = document.strip_prefix(&disk.root).map_err(|_| {
            io::Error::new(
                io::ErrorKind::InvalidInput,
                "the document is not in the folder given as its root",
            )
        })?;
        Ok((disk, slashes(name)))
    }
}

impl Disk {
    /// Where a file of that name lies, or would.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

impl Reader for Disk {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        // Links are followed before the check, so that none leads out.
        let file = self
            .root
            .join(path)
            .canonicalize()
            .map_err(|error| match error.kind() {
                io::ErrorKind::NotFound => ReadError::NotFound,
                _ => ReadError::Io(error.to_string()),
            })?;
        if !file.starts_with(&self.root) {
            return Err(ReadError::OutsideRoot);
        }
        // Opening a pipe would wait for somebody to write into it.
        match fs::metadata(&file) {
            Ok(metadata) if !metadata.is_file() => {
                Err(ReadError::Io("it is not a file".to_owned()))
            }
            _ => fs::read(&file).map_err(|error| ReadError::Io(error.to_string())),
        }
    }
}

/// A path with `/` between its parts, as documents write it.
pub(crate) fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}
