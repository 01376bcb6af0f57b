//! Imports: the `use` declarations of a file.
//!
//! In: names and the paths of their modules. Out: declarations, grouped and in rustfmt's order.

use std::collections::{BTreeMap, BTreeSet};

/// What a file imports, by the path of the module.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Imports {
    by_path: BTreeMap<String, BTreeSet<String>>,
}

/// One `use` declaration: a path and the names taken from it, in rustfmt's order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Use {
    /// The segments of the path.
    pub(crate) path: Vec<String>,
    /// The names.
    pub(crate) names: Vec<String>,
}

impl Imports {
    /// Imports `name` from `path` (`std::collections`).
    pub(crate) fn add(&mut self, path: &str, name: &str) {
        let names = self.by_path.entry(path.to_owned()).or_default();
        names.insert(name.to_owned());
    }

    /// The declarations: those of `std`, of other crates and of this one, each group sorted.
    pub(crate) fn groups(&self) -> Vec<Vec<Use>> {
        let mut groups = vec![Vec::new(), Vec::new(), Vec::new()];
        for (path, names) in &self.by_path {
            let group = match path.split("::").next() {
                Some("std") => 0,
                Some("crate" | "self" | "super") => 2,
                _ => 1,
            };
            let mut names: Vec<String> = names.iter().cloned().collect();
            names.sort_by_cached_key(|name| order(name));
            groups[group].push(Use {
                path: path.split("::").map(str::to_owned).collect(),
                names,
            });
        }
        for group in &mut groups {
            group.sort_by_cached_key(key);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }
}

/// Segments compare one by one; a list in braces is sorted after everything else that begins alike.
fn key(declaration: &Use) -> Vec<SortKey> {
    let mut key: Vec<SortKey> = declaration
        .path
        .iter()
        .map(|segment| order(segment))
        .collect();
    key.push(match declaration.names.as_slice() {
        [name] => order(name),
        _ => (true, Vec::new()),
    });
    key
}

/// What a name is sorted by: whether it is a list, then the runs of the name.
type SortKey = (bool, Vec<(String, u64)>);

/// Names sort as versions do: runs of digits by their value, the rest by code point.
fn order(name: &str) -> SortKey {
    let mut runs = Vec::new();
    let mut rest = name.strip_prefix("r#").unwrap_or(name);
    while !rest.is_empty() {
        let text = rest
            .find(|c: char| c.is_ascii_digit())
            .unwrap_or(rest.len());
        let digits = rest[text..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |end| text + end);
        runs.push((
            rest[..text].to_owned(),
            rest[text..digits].parse().unwrap_or(0),
        ));
        rest = &rest[digits..];
    }
    (false, runs)
}

#[cfg(test)]
mod tests {
    use super::Imports;

    #[test]
    fn imports_are_grouped_and_sorted() {
        let mut imports = Imports::default();
        for (path, name) in [
            ("specwright_runtime", "Nullable"),
            ("specwright_runtime", "Date"),
            ("specwright_runtime::codec", "Fields"),
            ("serde::de", "MapAccess"),
            ("specwright_runtime", "Item10"),
            ("specwright_runtime", "Item9"),
            ("specwright_runtime", "env"),
            ("serde", "Serialize"),
            ("serde", "Serializer"),
            ("crate::models", "Span"),
            ("std::collections", "BTreeMap"),
        ] {
            imports.add(path, name);
        }
        let text: Vec<Vec<String>> = imports
            .groups()
            .iter()
            .map(|group| {
                group
                    .iter()
                    .map(|one| format!("{}: {}", one.path.join("::"), one.names.join(" ")))
                    .collect()
            })
            .collect();
        assert_eq!(
            text,
            [
                vec!["std::collections: BTreeMap"],
                vec![
                    "serde::de: MapAccess",
                    "serde: Serialize Serializer",
                    "specwright_runtime::codec: Fields",
                    "specwright_runtime: Date Item9 Item10 Nullable env",
                ],
                vec!["crate::models: Span"],
            ]
        );
    }
}
