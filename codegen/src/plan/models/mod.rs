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

use super::{
    Alias, External, Imports, Item, Newtype,
    context::{Context, FileBuilder},
    docs,
};
use crate::{
    ir::{Constraint, Type, TypeDef, TypeId, TypeKind},
    parallel,
};

/// The item of a type, and what it imports.
pub(super) struct Model {
    pub(super) item: Item,
    pub(super) imports: Imports,
}

/// Plans every type; `None` for a type without an item.
pub(super) fn plan_all(context: &Context<'_>) -> Vec<Option<Model>> {
    let ids: Vec<TypeId> = context.api.types().map(|(id, _)| id).collect();
    parallel::map(&ids, |id| {
        if context.naming.types[id.index()].is_empty() {
            return None;
        }
        let mut file = FileBuilder {
            model_file: Some(context.model_files.of(*id)),
            ..FileBuilder::default()
        };
        let item = plan(context, *id, &mut file)?;
        let imports = file.imports;
        Some(Model { item, imports })
    })
}

/// The item of a type. An alias that only this crate made up has none: its target is used instead.
fn plan(context: &Context<'_>, id: TypeId, file: &mut FileBuilder) -> Option<Item> {
    let def = context.api.type_def(id);
    match &def.kind {
        TypeKind::Struct(object) => {
            Some(Item::Struct(structs::plan(context, id, def, object, file)))
        }
        TypeKind::Enumeration(enumeration) => Some(Item::Enumeration(enums::plan(
            context,
            id,
            def,
            enumeration,
            file,
        ))),
        TypeKind::Constant(value, strictness) => {
            enums::constant(context, id, def, (value, *strictness), file)
        }
        TypeKind::Union(union) => Some(Item::Union(unions::plan(context, id, def, union, file))),
        TypeKind::Alias(ty, constraints) if context.facts.newtypes.contains(&id) => {
            let constraints = context.constraints(ty, constraints);
            Some(Item::Newtype(newtype(
                context,
                id,
                def,
                ty,
                constraints,
                file,
            )))
        }
        TypeKind::Alias(ty, _) if context.is_alias_of_equal(id) => {
            Some(Item::Alias(place(context, id, def, ty, file)))
        }
        TypeKind::Alias(ty, _) if def.component => {
            let name = context.naming.types[id.index()].clone();
            Some(Item::Alias(Alias {
                docs: docs::item(context, def, &name),
                deprecated: docs::deprecation(&def.docs),
                ty: context.rust(ty, file),
                name,
            }))
        }
        TypeKind::Alias(..) => None,
    }
}

/// The name that a place has for a type of equal shape.
fn place(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    ty: &Type,
    file: &mut FileBuilder,
) -> Alias {
    let name = context.naming.types[id.index()].clone();
    let target = context.definition(ty).map(|(_, def)| &def.docs);
    let ty = context.rust(ty, file);
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
    file: &mut FileBuilder,
) -> Newtype {
    file.imports.external(External::Model);
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
        ty: context.rust(ty, file),
        constraints,
        name,
    }
}
