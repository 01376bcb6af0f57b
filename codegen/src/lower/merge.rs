//! Makes inline types of equal shape one type, named after the first.
//!
//! Components keep their own types, even where two are equal: their names mean something.

use std::{
    borrow::Cow,
    collections::{BTreeSet, VecDeque},
    hash::{BuildHasher, Hash, Hasher},
};

use crate::{
    hash::{HashMap, State},
    ir::{Api, Docs, TypeDef, TypeId, TypeKind},
};

/// Merges until nothing more is equal: types that only differ in types that are equal are equal too. Of what there is by type,
/// that of the types that are left stays.
pub(super) fn merge<T>(api: &mut Api, by_type: &mut Vec<T>) {
    let same = Merging::new(&mut api.types).run();
    if same.is_empty() {
        return;
    }
    api.visit_mut(&mut |id| *id = first(&same, *id));
    remove(api, by_type, &same.into_keys().collect());
}

/// By type that was merged: a type before it that it equals.
type Same = HashMap<TypeId, TypeId>;

/// The type that stands for all that equal this one.
fn first(same: &Same, mut id: TypeId) -> TypeId {
    while let Some(before) = same.get(&id) {
        id = *before;
    }
    id
}

struct Merging<'t> {
    types: &'t mut [TypeDef],
    /// By type: the inline types that mention it, which are looked at again when it is merged.
    users: Vec<Vec<TypeId>>,
    /// Inline types by the hash of their shape.
    by_hash: HashMap<u64, Vec<TypeId>>,
    state: State,
    /// By type: the hash under which it is found.
    hashes: Vec<Option<u64>>,
    open: VecDeque<TypeId>,
    same: Same,
}

impl<'t> Merging<'t> {
    fn new(types: &'t mut [TypeDef]) -> Self {
        let mut users = vec![Vec::new(); types.len()];
        let mut open = VecDeque::new();
        for (id, def) in (0..).map(TypeId).zip(types.iter_mut()) {
            if def.component || matches!(def.kind, TypeKind::Alias(..)) {
                continue;
            }
            open.push_back(id);
            def.kind.visit_mut(&mut |part| users[part.index()].push(id));
        }
        Self {
            hashes: vec![None; types.len()],
            types,
            users,
            by_hash: HashMap::default(),
            state: State::default(),
            open,
            same: Same::default(),
        }
    }

    fn run(mut self) -> Same {
        while let Some(id) = self.open.pop_front() {
            if self.same.contains_key(&id) {
                continue;
            }
            self.forget(id);
            let same = &self.same;
            let kind = &mut self.types[id.index()].kind;
            kind.visit_mut(&mut |part| *part = first(same, *part));
            let hash = hash(&self.state, kind);
            let alike = self.by_hash.entry(hash).or_default();
            let found = if alike.is_empty() {
                None
            } else {
                let kind = shape(&self.types[id.index()].kind);
                let equals = |other: &TypeId| shape(&self.types[other.index()].kind) == kind;
                alike.iter().position(equals)
            };
            self.hashes[id.index()] = Some(hash);
            match found {
                None => alike.push(id),
                Some(at) => {
                    let (first, later) = (alike[at].min(id), alike[at].max(id));
                    alike[at] = first;
                    self.same.insert(later, first);
                    let users = std::mem::take(&mut self.users[later.index()]);
                    self.open.extend(&users);
                    self.users[first.index()].extend(users);
                }
            }
        }
        self.same
    }

    /// Takes a type out of where it was found before what it consists of changed.
    fn forget(&mut self, id: TypeId) {
        let alike = self.hashes[id.index()].and_then(|hash| self.by_hash.get_mut(&hash));
        if let Some(alike) = alike {
            alike.retain(|other| *other != id);
        }
    }
}

/// What a type consists of, without its name and what is said of it as a whole.
fn shape(kind: &TypeKind) -> Cow<'_, TypeKind> {
    match kind {
        TypeKind::Union(union) => {
            let mut union = union.clone();
            for variant in &mut union.variants {
                variant.docs = Docs::default();
            }
            Cow::Owned(TypeKind::Union(union))
        }
        TypeKind::Struct(object)
            if object
                .fields
                .iter()
                .any(|field| field.docs.example.is_some()) =>
        {
            let mut object = object.clone();
            for field in &mut object.fields {
                field.docs.example = None;
            }
            Cow::Owned(TypeKind::Struct(object))
        }
        _ => Cow::Borrowed(kind),
    }
}

/// The hash of a [`shape`], without making it.
fn hash(state: &State, kind: &TypeKind) -> u64 {
    let mut hasher = state.build_hasher();
    match kind {
        TypeKind::Struct(object) => {
            for field in &object.fields {
                let words = (&field.docs.summary, &field.docs.description);
                let flags = [
                    field.required,
                    field.nullable,
                    field.read_only,
                    field.write_only,
                ];
                (&field.name, &field.ty, flags, words).hash(&mut hasher);
                (&field.default, &field.limits).hash(&mut hasher);
            }
            (&object.additional, &object.flattened).hash(&mut hasher);
        }
        TypeKind::Union(union) => {
            for variant in &union.variants {
                (&variant.name, &variant.ty, &variant.tags).hash(&mut hasher);
            }
            (&union.select, union.default).hash(&mut hasher);
        }
        _ => kind.hash(&mut hasher),
    }
    hasher.finish()
}

/// Removes types that nothing means any more, and renumbers the rest.
pub(super) fn remove<T>(api: &mut Api, by_type: &mut Vec<T>, gone: &BTreeSet<TypeId>) {
    if gone.is_empty() {
        return;
    }
    let mut renumbered = Vec::with_capacity(api.types.len());
    let mut next = 0;
    for id in (0..api.types.len()).map(|index| TypeId(u32::try_from(index).unwrap_or(u32::MAX))) {
        renumbered.push(TypeId(next));
        next += u32::from(!gone.contains(&id));
    }
    let is_left = |id: TypeId| !gone.contains(&id);
    let (mut defs, mut others) = ((0..).map(TypeId), (0..).map(TypeId));
    api.types.retain(|_| defs.next().is_some_and(is_left));
    by_type.retain(|_| others.next().is_some_and(is_left));
    api.visit_mut(&mut |id| *id = renumbered[id.index()]);
}
