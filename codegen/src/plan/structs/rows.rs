//! How the fields of a struct are read, written and set.

use super::{Additional, Planned, Role};
use crate::analyze::holds_numeric;
use crate::plan::{Argument, Field, MemberKind, OnWire, Row, RustType, Setter, context::Context};

/// What `new` takes: the required members, then the flattened ones.
pub(super) fn arguments(planned: &[Planned<'_>], flattened: &[Field]) -> Vec<Argument> {
    let own = planned.iter().filter(|one| one.role == Role::Argument);
    let flattened = flattened.iter().map(|field| Argument {
        name: field.name.clone(),
        ty: field.ty.clone().into_argument(),
    });
    own.map(argument).chain(flattened).collect()
}

/// How a user gives a field: to `new` (true), or to a method.
pub(super) fn input(one: &Planned<'_>, settable: bool) -> Option<(Argument, bool)> {
    if one.role == Role::Argument {
        return Some((argument(one), true));
    }
    has_setter(one, settable).then(|| {
        let Setter { name, ty } = setter(one);
        (Argument { name, ty }, false)
    })
}

/// Whether a method sets the field.
fn has_setter(one: &Planned<'_>, settable: bool) -> bool {
    let optional = one.kind != MemberKind::Required && one.role == Role::LeftOut;
    settable && optional && !one.field.read_only
}

/// How `new` takes a field. A literal or the result of a parse must tell its type, so only strings,
/// unions and what may be `null` are converted.
fn argument(one: &Planned<'_>) -> Argument {
    let ty = if one.kind == MemberKind::Nullable {
        RustType::of("Nullable", boxed(one)).into_argument()
    } else if one.null && one.kind == MemberKind::Required {
        RustType::of("Option", boxed(one)).into_argument()
    } else if one.union || one.inner.is("String") || one.inner.is("Value") {
        boxed(one).into_argument()
    } else {
        one.inner.clone()
    };
    Argument {
        name: one.name.clone(),
        ty,
    }
}

fn boxed(one: &Planned<'_>) -> RustType {
    if one.boxed {
        RustType::of("Box", one.inner.clone())
    } else {
        one.inner.clone()
    }
}

/// A row for each member, then the flattened fields and the one for the rest. `settable`: optional
/// members have methods.
pub(super) fn rows(
    context: &Context<'_>,
    planned: &[Planned<'_>],
    flattened: &[Field],
    additional: Option<Additional>,
    settable: bool,
) -> Vec<Row> {
    let mut rows: Vec<Row> = planned
        .iter()
        .map(|one| row(context, one, settable))
        .collect();
    let more = |field: &Field, place, setter| Row {
        field: field.name.clone(),
        place,
        constant: None,
        setter,
        deprecated: false,
        numeric: false,
        limits: Vec::new(),
    };
    rows.extend(
        flattened
            .iter()
            .map(|field| more(field, OnWire::Flattened, None)),
    );
    rows.extend(additional.map(|additional| {
        let Additional {
            field,
            numeric,
            limits,
        } = additional;
        let setter = settable.then(|| Setter {
            name: with(&field.name),
            ty: field.ty.clone().into_argument(),
        });
        Row {
            numeric,
            limits,
            ..more(&field, OnWire::Rest, setter)
        }
    }));
    rows
}

fn row(context: &Context<'_>, one: &Planned<'_>, settable: bool) -> Row {
    // Required and not null, it is one from the beginning.
    let filled = one.role == Role::Filled && (one.kind != MemberKind::Required || one.null);
    Row {
        field: one.name.clone(),
        place: OnWire::Member(one.field.name.clone(), one.kind),
        constant: one.constant.clone().filter(|_| filled).or(one.only.clone()),
        setter: has_setter(one, settable).then(|| setter(one)),
        deprecated: one.field.docs.deprecated,
        numeric: holds_numeric(&one.field.ty, &context.facts.numeric),
        limits: context.limits(&one.field.ty, &one.field.limits),
    }
}

/// Types that are taken as they are.
const EXACT: &[&str] = &[
    "bool",
    "i8",
    "i16",
    "i32",
    "i64",
    "u8",
    "u16",
    "u32",
    "u64",
    "f32",
    "f64",
    "Timestamp",
    "Date",
    "Time",
    "Uuid",
    "Bytes",
];

fn setter(one: &Planned<'_>) -> Setter {
    let exact = match &one.inner {
        RustType::Name(name, _) => EXACT.contains(&name.as_str()),
        other => *other == RustType::Tuple(Vec::new()),
    };
    let ty = if one.kind == MemberKind::Nullable {
        RustType::of("Nullable", boxed(one)).into_argument()
    } else if exact {
        one.inner.clone()
    } else {
        boxed(one).into_argument()
    };
    Setter {
        name: with(&one.name),
        ty,
    }
}

fn with(field: &str) -> String {
    format!("with_{}", field.trim_start_matches("r#"))
}
