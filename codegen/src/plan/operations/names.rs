//! Names that an operation needs besides that of its method: of more methods, and of calls.
//!
//! In: the names of an operation. Out: names that are free in its resource, kept by the ledger.

use super::Scopes;
use crate::{
    names::{Section, words},
    plan::{
        context::Context,
        naming::{MethodNames, Resource},
    },
};

/// The type of a call that takes optional parameters.
pub(super) fn builder_name(
    context: &Context<'_>,
    names: &MethodNames,
    resource: &Resource,
    method: &str,
    scopes: &mut Scopes<'_>,
) -> String {
    let key = format!("{} call{}", names.key, suffix(names, method));
    let words = words(method);
    let clear = [words.clone(), vec!["call".to_owned()]].concat();
    let wishes = [
        clear,
        [resource.words.clone(), words, vec!["call".to_owned()]].concat(),
    ];
    let (ledger, scope) = (context.ledger, &mut scopes.types.scope);
    ledger.claim_any(scope, Section::Calls, &key, wishes)
}

/// What a name has more than that of the operation's first method.
fn suffix<'n>(names: &MethodNames, method: &'n str) -> &'n str {
    method.strip_prefix(&names.method).unwrap_or(method)
}

/// The operation's own name, or that with one of the suffixes.
pub(super) fn method_name(
    context: &Context<'_>,
    names: &MethodNames,
    method: &str,
    suffixes: &[Vec<String>],
    scopes: &mut Scopes<'_>,
) -> String {
    if suffixes.is_empty() {
        return method.to_owned();
    }
    let base = words(method);
    let (ledger, scope) = (context.ledger, &mut scopes.methods);
    let first = suffixes[0].join("_");
    let key = format!("{}{} {first}", names.key, suffix(names, method));
    let wishes = suffixes
        .iter()
        .map(|suffix| [base.as_slice(), suffix].concat());
    ledger.claim_any(scope, Section::Methods, &key, wishes)
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_outline;

    #[test]
    fn a_call_is_named_after_its_resource_too_where_its_own_name_is_taken() {
        assert_outline(
            "
                paths:
                  /a: {get: {operationId: find, tags: [a], parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: d}}}}
                  /b: {get: {operationId: find_b, tags: [b], parameters: [{name: q, in: query, schema: {type: string}}], responses: {'204': {description: d}}}}
                components:
                  schemas:
                    FindCall: {properties: {a: {type: string}}}
            ",
            "
                models.rs: FindCall
                a.rs: A (find), AFindCall
                b.rs: B (find), BFindCall
            ",
        );
    }
}
