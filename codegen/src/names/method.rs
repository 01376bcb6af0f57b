//! Methods: what an operation is called.
//!
//! In: what a document says that could name it. Out: its full name, and a shorter one without the
//! noun of the resource that the method stands on. Must not know configuration or other operations.

use super::{noun::without_noun, singular, words};

/// What a document says of an operation.
#[derive(Clone, Copy, Debug)]
pub struct MethodSource<'a> {
    /// `operationId`.
    pub id: Option<&'a str>,
    /// The HTTP method.
    pub method: &'a str,
    /// The path template.
    pub path: &'a str,
    /// `summary`.
    pub summary: Option<&'a str>,
    /// The words of the resource's name.
    pub noun: &'a [String],
}

/// The names an operation may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MethodName {
    /// Without the noun of the resource.
    pub short: Vec<String>,
    /// With it. Where nothing was left out, equal to `short`.
    pub full: Vec<String>,
    /// From method and path, which tell any two operations apart.
    pub long: Vec<String>,
    /// Whether the noun that was left out is a plural: `get_spans` gives way to `get_span`.
    pub plural: bool,
}

/// Names an operation: from an `operationId` that a person wrote, from one that a framework made
/// with what it added removed, from the summary, or from method and path.
#[must_use]
pub fn method_name(source: &MethodSource<'_>) -> MethodName {
    let long = from_path(source);
    let full = source
        .id
        .and_then(|id| from_id(id, source))
        .or_else(|| source.summary.and_then(from_summary))
        .unwrap_or_else(|| long.clone());
    let (short, plural) = without_noun(&full, source.noun);
    MethodName {
        short,
        full,
        long,
        plural,
    }
}

/// The words of an `operationId`; none where it only repeats method and path.
fn from_id(id: &str, source: &MethodSource<'_>) -> Option<Vec<String>> {
    let found = words(id);
    let method = source.method.to_lowercase();
    // A fragment is no part of the path: it tells operations of one path apart, by their names.
    let sent = source.path.split('#').next().unwrap_or_default();
    let path = || words(sent);
    if sent.len() > 1 && id.contains(sent) {
        return None;
    }
    if let Some(at) = found.iter().position(|word| word == "controller") {
        let after = &found[at + 1..];
        return (!after.is_empty()).then(|| after.to_vec());
    }
    if found.last() == Some(&method) {
        let (named, path) = (&found[..found.len() - 1], path());
        for from in segment_starts(sent) {
            let tail = &path[from.min(path.len())..];
            if let Some(name) = named.strip_suffix(tail).filter(|_| !tail.is_empty()) {
                return (!name.is_empty()).then(|| name.to_vec());
            }
        }
    }
    if found.first() == Some(&method) && sent.contains('{') && repeats(&found[1..], &path()) {
        return None;
    }
    (!found.is_empty()).then_some(found)
}

