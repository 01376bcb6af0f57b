//! The name of a crate.
//!
//! In: a name, or the path of a document. Out: whether cargo and `use` take the name as it is, or
//! one that they take. Must not know the names inside a crate.

use std::path::Path;

use crate::names;

/// A name for a document's crate, after the name of its file: `box.yaml` becomes `box-client`.
#[must_use]
pub fn derived(spec: &Path) -> String {
    let stem = spec.file_stem().unwrap_or_default().to_string_lossy();
    let mut words: Vec<_> = stem
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '_'))
        .filter(|word| !word.is_empty())
        .collect();
    if !words
        .first()
        .is_some_and(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()))
    {
        words.insert(0, "api");
    }
    let mut name = words.join("-");
    if !is_valid(&name) {
        name.push_str("-client");
    }
    // The compiler warns of capitals.
    name.to_ascii_lowercase()
}

/// Whether cargo takes the name, and `use` takes it as it is.
#[must_use]
pub fn is_valid(name: &str) -> bool {
    let module = name.replace('-', "_");
    name.starts_with(|first: char| first.is_ascii_alphabetic())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
        && names::escaped(module.clone()) == module
        // They mean something else wherever they are written.
        && !["alloc", "core", "proc_macro", "std", "test"].contains(&module.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_of_any_name_has_a_crate() {
        for (document, name) in [
            ("specs/galileo.v2.yaml", "galileo-v2"),
            ("Pet Store (2).json", "pet-store-2"),
            ("1password.yaml", "api-1password"),
            ("box.json", "box-client"),
            ("std.json", "std-client"),
            ("_.yaml", "api-_"),
            ("ü.yaml", "api"),
        ] {
            assert_eq!(derived(Path::new(document)), name);
            assert!(is_valid(name));
        }
    }
}
