//! Naming: the names of everything that another file may refer to.
//!
//! In: the API and the configuration. Out: resources, the methods of operations and the names of
//! types, each unique in its scope. Types are named after components first, then inline ones.

mod derives;
mod members;
pub(super) mod methods;
mod parameters;
mod renames;
mod twins;
mod types;
mod variants;

pub(super) use self::{
    derives::Derives,
    members::{Claimed, claim_fields, field_names, field_scope, value_names, variant_names},
    parameters::{ParameterNames, is_client_wide, wishes},
    renames::{Models, Renames},
    twins::{gather, record},
    types::{is_scalar, keys},
};

use super::{
    problems::Problem,
    rust::{
        catalogue,
        in_use::{self, METHODS_IN_USE, MODULES_IN_USE},
    },
};
use crate::{
    analyze::Facts,
    config::ApiConfig,
    hash::{HashMap, IndexMap},
    ir::{Api, Operation, TypeId},
    names::{self, Case, Ledger, Scope, Section, Wish, words},
};

/// Every name that is decided before the files.
#[derive(Debug)]
pub(super) struct Naming {
    /// By type; empty: it is nothing but another name that only this crate made up, and has no
    /// item.
    pub(super) types: Vec<String>,
    /// Types by their names.
    pub(super) ids: HashMap<String, TypeId>,
    /// By type: its key, under which the lock has its name and those of its members.
    pub(super) keys: Vec<String>,
    /// The names of all types, for those that are made up later.
    pub(super) type_scope: Scope<'static>,
    /// The resources, in the order of the document.
    pub(super) resources: Vec<Resource>,
    /// By operation.
    pub(super) methods: Vec<MethodNames>,
    /// Names that are set in the configuration.
    pub(super) renames: Renames,
    /// Names of parameters that are set in the configuration.
    pub(super) parameters: ParameterNames,
    /// Derive macros that the configuration adds to models.
    pub(super) derives: Derives,
}

/// A group of operations.
#[derive(Debug)]
pub(super) struct Resource {
    /// The tag, if it has one.
    pub(super) tag: Option<String>,
    /// The words of its name.
    pub(super) words: Vec<String>,
    /// Its module.
    pub(super) module: String,
    /// The method of the client that returns it. It differs from the module only where another file
    /// has that name.
    pub(super) accessor: String,
    /// Its feature in a manifest, without a prefix.
    pub(super) feature: String,
    /// Its type.
    pub(super) ty: String,
    /// Its operations.
    pub(super) operations: Vec<usize>,
    /// The names of its methods, for those that are made up later.
    pub(super) method_scope: Scope<'static>,
}

/// What an operation is called.
#[derive(Debug, Default)]
pub(super) struct MethodNames {
    /// The method.
    pub(super) method: String,
    /// The words of the name that is clear without the resource.
    pub(super) full: Vec<String>,
    /// The operation's key.
    pub(super) key: String,
}

pub(super) fn name_all(
    api: &Api,
    facts: &Facts,
    config: &ApiConfig,
    keys: Vec<String>,
    ledger: &Ledger<'_>,
    problems: &mut Vec<Problem>,
) -> Naming {
    let mut resources = group(api, in_use::reserved_features(config), ledger);
    let methods = methods::name_all(api, config, ledger, &mut resources, problems);
    let mut renames = Renames::default();
    let mut derives = Derives::default();
    if !config.models.is_empty() || !config.derive.is_empty() {
        // What entries call types in Rust is what they are called without them.
        let without = ledger.fresh();
        let claimed = (&without, keys.as_slice());
        let (types, _) = types::name(api, facts, &methods, &renames, claimed);
        derives = Derives::find(&Models::new(api, &types, claimed), config, problems);
        renames = Renames::find(api, &types, config, claimed, problems);
    }
    let claimed = (ledger, keys.as_slice());
    let (types, mut type_scope) = types::name(api, facts, &methods, &renames, claimed);
    for resource in &mut resources {
        let mut longer = resource.words.clone();
        longer.push("api".to_owned());
        let (key, wishes) = (resource.words.join(" "), [resource.words.clone(), longer]);
        resource.ty = ledger.claim_any(&mut type_scope, Section::Resources, &key, wishes);
    }
    let ids = api.types().map(|(id, _)| id);
    let ids = ids.map(|id| (types[id.index()].clone(), id));
    Naming {
        ids: ids.filter(|(name, _)| !name.is_empty()).collect(),
        types,
        keys,
        type_scope,
        resources,
        methods,
        renames,
        parameters: ParameterNames::find(api, config, problems),
        derives,
    }
}

