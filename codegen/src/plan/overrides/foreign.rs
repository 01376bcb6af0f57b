//! Types of the user's own in place of schemas.
//!
//! In: the API and the configuration. Out: the API with those types in it, and the entries that fit
//! nothing. A format is replaced while a document is lowered, since nothing else knows it; the
//! entries are checked here. Must not know tokens.

use std::sync::Arc;

use crate::{
    config::ApiConfig,
    hash::HashSet,
    ir::{Api, Foreign, Like, LikeMember, Scalar, Select, Type, TypeId, TypeKind},
    plan::{
        problems::{Problem, instead},
        rust::RustType,
    },
};

/// Replaces components by the types that the configuration names. An entry that fits nothing is a
/// problem.
#[must_use]
pub fn replace(api: &mut Api, config: &ApiConfig) -> Vec<Problem> {
    let mut problems = Vec::new();
    if config.types.is_empty() {
        return problems;
    }
    let formats = formats(api);
    for (entry, path) in &config.types {
        let place = format!("types.{entry}");
        if RustType::parse(path).is_none() {
            problems.push(Problem::invalid(
                &place,
                format!(
                    "the type `{path}` for `{entry}` in `types` is not the path of a Rust type"
                ),
                "write one such as `uuid::Uuid`, with all of its modules",
            ));
        }
        if let Some(format) = entry.strip_prefix("format:") {
            if !formats.contains(entry) {
                problems.push(Problem::unmatched(
                    &place,
                    format!("`types` replaces the format `{format}`, which no schema of the document has"),
                    "remove the entry, or correct the name of the format",
                ));
            }
            continue;
        }
        let components = || {
            let types = api.types();
            types.filter(|(_, def)| def.component && def.name.path.is_empty())
        };
        let Some((id, _)) = components().find(|(_, def)| def.name.base == *entry) else {
            let names = components().map(|(_, def)| def.name.base.as_str());
            problems.push(Problem::unmatched(
                &place,
                format!("`types` replaces `{entry}`, which is not a schema of the document"),
                instead(entry, names),
            ));
            continue;
        };
        replace_one(api, id, entry, path);
    }
    problems.extend(settle_unions(api));
    api.keep_used(true);
    problems.extend(unused(api, config));
    problems
}

fn replace_one(api: &mut Api, id: TypeId, entry: &str, path: &str) {
    let like = like(api, &Type::Named(id), 0);
    let scalar = match &api.type_def(id).kind {
        TypeKind::Enumeration(_) | TypeKind::Constant(..) | TypeKind::Alias(Type::Scalar(_), _) => {
            true
        }
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(..) => false,
    };
    let foreign = Foreign {
        entry: entry.to_owned(),
        path: path.to_owned(),
        scalar,
        like,
    };
    api.types[id.index()].kind = TypeKind::Alias(Type::Foreign(Arc::new(foreign)), Vec::new());
}

/// The shape of a type's values, which distinguishes them from those of other types.
fn like(api: &Api, ty: &Type, depth: usize) -> Like {
    // Aliases that lead to themselves were cut, but others may be long.
    const DEEPEST: usize = 32;
    let member = |name: &str, required, text| LikeMember {
        name: name.to_owned(),
        required,
        text,
    };
    match ty {
        Type::Scalar(scalar) => Like::scalar(*scalar),
        Type::Array(_) | Type::Tuple(_) => Like::Array,
        Type::Map(_) | Type::KeyedMap(..) => Like::Object(Vec::new()),
        Type::Foreign(foreign) => foreign.like.clone(),
        Type::Any | Type::Null | Type::Nullable(_) => Like::Any,
        Type::Named(_) if depth > DEEPEST => Like::Any,
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Struct(object) => {
                let members = object.fields.iter().map(|field| {
                    let like = match &field.ty {
                        Type::Scalar(Scalar::String) => Like::String,
                        Type::Named(_) => like(api, &field.ty, DEEPEST),
                        _ => Like::Any,
                    };
                    member(&field.name, field.required, like == Like::String)
                });
                Like::Object(members.collect())
            }
            TypeKind::Enumeration(list) => list.scalar.map_or(Like::Any, Like::scalar),
            TypeKind::Constant(value, _) => match value {
                serde_json::Value::String(_) => Like::String,
                serde_json::Value::Bool(_) => Like::Boolean,
                serde_json::Value::Number(number) if number.is_f64() => Like::Number,
                serde_json::Value::Number(_) => Like::Integer,
                _ => Like::Any,
            },
            TypeKind::Union(union) => match &union.select {
                Select::Tag(tag) if union.default.is_none() => {
                    Like::Object(vec![member(tag, true, true)])
                }
                Select::Adjacent(tag, _) => Like::Object(vec![member(tag, true, true)]),
                Select::Tag(_) => Like::Object(Vec::new()),
                Select::External | Select::Shape => Like::Any,
            },
            TypeKind::Alias(ty, _) => like(api, ty, depth + 1),
        },
    }
}

