//! Derive macros that the configuration adds to models, by type.
//!
//! In: the types by all that entries may call them, and the entries. Out: the macros of each type.
//! An entry that fits nothing is a problem. Must not know what a macro needs.

use super::Models;
use crate::{
    config::ApiConfig,
    hash::HashMap,
    ir::TypeId,
    plan::{
        RustType,
        problems::{Problem, instead},
    },
};

/// What every model has.
const OWN: &[&str] = &["Clone", "Debug", "PartialEq", "Serialize", "Deserialize"];
/// The entry for all models.
const ALL: &str = "*";

/// The macros by type.
#[derive(Debug, Default)]
pub(crate) struct Derives {
    all: Vec<String>,
    by_type: HashMap<TypeId, Vec<String>>,
}

impl Derives {
    /// Reads the entries. One that fits nothing is a problem.
    pub(crate) fn find(
        models: &Models<'_>,
        config: &ApiConfig,
        problems: &mut Vec<Problem>,
    ) -> Self {
        let mut found = Self::default();
        for (key, paths) in &config.derive {
            let place = format!("derive.{key}");
            let paths = paths.iter().filter(|path| {
                let problem = problem(&place, key, path);
                let is_right = problem.is_none();
                problems.extend(problem);
                is_right
            });
            let paths: Vec<String> = paths.cloned().collect();
            if key == ALL {
                found.all = paths;
            } else if let Some(id) = models.id(key) {
                found.by_type.insert(id, paths);
            } else {
                let message =
                    format!("`derive` names `{key}`, which is not a model of the document");
                problems.push(Problem::unmatched(
                    &place,
                    message,
                    instead(key, models.names()),
                ));
            }
        }
        found
    }

    /// The macros of a type.
    pub(crate) fn of(&self, id: TypeId) -> impl Iterator<Item = &String> {
        let own = self.by_type.get(&id).into_iter().flatten();
        self.all.iter().chain(own)
    }
}

/// What is wrong with the path of a macro.
fn problem(place: &str, key: &str, path: &str) -> Option<Problem> {
    // A macro of the prelude, such as `Hash`, has no modules before it.
    let written = RustType::parse(path).or_else(|| RustType::parse(&format!("std::{path}")));
    let is_path = matches!(written, Some(RustType::Name(_, arguments)) if arguments.is_empty());
    let name = path.rsplit("::").next().unwrap_or(path);
    let (what, help) = match is_path {
        true if OWN.contains(&name) => ("is derived for every model already", "remove it"),
        true => return None,
        false => (
            "is not the path of a derive macro",
            "write one such as `schemars::JsonSchema`",
        ),
    };
    let message = format!("the macro `{path}` for `{key}` in `derive` {what}");
    Some(Problem::invalid(place, message, help))
}
