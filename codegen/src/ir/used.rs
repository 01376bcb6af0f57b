//! Types that operations need.
//!
//! In: an API of which operations were left out. Out: the same without the types that nothing left
//! needs. Must not know why operations were left out.

use super::{Api, TypeDef, TypeId};

impl Api {
    /// Removes every type that neither an operation nor a webhook needs, nor a component if
    /// `components`.
    pub fn keep_used(&mut self, components: bool) {
        let used = self.used(components);
        let mut next = 0;
        let renumbered: Vec<TypeId> = used
            .iter()
            .map(|is_used| {
                let id = TypeId(next);
                next += u32::from(*is_used);
                id
            })
            .collect();
        let is_used = |id: TypeId| used[id.index()];
        let mut ids = (0..).map(TypeId);
        self.types.retain(|_| ids.next().is_some_and(is_used));
        self.inherits
            .retain(|(heir, base)| is_used(*heir) && is_used(*base));
        let new = |id: &mut TypeId| *id = renumbered[id.index()];
        self.types
            .iter_mut()
            .flat_map(|def| def.twin.iter_mut().flatten())
            .for_each(new);
        self.visit_mut(&mut |id| new(id));
    }

    /// By type: whether an operation or a webhook leads to it, or a component.
    fn used(&mut self, components: bool) -> Vec<bool> {
        let mut used = vec![false; self.types.len()];
        let mut found = Vec::new();
        // Walks change nothing here; there is one kind of them.
        let types = std::mem::take(&mut self.types);
        let inherits = std::mem::take(&mut self.inherits);
        self.visit_mut(&mut |id| found.push(*id));
        (self.types, self.inherits) = (types, inherits);
        let all = self.types().filter(|(_, def)| components && def.component);
        found.extend(all.map(|(id, _)| id));
        while let Some(id) = found.pop() {
            if std::mem::replace(&mut used[id.index()], true) {
                continue;
            }
            let TypeDef { kind, twin, .. } = &mut self.types[id.index()];
            kind.visit_mut(&mut |id| found.push(*id));
            found.extend(twin.iter().flatten());
        }
        used
    }
}
