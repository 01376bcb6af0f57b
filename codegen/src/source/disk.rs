//! Reads files from a folder, and nothing outside it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{ReadError, Reader};

/// A folder whose files may be read.
#[derive(Clone, Debug)]
pub struct Disk {
    root: PathBuf,
    /// The same folder as the user wrote it, for messages.
    shown: PathBuf,
}

impl Disk {
    /// Creates a reader of the files below `root`. Messages show paths relative to it.
    ///
    /// # Errors
    ///
    /// The folder does not exist or can't be read.
    pub fn new(root: &Path) -> io::Result<Self> {
        Ok(Self {
            root: root.canonicalize()?,
            shown: PathBuf::new(),
        })
    }

    /// Makes messages show paths below `folder`, which is the root as the user wrote it.
    #[must_use]
    pub fn shown_in(mut self, folder: &Path) -> Self {
        self.shown = folder.strip_prefix(".").unwrap_or(folder).to_path_buf();
        self
    }

    /// Creates a reader of the document's folder (or of `root`). Also returns the name of the
    /// document in it.
    ///
    /// # Errors
    ///
    /// The document or the folder does not exist, or the document is outside the folder.
    pub fn for_document(document: &Path, root: Option<&Path>) -> io::Result<(Self, String)> {
        let given = root.or(document.parent());
        let document = document.canonicalize()?;
        let folder = root.or(document.parent()).unwrap_or(Path::new("/"));
        let disk = Self::new(folder)?;
        // If the document is a link, its folder is not the given one.
        let named = given.filter(|given| is_folder(given, &disk.root));
        let shown = named.unwrap_or(&disk.root).to_path_buf();
        let disk = disk.shown_in(&shown);
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
    /// The path of a file, whether or not it exists.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.root.join(name)
    }
}

impl Reader for Disk {
    fn shown(&self, path: &str) -> String {
        let shown = self.shown.join(path);
        shown.to_string_lossy().into_owned()
    }

    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        // Links are resolved before the check, so that none leads out of the folder.
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
        // Opening a pipe would wait for a writer.
        match fs::metadata(&file) {
            Ok(metadata) if !metadata.is_file() => {
                Err(ReadError::Io("it is not a file".to_owned()))
            }
            _ => fs::read(&file).map_err(|error| ReadError::Io(error.to_string())),
        }
    }
}

/// Whether a path, where the empty one is the current folder, is that of the folder.
fn is_folder(given: &Path, folder: &Path) -> bool {
    let given = if given.as_os_str().is_empty() {
        Path::new(".")
    } else {
        given
    };
    given.canonicalize().is_ok_and(|given| given == folder)
}

/// A path with `/` between its parts, as in documents.
pub(crate) fn slashes(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_from_where_the_user_is() -> io::Result<()> {
        // Tests run in the package's folder.
        for (document, root, shown) in [
            ("Cargo.toml", None, "Cargo.toml"),
            ("./Cargo.toml", None, "Cargo.toml"),
            ("src/lib.rs", None, "src/lib.rs"),
            ("src/../src/lib.rs", None, "src/../src/lib.rs"),
            ("src/lib.rs", Some("."), "src/lib.rs"),
            ("src/lib.rs", Some("./src"), "src/lib.rs"),
            ("src/lib.rs", Some(".."), "../codegen/src/lib.rs"),
        ] {
            let (disk, entry) = Disk::for_document(Path::new(document), root.map(Path::new))?;
            assert_eq!(disk.shown(&entry), shown, "{document} {root:?}");
        }
        Ok(())
    }

    #[cfg(unix)]
    #[test]
    fn a_linked_document_is_shown_by_its_real_path() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("specwright-link-{}", std::process::id()));
        fs::create_dir_all(folder.join("real"))?;
        fs::write(folder.join("real/a.yaml"), "")?;
        let link = folder.join("link.yaml");
        std::os::unix::fs::symlink("real/a.yaml", &link)?;
        let found = Disk::for_document(&link, None);
        let real = folder.join("real/a.yaml").canonicalize()?;
        fs::remove_dir_all(&folder)?;
        let (disk, entry) = found?;
        assert_eq!(Path::new(&disk.shown(&entry)), real);
        Ok(())
    }
}
