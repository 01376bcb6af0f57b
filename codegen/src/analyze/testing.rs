//! Small APIs made by hand, for the tests of the passes.

use crate::ir::{
    Api, Field, Name, Select, Struct, Type, TypeDef, TypeId, TypeKind, Union, Variant,
};

/// An API of these types, the first of which has id 0.
pub(crate) fn api(kinds: Vec<TypeKind>) -> Api {
    let types = kinds.into_iter().enumerate().map(|(number, kind)| TypeDef {
        origin: format!("#/components/schemas/T{number}"),
        component: true,
        ..TypeDef::new(Name::component(&format!("T{number}")), kind)
    });
    Api {
        types: types.collect(),
        ..Api::default()
    }
}

/// The type of that id.
pub(crate) fn named(id: u32) -> Type {
    Type::Named(TypeId(id))
}

/// An array.
pub(crate) fn array(item: Type) -> Type {
    Type::Array(Box::new(item))
}

/// A required field.
pub(crate) fn field(name: &str, ty: Type) -> Field {
    Field {
        required: true,
        ..Field::new(name, ty)
    }
}

/// A field that may be left out.
pub(crate) fn optional(name: &str, ty: Type) -> Field {
    Field::new(name, ty)
}

/// A struct.
pub(crate) fn object(fields: Vec<Field>) -> TypeKind {
    flattened(fields, Vec::new())
}

/// A struct with flattened members.
pub(crate) fn flattened(fields: Vec<Field>, members: Vec<Type>) -> TypeKind {
    let flattened = members
        .into_iter()
        .map(|ty| ("member".to_owned(), ty))
        .collect();
    TypeKind::Struct(Struct {
        fields,
        flattened,
        ..Struct::default()
    })
}

/// A union whose members are distinguished by shape.
pub(crate) fn union(members: Vec<Type>) -> TypeKind {
    selected(members, Select::Shape)
}

/// A union whose members are distinguished by the tag `kind`.
pub(crate) fn tagged(members: Vec<Type>) -> TypeKind {
    selected(members, Select::Tag("kind".to_owned()))
}

fn selected(members: Vec<Type>, select: Select) -> TypeKind {
    let variants = members.into_iter().map(|ty| Variant {
        carries_tag: false,
        ..Variant::new("", ty)
    });
    TypeKind::Union(Union::new(variants.collect(), select))
}

/// An alias.
pub(crate) fn alias(ty: Type) -> TypeKind {
    TypeKind::Alias(ty, Vec::new())
}
