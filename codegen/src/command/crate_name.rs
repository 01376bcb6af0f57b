//! The name of a crate: the one that was given, or one after the document.
//!
//! In: a name, or a path. Out: a name that cargo takes and that `use` takes as it is. It does not
//! know of names inside a crate.

use std::path::Path;

use specwright::names;

use super::Failure;

/// The name of a crate for a document that none was given for, after the name of its file:
/// `box.yaml` becomes `box-client`.
pub(super) fn derived(spec: &Path) -> String {
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
    if !is_fine(&name) {
        name.push_str("-client");
    }
    // The compiler warns of capitals.
    name.to_ascii_lowercase()
}

/// The name that was given, if cargo takes it and `use` does.
pub(super) fn given(name: &str) -> Result<String, Failure> {
    if is_fine(name) {
        Ok(name.to_owned())
    } else {
        Err(format!("`{name}` can't be the name of a crate: give another one with --name").into())
    }
}

fn is_fine(name: &str) -> bool {
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
            assert!(given(name).is_ok());
        }
    }
}
