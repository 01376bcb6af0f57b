//! Which limits hold for a value and its items.
//!
//! In: the IR, and which aliases are newtypes. Out: the limits of a place, and whether a value only
//! wraps one with limits. Must not know how a limit is checked.

use std::collections::BTreeSet;

use crate::ir::{Api, Limits, Scalar, Type, TypeId, TypeKind};

/// How deep lists in one another, and unions in one another, are looked into; deeper lists have no
/// type of their own either.
const DEEPEST: usize = 32;

/// How many aliases may lead to a type; the constraints of a longer chain are not checked.
const MOST_NAMES: usize = 1_000;

/// The limits of a value of that type, for which these are stated, then those of its items, and so
/// on: those that say something of the type there, from every place that states some. The last
/// level has some.
pub(super) fn checks(
    api: &Api,
    newtypes: &BTreeSet<TypeId>,
    ty: &Type,
    limits: &Limits,
) -> Vec<Vec<Limits>> {
    let mut levels = Vec::new();
    let mut stated = vec![limits];
    let mut ty = ty;
    for _ in 0..DEEPEST {
        ty = resolved(api, newtypes, ty, &mut stated);
        let level = stated.iter().map(|limits| Limits {
            rules: limits.rules.clone(),
            ..applying(api, ty, limits, &mut BTreeSet::new(), 0)
        });
        let level: Vec<Limits> = level
            .filter(|limits| *limits != Limits::default())
            .collect();
        levels.push(level);
        let (Type::Array(item) | Type::Map(item) | Type::KeyedMap(_, item)) = ty else {
            break;
        };
        let items = stated.iter().filter_map(|limits| limits.items.as_deref());
        stated = items.collect();
        ty = item;
    }
    while levels.last().is_some_and(Vec::is_empty) {
        levels.pop();
    }
    levels
}

/// The type without aliases; their limits hold as well.
fn resolved<'a>(
    api: &'a Api,
    newtypes: &BTreeSet<TypeId>,
    mut ty: &'a Type,
    stated: &mut Vec<&'a Limits>,
) -> &'a Type {
    let none = Limits::default();
    for _ in 0..MOST_NAMES {
        match ty {
            Type::Nullable(inner) => ty = inner,
            Type::Named(id) if !newtypes.contains(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(target, limits) => {
                    if **limits != none {
                        stated.push(limits);
                    }
                    ty = target;
                }
                _ => break,
            },
            _ => break,
        }
    }
    ty
}

/// The limits that say something of values of that type, and that not every one of them keeps to.
/// Those of the items are for another level.
fn applying(
    api: &Api,
    ty: &Type,
    limits: &Limits,
    seen: &mut BTreeSet<TypeId>,
    depth: usize,
) -> Limits {
    match ty {
        Type::Nullable(inner) => applying(api, inner, limits, seen, depth),
        // What wraps a value is measured by it.
        Type::Named(id) if depth < DEEPEST && seen.insert(*id) => {
            let mut found = Limits::default();
            for (ty, own) in wrapped(&api.type_def(*id).kind) {
                found = found.and(applying(api, ty, limits, seen, depth + 1).beyond(own));
            }
            found
        }
        Type::Named(_) => Limits::default(),
        _ => applying_to(ty, limits),
    }
}

/// The types that values of this type are and nothing besides, with their limits.
fn wrapped(kind: &TypeKind) -> Vec<(&Type, &Limits)> {
    match kind {
        TypeKind::Alias(ty, limits) => vec![(ty, &**limits)],
        TypeKind::Union(union) if !union.select.is_beside() => {
            let variants = union.variants.iter();
            variants
                .map(|variant| (&variant.ty, &*variant.limits))
                .collect()
        }
        TypeKind::Union(_)
        | TypeKind::Struct(_)
        | TypeKind::Enumeration(_)
        | TypeKind::Constant(..) => Vec::new(),
    }
}

