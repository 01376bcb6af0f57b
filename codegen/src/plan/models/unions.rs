//! Unions: their variants, and how these are distinguished.
//!
//! In: a union. Out: the enum, a variant for each member. Must not know how a union is read.

use crate::{
    ir::{self, Like, Scalar, Select, Type, TypeDef, TypeId, TypeKind},
    names::{Case, Scope, Section, Wish, words},
    plan::{
        Conversion, RustType, Tagging, Union, UnionVariant, VariantFlag,
        context::{Claimed, Context},
        docs,
    },
};

/// Plans a union.
pub(crate) fn plan(context: &Context<'_>, id: TypeId, def: &TypeDef, union: &ir::Union) -> Union {
    let name = context.naming.types[id.index()].clone();
    let variants = variants(context, id, union, &name);
    Union {
        docs: docs::item(context, def, &name),
        deprecated: docs::deprecation(&def.docs),
        name,
        variants,
        tagging: match &union.select {
            Select::Tag(tag) => Tagging::Internal(tag.clone()),
            Select::Adjacent(tag, inner) => Tagging::Adjacent(tag.clone(), inner.clone()),
            Select::External => Tagging::External,
            Select::Shape => Tagging::Untagged,
        },
        open: union.open,
    }
}

/// The names of the variants. `own`: that of the union; `given`: those that the configuration
/// names, by their number.
pub(crate) fn names<'g>(
    union: &ir::Union,
    own: &str,
    given: impl Fn(usize) -> Option<&'g str>,
    (ledger, place): Claimed<'_>,
) -> Vec<String> {
    let mut scope = Scope::new(Case::Pascal, "Empty").reserve(["Unknown"], "value");
    let variants = union.variants.iter();
    let places = variants.map(|one| format!("{place}#{}", one.name));
    let wishes = wishes(&union.variants, &words(own));
    ledger.hold(&mut scope, Section::Variants, &format!("{place}#"));
    ledger.claim_all_but(&mut scope, Section::Variants, places, &wishes, given)
}

/// The variants of the members, in their order.
fn variants(context: &Context<'_>, id: TypeId, union: &ir::Union, own: &str) -> Vec<UnionVariant> {
    let given = |index| context.naming.renames.of_member(id, index);
    let names = names(union, own, given, context.claimed(id));
    let types = union.variants.iter();
    let types: Vec<RustType> = types.map(|one| context.rust(&one.ty)).collect();
    // Rust takes names of one type for what they are.
    let plain = union.variants.iter().map(|one| {
        let ty = context.canonical(&one.ty);
        context.rust(&ty)
    });
    let plain: Vec<RustType> = plain.collect();
    let is_named = union.select != Select::Shape;
    union
        .variants
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, (variant, name))| {
            let ty = types[index].clone();
            let stated = if union.select.is_beside() {
                variant.constraints.as_slice()
            } else {
                &[]
            };
            let is_unit = is_named && variant.ty == Type::Null;
            let is_alone =
                |all: &[RustType]| all.iter().filter(|one| **one == all[index]).count() == 1;
            let is_unit_value = ty == RustType::Tuple(Vec::new());
            let from = if !is_alone(&plain) || plain[index].is(own) || is_unit_value {
                Conversion::Nothing
            } else if ty.is("String") {
                Conversion::Text
            } else {
                Conversion::Type
            };
            // The macro knows types by how they are written.
            let derived = is_alone(&types) && !ty.is(own) && !is_unit && !is_unit_value;
            let no_from = derived && from == Conversion::Nothing;
            let mut flags = flags(context, union, index);
            flags.extend(no_from.then_some(VariantFlag::NoFrom));
            UnionVariant {
                docs: docs::member(&variant.docs, &variant.name, stated, None),
                name,
                boxed: context.facts.boxed.contains(&(id, index)),
                tags: match union.select {
                    Select::Shape => Vec::new(),
                    _ => variant.tags.clone(),
                },
                flags,
                like: like(context, union, index),
                from,
                constraints: context.constraints(&variant.ty, &variant.constraints),
                ty: (!is_unit).then_some(ty),
            }
        })
        .collect()
}