/// The entries of formats that schemas have.
fn formats(api: &mut Api) -> Vec<String> {
    let mut found = Vec::new();
    api.each_type_mut(&mut |ty| {
        ty.visit_foreign(&mut |foreign| {
            if !found.contains(&foreign.entry) {
                found.push(foreign.entry.clone());
            }
        });
    });
    found
}

/// The type of the user's own that a type is.
fn resolved(api: &Api, ty: &Type) -> Option<Arc<Foreign>> {
    match ty {
        Type::Foreign(foreign) => Some(Arc::clone(foreign)),
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Alias(Type::Foreign(foreign), _) => Some(Arc::clone(foreign)),
            _ => None,
        },
        _ => None,
    }
}

/// A union whose members all are one type of the user's own is that type. Other members must have a
/// shape, unless a tag distinguishes them.
fn settle_unions(api: &mut Api) -> Vec<Problem> {
    let mut problems = Vec::new();
    for index in 0..api.types.len() {
        let TypeKind::Union(union) = &api.types[index].kind else {
            continue;
        };
        if union.select != Select::Shape {
            continue;
        }
        let members = union.variants.iter();
        let members: Vec<_> = members.map(|one| resolved(api, &one.ty)).collect();
        if let [Some(first), others @ ..] = &members[..]
            && others
                .iter()
                .all(|one| one.as_ref().is_some_and(|one| one.path == first.path))
        {
            let ty = Type::Foreign(Arc::new(Foreign {
                like: Like::Any,
                scalar: members.iter().flatten().all(|one| one.scalar),
                ..Foreign::clone(first)
            }));
            api.types[index].kind = TypeKind::Alias(ty, Vec::new());
            continue;
        }
        let base = &api.types[index].name.base;
        let shapeless = members.iter().flatten().filter(|one| one.like == Like::Any);
        problems.extend(shapeless.map(|foreign| {
            let entry = &foreign.entry;
            let message = format!(
                "`types` replaces `{entry}`, which is a member of a union in `{base}`, but its schema does not distinguish it from the others"
            );
            let help = format!("replace `{base}` as a whole, or remove the entry");
            Problem::invalid(&format!("types.{entry}"), message, help)
        }));
    }
    problems
}

/// Entries whose component nothing has as its type.
fn unused(api: &mut Api, config: &ApiConfig) -> Vec<Problem> {
    let inherits = std::mem::take(&mut api.inherits);
    let mut used = HashSet::default();
    api.visit_mut(&mut |id| {
        used.insert(*id);
    });
    let components = api.types().filter(|(id, def)| {
        def.component
            && def.name.path.is_empty()
            && config.types.contains_key(&def.name.base)
            && !used.contains(id)
    });
    let problems = components.map(|(_, def)| {
        let entry = &def.name.base;
        let message = format!("`types` replaces `{entry}`, but nothing in the document has this type");
        let help = "remove the entry; a schema that takes its fields over by `allOf` has them itself, and can be replaced";
        Problem::unmatched(&format!("types.{entry}"), message, help)
    });
    let problems = problems.collect();
    api.inherits = inherits;
    problems
}
