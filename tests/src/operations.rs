//! The operations of a document, read from it without the generator.
//!
//! In: a document as JSON. Out: the names of its operations (`GET /pets/{id}`), and which of them a
//! request is for.

use std::collections::BTreeSet;

use serde_json::Value;

/// The fields of a path item that are operations.
const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The name of an operation: its method and its path template.
#[must_use]
pub fn name(method: &str, path: &str) -> String {
    format!("{} {path}", method.to_ascii_uppercase())
}

/// The names of all operations.
#[must_use]
pub fn names(document: &Value) -> BTreeSet<String> {
    let paths = document["paths"].as_object().into_iter().flatten();
    let names = paths.flat_map(|(path, item)| {
        let methods = METHODS.iter().filter(|method| item.get(method).is_some());
        methods.map(move |method| name(method, path))
    });
    names.collect()
}

/// The path template of the operation that a request is for. Among several that fit, it is the one
/// with the longest literal start, as the standard has it.
#[must_use]
pub fn template<'d>(document: &'d Value, method: &str, path: &str) -> Option<&'d str> {
    let method = method.to_ascii_lowercase();
    let paths = document["paths"].as_object().into_iter().flatten();
    let fitting =
        paths.filter(|(template, item)| item.get(&method).is_some() && fits(template, path));
    let best = fitting.max_by_key(|(template, _)| template.find('{').unwrap_or(usize::MAX));
    best.map(|(template, _)| template.as_str())
}

/// Whether a path fits a template.
fn fits(template: &str, path: &str) -> bool {
    let fits = |(part, segment): (&str, &str)| part.starts_with('{') || part == segment;
    let count = |path: &str| path.split('/').count();
    count(template) == count(path) && template.split('/').zip(path.split('/')).all(fits)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_request_is_for_the_operation_with_the_longest_literal_start() {
        let document = json!({"paths": {
            "/pets/{id}": {"get": {}, "parameters": []},
            "/pets/mine": {"get": {}},
            "/pets/{id}/{part}": {"delete": {}},
        }});
        let of = |method, path| template(&document, method, path);
        assert_eq!(of("GET", "/pets/mine"), Some("/pets/mine"));
        assert_eq!(of("GET", "/pets/a%2Fb"), Some("/pets/{id}"));
        assert_eq!(of("DELETE", "/pets/mine/x"), Some("/pets/{id}/{part}"));
        assert_eq!(of("DELETE", "/pets/mine"), None);
        let names: Vec<_> = names(&document).into_iter().collect();
        let expected = [
            "DELETE /pets/{id}/{part}",
            "GET /pets/mine",
            "GET /pets/{id}",
        ];
        assert_eq!(names, expected);
    }
}
