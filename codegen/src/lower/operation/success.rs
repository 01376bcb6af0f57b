//! Which response means success where the document states no status of success.
//!
//! In: the responses of an operation. Out: whether `default` is the success, as springdoc and
//! Swagger's own examples write it, or what all errors have in common. Must not know what the
//! responses hold.

use crate::lower::{Key, Schemas, key};
use crate::{
    ir::Status,
    openapi::{self, MediaType},
};

/// Whether `default` describes the success: no other response does, and nothing shows that it
/// describes errors.
pub(crate) fn succeeds_by_default<'a>(
    schemas: &Schemas<'a>,
    responses: &[openapi::Response<'a>],
) -> bool {
    let others = responses.iter().map(|response| status(response.status));
    let is_told = others.clone().any(|status| {
        // A redirect is an outcome, too; `304` accompanies the response that it saves from being
        // sent again.
        status.is_success()
            || matches!(status, Status::Code(101 | 300..=303 | 305..=399) | Status::Range(3))
    });
    let Some(default) = responses
        .iter()
        .find(|response| status(response.status) == Status::Default)
    else {
        return false;
    };
    !is_told && !describes_errors(schemas, default, responses)
}

/// Whether a response says that it is an error, or has the body of one that is.
fn describes_errors<'a>(
    schemas: &Schemas<'a>,
    default: &openapi::Response<'a>,
    responses: &[openapi::Response<'a>],
) -> bool {
    let says = default.description.unwrap_or_default().to_lowercase();
    let says_error = says.contains("error") && !says.contains("success");
    let is_problem = |media: &MediaType<'a>| media.name.text.starts_with("application/problem+");
    if says_error || default.content.iter().any(is_problem) {
        return true;
    }
    let errors = responses.iter().filter(|response| {
        matches!(
            status(response.status),
            Status::Code(400..=599) | Status::Range(4 | 5)
        )
    });
    let errors: Vec<Key> = errors
        .flat_map(|response| bodies(schemas, response))
        .collect();
    bodies(schemas, default)
        .iter()
        .any(|body| errors.contains(body))
}

/// The named schemas of a response's bodies.
fn bodies<'a>(schemas: &Schemas<'a>, response: &openapi::Response<'a>) -> Vec<Key> {
    let nodes = response.content.iter().filter_map(|media| media.schema);
    let nodes = nodes.map(|node| (node, schemas.referent(node)));
    let named = nodes.filter(|(node, target)| !std::ptr::eq(*node, *target));
    named.map(|(_, target)| key(target)).collect()
}

/// The statuses of a response, as the IR has them.
pub(crate) fn status(status: openapi::Status) -> Status {
    match status {
        openapi::Status::Code(code) => Status::Code(code),
        openapi::Status::Range(hundreds) => Status::Range(hundreds),
        openapi::Status::Default => Status::Default,
    }
}

#[cfg(test)]
mod tests {
    /// How many successes an operation with these responses has.
    fn successes(responses: &str) -> usize {
        let error = "content: {application/json: {schema: {$ref: '#/components/schemas/Fault'}}}";
        let text = format!(
            "openapi: 3.1.0\ninfo: {{title: a, version: b}}\ncomponents: {{schemas: {{Fault: {{type: object}}}}}}\n\
             paths: {{/a: {{get: {{responses: {{{}}}}}}}}}\n",
            responses.replace("ERROR", error)
        );
        let (api, _) = crate::lower::tests::lowered(&text);
        api.operations[0].successes().count()
    }

    #[test]
    fn default_is_the_success_unless_it_describes_errors() {
        for success in [
            "default: {description: default response}",
            "default: {description: Success or error}",
            "'400': {description: Bad}, default: {description: All, content: {application/json: {}}}",
            "'304': {description: Unchanged}, default: {description: All}",
            "'200': {description: Fine}, default: {description: All}",
        ] {
            assert_eq!(successes(success), 1, "{success}");
        }
        for none in [
            "default: {description: Unexpected error}",
            "default: {description: d, content: {application/problem+json: {}}}",
            "'303': {description: Elsewhere}, default: {description: d}",
            "'404': {description: Lost, ERROR}, default: {description: d, ERROR}",
        ] {
            assert_eq!(successes(none), 0, "{none}");
        }
    }
}
