//! Members: the names of fields, and of the variants of enumerations and unions.
//!
//! In: a type and the key that it has in the lock. Out: the names of its members, in their order.
//! Must not know what becomes of a member.

use super::variants::wishes;
use crate::{
    ir,
    names::{Case, Ledger, Scope, Section, Wish, words},
};

/// The ledger for the names of a type's members, and the key of the type.
pub(crate) type Claimed<'c> = (&'c Ledger<'c>, &'c str);

/// The scope of a struct's fields, with those that are locked.
pub(crate) fn field_scope((ledger, key): Claimed<'_>) -> Scope<'static> {
    let mut scope = Scope::new(Case::Snake, "field");
    ledger.keep(&mut scope, Section::Fields, &format!("{key}#"));
    scope
}

/// The names of the fields, in their order. `renamed`: the names that the configuration sets, by
/// their number.
pub(crate) fn field_names<'g>(
    object: &ir::Struct,
    renamed: impl Fn(usize) -> Option<&'g str>,
    scope: &mut Scope<'_>,
    claimed: Claimed<'_>,
) -> Vec<String> {
    let wishes = object.fields.iter().map(|field| Wish::of(&field.name));
    claim_fields(scope, claimed, &wishes.collect::<Vec<_>>(), renamed)
}

/// Names for fields, by what the document calls them.
pub(crate) fn claim_fields<'g>(
    scope: &mut Scope<'_>,
    (ledger, key): Claimed<'_>,
    wishes: &[Wish<'_>],
    renamed: impl Fn(usize) -> Option<&'g str>,
) -> Vec<String> {
    let keys = wishes.iter().map(|wish| format!("{key}#{}", wish.text));
    ledger.claim_all_but(scope, Section::Fields, keys, wishes, renamed)
}

/// The names of the variants. `renamed`: the names that the configuration sets, by their number.
pub(crate) fn value_names<'g>(
    enumeration: &ir::Enumeration,
    renamed: impl Fn(usize) -> Option<&'g str>,
    (ledger, key): Claimed<'_>,
) -> Vec<String> {
    let mut scope = Scope::new(Case::Pascal, "Empty").reserve(["Unknown"], "value");
    let texts: Vec<String> = enumeration.values.iter().map(text).collect();
    let wishes: Vec<Wish<'_>> = texts.iter().map(|text| Wish::of(text)).collect();
    let keys = enumeration.values.iter().map(|one| match &one.value {
        serde_json::Value::String(text) => format!("{key}#{text}"),
        value => format!("{key}#{value}"),
    });
    ledger.keep(&mut scope, Section::Variants, &format!("{key}#"));
    ledger.claim_all_but(&mut scope, Section::Variants, keys, &wishes, renamed)
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

/// The names of the variants. `own`: that of the union; `given`: those that the configuration
/// names, by their number.
pub(crate) fn variant_names<'g>(
    union: &ir::Union,
    own: &str,
    renamed: impl Fn(usize) -> Option<&'g str>,
    (ledger, key): Claimed<'_>,
) -> Vec<String> {
    let mut scope = Scope::new(Case::Pascal, "Empty").reserve(["Unknown"], "value");
    let variants = union.variants.iter();
    let keys = variants.map(|one| format!("{key}#{}", one.name));
    let wishes = wishes(&union.variants, &words(own));
    ledger.keep(&mut scope, Section::Variants, &format!("{key}#"));
    ledger.claim_all_but(&mut scope, Section::Variants, keys, &wishes, renamed)
}