fn applying_to(ty: &Type, limits: &Limits) -> Limits {
    let any = *ty == Type::Any;
    let text = any || *ty == Type::Scalar(Scalar::String);
    let number = any || matches!(ty, Type::Scalar(scalar) if scalar.number().is_some());
    let array = any || matches!(ty, Type::Array(_));
    let map = any || matches!(ty, Type::Map(_) | Type::KeyedMap(..));
    let bound = |bound: &Option<String>| bound.clone().filter(|_| number);
    let least = |count: Option<u64>, applies: bool| count.filter(|count| applies && *count > 0);
    let patterns = limits.patterns.iter();
    let patterns = patterns.filter(|pattern| text && pattern.checked.is_some());
    let steps = limits.multiple_of.iter().filter(|_| number);
    Limits {
        minimum: bound(&limits.minimum),
        maximum: bound(&limits.maximum),
        exclusive_minimum: bound(&limits.exclusive_minimum),
        exclusive_maximum: bound(&limits.exclusive_maximum),
        multiple_of: steps.cloned().collect(),
        min_length: least(limits.min_length, text),
        max_length: limits.max_length.filter(|_| text),
        patterns: patterns.cloned().collect(),
        min_items: least(limits.min_items, array),
        max_items: limits.max_items.filter(|_| array),
        unique_items: limits.unique_items && array,
        min_properties: least(limits.min_properties, map),
        max_properties: limits.max_properties.filter(|_| map),
        rules: Vec::new(),
        items: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::testing::{alias, api, array, named, object, union};

    fn short() -> Limits {
        Limits {
            max_length: Some(8),
            ..Limits::default()
        }
    }

    fn text() -> Type {
        Type::Scalar(Scalar::String)
    }

    #[test]
    fn limits_of_names_hold_where_they_are_used() {
        let api = api(vec![
            TypeKind::Alias(text(), short().into()),
            alias(Type::Map(Box::new(named(0)))),
        ]);
        let few = Limits {
            max_properties: Some(2),
            max_length: Some(1),
            ..Limits::default()
        };
        let found = checks(&api, &BTreeSet::new(), &named(1), &few);
        let few = Limits {
            max_length: None,
            ..few
        };
        assert_eq!(found, [vec![few], vec![short()]]);
    }

    #[test]
    fn what_wraps_a_value_is_measured_by_it() {
        let mut members = union(vec![text(), Type::Scalar(Scalar::I64)]);
        let api = api(vec![
            union(vec![text(), named(2)]),
            alias(array(named(1))),
            object(vec![]),
        ]);
        let newtypes = BTreeSet::from([TypeId(1)]);
        let limits = Limits {
            max_length: Some(8),
            max_items: Some(2),
            minimum: Some("1".to_owned()),
            ..Limits::default()
        };
        let levels = |id| checks(&api, &newtypes, &named(id), &limits);
        assert_eq!(levels(0), [vec![short()]]);
        let few = Limits {
            max_items: Some(2),
            ..Limits::default()
        };
        assert_eq!(levels(1), [vec![few]]);
        assert_eq!(levels(2), Vec::<Vec<Limits>>::new());
        // What a member states itself is not said again.
        if let TypeKind::Union(union) = &mut members {
            let least = Limits {
                minimum: Some("2".to_owned()),
                ..(*union.variants[1].limits).clone()
            };
            union.variants[0].limits = short().into();
            union.variants[1].limits = least.into();
        }
        let api = crate::analyze::testing::api(vec![members]);
        let found = checks(&api, &BTreeSet::new(), &named(0), &limits);
        assert_eq!(found, Vec::<Vec<Limits>>::new());
    }

    #[test]
    fn long_chains_of_names_end() {
        let names = (1..=100_000).map(|next| alias(named(next)));
        let api = api(names.chain([alias(text())]).collect());
        let found = checks(&api, &BTreeSet::new(), &named(0), &short());
        assert_eq!(found, Vec::<Vec<Limits>>::new());
    }

    #[test]
    fn what_always_holds_is_not_checked() {
        let none = Limits {
            min_length: Some(0),
            min_items: Some(1),
            ..Limits::default()
        };
        let found = checks(&api(vec![]), &BTreeSet::new(), &text(), &none);
        assert_eq!(found, Vec::<Vec<Limits>>::new());
    }
}