/// The operations by their first tag; without one, by the first segment of the path that says
/// something. What has the same words is one resource, whatever its case and punctuation.
fn group(api: &Api, features_in_use: &[&str], ledger: &Ledger<'_>) -> Vec<Resource> {
    let mut groups: IndexMap<Vec<String>, (Option<&String>, Vec<usize>)> = IndexMap::default();
    for (index, operation) in api.operations.iter().enumerate() {
        let tag = operation.tags.first().map(|tag| (words(tag), tag));
        let (words, tag) = match tag {
            Some((words, tag)) if !words.is_empty() => (words, Some(tag)),
            _ => {
                let name = path_group(&operation.path).unwrap_or("operations");
                (words(name), None)
            }
        };
        let (named, operations) = groups.entry(words).or_default();
        *named = named.or(tag);
        operations.push(index);
    }
    // Words make one group, so that no other one asks for a name that is these words as they are.
    let wishes = groups.keys().map(|words| Wish {
        text: words.join("_").into(),
        ..Wish::split("", fitting(words))
    });
    let wishes: Vec<Wish<'_>> = wishes.collect();
    let keys: Vec<String> = groups.keys().map(|words| words.join(" ")).collect();
    let names = |section, in_use: &[&str]| {
        let scope = Scope::new(Case::Snake, "operations");
        let in_use: Vec<String> = in_use.iter().map(|name| name.replace('-', "_")).collect();
        let mut scope = scope.reserve(in_use.iter().map(String::as_str), "resource");
        ledger.claim_all(&mut scope, section, keys.iter().cloned(), &wishes)
    };
    let modules = [MODULES_IN_USE, catalogue::METHODS].concat();
    let modules = names(Section::Modules, &modules);
    let accessors = [METHODS_IN_USE, catalogue::METHODS].concat();
    let accessors = names(Section::Accessors, &accessors);
    let features = names(Section::Features, features_in_use);
    let names = modules.into_iter().zip(accessors).zip(features);
    groups
        .into_iter()
        .zip(names)
        .map(|((words, (tag, operations)), names)| Resource {
            feature: names.1.trim_start_matches("r#").replace('_', "-"),
            module: names.0.0,
            accessor: names.0.1,
            tag: tag.cloned(),
            words,
            ty: String::new(),
            operations,
            method_scope: Scope::new(Case::Snake, "call"),
        })
        .collect()
}

/// As many of the words as a file name has room for.
pub(super) fn fitting(words: &[String]) -> Vec<String> {
    let mut room = 60_usize;
    let fits = |word: &&String| {
        let left = room.checked_sub(word.len() + 1);
        room = left.unwrap_or(0);
        left.is_some()
    };
    let taken: Vec<String> = words.iter().take_while(fits).cloned().collect();
    if taken.is_empty() {
        words
            .first()
            .map(|word| word.chars().take(20).collect())
            .into_iter()
            .collect()
    } else {
        taken
    }
}

fn path_group(path: &str) -> Option<&str> {
    let path = path.split(['?', '#']).next()?;
    path.split('/')
        .find(|segment| {
            !segment.is_empty()
                && !segment.contains('{')
                && *segment != "api"
                && !names::is_version(segment)
        })
        .filter(|segment| !words(segment).is_empty())
}

/// How an operation is called in the configuration.
pub(super) fn operation_key(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline;

    #[test]
    fn a_resource_is_named_after_the_first_tag_or_else_after_the_path() {
        assert_outline(
            "
                paths:
                  /a: {get: {operationId: ping, responses: {'204': {description: d}}}}
                  /b: {get: {operationId: look, tags: [one, two], responses: {'204': {description: d}}}}
            ",
            "
                a.rs: A (ping)
                one.rs: One (look)
            ",
        );
    }
}
