//! Which traits hold for which type.
//!
//! In: the IR. Out: one [`Derives`] a type. Must not know how a trait is written.
//!
//! Each derive costs its users compile time, on every type of a large API. So only what is cheap
//! and of use is given: enumerations and constants are keys of maps and sets, and get `Eq` and
//! `Hash` where their values have them (floats don't); structs and unions are not, and don't. An
//! enumeration keeps unknown values, in an allocation, so nothing but a constant is `Copy`.
//! `Default` holds where a value can be made from nothing: no field asks for one, except those that
//! have one value only.

use crate::ir::{Api, Numeric, Scalar, Strictness, Struct, Type, TypeId, TypeKind};

/// The traits, beside `Clone`, `Debug` and `PartialEq`, that a type can have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a trait that holds or not"
)]
pub struct Derives {
    /// `Copy`: constants.
    pub copy: bool,
    /// `Eq`: constants, and enumerations of values other than floats.
    pub eq: bool,
    /// `Hash`: as `Eq`.
    pub hash: bool,
    /// `Default`: constants, structs of which nothing is required but constants, lists and maps.
    pub default: bool,
}

pub(super) fn find(api: &Api) -> Vec<Derives> {
    api.types.iter().map(|def| of(api, &def.kind)).collect()
}

fn of(api: &Api, kind: &TypeKind) -> Derives {
    match kind {
        TypeKind::Constant(_, strictness) => Derives {
            copy: *strictness == Strictness::Strict,
            eq: true,
            hash: true,
            default: true,
        },
        TypeKind::Enumeration(enumeration) => {
            let number = enumeration.scalar.and_then(Scalar::number);
            let exact = number.is_none_or(Numeric::is_integer);
            Derives {
                eq: exact,
                hash: exact,
                ..Derives::default()
            }
        }
        TypeKind::Struct(object) => Derives {
            default: needs_nothing(api, object),
            ..Derives::default()
        },
        // Only asked where the alias is a newtype.
        TypeKind::Alias(ty, _) => Derives {
            default: matches!(
                ty,
                Type::Array(_) | Type::Map(_) | Type::KeyedMap(..) | Type::Nullable(_)
            ),
            ..Derives::default()
        },
        TypeKind::Union(_) => Derives::default(),
    }
}

fn needs_nothing(api: &Api, object: &Struct) -> bool {
    object.flattened.is_empty()
        && object.fields.iter().all(|field| {
            !field.required
                || !field.nullable && matches!(field.ty, Type::Named(id) if is_constant(api, id))
        })
}

/// Whether the type is a constant, or another name for one.
fn is_constant(api: &Api, id: TypeId) -> bool {
    let mut at = id;
    // No chain of aliases without a loop is longer than this.
    for _ in 0..=api.types.len() {
        match &api.type_def(at).kind {
            TypeKind::Constant(..) => return true,
            TypeKind::Alias(Type::Named(next), _) => at = *next,
            _ => return false,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analyze::testing::{alias, api, array, field, flattened, named, object, optional, union},
        ir::{Enumeration, Field},
    };

    fn enumeration(scalar: Option<Scalar>) -> TypeKind {
        TypeKind::Enumeration(Enumeration {
            values: Vec::new(),
            scalar,
            open: false,
        })
    }

    #[test]
    fn enumerations_are_keys_unless_of_floats() {
        let found = find(&api(vec![
            enumeration(Some(Scalar::String)),
            enumeration(None),
            enumeration(Some(Scalar::F64)),
        ]));
        let key = Derives {
            eq: true,
            hash: true,
            ..Derives::default()
        };
        assert_eq!(found, [key, key, Derives::default()]);
    }

    #[test]
    fn constants_have_all() {
        let found = find(&api(vec![TypeKind::Constant(
            "span".into(),
            Strictness::Strict,
        )]));
        assert_eq!(
            found,
            [Derives {
                copy: true,
                eq: true,
                hash: true,
                default: true
            }]
        );
    }

    #[test]
    fn a_struct_is_default_where_nothing_is_asked_for() {
        let constant = || field("object", named(1));
        let found = find(&api(vec![
            object(vec![
                optional("a", Type::Any),
                constant(),
                field("again", named(2)),
            ]),
            TypeKind::Constant("span".into(), Strictness::Strict),
            alias(named(1)),
            object(vec![field("a", Type::Any)]),
            object(vec![Field {
                nullable: true,
                ..constant()
            }]),
            flattened(vec![], vec![named(6)]),
            union(vec![]),
        ]));
        let default: Vec<bool> = found.iter().map(|derives| derives.default).collect();
        assert_eq!(default, [true, true, false, false, false, false, false]);
    }

    #[test]
    fn an_alias_of_itself_is_not_a_constant() {
        let found = find(&api(vec![
            object(vec![field("a", named(1))]),
            alias(named(2)),
            alias(named(1)),
            alias(array(named(3))),
        ]));
        assert!(!found[0].default);
        assert!(found[3].default);
    }
}
