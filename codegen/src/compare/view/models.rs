//! The types of a client as a program sees them: what derive macros make of fields and variants is
//! theirs, too.

use std::collections::HashMap;

use super::{Item, Kind, Taken, plain};
use crate::ir::{Constraint, Strictness};
use crate::plan::{
    Alias, Casing, Constant, Conversion, Crate, Enumeration, Field, FieldFlag, Item as Planned,
    Newtype, RustType, Struct, Tagging, Union, UnionVariant, VariantFlag,
};

/// The fact for the value of a field that `new` does not take.
pub(in crate::compare) const FILLED: &str = "value that `new` fills in";

/// The types of a file of models.
pub(super) fn items(items: &[Planned], places: &Places<'_>) -> Vec<Item> {
    let models = items.iter().filter_map(model);
    let at_its_place = |item: Item| {
        let place = places.get(item.name.as_str()).copied();
        item.at(place.unwrap_or_default())
    };
    models.map(at_its_place).collect()
}

/// Where the document has the schemas of types, by their names.
pub(super) type Places<'p> = HashMap<&'p str, &'p str>;

pub(super) fn places(plan: &Crate) -> Places<'_> {
    let mut places = HashMap::new();
    for origin in &plan.origins {
        if let Some((_, name)) = origin.ty.rsplit_once("models::") {
            places.entry(name).or_insert(origin.origin.as_str());
        }
    }
    places
}

/// The type that an item declares, if it declares one.
fn model(item: &Planned) -> Option<Item> {
    match item {
        Planned::Struct(item) => Some(structure(item)),
        Planned::Enumeration(item) => Some(enumeration(item)),
        Planned::Constant(item) => Some(constant(item)),
        Planned::Union(item) => Some(union(item)),
        Planned::Newtype(item) => Some(newtype(item)),
        Planned::Alias(item) => Some(alias(item, RustType::clone)),
        _ => None,
    }
}

/// Another name for a type, whose name is given as `named` says.
pub(super) fn alias(item: &Alias, named: impl Fn(&RustType) -> RustType) -> Item {
    Item::new(Kind::Alias, &item.name)
        .documented(&item.docs)
        .deprecated(&item.deprecated)
        .giving(Some(named(&item.ty)))
}

fn structure(item: &Struct) -> Item {
    let mut takes = Vec::new();
    let mut members = Vec::new();
    for field in &item.fields {
        let wire = field_wire(field, item.rename_all);
        let name = plain(&field.name);
        let mut member = Item::new(Kind::Field, format!("{}.{name}", item.name))
            .at(&wire)
            .documented(&field.docs)
            .deprecated(&field.deprecated)
            .giving(Some(field.ty.clone()))
            .on_wire("name", &wire);
        member.constraints = shown(&field.constraints);
        if let Some((_, variant)) = &field.value {
            member = member.on_wire(FILLED, variant);
        }
        match made(field) {
            Made::Taken(ty) => takes.push(Taken {
                name: name.to_owned(),
                ty,
                means: name.to_owned(),
                written: String::new(),
            }),
            Made::LeftOut if item.setters && !field.flags.contains(&FieldFlag::ReadOnly) => {
                let mut setter =
                    Item::new(Kind::Setter, format!("{}::with_{name}", item.name)).at(&wire);
                setter.takes.push(Taken {
                    name: "value".to_owned(),
                    ty: set(field),
                    means: name.to_owned(),
                    written: String::new(),
                });
                member.members.push(setter);
            }
            Made::LeftOut | Made::Filled => {}
        }
        members.push(member);
    }
    let default = takes.is_empty().then(|| implemented(&item.name, "Default"));
    let mut new = Item::new(Kind::New, format!("{}::new", item.name));
    new.takes = takes;
    let mut item_ = Item::new(Kind::Struct, &item.name)
        .documented(&item.docs)
        .deprecated(&item.deprecated)
        .with([new])
        .with(default)
        .with(members);
    item_.constraints = shown(&item.constraints);
    item_
}

/// The name of a field on the wire.
fn field_wire(field: &Field, rename_all: Option<Casing>) -> String {
    let name = plain(&field.name);
    if let Some(wire) = &field.wire {
        wire.clone()
    } else if field.flags.contains(&FieldFlag::Flatten) {
        "(members of its own)".to_owned()
    } else if field.flags.contains(&FieldFlag::Rest) {
        "(all other members)".to_owned()
    } else {
        rename_all.map_or_else(|| name.to_owned(), |casing| casing.field(name))
    }
}

/// What `new` does about a field, by the rules of the derive macro
/// (`codegen/derive/src/model/field.rs`).
enum Made {
    Taken(RustType),
    Filled,
    LeftOut,
}

fn made(field: &Field) -> Made {
    let has = |flag| field.flags.contains(&flag);
    let wrapped =
        matches!(&field.ty, RustType::Name(name, _) if name == "Option" || name == "Nullable");
    if field.value.is_some() || has(FieldFlag::Constant) {
        Made::Filled
    } else if has(FieldFlag::Rest) {
        Made::LeftOut
    } else if has(FieldFlag::Argument) {
        Made::Taken(match optional(&field.ty) {
            Some(inner) => inner.taken(true),
            None => field.ty.clone().into_argument(),
        })
    } else if !wrapped && !has(FieldFlag::Flatten) {
        Made::Taken(field.ty.taken(true))
    } else if !wrapped || has(FieldFlag::Required) {
        Made::Taken(field.ty.clone().into_argument())
    } else {
        Made::LeftOut
    }
}

