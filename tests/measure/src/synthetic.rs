//! Documents of any size, to see how cost grows.
//!
//! In: how many operations. Out: a document with as many operations and schemas. Each is like the
//! others but for its names, a schema refers to one other, and a tag has 25 operations, so that a
//! document of ten times the size has ten times of all.

use std::fmt::Write as _;

use serde_json::{Value, json};

/// Operations of a tag.
const TAG: usize = 25;

/// A document of that many operations and schemas. It is written piece by piece: a program that is
/// measured counts the memory of the one that started it, so nothing large may be made here.
pub(super) fn document(count: usize, version: &str) -> String {
    let paths = members((0..count).map(path));
    let schemas = members((0..count).map(|at| (format!("Model{at}"), schema(at))));
    let info = json!({ "title": format!("{count} operations"), "version": "1.0.0" });
    let servers = json!([{ "url": "https://api.example.com" }]);
    let version = json!(version);
    format!(
        r#"{{"openapi":{version},"info":{info},"servers":{servers},"paths":{{{paths}}},"components":{{"schemas":{{{schemas}}}}}}}"#
    )
}

/// The members of an object.
fn members(members: impl Iterator<Item = (String, Value)>) -> String {
    let mut text = String::new();
    for (name, value) in members {
        let comma = if text.is_empty() { "" } else { "," };
        let name = Value::String(name);
        // Writing to a string does not fail.
        let _ = write!(text, "{comma}{name}:{value}");
    }
    text
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
        let read = |count| serde_json::from_str::<Value>(&document(count, "3.1.0")).unwrap();
        let (small, large) = (read(100), read(1000));
        for at in ["/paths", "/components/schemas"] {
            let count = |document: &Value| document.pointer(at).unwrap().as_object().unwrap().len();
            assert_eq!((count(&small), count(&large)), (100, 1000));
        }
    }

    #[test]
    fn it_is_generated_whole() {
        let text = document(30, "3.0.3");
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
