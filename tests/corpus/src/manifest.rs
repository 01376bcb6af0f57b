//! The documents of the corpus.
//!
//! In: `manifest.json`. Out: its records, or those that were asked for. It does not know what is
//! done with them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

/// One document.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Document {
    pub(super) name: String,
    /// Below `specs/`: the document, or the folder with it and what it refers to.
    file: PathBuf,
    /// Of a folder: the document in it.
    entry: Option<PathBuf>,
    pub(super) kind: Kind,
    pub(super) expect: Option<Expect>,
}

/// Where a document is from.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// An API that people use
    RealWorld,
    /// An example, or a test document of a tool
    ExampleOrToolFixture,
    /// A test document of a tool that shows one thing
    SmallToolFixture,
    /// A test document of the standard
    ConformanceFixture,
}

/// What a conformance fixture is for.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Expect {
    /// It is valid: no error.
    Pass,
    /// It is not valid: an error at least.
    Fail,
}

impl Document {
    /// The file to read.
    pub(super) fn path(&self, specs: &Path) -> PathBuf {
        let file = specs.join(&self.file);
        self.entry
            .as_ref()
            .map_or(file.clone(), |entry| file.join(entry))
    }

    /// The folder that its references may reach, if it is not the one that the document lies in.
    pub(super) fn root(&self, specs: &Path) -> Option<PathBuf> {
        self.entry.as_ref().map(|_| specs.join(&self.file))
    }

    /// The name of its crate: names of crates have no dots, rustc warns of capitals, and some
    /// documents have the names of keywords.
    pub(super) fn crate_name(&self) -> String {
        format!(
            "{}-client",
            self.name.replace('.', "-").to_ascii_lowercase()
        )
    }
}

/// Reads the manifest.
pub(super) fn read(text: &str) -> Result<Vec<Document>, String> {
    let documents: Vec<Document> = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let mut seen = BTreeSet::new();
    for Document { name, .. } in &documents {
        // It becomes the name of a folder.
        let fine = name.starts_with(|first: char| first.is_ascii_alphabetic())
            && name
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if !fine {
            return Err(format!("`{name}` can't be the name of a document"));
        }
        if !seen.insert(name.to_ascii_lowercase().replace('.', "-")) {
            return Err(format!("two documents are called `{name}`"));
        }
    }
    Ok(documents)
}

/// The documents of these names, in the order of the manifest, or all of them; of this kind, or of
/// any.
pub(super) fn select(
    documents: Vec<Document>,
    names: &[String],
    kind: Option<Kind>,
) -> Result<Vec<Document>, String> {
    for name in names {
        if documents.iter().all(|document| document.name != *name) {
            let mut known = documents.iter().map(|document| document.name.as_str());
            let hint = known
                .find(|known| known.contains(name.as_str()))
                .map_or(String::new(), |close| format!("; did you mean `{close}`?"));
            return Err(format!("the corpus has no document `{name}`{hint}"));
        }
    }
    let chosen: Vec<_> = documents
        .into_iter()
        .filter(|document| names.is_empty() || names.contains(&document.name))
        .filter(|document| kind.is_none_or(|kind| document.kind == kind))
        .collect();
    if chosen.is_empty() {
        return Err("no document of the corpus is of these names and this kind".to_owned());
    }
    Ok(chosen)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = r#"[
        {"name": "box", "file": "box.json", "kind": "real-world", "bytes": 7},
        {"name": "matrix-sync", "file": "matrix", "entry": "api/sync.yaml", "kind": "real-world"},
        {"name": "oai-3.1-X", "file": "oai/x.yaml", "kind": "conformance-fixture", "expect": "fail"}
    ]"#;

    fn names(names: &[&str], kind: Option<Kind>) -> Result<Vec<String>, String> {
        let names: Vec<_> = names.iter().map(|&name| name.to_owned()).collect();
        let chosen = select(read(TEXT)?, &names, kind)?;
        Ok(chosen.into_iter().map(|document| document.name).collect())
    }

    #[test]
    fn a_folder_is_the_root_of_its_document() {
        let documents = read(TEXT).unwrap();
        let specs = Path::new("specs");
        assert_eq!(documents[0].path(specs), Path::new("specs/box.json"));
        assert_eq!(documents[0].root(specs), None);
        assert_eq!(
            documents[1].path(specs),
            Path::new("specs/matrix/api/sync.yaml")
        );
        assert_eq!(documents[1].root(specs), Some(specs.join("matrix")));
        assert_eq!(documents[2].crate_name(), "oai-3-1-x-client");
        assert_eq!(documents[2].expect, Some(Expect::Fail));
    }

    #[test]
    fn documents_are_chosen_by_name_and_kind() {
        assert_eq!(names(&[], None).unwrap().len(), 3);
        assert_eq!(
            names(&["matrix-sync", "box"], None).unwrap(),
            ["box", "matrix-sync"]
        );
        assert_eq!(
            names(&[], Some(Kind::ConformanceFixture)).unwrap(),
            ["oai-3.1-X"]
        );
        assert!(names(&["box"], Some(Kind::ConformanceFixture)).is_err());
    }

    #[test]
    fn an_unknown_name_is_an_error_with_a_longer_one() {
        let said = |name| names(&[name], None).unwrap_err();
        assert_eq!(
            said("matrix"),
            "the corpus has no document `matrix`; did you mean `matrix-sync`?"
        );
        assert_eq!(
            said("nothing-like-it"),
            "the corpus has no document `nothing-like-it`"
        );
    }

    #[test]
    fn names_are_folders_of_their_own() {
        let of = |name: &str| format!(r#"{{"name": "{name}", "file": "a", "kind": "real-world"}}"#);
        assert!(read(&format!("[{}]", of("../up"))).is_err());
        assert!(read(&format!("[{}, {}]", of("a.b"), of("A-b"))).is_err());
    }
}
