//! Which constraints hold for a value and its items.
//!
//! In: the IR, and which aliases are newtypes. Out: the constraints of a place, and whether a value
//! only wraps one with constraints. Must not know how a constraint is checked.

use std::collections::BTreeSet;

use crate::{
    ir::{Api, Constraint, Scalar, Type, TypeId, TypeKind},
    plan::context::Context,
};

/// How deep lists in one another, and unions in one another, are looked into; deeper lists have no
/// type of their own either.
const DEEPEST: usize = 32;

/// How many aliases may lead to a type; the constraints of a longer chain are not checked.
const MOST_NAMES: usize = 1_000;

impl Context<'_> {
    /// What is checked of a value of that type, for which these constraints are stated.
    pub(crate) fn constraints(&self, ty: &Type, stated: &[Constraint]) -> Vec<Constraint> {
        checks(self.api, &self.facts.newtypes, ty, stated)
    }
}

/// What is checked of a value of that type, for which these constraints are stated: those that say
/// something of the type, from every place that states some, and likewise for its items.
fn checks(
    api: &Api,
    newtypes: &BTreeSet<TypeId>,
    ty: &Type,
    constraints: &[Constraint],
) -> Vec<Constraint> {
    checks_at(api, newtypes, ty, vec![constraints], 0)
}

fn checks_at<'a>(
    api: &'a Api,
    newtypes: &BTreeSet<TypeId>,
    ty: &'a Type,
    mut stated: Vec<&'a [Constraint]>,
    depth: usize,
) -> Vec<Constraint> {
    let ty = behind_names(api, newtypes, ty, &mut stated);
    let mut found: Vec<Constraint> = Vec::new();
    for constraints in &stated {
        let mut own = applying(api, ty, constraints, &mut BTreeSet::new(), 0);
        for rule in constraints.iter().filter(|constraint| constraint.is_rule()) {
            Constraint::add(&mut own, rule.clone());
        }
        for constraint in own {
            if !found.iter().any(|other| is_same(other, &constraint)) {
                found.push(constraint);
            }
        }
    }
    if let Type::Array(item) | Type::Map(item) | Type::KeyedMap(_, item) = ty
        && depth + 1 < DEEPEST
    {
        let constraints = stated.into_iter().flatten();
        let each = constraints.filter_map(|constraint| match constraint {
            Constraint::Each(each) => Some(each.as_slice()),
            _ => None,
        });
        let each = checks_at(api, newtypes, item, each.collect(), depth + 1);
        found.extend((!each.is_empty()).then_some(Constraint::Each(each)));
    }
    found
}

/// Whether two constraints are checked alike; a pattern may be written in several ways.
fn is_same(one: &Constraint, other: &Constraint) -> bool {
    match (one, other) {
        (Constraint::Pattern(one), Constraint::Pattern(other)) => one.checked == other.checked,
        _ => one == other,
    }
}

/// The target of aliases; their constraints apply as well.
fn behind_names<'a>(
    api: &'a Api,
    newtypes: &BTreeSet<TypeId>,
    mut ty: &'a Type,
    stated: &mut Vec<&'a [Constraint]>,
) -> &'a Type {
    for _ in 0..MOST_NAMES {
        match ty {
            Type::Nullable(inner) => ty = inner,
            Type::Named(id) if !newtypes.contains(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(target, constraints) => {
                    stated.push(constraints);
                    ty = target;
                }
                _ => break,
            },
            _ => break,
        }
    }
    ty
}

/// The bounds that say something of values of that type, and that not every one of them meets.
fn applying(
    api: &Api,
    ty: &Type,
    constraints: &[Constraint],
    seen: &mut BTreeSet<TypeId>,
    depth: usize,
) -> Vec<Constraint> {
    match ty {
        Type::Nullable(inner) => applying(api, inner, constraints, seen, depth),
        // What wraps a value is measured by it.
        Type::Named(id) if depth < DEEPEST && seen.insert(*id) => {
            let mut found = Vec::new();
            for (ty, own) in wrapped(&api.type_def(*id).kind) {
                let inner = applying(api, ty, constraints, seen, depth + 1);
                found = Constraint::both(found, Constraint::beyond(inner, own));
            }
            found
        }
        Type::Named(_) => Vec::new(),
        _ => {
            let applying = constraints.iter().filter(|one| applies(one, ty));
            applying.cloned().collect()
        }
    }
}

