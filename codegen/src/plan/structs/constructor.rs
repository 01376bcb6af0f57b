//! How a struct is made: `new` and the `with_` methods.

use super::{Planned, Role};
use crate::plan::{
    Argument, Constructor, Field, Given, LineKind, Lint, RustType, Setter, Value, lints,
};

pub(super) fn constructor(
    planned: &[Planned<'_>],
    flattened: &[(Field, Given)],
    additional: Option<(&Field, &'static str)>,
    derives_default: bool,
) -> Constructor {
    let mut arguments = Vec::new();
    let mut values = Vec::new();
    for one in planned {
        let value = match (one.role, &one.constant) {
            (Role::Filled, Some(constant)) if one.kind == LineKind::Required && !one.null => {
                Value::Constant(constant.clone())
            }
            (Role::Filled, Some(constant)) => Value::SomeConstant(constant.clone()),
            (Role::Argument, _) => {
                let (argument, given) = argument(one);
                arguments.push(argument);
                Value::Given(given)
            }
            _ if one.kind == LineKind::Nullable => Value::Absent,
            _ => Value::None,
        };
        values.push((one.name.clone(), value));
    }
    for (field, given) in flattened {
        let inner = match (&field.ty, given.boxed) {
            (RustType::Name(_, inner), true) => inner[0].clone(),
            (ty, _) => ty.clone(),
        };
        arguments.push(Argument {
            name: field.name.clone(),
            ty: inner.into_argument(),
        });
        values.push((field.name.clone(), Value::Given(given.clone())));
    }
    if let Some((field, map)) = additional {
        values.push((field.name.clone(), Value::Empty(map)));
    }
    let text = if arguments.is_empty() {
        "Makes one with nothing set."
    } else {
        "Makes one from the required fields."
    };
    let mut lints = lints::on_arguments(&arguments, false);
    if !derives_default {
        lints.extend(lints::on_length(values.len() + arguments.len() + 5));
        if planned.iter().any(|one| one.field.docs.deprecated) {
            lints.push(Lint::Expect("deprecated"));
        }
    }
    Constructor {
        docs: vec![text.to_owned()],
        arguments,
        values: (!derives_default).then_some(values),
        lints,
    }
}

/// How `new` takes a field. A literal or the result of a parse must tell its type, so only strings,
/// unions and what may be `null` are converted.
fn argument(one: &Planned<'_>) -> (Argument, Given) {
    if one.kind == LineKind::Nullable {
        let ty = RustType::of("Nullable", boxed_type(one)).into_argument();
        let given = Given {
            argument: one.name.clone(),
            into: true,
            boxed: false,
            some: false,
        };
        return (
            Argument {
                name: one.name.clone(),
                ty,
            },
            given,
        );
    }
    let in_option = one.kind != LineKind::Required;
    let ty = if one.null && !in_option {
        RustType::of("Option", boxed_type(one))
    } else {
        one.inner.clone()
    };
    let into = one.null && !in_option || is_text(&one.inner) || one.inner.is("Value") || one.union;
    let argument = Argument {
        name: one.name.clone(),
        ty: if into { ty.into_argument() } else { ty },
    };
    let boxed = one.boxed && (in_option || !one.null);
    (
        argument,
        Given {
            argument: one.name.clone(),
            into,
            boxed,
            some: in_option,
        },
    )
}

fn boxed_type(one: &Planned<'_>) -> RustType {
    if one.boxed {
        RustType::of("Box", one.inner.clone())
    } else {
        one.inner.clone()
    }
}

fn is_text(ty: &RustType) -> bool {
    ty.is("String")
}

/// Types that are taken as they are.
const EXACT: &[&str] = &[
    "bool",
    "i64",
    "i32",
    "u64",
    "u32",
    "f64",
    "f32",
    "Timestamp",
    "Date",
    "Time",
    "Uuid",
    "Bytes",
];

pub(super) fn setters(planned: &[Planned<'_>], additional: Option<&Field>) -> Vec<Setter> {
    let optional = planned.iter().filter(|one| {
        one.role != Role::Argument && !one.field.read_only && one.kind != LineKind::Required
    });
    let mut setters: Vec<Setter> = optional.map(setter).collect();
    if let Some(field) = additional {
        setters.push(Setter {
            docs: vec![format!("Sets `{}`.", field.name)],
            name: format!("with_{}", field.name.trim_start_matches("r#")),
            field: field.name.clone(),
            argument: Argument {
                name: field.name.clone(),
                ty: field.ty.clone().into_argument(),
            },
            value: Given {
                argument: field.name.clone(),
                into: true,
                boxed: false,
                some: false,
            },
            deprecated: false,
        });
    }
    setters
}

fn setter(one: &Planned<'_>) -> Setter {
    let nullable = one.kind == LineKind::Nullable;
    let exact = match &one.inner {
        RustType::Name(name, _) => EXACT.contains(&name.as_str()),
        other => *other == RustType::Tuple(Vec::new()),
    };
    let argument = lints::argument_name(&one.name);
    let ty = match (nullable, exact) {
        (true, _) => RustType::of("Nullable", boxed_type(one)).into_argument(),
        (false, true) => one.inner.clone(),
        (false, false) => one.inner.clone().into_argument(),
    };
    Setter {
        docs: vec![format!("Sets `{}`.", one.name.trim_start_matches("r#"))],
        name: format!("with_{}", one.name.trim_start_matches("r#")),
        field: one.name.clone(),
        argument: Argument {
            name: argument.clone(),
            ty,
        },
        value: Given {
            argument,
            into: nullable || !exact,
            boxed: one.boxed && !nullable,
            some: !nullable,
        },
        deprecated: one.field.docs.deprecated,
    }
}
