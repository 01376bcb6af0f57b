//! Unions that one value must all match: the union of the combinations of their members.
//!
//! In: several unions of one schema. Out: one union, or nothing where no combination is possible,
//! or too many are. Must not know how members are distinguished.

use super::discriminator;
use crate::hash::HashSet;
use crate::lower::{
    Definitions, Schemas, TypePath, key,
    view::{Alternatives, View},
};
use crate::{
    ir::{Type, TypeKind},
    openapi::Discriminator,
    source::Node,
};

/// How many combinations are looked at.
const MAX_COMBINATIONS: usize = 256;

impl<'a> Definitions<'_, 'a> {
    /// The union of what all unions allow. `None` if that is nothing, or there are too many
    /// combinations.
    pub(crate) fn intersection(
        &mut self,
        view: &View<'a>,
        groups: &[Alternatives<'_, 'a>],
        nodes: &[&'a Node],
        at: &TypePath,
    ) -> Option<Type> {
        let combinations = combinations(self.schemas, groups)?;
        let discriminator: Option<&Discriminator<'a>> =
            groups.iter().find_map(|group| group.discriminator);
        let id = self.slot(nodes, view, at);
        let union = self.combined(&combinations, discriminator, |types, schemas, name| {
            types.schema_of(schemas, &at.child(name)).split_null().0
        });
        self.types[id.index()].kind = TypeKind::Union(union);
        Some(Type::Named(id))
    }
}

/// Whether members of two of the unions have a property of one name, which would be written
/// twice.
pub(crate) fn share_properties<'a>(schemas: &Schemas<'a>, groups: &[Alternatives<'_, 'a>]) -> bool {
    let mut seen: HashSet<&'a str> = HashSet::default();
    for group in groups {
        let mut own: HashSet<&'a str> = HashSet::default();
        for member in group.members {
            own.extend(schemas.view(&[member]).properties().keys().copied());
        }
        if own.iter().any(|name| seen.contains(name)) {
            return true;
        }
        seen.extend(own);
    }
    false
}

/// One member of each union, in every way that does not contradict itself. Two members that
/// both unions have are not one value: it would be of either alone.
fn combinations<'a>(
    schemas: &Schemas<'a>,
    groups: &[Alternatives<'_, 'a>],
) -> Option<Vec<Vec<&'a Node>>> {
    let count = groups.iter().try_fold(1_usize, |count, group| {
        count.checked_mul(group.members.len())
    });
    if count? > MAX_COMBINATIONS {
        return None;
    }
    let mut found: Vec<Vec<&'a Node>> = vec![Vec::new()];
    let mut before: Vec<usize> = Vec::new();
    for (number, group) in groups.iter().enumerate() {
        let targets: Vec<usize> = group
            .members
            .iter()
            .map(|member| key(schemas.referent(member)))
            .collect();
        let both = |target: usize| before.contains(&target) && targets.contains(&target);
        let mut next: Vec<Vec<&'a Node>> = Vec::new();
        for members in &found {
            for (member, target) in group.members.iter().zip(&targets) {
                if schemas.kind(member).is_empty() {
                    continue;
                }
                let others: Vec<usize> = members
                    .iter()
                    .map(|other| key(schemas.referent(other)))
                    .collect();
                if others.contains(target) {
                    next.push(members.clone());
                    continue;
                }
                let is_two = both(*target) && others.iter().any(|other| both(*other));
                let mut all = members.clone();
                all.push(member);
                if !is_two && (number == 0 || agree(schemas, &all)) {
                    next.push(all);
                }
            }
        }
        found = next;
        before.extend(targets);
    }
    let is_named = |members: &Vec<&'a Node>| !members.is_empty();
    (!found.is_empty() && found.iter().all(is_named)).then_some(found)
}

/// Whether a value may be all of these: their types and the constants of their properties allow
/// it.
fn agree<'a>(schemas: &Schemas<'a>, members: &[&'a Node]) -> bool {
    let view = schemas.view(members);
    if view.clash().is_some() {
        return false;
    }
    for (_, (_, nodes)) in view.properties() {
        let mut common: Option<Vec<String>> = None;
        for schema in nodes {
            let property = schemas.view(&[schema]);
            let values = discriminator::tag_values(schemas, &property);
            if values.is_empty() {
                continue;
            }
            common = Some(match common {
                None => values,
                Some(before) => {
                    let both = before.into_iter().filter(|value| values.contains(value));
                    both.collect()
                }
            });
        }
        if common.is_some_and(|values| values.is_empty()) {
            return false;
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn unions_that_hold_at_once_keep_the_members_that_both_have() {
        assert_schemas(
            "
                U:
                  allOf:
                    - {anyOf: [{type: string}, {type: integer}]}
                    - {anyOf: [{type: integer}, {type: boolean}]}
            ",
            r#"
                type U: union by shape
                  component
                  variant "integer": i64
                    carries tag
            "#,
        );
    }
}
