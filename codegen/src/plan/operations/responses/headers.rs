//! The headers of a response as a struct.
//!
//! In: an operation. Out: the struct of the headers that its successes have, if the document
//! describes any. Must not know bodies.

use super::StatusTypes;
use crate::{
    ir::{Operation, Parameter, Scalar, Type, TypeKind},
    names::{Case, Scope, Section, Wish},
    plan::{
        HeaderField, HeaderStruct, Item, RustType,
        context::Context,
        docs,
        naming::{self, MethodNames},
    },
};

/// Plans the struct of the headers, and says of it in the docs of the operation.
pub(crate) fn plan(
    context: &Context<'_>,
    operation: &Operation,
    names: &MethodNames,
    types: &mut StatusTypes<'_>,
) -> Vec<String> {
    let described = described(operation);
    if described.is_empty() {
        return Vec::new();
    }
    let (key, name) = types.claim(context.ledger, names, "headers");
    let names = field_names(context, &described, &key);
    let all = |header: &Parameter| {
        let same = |one: &Parameter| one.required && one.name.eq_ignore_ascii_case(&header.name);
        operation
            .successes()
            .all(|response| response.headers.iter().any(same))
    };
    let fields = described.iter().zip(names).map(|(header, name)| {
        let mut text = docs::member_text(header.docs.description.as_deref());
        if text.is_empty() {
            text.push(format!("{}.", docs::code(&header.name)));
        }
        HeaderField {
            docs: text,
            name,
            required: all(header),
            ty: written(context, &header.ty),
            wire: header.name.clone(),
        }
    });
    let fields: Vec<HeaderField> = fields.collect();
    let called = docs::code(&naming::operation_key(operation));
    let docs = vec![format!("The headers of a response to {called}.")];
    let text = vec![format!(
        "`Response::headers_as` reads the response headers as [`{name}`]."
    )];
    let equal = types.items.iter().find_map(|item| match item {
        Item::Headers(other) if other.fields == fields => Some(other.name.clone()),
        _ => None,
    });
    match equal {
        Some(other) => types.alias(docs, name, &other),
        None => types
            .items
            .push(Item::Headers(HeaderStruct { docs, name, fields })),
    }
    text
}

/// The names of the fields. `key`: that of the struct.
fn field_names(context: &Context<'_>, headers: &[&Parameter], key: &str) -> Vec<String> {
    let wishes = headers.iter().map(|header| Wish::of(&header.name));
    let wishes: Vec<Wish<'_>> = wishes.collect();
    let prefix = format!("{key}#");
    let mut scope = Scope::new(Case::Snake, "header");
    context.ledger.keep(&mut scope, Section::Fields, &prefix);
    let keys = headers
        .iter()
        .map(|header| format!("{prefix}{}", header.name.to_ascii_lowercase()));
    let ledger = context.ledger;
    ledger.claim_all(&mut scope, Section::Fields, keys, &wishes)
}

/// The headers of all successes; of equal names the first. What is said of `Content-Type` is
/// ignored, as the standard asks.
fn described(operation: &Operation) -> Vec<&Parameter> {
    let mut all: Vec<&Parameter> = Vec::new();
    for header in operation.successes().flat_map(|response| &response.headers) {
        let same = |one: &&Parameter| one.name.eq_ignore_ascii_case(&header.name);
        if !all.iter().any(same) && !header.name.eq_ignore_ascii_case("content-type") {
            all.push(header);
        }
    }
    all
}

/// A scalar, an enumeration, or a list of these; anything else is the text as received.
fn written(context: &Context<'_>, ty: &Type) -> RustType {
    let (ty, _) = context.resolve(ty);
    let is_read = match ty {
        Type::Array(item) => is_read(context, context.resolve(item).0),
        ty => is_read(context, ty),
    };
    match ty {
        Type::Array(item) if is_read => {
            let (item, _) = context.resolve(item);
            RustType::of("Vec", context.rust(item))
        }
        ty if is_read => context.rust(ty),
        _ => RustType::name("String"),
    }
}

fn is_read(context: &Context<'_>, ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => !matches!(scalar, Scalar::Binary | Scalar::File),
        Type::Named(id) => matches!(context.api.type_def(*id).kind, TypeKind::Enumeration(_)),
        _ => false,
    }
}
