//! Ends chains of aliases that lead back to themselves, and shortens long ones.
//!
//! Where a chain leads back was reported when the references were followed; a type that is nothing
//! but itself again allows any value. Whoever looks through aliases follows a chain to its end, so
//! that a chain must be short for all of them together to take linear time.

use crate::ir::{Type, TypeDef, TypeId, TypeKind};

/// Makes any value of each alias whose chain of other names never ends.
pub(crate) fn end_circles(types: &mut [TypeDef]) {
    // By type: whether its chain ends, once that is known.
    let mut ends: Vec<Option<bool>> = vec![None; types.len()];
    for start in 0..types.len() {
        let mut chain = Vec::new();
        let mut at = Some(start);
        while let Some(index) = at.filter(|index| ends[*index].is_none()) {
            // Until it is known otherwise: one that is met again before the end is in a circle.
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
const LONGEST: usize = 16;

/// Where a chain of aliases ends.
#[derive(Clone, Copy)]
struct Link {
    length: usize,
    end: TypeId,
    nullable: bool,
}

/// Lets each alias that is far from the end of its chain name the end.
pub(crate) fn shorten(types: &mut [TypeDef]) {
    let mut links: Vec<Option<Link>> = vec![None; types.len()];
    for start in (0..).map(TypeId).take(types.len()) {
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
            // Also of one in a circle, which ends where it is met again.
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
                if link.length > LONGEST {
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
    use super::{LONGEST, end_circles, shorten};
    use crate::ir::{Docs, Name, Type, TypeDef, TypeId, TypeKind};

    fn alias(ty: Type) -> TypeDef {
        TypeDef {
            name: Name {
                operation: None,
                base: "A".to_owned(),
                path: Vec::new(),
            },
            kind: TypeKind::Alias(ty, Vec::new()),
            docs: Docs::default(),
            origin: String::new(),
            component: true,
            twin: None,
        }
    }

    #[test]
    fn no_chain_is_longer_than_the_limit() {
        let named = |id| Type::Named(TypeId(id));
        // Twenty names in front of one of `null`, which is in front of twenty more.
        let mut types: Vec<_> = (1..=41).map(|next| alias(named(next))).collect();
        types[20] = alias(Type::Nullable(Box::new(named(21))));
        types.push(alias(Type::Any));
        let before = types.clone();
        shorten(&mut types);
        for (index, (def, before)) in types.iter().zip(&before).enumerate() {
            let expected = match index {
                0..=20 => alias(Type::nullable(named(41))),
                21..=24 => alias(named(41)),
                _ => before.clone(),
            };
            assert_eq!(def.kind, expected.kind, "{index}");
        }
        assert_eq!(41 - LONGEST, 25);
        // A circle stays one, and is ended later.
        let mut types: Vec<_> = (0..40).map(|id| alias(named((id + 1) % 40))).collect();
        shorten(&mut types);
        end_circles(&mut types);
        let any = alias(Type::Any);
        assert!(types.iter().all(|def| def.kind == any.kind));
    }

    #[test]
    fn only_chains_without_an_end_are_ended() {
        let named = |id| Type::Named(TypeId(id));
        let nullable = Type::Nullable(Box::new(named(0)));
        let mut types = vec![
            alias(named(1)),
            alias(nullable),
            alias(named(1)),
            alias(named(4)),
            alias(Type::Null),
        ];
        end_circles(&mut types);
        let ends: Vec<Type> = types
            .into_iter()
            .filter_map(|def| {
                if let TypeKind::Alias(ty, _) = def.kind {
                    Some(ty)
                } else {
                    None
                }
            })
            .collect();
        assert_eq!(
            ends,
            [Type::Any, Type::Any, Type::Any, named(4), Type::Null]
        );
    }
}
