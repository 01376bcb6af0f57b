//! Which operations the configuration takes, before anything is made of them.
//!
//! In: the names of all operations, and the configuration. Out: whether each is taken, and the entries that fit none.
//! Must not know what operations are.

use toml::Spanned;

use crate::{
    config::ApiConfig,
    plan::problems::{Problem, instead},
};

/// What entries of `operations` call an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationNames {
    /// `METHOD /path`.
    pub key: String,
    /// Its `operationId`.
    pub id: Option<String>,
    /// Its tags.
    pub tags: Vec<String>,
}

impl OperationNames {
    fn all(&self) -> impl Iterator<Item = &str> {
        let names = [&self.key].into_iter().chain(&self.id).chain(&self.tags);
        names.map(String::as_str)
    }

    fn is_in(&self, entries: &[Spanned<String>]) -> bool {
        let is_named = |entry: &Spanned<String>| self.all().any(|name| name == entry.get_ref());
        entries.iter().any(is_named)
    }
}

/// Whether each operation is generated. An entry that fits no operation is a problem.
#[must_use]
pub fn select(config: &ApiConfig, operations: &[OperationNames]) -> (Vec<bool>, Vec<Problem>) {
    let Some(chosen) = &config.operations else {
        return (vec![true; operations.len()], Vec::new());
    };
    let taken = operations.iter().map(|operation| {
        let included = chosen.include.is_empty() || operation.is_in(&chosen.include);
        included && !operation.is_in(&chosen.exclude)
    });
    let names = || operations.iter().flat_map(OperationNames::all);
    let lists = [("include", &chosen.include), ("exclude", &chosen.exclude)];
    let entries = lists.iter().flat_map(|(list, entries)| {
        let with_list = entries.iter().map(move |entry| (*list, entry));
        with_list.filter(|(_, entry)| !names().any(|name| name == entry.get_ref()))
    });
    let problems = entries.map(|(list, entry)| {
        let name = entry.get_ref();
        let message = format!(
            "`operations` has `{name}` in `{list}`, but the document has no such tag, operation or `operationId`"
        );
        Problem::unmatched("operations", message, instead(name, names())).within(entry.span())
    });
    (taken.collect(), problems.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;

    fn selected(entries: &str) -> (Vec<bool>, Vec<String>) {
        let names = |key: &str, id: &str, tags: &[&str]| OperationNames {
            key: key.to_owned(),
            id: (!id.is_empty()).then(|| id.to_owned()),
            tags: tags.iter().map(|&tag| tag.to_owned()).collect(),
        };
        let operations = [
            names("GET /notes", "listNotes", &["notes", "beta"]),
            names("POST /notes", "createNote", &["notes"]),
            names("GET /health", "", &[]),
        ];
        let text = format!("[a]\nspec = 'a.yaml'\noperations = {{ {entries} }}\n");
        let config = Config::parse(&text).unwrap().apis.pop().unwrap().1;
        let (taken, problems) = select(&config, &operations);
        let texts = problems.into_iter().map(|problem| match problem.place {
            crate::plan::Place::Value(_, range) => text[range].to_owned(),
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
