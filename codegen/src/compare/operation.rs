//! What differs between two operations of one method and path.

use serde_json::Value;

use super::schema;
use super::shape::shape;
use super::{Operation, is_true, members, pairs};

/// The differences, one sentence each.
pub(super) fn compare(old: Operation<'_>, new: Operation<'_>) -> Vec<String> {
    let mut messages = Vec::new();
    match (old.is_deprecated(), new.is_deprecated()) {
        (false, true) => messages.push("is deprecated".to_owned()),
        (true, false) => messages.push("is no longer deprecated".to_owned()),
        _ => {}
    }
    if old.security() != new.security() {
        messages.push("needs other credentials".to_owned());
    }
    parameters(old, new, &mut messages);
    body(old, new, &mut messages);
    responses(old, new, &mut messages);
    messages
}

fn parameters(old: Operation<'_>, new: Operation<'_>, messages: &mut Vec<String>) {
    for (name, old, new) in pairs(old.parameters(), new.parameters()) {
        match (old, new) {
            (None, Some(new)) if is_true(new, "required") => {
                messages.push(format!("required {name} is added"));
            }
            (None, _) => messages.push(format!("{name} is added")),
            (_, None) => messages.push(format!("{name} is removed")),
            (Some(old), Some(new)) => {
                necessity(&name, old, new, messages);
                match (is_true(old, "deprecated"), is_true(new, "deprecated")) {
                    (false, true) => messages.push(format!("{name} is deprecated")),
                    (true, false) => messages.push(format!("{name} is no longer deprecated")),
                    _ => {}
                }
                types(&name, old.get("schema"), new.get("schema"), messages);
            }
        }
    }
}

fn body(old: Operation<'_>, new: Operation<'_>, messages: &mut Vec<String>) {
    let name = "request body";
    match (old.body(), new.body()) {
        (None, None) => {}
        (None, Some(_)) => messages.push(format!("{name} is added")),
        (Some(_), None) => messages.push(format!("{name} is removed")),
        (Some(old), Some(new)) => {
            necessity(name, old, new, messages);
            content(name, old, new, messages);
        }
    }
}

fn responses(old: Operation<'_>, new: Operation<'_>, messages: &mut Vec<String>) {
    for (status, old, new) in pairs(old.responses(), new.responses()) {
        let name = format!("response {status}");
        match (old, new) {
            (None, _) => messages.push(format!("{name} is added")),
            (_, None) => messages.push(format!("{name} is removed")),
            (Some(old), Some(new)) => content(&name, old, new, messages),
        }
    }
}

/// The media types of a body or a response, and their schemas.
fn content(name: &str, old: &Value, new: &Value, messages: &mut Vec<String>) {
    let both = pairs(members(old.get("content")), members(new.get("content")));
    for (media_type, old, new) in both {
        let name = format!("{name} as `{media_type}`");
        match (old, new) {
            (None, _) => messages.push(format!("{name} is added")),
            (_, None) => messages.push(format!("{name} is removed")),
            (Some(old), Some(new)) => types(&name, old.get("schema"), new.get("schema"), messages),
        }
    }
}

fn necessity(name: &str, old: &Value, new: &Value, messages: &mut Vec<String>) {
    match (is_true(old, "required"), is_true(new, "required")) {
        (false, true) => messages.push(format!("{name} is required")),
        (true, false) => messages.push(format!("{name} is optional")),
        _ => {}
    }
}

fn types(name: &str, old: Option<&Value>, new: Option<&Value>, messages: &mut Vec<String>) {
    match (old, new) {
        (Some(old), Some(new)) => {
            let differences = schema::compare(old, new).into_iter();
            messages.extend(differences.map(|message| format!("{name}: {message}")));
        }
        (None, None) => {}
        (old, new) => {
            let text = |schema: Option<&Value>| schema.map_or_else(|| "none".to_owned(), shape);
            let (old, new) = (text(old), text(new));
            messages.push(format!("{name}: type is `{new}` instead of `{old}`"));
        }
    }
}

impl<'d> Operation<'d> {
    fn is_deprecated(self) -> bool {
        is_true(self.object, "deprecated")
    }

    /// Its own requirements, or else those of the document.
    fn security(self) -> Option<&'d Value> {
        let own = self.object.get("security");
        own.or_else(|| self.document.0.get("security"))
    }

    /// Its parameters by location and name: those of the path item, overridden by its own.
    fn parameters(self) -> Vec<(String, &'d Value)> {
        let lists = [self.item, self.object].map(|object| object.get("parameters"));
        let lists = lists.into_iter().flatten().filter_map(Value::as_array);
        let parameters = lists.flatten().filter_map(|parameter| {
            let parameter = self.document.resolve(parameter);
            let place = parameter.get("in")?.as_str()?;
            let name = parameter.get("name")?.as_str()?;
            Some((format!("{place} parameter `{name}`"), parameter))
        });
        parameters.collect()
    }

    fn body(self) -> Option<&'d Value> {
        let body = self.object.get("requestBody")?;
        Some(self.document.resolve(body))
    }

    fn responses(self) -> Vec<(String, &'d Value)> {
        let responses = members(self.object.get("responses")).into_iter();
        let resolve = |(status, response)| (status, self.document.resolve(response));
        responses.map(resolve).collect()
    }
}
