//! The constraints of a value: those of its schema, and those of its items.
//!
//! In: schemas that one value must match. Out: their constraints. A named type keeps those of its
//! schema, so those of a reference's target are not repeated. Must not decide types.

pub(crate) mod assertions;
mod exact;
pub(crate) mod number_or_text;
mod pattern;

use self::assertions::is_ruled;
use crate::lower::{
    Schemas,
    view::{
        View,
        facts::{Annotated, ValueKind},
        scalar,
    },
};
use crate::{
    diagnostics::Code,
    ir::{Constraint, Type},
    openapi::Schema,
    source::Node,
};

/// How deep arrays may be in each other for the constraints of their items to count.
const MAX_DEPTH: u32 = 8;

/// The constraints of all schemas on the value, which is of that type.
pub(crate) fn of<'a>(schemas: &Schemas<'a>, view: &View<'a>, ty: &Type) -> Vec<Constraint> {
    of_at(schemas, view, ty, 0)
}

/// The constraints of schemas, unless they only name a type.
pub(crate) fn of_nodes<'a>(
    schemas: &Schemas<'a>,
    nodes: &[&'a Node],
    ty: &Type,
) -> Vec<Constraint> {
    of_nested(schemas, nodes, ty, 0)
}

/// The constraints on a member of a union: its own, and those beside the union, unless it is an
/// object.
pub(crate) fn of_member<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    member: &'a Node,
    kind: ValueKind,
    ty: &Type,
) -> Vec<Constraint> {
    let own = of_nodes(schemas, &[member], ty);
    match kind {
        ValueKind::Object => own,
        _ => Constraint::both(own, of(schemas, view, ty)),
    }
}

fn of_at<'a>(schemas: &Schemas<'a>, view: &View<'a>, ty: &Type, depth: u32) -> Vec<Constraint> {
    let mut found = Vec::new();
    for schema in view.schemas() {
        found = Constraint::both(found, stated(schemas, schema));
    }
    // A named type keeps them itself.
    if !matches!(ty, Type::Named(_)) {
        found = Constraint::both(found, assertions::rules(schemas, view, ty));
    }
    let items = of_items(schemas, view, ty, depth);
    if !items.is_empty() {
        Constraint::add(&mut found, Constraint::Each(items));
    }
    if scalar::number_or_text(view).is_some() {
        found = of_number(found);
    }
    if let Some(number) = number_or_text::number_member(schemas, view) {
        let number = schemas.view(&[number]);
        let number = of_at(schemas, &number, ty, depth);
        return of_number(Constraint::both(found, number));
    }
    match only_member(schemas, view) {
        Some(only) => Constraint::both(found, of_nested(schemas, &[only], ty, depth)),
        None => found,
    }
}

fn of_nested<'a>(
    schemas: &Schemas<'a>,
    nodes: &[&'a Node],
    ty: &Type,
    depth: u32,
) -> Vec<Constraint> {
    if let Some(annotated) = schemas.annotated(nodes) {
        uncounted_beside(schemas, &annotated);
        return beside(schemas, &annotated, ty);
    }
    let view = schemas.view(nodes);
    if depth >= MAX_DEPTH {
        too_deep(schemas, &view);
        return Vec::new();
    }
    of_at(schemas, &view, ty, depth + 1)
}

/// The constraints beside a reference; what it leads to keeps its own.
pub(crate) fn beside<'a>(
    schemas: &Schemas<'a>,
    annotated: &Annotated<'a>,
    ty: &Type,
) -> Vec<Constraint> {
    let mut found = Vec::new();
    for schema in &annotated.own {
        found = Constraint::both(found, stated(schemas, schema));
    }
    if annotated.own.iter().any(|schema| is_ruled(schema)) {
        found = Constraint::both(found, assertions::rules(schemas, &annotated.view(), ty));
    }
    found
}

/// Reports constraints that are not looked at.
fn too_deep<'a>(schemas: &Schemas<'a>, view: &View<'a>) {
    for schema in view.schemas() {
        if !schema.constraints.is_empty() {
            let message = format!(
                "limits of items more than {MAX_DEPTH} arrays deep are not checked by `validate()`"
            );
            schemas.report_once(
                Code::UnsupportedSchema,
                schema.node.span,
                message,
                "move an inner array to `components.schemas` and refer to it",
            );
        }
    }
}

/// Reports a count of properties that a struct does not keep by itself: nothing compares it with
/// one.
pub(crate) fn uncounted<'a>(schemas: &Schemas<'a>, view: &View<'a>, required: usize) {
    for schema in view.schemas() {
        uncounted_in(schemas, schema, required, "`properties`");
    }
}

