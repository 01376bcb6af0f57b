//! Reads the bytes of files.

use std::collections::BTreeMap;
use std::fmt;

/// Reads files. Paths are normalised and separated by `/`; they are relative to the root folder, or
/// absolute if that of the entry is. The reader decides which files may be read.
pub trait Reader {
    /// Reads a whole file.
    ///
    /// # Errors
    ///
    /// The file does not exist, is outside the folder that may be read, or can't be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// The path of a file for messages, relative to the current folder.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// It does not exist.
    NotFound,
    /// It is outside the folder that may be read.
    OutsideRoot,
    /// The system's error.
    Io(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("no such file"),
            Self::OutsideRoot => f.write_str("it lies outside the folder that may be read"),
            Self::Io(reason) => f.write_str(reason),
        }
    }
}

impl std::error::Error for ReadError {}

/// A document that is not a file, and the files it refers to.
#[derive(Clone, Debug)]
pub struct Given<R> {
    /// The name of the document in messages.
    pub name: String,
    /// The document.
    pub bytes: Vec<u8>,
    /// Reads the files.
    pub files: R,
}

/// The path of a [`Given`] document. No reference can name it.
pub const GIVEN: &str = "-";

impl<R: Reader> Reader for Given<R> {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        match path {
            GIVEN => Ok(self.bytes.clone()),
            path => self.files.read(path),
        }
    }

    fn shown(&self, path: &str) -> String {
        match path {
            GIVEN => self.name.clone(),
            path => self.files.shown(path),
        }
    }
}

/// Files in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Memory {
    /// Creates files from paths and texts.
    #[must_use]
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let owned = |(path, text): (&str, &str)| (path.to_owned(), text.as_bytes().to_vec());
        Self(files.into_iter().map(owned).collect())
    }
}

impl Reader for Memory {
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError> {
        if path.starts_with("../") || path.starts_with('/') && !self.0.contains_key(path) {
            return Err(ReadError::OutsideRoot);
        }
        self.0.get(path).cloned().ok_or(ReadError::NotFound)
    }
}
