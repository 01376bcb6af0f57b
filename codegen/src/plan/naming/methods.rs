//! Methods: the names of all operations, each unique in its resource.
//!
//! In: the API, its resources and the configuration. Out: a name for each operation. Those that the
//! configuration names choose first, then those whose name is nearest to what the document says.

use std::collections::BTreeMap;

use super::{MethodNames, Resource, operation_key};
use crate::{
    config::ApiConfig,
    hash::HashSet,
    ir::Api,
    names::{self, Case, Changed, Ledger, MethodName, MethodSource, Scope, Section, words},
    parallel,
    plan::{
        problems::{Problem, instead},
        rust::catalogue,
    },
};

pub(crate) fn name_all(
    api: &Api,
    config: &ApiConfig,
    ledger: &Ledger<'_>,
    resources: &mut [Resource],
    problems: &mut Vec<Problem>,
) -> Vec<MethodNames> {
    let mut methods: Vec<MethodNames> = Vec::new();
    methods.resize_with(api.operations.len(), MethodNames::default);
    let mut unmatched: BTreeMap<&str, &str> = config
        .rename
        .iter()
        .map(|(key, name)| (key.as_str(), name.as_str()))
        .collect();
    let mut found = method_names(api, resources).into_iter();
    for resource in resources {
        let mut asked: BTreeMap<Vec<String>, String> = BTreeMap::new();
        let named: Vec<(usize, MethodName, Option<Vec<String>>)> = resource
            .operations
            .iter()
            .zip(found.by_ref())
            .map(|(&index, name)| {
                let key = operation_key(&api.operations[index]);
                unmatched.remove(key.as_str());
                let renamed = rename(config, &key, &mut asked, problems);
                if let (Some(renamed), Some(locked)) =
                    (&renamed, ledger.locked(Section::Methods, &key))
                    && words(locked) != *renamed
                {
                    problems.push(Problem::contradiction(&key, locked));
                }
                (index, name, renamed)
            })
            .collect();
        let taken = ["new", "clone"].into_iter();
        let taken = taken.chain(catalogue::METHODS.iter().copied());
        let mut scope = Scope::new(Case::Snake, "call").reserve(taken, "operation");
        for (index, name, _) in &named {
            scope.wish(&name.full);
            let key = operation_key(&api.operations[*index]);
            ledger.keep_at(&mut scope, Section::Methods, &key);
            ledger.keep(&mut scope, Section::Methods, &format!("{key} "));
        }
        let mut claim = |(index, name, renamed): &(usize, MethodName, Option<Vec<String>>)| {
            let wishes = renamed.iter().chain(&name.wishes).cloned();
            let key = operation_key(&api.operations[*index]);
            methods[*index] = MethodNames {
                method: ledger.claim_any(&mut scope, Section::Methods, &key, wishes),
                full: name.full.clone(),
                key,
            };
        };
        named
            .iter()
            .filter(|one| one.2.is_some())
            .for_each(&mut claim);
        for changed in [
            Changed::Little,
            Changed::Plural,
            Changed::Verb,
            Changed::PluralVerb,
            Changed::Number,
        ] {
            named
                .iter()
                .filter(|one| one.2.is_none() && one.1.changed == changed)
                .for_each(&mut claim);
        }
        resource.method_scope = scope;
    }
    for (key, name) in unmatched {
        let keys: Vec<String> = api.operations.iter().map(operation_key).collect();
        problems.push(Problem::unmatched(
            key,
            format!("`rename` names `{key}` `{name}`, but the document has no such operation"),
            instead(key, keys.iter().map(String::as_str)),
        ));
    }
    methods
}

/// The names that operations may have, by resource.
fn method_names(api: &Api, resources: &[Resource]) -> Vec<MethodName> {
    let ids = api.operations.iter().filter_map(|one| one.id.as_deref());
    let ids: HashSet<&str> = ids.collect();
    let mut sources = Vec::with_capacity(api.operations.len());
    let prefixes: Vec<[Vec<String>; 2]> = parallel::map(resources, |resource| {
        let operations = resource
            .operations
            .iter()
            .map(|&index| &api.operations[index]);
        let paths = operations.clone().map(|one| one.path.as_str());
        let with_ids = operations.filter_map(|one| Some((one.id.as_deref()?, one.path.as_str())));
        [
            names::shared_prefix(&resource.words, with_ids),
            names::shared_path(&resource.words, paths),
        ]
    });
    for (resource, [prefix, path_prefix]) in resources.iter().zip(&prefixes) {
        for &index in &resource.operations {
            let operation = &api.operations[index];
            let id = operation.id.as_deref();
            let plain = id.and_then(|id| {
                names::without_number(id, &operation.path, |base| ids.contains(base))
            });
            sources.push(MethodSource {
                id: plain.or(id),
                numbered: plain.is_some(),
                method: &operation.method,
                path: &operation.path,
                summary: operation.docs.summary.as_deref(),
                noun: &resource.words,
                prefix,
                path_prefix,
            });
        }
    }
    parallel::map(&sources, names::method_name)
}

