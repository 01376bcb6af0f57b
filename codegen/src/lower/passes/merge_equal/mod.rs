//! Makes inline types aliases of types with the same shape.
//!
//! Every place keeps its own name, so an addition elsewhere in the document takes no name
//! away. Where shapes are equal, a component is the type, else the inline one of the fewest words,
//! in components before operations. Components keep their own types, even where two are equal:
//! their names mean something.

mod directions;
mod recursive;
mod shape;

use std::collections::{BTreeSet, VecDeque};

use self::{directions::Directions, shape::shape};
use crate::{
    hash::{HashMap, State},
    ir::{Api, Name, Type, TypeDef, TypeId, TypeKind},
    lower::passes::unused::uses,
};

/// Makes inline types aliases of types with the same shape, until nothing more is equal: types that
/// only differ in types that are equal are equal too.
pub(crate) fn make_aliases(api: &mut Api) {
    let directions = Directions::find(api);
    let parts: Vec<_> = api.types.iter().map(|def| def.kind.ids()).collect();
    let mut merging = Merging::new(&mut api.types, &parts, &directions);
    merging.run();
    while merging.recursive() {
        merging.run();
    }
    let same = merging.same;
    // The places of a type mean what they did: an alias has its own name there.
    for (def, parts) in api.types.iter_mut().zip(&parts) {
        let mut parts = parts.iter();
        def.kind
            .visit_mut(&mut |id| *id = parts.next().copied().unwrap_or(*id));
    }
    replace(api, &same, &parts);
}

/// By type that equals another one: that.
type Same = HashMap<TypeId, TypeId>;

/// The type that represents all that equal this one.
fn first(same: &Same, mut id: TypeId) -> TypeId {
    while let Some(before) = same.get(&id) {
        id = *before;
    }
    id
}

/// Makes each type that equals another one an alias of that.
fn replace(api: &mut Api, same: &Same, parts: &[Vec<TypeId>]) {
    let mut equal: Vec<TypeId> = same.keys().copied().collect();
    equal.sort_unstable();
    let mut constants = Vec::new();
    for id in equal {
        let def = &mut api.types[id.index()];
        match def.kind {
            // A constant is also a value, which an alias of it would not be.
            TypeKind::Constant(..) => {
                constants.push(id);
                continue;
            }
            TypeKind::Alias(..) => continue,
            _ => {}
        }
        def.kind = TypeKind::Alias(Type::Named(first(same, id)), Vec::new());
        let within: BTreeSet<TypeId> = parts[id.index()].iter().copied().collect();
        def.twin = Some(within.into_iter().collect());
    }
    if constants.is_empty() {
        return;
    }
    let uses = uses(api);
    for id in constants.into_iter().filter(|id| uses[id.index()] == 0) {
        api.types[id.index()].kind = TypeKind::Alias(Type::Named(first(same, id)), Vec::new());
    }
}

/// How many types of equal shape a type is compared with, components and others.
const MAX_ALIKE: usize = 8;

/// The rank of a type among equal ones: whether it is inline, whether in an operation, how many
/// words its name has unless it is a component, and its number.
type Rank = (bool, bool, usize, TypeId);

/// Types of equal shape.
type Group = BTreeSet<Rank>;

struct Merging<'t> {
    types: &'t mut [TypeDef],
    /// By type: the ids in its definition as the document has it.
    parts: &'t [Vec<TypeId>],
    directions: &'t Directions,
    /// By type: the types that mention it, which are looked at again when it is found to equal
    /// another one.
    users: Vec<Vec<TypeId>>,
    /// Types by their shape, and those by its hash.
    by_hash: HashMap<u64, Vec<Group>>,
    state: State,
    /// By type: the hash under which it is found.
    hashes: Vec<Option<u64>>,
    open: VecDeque<TypeId>,
    same: Same,
    /// How many definitions may still be compared for [`recursive`].
    left: usize,
}

impl<'t> Merging<'t> {
    fn new(types: &'t mut [TypeDef], parts: &'t [Vec<TypeId>], directions: &'t Directions) -> Self {
        let mut users = vec![Vec::new(); types.len()];
        let mut open = VecDeque::new();
        for (id, parts) in (0..).map(TypeId).zip(parts) {
            open.push_back(id);
            for part in parts {
                users[part.index()].push(id);
            }
        }
        Self {
            hashes: vec![None; types.len()],
            types,
            parts,
            directions,
            users,
            by_hash: HashMap::default(),
            state: State::default(),
            open,
            same: Same::default(),
            left: recursive::MAX_TOTAL,
        }
    }