/// What the setter of a field takes.
fn set(field: &Field) -> RustType {
    match optional(&field.ty) {
        Some(inner) => inner.taken(false),
        None => field.ty.clone().into_argument(),
    }
}

/// The type in an `Option`.
fn optional(ty: &RustType) -> Option<&RustType> {
    match ty {
        RustType::Name(name, arguments) if name == "Option" => arguments.first(),
        _ => None,
    }
}

fn enumeration(item: &Enumeration) -> Item {
    let variants = item.variants.iter().map(|variant| {
        let name = plain(&variant.name);
        let text = || {
            item.rename_all
                .map_or_else(|| name.to_owned(), |casing| casing.variant(name))
        };
        let value = variant.value.clone().unwrap_or_else(|| text().into());
        Item::new(Kind::Variant, format!("{}::{name}", item.name))
            .at(value.to_string())
            .documented(&variant.docs)
            .on_wire("value", value.to_string())
    });
    let derives = item.derives.iter().filter(|name| !ALWAYS.contains(name));
    let mut whole = Item::new(Kind::Enumeration, &item.name)
        .documented(&item.docs)
        .deprecated(&item.deprecated)
        .giving(Some(item.repr.clone()))
        .with(variants)
        .with(derives.map(|name| implemented(&item.name, name)));
    whole.constraints = if item.open {
        "open".to_owned()
    } else {
        String::new()
    };
    whole
}

/// What all types of a kind derive.
const ALWAYS: &[&str] = &["Clone", "Debug", "PartialEq", "OpenEnum", "Model"];

fn implemented(name: &str, of: &str) -> Item {
    Item::new(Kind::Trait, format!("{name}: {of}"))
}

/// The traits and the value follow from what `emit/models/constant.rs` writes.
fn constant(item: &Constant) -> Item {
    use serde_json::Value;

    let ty = match &item.value {
        Value::String(_) => RustType::name("str").reference(),
        Value::Bool(_) => RustType::name("bool"),
        Value::Number(number) if !number.is_f64() => RustType::name("i64"),
        _ => RustType::name("f64"),
    };
    let is_strict = item.strictness == Strictness::Strict;
    let is_float = ty.is("f64");
    let mut traits = Vec::new();
    traits.extend(is_strict.then_some("Copy"));
    traits.extend(
        (!(is_strict && is_float))
            .then_some(["Eq", "Hash"])
            .into_iter()
            .flatten(),
    );
    let value = is_strict.then(|| Item::new(Kind::Value, &item.name));
    Item::new(Kind::Constant, &item.name)
        .documented(&item.docs)
        .giving(Some(ty))
        .on_wire("value", item.value.to_string())
        .with(value)
        .with(traits.into_iter().map(|name| implemented(&item.name, name)))
}

fn union(item: &Union) -> Item {
    let tagging = match &item.tagging {
        Tagging::Internal(tag) => format!("by {tag}"),
        Tagging::Adjacent(tag, content) => format!("by {tag}, with the value in {content}"),
        Tagging::External => "by the only property".to_owned(),
        Tagging::Untagged => "by shape".to_owned(),
    };
    let mut whole = Item::new(Kind::Union, &item.name)
        .documented(&item.docs)
        .deprecated(&item.deprecated)
        .on_wire("way to tell variants apart", tagging)
        .with(item.variants.iter().map(|one| variant(&item.name, one)));
    whole.constraints = if item.open {
        "open".to_owned()
    } else {
        String::new()
    };
    whole
}

fn variant(union: &str, variant: &UnionVariant) -> Item {
    let held = variant.ty.clone().map(|ty| {
        if variant.boxed {
            RustType::of("Box", ty)
        } else {
            ty
        }
    });
    let mut item = Item::new(Kind::Variant, format!("{union}::{}", plain(&variant.name)))
        .documented(&variant.docs)
        .giving(held);
    item.constraints = shown(&variant.constraints);
    if let Some(tag) = variant.tags.first() {
        item = item.at(format!("tag {tag}")).on_wire("tag", tag);
    }
    if variant.tags.len() > 1 {
        item = item.on_wire("further tags", variant.tags[1..].join(", "));
    }
    for flag in &variant.flags {
        item = match flag {
            VariantFlag::Absent => item.on_wire("variant for values without a tag", "this"),
            VariantFlag::Other => item.on_wire("variant for all other tags", "this"),
            VariantFlag::Carried | VariantFlag::Numeric | VariantFlag::NoFrom => item,
        };
    }
    let from = match (&variant.ty, variant.from) {
        (Some(ty), Conversion::Type) => vec![ty.clone()],
        (Some(ty), Conversion::Text) => vec![ty.clone(), RustType::name("str").reference()],
        _ => Vec::new(),
    };
    item.with(from.iter().map(|ty| {
        let place = if matches!(ty, RustType::Ref(_)) {
            "text"
        } else {
            "type"
        };
        Item::new(Kind::Conversion, format!("{union}: From<{ty}>"))
            .at(place)
            .giving(Some(ty.clone()))
    }))
}

fn newtype(item: &Newtype) -> Item {
    let derives = item.derives.iter().filter(|name| !ALWAYS.contains(name));
    let mut whole = Item::new(Kind::Newtype, &item.name)
        .documented(&item.docs)
        .deprecated(&item.deprecated)
        .giving(Some(item.ty.clone()))
        .with(derives.map(|name| implemented(&item.name, name)));
    whole.constraints = shown(&item.constraints);
    whole
}

/// Constraints for comparing; nothing where there are none.
fn shown(constraints: &[Constraint]) -> String {
    if constraints.is_empty() {
        String::new()
    } else {
        format!("{constraints:?}")
    }
}
