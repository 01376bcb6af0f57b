//! Names of methods: what one more operation changes of the others.

use super::{Api, ApiConfig, Item, operation, planned};

/// The methods of the API's only resource, in the order of the document.
fn methods(ids: &[(&str, &str)]) -> Vec<String> {
    let api = Api {
        operations: ids
            .iter()
            .map(|(id, key)| operation(key, id, "", "Files", [None, None]))
            .collect(),
        ..Api::default()
    };
    let (plan, problems) = planned(&api, &ApiConfig::default());
    assert!(problems.is_empty());
    let items = plan.modules.iter().flat_map(|module| &module.items);
    let resources = items.filter_map(|item| match item {
        Item::Resource(resource) => Some(&resource.methods),
        _ => None,
    });
    resources
        .flatten()
        .map(|method| method.name.clone())
        .collect()
}

#[test]
fn an_appended_operation_moves_no_name() {
    let older = [
        ("acme_media_upload_file", "POST /files"),
        ("acme_media_get_file", "GET /files/{id}"),
        ("getOwner_1", "GET /files/{id}/owner"),
        ("post_copies", "POST /files/{id}/copies"),
        ("acme_media_rename_file", "POST /files/{id}/name"),
    ];
    let names = methods(&older);
    assert_eq!(
        names,
        ["upload", "get", "get_owner", "create_copy", "rename"]
    );
    for appended in [
        ("archiveFile", "POST /files/{id}/archive"),
        ("acme_media_get_file_2", "GET /old/{id}"),
        ("getOwner_2", "GET /folders/{id}/owner"),
        ("upload_file", "POST /v2/files"),
        ("listFiles", "GET /files"),
        ("acme_media_delete_file", "DELETE /files/{id}"),
    ] {
        let newer = [&older[..], &[appended]].concat();
        assert_eq!(methods(&newer)[..older.len()], names, "{}", appended.0);
    }
}
