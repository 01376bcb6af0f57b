//! Types of the user's own in place of schemas.
//!
//! In: the API and the configuration. Out: the API with those types in it, and the entries that fit nothing. A format is
//! replaced while a document is lowered, since nothing else knows it; here is told which are. Must not know tokens.

use std::sync::Arc;

use crate::{
    config::ApiConfig,
    ir::{Api, Foreign, Type, TypeId, TypeKind},
    plan::{
        problems::{Problem, instead},
        rust::RustType,
    },
};

/// Replaces components by the types that the configuration names. An entry that fits nothing is a problem.
#[must_use]
pub fn replace(api: &mut Api, config: &ApiConfig) -> Vec<Problem> {
    let mut problems = Vec::new();
    if config.types.is_empty() {
        return problems;
    }
    let formats = formats(api);
    for (entry, path) in &config.types {
        let place = format!("types.{entry}");
        if written(path).is_none() {
            problems.push(Problem::invalid(
                &place,
                format!("`types` gives `{entry}` the type `{path}`, which is not the path of a Rust type"),
                "write one such as `uuid::Uuid`, with all of its modules".to_owned(),
            ));
        }
        if let Some(format) = entry.strip_prefix("format:") {
            if !formats.contains(entry) {
                problems.push(Problem::unmatched(
                    &place,
                    format!("`types` replaces the format `{format}`, which no schema of the document has"),
                    "remove the entry, or correct the name of the format".to_owned(),
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
    problems
}

fn replace_one(api: &mut Api, id: TypeId, entry: &str, path: &str) {
    let kind = &mut api.types[id.index()].kind;
    let scalar = match kind {
        TypeKind::Enumeration(_) | TypeKind::Constant(..) | TypeKind::Alias(Type::Scalar(_), _) => {
            true
        }
        TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Alias(..) => false,
    };
    let foreign = Foreign {
        entry: entry.to_owned(),
        path: path.to_owned(),
        scalar,
        own: Type::Any,
    };
    *kind = TypeKind::Alias(Type::Foreign(Arc::new(foreign)), crate::ir::Rare::default());
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

/// Gives members of unions the types that they have without an entry: what tells members apart is their shape or a tag in
/// them, and of a type of serde neither is known.
fn settle_unions(api: &mut Api) -> Vec<Problem> {
    let mut problems = Vec::new();
    let resolved = |api: &Api, ty: &Type| match ty {
        Type::Foreign(foreign) => Some(Arc::clone(foreign)),
        Type::Named(id) => match &api.type_def(*id).kind {
            TypeKind::Alias(Type::Foreign(foreign), _) => Some(Arc::clone(foreign)),
            _ => None,
        },
        _ => None,
    };
    for index in 0..api.types.len() {
        let members: Vec<&Type> = match &api.types[index].kind {
            TypeKind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            TypeKind::Struct(object) => object.flattened.iter().map(|(_, ty)| ty).collect(),
            _ => continue,
        };
        let foreign: Vec<_> = members.into_iter().map(|ty| resolved(api, ty)).collect();
        let def = &mut api.types[index];
        let members: Vec<&mut Type> = match &mut def.kind {
            TypeKind::Union(union) => union.variants.iter_mut().map(|one| &mut one.ty).collect(),
            TypeKind::Struct(object) => object.flattened.iter_mut().map(|(_, ty)| ty).collect(),
            _ => continue,
        };
        for (member, foreign) in members.into_iter().zip(foreign) {
            let Some(foreign) = foreign else { continue };
            *member = foreign.own.clone();
            if *member == Type::Any {
                let (entry, base) = (&foreign.entry, &def.name.base);
                problems.push(Problem::invalid(
                    &format!("types.{entry}"),
                    format!("`types` replaces `{entry}`, which is a member of a union or `allOf` of `{base}`"),
                    format!("replace `{base}` as a whole, or remove the entry"),
                ));
            }
        }
    }
    problems
}

/// A path as a type: `uuid::Uuid`, `chrono::DateTime<chrono::Utc>`. None if it is not a path.
pub(crate) fn written(path: &str) -> Option<RustType> {
    let mut rest = path;
    let ty = parse(&mut rest)?;
    (rest.trim().is_empty() && path.contains("::")).then_some(ty)
}

fn parse(rest: &mut &str) -> Option<RustType> {
    let text = rest.trim_start();
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ':');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    let (name, after) = text.split_at(end);
    let is_name = |one: &str| {
        !one.is_empty() && !one.starts_with(|c: char| c.is_ascii_digit()) && !one.contains(':')
    };
    if !name.split("::").all(is_name) {
        return None;
    }
    *rest = after.trim_start();
    let mut arguments = Vec::new();
    if let Some(inner) = rest.strip_prefix('<') {
        *rest = inner;
        loop {
            arguments.push(parse(rest)?);
            if let Some(after) = rest.strip_prefix('>') {
                *rest = after.trim_start();
                break;
            }
            *rest = rest.strip_prefix(',')?;
        }
    }
    Some(RustType::Name(name.to_owned(), arguments))
}

#[cfg(test)]
mod tests {
    use super::written;

    #[test]
    fn paths_are_types_and_nothing_else_is() {
        for path in [
            "uuid::Uuid",
            "crate::tags::Tags",
            "chrono::DateTime<chrono::Utc>",
            "a::B<c::D<u8>, String>",
        ] {
            assert_eq!(
                written(path).map(|ty| ty.to_string()).as_deref(),
                Some(path)
            );
        }
        for path in [
            "",
            "Uuid",
            "uuid:Uuid",
            "uuid::",
            "::uuid::Uuid",
            "a::B<",
            "a::B>",
            "a::B<c>d",
            "a::1",
            "&a::B",
            "a-b::C",
        ] {
            assert_eq!(written(path), None, "{path}");
        }
    }
}
