//! Unions: their variants, and how these are distinguished.
//!
//! In: a union. Out: the enum, a variant for each member. Must not know how a union is read.

use crate::{
    ir::{self, Like, Scalar, Select, Type, TypeDef, TypeId, TypeKind},
    plan::{
        Conversion, RustType, Tagging, Union, UnionVariant, VariantFlag, context::Context, docs,
        naming,
    },
};

/// Plans a union.
pub(crate) fn plan(context: &Context<'_>, id: TypeId, def: &TypeDef, union: &ir::Union) -> Union {
    let name = context.naming.types[id.index()].clone();
    let variants = variants(context, id, union, &name);
    Union {
        docs: docs::item(context, def, &name),
        deprecated: docs::deprecation(&def.docs),
        name,
        variants,
        tagging: match &union.select {
            Select::Tag(tag) => Tagging::Internal(tag.clone()),
            Select::Adjacent(tag, inner) => Tagging::Adjacent(tag.clone(), inner.clone()),
            Select::External => Tagging::External,
            Select::Shape => Tagging::Untagged,
        },
        open: union.open,
    }
}

/// The variants of the members, in their order.
fn variants(context: &Context<'_>, id: TypeId, union: &ir::Union, own: &str) -> Vec<UnionVariant> {
    let renamed = |index| context.naming.renames.of_member(id, index);
    let names = naming::variant_names(union, own, renamed, context.claimed(id));
    let types = union.variants.iter();
    let types: Vec<RustType> = types.map(|one| context.rust(&one.ty)).collect();
    // Rust takes names of one type for what they are.
    let plain = union.variants.iter().map(|one| {
        let ty = context.canonical(&one.ty);
        context.rust(&ty)
    });
    let plain: Vec<RustType> = plain.collect();
    let is_named = union.select != Select::Shape;
    union
        .variants
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, (variant, name))| {
            let ty = types[index].clone();
            let stated = if union.select.is_beside() {
                variant.constraints.as_slice()
            } else {
                &[]
            };
            let is_unit = is_named && variant.ty == Type::Null;
            let is_alone =
                |all: &[RustType]| all.iter().filter(|one| **one == all[index]).count() == 1;
            let is_unit_value = ty == RustType::Tuple(Vec::new());
            let from = if !is_alone(&plain) || plain[index].is(own) || is_unit_value {
                Conversion::Nothing
            } else if ty.is("String") {
                Conversion::Text
            } else {
                Conversion::Type
            };
            // The macro knows types by how they are written.
            let derived = is_alone(&types) && !ty.is(own) && !is_unit && !is_unit_value;
            let no_from = derived && from == Conversion::Nothing;
            let mut flags = flags(context, union, index);
            flags.extend(no_from.then_some(VariantFlag::NoFrom));
            UnionVariant {
                docs: docs::member(&variant.docs, &variant.name, stated, None),
                name,
                boxed: context.facts.boxed.contains(&(id, index)),
                tags: match union.select {
                    Select::Shape => Vec::new(),
                    _ => variant.tags.clone(),
                },
                flags,
                like: like(context, union, index),
                from,
                constraints: context.constraints(&variant.ty, &variant.constraints),
                ty: (!is_unit).then_some(ty),
            }
        })
        .collect()
}

/// The attributes of a variant besides its tags.
fn flags(context: &Context<'_>, union: &ir::Union, index: usize) -> Vec<VariantFlag> {
    let variant = &union.variants[index];
    let tag = match &union.select {
        Select::Tag(tag) => tag,
        Select::Shape => {
            let ty = context.canonical(&variant.ty);
            return is_numeric(&ty)
                .then_some(VariantFlag::Numeric)
                .into_iter()
                .collect();
        }
        Select::External | Select::Adjacent(..) => return Vec::new(),
    };
    let default = union.default.filter(|default| default.variant == index);
    let others = default.map(|default| {
        if default.unmapped {
            VariantFlag::Other
        } else {
            VariantFlag::Absent
        }
    });
    // The union can write the tag where there is one only, which is a text.
    let has_text = match context.resolve(&variant.ty).0 {
        Type::Foreign(own) => is_like_text(own, tag),
        _ => has_text(context, &variant.ty, tag),
    };
    let writes = default.is_none() && variant.tags.len() == 1 && has_text;
    let is_carried = variant.carries_tag && variant.ty != Type::Null && !writes;
    let carried = is_carried.then_some(VariantFlag::Carried);
    carried.into_iter().chain(others).collect()
}

/// What values of a member look like that is a user-defined type, of which the macro knows
/// nothing.
fn like(context: &Context<'_>, union: &ir::Union, index: usize) -> Option<Like> {
    match context.resolve(&union.variants[index].ty).0 {
        Type::Foreign(own) if union.select == Select::Shape && own.like != Like::Any => {
            Some(own.like.clone())
        }
        _ => None,
    }
}

fn is_like_text(own: &ir::Foreign, property: &str) -> bool {
    let Like::Object(members) = &own.like else {
        return false;
    };
    members.iter().any(|one| one.name == property && one.text)
}

/// Whether a value is, or lists, numbers that may be sent as strings.
fn is_numeric(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => matches!(scalar, Scalar::NumberOrText(_)),
        Type::Array(item) | Type::Map(item) | Type::KeyedMap(_, item) | Type::Nullable(item) => {
            is_numeric(item)
        }
        Type::Tuple(items) => items.iter().any(is_numeric),
        Type::Any | Type::Null | Type::Named(_) | Type::Foreign(_) => false,
    }
}

/// Whether the property of a struct is a text.
fn has_text(context: &Context<'_>, ty: &Type, property: &str) -> bool {
    let Some((_, TypeKind::Struct(object))) =
        context.definition(ty).map(|(id, def)| (id, &def.kind))
    else {
        return false;
    };
    let field = object.fields.iter().find(|field| field.name == property);
    field.is_some_and(|field| match context.resolve(&field.ty).0 {
        Type::Scalar(scalar) => *scalar == Scalar::String,
        Type::Named(id) => match &context.api.type_def(*id).kind {
            TypeKind::Constant(value, _) => value.is_string(),
            TypeKind::Enumeration(list) => list.values.iter().all(|one| one.value.is_string()),
            _ => false,
        },
        _ => false,
    })
}
