//! Which operations the configuration takes, before anything is made of them.
//!
//! In: the names of all operations, and the configuration. Out: whether each is taken, and the
//! entries that fit none. Must not know what operations are.

use std::collections::BTreeSet;

use toml::Spanned;

use crate::{
    config::{ApiConfig, Operations},
    plan::problems::{Problem, instead},
};

/// Which operations are generated, and the names of all that were asked for.
#[derive(Debug)]
pub struct Selection<'c> {
    chosen: Option<&'c Operations>,
    /// What entries may call the operations of the document.
    names: BTreeSet<String>,
}

impl<'c> Selection<'c> {
    /// What the configuration says, before the document is read.
    #[must_use]
    pub fn new(config: &'c ApiConfig) -> Self {
        Self {
            chosen: config.operations.as_ref(),
            names: BTreeSet::new(),
        }
    }

    /// Whether an operation is generated that entries may call by each of these names.
    pub fn takes(&mut self, names: &[&str]) -> bool {
        let Some(chosen) = self.chosen else {
            return true;
        };
        self.names.extend(names.iter().map(|&name| name.to_owned()));
        let is_in = |entries: &[Spanned<String>]| {
            let mut entries = entries.iter();
            entries.any(|entry| names.contains(&entry.get_ref().as_str()))
        };
        (chosen.include.is_empty() || is_in(&chosen.include)) && !is_in(&chosen.exclude)
    }

    /// Entries that fit none of the operations.
    #[must_use]
    pub fn problems(&self) -> Vec<Problem> {
        let Some(chosen) = self.chosen else {
            return Vec::new();
        };
        let lists = [("include", &chosen.include), ("exclude", &chosen.exclude)];
        let entries = lists.into_iter().flat_map(|(list, entries)| {
            let with_list = entries.iter().map(move |entry| (list, entry));
            with_list.filter(|(_, entry)| !self.names.contains(entry.get_ref()))
        });
        let problems = entries.map(|(list, entry)| {
            let name = entry.get_ref();
            let message = format!(
                "`operations` has `{name}` in `{list}`, but the document has no such tag, operation or `operationId`"
            );
            let help = instead(name, self.names.iter().map(String::as_str));
            Problem::unmatched("operations", message, help).within(entry.span())
        });
        problems.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn selected(entries: &str) -> (Vec<bool>, Vec<String>) {
        let operations: [&[&str]; 3] = [
            &["GET /notes", "listNotes", "notes", "beta"],
            &["POST /notes", "createNote", "notes"],
            &["GET /health"],
        ];
        let text = format!("[a]\nspec = 'a.yaml'\noperations = {{ {entries} }}\n");
        let config = Config::parse(&text).unwrap().apis.pop().unwrap().1;
        let mut selection = Selection::new(&config);
        let taken = operations
            .iter()
            .map(|names| selection.takes(names))
            .collect();
        let problems = selection.problems();
        let texts = problems.into_iter().map(|problem| match problem.subject {
            crate::plan::Subject::Value(_, range) => text[range].to_owned(),
            place => format!("{place:?}"),
        });
        (taken, texts.collect())
    }

    #[test]
    fn operations_are_chosen_by_tag_path_and_id() {
        for (entries, expected) in [
            ("", [true, true, true]),
            ("include = ['notes']", [true, true, false]),
            ("include = ['beta', 'GET /health']", [true, false, true]),
            ("exclude = ['createNote']", [true, false, true]),
            (
                "include = ['notes'], exclude = ['beta']",
                [false, true, false],
            ),
        ] {
            assert_eq!(selected(entries), (expected.to_vec(), vec![]), "{entries}");
        }
    }

    #[test]
    fn an_entry_that_fits_nothing_is_a_problem_at_its_place() {
        let (taken, problems) = selected("include = ['notes', 'Notes'], exclude = ['GET /note']");
        assert_eq!(taken, [true, true, false]);
        assert_eq!(problems, ["'Notes'", "'GET /note'"]);
    }
}
