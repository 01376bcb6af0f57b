//! The name of a crate.
//!
//! In: a name. Out: whether cargo and `use` accept it. Must not know the names inside a crate.

use crate::names;

/// Whether cargo and `use` accept the name as it is.
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
    fn a_name_is_one_for_cargo_and_for_rust() {
        for name in ["notes", "notes-client", "a_1"] {
            assert!(is_valid(name), "{name}");
        }
        for name in ["", "1a", "a b", "fn", "self", "std", "ü", "-a"] {
            assert!(!is_valid(name), "{name}");
        }
    }
}
