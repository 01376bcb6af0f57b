//! Where the bytes of files come from.

use std::collections::BTreeMap;
use std::fmt;

/// Gives the bytes of a file. Paths are normalised and `/`-separated; they are relative to the root
/// folder, or absolute where the entry was given so. What may be read is the reader's to decide.
pub trait Reader {
    /// Reads a whole file.
    ///
    /// # Errors
    ///
    /// The file does not exist, lies outside what may be read, or can't be read.
    fn read(&self, path: &str) -> Result<Vec<u8>, ReadError>;

    /// The path of a file as messages show it: one that leads there from where the user is.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is no such file.
    NotFound,
    /// It lies outside the folder that may be read.
    OutsideRoot,
    /// The system's reason.
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

/// A document that is not a file, and the files that it refers to.
#[derive(Clone, Debug)]
pub struct Given<R> {
    /// How messages call the document.
    pub name: String,
    /// The document.
    pub bytes: Vec<u8>,
    /// Gives the files.
    pub files: R,
}

/// The path of a [`Given`] document: no file that a document refers to is called so.
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
    /// Files of these paths and texts.
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
