//! Values of unions.
//!
//! In: a union. Out: an expression for one of its variants, and the imports of that one alone.

use super::{is_shown, layout::Expr, literal::Wanted, value::Values};
use crate::{
    ir::{self, Type, TypeId, TypeKind},
    plan::{Conversion, Item, Union, UnionVariant},
};

impl Values<'_, '_> {
    /// A member of a union, which the union is made from.
    pub(super) fn member(&mut self, ty: &Type, wanted: Wanted<'_>) -> Option<Expr> {
        let (id, def) = self.context.definition(ty)?;
        let TypeKind::Union(union) = &def.kind else {
            return None;
        };
        let Some(Item::Union(planned)) = self.context.item(id) else {
            return None;
        };
        let (from, ty) = (planned.variants.first()?.from, &union.variants.first()?.ty);
        match from {
            Conversion::Text => self.literal(ty, wanted),
            Conversion::Type => self.within(id, |values| values.value(ty, wanted)),
            Conversion::Nothing => None,
        }
    }

    /// A value of the first variant that has one. Where it is the whole value, one that is too
    /// large to be shown is passed over for a later one that is not.
    pub(super) fn union(
        &mut self,
        id: TypeId,
        name: TypeId,
        (planned, union): (&Union, &ir::Union),
        wanted: Wanted<'_>,
    ) -> Option<Expr> {
        let nested = self.open.len() > 1;
        let mut large = None;
        for (planned, variant) in planned.variants.iter().zip(&union.variants) {
            let before = self.file.imports.clone();
            let made = self.variant(id, name, (planned, &variant.ty), wanted);
            match made {
                Some(value) if nested || is_shown(&value) => return Some(value),
                Some(value) if large.is_none() => {
                    large = Some((value, std::mem::replace(&mut self.file.imports, before)));
                }
                _ => self.file.imports = before,
            }
        }
        let (value, imports) = large?;
        self.file.imports = imports;
        Some(value)
    }

    /// A variant of a union: by its name if it has no value, else with one. A struct
    /// becomes the union by itself where its type is clear from the context.
    fn variant(
        &mut self,
        id: TypeId,
        name: TypeId,
        (planned, ty): (&UnionVariant, &Type),
        wanted: Wanted<'_>,
    ) -> Option<Expr> {
        if planned.ty.is_none() {
            let name = self.type_name(id);
            return Some(Expr::text(format!("{name}::{}", planned.name)));
        }
        let typed = Wanted {
            typed: true,
            ..wanted
        };
        let mut value = self.nested(ty, typed)?;
        let object = self.context.definition(ty);
        if wanted.typed
            && planned.from == Conversion::Type
            && object.is_some_and(|(_, def)| matches!(def.kind, TypeKind::Struct(_)))
        {
            return Some(Expr::Chain(Box::new(value), vec![Expr::text(".into()")]));
        }
        if planned.boxed {
            value = Expr::call("Box::new", vec![value]);
        }
        let name = self.type_name(name);
        let head = format!("{name}::{}", planned.name);
        Some(Expr::call(&head, vec![value]))
    }
}
