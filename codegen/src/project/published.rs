//! What a published document has that the local one lacks.
//!
//! In: the bytes of two versions. Out: the changes in meaning, one per line, or why a version is
//! not a document. Overlays are not applied.

use std::fmt;

use crate::{
    compare::{self, Change},
    diagnostics::{Diagnostics, Style, render},
    openapi,
    source::{GIVEN, Given, Memory, Sources},
};

/// A text that is not an `OpenAPI` document; the message has its name and the places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotADocument(String);

impl fmt::Display for NotADocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotADocument {}

/// A text and its name in messages.
pub type Named<'a> = (&'a str, &'a [u8]);

/// What differs in meaning.
///
/// # Errors
///
/// One of the texts is not a document.
pub fn changes(old: Named<'_>, new: Named<'_>) -> Result<Vec<Change>, NotADocument> {
    Ok(compare::documents(&document(old)?, &document(new)?))
}

/// The title of a document, `info.title`, if the text has one.
#[must_use]
pub fn title(bytes: &[u8]) -> Option<String> {
    let reader = Given {
        name: String::new(),
        bytes: bytes.to_vec(),
        files: Memory::default(),
    };
    let sources = Sources::load(&reader, GIVEN, &[], &mut Diagnostics::new())?;
    let title = sources.root().get("info")?.get("title")?;
    Some(title.as_str()?.to_owned())
}

/// A document as the generator reads it.
///
/// # Errors
///
/// The text is not a document.
pub fn document((name, bytes): Named<'_>) -> Result<serde_json::Value, NotADocument> {
    let reader = Given {
        name: name.to_owned(),
        bytes: bytes.to_vec(),
        files: Memory::default(),
    };
    let mut found = Diagnostics::new();
    let sources = Sources::load(&reader, GIVEN, &[], &mut found);
    let is_document = sources
        .as_ref()
        .is_some_and(|sources| openapi::read(sources, &mut found).is_some());
    match sources {
        Some(sources) if is_document => Ok(sources.root().to_json()),
        sources => {
            let why = render(&found, sources.as_ref(), Style::Plain);
            let why = why.trim_end();
            Err(NotADocument(format!(
                "{name} is not an OpenAPI document\n{why}"
            )))
        }
    }
}
