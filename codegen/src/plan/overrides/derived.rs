//! Traits that the configuration derives for models besides their own, and the attributes that
//! these need.
//!
//! In: a model, and the paths of derive macros. Out: the same with them. Macros that read serde's
//! attributes get the names on the wire by those; any other macro is added as it is. Must not know
//! tokens.

use std::collections::BTreeMap;

use crate::{
    config::ApiConfig,
    ir::TypeId,
    plan::{
        Attribute, Derived, Enumeration, FieldFlag, Item, RustType, Struct, Tagging, Union,
        context::Context,
    },
};

/// Macros that read the attributes of serde.
const OF_SERDE: &[&str] = &[
    "schemars::JsonSchema",
    "specta::Type",
    "ts_rs::TS",
    "utoipa::ToSchema",
];
const JSON_SCHEMA: &str = "schemars::JsonSchema";
const SPECTA: &str = "specta::Type";
/// For lists of values only.
const VALUE_ENUM: &str = "clap::ValueEnum";
/// The model with what the configuration derives for it.
pub(crate) fn add(context: &Context<'_>, id: TypeId, item: Item) -> Item {
    let mut macros: Vec<String> = Vec::new();
    for path in context.naming.derives.of(id) {
        if applies(path, &item) && !macros.contains(path) {
            macros.push(path.clone());
        }
    }
    if macros.is_empty() {
        return item;
    }
    let has = |path: &&str| macros.iter().any(|one| one == path);
    let (serde, clap) = (OF_SERDE.iter().any(has), has(&VALUE_ENUM));
    let mut derived = match &item {
        Item::Struct(item) if serde => of_struct(item, has(&JSON_SCHEMA)),
        Item::Enumeration(item) => of_enumeration(item, (serde, has(&JSON_SCHEMA)), clap),
        Item::Union(item) if serde => of_union(item),
        Item::Constant(item) if serde => of_constant(&item.value, has(&JSON_SCHEMA)),
        _ => Derived::default(),
    };
    derived.macros = macros;
    Item::Derived(Box::new(item), derived)
}

fn applies(path: &str, item: &Item) -> bool {
    match item {
        Item::Enumeration(list) => !list.derives.contains(&path),
        Item::Newtype(newtype) => path != VALUE_ENUM && !newtype.derives.contains(&path),
        Item::Struct(_) | Item::Union(_) | Item::Constant(_) => path != VALUE_ENUM,
        _ => false,
    }
}

fn text(word: &'static str, value: &str) -> Attribute {
    Attribute::Text("serde", word, value.to_owned())
}

/// A type that is on the wire as another one.
fn as_type(name: &str) -> Derived {
    Derived {
        own: vec![text("from", name), text("into", name)],
        ..Derived::default()
    }
}

fn of_constant(value: &serde_json::Value, schema: bool) -> Derived {
    let name = match value {
        serde_json::Value::Bool(_) => "bool",
        serde_json::Value::Number(number) if number.is_f64() => "f64",
        serde_json::Value::Number(_) => "i64",
        _ => "String",
    };
    let mut derived = as_type(name);
    let listed = schema.then(|| Attribute::Extend("enum", vec![value.clone()]));
    derived.own.extend(listed);
    derived
}

