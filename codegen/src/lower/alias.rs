//! Ends chains of aliases that lead back to themselves.
//!
//! Where that happens was reported when the references were followed; a type that is nothing but itself
//! again allows any value.

use crate::ir::{Type, TypeDef, TypeId, TypeKind};

/// Makes any value of each alias whose chain of other names never ends.
pub(super) fn end_circles(types: &mut [TypeDef]) {
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
    use super::end_circles;
    use crate::ir::{Docs, Name, Rare, Type, TypeDef, TypeId, TypeKind};

    fn alias(ty: Type) -> TypeDef {
        TypeDef {
            name: Name {
                operation: None,
                base: "A".to_owned(),
                path: Vec::new(),
            },
            kind: TypeKind::Alias(ty, Rare::default()),
            docs: Docs::default(),
            origin: String::new(),
            component: true,
            twin: None,
        }
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
