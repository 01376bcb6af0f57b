//! The files of a document: the entry, what it refers to, and the overlays.

use std::collections::{BTreeMap, VecDeque};
use std::sync::atomic::AtomicU32;

use super::dynamic;
use super::overlay;
use super::parse::decode::{NotText, decode};
use super::parse::parse;
use super::reader::{ReadError, Reader};
use super::reference::index::Index;
use super::reference::uri;
use super::text::{Position, Text};
use super::tree::location;
use super::tree::node::{FileId, Node, Span, Value};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};

/// The largest file: offsets have 32 bits.
const MAX_BYTES: usize = 1 << 30;

/// All files of a document. Nodes don't move after loading.
#[derive(Debug)]
pub struct Sources {
    pub(super) files: Vec<File>,
    pub(super) paths: BTreeMap<String, FileId>,
    pub(super) unreadable: BTreeMap<String, ReadError>,
    /// The resources (`$id`) by address.
    pub(super) addresses: BTreeMap<String, (FileId, usize)>,
    /// The number of names that may still be compared with misspelt ones.
    pub(super) suggestions: AtomicU32,
    /// Copies of schemas, each with its dynamic references replaced.
    pub(super) copies: Vec<Node>,
    /// The targets of other references that replace dynamic ones.
    pub(super) locations: Vec<(FileId, String)>,
    overlays: usize,
}

/// A file that was read.
#[derive(Debug)]
pub struct File {
    /// The path, relative to the root folder or absolute as the entry was given.
    pub path: String,
    /// Its text.
    pub text: Text,
    /// The tree; `null` if it could not be parsed.
    pub root: Node,
    pub(super) index: Index,
    /// Why it could not be parsed.
    pub(super) broken: Option<Diagnostic>,
}

impl Sources {
    /// Reads a document, applies overlays to it, and reads every file it refers to.
    ///
    /// Errors of the entry and overlays are reported; `None` if the entry can't be read. An error
    /// of a referenced file is returned by [`resolve`](Self::resolve) when the file is needed.
    pub fn load(
        reader: &dyn Reader,
        entry: &str,
        overlays: &[&str],
        diagnostics: &mut Diagnostics,
    ) -> Option<Self> {
        let mut sources = Self {
            files: Vec::new(),
            paths: BTreeMap::new(),
            unreadable: BTreeMap::new(),
            addresses: BTreeMap::new(),
            suggestions: AtomicU32::new(2_000_000),
            copies: Vec::new(),
            locations: Vec::new(),
            overlays: overlays.len(),
        };
        let path = uri::normalise(entry);
        if !sources.load_named(reader, &path, diagnostics) {
            for file in sources.files {
                diagnostics.attach(FileId(0), file.text);
            }
            return None;
        }
        sources.paths.insert(path, FileId(0));
        for (number, path) in overlays.iter().enumerate() {
            let path = uri::normalise(path);
            if sources.load_named(reader, &path, diagnostics) {
                let (entry, rest) = sources.files.split_at_mut(1);
                overlay::apply(&mut entry[0].root, &rest[number].root, diagnostics);
            } else if sources.files.len() <= number + 1 {
                // Overlays that can't be read need a file, too, since the numbers count.
                let text = Text::new(reader.shown(&path), String::new());
                sources.push(&path, text, Err(None));
            }
        }
        sources.load_references(reader, diagnostics);
        sources.resolve_dynamic_references(diagnostics);
        Some(sources)
    }

    /// Loads the entry or an overlay. Returns whether it can be used.
    fn load_named(
        &mut self,
        reader: &dyn Reader,
        path: &str,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        match self.load_file(reader, path) {
            Ok((file, found)) => {
                diagnostics.append(found);
                match self.file(file).broken.clone() {
                    Some(error) => {
                        diagnostics.push(error);
                    }
                    None => return true,
                }
            }
            Err(error) => {
                let message = format!("can't read `{}`: {error}", reader.shown(path));
                let diagnostic = diagnostics.report_nowhere(Code::UnreadableFile, message);
                match error {
                    ReadError::OutsideRoot => {
                        diagnostic.help("name the folder that may be read with `--root`");
                    }
                    // The entry is read first, and then the overlays.
                    ReadError::NotFound if !self.files.is_empty() => {
                        diagnostic
                            .help("it is listed under `overlays`: correct or remove it there");
                    }
                    ReadError::NotFound | ReadError::Io(_) => {}
                }
            }
        }
        false
    }

