//! Enumerations and constants.
//!
//! In: a list of values, or one value. Out: the enum with its variants, or the constant. Must not
//! know where it is used.

use crate::{
    ir::{self, Docs, Numeric, Scalar, TypeDef, TypeId},
    names::{Case, Scope, Section, Wish},
    plan::{
        Alias, Constant, Enumeration, EnumerationVariant, External, Item, RustType,
        context::{Claimed, Context, is_scalar},
        docs,
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

/// The names of the variants. `given`: those that the configuration names, by their number.
pub(crate) fn names<'g>(
    enumeration: &ir::Enumeration,
    given: impl Fn(usize) -> Option<&'g str>,
    (ledger, place): Claimed<'_>,
) -> Vec<String> {
    let mut scope = Scope::new(Case::Pascal, "Empty").reserve(["Unknown"], "value");
    let texts: Vec<String> = enumeration.values.iter().map(text).collect();
    let wishes: Vec<Wish<'_>> = texts.iter().map(|text| Wish::of(text)).collect();
    let places = enumeration.values.iter().map(|one| match &one.value {
        serde_json::Value::String(text) => format!("{place}#{text}"),
        value => format!("{place}#{value}"),
    });
    ledger.hold(&mut scope, Section::Variants, &format!("{place}#"));
    ledger.claim_all_but(&mut scope, Section::Variants, places, &wishes, given)
}

/// The variants of the known values, in their order.
fn variants(
    context: &Context<'_>,
    id: TypeId,
    enumeration: &ir::Enumeration,
) -> Vec<EnumerationVariant> {
    let given = |index| context.naming.renames.of_member(id, index);
    let names = names(enumeration, given, context.claimed(id));
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

/// What a value is named after.
fn text(value: &ir::EnumerationValue) -> String {
    match (&value.name, &value.value) {
        (Some(name), _) => name.clone(),
        (None, serde_json::Value::String(text)) => text.clone(),
        (None, serde_json::Value::Number(number)) => {
            let text = number.to_string();
            text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
        }
        (None, other) => other.to_string(),
    }
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
