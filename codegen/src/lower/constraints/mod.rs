//! The limits of a value: those of its schema, and those of its items.
//!
//! In: schemas that hold at once. Out: their assertions. A type of its own keeps those of its
//! schema, so what a reference leads to is not repeated. Must not decide types.

pub(crate) mod assertions;
mod exact;
mod pattern;

use self::assertions::is_ruled;
use crate::lower::{
    Definitions, Schemas,
    schema::scalar,
    union::{member_kind::Kind, scalars},
    view::{View, annotated::Annotated},
};
use crate::{
    diagnostics::Code,
    ir::{Limits, Pattern, Type},
    openapi::{self, Schema},
    source::{Node, Number},
};

/// How many arrays in one another state limits of their items.
const DEEPEST: u32 = 8;

impl<'a> Definitions<'_, 'a> {
    /// Reports assertions beside a reference that `validate()` does not check.
    pub(crate) fn unexpressed_beside(&mut self, annotated: &Annotated<'a>) {
        if annotated.own.iter().any(|schema| is_ruled(schema)) {
            self.unexpressed(&annotated.view(), &Type::Any);
        }
    }
}

/// The assertions of all parts on the value, which is of that type.
pub(crate) fn limits<'a>(schemas: &Schemas<'a>, view: &View<'a>, ty: &Type) -> Limits {
    limits_at(schemas, view, ty, 0)
}

/// The assertions of schemas, unless they only name a type.
pub(crate) fn limits_of<'a>(schemas: &Schemas<'a>, nodes: &[&'a Node], ty: &Type) -> Limits {
    nested_limits(schemas, nodes, ty, 0).unwrap_or_default()
}

/// The assertions on a member of a union: its own, and those beside the union, unless it is an
/// object.
pub(crate) fn member_limits<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    member: &'a Node,
    kind: Kind,
    ty: &Type,
) -> Limits {
    let own = limits_of(schemas, &[member], ty);
    match kind {
        Kind::Object => own,
        _ => own.and(limits(schemas, view, ty)),
    }
}

fn limits_at<'a>(schemas: &Schemas<'a>, view: &View<'a>, ty: &Type, depth: u32) -> Limits {
    let mut limits = Limits::default();
    for part in &view.parts {
        if part.schema.limits != openapi::Limits::default() {
            limits = limits.and(stated(schemas, &part.schema));
        }
    }
    // What has a type of its own keeps them itself.
    if !matches!(ty, Type::Named(_)) {
        limits.rules = assertions::rules(schemas, view, ty);
    }
    limits.items = items_limits(schemas, view, ty, depth);
    if scalar::number_or_text(view).is_some() {
        limits = of_number(limits);
    }
    if let Some(number) = scalars::number_member(schemas, view) {
        let number = schemas.view(&[number]);
        return of_number(limits.and(limits_at(schemas, &number, ty, depth)));
    }
    if let Some(only) = only_member(schemas, view)
        && let Some(member) = nested_limits(schemas, &[only], ty, depth)
    {
        limits = limits.and(member);
    }
    limits
}

fn nested_limits<'a>(
    schemas: &Schemas<'a>,
    nodes: &[&'a Node],
    ty: &Type,
    depth: u32,
) -> Option<Limits> {
    if let Some(annotated) = schemas.annotated(nodes) {
        uncounted_beside(schemas, &annotated);
        let limits = beside(schemas, &annotated, ty);
        return (limits != Limits::default()).then_some(limits);
    }
    let view = schemas.view(nodes);
    if depth >= DEEPEST {
        too_deep(schemas, &view);
        return None;
    }
    let limits = limits_at(schemas, &view, ty, depth + 1);
    (limits != Limits::default()).then_some(limits)
}

/// The assertions that stand beside a reference; what it leads to keeps its own.
pub(crate) fn beside<'a>(schemas: &Schemas<'a>, annotated: &Annotated<'a>, ty: &Type) -> Limits {
    let mut limits = Limits::default();
    for schema in &annotated.own {
        limits = limits.and(stated(schemas, schema));
    }
    if annotated.own.iter().any(|schema| is_ruled(schema)) {
        limits.rules = assertions::rules(schemas, &annotated.view(), ty);
    }
    limits
}

/// Reports limits that are not looked at.
fn too_deep<'a>(schemas: &Schemas<'a>, view: &View<'a>) {
    for part in &view.parts {
        let node = part.schema.node;
        if stated(schemas, &part.schema) != Limits::default() && schemas.is_unreported(node.span) {
            let message = format!(
                "limits of items more than {DEEPEST} arrays deep are not checked by `validate()`"
            );
            schemas.report(
                Code::WidenedSchema,
                node.span,
                message,
                "move an inner array to `components.schemas` and refer to it",
            );
        }
    }
}

/// Reports a count of properties that a struct does not keep by itself: nothing holds it
/// against one.
pub(crate) fn uncounted<'a>(schemas: &Schemas<'a>, view: &View<'a>, required: usize) {
    for part in &view.parts {
        uncounted_in(schemas, &part.schema, required, "`properties`");
    }
}

/// Reports a count of properties beside a reference to what may be a struct.
pub(crate) fn uncounted_beside<'a>(schemas: &Schemas<'a>, annotated: &Annotated<'a>) {
    for schema in &annotated.own {
        let limits = &schema.limits;
        if limits.min_properties.or(limits.max_properties).is_none() {
            continue;
        }
        let Some(target) = schemas.target(annotated.reference) else {
            return;
        };
        let view = schemas.view(&[target]);
        if view.has_properties() || !view.alternatives().is_empty() {
            let required = view.required().len();
            uncounted_in(
                schemas,
                schema,
                required,
                "a reference to an object with `properties`",
            );
        }
    }
}

