//! Enumerations and constants.
//!
//! In: a list of values, or one value. Out: the enum with its variants, or the constant. Must not
//! know where it is used.

use crate::{
    ir::{self, Docs, Numeric, Scalar, TypeDef, TypeId},
    plan::{
        Alias, Constant, Enumeration, EnumerationVariant, External, Item, RustType,
        context::Context,
        docs,
        naming::{self, is_scalar},
        rust::Casing,
    },
};

/// Plans a list of values.
pub(crate) fn plan(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    enumeration: &ir::Enumeration,
) -> Enumeration {
    let repr = repr(enumeration);
    let mut variants = variants(context, id, enumeration);
    let rename_all = rename(&mut variants, &repr);
    let name = context.naming.types[id.index()].clone();
    Enumeration {
        docs: docs::item(context, def, &name),
        derives: derives(context, id, &repr),
        deprecated: docs::deprecation(&def.docs),
        variants,
        open: enumeration.open,
        repr,
        key: context.facts.keys.contains(&id),
        rename_all,
        name,
    }
}

/// The type that all values fit into.
fn repr(enumeration: &ir::Enumeration) -> RustType {
    let all = |holds: fn(&serde_json::Value) -> bool| {
        enumeration.values.iter().all(|value| holds(&value.value))
    };
    match enumeration.scalar {
        Some(Scalar::Bool) if all(serde_json::Value::is_boolean) => RustType::name("bool"),
        Some(Scalar::Number(Numeric::U64)) if all(serde_json::Value::is_u64) => {
            RustType::name("u64")
        }
        Some(Scalar::Number(number)) if number.is_integer() && all(serde_json::Value::is_i64) => {
            RustType::name("i64")
        }
        Some(Scalar::Number(Numeric::F64 | Numeric::F32)) if all(serde_json::Value::is_number) => {
            RustType::name("f64")
        }
        Some(
            Scalar::String
            | Scalar::DateTime
            | Scalar::Date
            | Scalar::Time
            | Scalar::Uuid
            | Scalar::Base64
            | Scalar::Base64Url
            | Scalar::Binary
            | Scalar::File,
        ) if all(serde_json::Value::is_string) => RustType::name("String"),
        _ => External::Value.ty(),
    }
}

/// Removes the values that follow from the names of their variants, and returns the casing that
/// derives them.
fn rename(variants: &mut [EnumerationVariant], repr: &RustType) -> Option<Casing> {
    if !repr.is("String") {
        return None;
    }
    let texts = variants.iter().filter_map(|variant| {
        let value = variant.value.as_ref()?.as_str()?;
        Some((variant.name.as_str(), value))
    });
    let casing = Casing::of_variants(&texts.collect::<Vec<_>>());
    for variant in variants {
        let name = casing.map_or_else(|| variant.name.clone(), |one| one.variant(&variant.name));
        variant.value.take_if(|value| *value == name);
    }
    casing
}

/// The variants of the known values, in their order.
fn variants(
    context: &Context<'_>,
    id: TypeId,
    enumeration: &ir::Enumeration,
) -> Vec<EnumerationVariant> {
    let renamed = |index| context.naming.renames.of_member(id, index);
    let names = naming::value_names(enumeration, renamed, context.claimed(id));
    enumeration
        .values
        .iter()
        .zip(names)
        .map(|(value, name)| {
            let docs = Docs {
                description: value.description.clone(),
                ..Docs::default()
            };
            EnumerationVariant {
                docs: docs::member(&docs, "", &[], None),
                name,
                value: Some(value.value.clone()),
            }
        })
        .collect()
}

/// Those of strings are compared as they travel, by the derive macro.
fn derives(context: &Context<'_>, id: TypeId, repr: &RustType) -> Vec<&'static str> {
    if *repr == RustType::name("String") {
        return vec!["Clone", "Debug", "OpenEnum"];
    }
    let facts = context.derives(id);
    let mut derives = vec!["Clone", "Debug", "PartialEq"];
    derives.extend(facts.eq.then_some("Eq"));
    derives.extend(facts.hash.then_some("Hash"));
    // Values of any kind have no order.
    if facts.eq && *repr != RustType::name("Value") {
        derives.extend(["PartialOrd", "Ord"]);
    }
    derives.push("OpenEnum");
    derives
}

/// Plans a constant; one that is not a scalar is read as any value.
pub(crate) fn constant(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    (constant, strictness): (&serde_json::Value, ir::Strictness),
) -> Option<Item> {
    let name = context.naming.types[id.index()].clone();
    if !is_scalar(constant) {
        let alias = || Alias {
            docs: docs::item(context, def, &name),
            deprecated: docs::deprecation(&def.docs),
            ty: External::Value.ty(),
            name: name.clone(),
        };
        return def.component.then(|| Item::Alias(alias()));
    }
    let text = constant
        .as_str()
        .map_or_else(|| constant.to_string(), str::to_owned);
    Some(Item::Constant(Constant {
        docs: docs::constant(def, &text),
        name,
        value: constant.clone(),
        strictness,
    }))
}
