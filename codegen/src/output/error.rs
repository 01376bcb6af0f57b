//! Why files can't be compared or written.

use std::{fmt, io, path::PathBuf};

/// Why files could not be compared or written.
#[derive(Debug)]
pub enum OutputError {
    /// A file or folder of that name exists and was not generated.
    Foreign(PathBuf),
    /// The path is a symbolic link, which could lead out of the folder.
    Link(PathBuf),
    /// The path of a generated file leads out of the folder: a bug of the generator.
    Outside(String),
    /// Reading or writing failed before anything was changed.
    Io(PathBuf, io::Error),
    /// Replacing or removing a file failed; other files may have been replaced already.
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
                "`{}` is a symbolic link, which is not followed; \
                 remove it, or generate into another folder",
                path.display()
            ),
            Self::Outside(path) => write!(
                f,
                "`{path}` leads out of the folder; please report this bug of specwright"
            ),
            Self::Io(path, error) => {
                write!(f, "`{}`: {error}; nothing was changed", path.display())
            }
            Self::Half(path, error) => write!(
                f,
                "`{}`: {error}; some files are not written yet: \
                 fix the cause and generate again",
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
