//! Types that nothing mentions any more.

use std::collections::BTreeSet;

use crate::ir::{Api, Type, TypeId};

/// How often each type is mentioned.
pub(crate) fn uses(api: &Api) -> Vec<u32> {
    let mut uses = vec![0; api.types.len()];
    let types = api.types.iter().flat_map(|def| def.kind.types());
    for ty in types.chain(api.sent()).chain(api.received()) {
        ty.ids().iter().for_each(|id| uses[id.index()] += 1);
    }
    for (heir, base) in &api.inherits {
        uses[heir.index()] += 1;
        uses[base.index()] += 1;
    }
    uses
}

/// The inline types among these that nothing mentions any more.
pub(crate) fn unused(api: &Api, replaced: BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let uses = uses(api);
    let is_unused = |id: &TypeId| uses[id.index()] == 0 && !api.type_def(*id).component;
    replaced.into_iter().filter(is_unused).collect()
}

/// Removes the inline types that only these led to, and those of these.
pub(crate) fn remove_with_inner(api: &mut Api, removed: &[Type]) {
    let candidates = api.reached(removed.iter().flat_map(Type::ids).collect());
    let kept = api
        .types()
        .filter(|(id, def)| def.component || !candidates[id.index()]);
    let needed = api.needed(kept.map(|(id, _)| id).collect());
    api.retain_types(|id| needed[id.index()]);
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