/// What variants would like to be called: their names without the words of the union, which every
/// mention of them has already. A tag loses only what tags share.
fn wishes<'v>(variants: &'v [ir::Variant], union: &[String]) -> Vec<Wish<'v>> {
    let mut wishes: Vec<Wish<'v>> = variants.iter().map(|one| Wish::of(&one.name)).collect();
    let names: Vec<Vec<String>> = wishes.iter().map(|wish| wish.words[0].clone()).collect();
    let (before, after) = shared(&names, union);
    for (wish, variant) in wishes.iter_mut().zip(variants) {
        let name = wish.words[0].clone();
        let whole = own_words(&name, union).filter(|_| !variant.tags.contains(&variant.name));
        let own = whole.or_else(|| {
            let rest = name.strip_prefix(before).unwrap_or(&name);
            let rest = rest.strip_suffix(after).unwrap_or(rest);
            (rest.len() < name.len() && begins_name(rest)).then_some(rest)
        });
        wish.words.splice(0..0, own.map(<[String]>::to_vec));
    }
    wishes
}

/// The words that the union's name begins with, and those that it ends with, as far as at least
/// three of the variants, and at least half of them, do so, too. Of fewer, clippy doesn't mind.
fn shared<'u>(names: &[Vec<String>], union: &'u [String]) -> (&'u [String], &'u [String]) {
    let many = |count: usize| count >= 3 && count * 2 >= names.len();
    let ends = |length: &usize| {
        let after = &union[union.len() - length..];
        many(names.iter().filter(|name| name.ends_with(after)).count())
    };
    let begins = |length: &usize| {
        let before = &union[..*length];
        many(names.iter().filter(|name| name.starts_with(before)).count())
    };
    let lengths = || (0..=union.len()).rev();
    let before = lengths().find(begins).unwrap_or_default();
    let after = lengths().find(ends).unwrap_or_default();
    (&union[..before], &union[union.len() - after..])
}

/// The words that a name has before, after or within those of another one.
fn own_words<'w>(words: &'w [String], others: &[String]) -> Option<&'w [String]> {
    let own = (0..=others.len()).rev().find_map(|at| {
        let (before, after) = others.split_at(at);
        words.strip_prefix(before)?.strip_suffix(after)
    })?;
    (!others.is_empty() && begins_name(own)).then_some(own)
}

/// Whether a name can begin with the first of these words.
fn begins_name(words: &[String]) -> bool {
    let first = words.first().and_then(|word| word.chars().next());
    first.is_some_and(char::is_alphabetic)
}

/// The attributes of a variant besides its tags.
fn flags(context: &Context<'_>, union: &ir::Union, index: usize) -> Vec<VariantFlag> {
    let variant = &union.variants[index];
    let tag = match &union.select {
        Select::Tag(tag) => tag,
        Select::Shape => {
            let ty = context.canonical(&variant.ty);
            return is_numeric(&ty)
                .then_some(VariantFlag::Numeric)
                .into_iter()
                .collect();
        }
        Select::External | Select::Adjacent(..) => return Vec::new(),
    };
    let default = union.default.filter(|default| default.variant == index);
    let others = default.map(|default| {
        if default.unmapped {
            VariantFlag::Other
        } else {
            VariantFlag::Absent
        }
    });
    // The union can write the tag where there is one only, which is a text.
    let has_text = match context.resolve(&variant.ty).0 {
        Type::Foreign(own) => is_like_text(own, tag),
        _ => has_text(context, &variant.ty, tag),
    };
    let writes = default.is_none() && variant.tags.len() == 1 && has_text;
    let is_carried = variant.carries_tag && variant.ty != Type::Null && !writes;
    let carried = is_carried.then_some(VariantFlag::Carried);
    carried.into_iter().chain(others).collect()
}

