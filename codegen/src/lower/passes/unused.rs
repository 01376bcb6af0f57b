//! Types that nothing mentions any more.
//!
//! In: the API, and what there is beside it by type. Out: the same without them, renumbered.

use std::collections::BTreeSet;

use crate::ir::{Api, TypeId};

/// How often each type is mentioned.
pub(super) fn uses(api: &mut Api) -> Vec<u32> {
    let mut uses = vec![0; api.types.len()];
    api.visit_mut(&mut |id| uses[id.index()] += 1);
    uses
}

/// Which of the types nothing mentions any more.
pub(super) fn unused(api: &mut Api, replaced: BTreeSet<TypeId>) -> BTreeSet<TypeId> {
    let uses = uses(api);
    let is_unused = |id: &TypeId| uses[id.index()] == 0 && !api.type_def(*id).component;
    replaced.into_iter().filter(is_unused).collect()
}

/// Removes types, and renumbers the rest.
pub(super) fn remove<T>(api: &mut Api, by_type: &mut Vec<T>, gone: &BTreeSet<TypeId>) {
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
    api.visit_mut(&mut |id| *id = renumbered[id.index()]);
}
