//! Fields that several objects have since one inherits from the other: they have one type in all of
//! them.
//!
//! In: the IR. Out: by field whether a request reaches it in any object that has it by inheritance,
//! where that is not what the object's own direction says. Whether an optional field can be sent as
//! null depends on it.

use std::collections::BTreeMap;

use super::direction::{self, Direction};
use crate::ir::{Api, Field, TypeId, TypeKind};

pub(super) fn find(api: &Api) -> BTreeMap<(TypeId, usize), bool> {
    let mut found = BTreeMap::new();
    if api.inherits.is_empty() {
        return found;
    }
    let used = direction::used(api);
    let (mut bases, mut heirs): (BTreeMap<_, Vec<_>>, BTreeMap<_, Vec<_>>) = Default::default();
    for (heir, base) in &api.inherits {
        bases.entry(*heir).or_default().push(*base);
        heirs.entry(*base).or_default().push(*heir);
    }
    // By base and name: whether a request reaches the field, and whether anything does, in the base
    // or in an heir.
    let mut reached: BTreeMap<(TypeId, &str), Direction> = BTreeMap::new();
    for (base, heirs) in &heirs {
        for field in fields(api, *base) {
            let with = heirs.iter().filter(|heir| has(api, **heir, &field.name));
            let mut all = Direction::default();
            for id in with.chain([base]) {
                all.request |= used[id.index()].request;
                all.response |= used[id.index()].response;
            }
            reached.insert((*base, &field.name), all);
        }
    }
    for id in bases.keys().chain(heirs.keys()) {
        let own = used[id.index()];
        let own_request = own.request || own == Direction::default();
        for (number, field) in fields(api, *id).iter().enumerate() {
            let mut all = own;
            for base in bases.get(id).into_iter().flatten().chain([id]) {
                if let Some(direction) = reached.get(&(*base, field.name.as_str())) {
                    all.request |= direction.request;
                    all.response |= direction.response;
                }
            }
            let request = all.request || all == Direction::default();
            if request != own_request {
                found.insert((*id, number), request);
            }
        }
    }
    found
}

fn fields(api: &Api, id: TypeId) -> &[Field] {
    match &api.type_def(id).kind {
        TypeKind::Struct(object) => &object.fields,
        _ => &[],
    }
}

fn has(api: &Api, id: TypeId, name: &str) -> bool {
    fields(api, id).iter().any(|field| field.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analyze::{
            direction::tests::operation,
            testing::{api, object, optional},
        },
        ir::{Scalar, Type},
    };

    /// A type that has nothing to do with the others.
    const OTHER: u32 = 3;

    /// The facts of a base, 0, with the field `b`, and of two heirs with it and `own`, by which of
    /// them are sent and received.
    fn found(sent: u32, received: u32) -> Vec<(u32, usize, bool)> {
        let field = |name| optional(name, Type::Scalar(Scalar::String));
        let heir = || object(vec![field("b"), field("own")]);
        let base = object(vec![field("b")]);
        let mut api = api(vec![base, heir(), heir(), object(vec![field("b")])]);
        api.inherits = vec![(TypeId(1), TypeId(0)), (TypeId(2), TypeId(0))];
        api.operations = vec![operation(sent, received)];
        let found = find(&api).into_iter();
        found
            .map(|((id, number), sent)| (id.0, number, sent))
            .collect()
    }

    #[test]
    fn an_inherited_field_has_the_direction_of_all_that_have_it() {
        assert_eq!(found(OTHER, OTHER), []);
        // The base is sent: so is the field in the heir that is only received, and not what the
        // heir has itself.
        assert_eq!(found(0, 1), [(1, 0, true)]);
        assert_eq!(found(2, 1), [(1, 0, true)]);
        // Nothing is sent, and the base is not used by itself.
        assert_eq!(found(OTHER, 1), [(0, 0, false), (2, 0, false)]);
    }
}
