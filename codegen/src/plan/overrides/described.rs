//! Responses that the configuration describes, since the document doesn't.
//!
//! In: the API and the configuration. Out: the API with a body for each response that an entry
//! describes.

use crate::{
    config::ApiConfig,
    ir::{Api, Media, Operation, Payload, Scalar, Status, Type, TypeId},
    plan::{
        naming::operation_key,
        problems::{Problem, instead},
    },
};

/// The entry for all operations that have none of their own.
const ALL: &str = "*";

/// Adds the bodies that the configuration describes to responses. An entry that fits nothing is
/// a problem.
#[must_use]
pub fn describe(api: &mut Api, config: &ApiConfig) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut operations = std::mem::take(&mut api.operations);
    for (key, value) in config.responses.iter().filter(|(key, _)| *key != ALL) {
        let Some(payload) = payload(api, key, value, &mut problems) else {
            continue;
        };
        let Some(operation) = operations.iter_mut().find(|one| operation_key(one) == *key) else {
            let keys: Vec<String> = operations.iter().map(operation_key).collect();
            problems.push(Problem::unmatched(
                key,
                format!("`responses` describes `{key}`, but the document has no such operation"),
                instead(key, keys.iter().map(String::as_str)),
            ));
            continue;
        };
        if !fill(operation, &payload, false) {
            problems.push(Problem::unmatched(
                key,
                format!("every successful response of `{key}` has a body in the document"),
                "remove the entry, or correct the document with an overlay",
            ));
        }
    }
    if let Some(value) = config.responses.get(ALL)
        && let Some(payload) = payload(api, ALL, value, &mut problems)
    {
        let own = |operation: &Operation| config.responses.contains_key(&operation_key(operation));
        let mut filled = false;
        for operation in operations.iter_mut().filter(|operation| !own(operation)) {
            filled |= fill(operation, &payload, true);
        }
        if !filled {
            problems.push(Problem::unmatched(
                ALL,
                "`responses` describes all operations, but each of them has a body with status 200",
                "remove the entry",
            ));
        }
    }
    api.operations = operations;
    problems
}

/// What a value of the configuration means.
fn payload(
    api: &Api,
    key: &str,
    value: &str,
    problems: &mut Vec<Problem>,
) -> Option<(&'static str, Payload)> {
    let name = value
        .strip_prefix('[')
        .and_then(|name| name.strip_suffix(']'));
    let ty = match name.unwrap_or(value) {
        "text" if name.is_none() => return Some(("text/plain", Payload::Text)),
        "bytes" if name.is_none() => return Some(("*/*", Payload::Bytes)),
        "any" => Type::Any,
        "text" => Type::Scalar(Scalar::String),
        wanted => {
            let components = (0..).map(TypeId).zip(&api.types);
            let mut components = components.filter(|(_, def)| def.name.is_component());
            let Some((id, _)) = components.clone().find(|(_, def)| def.name.base == wanted) else {
                let names = components.by_ref().map(|(_, def)| def.name.base.as_str());
                problems.push(Problem::invalid(
                    key,
                    format!("the type `{wanted}` for `{key}` in `responses` is not a schema of the document"),
                    instead(wanted, names.chain(["any", "text", "bytes"])),
                ));
                return None;
            };
            Type::Named(id)
        }
    };
    let ty = if name.is_some() {
        Type::Array(Box::new(ty))
    } else {
        ty
    };
    Some(("application/json", Payload::Json(ty)))
}

/// Adds a body to the successful responses without one. `only_ok`: where the status says that
/// there is one.
fn fill(operation: &mut Operation, (media, payload): &(&str, Payload), only_ok: bool) -> bool {
    if operation.method == "HEAD" {
        return false;
    }
    let mut filled = false;
    for response in &mut operation.responses {
        let fits = match response.status {
            Status::Code(204 | 205) => false,
            Status::Code(200) | Status::Range(2) | Status::Default => response.success,
            Status::Code(_) | Status::Range(_) => response.success && !only_ok,
        };
        if fits && response.media.is_empty() {
            filled = true;
            response.media.push(Media {
                name: (*media).to_owned(),
                payload: payload.clone(),
                origin: None,
                example: None,
            });
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lower::tests::snippet::lowered,
        plan::{ProblemKind, tests::snippet::configured},
    };

    const DOCUMENT: &str = "
        paths:
          /silent: {get: {responses: {'200': {description: d}}}}
          /created: {get: {responses: {'201': {description: d}}}}
          /empty: {get: {responses: {'204': {description: d}}}}
          /said: {get: {responses: {'200': {description: d, content: {text/plain: {schema: {type: string}}}}}}}
    ";

    fn described(entries: &str) -> (Vec<Option<Payload>>, Vec<ProblemKind>) {
        let (mut api, _) = lowered(DOCUMENT);
        let problems = describe(&mut api, &configured(&format!("[a.responses]\n{entries}")));
        let media = api.operations.into_iter().map(|mut operation| {
            let media = operation.responses.remove(0).media;
            media.into_iter().next().map(|media| media.payload)
        });
        let kinds = problems.into_iter().map(|problem| problem.kind);
        (media.collect(), kinds.collect())
    }

    #[test]
    fn entries_fill_what_is_silent_and_nothing_else() {
        let any = || Some(Payload::Json(Type::Any));
        let said = || Some(Payload::Text);
        let (media, problems) = described("'*' = 'any'\n'GET /created' = 'bytes'");
        assert_eq!(media, [any(), Some(Payload::Bytes), None, said()]);
        assert!(problems.is_empty());
        let (media, problems) = described("'GET /silent' = '[any]'");
        let list = Payload::Json(Type::Array(Box::new(Type::Any)));
        assert_eq!(media, [Some(list), None, None, said()]);
        assert!(problems.is_empty());
    }

    #[test]
    fn an_entry_that_fits_nothing_is_a_problem() {
        for (entry, kind) in [
            ("'GET /nowhere' = 'any'", ProblemKind::Unmatched),
            ("'GET /said' = 'any'", ProblemKind::Unmatched),
            ("'GET /empty' = 'any'", ProblemKind::Unmatched),
            ("'GET /silent' = 'Nothing'", ProblemKind::Invalid),
        ] {
            let (media, problems) = described(entry);
            assert_eq!(media, [None, None, None, Some(Payload::Text)], "{entry}");
            assert_eq!(problems, [kind], "{entry}");
        }
        let (_, problems) = described("'GET /silent' = 'any'\n'*' = 'any'");
        assert_eq!(problems, [ProblemKind::Unmatched]);
    }
}
