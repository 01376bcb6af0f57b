//! Names of methods from what documents say.

use super::{MethodSource, method_name};
use crate::names::{rows::rows, shared_path, snake, words};

/// The short and the full name.
fn named(tag: &str, id: &str, method: &str, path: &str, summary: &str) -> (String, String) {
    let noun = words(tag);
    let name = method_name(&MethodSource {
        id: (!id.is_empty()).then_some(id),
        numbered: false,
        prefix: &[],
        path_prefix: &[],
        method,
        path,
        summary: (!summary.is_empty()).then_some(summary),
        noun: &noun,
    });
    (snake(&name.wishes[0]), snake(&name.full))
}

#[test]
fn from_ids_that_people_write() {
    for [tag, id, short, full] in rows(
        "
            Pets         | listPets                              | list                          | list_pets
            Spans        | Spans_List                            | list                          | spans_list
            spans        | spans/list                            | list                          | spans_list
            repos        | repos.get                             | get                           | repos_get
            repos        | repos/get-clones                      | get_clones                    | repos_get_clones
            repos        | repos/list-for-user                   | list_for_user                 | repos_list_for_user
            DatasetItems | datasetItems_list                     | list                          | dataset_items_list
            Scores       | scores_get-by-id                      | get_by_id                     | scores_get_by_id
            health       | health_health                         | get                           | health_health
            Certificates | getCertificate                        | get                           | get_certificate
            Users        | UsersController_findAll               | find_all                      | find_all
            Messages     | delete_all_message_reactions_by_emoji | delete_all_reactions_by_emoji | delete_all_message_reactions_by_emoji
            Projects     | list-by-project                       | list_by_project               | list_by_project
            Evals        | bulk_add_spans_to_dataset             | bulk_add_spans_to_dataset     | bulk_add_spans_to_dataset
        ",
    ) {
        assert_eq!(
            named(tag, id, "GET", "/x", ""),
            (short.to_owned(), full.to_owned()),
            "{id}"
        );
    }
}

#[test]
fn from_ids_that_frameworks_make() {
    for [tag, id, method, path, short] in rows(
        "
            Spans        | update_span_v2_projects__project_id__spans__span_id__patch           | PATCH | /v2/projects/{project_id}/spans/{span_id} | update
            annotation   | create_group_dataset_collaborators_datasets__dataset_id__groups_post | POST  | /datasets/{dataset_id}/groups             | create_group_dataset_collaborators
            integrations | create_or_update_integration_integrations_custom_put                 | PUT   | /integrations/custom                      | create_or_update
            App          | get_media_sync_status_media_sync_status__job_id__get                 | GET   | /api/media_sync/status/{job_id}           | get_media_sync_status
            Events       | events_search_events_search_get                                      | GET   | /events/search                            | search
        ",
    ) {
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
    for [id, method, path, summary, short] in rows(
        "
            PUT-V5-/v5/spans/batch     | PUT  | /v5/spans/batch     | Upsert Spans in Batch | upsert_in_batch
            POST-V5-/v5/spans          | POST | /v5/spans           | Create Span           | create
            GET-V5-/v5/spans/{span_id} | GET  | /v5/spans/{span_id} | Get Span              | get
            POST-V5-/v5/spans/search   | POST | /v5/spans/search    | Search and list spans | search
            get_files_id               | GET  | /files/{file_id}    | Get file information  | get_file_information
        ",
    ) {
        assert_eq!(named("Spans", id, method, path, summary).0, short, "{id}");
    }
}

#[test]
fn from_method_and_path() {
    for [method, path, short] in rows(
        "
            GET    | /v2/spans                             | list
            GET    | /v2/spans/{id}                        | get
            DELETE | /v2/projects/{id}/spans/{span_id}     | delete_project_span
            POST   | /2010-04-01/Accounts/{Sid}/Calls.json | create_account_calls_json
            GET    | /                                     | list
        ",
    ) {
        assert_eq!(named("spans", "", method, path, "").0, short, "{path}");
    }
}

#[test]
fn from_paths_without_what_all_of_the_resource_share() {
    let spans = [
        ("GET", "/v2/projects/{id}/spans", "list"),
        ("POST", "/v2/projects/{id}/spans", "create"),
        ("GET", "/v2/projects/{id}/spans/{span_id}", "get"),
        ("GET", "/v2/projects/{id}/spans/{span_id}/logs", "list_logs"),
        ("POST", "/v2/projects/{id}/spans/{span_id}/cancel", "cancel"),
    ];
    let noun = words("Spans");
    let shared = |paths: &[&str]| shared_path(&noun, paths.iter().copied());
    let prefix = shared(&spans.map(|one| one.1));
    assert_eq!(prefix, ["project"]);
    for (method, path, short) in spans {
        let name = method_name(&MethodSource {
            id: None,
            numbered: false,
            method,
            path,
            summary: None,
            noun: &noun,
            prefix: &[],
            path_prefix: &prefix,
        });
        assert_eq!(snake(&name.wishes[0]), short, "{path}");
        // Types are named after what is clear without the resource.
        assert!(name.full.contains(&"project".to_owned()), "{path}");
    }
    let empty: &[&str] = &[];
    assert_eq!(
        shared(&["/projects/{id}/spans", "/teams/{id}/spans"]),
        *empty
    );
    assert_eq!(shared(&["/projects/{id}/spans", "/spans"]), *empty);
    assert_eq!(shared(&["/projects/{id}/traces"]), *empty);
    assert_eq!(shared_path(&[], ["/projects"].into_iter()), *empty);
}

#[test]
fn verbs_where_the_resource_says_the_rest() {
    for [tag, id, method, path, summary, short] in rows(
        "
            fees   | post_fees     | POST  | /fees             |                 | create
            fees   | postFee       | POST  | /fees             |                 | create
            fees   | putFee        | PUT   | /fees/{id}        |                 | replace
            fees   | patch_fee     | PATCH | /fees/{id}        |                 | update
            fees   | postFeeByPlan | POST  | /plans/{plan}/fee |                 | create_by_plan
            chat   | chat          | POST  | /chat             |                 | create
            chat   | chat          | POST  | /chat             | Sends a message | send
            events | events        | GET   | /events           | Get events      | list
            events | event         | GET   | /events/{id}      |                 | get
            search | search        | GET   | /search           |                 | list
            pull   | pull          | POST  | /pull             | Pull a model    | run
        ",
    ) {
        assert_eq!(named(tag, id, method, path, summary).0, short, "{id}");
    }
}

#[test]
fn numbered_ids_are_distinguished_by_their_paths() {
    let noun = words("users");
    let name = method_name(&MethodSource {
        id: Some("getUser"),
        numbered: true,
        method: "GET",
        path: "/teams/{team}/user",
        summary: None,
        noun: &noun,
        prefix: &[],
        path_prefix: &[],
    });
    let wishes: Vec<String> = name.wishes.iter().map(|wish| snake(wish)).collect();
    assert_eq!(wishes[..2], ["get", "get_team_user"]);
}
