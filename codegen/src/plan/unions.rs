//! Unions: members, and how they are told apart.

use super::{
    Conversion, External, Lint, RustType, Selection, Shape, Union, UnionVariant, Untagged,
    context::{Context, Sheet},
    docs, lints,
    types::value,
};
use crate::{
    ir::{self, Select, Type, TypeDef, TypeId},
    names::{Case, Scope, Wish},
};

/// Plans a union.
pub(super) fn plan(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    union: &ir::Union,
    sheet: &mut Sheet,
) -> Union {
    value(sheet);
    let name = context.naming.types[id.index()].clone();
    let variants = variants(context, id, union, &name, sheet);
    let select = select(context, union, &variants, sheet);
    Union {
        docs: docs::item(context, def, &name),
        derives: vec!["Clone", "Debug"],
        deprecated: def.docs.deprecated,
        lints: lints(context, id, union, &variants),
        shape: context.shape_const(id, sheet),
        name,
        variants,
        select,
        open: union.open,
    }
}

/// The variants of the members, in their order.
pub(super) fn variants(
    context: &Context<'_>,
    id: TypeId,
    union: &ir::Union,
    own: &str,
    sheet: &mut Sheet,
) -> Vec<UnionVariant> {
    let mut scope = Scope::new(Case::Pascal, "Empty").reserve(["Unknown"], "value");
    let wishes = union.variants.iter().map(|variant| Wish::of(&variant.name));
    let names = scope.claim_all(&wishes.collect::<Vec<_>>());
    let types = union.variants.iter();
    let types: Vec<RustType> = types.map(|one| context.rust(&one.ty, sheet)).collect();
    // Rust takes names of one type for what they are.
    let plain = union.variants.iter().map(|one| {
        let ty = context.canonical(&one.ty);
        context.rust(&ty, &mut Sheet::default())
    });
    let plain: Vec<RustType> = plain.collect();
    let tagged = matches!(union.select, Select::Tag(_));
    let is_named = union.select != Select::Shape;
    union
        .variants
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, (variant, name))| {
            let ty = types[index].clone();
            let stated = union.select.is_beside().then_some(&*variant.limits);
            let is_unit = is_named && variant.ty == Type::Null;
            let unique = plain.iter().filter(|other| **other == plain[index]).count() == 1;
            let from = if !unique || plain[index].is(own) || ty == RustType::Tuple(Vec::new()) {
                Conversion::Nothing
            } else if ty.is("String") {
                Conversion::Text
            } else {
                Conversion::Type
            };
            UnionVariant {
                docs: docs::member(&variant.docs, &variant.name, stated, None),
                name,
                boxed: context.facts.boxed.contains(&(id, index)),
                adds_tag: tagged && !variant.carries_tag && !variant.tags.is_empty(),
                from,
                limits: if union.select.is_beside() {
                    context.limits(&variant.ty, &variant.limits)
                } else {
                    context.limits_of_variant(&variant.ty, &variant.limits)
                },
                ty: (!is_unit).then_some(ty),
            }
        })
        .collect()
}

fn select(
    context: &Context<'_>,
    union: &ir::Union,
    variants: &[UnionVariant],
    sheet: &mut Sheet,
) -> Selection {
    sheet.imports.add("specwright_runtime::codec", "self");
    match &union.select {
        Select::Tag(property) => {
            let tags = union.variants.iter().map(|variant| variant.tags.clone());
            let default = union.default.and_then(|default| {
                let name = variants.get(default.variant)?.name.clone();
                Some((name, default.unmapped))
            });
            let untagged = match default {
                None => Untagged::Unknown,
                Some((name, false)) => Untagged::Absent(name),
                Some((name, true)) => Untagged::Any(name),
            };
            Selection::Tag(property.clone(), tags.collect(), untagged)
        }
        Select::External | Select::Adjacent(..) => {
            let tags = union.variants.iter().flat_map(|variant| &variant.tags);
            let beside = match &union.select {
                Select::Adjacent(tag, other) => Some((tag.clone(), other.clone())),
                _ => None,
            };
            Selection::Content(beside, tags.cloned().collect())
        }
        Select::Shape => {
            let shapes: Vec<Shape> = union
                .variants
                .iter()
                .map(|variant| context.shape(&variant.ty, sheet))
                .collect();
            if !shapes.iter().all(|shape| matches!(shape, Shape::Of(_))) {
                sheet.imports.external(External::Shape);
            }
            Selection::Shapes(shapes)
        }
    }
}

/// Lints on the type: a variant that is much larger than the others, or a type that is too deep.
fn lints(
    context: &Context<'_>,
    id: TypeId,
    union: &ir::Union,
    variants: &[UnionVariant],
) -> Vec<Lint> {
    let boxed = |index| context.facts.boxed.contains(&(id, index));
    let size = |(index, variant): (usize, &ir::Variant)| {
        if boxed(index) {
            (8, 8)
        } else {
            context.size(&variant.ty)
        }
    };
    let mut sizes: Vec<(u32, u32)> = union.variants.iter().enumerate().map(size).collect();
    sizes.push((24, 80));
    let mut found = lints::on_sizes(sizes);
    let mut types = variants.iter().filter_map(|variant| variant.ty.as_ref());
    if types.any(lints::is_complex) {
        found.push(Lint::Expect("clippy::type_complexity"));
    }
    found
}
