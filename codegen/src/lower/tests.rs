//! What the tests of lowering share, and those of several rooms at once.

mod conditional;
mod generics;
mod references;
pub(crate) mod snippet;

use crate::{
    diagnostics::{Code, Diagnostics},
    ir::{Api, Scalar, Type, TypeKind},
    openapi,
    source::{Memory, Sources},
};

/// What a document becomes, and what is reported of it.
pub(super) fn lowered(text: &str) -> (Api, Vec<Code>) {
    lowered_by(super::lower, text)
}

/// The same by a given stage.
fn lowered_by(
    stage: impl Fn(&openapi::Document<'_>, &Sources, super::Options<'_>, &mut Diagnostics) -> Api,
    text: &str,
) -> (Api, Vec<Code>) {
    let reader = Memory::new([("spec.yaml", text)]);
    let mut diagnostics = Diagnostics::new();
    let sources = Sources::load(&reader, "spec.yaml", &[], &mut diagnostics).unwrap();
    let document = openapi::read(&sources, &mut diagnostics).unwrap();
    let options = super::Options::default();
    let api = stage(&document, &sources, options, &mut diagnostics);
    diagnostics.sort();
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    (api, codes.collect())
}

/// A document with these schemas.
fn document(version: &str, schemas: &str) -> String {
    format!(
        "openapi: {version}\ninfo: {{title: a, version: b}}\npaths: {{}}\ncomponents: {{schemas: {{{schemas}}}}}\n"
    )
}

/// A type in short: the names of types, and what is around them.
pub(super) fn words(api: &Api, ty: &Type) -> String {
    match ty {
        Type::Named(id) => {
            let def = api.type_def(*id);
            if let (TypeKind::Alias(ty, _), false) = (&def.kind, def.component) {
                return words(api, ty);
            }
            let path = std::iter::once(&def.name.base).chain(&def.name.path);
            path.map(String::as_str).collect::<Vec<_>>().join(".")
        }
        Type::Scalar(Scalar::Number(number)) => format!("{number:?}"),
        Type::Scalar(scalar) => format!("{scalar:?}"),
        Type::Any => "any".to_owned(),
        Type::Null => "null".to_owned(),
        Type::Foreign(foreign) => foreign.path.clone(),
        Type::Array(inner) => format!("[{}]", words(api, inner)),
        Type::Map(inner) | Type::KeyedMap(_, inner) => format!("map {}", words(api, inner)),
        Type::Nullable(inner) => format!("{}?", words(api, inner)),
        Type::Tuple(items) => {
            let items: Vec<_> = items.iter().map(|item| words(api, item)).collect();
            format!("({})", items.join(", "))
        }
    }
}

/// The fields of a component, or of a type in it, each as `name: type`, with `!` where it is
/// required.
fn fields(api: &Api, name: &str) -> Vec<String> {
    let def = api.types.iter().find(|def| {
        let path = std::iter::once(&def.name.base).chain(&def.name.path);
        path.map(String::as_str).collect::<Vec<_>>().join(".") == name
    });
    let Some(TypeKind::Struct(object)) = def.map(|def| &def.kind) else {
        panic!("`{name}` is not an object")
    };
    let field = |field: &crate::ir::Field| {
        let mark = if field.required { "!" } else { "" };
        let null = if field.nullable { "?" } else { "" };
        format!("{}{mark}: {}{null}", field.name, words(api, &field.ty))
    };
    object.fields.iter().map(field).collect()
}
