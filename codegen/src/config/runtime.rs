//! `runtime` of `codegen.toml`: where the generated clients take their runtime from.
//!
//! In: a table with one source. Out: the source as data; what is wrong with the table is said in
//! its place. Whether the source can be reached is not known here.

use serde::Deserialize;

/// The source of the clients' runtime crate.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Keys")]
pub enum RuntimeSource {
    /// A version in the registry.
    Version(String),
    /// A revision of a git repository.
    Git {
        /// The address of the repository.
        url: String,
        /// The revision.
        rev: String,
    },
    /// A folder with the runtime in it, relative to the file.
    Path(String),
    /// A folder, relative to the file, into which the runtime is written.
    Vendored(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    version: Option<String>,
    git: Option<String>,
    rev: Option<String>,
    path: Option<String>,
    vendored: Option<String>,
}

impl TryFrom<Keys> for RuntimeSource {
    type Error = &'static str;

    fn try_from(keys: Keys) -> Result<Self, Self::Error> {
        let Keys {
            version,
            git,
            rev,
            path,
            vendored,
        } = keys;
        match (version, git, rev, path, vendored) {
            (Some(version), None, None, None, None) => Ok(Self::Version(version)),
            (None, Some(url), Some(rev), None, None) => Ok(Self::Git { url, rev }),
            (None, None, None, Some(path), None) => Ok(Self::Path(path)),
            (None, None, None, None, Some(folder)) => Ok(Self::Vendored(folder)),
            (None, Some(_), None, None, None) => {
                Err("`git` needs `rev`, the revision to take the runtime from")
            }
            _ => {
                Err("the runtime has one source: `version`, `git` with `rev`, `path` or `vendored`")
            }
        }
    }
}
