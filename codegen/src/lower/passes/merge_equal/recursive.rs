//! Inline types that mention themselves: equal if they are wherever one looks.
//!
//! What is known to be equal before is compared from its parts up; here nothing has parts that are
//! known, so two types are taken to be equal until a difference is found.

use super::{
    Merging, first,
    shape::{hash, shape},
};
use crate::{
    hash::{HashMap, HashSet},
    ir::{TypeId, TypeKind},
};

/// How many types a type is compared with.
const MAX_COMPARED: usize = 16;

/// How many types are compared to find two equal.
const MAX_PAIRS: usize = 256;

/// How many types are compared in all.
pub(super) const MAX_TOTAL: usize = 20_000;

impl Merging<'_> {
    /// Finds types that are equal in themselves; whether there are any.
    pub(super) fn recursive(&mut self) -> bool {
        let within = self.within_recursive();
        if within.is_empty() {
            return false;
        }
        let all = (0..self.types.len()).map(TypeId::new);
        let components = all.filter(|id| self.types[id.index()].component);
        let mut by_hash: HashMap<u64, Vec<TypeId>> = HashMap::default();
        for id in components.chain(within.iter().copied()) {
            let hash = hash(&self.state, &self.outline(id));
            by_hash.entry(hash).or_default().push(id);
        }
        let before = self.same.len();
        for ids in by_hash.values_mut() {
            ids.sort_unstable_by_key(|id| self.rank(*id));
        }
        for id in within {
            let hash = hash(&self.state, &self.outline(id));
            let others = by_hash.get(&hash).into_iter().flatten();
            let others: Vec<TypeId> = others.take(MAX_COMPARED).copied().collect();
            for other in others {
                if other == id || self.same.contains_key(&id) {
                    break;
                }
                if let Some(pairs) = self.equal_throughout(id, other) {
                    for (one, other) in pairs {
                        self.join(one, other);
                    }
                }
            }
        }
        self.same.len() > before
    }

    /// The inline types that lead into a circle of such types.
    fn within_recursive(&self) -> Vec<TypeId> {
        let is_open =
            |id: TypeId| !self.types[id.index()].component && !self.same.contains_key(&id);
        let mut left: Vec<usize> = vec![0; self.types.len()];
        let mut users: Vec<Vec<TypeId>> = vec![Vec::new(); self.types.len()];
        let mut done = Vec::new();
        let ids = (0..self.types.len()).map(TypeId::new);
        for id in ids.clone().filter(|id| is_open(*id)) {
            let parts = self.parts[id.index()]
                .iter()
                .map(|part| first(&self.same, *part));
            for part in parts.filter(|part| is_open(*part)) {
                left[id.index()] += 1;
                users[part.index()].push(id);
            }
            if left[id.index()] == 0 {
                done.push(id);
            }
        }
        while let Some(id) = done.pop() {
            for user in std::mem::take(&mut users[id.index()]) {
                left[user.index()] -= 1;
                if left[user.index()] == 0 {
                    done.push(user);
                }
            }
        }
        ids.filter(|id| left[id.index()] > 0).collect()
    }

    /// A definition with nothing in the place of the types that it mentions.
    fn outline(&self, id: TypeId) -> TypeKind {
        let mut kind = self.types[id.index()].kind.clone();
        kind.visit_mut(&mut |part| *part = TypeId(0));
        kind
    }

    /// The pairs of types that are equal if these two are; none if they aren't.
    fn equal_throughout(&mut self, one: TypeId, other: TypeId) -> Option<Vec<(TypeId, TypeId)>> {
        let mut pairs = vec![(one, other)];
        let mut seen: HashSet<(TypeId, TypeId)> = HashSet::default();
        let mut next = 0;
        while let Some(&(one, other)) = pairs.get(next) {
            next += 1;
            self.order(one, other)?;
            self.left = self.left.checked_sub(1)?;
            if next > MAX_PAIRS || *shape(&self.outline(one)) != *shape(&self.outline(other)) {
                return None;
            }
            let parts = |id: TypeId| {
                self.parts[id.index()]
                    .iter()
                    .map(|id| first(&self.same, *id))
            };
            for pair in parts(one).zip(parts(other)) {
                if pair.0 != pair.1 && seen.insert(pair) {
                    pairs.push(pair);
                }
            }
        }
        Some(pairs)
    }
}
