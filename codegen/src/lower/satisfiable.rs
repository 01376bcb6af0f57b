//! Objects that require themselves, so that no value of them could ever end.
//!
//! In: all types. Out: a diagnostic for each such circle. A fixpoint over the types, so no recursion.

use std::collections::HashSet;

use super::Lowering;
use crate::{
    diagnostics::Code,
    ir::{Field, Struct, Type, TypeDef, TypeId, TypeKind},
    source::Span,
};

impl Lowering<'_, '_> {
    /// Reports the circles of required properties.
    pub(super) fn endless(&mut self) {
        let endless = endless(&self.types);
        let mut seen = HashSet::new();
        for start in endless.iter().copied() {
            let mut path: Vec<(TypeId, &str)> = Vec::new();
            let mut at = start;
            while seen.insert(at) {
                let Some((name, next)) = step(&self.types, &endless, at) else {
                    break;
                };
                path.push((at, name));
                at = next;
            }
            // A way into a circle is not part of it, and one that was seen before is reported.
            let Some(first) = path.iter().position(|(id, _)| *id == at) else {
                continue;
            };
            let steps = &path[first..];
            let names: Vec<_> = steps.iter().map(|(_, name)| format!("`{name}`")).collect();
            let Some(place) = self.place(steps[0].0, steps[0].1) else {
                continue;
            };
            let others: Vec<Span> = steps[1..]
                .iter()
                .filter_map(|(id, name)| self.place(*id, name))
                .collect();
            let message = format!(
                "required properties lead back to their own object, so that no value could end: {}",
                names.join(", ")
            );
            let diagnostic = self.diagnostics.report(Code::SchemaCycle, place, message);
            for other in others {
                diagnostic.label(other, "by way of this one");
            }
            diagnostic.help("take one of them off `required`, or let it be `null`");
        }
    }

    /// Where a property of a type is declared, or the schema.
    fn place(&self, id: TypeId, property: &str) -> Option<Span> {
        let node = self.sources.at(&self.types[id.index()].origin)?;
        let declared = || node.get("properties")?.as_object()?.member(property);
        Some(declared().map_or(node.span, |member| member.key))
    }
}

/// The types without a value, by number.
fn endless(types: &[TypeDef]) -> Vec<TypeId> {
    let mut finite = vec![false; types.len()];
    loop {
        let mut changed = false;
        for (index, def) in types.iter().enumerate() {
            if !finite[index] && ends(&def.kind, &finite) {
                finite[index] = true;
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    let ids = (0..).map(TypeId).zip(finite);
    ids.filter(|(_, finite)| !finite)
        .map(|(id, _)| id)
        .collect()
}

/// Whether a value can be built of types that have values.
fn ends(kind: &TypeKind, finite: &[bool]) -> bool {
    match kind {
        TypeKind::Enumeration(_) | TypeKind::Constant(_) => true,
        TypeKind::Alias(ty, _) => target(ty).is_none_or(|id| finite[id.index()]),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .any(|variant| target(&variant.ty).is_none_or(|id| finite[id.index()])),
        TypeKind::Struct(object) => needs(object).all(|(_, id)| finite[id.index()]),
    }
}

/// What values of a type without values lack: the property and its type, which has no values either.
fn step<'t>(types: &'t [TypeDef], endless: &[TypeId], at: TypeId) -> Option<(&'t str, TypeId)> {
    let without_value = |id: &TypeId| endless.binary_search(id).is_ok();
    match &types[at.index()].kind {
        TypeKind::Struct(object) => {
            let (name, mut id) = needs(object).find(|(_, id)| without_value(id))?;
            // Other names of a type are no steps of their own.
            for _ in 0..types.len() {
                match &types[id.index()].kind {
                    TypeKind::Alias(ty, _) => id = target(ty)?,
                    _ => break,
                }
            }
            Some((name, id))
        }
        TypeKind::Enumeration(_)
        | TypeKind::Constant(_)
        | TypeKind::Union(_)
        | TypeKind::Alias(..) => None,
    }
}

/// The properties that must be there in both directions, and the types of those that have one.
fn needs(object: &Struct) -> impl Iterator<Item = (&str, TypeId)> {
    let always =
        |field: &&Field| field.required && !field.nullable && !field.read_only && !field.write_only;
    let fields = object.fields.iter().filter(always);
    fields.filter_map(|field| Some((field.name.as_str(), target(&field.ty)?)))
}

/// The type that every value has in it; arrays and maps may be empty.
fn target(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Scalar(_)
        | Type::Any
        | Type::Null
        | Type::Array(_)
        | Type::Tuple(_)
        | Type::Map(_)
        | Type::Nullable(_) => None,
    }
}
