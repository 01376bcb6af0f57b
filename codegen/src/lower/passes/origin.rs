//! The origins of types, as JSON Pointers.
//!
//! In: types and the nodes of their schemas. Out: the place of each. Must not know what the types
//! are.

use crate::{
    ir::Api,
    parallel,
    source::{Node, Sources},
};

/// How many types a thread takes at a time.
const SHARE: usize = 256;

/// Sets the origin of each type, whose schema is the node of its number. This takes a while, so
/// threads share it.
pub(crate) fn set_all(api: &mut Api, nodes: &[&Node], sources: &Sources) {
    let shares: Vec<&[&Node]> = nodes.chunks(SHARE).collect();
    let origins = parallel::map(&shares, |nodes| {
        let origins = nodes.iter().map(|node| sources.origin(node));
        origins.collect::<Vec<String>>()
    });
    for (def, origin) in api.types.iter_mut().zip(origins.into_iter().flatten()) {
        def.origin = origin;
    }
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::lowered;

    #[test]
    fn an_origin_points_to_the_schema_of_a_type() {
        let (api, _) = lowered(
            "
                paths: {}
                components: {schemas: {A: {properties: {b/c: {properties: {d: {}}}}}}}
            ",
        );
        let origins: Vec<&str> = api.types.iter().map(|def| &*def.origin).collect();
        let schema = "#/components/schemas/A";
        assert_eq!(origins, [schema, &format!("{schema}/properties/b~1c")]);
    }
}
