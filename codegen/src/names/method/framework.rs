//! Frameworks: what they add to the name that a person gave an operation.
//!
//! In: an `operationId`. Out: its words without modules, paths, methods and numbers that a
//! framework put there. Only [`shared_prefix`] looks at more than one operation.

use std::collections::BTreeMap;

use super::{noun::is_noun, path::nouns, verbs::is_verb};
use crate::names::{MethodSource, singular, words};

/// Words for places in a server's code. Whatever precedes one is such a place, too.
#[rustfmt::skip]
const STRUCTURE: &[&str] = &[
    "api", "apis", "controller", "controllers", "endpoint", "endpoints", "handler", "handlers",
    "resource", "resources", "rest", "router", "routers", "routes", "rpc", "server", "service",
    "services", "views", "viewset",
];

/// The methods that may end an `operationId`.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The words of an `operationId`; none where it only repeats method and path.
pub(super) fn from_id(id: &str, source: &MethodSource<'_>) -> Option<Vec<String>> {
    let method = source.method.to_lowercase();
    // A fragment is not part of the path: it distinguishes operations of one path by their names.
    let sent = source.path.split('#').next().unwrap_or_default();
    if sent.len() > 1 && id.contains(sent) || id.contains(['{', '}']) {
        return None;
    }
    let found = words(id);
    let path = words(sent);
    if let Some(named) = without_path(&found, sent, &path) {
        // `comments_get` says as much as a path does, but a summary says more.
        let (_, before) = found.split_last()?;
        let resource = source.summary.is_none() && is_noun(before, source.noun);
        return if resource {
            Some(found)
        } else {
            (!named.is_empty()).then_some(named)
        };
    }
    if let [.., using, last] = found.as_slice()
        && using == "using"
        && METHODS.contains(&last.as_str())
        && found.len() > 2
    {
        return Some(found[..found.len() - 2].to_vec());
    }
    if found.first() == Some(&method) && repeats(&found[1..], sent, &path, &method) {
        return None;
    }
    let named = without_modules(&found, source);
    if named.len() < found.len()
        && let [verb, .., last] = named
        && *last == method
        && is_verb(verb)
        && !path.iter().any(|word| singular(word) == *last)
    {
        return Some(named[..named.len() - 1].to_vec());
    }
    (!named.is_empty()).then(|| named.to_vec())
}

/// The words before those of the path and a method, if they end so.
fn without_path(found: &[String], sent: &str, path: &[String]) -> Option<Vec<String>> {
    let (last, named) = found.split_last()?;
    if !METHODS.contains(&last.as_str()) {
        return None;
    }
    segment_starts(sent).into_iter().find_map(|from| {
        let tail = &path[from.min(path.len())..];
        let name = named.strip_suffix(tail).filter(|_| !tail.is_empty())?;
        Some(name.to_vec())
    })
}

/// Whether the words are those of the path, in its order, down to its last one. A parameter may be
/// called `id`, as it is by those who keep braces out of their names.
fn repeats(found: &[String], sent: &str, path: &[String], method: &str) -> bool {
    let parameters = sent.contains('{');
    let ends = found.last() == path.last()
        || sent.ends_with('}') && found.last().is_some_and(|last| last == "id");
    let mut rest = path.iter();
    let follows = |word: &String| rest.any(|other| other == word) || parameters && word == "id";
    if !ends || path.iter().any(|word| word == method) || !found.iter().all(follows) {
        return false;
    }
    // `get_user_keys` may be written by a person, unless words of a parameter are in it. Who writes
    // `post_users` may mean it, too, but the summary is as good a source.
    let mut rest = nouns(sent).into_iter();
    let follows = |word: &String| rest.any(|other| singular(&other) == singular(word));
    matches!(method, "post" | "put" | "patch") || !found.iter().all(follows)
}

/// At which word each segment of a path begins.
fn segment_starts(path: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    for segment in path.split('/').filter(|segment| !segment.is_empty()) {
        starts.push(at);
        at += words(segment).len();
    }
    starts
}

