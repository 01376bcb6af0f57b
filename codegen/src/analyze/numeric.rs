//! Types whose values hold numbers that may be sent as strings, not counting what objects hold:
//! those say it of their own members.
//!
//! In: the IR. Out: the aliases and unions that do, and whether a type does. Must not know how a
//! number is read.

use std::collections::BTreeSet;

use crate::ir::{Api, Scalar, Type, TypeId, TypeKind};

pub(super) fn find(api: &Api) -> BTreeSet<TypeId> {
    let mut found = BTreeSet::new();
    let mut count = usize::MAX;
    while count != found.len() {
        count = found.len();
        for (id, def) in api.types() {
            let holds = match &def.kind {
                TypeKind::Alias(..) | TypeKind::Union(_) => {
                    let mut types = def.kind.types().into_iter();
                    types.any(|ty| holds(ty, &found))
                }
                TypeKind::Struct(_) | TypeKind::Enumeration(_) | TypeKind::Constant(..) => false,
            };
            if holds {
                found.insert(id);
            }
        }
    }
    found
}

/// Whether values of a type hold such numbers, if those of `types` do.
pub(super) fn holds(ty: &Type, types: &BTreeSet<TypeId>) -> bool {
    let mut open = vec![ty];
    while let Some(ty) = open.pop() {
        if let Type::Scalar(Scalar::NumberOrText(_)) = ty {
            return true;
        }
        open.extend(ty.inner());
    }
    ty.ids().iter().any(|id| types.contains(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::testing::{alias, api, array, field, named, object, union};
    use crate::ir::Numeric;

    #[test]
    fn objects_end_the_search() {
        let number = || Type::Scalar(Scalar::NumberOrText(Numeric::I32));
        let api = api(vec![
            union(vec![named(1), named(3)]),
            alias(array(named(2))),
            alias(number()),
            object(vec![field("count", number())]),
            alias(named(3)),
        ]);
        assert_eq!(find(&api), BTreeSet::from([0, 1, 2].map(TypeId)));
    }
}