fn of_struct(item: &Struct, schema: bool) -> Derived {
    let (mut parts, mut required, mut differs) = (Vec::new(), Vec::new(), false);
    let mut is_whole = true;
    for field in &item.fields {
        let plain = field.name.trim_start_matches("r#");
        let flags = |flag| field.flags.contains(&flag);
        if flags(FieldFlag::Flatten) || flags(FieldFlag::Rest) {
            is_whole &= !flags(FieldFlag::Flatten);
            parts.push(vec![Attribute::Flag("serde", "flatten")]);
            continue;
        }
        let of_case = || {
            item.rename_all
                .map_or_else(|| plain.to_owned(), |case| case.field(plain))
        };
        let wire = field.wire.clone().unwrap_or_else(of_case);
        parts.push(
            (wire != plain)
                .then(|| text("rename", &wire))
                .into_iter()
                .collect(),
        );
        let is = |name: &str| matches!(&field.ty, RustType::Name(own, _) if own == name);
        let is_required = !is("Option") && !is("Nullable") || flags(FieldFlag::Required);
        // The macro takes every `Option` for what may be left out, and nothing else.
        differs |= is("Nullable") || is("Option") && is_required;
        if is_required {
            required.push(wire.into());
        }
    }
    let own = (schema && differs && is_whole).then_some(Attribute::Extend("required", required));
    let own = own.into_iter().collect();
    Derived {
        own,
        parts,
        ..Derived::default()
    }
}

fn of_enumeration(item: &Enumeration, (serde, schema): (bool, bool), clap: bool) -> Derived {
    let is_text = item.repr.is("String");
    let parts = item.variants.iter().map(|variant| {
        let of_case = || {
            item.rename_all
                .map_or_else(|| variant.name.clone(), |case| case.variant(&variant.name))
        };
        let wire = match &variant.value {
            Some(serde_json::Value::String(text)) => text.clone(),
            Some(value) => value.to_string(),
            None => of_case(),
        };
        let of_serde = (serde && is_text && wire != variant.name).then(|| text("rename", &wire));
        let of_clap = clap.then_some(Attribute::Text("value", "name", wire));
        of_serde.into_iter().chain(of_clap).collect()
    });
    let mut parts: Vec<Vec<Attribute>> = parts.collect();
    let skipped = [(serde && is_text, "serde"), (clap, "value")].into_iter();
    let skipped = skipped.filter(|(is_read, _)| *is_read);
    parts.push(
        skipped
            .map(|(_, name)| Attribute::Flag(name, "skip"))
            .collect(),
    );
    let mut whole = if is_text || !serde {
        Derived::default()
    } else {
        as_type(&full_path(&item.repr))
    };
    // The macro sees the type of the values alone.
    let values = item.variants.iter().filter_map(|one| one.value.clone());
    let values: Vec<_> = values.collect();
    let is_listed = values
        .iter()
        .all(|value| value.is_number() || value.is_boolean());
    if schema && !is_text && is_listed {
        whole.own.push(Attribute::Extend("enum", values));
    }
    Derived { parts, ..whole }
}

/// A type of values as it is written where nothing is imported.
fn full_path(repr: &RustType) -> String {
    if repr.is("Value") {
        return "serde_json::Value".to_owned();
    }
    repr.to_string()
}

fn of_union(item: &Union) -> Derived {
    let own = match &item.tagging {
        Tagging::Internal(tag) => vec![text("tag", tag)],
        Tagging::Adjacent(tag, content) => vec![text("tag", tag), text("content", content)],
        Tagging::External => Vec::new(),
        Tagging::Untagged => vec![Attribute::Flag("serde", "untagged")],
    };
    let parts = item.variants.iter().map(|variant| {
        let tag = variant.tags.first().filter(|tag| **tag != variant.name);
        tag.map(|tag| text("rename", tag)).into_iter().collect()
    });
    let unknown = vec![Attribute::Flag("serde", "skip")];
    let parts = parts.chain([unknown]).collect();
    Derived {
        own,
        parts,
        ..Derived::default()
    }
}

/// The features that the runtime needs for what is derived.
pub(crate) fn runtime_features(config: &ApiConfig) -> Vec<&'static str> {
    let needs = BTreeMap::from([(JSON_SCHEMA, "schemars"), (SPECTA, "specta")]);
    let paths = config.derive.values().flatten();
    let mut features: Vec<_> = paths
        .filter_map(|path| needs.get(path.as_str()).copied())
        .collect();
    features.sort_unstable();
    features.dedup();
    features
}