/// Whether the words are those of the path, in its order, down to its last one.
fn repeats(found: &[String], path: &[String]) -> bool {
    let mut rest = path.iter();
    found.len() > 1
        && found.last() == path.last()
        && found.iter().all(|word| rest.any(|other| other == word))
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

/// The words of a summary that is short enough for a name. `search and list spans` is `search spans`.
fn from_summary(summary: &str) -> Option<Vec<String>> {
    let mut found = words(summary);
    found.retain(|word| !matches!(word.as_str(), "a" | "an" | "the"));
    if found.len() > 3 && found[1] == "and" {
        found.drain(1..3);
    }
    (1..=7).contains(&found.len()).then_some(found)
}

/// A verb for the HTTP method, and the path's own words.
fn from_path(source: &MethodSource<'_>) -> Vec<String> {
    let segments: Vec<&str> = source
        .path
        .split('/')
        .filter(|segment| !segment.is_empty())
        .collect();
    let one = segments.last().is_some_and(|last| last.contains('{'));
    let method = source.method.to_lowercase();
    let verb = match method.as_str() {
        "get" if !one => "list",
        "post" => "create",
        "put" => "replace",
        "patch" => "update",
        other => other,
    };
    let mut found = words(verb);
    for (at, segment) in segments.iter().enumerate() {
        if segment.starts_with('{') || is_version(segment) {
            continue;
        }
        let literal: String = segment
            .split('{')
            .map(|part| part.split_once('}').map_or(part, |(_, rest)| rest))
            .collect();
        let mut noun = words(&literal);
        if segments
            .get(at + 1)
            .is_some_and(|next| next.starts_with('{'))
            && let Some(last) = noun.last_mut()
        {
            *last = singular(last);
        }
        found.extend(noun);
    }
    if found.is_empty() {
        vec!["call".to_owned()]
    } else {
        found
    }
}

/// Whether a path segment is a version: `v2`, `v1beta1`, `2024-01`.
#[must_use]
pub fn is_version(segment: &str) -> bool {
    let digits = segment.strip_prefix(['v', 'V']).unwrap_or(segment);
    digits.starts_with(|c: char| c.is_ascii_digit())
        && ["alpha", "beta", "rc"]
            .iter()
            .fold(digits.to_owned(), |text, word| text.replace(word, ""))
            .chars()
            .all(|c| !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::{MethodSource, method_name};
    use crate::names::{snake, words};

    /// The short and the full name.
    fn named(tag: &str, id: &str, method: &str, path: &str, summary: &str) -> (String, String) {
        let noun = words(tag);
        let name = method_name(&MethodSource {
            id: (!id.is_empty()).then_some(id),
            method,
            path,
            summary: (!summary.is_empty()).then_some(summary),
            noun: &noun,
        });
        (snake(&name.short), snake(&name.full))
    }

    #[test]
    fn from_ids_that_people_write() {
        for (tag, id, short, full) in [
            ("Pets", "listPets", "list", "list_pets"),
            ("Spans", "Spans_List", "list", "spans_list"),
            ("spans", "spans/list", "list", "spans_list"),
            ("repos", "repos.get", "get", "repos_get"),
            (
                "repos",
                "repos/get-clones",
                "get_clones",
                "repos_get_clones",
            ),
            (
                "repos",
                "repos/list-for-user",
                "list_for_user",
                "repos_list_for_user",
            ),
            (
                "DatasetItems",
                "datasetItems_list",
                "list",
                "dataset_items_list",
            ),
            (
                "Scores",
                "scores_get-by-id",
                "get_by_id",
                "scores_get_by_id",
            ),
            ("health", "health_health", "health", "health_health"),
            ("Certificates", "getCertificate", "get", "get_certificate"),
            ("Users", "UsersController_findAll", "find_all", "find_all"),
            (
                "Messages",
                "delete_all_message_reactions_by_emoji",
                "delete_all_reactions_by_emoji",
                "delete_all_message_reactions_by_emoji",
            ),
            (
                "Projects",
                "list-by-project",
                "list_by_project",
                "list_by_project",
            ),
            (
                "Evals",
                "bulk_add_spans_to_dataset",
                "bulk_add_spans_to_dataset",
                "bulk_add_spans_to_dataset",
            ),
        ] {
            assert_eq!(
                named(tag, id, "GET", "/x", ""),
                (short.to_owned(), full.to_owned()),
                "{id}"
            );
        }
    }

    #[test]
    fn from_ids_that_frameworks_make() {
        for (tag, id, method, path, short) in [
            (
                "Spans",
                "update_span_v2_projects__project_id__spans__span_id__patch",
                "PATCH",
                "/v2/projects/{project_id}/spans/{span_id}",
                "update",
            ),
            (
                "annotation",
                "create_group_dataset_collaborators_datasets__dataset_id__groups_post",
                "POST",
                "/datasets/{dataset_id}/groups",
                "create_group_dataset_collaborators",
            ),
            (
                "integrations",
                "create_or_update_integration_integrations_custom_put",
                "PUT",
                "/integrations/custom",
                "create_or_update",
            ),
            (
                "App",
                "get_media_sync_status_media_sync_status__job_id__get",
                "GET",
                "/api/media_sync/status/{job_id}",
                "get_media_sync_status",
            ),
            (
                "Events",
                "events_search_events_search_get",
                "GET",
                "/events/search",
                "search",
            ),
        ] {
            assert_eq!(named(tag, id, method, path, "").0, short, "{id}");
        }
    }

    #[test]
    fn from_ids_that_fragments_repeat() {
        let path = "/{account}/{queue}/#Action=PurgeQueue";
        let (short, full) = named("operations", "GET_PurgeQueue", "GET", path, "");
        assert_eq!(
            (short.as_str(), full.as_str()),
            ("get_purge_queue", "get_purge_queue")
        );
    }

    #[test]
    fn from_summaries() {
        for (id, method, path, summary, short) in [
            (
                "PUT-V5-/v5/spans/batch",
                "PUT",
                "/v5/spans/batch",
                "Upsert Spans in Batch",
                "upsert_in_batch",
            ),
            (
                "POST-V5-/v5/spans",
                "POST",
                "/v5/spans",
                "Create Span",
                "create",
            ),
            (
                "GET-V5-/v5/spans/{span_id}",
                "GET",
                "/v5/spans/{span_id}",
                "Get Span",
                "get",
            ),
            (
                "POST-V5-/v5/spans/search",
                "POST",
                "/v5/spans/search",
                "Search and list spans",
                "search",
            ),
            (
                "get_files_id",
                "GET",
                "/files/{file_id}",
                "Get file information",
                "get_file_information",
            ),
        ] {
            assert_eq!(named("Spans", id, method, path, summary).0, short, "{id}");
        }
    }

    #[test]
    fn from_method_and_path() {
        for (method, path, short) in [
            ("GET", "/v2/spans", "list"),
            ("GET", "/v2/spans/{id}", "get"),
            (
                "DELETE",
                "/v2/projects/{id}/spans/{span_id}",
                "delete_project_span",
            ),
            (
                "POST",
                "/2010-04-01/Accounts/{Sid}/Calls.json",
                "create_account_calls_json",
            ),
            ("GET", "/", "list"),
        ] {
            assert_eq!(named("spans", "", method, path, "").0, short, "{path}");
        }
    }
}