/// The words of the name that the configuration sets for an operation. `asked`: the names that the
/// resource has been asked for, and by which entry.
fn rename(
    config: &ApiConfig,
    key: &str,
    asked: &mut BTreeMap<Vec<String>, String>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<String>> {
    let name = config.rename.get(key)?;
    let renamed = words(name);
    // Signs have words, too (`+` is `plus`), but nobody means those by a name.
    if !name.contains(char::is_alphabetic) {
        problems.push(Problem::invalid(
            key,
            format!("the name `{name}` for `{key}` in `rename` has no letters"),
            "give a name such as `create`, or remove the entry",
        ));
        return None;
    }
    if let Some(other) = asked.insert(renamed.clone(), key.to_owned()) {
        problems.push(Problem::conflict(
            key,
            format!("`rename` has the name `{name}` for both `{key}` and `{other}`"),
            "give one of them another name: both are methods of one resource",
        ));
    }
    Some(renamed)
}

#[cfg(test)]
mod tests {
    use crate::{
        hash::IndexMap,
        plan::tests::snippet::{assert_outline, assert_outline_by},
    };

    #[test]
    fn methods_lose_the_name_of_their_tag() {
        assert_outline(
            "
                paths:
                  /pets:
                    get: {operationId: listPets, tags: [pets], responses: {'204': {description: d}}}
                    post: {operationId: createPet, tags: [pets], responses: {'204': {description: d}}}
                  /pets/{id}:
                    delete: {tags: [pets], parameters: [{name: id, in: path, required: true, schema: {type: string}}], responses: {'204': {description: d}}}
                  /owners:
                    get: {operationId: listOwners, tags: [pets], responses: {'204': {description: d}}}
            ",
            "
                pets.rs: Pets (list create delete list_owners)
            ",
        );
    }

    #[test]
    fn the_configuration_names_a_method_before_the_document_does() {
        assert_outline_by(
            "rename = {'PUT /v5/spans/batch' = 'upsert_batch', 'GET /gone' = 'gone'}",
            "
                paths:
                  /v5/spans/batch: {put: {operationId: PUT-V5-/v5/spans/batch, tags: [Spans], responses: {'204': {description: d}}}}
                  /v5/spans/last: {get: {operationId: GET-V5-/v5/spans/last, summary: Get Span, tags: [Spans], responses: {'204': {description: d}}}}
                  /v5/spans: {get: {operationId: get_spans, summary: List Spans, tags: [Spans], responses: {'204': {description: d}}}}
            ",
            "
                spans.rs: Spans (upsert_batch get get_spans)
                Unmatched Entry(\"GET /gone\")
            ",
        );
    }

    #[test]
    fn an_appended_operation_moves_no_name() {
        let assert_methods = |operations: &[(&str, &str)], names: &str| {
            let mut paths: IndexMap<&str, String> = IndexMap::default();
            for (id, key) in operations {
                let (method, path) = key.split_once(' ').unwrap();
                let operation = format!(
                    "{method}: {{operationId: {id}, tags: [files], responses: {{'204': {{description: d}}}}}}, "
                );
                paths.entry(path).or_default().push_str(&operation);
            }
            let paths = paths
                .iter()
                .map(|(path, operations)| format!("  {path}: {{{operations}}}\n"));
            let document = format!("paths:\n{}", paths.collect::<String>());
            assert_outline(&document, &format!("files.rs: Files ({names})"));
        };
        let older = [
            ("acme_media_upload_file", "post /files"),
            ("acme_media_get_file", "get /files/one"),
            ("getOwner_1", "get /files/one/owner"),
            ("post_copies", "post /files/one/copies"),
            ("acme_media_rename_file", "post /files/one/name"),
        ];
        let names = "upload get get_owner create_one_copy rename";
        assert_methods(&older, names);
        for (id, key, name) in [
            ("archiveFile", "post /files/one/archive", "archive"),
            ("acme_media_get_file_2", "get /old/one", "get_old_one"),
            (
                "getOwner_2",
                "get /folders/one/owner",
                "get_folders_one_owner",
            ),
            ("upload_file", "post /v2/files", "upload_file"),
            ("acme_media_delete_file", "delete /files/all", "delete"),
        ] {
            let newer = [&older[..], &[(id, key)]].concat();
            assert_methods(&newer, &format!("{names} {name}"));
        }
    }
}
