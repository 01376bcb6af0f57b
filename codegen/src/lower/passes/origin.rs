//! The origins of types, as JSON Pointers.
//!
//! In: types and the nodes of their schemas. Out: the place of each. Must not know what the types
//! are.

use crate::{
    ir::TypeDef,
    parallel,
    source::{Node, Sources},
};

/// How many types a thread takes at a time.
const SHARE: usize = 256;

/// Sets the origin of each type, once all types are known. This takes a while, so threads share it.
pub(crate) fn tell_all(types: &mut [TypeDef], nodes: &[Option<&Node>], sources: &Sources) {
    let shares: Vec<&[Option<&Node>]> = nodes.chunks(SHARE).collect();
    let origins = parallel::map(&shares, |nodes| {
        let origins = nodes
            .iter()
            .map(|node| node.map_or_else(String::new, |node| sources.origin(node)));
        origins.collect::<Vec<String>>()
    });
    for (def, origin) in types.iter_mut().zip(origins.into_iter().flatten()) {
        def.origin = origin;
    }
}