/// The words after those that name a module, a class or the resource.
fn without_modules<'w>(found: &'w [String], source: &MethodSource<'_>) -> &'w [String] {
    // Not after a verb: `list_api_routes` contains no module.
    let verb = found.iter().position(|word| leads(word));
    let before = &found[..verb.unwrap_or(found.len())];
    if let Some(at) = before.iter().position(|word| word == "controller")
        && at + 1 < found.len()
    {
        return &found[at + 1..];
    }
    let before = &before[..verb.unwrap_or(0)];
    let path = words(source.path);
    let structure = before.iter().rposition(|word| {
        let in_path = || path.iter().any(|other| singular(other) == singular(word));
        STRUCTURE.contains(&word.as_str()) && (word == "api" || !in_path())
    });
    if let Some(at) = structure
        && opens(&found[at + 1..], source.noun)
    {
        return &found[at + 1..];
    }
    if let Some(rest) = found
        .strip_prefix(source.prefix)
        .filter(|_| !source.prefix.is_empty())
        && opens(rest, source.noun)
    {
        return rest;
    }
    found
}

/// Where the noun begins in these words, if something precedes it.
fn noun_at(found: &[String], noun: &[String]) -> Option<usize> {
    let last = found.len().checked_sub(noun.len())?;
    (1..=last)
        .find(|at| is_noun(&found[*at..*at + noun.len()], noun))
        .filter(|at| !noun.is_empty() && !found[..*at].iter().any(|word| noun.contains(word)))
}

/// Whether a name begins here: with a verb, or with the resource and a verb.
fn opens(rest: &[String], noun: &[String]) -> bool {
    let after = rest
        .get(..noun.len())
        .filter(|first| is_noun(first, noun))
        .map_or(rest, |_| &rest[noun.len()..]);
    let verb = |words: &[String]| words.first().is_some_and(|word| leads(word));
    verb(rest) || verb(after)
}

/// Whether a name begins with the word: a verb or an HTTP method.
fn leads(word: &str) -> bool {
    is_verb(word) || METHODS.contains(&word)
}

/// The words that at least two operations of a tag, and at least half of them, begin with: a
/// module's name, or one before the resource's noun. Words of the path that the noun does not
/// follow distinguish resources, and are kept. Each operation is given by its `operationId` and
/// path.
pub(crate) fn shared_prefix<'a>(
    noun: &[String],
    operations: impl Iterator<Item = (&'a str, &'a str)>,
) -> Vec<String> {
    let mut all = 0;
    let mut runs: Vec<Vec<String>> = Vec::new();
    for (id, path) in operations {
        all += 1;
        let path: Vec<String> = words(path).iter().map(|word| singular(word)).collect();
        let mut run = words(id);
        run.truncate(run.iter().position(|word| leads(word)).unwrap_or(0));
        let own = run.iter().position(|word| path.contains(&singular(word)));
        run.truncate(noun_at(&run, noun).or(own).unwrap_or(run.len()));
        runs.push(run);
    }
    let mut prefix = Vec::new();
    loop {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for run in runs.iter().filter(|run| run.starts_with(&prefix)) {
            if let Some(next) = run.get(prefix.len()) {
                *counts.entry(next).or_default() += 1;
            }
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        match most.filter(|(_, count)| *count >= 2 && *count * 2 >= all) {
            Some((next, _)) => prefix.push(next.clone()),
            None => return prefix,
        }
    }
}

/// The `operationId` without a number that a framework put after it to make it unique: `getUser_1`,
/// `search-2`, `findAll[0]`, and `Get2` where `is_id` knows `Get`. A number of the path is kept.
pub(crate) fn without_number<'a>(
    id: &'a str,
    path: &str,
    is_id: impl Fn(&str) -> bool,
) -> Option<&'a str> {
    let text = id.strip_suffix(']').unwrap_or(id);
    let stem = text.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = &text[stem.len()..];
    let base = stem.trim_end_matches(['_', '-', '.', '[', ' ']);
    let apart = base.len() < stem.len();
    let fits = (1..=2).contains(&number.len())
        && base.ends_with(char::is_alphabetic)
        && words(base).last().is_some_and(|word| word != "v")
        && !words(path).iter().any(|word| word == number);
    (fits && (apart || is_id(base))).then_some(base)
}

#[cfg(test)]
mod tests {
    use super::{shared_prefix, without_number};
    use crate::names::{MethodSource, method_name, rows::rows, snake, words};

