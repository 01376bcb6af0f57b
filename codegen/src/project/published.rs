//! Documents that are not part of a project yet.
//!
//! In: what was fetched, as bytes. Out: its title, why it is not a document, or what it changes for
//! programs that use a client.

use super::{Client, ProjectError};
use crate::{
    compare::{Comparison, PublicApi, compare},
    config::ApiConfig,
    diagnostics::{Diagnostics, Style, render},
    generate::surface,
    openapi,
    source::{GIVEN, Given, Memory, Reader, Sources},
};

/// The title of a document, `info.title`, if the text has one.
#[must_use]
pub fn title(bytes: &[u8]) -> Option<String> {
    let sources = Sources::load(&alone("", bytes), GIVEN, &[], &mut Diagnostics::new())?;
    let title = sources.root().get("info")?.get("title")?;
    Some(title.as_str()?.to_owned())
}

/// Checks that a text is a document. `name` is its name in messages.
///
/// # Errors
///
/// The text is not a document.
pub fn check(name: &str, bytes: &[u8]) -> Result<(), ProjectError> {
    let mut found = Diagnostics::new();
    let sources = Sources::load(&alone(name, bytes), GIVEN, &[], &mut found);
    let read = sources.as_ref().map(|it| openapi::read(it, &mut found));
    if read.flatten().is_some() {
        return Ok(());
    }
    Err(not_a_document(name, &found, sources.as_ref()))
}

impl Client<'_> {
    /// What a newer version of the document changes for programs that use the client. Overlays and
    /// names of the configuration apply to both versions. `name` is the newer one's in messages.
    ///
    /// # Errors
    ///
    /// One of the versions is not a document, or the folder of the documents can't be read.
    pub fn changes(&self, name: &str, newer: &[u8]) -> Result<Comparison, ProjectError> {
        let files = self.files()?;
        let mut given = alone(name, newer);
        for path in &files.overlays {
            if let Ok(overlay) = files.reader.read(path) {
                given.files.0.insert(path.clone(), overlay);
            }
        }
        let config = ApiConfig {
            overlays: files.overlays,
            ..self.settings()
        };
        let new = public_api(&given, GIVEN, &config)?;
        let old = public_api(&*files.reader, &files.document, &config)?;
        Ok(compare(&old, &new))
    }
}

/// A document that can't refer to files of this machine.
fn alone(name: &str, bytes: &[u8]) -> Given<Memory> {
    Given {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        files: Memory::default(),
    }
}

fn public_api(
    reader: &dyn Reader,
    entry: &str,
    config: &ApiConfig,
) -> Result<PublicApi, ProjectError> {
    let found = surface(reader, entry, config);
    let sources = found.sources.as_ref();
    let error = || not_a_document(&reader.shown(entry), &found.diagnostics, sources);
    found.api.ok_or_else(error)
}

fn not_a_document(name: &str, found: &Diagnostics, sources: Option<&Sources>) -> ProjectError {
    let why = render(found, sources, Style::Plain);
    ProjectError::NotADocument(name.to_owned(), why)
}
