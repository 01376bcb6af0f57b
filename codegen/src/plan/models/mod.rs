//! Models: one item for every type.
//!
//! In: the types of the API, and their names. Out: by type its item, with what that imports. Must
//! not know operations.

mod applying;
pub(super) mod enums;
pub(super) mod origins;
pub(super) mod structs;
pub(super) mod types;
pub(super) mod unions;

use super::{Alias, Item, Newtype, context::Context, docs};
use crate::{
    ir::{Constraint, Type, TypeDef, TypeId, TypeKind},
    parallel,
};

/// Plans every type; `None` for a type without an item.
pub(super) fn plan_all(context: &Context<'_>) -> Vec<Option<Item>> {
    let ids: Vec<TypeId> = context.api.types().map(|(id, _)| id).collect();
    parallel::map(&ids, |id| {
        let is_item = !context.naming.types[id.index()].is_empty();
        is_item.then(|| plan(context, *id)).flatten()
    })
}

/// The item of a type. An alias that only this crate made up has none: its target is used instead.
fn plan(context: &Context<'_>, id: TypeId) -> Option<Item> {
    let def = context.api.type_def(id);
    match &def.kind {
        TypeKind::Struct(object) => Some(Item::Struct(structs::plan(context, id, def, object))),
        TypeKind::Enumeration(enumeration) => Some(Item::Enumeration(enums::plan(
            context,
            id,
            def,
            enumeration,
        ))),
        TypeKind::Constant(value, strictness) => {
            enums::constant(context, id, def, (value, *strictness))
        }
        TypeKind::Union(union) => Some(Item::Union(unions::plan(context, id, def, union))),
        TypeKind::Alias(ty, constraints) if context.facts.newtypes.contains(&id) => {
            let constraints = context.constraints(ty, constraints);
            Some(Item::Newtype(newtype(context, id, def, ty, constraints)))
        }
        TypeKind::Alias(ty, _) if context.is_alias_of_equal(id) => {
            Some(Item::Alias(place(context, id, def, ty)))
        }
        TypeKind::Alias(ty, _) if def.component => {
            let name = context.naming.types[id.index()].clone();
            Some(Item::Alias(Alias {
                docs: docs::item(context, def, &name),
                deprecated: docs::deprecation(&def.docs),
                ty: context.rust(ty),
                name,
            }))
        }
        TypeKind::Alias(..) => None,
    }
}

/// The name that a place has for a type of equal shape.
fn place(context: &Context<'_>, id: TypeId, def: &TypeDef, ty: &Type) -> Alias {
    let name = context.naming.types[id.index()].clone();
    let target = context.definition(ty).map(|(_, def)| &def.docs);
    let ty = context.rust(ty);
    let mut docs = docs::texts(&def.docs, &name);
    if target.is_some_and(|target| docs == docs::texts(target, &name)) {
        docs.clear();
    }
    Alias {
        docs,
        deprecated: docs::deprecation(&def.docs),
        ty,
        name,
    }
}

fn newtype(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    ty: &Type,
    constraints: Vec<Constraint>,
) -> Newtype {
    let name = context.naming.types[id.index()].clone();
    let mut derives = vec!["Clone", "Debug"];
    if context.derives(id).default {
        derives.push("Default");
    }
    derives.extend(["PartialEq", "Model"]);
    Newtype {
        docs: docs::item(context, def, &name),
        derives,
        deprecated: docs::deprecation(&def.docs),
        ty: context.rust(ty),
        constraints,
        name,
    }
}
