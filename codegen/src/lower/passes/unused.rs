//! Types that nothing mentions any more.
//!
//! In: the API, and what there is beside it by type. Out: the same without them, renumbered.

use std::collections::BTreeSet;

use crate::ir::{Api, TypeId};

/// How often each type is mentioned.
pub(crate) fn uses(api: &mut Api) -> Vec<u32> {
    let mut uses = vec![0; api.types.len()];
    api.visit_mut(&mut |id| uses[id.index()] += 1);
    uses
}

/// Which of the types nothing mentions any more.
pub(crate) fn unused(api: &mut Api, replaced: BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let uses = uses(api);
    let is_unused = |id: &TypeId| uses[id.index()] == 0 && !api.type_def(*id).component;
    replaced.into_iter().filter(is_unused).collect()
}

/// Removes types, and renumbers the rest.
pub(crate) fn remove<T>(api: &mut Api, by_type: &mut Vec<T>, gone: &BTreeSet<TypeId>) {
    if gone.is_empty() {
        return;
    }
    let mut renumbered = Vec::with_capacity(api.types.len());
    let mut next = 0;
    for id in (0..).map(TypeId).take(api.types.len()) {
        renumbered.push(TypeId(next));
        next += u32::from(!gone.contains(&id));
    }
    let is_left = |id: TypeId| !gone.contains(&id);
    let (mut defs, mut others) = ((0..).map(TypeId), (0..).map(TypeId));
    api.types.retain(|_| defs.next().is_some_and(is_left));
    by_type.retain(|_| others.next().is_some_and(is_left));
    api.inherits
        .retain(|(heir, base)| is_left(*heir) && is_left(*base));
    api.visit_mut(&mut |id| *id = renumbered[id.index()]);
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn what_inherits_is_forgotten_with_the_type_that_is_removed() {
        assert_schemas(
            "
                Cat: {type: object, required: [name], properties: {name: {type: string}}}
                Kitten: {allOf: [{$ref: '#/components/schemas/Cat'}], properties: {age: {type: integer}}}
                Pet:
                  oneOf:
                    - {type: object, required: [kind, age], properties: {kind: {const: dog}, age: {type: integer}}}
                    - {allOf: [{$ref: '#/components/schemas/Cat'}], required: [kind], properties: {kind: {const: cat}}}
            ",
            r#"
                type Cat: struct
                  component
                  field "name": string
                    required
                type Kitten: struct
                  component
                  field "name": string
                    required
                  field "age": i64
                type Pet: union by tag "kind"
                  component
                  variant "dog": Pet/dog
                    tag "dog"
                    carries tag
                  variant "cat": Cat
                    tag "cat"
                type Pet/dog: struct
                  field "kind": Pet/dog/kind
                    required
                    tag
                  field "age": i64
                    required
                type Pet/dog/kind: constant "dog"
                Kitten inherits Cat
            "#,
        );
    }
}
