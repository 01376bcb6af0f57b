//! Ends chains of aliases that lead back to themselves, and shortens long ones.
//!
//! Where a chain leads back was reported when the references were followed; a type that is nothing
//! but itself again allows any value. Whoever looks through aliases follows a chain to its end, so
//! that a chain must be short for all of them together to take linear time.

use crate::ir::{Api, Type, TypeDef, TypeId, TypeKind};

/// Makes any value of each alias whose chain of other names never ends.
pub(crate) fn end_cycles(api: &mut Api) {
    let types = &mut api.types;
    // By type: whether its chain ends, once that is known.
    let mut ends: Vec<Option<bool>> = vec![None; types.len()];
    for start in 0..types.len() {
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at.filter(|index| ends[*index].is_none()) {
            // Until it is known otherwise: one that is met again before the end is in a cycle.
            ends[index] = Some(false);
            chain.push(index);
            at = target(types, index).map(TypeId::index);
        }
        let end = at.is_none_or(|index| ends[index] == Some(true));
        for index in chain {
            ends[index] = Some(end);
        }
    }
    for (def, ends) in types.iter_mut().zip(ends) {
        if let (TypeKind::Alias(ty, _), Some(false)) = (&mut def.kind, ends) {
            *ty = Type::Any;
        }
    }
}

/// How many aliases may lead on from each other. No document for people has more.
const MAX_CHAIN: usize = 16;

/// Where a chain of aliases ends.
#[derive(Clone, Copy)]
struct Link {
    length: usize,
    end: TypeId,
    nullable: bool,
}

/// Lets each alias that is far from the end of its chain name the end.
pub(crate) fn shorten(api: &mut Api) {
    let types = &mut api.types;
    let mut links: Vec<Option<Link>> = vec![None; types.len()];
    for start in (0..types.len()).map(TypeId::new) {
        let mut chain = Vec::new();
        let mut at = start;
        let mut link = loop {
            if let Some(link) = links[at.index()] {
                break link;
            }
            let end = Link {
                length: 0,
                end: at,
                nullable: false,
            };
            // Also of one in a cycle, which ends where it is met again.
            links[at.index()] = Some(end);
            let Some(next) = target(types, at.index()).filter(|_| is_plain(&types[at.index()]))
            else {
                break end;
            };
            chain.push(at);
            at = next;
        };
        for id in chain.into_iter().rev() {
            link.length += 1;
            if let TypeKind::Alias(ty, _) = &mut types[id.index()].kind {
                link.nullable |= matches!(ty, Type::Nullable(_));
                if link.length > MAX_CHAIN {
                    let end = Type::Named(link.end);
                    *ty = if link.nullable {
                        Type::nullable(end)
                    } else {
                        end
                    };
                }
            }
            links[id.index()] = Some(link);
        }
    }
}

/// Whether an alias says nothing of its values but what they are.
fn is_plain(def: &TypeDef) -> bool {
    matches!(&def.kind, TypeKind::Alias(_, constraints) if constraints.is_empty())
}

/// The type that an alias names, if it is one of an API's own.
fn target(types: &[TypeDef], index: usize) -> Option<TypeId> {
    match &types[index].kind {
        TypeKind::Alias(Type::Named(id), _) => Some(*id),
        TypeKind::Alias(Type::Nullable(inner), _) => match &**inner {
            Type::Named(id) => Some(*id),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_CHAIN, end_cycles, shorten};
    use crate::ir::{Api, Name, Type, TypeDef, TypeId, TypeKind};

    /// Aliases of these types.
    fn aliases(targets: impl IntoIterator<Item = Type>) -> Api {
        let alias = |ty| TypeDef::new(Name::component("A"), TypeKind::Alias(ty, Vec::new()));
        Api {
            types: targets.into_iter().map(alias).collect(),
            ..Api::default()
        }
    }

    fn named(id: usize) -> Type {
        Type::Named(TypeId::new(id))
    }

    #[test]
    fn no_chain_is_longer_than_the_limit() {
        // Twenty aliases of one of `null`, which is an alias of twenty more.
        let null = Type::nullable(named(21));
        let chain = (1..=20)
            .map(named)
            .chain([null])
            .chain((22..=41).map(named));
        let mut api = aliases(chain.chain([Type::Any]));
        let before = api.clone();
        shorten(&mut api);
        for (index, (def, before)) in api.types.iter().zip(&before.types).enumerate() {
            let expected = match index {
                0..=20 => TypeKind::Alias(Type::nullable(named(41)), Vec::new()),
                21..=24 => TypeKind::Alias(named(41), Vec::new()),
                _ => before.kind.clone(),
            };
            assert_eq!(def.kind, expected, "{index}");
        }
        assert_eq!(41 - MAX_CHAIN, 25);
        // A cycle stays one, and is ended later.
        let mut api = aliases((0..40).map(|id| named((id + 1) % 40)));
        shorten(&mut api);
        end_cycles(&mut api);
        assert_eq!(api, aliases((0..40).map(|_| Type::Any)));
    }

    #[test]
    fn only_chains_without_an_end_are_ended() {
        let nullable = Type::nullable(named(0));
        let mut api = aliases([named(1), nullable, named(1), named(4), Type::Null]);
        end_cycles(&mut api);
        let expected = [Type::Any, Type::Any, Type::Any, named(4), Type::Null];
        assert_eq!(api, aliases(expected));
    }
}
