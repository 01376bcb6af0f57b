//! A document as the command line names it: a path, an `https` URL, or `-` for standard input.
//!
//! In: the argument. Out: a file, or its bytes and its name in messages.

use std::{
    io::{self, Read as _},
    path::Path,
};

use specwright::{
    project::is_url,
    source::{Disk, GIVEN, Given, Memory, Reader},
};

use super::super::{Failure, progress::Progress};

/// The name of standard input in messages.
const INPUT: &str = "standard input";

/// The most bytes that are read from standard input. The loader refuses a file of that size.
const LARGEST: u64 = 1 << 30;

/// A document that is not a file: its name in messages, and its bytes.
pub(in crate::command) struct Text {
    pub(in crate::command) name: String,
    pub(in crate::command) bytes: Vec<u8>,
}

/// Reads standard input or a URL; `None` for the path of a file.
pub(in crate::command) fn text(argument: &Path) -> Result<Option<Text>, Failure> {
    let Some(argument) = argument.to_str() else {
        return Ok(None);
    };
    let (name, bytes) = if argument == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().take(LARGEST).read_to_end(&mut bytes)?;
        if bytes.trim_ascii().is_empty() {
            return Err("standard input is empty: pipe a document into the command".into());
        }
        (INPUT, bytes)
    } else if is_url(argument) {
        (argument, fetch(argument)?)
    } else {
        return Ok(None);
    };
    Ok(Some(Text {
        name: name.to_owned(),
        bytes,
    }))
}

/// Opens a document: a reader of its files, and its name among them. References reach `root`: by
/// default a file's folder, for standard input the current one, and for a URL none.
pub(in crate::command) fn open(
    argument: &Path,
    root: Option<&Path>,
) -> Result<(Box<dyn Reader>, String), Failure> {
    let Some(Text { name, bytes }) = text(argument)? else {
        let (disk, entry) = Disk::for_document(argument, root)
            .map_err(|error| format!("`{}`: {error}", argument.display()))?;
        return Ok((Box::new(disk), entry));
    };
    let reader: Box<dyn Reader> = if is_url(&name) {
        let files = Memory::default();
        Box::new(Given { name, bytes, files })
    } else {
        let root = root.unwrap_or(Path::new("."));
        let files = Disk::new(root).map_err(|error| format!("`{}`: {error}", root.display()))?;
        let files = files.shown_in(root);
        Box::new(Given { name, bytes, files })
    };
    Ok((reader, GIVEN.to_owned()))
}

/// Fetches a document, with a progress line.
#[cfg(feature = "fetch")]
pub(in crate::command) fn fetch(url: &str) -> Result<Vec<u8>, Failure> {
    let _progress = Progress::begin("fetching the document");
    Ok(specwright::fetch::fetch(url, specwright::fetch::LARGEST)?)
}

/// Fails: this build can't fetch.
#[cfg(not(feature = "fetch"))]
pub(in crate::command) fn fetch(url: &str) -> Result<Vec<u8>, Failure> {
    Err(format!(
        "`{url}` can't be fetched: this command was built without its feature `fetch`; save the document, and give its path"
    )
    .into())
}