    /// Loads a file. Returns what is wrong with it, the error that makes it unreadable aside.
    fn load_file(
        &mut self,
        reader: &dyn Reader,
        path: &str,
    ) -> Result<(FileId, Diagnostics), ReadError> {
        let bytes = reader.read(path)?;
        let shown = reader.shown(path);
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let mut found = Diagnostics::new();
        let (text, root) = if bytes.len() >= MAX_BYTES {
            let message = format!(
                "`{shown}` has {} bytes; a file must be smaller than 1 GiB",
                bytes.len()
            );
            let error = Diagnostic::new(Code::FileTooLarge, Span::new(id, 0, 0), message)
                .with_help("split it into several files that refer to each other");
            (String::new(), Err(error))
        } else {
            match decode(bytes) {
                Ok(text) => {
                    let root = parse(id, path, &text, &mut found);
                    (text, root)
                }
                Err(NotText {
                    text,
                    offset,
                    message,
                }) => {
                    let width = text[offset..].chars().next().map_or(0, char::len_utf8);
                    let span = Span::new(id, offset, offset + width);
                    let error = Diagnostic::new(Code::InvalidEncoding, span, message)
                        .with_help("save it as UTF-8");
                    (text, Err(error))
                }
            }
        };
        self.push(path, Text::new(shown, text), root.map_err(Some));
        Ok((id, found))
    }

    fn push(&mut self, path: &str, text: Text, root: Result<Node, Option<Diagnostic>>) {
        let file = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        let (root, broken) = match root {
            Ok(root) => (root, None),
            Err(error) => (Node::new(Value::Null, Span::new(file, 0, 0)), error),
        };
        self.files.push(File {
            path: path.to_owned(),
            text,
            root,
            index: Index::default(),
            broken,
        });
    }

    /// Reads all files that are referenced, directly or indirectly.
    fn load_references(&mut self, reader: &dyn Reader, diagnostics: &mut Diagnostics) {
        let mut queue = VecDeque::from([self.entry()]);
        while let Some(id) = queue.pop_front() {
            let at = id.0 as usize;
            let file = &mut self.files[at];
            dynamic::replace_recursive_references(file.text.as_str(), &mut file.root);
            let index = Index::new(&file.root, &file.path);
            let targets: Vec<_> = index
                .references
                .iter()
                .map(|address| uri::join_path(&file.path, address))
                .filter(|path| !path.is_empty())
                .collect();
            for (number, resource) in index.resources.iter().enumerate() {
                self.addresses
                    .entry(resource.address.clone())
                    .or_insert((id, number));
            }
            self.files[at].index = index;
            for path in targets {
                if self.paths.contains_key(&path) || self.unreadable.contains_key(&path) {
                    continue;
                }
                match self.load_file(reader, &path) {
                    Ok((target, found)) => {
                        self.paths.insert(path, target);
                        if self.file(target).broken.is_none() {
                            diagnostics.append(found);
                            queue.push_back(target);
                        }
                    }
                    Err(error) => drop(self.unreadable.insert(path, error)),
                }
            }
        }
    }

    /// The document itself.
    #[must_use]
    pub fn entry(&self) -> FileId {
        FileId(0)
    }

    /// The root of the document itself.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.file(self.entry()).root
    }

    /// A file by its number.
    ///
    /// # Panics
    ///
    /// The number belongs to other sources. [`get`](Self::get) accepts any.
    #[must_use]
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.0 as usize]
    }

    /// A file by its number, if there is one.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&File> {
        self.files.get(id.0 as usize)
    }

    /// All files: the document, its overlays, then the referenced files.
    pub fn files(&self) -> impl Iterator<Item = (FileId, &File)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Line and column of the beginning of a span.
    #[must_use]
    pub fn position(&self, span: Span) -> Position {
        match self.get(span.file) {
            Some(file) => file.text.position(span.start as usize),
            None => Position { line: 1, column: 1 },
        }
    }

    /// The JSON Pointer of a span in its file.
    #[must_use]
    pub fn pointer(&self, span: Span) -> String {
        let Some(file) = self.get(span.file) else {
            return String::new();
        };
        location::pointer(&file.root, span)
    }

    /// The text of a span.
    #[must_use]
    pub fn snippet(&self, span: Span) -> &str {
        let text = self.get(span.file).map_or("", |file| file.text.as_str());
        text.get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Whether a file is JSON, or YAML in flow style.
    #[must_use]
    pub fn is_json(&self, file: FileId) -> bool {
        let text = self.get(file).map_or("", |file| file.text.as_str());
        text.trim_start().starts_with(['{', '['])
    }

    /// The file that references are relative to: those of an overlay belong to the document.
    pub(super) fn base(&self, file: FileId) -> FileId {
        if file.0 as usize <= self.overlays {
            self.entry()
        } else {
            file
        }
    }
}
