//! Documents of any size, to see how cost grows.
//!
//! In: how many operations. Out: a document with as many operations and schemas. Each is like the others but for its names, a
//! schema refers to one other, and a tag has 25 operations, so that a document of ten times the size has ten times of all.

use serde_json::{Map, Value, json};

/// Operations of a tag.
const TAG: usize = 25;

/// A document of that many operations and schemas.
pub(super) fn document(count: usize, version: &str) -> Value {
    let (mut paths, mut schemas) = (Map::new(), Map::new());
    for at in 0..count {
        let (path, item) = path(at);
        paths.insert(path, item);
        schemas.insert(format!("Model{at}"), schema(at));
    }
    json!({
        "openapi": version,
        "info": { "title": format!("{count} operations"), "version": "1.0.0" },
        "servers": [{ "url": "https://api.example.com" }],
        "paths": paths,
        "components": { "schemas": schemas },
    })
}

/// One operation, by turns of each kind.
fn path(at: usize) -> (String, Value) {
    let tag = format!("group{}", at / TAG);
    let media = json!({ "application/json": { "schema": reference(at) } });
    let id =
        json!({ "name": "id", "in": "path", "required": true, "schema": { "type": "string" } });
    let limit = json!({ "name": "limit", "in": "query", "description": "At most so many.", "schema": { "type": "integer" } });
    let responses = json!({ "200": { "description": "Done.", "content": media.clone() } });
    let body = json!({ "required": true, "content": media });
    let (verb, method, parameters, body) = match at % 4 {
        0 => ("get", "get", vec![id, limit], None),
        1 => ("create", "post", vec![limit], Some(body)),
        2 => ("replace", "put", vec![id], Some(body)),
        _ => ("remove", "delete", vec![id], None),
    };
    let mut operation = json!({
        "operationId": format!("{verb}_model_{at}"), "summary": format!("{verb} model {at}."), "tags": [tag],
        "parameters": parameters, "responses": responses,
    });
    if let Some(body) = body {
        operation["requestBody"] = body;
    }
    let place = if at % 4 == 1 { "" } else { "/{id}" };
    (
        format!("/{tag}/models{at}{place}"),
        json!({ method: operation }),
    )
}

fn schema(at: usize) -> Value {
    json!({
        "type": "object",
        "description": format!("The model {at}."),
        "required": ["id", "name", "created_at"],
        "properties": {
            "id": { "type": "string", "description": "Which one it is." },
            "name": { "type": "string" },
            "created_at": { "type": "string", "format": "date-time" },
            "count": { "type": "integer", "format": "int64" },
            "ratio": { "type": "number" },
            "active": { "type": "boolean" },
            "labels": { "type": "array", "items": { "type": "string" } },
            "state": { "type": "string", "enum": ["open", "closed", format!("state{at}")] },
            // Half as far along: no cycle, and no chain of more than a few.
            "parent": if at == 0 { json!({ "type": "string" }) } else { reference(at / 2) },
        },
    })
}

fn reference(at: usize) -> Value {
    json!({ "$ref": format!("#/components/schemas/Model{at}") })
}

#[cfg(test)]
mod tests {
    use specwright::Input;
    use specwright::config::ApiConfig;
    use specwright::plan::Target;
    use specwright::source::Memory;

    use super::*;

    #[test]
    fn ten_times_the_operations_are_ten_times_of_all() {
        let small = document(100, "3.1.0");
        let large = document(1000, "3.1.0");
        for at in ["/paths", "/components/schemas"] {
            let count = |document: &Value| document.pointer(at).unwrap().as_object().unwrap().len();
            assert_eq!((count(&small), count(&large)), (100, 1000));
        }
    }

    #[test]
    fn it_is_generated_whole() {
        let text = document(30, "3.0.3").to_string();
        let files = Memory::new([("a.json", text.as_str())]);
        let generated = specwright::generate(&Input {
            reader: &files,
            entry: "a.json",
            config: &ApiConfig::default(),
            config_text: None,
            target: &Target::module("a", "a.json"),
            dump: None,
        });
        let report = &generated.report;
        assert_eq!(
            (report.operations, report.errors, report.warnings),
            (30, 0, 0)
        );
    }
}
