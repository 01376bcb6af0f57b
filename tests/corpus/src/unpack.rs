//! Where the corpus lies.
//!
//! In: the archive beside the workspace, or the folder that `CORPUS_DIR` names. Out: the folder of
//! the documents and the text of the manifest. The archive is unpacked below the target folder, and
//! again when it changes.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use flate2::CrcReader;
use flate2::read::GzDecoder;
use tar::Archive;

/// An unpacked corpus.
#[derive(Debug)]
pub(super) struct Corpus {
    /// The folder with `specs/` in it.
    pub(super) folder: PathBuf,
    pub(super) manifest: PathBuf,
}

impl Corpus {
    /// The folder of the documents.
    pub(super) fn specs(&self) -> PathBuf {
        self.folder.join("specs")
    }
}

/// Finds the corpus, and unpacks it if necessary. `None`: there is none beside the workspace.
pub(super) fn find(root: &Path, target: &Path) -> Result<Option<Corpus>, String> {
    let shared = root.join("..").join("shared").join("corpus");
    let manifest = shared.join("manifest.json");
    if let Some(folder) = std::env::var_os("CORPUS_DIR") {
        return given(root.join(folder), manifest).map(Some);
    }
    let archive = shared.join("corpus.tar.gz");
    if !archive.exists() || !manifest.exists() {
        return Ok(None);
    }
    let folder = target.join("corpus");
    unpack(&archive, &folder)?;
    Ok(Some(Corpus { folder, manifest }))
}

/// The folder that `CORPUS_DIR` names: a mistake in it is an error.
fn given(folder: PathBuf, shared: PathBuf) -> Result<Corpus, String> {
    if !folder.join("specs").is_dir() {
        return Err(format!(
            "`CORPUS_DIR` is `{}`, which has no folder `specs`",
            folder.display()
        ));
    }
    let beside = [
        folder.join("manifest.json"),
        folder.join("..").join("manifest.json"),
        shared,
    ];
    let manifest = beside
        .into_iter()
        .find(|path| path.exists())
        .ok_or_else(|| {
            format!(
                "`CORPUS_DIR` is `{}`, and there is no `manifest.json` in it or next to it",
                folder.display()
            )
        })?;
    Ok(Corpus { folder, manifest })
}

/// Unpacks the archive unless the folder has its content.
fn unpack(archive: &Path, folder: &Path) -> Result<(), String> {
    let failed =
        |path: &Path, error: &dyn std::fmt::Display| format!("`{}`: {error}", path.display());
    let open = || File::open(archive).map_err(|error| failed(archive, &error));
    // Not read as a whole: the memory of a process counts to those that it starts.
    let mut sum = CrcReader::new(open()?);
    let length = io::copy(&mut sum, &mut io::sink()).map_err(|error| failed(archive, &error))?;
    let stamp = format!("{length} bytes, CRC-32 {:08x}\n", sum.crc().sum());
    let stamp_path = folder.join("stamp");
    if fs::read_to_string(&stamp_path).is_ok_and(|there| there == stamp) {
        return Ok(());
    }
    eprintln!("unpacking {}", archive.display());
    if folder.exists() {
        fs::remove_dir_all(folder).map_err(|error| failed(folder, &error))?;
    }
    Archive::new(GzDecoder::new(open()?))
        .unpack(folder)
        .map_err(|error| failed(archive, &error))?;
    // The stamp is written last: an incomplete folder has none.
    fs::write(&stamp_path, stamp).map_err(|error| failed(&stamp_path, &error))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    /// A folder below the target folder, empty.
    fn folder(name: &str) -> PathBuf {
        let folder = crate::cargo::target(&runner::root())
            .join("tmp")
            .join(format!("corpus-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn pack(path: &Path, text: &str) {
        let mut builder = tar::Builder::new(GzEncoder::new(Vec::new(), Compression::fast()));
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o644);
        builder
            .append_data(&mut header, "specs/a.yaml", text.as_bytes())
            .unwrap();
        let bytes = builder.into_inner().and_then(GzEncoder::finish).unwrap();
        File::create(path)
            .and_then(|mut file| file.write_all(&bytes))
            .unwrap();
    }

    #[test]
    fn an_archive_is_unpacked_once_and_again_when_it_changes() {
        let folder = folder("unpack");
        let (archive, out) = (folder.join("corpus.tar.gz"), folder.join("corpus"));
        let document = out.join("specs").join("a.yaml");
        pack(&archive, "openapi: 3.1.0\n");
        unpack(&archive, &out).unwrap();
        assert_eq!(fs::read_to_string(&document).unwrap(), "openapi: 3.1.0\n");

        fs::write(&document, "left alone").unwrap();
        unpack(&archive, &out).unwrap();
        assert_eq!(fs::read_to_string(&document).unwrap(), "left alone");

        // As long as before.
        pack(&archive, "openapi: 3.1.1\n");
        unpack(&archive, &out).unwrap();
        assert_eq!(fs::read_to_string(&document).unwrap(), "openapi: 3.1.1\n");
    }

    #[test]
    fn a_folder_that_is_named_has_documents_and_a_manifest() {
        let folder = folder("given");
        let nowhere = folder.join("nowhere.json");
        assert!(given(folder.join("gone"), nowhere.clone()).is_err());
        fs::create_dir_all(folder.join("inner").join("specs")).unwrap();
        assert!(given(folder.join("inner"), nowhere.clone()).is_err());
        fs::write(folder.join("manifest.json"), "[]").unwrap();
        assert!(given(folder.clone(), nowhere.clone()).is_err());
        let corpus = given(folder.join("inner"), nowhere).unwrap();
        assert_eq!(fs::read_to_string(corpus.manifest).unwrap(), "[]");
    }
}