    /// The short name of an operation, and of the types that are named after it.
    fn named(noun: &str, prefix: &str, id: &str, key: &str) -> (String, String) {
        let (method, path) = key.split_once(' ').unwrap();
        let (noun, prefix) = (words(noun), words(prefix));
        let name = method_name(&MethodSource {
            id: Some(id),
            numbered: false,
            method,
            path,
            summary: None,
            noun: &noun,
            prefix: &prefix,
            path_prefix: &[],
        });
        (snake(&name.wishes[0]), snake(&name.full))
    }

    #[test]
    fn leaves_out_modules_classes_and_methods() {
        for [noun, prefix, id, key, short, full] in rows(
            "
                Files       |               | files_api_routes_retrieve_file                   | GET /v1/files/{id}                    | retrieve                      | retrieve_file
                fine-tuning |               | jobs_api_routes_fine_tuning_get_fine_tuning_jobs | GET /v1/fine_tuning/jobs              | get_fine_tuning_jobs          | fine_tuning_get_fine_tuning_jobs
                Workflows   |               | WorkflowService_StartWorkflow                    | POST /workflows                       | start                         | start_workflow
                Cats        |               | CatsController_findAll                           | GET /cats                             | find_all                      | find_all
                Cats        |               | CatsController_adopt                             | POST /cats/{id}/adopt                 | adopt                         | adopt
                Pets        |               | getPetUsingGET                                   | GET /pets/{id}                        | get                           | get_pet
                Modules     |               | ModulesResource.removeModules_delete             | DELETE /app/dynamic                   | remove                        | remove_modules
                Widgets     | acme internal | acme_internal_list_widgets                       | GET /widgets                          | list                          | list_widgets
                Posts       |               | create_post                                      | POST /posts                           | create                        | create_post
                vpcs        |               | vpc_router_list                                  | GET /vpc-routers                      | router_list                   | vpc_router_list
                core        |               | deleteReplicationController                      | DELETE /replicationcontrollers/{name} | delete_replication_controller | delete_replication_controller
            ",
        ) {
            assert_eq!(
                named(noun, prefix, id, key),
                (short.to_owned(), full.to_owned()),
                "{id}"
            );
        }
    }

    #[test]
    fn finds_what_the_operations_of_a_tag_share() {
        let prefix = |noun: &str, operations: &[(&str, &str)]| {
            shared_prefix(&words(noun), operations.iter().copied()).join(" ")
        };
        let modules = [
            ("acme_v2_upload_file", "/files"),
            ("acme_v2_list_files", "/files"),
            ("acme_v2_delete_file", "/files/{id}"),
        ];
        assert_eq!(prefix("Files", &modules), "acme v2");
        // One that is appended takes nothing away.
        let appended = [&modules[..], &[("archive_file", "/files/{id}/archive")]].concat();
        assert_eq!(prefix("Files", &appended), "acme v2");
        let namespace = [
            ("beta.agents.list", "/beta/agents"),
            ("beta.agents.get", "/beta/agents/{id}"),
        ];
        assert_eq!(prefix("agents", &namespace), "beta");
        let resources = [
            ("certificates_list", "/crypto/certificates"),
            ("certificates_create", "/crypto/certificates"),
        ];
        assert_eq!(prefix("crypto", &resources), "");
        assert_eq!(prefix("Files", &modules[..1]), "");
    }

    #[test]
    fn leaves_out_numbers_that_make_ids_unique() {
        let known = |id: &str| id == "Complete" || id == "search";
        for (id, path, plain) in [
            ("getUser_1", "/teams/{id}/user", Some("getUser")),
            ("search_0", "/a/search", Some("search")),
            (
                "token-look-up-2",
                "/auth/token/lookup",
                Some("token-look-up"),
            ),
            (
                "CatsController_findAll[1]",
                "/cats",
                Some("CatsController_findAll"),
            ),
            ("Complete2", "/complete", Some("Complete")),
            ("step_2", "/steps/2", None),
            ("list_v2", "/v2/things", None),
            ("handler3", "/third", None),
            ("empty_204", "/empty", None),
        ] {
            assert_eq!(without_number(id, path, known), plain, "{id}");
        }
    }
}