/// What values of a member look like that is a user-defined type, of which the macro knows
/// nothing.
fn like(context: &Context<'_>, union: &ir::Union, index: usize) -> Option<Like> {
    match context.resolve(&union.variants[index].ty).0 {
        Type::Foreign(own) if union.select == Select::Shape && own.like != Like::Any => {
            Some(own.like.clone())
        }
        _ => None,
    }
}

fn is_like_text(own: &ir::Foreign, property: &str) -> bool {
    let Like::Object(members) = &own.like else {
        return false;
    };
    members.iter().any(|one| one.name == property && one.text)
}

/// Whether a value is, or lists, numbers that may be sent as strings.
fn is_numeric(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => matches!(scalar, Scalar::NumberOrText(_)),
        Type::Array(item) | Type::Map(item) | Type::KeyedMap(_, item) | Type::Nullable(item) => {
            is_numeric(item)
        }
        Type::Tuple(items) => items.iter().any(is_numeric),
        Type::Any | Type::Null | Type::Named(_) | Type::Foreign(_) => false,
    }
}

/// Whether the property of a struct is a text.
fn has_text(context: &Context<'_>, ty: &Type, property: &str) -> bool {
    let Some((_, TypeKind::Struct(object))) =
        context.definition(ty).map(|(id, def)| (id, &def.kind))
    else {
        return false;
    };
    let field = object.fields.iter().find(|field| field.name == property);
    field.is_some_and(|field| match context.resolve(&field.ty).0 {
        Type::Scalar(scalar) => *scalar == Scalar::String,
        Type::Named(id) => match &context.api.type_def(*id).kind {
            TypeKind::Constant(value, _) => value.is_string(),
            TypeKind::Enumeration(list) => list.values.iter().all(|one| one.value.is_string()),
            _ => false,
        },
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::{own_words, wishes};
    use crate::{
        ir::{Docs, Type, Variant},
        names::words,
    };

    #[test]
    fn variants_do_not_repeat_what_most_share_with_their_union() {
        for (union, tagged, names, expected) in [
            (
                "ResponseStreamEvent",
                false,
                &[
                    "ResponseCreatedEvent",
                    "ResponseTextDeltaEvent",
                    "ResponseEvent",
                    "GenericResponseEvent",
                ][..],
                &[
                    "created",
                    "text delta",
                    "response event",
                    "generic response",
                ][..],
            ),
            (
                "UserEvent",
                true,
                &["user.created", "user.updated", "user.deleted", "ping"],
                &["created", "updated", "deleted", "ping"],
            ),
            // Only one variant has the word, which distinguishes it.
            (
                "CardOrBankAccount",
                false,
                &["CardDetails", "BankDetails"],
                &["card details", "bank details"],
            ),
            ("Shape", true, &["shape", "circle"], &["shape", "circle"]),
        ] {
            let variant = |name: &&str| Variant {
                name: (*name).to_owned(),
                ty: Type::Any,
                tags: tagged.then(|| (*name).to_owned()).into_iter().collect(),
                carries_tag: false,
                constraints: Vec::new(),
                docs: Docs::default(),
            };
            let variants: Vec<Variant> = names.iter().map(variant).collect();
            let found = wishes(&variants, &words(union));
            let found: Vec<String> = found.iter().map(|wish| wish.words[0].join(" ")).collect();
            assert_eq!(found, expected, "{union}");
        }
    }

    #[test]
    fn a_variant_does_not_repeat_its_union() {
        for (variant, union, expected) in [
            ("ShapeCircle", "Shape", Some("circle")),
            ("open_shape", "Shape", Some("open")),
            ("ThingFromFileCreate", "ThingCreate", Some("from file")),
            ("Shape", "Shape", None),
            ("Shape3D", "Shape", None),
            ("Circle", "Shape", None),
            ("ShapesCircle", "Shape", None),
        ] {
            let (variant, union) = (words(variant), words(union));
            let own = own_words(&variant, &union).map(|own| own.join(" "));
            assert_eq!(own.as_deref(), expected, "{variant:?} of {union:?}");
        }
    }
}
