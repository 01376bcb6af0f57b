//! Types that operations need, and the removal of the others.

use super::{Api, Type, TypeId};

impl Api {
    /// Removes every type that neither an operation nor a webhook needs, nor a component if
    /// `components`.
    pub fn keep_used(&mut self, components: bool) {
        let all = self.types().filter(|(_, def)| components && def.component);
        let roots = all.map(|(id, _)| id).collect();
        let used = self.needed(roots);
        self.retain_types(|id| used[id.index()]);
    }

    /// By type: whether an operation, a webhook, or one of these types leads to it.
    #[must_use]
    pub fn needed(&self, mut open: Vec<TypeId>) -> Vec<bool> {
        open.extend(self.sent().chain(self.received()).flat_map(Type::ids));
        self.reached(open)
    }

    /// By type: whether one of these leads to it.
    #[must_use]
    pub fn reached(&self, mut open: Vec<TypeId>) -> Vec<bool> {
        let mut reached = vec![false; self.types.len()];
        while let Some(id) = open.pop() {
            if !std::mem::replace(&mut reached[id.index()], true) {
                let def = self.type_def(id);
                open.extend(def.kind.ids());
                open.extend(def.twin.iter().flatten());
            }
        }
        reached
    }

    /// Removes the other types, and renumbers the rest.
    pub fn retain_types(&mut self, keep: impl Fn(TypeId) -> bool) {
        let mut next = 0;
        let renumbered: Vec<TypeId> = self
            .ids()
            .map(|id| {
                let new = TypeId::new(next);
                next += usize::from(keep(id));
                new
            })
            .collect();
        if next == self.types.len() {
            return;
        }
        let mut ids = self.ids();
        self.types.retain(|_| ids.next().is_some_and(&keep));
        self.inherits
            .retain(|(heir, base)| keep(*heir) && keep(*base));
        let new = |id: &mut TypeId| *id = renumbered[id.index()];
        let twins = self.types.iter_mut().flat_map(|def| &mut def.twin);
        twins.flatten().for_each(new);
        self.visit_mut(&mut |id| new(id));
    }
}