/// The types that values of this type are and nothing besides, with their constraints.
fn wrapped(kind: &TypeKind) -> Vec<(&Type, &[Constraint])> {
    match kind {
        TypeKind::Alias(ty, constraints) => vec![(ty, constraints)],
        TypeKind::Union(union) if !union.select.is_beside() => {
            let variants = union.variants.iter();
            variants
                .map(|variant| (&variant.ty, variant.constraints.as_slice()))
                .collect()
        }
        TypeKind::Union(_)
        | TypeKind::Struct(_)
        | TypeKind::Enumeration(_)
        | TypeKind::Constant(..) => Vec::new(),
    }
}

/// Whether a bound says something of values of that type.
fn applies(constraint: &Constraint, ty: &Type) -> bool {
    let is = |one: bool| one || *ty == Type::Any;
    let text = || is(*ty == Type::Scalar(Scalar::String));
    let array = || is(matches!(ty, Type::Array(_)));
    let map = || is(matches!(ty, Type::Map(_) | Type::KeyedMap(..)));
    match constraint {
        Constraint::MinLength(least) => *least > 0 && text(),
        Constraint::MaxLength(_) => text(),
        Constraint::Pattern(pattern) => pattern.checked.is_some() && text(),
        Constraint::MinItems(least) => *least > 0 && array(),
        Constraint::MaxItems(_) | Constraint::UniqueItems => array(),
        Constraint::MinProperties(least) => *least > 0 && map(),
        Constraint::MaxProperties(_) => map(),
        Constraint::Minimum(_)
        | Constraint::Maximum(_)
        | Constraint::ExclusiveMinimum(_)
        | Constraint::ExclusiveMaximum(_)
        | Constraint::MultipleOf(_) => {
            is(matches!(ty, Type::Scalar(scalar) if scalar.number().is_some()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::testing::{alias, api, array, named, object, union};

    const SHORT: [Constraint; 1] = [Constraint::MaxLength(8)];

    fn text() -> Type {
        Type::Scalar(Scalar::String)
    }

    #[test]
    fn constraints_of_names_hold_where_they_are_used() {
        let api = api(vec![
            TypeKind::Alias(text(), SHORT.to_vec()),
            alias(Type::Map(Box::new(named(0)))),
        ]);
        let few = [Constraint::MaxLength(1), Constraint::MaxProperties(2)];
        let found = checks(&api, &BTreeSet::new(), &named(1), &few);
        let each = Constraint::Each(SHORT.to_vec());
        assert_eq!(found, [Constraint::MaxProperties(2), each]);
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
        let constraints = [
            Constraint::MaxLength(8),
            Constraint::MaxItems(2),
            Constraint::Minimum("1".to_owned()),
        ];
        let found = |id| checks(&api, &newtypes, &named(id), &constraints);
        assert_eq!(found(0), SHORT);
        assert_eq!(found(1), [Constraint::MaxItems(2)]);
        assert_eq!(found(2), []);
        // What a member states itself is not said again.
        if let TypeKind::Union(union) = &mut members {
            union.variants[0].constraints = SHORT.to_vec();
            union.variants[1].constraints = vec![Constraint::Minimum("2".to_owned())];
        }
        let api = crate::analyze::testing::api(vec![members]);
        let found = checks(&api, &BTreeSet::new(), &named(0), &constraints);
        assert_eq!(found, []);
    }

    #[test]
    fn long_chains_of_names_end() {
        let names = (1..=100_000).map(|next| alias(named(next)));
        let api = api(names.chain([alias(text())]).collect());
        let found = checks(&api, &BTreeSet::new(), &named(0), &SHORT);
        assert_eq!(found, []);
    }

    #[test]
    fn what_always_holds_is_not_checked() {
        let none = [Constraint::MinLength(0), Constraint::MinItems(1)];
        let found = checks(&api(vec![]), &BTreeSet::new(), &text(), &none);
        assert_eq!(found, []);
    }
}