fn uncounted_in<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>, required: usize, beside: &str) {
    let limits = &schema.limits;
    let least = limits
        .min_properties
        .filter(|least| *least > required as u64);
    let keyword = match (least, limits.max_properties) {
        (Some(_), _) => "minProperties",
        (None, Some(_)) => "maxProperties",
        (None, None) => return,
    };
    let node = schema.node.get(keyword).unwrap_or(schema.node);
    if schemas.is_unreported(node.span) {
        let message = format!("`{keyword}` beside {beside} is not checked by `validate()`");
        schemas.report(
            Code::WidenedSchema,
            node.span,
            message,
            "nothing else is lost; name what is needed in `required`",
        );
    }
}

/// Reports limits of the positions of a tuple: only what lies within their types is looked at.
pub(crate) fn unchecked_positions<'a>(schemas: &Schemas<'a>, positions: &'a [Node]) {
    for node in positions {
        if limits_of(schemas, &[node], &Type::Null) != Limits::default()
            && schemas.is_unreported(node.span)
        {
            let message = "limits of a position of a tuple are not checked by `validate()`";
            schemas.report(
                Code::WidenedSchema,
                node.span,
                message,
                "nothing else is lost; an object with named properties is checked",
            );
        }
    }
}

/// The assertions on each item, or on each value of an object without properties.
fn items_limits<'a>(
    schemas: &Schemas<'a>,
    view: &View<'a>,
    ty: &Type,
    depth: u32,
) -> Option<Box<Limits>> {
    let item = match ty {
        Type::Array(item) | Type::Map(item) | Type::KeyedMap(_, item) => item,
        _ => &Type::Null,
    };
    // They say something of some of the items or values only.
    if view.any(|schema| !schema.prefix_items.is_empty() || !schema.pattern_properties.is_empty())
        || view.is_untyped_tuple()
    {
        return None;
    }
    let parts = view.parts.iter().map(|part| &*part.schema);
    let mut nodes: Vec<&'a Node> = parts.clone().filter_map(|schema| schema.items).collect();
    if nodes.is_empty() && !view.has_properties() {
        nodes.extend(parts.filter_map(|schema| schema.additional_properties));
    }
    if nodes.is_empty() {
        return None;
    }
    nested_limits(schemas, &nodes, item, depth).map(Box::new)
}

/// The one member of a union that is not null: the union is that member.
fn only_member<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Option<&'a Node> {
    let groups = view.alternatives();
    let [group] = groups.as_slice() else {
        return None;
    };
    let mut members = group.members.iter().filter(|member| {
        let kind = schemas.kind(member);
        !matches!(kind, Kind::Null | Kind::Never)
    });
    match (members.next(), members.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// The bounds of a value that is documented and not checked: those of all parts, or of the one member that is not null.
pub(crate) fn bounds<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Limits {
    let only = only_member(schemas, view).map(|only| schemas.view(&[only]));
    let parts = view.parts.iter();
    let parts = parts.chain(only.iter().flat_map(|view| &view.parts));
    let is_number = scalar::number_or_text(view).is_some();
    let patterns = |schema: &Schema<'a>| schema.limits.pattern.map(shown);
    let limits = parts.fold(Limits::default(), |limits, part| {
        limits.and(Limits {
            patterns: patterns(&part.schema).into_iter().collect(),
            ..own_bounds(&part.schema)
        })
    });
    if is_number { of_number(limits) } else { limits }
}

/// The assertions that a schema itself states.
pub(crate) fn stated<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>) -> Limits {
    Limits {
        patterns: pattern(schemas, schema).into_iter().collect(),
        ..own_bounds(schema)
    }
}

/// The pattern, and what checks it. One that can't be checked is reported where it stands.
fn pattern<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>) -> Option<Pattern> {
    let written = schema.limits.pattern?;
    let checked = pattern::translate(written);
    if let (Err(reason), Some(place)) = (&checked, schema.node.get("pattern"))
        && schemas.is_unreported(place.span)
    {
        let message = format!("the pattern is not checked by `validate()`: {reason}");
        schemas.report(
            Code::UncheckedPattern,
            place.span,
            message,
            "nothing else is lost; an overlay can replace it by a pattern without that",
        );
    }
    Some(Pattern {
        written: written.to_owned(),
        checked: checked.ok(),
    })
}

/// The assertions of a schema but its pattern.
fn own_bounds(schema: &Schema<'_>) -> Limits {
    let text = |number: Option<&Number>| number.map(|number| number.0.clone());
    let limits = &schema.limits;
    Limits {
        minimum: text(limits.minimum),
        maximum: text(limits.maximum),
        exclusive_minimum: text(limits.exclusive_minimum),
        exclusive_maximum: text(limits.exclusive_maximum),
        multiple_of: text(limits.multiple_of).into_iter().collect(),
        min_length: limits.min_length,
        max_length: limits.max_length,
        patterns: Vec::new(),
        min_items: limits.min_items,
        max_items: limits.max_items,
        unique_items: limits.unique_items,
        min_properties: limits.min_properties,
        max_properties: limits.max_properties,
        rules: Vec::new(),
        items: None,
    }
}

/// A pattern that is shown only.
fn shown(written: &str) -> Pattern {
    Pattern {
        written: written.to_owned(),
        checked: None,
    }
}

/// What of the assertions on a number or its text is one on the number.
fn of_number(limits: Limits) -> Limits {
    Limits {
        min_length: None,
        max_length: None,
        patterns: Vec::new(),
        ..limits
    }
}
