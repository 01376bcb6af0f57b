//! Types in the dump.

use super::{Dump, constraints::constraints};
use crate::ir::{
    Additional, DefaultMember, Enumeration, EnumerationValue, Field, Scalar, Select, Strictness,
    Struct, TypeDef, TypeId, TypeKind, Union, Variant,
};

pub(super) fn type_def(out: &mut Dump, number: usize, def: &TypeDef) {
    // The name is the label.
    let TypeDef {
        name: _,
        kind,
        docs,
        origin,
        component,
        twin,
    } = def;
    let label = u32::try_from(number)
        .map(|number| out.label(TypeId(number)).to_owned())
        .unwrap_or_default();
    let word = match kind {
        TypeKind::Struct(_) => "struct".to_owned(),
        TypeKind::Enumeration(Enumeration {
            scalar: Some(of), ..
        }) => format!("enumeration of {}", scalar(*of)),
        TypeKind::Enumeration(_) => "enumeration".to_owned(),
        TypeKind::Constant(value, Strictness::Strict) => format!("constant {value}"),
        TypeKind::Constant(value, Strictness::Lenient) => format!("lenient constant {value}"),
        TypeKind::Constant(value, Strictness::Open) => format!("open constant {value}"),
        TypeKind::Union(Union {
            select: Select::Tag(tag),
            ..
        }) => format!("union by tag {tag:?}"),
        TypeKind::Union(Union {
            select: Select::External,
            ..
        }) => "union by key".to_owned(),
        TypeKind::Union(Union {
            select: Select::Adjacent(tag, content),
            ..
        }) => format!("union by tag {tag:?} with content {content:?}"),
        TypeKind::Union(Union {
            select: Select::Shape,
            ..
        }) => "union by shape".to_owned(),
        TypeKind::Alias(ty, _) => format!("alias of {}", out.ty(ty)),
    };
    out.nest(format_args!("type {label}: {word}"), |out| {
        if !origin.is_empty() {
            out.line(format_args!("from {origin}"));
        }
        out.flag(*component, "component");
        out.flag(twin.is_some(), "of equal shape");
        out.docs(docs);
        match kind {
            TypeKind::Struct(object) => structure(out, object),
            TypeKind::Enumeration(Enumeration {
                values,
                scalar: _,
                open,
            }) => {
                out.flag(*open, "open");
                for item in values {
                    value(out, item);
                }
            }
            TypeKind::Constant(..) => {}
            TypeKind::Union(Union {
                variants,
                select: _,
                default,
                open,
            }) => {
                out.flag(*open, "open");
                for item in variants {
                    variant(out, item);
                }
                if let Some(DefaultMember { variant, unmapped }) = default {
                    let more = if *unmapped { " and for other tags" } else { "" };
                    out.line(format_args!(
                        "default variant {variant} without a tag{more}"
                    ));
                }
            }
            TypeKind::Alias(_, assertions) => constraints(out, assertions),
        }
    });
}

fn structure(
    out: &mut Dump,
    Struct {
        fields,
        additional,
        additional_constraints,
        flattened,
        constraints: own,
    }: &Struct,
) {
    constraints(out, own);
    for item in fields {
        field(out, item);
    }
    for (name, ty) in flattened {
        let ty = out.ty(ty);
        out.line(format_args!("flattened {name:?}: {ty}"));
    }
    match additional {
        Additional::Unstated => {}
        Additional::Forbidden => out.line(format_args!("additional forbidden")),
        Additional::Typed(ty) => {
            let ty = out.ty(ty);
            out.nest(format_args!("additional {ty}"), |out| {
                constraints(out, additional_constraints);
            });
        }
    }
}

fn field(out: &mut Dump, field: &Field) {
    let Field {
        name,
        ty,
        required,
        nullable,
        tag,
        read_only,
        write_only,
        default,
        constraints: assertions,
        docs,
    } = field;
    let ty = out.ty(ty);
    out.nest(format_args!("field {name:?}: {ty}"), |out| {
        out.flag(*required, "required");
        out.flag(*nullable, "nullable");
        out.flag(*tag, "tag");
        out.flag(*read_only, "read only");
        out.flag(*write_only, "write only");
        out.value("default", default.as_ref());
        constraints(out, assertions);
        out.docs(docs);
    });
}

fn value(
    out: &mut Dump,
    EnumerationValue {
        value,
        name,
        description,
    }: &EnumerationValue,
) {
    out.nest(format_args!("value {value}"), |out| {
        out.quoted("name", name.as_deref());
        out.description(description.as_deref());
    });
}

fn variant(
    out: &mut Dump,
    Variant {
        name,
        ty,
        tags,
        carries_tag,
        constraints: assertions,
        docs,
    }: &Variant,
) {
    let ty = out.ty(ty);
    out.nest(format_args!("variant {name:?}: {ty}"), |out| {
        for tag in tags {
            out.line(format_args!("tag {tag:?}"));
        }
        out.flag(*carries_tag, "carries tag");
        constraints(out, assertions);
        out.docs(docs);
    });
}

pub(super) fn scalar(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::Bool => "bool",
        Scalar::Number(number) | Scalar::NumberOrText(number) => number.name(),
        Scalar::String => "string",
        Scalar::DateTime => "date-time",
        Scalar::Date => "date",
        Scalar::Time => "time",
        Scalar::Uuid => "uuid",
        Scalar::Base64 => "base64",
        Scalar::Base64Url => "base64url",
        Scalar::Binary => "binary",
        Scalar::File => "file",
    }
}
