//! Turns the properties that distinguish the members of a union into constants, which nobody sets.
//!
//! In: all types. Out: the same, in which a property that has one value in every union around its
//! object is a constant, and in which no tag is written twice. Must not know schemas.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::ir::{
    Api, Enumeration, Field, Scalar, Select, Strictness, Struct, Type, TypeDef, TypeId, TypeKind,
    Union, Variant,
};
use crate::lower::passes::{
    resolved::{definition, structure, target_without_null},
    unused::{unused, uses},
};

/// How deep unions and other names may be nested.
const MAX_DEPTH: u32 = 16;

/// By object and property: the values that mean the object in a union, as texts.
type TagValues = BTreeMap<(TypeId, String), BTreeSet<String>>;

/// Makes constants of the properties that distinguish objects, each of which is written by itself.
pub(crate) fn make_constants(api: &mut Api) {
    write_once(&mut api.types);
    let mut found = TagValues::new();
    for def in &api.types {
        if let TypeKind::Union(union) = &def.kind {
            match &union.select {
                Select::Tag(property) => tags(&api.types, union, property, &mut found),
                Select::Shape => values(&api.types, union, &mut found),
                Select::External | Select::Adjacent(..) => {}
            }
        }
    }
    let uses = uses(api);
    let mut replaced = BTreeSet::new();
    for ((id, property), values) in &found {
        let mut values = values.iter();
        if let (Some(text), None) = (values.next(), values.next()) {
            replaced.extend(fix(api, (*id, property), text, &uses));
        }
    }
    override_tags(&mut api.types, &found);
    let unused = unused(api, replaced);
    api.retain_types(|id| !unused.contains(&id));
}

/// Leaves a tag to the union that writes it: a struct with such a union has no field for
/// the tag, and a union of unions writes none for a member that does. A member without the tag that
/// several values mean is a variant for each.
fn write_once(types: &mut [TypeDef]) {
    for index in 0..types.len() {
        if let TypeKind::Struct(object) = &types[index].kind {
            let unions = object.flattened.iter();
            let tags = unions.filter_map(|(_, ty)| match &definition(types, ty)?.1.kind {
                TypeKind::Union(union) => match &union.select {
                    Select::Tag(property) => Some(property.clone()),
                    _ => None,
                },
                _ => None,
            });
            let tags: BTreeSet<String> = tags.collect();
            if let TypeKind::Struct(object) = &mut types[index].kind {
                object.fields.retain(|field| !tags.contains(&field.name));
            }
        }
    }
    for index in 0..types.len() {
        let TypeKind::Union(union) = &types[index].kind else {
            continue;
        };
        let Select::Tag(property) = &union.select else {
            continue;
        };
        let carries: Vec<bool> = union
            .variants
            .iter()
            .map(|variant| variant.carries_tag || carries(types, &variant.ty, property, 0))
            .collect();
        if let TypeKind::Union(union) = &mut types[index].kind {
            for (variant, carries) in union.variants.iter_mut().zip(carries) {
                variant.carries_tag = carries;
            }
            split(union);
        }
    }
}

/// Whether every value of the type is written with the property.
fn carries(types: &[TypeDef], ty: &Type, property: &str, depth: u32) -> bool {
    let Some((_, def)) = definition(types, ty).filter(|_| depth < MAX_DEPTH) else {
        return false;
    };
    match &def.kind {
        TypeKind::Struct(object) => {
            let inner = |(_, ty): &(String, Type)| carries(types, ty, property, depth + 1);
            field_of(object, property).is_some() || object.flattened.iter().any(inner)
        }
        TypeKind::Union(union) => {
            let mut variants = union.variants.iter();
            matches!(&union.select, Select::Tag(own) if own == property)
                || variants.all(|variant| carries(types, &variant.ty, property, depth + 1))
        }
        _ => false,
    }
}

