//! Documents fetched from a URL: the copy beside the configuration, and its hash.
//!
//! In: `documents.lock`, and what was fetched. Out: the file to read in place of the URL, or why it
//! can't be trusted. `generate` and `--check` need no network: only `specwright update` and
//! `specwright new` fetch.

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::output::replace_file;

/// The file that says what was fetched, beside the configuration.
pub const LOCK: &str = "documents.lock";

const HEADER: &str = "# What `specwright update` fetched. It is written by the command; commit it with the documents.\n";

/// What was fetched for a client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Stored {
    /// Where it came from.
    url: String,
    /// The file beside the configuration.
    file: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    sha256: String,
}

/// What was fetched, by the names of the clients.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Lock(BTreeMap<String, Stored>);

/// Why a copy isn't used for its URL, and what to do.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Distrust {
    pub(super) message: String,
    pub(super) help: String,
}

/// Whether a document is given by a URL, not by a path.
#[must_use]
pub fn is_url(spec: &str) -> bool {
    let scheme = spec.split_once("://").map_or("", |(scheme, _)| scheme);
    !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

impl Lock {
    /// Reads the lock of a folder; it is empty where there is none.
    pub(super) fn read(folder: &Path) -> io::Result<Self> {
        match fs::read_to_string(folder.join(LOCK)) {
            Ok(text) => toml::from_str(&text).map_err(io::Error::other),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    /// The copy of a client's document, whether it is there or not.
    pub(super) fn file(&self, client: &str) -> PathBuf {
        match self.0.get(client) {
            Some(stored) => PathBuf::from(&stored.file),
            None => PathBuf::from(format!("{client}.openapi.yaml")),
        }
    }

    /// Whether the copy in the folder is what was fetched from the URL.
    pub(super) fn verify(&self, folder: &Path, client: &str, url: &str) -> Result<(), Distrust> {
        let fetch = format!("`specwright update --api {client}` fetches it");
        let stored = self.0.get(client).filter(|stored| stored.url == url);
        let Some(stored) = stored else {
            let message = format!("`{url}` was not fetched yet");
            return Err(Distrust {
                message,
                help: fetch,
            });
        };
        let path = folder.join(&stored.file);
        let bytes = fs::read(&path).map_err(|error| Distrust {
            message: format!(
                "`{}`, the copy of `{url}`, can't be read: {error}",
                path.display()
            ),
            help: fetch.clone(),
        })?;
        if digest(&bytes) == stored.sha256 {
            return Ok(());
        }
        Err(Distrust {
            message: format!("`{}` is not what was fetched from `{url}`", path.display()),
            help: format!(
                "{fetch} again; corrections belong into an overlay, or name the file in `spec` to keep it"
            ),
        })
    }

    /// Puts a document that was fetched into the folder, and records it in the lock. The file is
    /// written first: an interrupted run leaves a copy that is not trusted.
    pub(super) fn store(
        &mut self,
        folder: &Path,
        client: &str,
        url: &str,
        bytes: &[u8],
    ) -> io::Result<PathBuf> {
        let is_json = bytes.trim_ascii_start().starts_with(b"{");
        let file = format!("{client}.openapi.{}", if is_json { "json" } else { "yaml" });
        replace_file(&folder.join(&file), bytes)?;
        let stored = Stored {
            url: url.to_owned(),
            file: file.clone(),
            sha256: digest(bytes),
        };
        let before = self.0.insert(client.to_owned(), stored);
        let entries = toml::to_string(self).map_err(io::Error::other)?;
        let entries = format!("{HEADER}\n{entries}");
        replace_file(&folder.join(LOCK), entries.as_bytes())?;
        // The document became JSON, or YAML.
        if let Some(other) = before.filter(|before| before.file != file) {
            fs::remove_file(folder.join(other.file)).or_else(|error| match error.kind() {
                io::ErrorKind::NotFound => Ok(()),
                _ => Err(error),
            })?;
        }
        Ok(folder.join(file))
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("{:x}", Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://example.com/openapi";

    #[test]
    fn a_copy_is_trusted_while_it_is_what_was_fetched() -> io::Result<()> {
        let folder = std::env::temp_dir().join(format!("specwright-stored-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        let mut lock = Lock::read(&folder)?;
        let trusted = |lock: &Lock, url| lock.verify(&folder, "notes", url);
        assert!(
            trusted(&lock, URL)
                .unwrap_err()
                .message
                .contains("was not fetched yet")
        );

        let path = lock.store(&folder, "notes", URL, b"openapi: 3.1.0\n")?;
        assert_eq!(path, folder.join("notes.openapi.yaml"));
        let lock = Lock::read(&folder)?;
        assert_eq!(trusted(&lock, URL), Ok(()));
        assert_eq!(lock.file("notes"), Path::new("notes.openapi.yaml"));
        assert!(trusted(&lock, "https://example.com/other").is_err());

        fs::write(&path, "openapi: 3.1.1\n")?;
        let distrust = trusted(&lock, URL).unwrap_err();
        assert!(
            distrust.message.contains("is not what was fetched"),
            "{distrust:?}"
        );
        assert!(
            distrust.help.contains("specwright update --api notes"),
            "{distrust:?}"
        );
        fs::remove_file(&path)?;
        assert!(
            trusted(&lock, URL)
                .unwrap_err()
                .message
                .contains("can't be read")
        );

        // Another form has another name, and the old copy is gone.
        let mut lock = lock;
        lock.store(&folder, "notes", URL, b"openapi: 3.1.0\n")?;
        let json = lock.store(&folder, "notes", URL, b" {}")?;
        assert_eq!(json, folder.join("notes.openapi.json"));
        assert!(json.exists() && !path.exists());
        fs::remove_dir_all(&folder)
    }

    #[test]
    fn the_hash_is_sha_256() {
        // FIPS 180-4, example B.1.
        assert_eq!(
            digest(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn a_url_is_no_path() {
        for (text, is) in [
            ("https://example.com/a.yaml", true),
            ("ftp://a", true),
            ("a/b.yaml", false),
            ("c:\\a.yaml", false),
            ("://a", false),
        ] {
            assert_eq!(is_url(text), is, "{text}");
        }
    }
}
