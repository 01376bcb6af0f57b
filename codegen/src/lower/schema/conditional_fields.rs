//! The fields of properties that are declared only where a condition holds, or by a condition.

use crate::hash::HashSet;
use crate::lower::{
    Definitions, TypePath,
    view::{
        View,
        conditional::{any_asked, any_branch, properties},
    },
};
use crate::{
    ir::{Field, Type, TypeKind},
    source::Node,
};

impl<'a> Definitions<'_, 'a> {
    /// The fields for properties that are declared only where they are there conditionally, or in
    /// a condition.
    pub(crate) fn conditional_fields(
        &mut self,
        view: &View<'a>,
        required: &HashSet<&'a str>,
        at: &TypePath,
    ) -> Vec<(&'a str, Field)> {
        let mut fields = Vec::new();
        let declared = view.properties();
        let conditional = properties(&view.conditional);
        let mut asked = properties(&view.conditions);
        asked.retain(|name, _| !conditional.contains_key(name));
        for (name, (_, nodes)) in conditional {
            if !declared.contains_key(name) {
                let node = any_branch(self.schemas, &nodes);
                let field = self.conditional_field(name, node, required.contains(name), at);
                fields.push((name, field));
            }
        }
        for (name, (_, nodes)) in asked {
            if !declared.contains_key(name) {
                let node = any_asked(self.schemas, &nodes);
                let field = self.conditional_field(name, node, required.contains(name), at);
                fields.push((name, field));
            }
        }
        fields
    }

    fn conditional_field(
        &mut self,
        name: &str,
        node: &'a Node,
        required: bool,
        at: &TypePath,
    ) -> Field {
        let mut field = self.field(name, &[node], required, at);
        // Its limits, its default and its list of values hold conditionally, too.
        field.constraints = Vec::new();
        field.default = None;
        if let Type::Named(id) = &field.ty
            && let Some(def) = self.types.get_mut(id.index())
            && !def.component
        {
            match &mut def.kind {
                TypeKind::Enumeration(list) => list.open = true,
                TypeKind::Union(union) => union.open = true,
                _ => {}
            }
        }
        field
    }
}