    fn run(&mut self) {
        while let Some(id) = self.open.pop_front() {
            if self.same.contains_key(&id) {
                continue;
            }
            self.forget(id);
            let same = &self.same;
            let kind = &mut self.types[id.index()].kind;
            kind.visit_mut(&mut |part| *part = first(same, *part));
            let hash = shape::hash(&self.state, kind);
            self.hashes[id.index()] = Some(hash);
            let rank = self.rank(id);
            let groups = self.by_hash.entry(hash).or_default();
            groups.retain(|group| !group.is_empty());
            let kind = shape(&self.types[id.index()].kind);
            let is_equal = |group: &Group| {
                let first = group.first();
                first.is_some_and(|(.., other)| shape(&self.types[other.index()].kind) == kind)
            };
            let at = groups.iter().position(is_equal).unwrap_or(groups.len());
            if at == groups.len() {
                groups.push(Group::new());
            }
            let group = &mut groups[at];
            // One of equal components replaces the others, and few inline types that don't replace
            // each other are left.
            let components = group.iter().take_while(|(inline, ..)| !inline);
            let inline = group.range((true, false, 0, TypeId(0))..);
            let equal = components.take(MAX_ALIKE).chain(inline.take(MAX_ALIKE));
            let equal: Vec<TypeId> = equal.map(|(.., other)| *other).collect();
            group.insert(rank);
            for other in equal {
                self.join(id, other);
            }
        }
    }

    /// Makes one of two types with the same shape replace the other, if that changes nothing else
    /// of it.
    fn join(&mut self, one: TypeId, other: TypeId) {
        let (one, other) = (first(&self.same, one), first(&self.same, other));
        let Some((before, later)) = self.order(one, other) else {
            return;
        };
        self.forget(later);
        self.same.insert(later, before);
        let users = std::mem::take(&mut self.users[later.index()]);
        self.open.extend(&users);
        self.users[before.index()].extend(users);
    }

    /// Which of two types with the same shape is used for both; `None` if neither.
    fn order(&self, one: TypeId, other: TypeId) -> Option<(TypeId, TypeId)> {
        let (before, later) = if self.rank(one) < self.rank(other) {
            (one, other)
        } else {
            (other, one)
        };
        if before == later || self.types[later.index()].component {
            return None;
        }
        let def = &self.types[before.index()];
        (!directions::matter(&def.kind) || self.directions.fit(before, later, def.component))
            .then_some((before, later))
    }

    /// Which of equal types is the type: the lowest. An operation that is added later makes no
    /// alias of what components hold.
    fn rank(&self, id: TypeId) -> Rank {
        let TypeDef {
            name, component, ..
        } = &self.types[id.index()];
        let words = if *component { 0 } else { words(name) };
        (!component, name.operation.is_some(), words, id)
    }

    /// Takes a type out of where it was found before what it consists of changed.
    fn forget(&mut self, id: TypeId) {
        let rank = self.rank(id);
        let groups = self.hashes[id.index()].and_then(|hash| self.by_hash.get_mut(&hash));
        for group in groups.into_iter().flatten() {
            group.remove(&rank);
        }
    }
}

/// How many words a name has.
fn words(name: &Name) -> usize {
    let begins = |letter: &char| letter.is_uppercase() || !letter.is_alphanumeric();
    let parts = std::iter::once(&name.base).chain(&name.path);
    parts
        .map(|part| 1 + part.chars().skip(1).filter(begins).count())
        .sum()
}

#[cfg(test)]
mod tests {
    use crate::lower::tests::snippet::assert_schemas;

    #[test]
    fn an_inline_type_equal_to_a_component_is_an_alias_of_it() {
        assert_schemas(
            "
                Point: {type: object, required: [x], properties: {x: {type: number}}}
                Same: {type: object, required: [x], properties: {x: {type: number}}}
                Shape:
                  properties:
                    center: {type: object, required: [x], properties: {x: {type: number}}}
            ",
            r#"
                type Point: struct
                  component
                  field "x": f64
                    required
                type Same: struct
                  component
                  field "x": f64
                    required
                type Shape: struct
                  component
                  field "center": Shape/center
                type Shape/center: alias of Point
                  of equal shape
            "#,
        );
    }
}