/// Makes a variant for each tag of a member that does not carry it: which it was would be lost.
fn split(union: &mut Union) {
    let is_several = |variant: &Variant| !variant.carries_tag && variant.tags.len() > 1;
    if !union.variants.iter().any(is_several) {
        return;
    }
    let default = union.default.map(|default| default.variant);
    let mut variants = Vec::new();
    for (index, variant) in std::mem::take(&mut union.variants).into_iter().enumerate() {
        if let (true, Some(moved)) = (default == Some(index), &mut union.default) {
            moved.variant = variants.len();
        }
        if !is_several(&variant) {
            variants.push(variant);
            continue;
        }
        for tag in variant.tags.clone() {
            let mut one = variant.clone();
            one.name.clone_from(&tag);
            one.tags = vec![tag];
            variants.push(one);
        }
    }
    union.variants = variants;
}

/// Notes the tags of a union's members. One that also takes values without a tag may have any,
/// unless it lists one only.
fn tags(types: &[TypeDef], union: &Union, property: &str, found: &mut TagValues) {
    for (index, variant) in union.variants.iter().enumerate() {
        let takes_others = union
            .default
            .is_some_and(|default| default.variant == index);
        for id in objects(types, &variant.ty, property, 0) {
            if takes_others && !lists_one(types, id, property) {
                continue;
            }
            let entry = found.entry((id, property.to_owned())).or_default();
            entry.extend(variant.tags.iter().cloned());
        }
    }
}

/// The objects that a member of a union by tag can be, but for those of another union by the same
/// tag.
fn objects(types: &[TypeDef], ty: &Type, property: &str, depth: u32) -> Vec<TypeId> {
    let Some((id, def)) = definition(types, ty).filter(|_| depth < MAX_DEPTH) else {
        return Vec::new();
    };
    match &def.kind {
        TypeKind::Struct(_) => vec![id],
        TypeKind::Union(union) if !matches!(&union.select, Select::Tag(own) if own == property) => {
            let variants = union.variants.iter();
            variants
                .flat_map(|variant| objects(types, &variant.ty, property, depth + 1))
                .collect()
        }
        _ => Vec::new(),
    }
}

/// Notes the properties with one value that another object of the union has with other values.
fn values(types: &[TypeDef], union: &Union, found: &mut TagValues) {
    let variants = union.variants.iter();
    let members: Vec<(TypeId, &Struct)> = variants
        .filter_map(|variant| structure(types, &variant.ty))
        .collect();
    for (id, object) in &members {
        for field in &object.fields {
            let own = listed(types, &field.ty);
            let [own] = own.as_slice() else { continue };
            let differs = |(other_id, other): &(TypeId, &Struct)| {
                let other = field_of(other, &field.name).map(|field| listed(types, &field.ty));
                other_id != id && other.is_some_and(|all| !all.is_empty() && !all.contains(own))
            };
            if members.iter().any(differs) {
                let entry = found.entry((*id, field.name.clone())).or_default();
                entry.insert(text(own));
            }
        }
    }
}

fn lists_one(types: &[TypeDef], id: TypeId, property: &str) -> bool {
    match &types[id.index()].kind {
        TypeKind::Struct(object) => {
            field_of(object, property).is_some_and(|field| listed(types, &field.ty).len() == 1)
        }
        _ => false,
    }
}

/// The values that a type lists.
fn listed<'t>(types: &'t [TypeDef], ty: &'t Type) -> Vec<&'t Value> {
    match definition(types, ty).map(|(_, def)| &def.kind) {
        Some(TypeKind::Constant(value, _)) => vec![value],
        Some(TypeKind::Enumeration(list)) => list.values.iter().map(|one| &one.value).collect(),
        _ => Vec::new(),
    }
}

