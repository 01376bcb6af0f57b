//! Links: which operation may be called with values of a response.
//!
//! In: the links of responses, and the positions of the operations. Out: their indices. Values that
//! are passed on are not resolved: they are known only at run time.

use crate::hash::HashMap;
use crate::lower::{Key, Schemas, key};
use crate::{
    diagnostics::Code,
    ir::Link,
    openapi::{self, Document, Text},
};

/// The operations that links can lead to, by their order.
#[derive(Default)]
pub(super) struct Linkable<'a> {
    by_id: HashMap<&'a str, usize>,
    by_key: HashMap<Key, usize>,
}

impl<'a> Linkable<'a> {
    pub(crate) fn of(document: &Document<'a>) -> Self {
        let mut found = Self::default();
        let operations = document.paths.iter().flat_map(|item| &item.operations);
        for (index, operation) in operations.enumerate() {
            if let Some(id) = operation.operation_id {
                found.by_id.entry(id.text).or_insert(index);
            }
            found.by_key.entry(key(operation.node)).or_insert(index);
        }
        found
    }
}

/// The links of a response.
pub(super) fn links<'a>(
    schemas: &Schemas<'a>,
    linkable: &Linkable<'a>,
    links: &[openapi::Link<'a>],
) -> Vec<Link> {
    let mut lowered = Vec::new();
    for link in links {
        let operation = match (link.operation_id, link.operation_ref) {
            (Some(id), _) => linked(schemas, id, linkable.by_id.get(id.text).copied()),
            (None, Some(reference)) => referred(schemas, linkable, reference),
            (None, None) => continue,
        };
        lowered.push(Link {
            name: link.name.text.to_owned(),
            operation,
            description: link.description.map(str::to_owned),
        });
    }
    lowered
}

/// The target of an `operationRef`. An operation of another document is not part of this API.
fn referred<'a>(
    schemas: &Schemas<'a>,
    linkable: &Linkable<'a>,
    reference: Text<'a>,
) -> Option<usize> {
    let found = schemas
        .sources
        .resolve(&reference.span, reference.text)
        .ok();
    let operation = found.and_then(|node| linkable.by_key.get(&key(node)).copied());
    if reference.text.starts_with('#') {
        return linked(schemas, reference, operation);
    }
    operation
}

/// Reports a link to an operation of this document that is not there.
fn linked<'a>(schemas: &Schemas<'a>, text: Text<'a>, operation: Option<usize>) -> Option<usize> {
    if operation.is_none() {
        let message = format!(
            "the link leads to `{}`, which is not an operation",
            text.text
        );
        schemas.report(
            Code::UnusableLink,
            text.span,
            message,
            "name the `operationId` of an operation that is generated",
        );
    }
    operation
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_operation;

    #[test]
    fn a_link_leads_to_the_operation_of_that_id() {
        assert_operation(
            "
                operationId: make
                responses:
                  '204':
                    description: d
                    links: {again: {operationId: make}, lost: {operationId: nowhere}}
            ",
            r#"
                operation POST /a
                  id "make"
                  response 204
                    description "d"
                    link "again"
                      operation 0
                    link "lost"
                reports UnusableLink
            "#,
        );
    }
}