/// Reports a count of properties beside a reference to what may be a struct.
pub(crate) fn uncounted_beside<'a>(schemas: &Schemas<'a>, annotated: &Annotated<'a>) {
    for schema in &annotated.own {
        let counts = ["minProperties", "maxProperties"].map(|keyword| schema.count(keyword));
        if counts == [None, None] {
            continue;
        }
        let Some(target) = schemas.target(annotated.reference) else {
            return;
        };
        let view = schemas.view(&[target]);
        if view.has_properties() || !view.alternatives().is_empty() {
            let beside = "a reference to an object with `properties`";
            uncounted_in(schemas, schema, view.required().len(), beside);
        }
    }
}

fn uncounted_in<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>, required: usize, beside: &str) {
    let least = schema.count("minProperties");
    let keyword = if least.is_some_and(|least| least > required as u64) {
        "minProperties"
    } else if schema.count("maxProperties").is_some() {
        "maxProperties"
    } else {
        return;
    };
    let node = schema.node.get(keyword).unwrap_or(schema.node);
    schemas.report_once(
        Code::UnsupportedSchema,
        node.span,
        format!("`{keyword}` beside {beside} is not checked by `validate()`"),
        "nothing else is lost; name what is needed in `required`",
    );
}

/// Reports constraints of the positions of a tuple, since only those within their types are
/// checked.
pub(crate) fn unchecked_positions<'a>(schemas: &Schemas<'a>, positions: &'a [Node]) {
    for node in positions {
        if !of_nodes(schemas, &[node], &Type::Null).is_empty() {
            schemas.report_once(
                Code::UnsupportedSchema,
                node.span,
                "limits of a position of a tuple are not checked by `validate()`",
                "nothing else is lost; an object with named properties is checked",
            );
        }
    }
}

/// The constraints on each item, or on each value of an object without properties.
fn of_items<'a>(schemas: &Schemas<'a>, view: &View<'a>, ty: &Type, depth: u32) -> Vec<Constraint> {
    let item = match ty {
        Type::Array(item) | Type::Map(item) | Type::KeyedMap(_, item) => item,
        _ => &Type::Null,
    };
    // They say something of some of the items or values only.
    if view.any(|schema| !schema.prefix_items.is_empty() || !schema.pattern_properties.is_empty())
        || view.is_untyped_tuple()
    {
        return Vec::new();
    }
    let mut nodes: Vec<&'a Node> = view.schemas().filter_map(|schema| schema.items).collect();
    if nodes.is_empty() && !view.has_properties() {
        nodes.extend(
            view.schemas()
                .filter_map(|schema| schema.additional_properties),
        );
    }
    if nodes.is_empty() {
        return Vec::new();
    }
    of_nested(schemas, &nodes, item, depth)
}

/// The one member of a union that is not null: the union is that member.
fn only_member<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Option<&'a Node> {
    let groups = view.alternatives();
    let [group] = groups.as_slice() else {
        return None;
    };
    let mut members = group.members.iter();
    let mut members = members
        .by_ref()
        .filter(|member| !schemas.kind(member).is_empty());
    let only = members.next()?;
    members.next().is_none().then_some(only)
}

/// The constraints of a value that are documented and not checked: the bounds of all schemas, or of
/// the one member that is not null.
pub(crate) fn bounds<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Vec<Constraint> {
    let only = only_member(schemas, view).map(|only| schemas.view(&[only]));
    let all = view.schemas();
    let all = all.chain(only.iter().flat_map(|view| view.schemas()));
    let bounds = all.fold(Vec::new(), |found, schema| {
        Constraint::both(found, schema.constraints.clone())
    });
    if scalar::number_or_text(view).is_some() {
        of_number(bounds)
    } else {
        bounds
    }
}

/// The bounds that a schema itself states, with what checks their patterns. A pattern that can't be
/// checked is reported at its position.
pub(crate) fn stated<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>) -> Vec<Constraint> {
    let mut constraints = schema.constraints.clone();
    for constraint in &mut constraints {
        if let Constraint::Pattern(pattern) = constraint {
            pattern.checked = checked(schemas, schema, &pattern.written);
        }
    }
    constraints
}

fn checked<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>, written: &str) -> Option<String> {
    let reason = match pattern::translate(written) {
        Ok(checked) => return Some(checked),
        Err(reason) => reason,
    };
    if let Some(node) = schema.node.get("pattern") {
        schemas.report_once(
            Code::UncheckedPattern,
            node.span,
            format!("the pattern is not checked by `validate()`: {reason}"),
            "nothing else is lost; an overlay can replace it by a pattern without that",
        );
    }
    None
}

/// The constraints on a number or its text that apply to the number.
fn of_number(mut constraints: Vec<Constraint>) -> Vec<Constraint> {
    constraints.retain(|constraint| {
        !matches!(
            constraint,
            Constraint::MinLength(_) | Constraint::MaxLength(_) | Constraint::Pattern(_)
        )
    });
    constraints
}