/// Makes a property a constant of that value, if its type has it. Returns the type that it had.
fn fix(api: &mut Api, (id, property): (TypeId, &str), text: &str, uses: &[u32]) -> Option<TypeId> {
    let TypeKind::Struct(object) = &api.type_def(id).kind else {
        return None;
    };
    let at = object
        .fields
        .iter()
        .position(|field| field.name == property)?;
    let before = object.fields[at].ty.clone();
    let strictness = match listed(&api.types, &before).as_slice() {
        [_] => Strictness::Lenient,
        _ => Strictness::Open,
    };
    let value = value_of(&api.types, &before, text)?;
    let new = match &before {
        Type::Named(old) if matches!(api.type_def(*old).kind, TypeKind::Constant(..)) => {
            before.clone()
        }
        // No other place has this type.
        Type::Named(old) if !api.type_def(*old).component && uses[old.index()] == 1 => {
            api.types[old.index()].kind = TypeKind::Constant(value, strictness);
            before.clone()
        }
        _ => {
            let kind = TypeKind::Constant(value, strictness);
            Type::Named(add(api, id, property, kind))
        }
    };
    if let TypeKind::Struct(object) = &mut api.types[id.index()].kind {
        let field = &mut object.fields[at];
        field.tag = true;
        field.ty = new;
        field.default = None;
        field.constraints = Vec::new();
    }
    match before {
        Type::Named(id) => Some(id),
        _ => None,
    }
}

/// Adds a constant, named after its property.
fn add(api: &mut Api, object: TypeId, property: &str, kind: TypeKind) -> TypeId {
    let id = TypeId::new(api.types.len());
    let name = api.type_def(object).name.child(property);
    api.types.push(TypeDef::new(name, kind));
    id
}

/// The value of a type that is written so.
fn value_of(types: &[TypeDef], ty: &Type, written: &str) -> Option<Value> {
    let string = || Value::String(written.to_owned());
    let scalar = |scalar: &Scalar| match scalar {
        Scalar::String => Some(string()),
        Scalar::Number(number) if number.is_integer() => {
            written.parse::<i64>().ok().map(Value::from)
        }
        Scalar::Bool => written.parse::<bool>().ok().map(Value::from),
        _ => None,
    };
    if *ty == Type::Any {
        return Some(string());
    }
    if let Type::Scalar(of) = target_without_null(types, ty) {
        return scalar(of);
    }
    match &definition(types, ty)?.1.kind {
        TypeKind::Constant(value, _) => (text(value) == written).then(|| value.clone()),
        TypeKind::Enumeration(Enumeration {
            values, scalar: of, ..
        }) => {
            let found = values.iter().find(|one| text(&one.value) == written);
            let found = found.map(|one| plain(&one.value));
            found
                .or_else(|| of.as_ref().and_then(scalar))
                .filter(|value| !value.is_u64() || value.is_i64())
        }
        _ => None,
    }
}

/// Lets the unions write the tags of members that mean different ones in different unions.
fn override_tags(types: &mut [TypeDef], found: &TagValues) {
    for index in 0..types.len() {
        let TypeKind::Union(Union {
            variants,
            select: Select::Tag(property),
            ..
        }) = &types[index].kind
        else {
            continue;
        };
        let several: Vec<bool> = variants
            .iter()
            .map(|variant| {
                let Some((id, object)) = structure(types, &variant.ty) else {
                    return false;
                };
                let is_text = field_of(object, property).is_some_and(|field| {
                    value_of(types, &field.ty, "").is_some_and(|value| value.is_string())
                });
                let values = found.get(&(id, property.clone()));
                is_text && variant.tags.len() == 1 && values.is_some_and(|values| values.len() > 1)
            })
            .collect();
        if let TypeKind::Union(union) = &mut types[index].kind {
            for (variant, several) in union.variants.iter_mut().zip(several) {
                variant.carries_tag &= !several;
            }
        }
    }
}

fn field_of<'o>(object: &'o Struct, name: &str) -> Option<&'o Field> {
    object.fields.iter().find(|field| field.name == name)
}

/// A value as a tag.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => plain(value).to_string(),
    }
}

/// A number without a fraction as an integer, which a list of fractions has as one of them.
fn plain(value: &Value) -> Value {
    let text = value.as_f64().map(|number| number.to_string());
    let whole = text.and_then(|text| text.parse::<i64>().ok());
    whole
        .filter(|_| value.is_f64())
        .map_or_else(|| value.clone(), Value::from)
}
