//! The constraints of a value: those of its schema, and those of its items.
//!
//! In: schemas that hold at once. Out: their constraints. A named type keeps those of its schema,
//! so those of a reference's target are not repeated. Must not decide types.

pub(crate) mod assertions;
mod exact;
mod pattern;

use self::assertions::is_ruled;
use crate::lower::{
    Definitions, Schemas,
    union::scalars,
    view::{View, implied::Annotated, kind::Kind, scalar},
};
use crate::{
    diagnostics::Code,
    ir::{Constraint, Pattern, Type},
    openapi::Schema,
    source::{Node, Number},
};

/// How deep arrays may be in each other for the constraints of their items to count.
const DEEPEST: u32 = 8;

impl<'a> Definitions<'_, 'a> {
    /// Reports assertions beside a reference that `validate()` does not check.
    pub(crate) fn unexpressed_beside(&mut self, annotated: &Annotated<'a>) {
        if annotated.own.iter().any(|schema| is_ruled(schema)) {
            self.unexpressed(&annotated.view(), &Type::Any);
        }
    }
}

/// The constraints of all parts on the value, which is of that type.
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
    kind: Kind,
    ty: &Type,
) -> Vec<Constraint> {
    let own = of_nodes(schemas, &[member], ty);
    match kind {
        Kind::Object => own,
        _ => Constraint::both(own, of(schemas, view, ty)),
    }
}

fn of_at<'a>(schemas: &Schemas<'a>, view: &View<'a>, ty: &Type, depth: u32) -> Vec<Constraint> {
    let mut found = Vec::new();
    for part in &view.parts {
        found = Constraint::both(found, stated(schemas, &part.schema));
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
    if let Some(number) = scalars::number_member(schemas, view) {
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
    if depth >= DEEPEST {
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
    for part in &view.parts {
        let node = part.schema.node;
        if !stated(schemas, &part.schema).is_empty() && schemas.is_unreported(node.span) {
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

/// Reports constraints of the positions of a tuple, since only those within their types are
/// checked.
pub(crate) fn unchecked_positions<'a>(schemas: &Schemas<'a>, positions: &'a [Node]) {
    for node in positions {
        if !of_nodes(schemas, &[node], &Type::Null).is_empty() && schemas.is_unreported(node.span) {
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
    let parts = view.parts.iter().map(|part| &*part.schema);
    let mut nodes: Vec<&'a Node> = parts.clone().filter_map(|schema| schema.items).collect();
    if nodes.is_empty() && !view.has_properties() {
        nodes.extend(parts.filter_map(|schema| schema.additional_properties));
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
    let mut members = group.members.iter().filter(|member| {
        let kind = schemas.kind(member);
        !matches!(kind, Kind::Null | Kind::Never)
    });
    match (members.next(), members.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// The constraints of a value that are documented and not checked: the bounds of all parts, or of
/// the one member that is not null.
pub(crate) fn bounds<'a>(schemas: &Schemas<'a>, view: &View<'a>) -> Vec<Constraint> {
    let only = only_member(schemas, view).map(|only| schemas.view(&[only]));
    let parts = view.parts.iter();
    let parts = parts.chain(only.iter().flat_map(|view| &view.parts));
    let shown = parts.fold(Vec::new(), |found, part| {
        let pattern = part.schema.limits.pattern.map(|written| Pattern {
            written: written.to_owned(),
            checked: None,
        });
        Constraint::both(found, own(&part.schema, pattern))
    });
    if scalar::number_or_text(view).is_some() {
        of_number(shown)
    } else {
        shown
    }
}

/// The bounds that a schema itself states.
pub(crate) fn stated<'a>(schemas: &Schemas<'a>, schema: &Schema<'a>) -> Vec<Constraint> {
    own(schema, pattern(schemas, schema))
}

/// The pattern, and the library that checks it. One that can't be checked is reported at its
/// position.
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

/// The bounds of a schema, whose pattern is this.
fn own(schema: &Schema<'_>, pattern: Option<Pattern>) -> Vec<Constraint> {
    let text = |number: &Number| number.0.clone();
    let limits = &schema.limits;
    let stated = [
        limits.min_length.map(Constraint::MinLength),
        limits.max_length.map(Constraint::MaxLength),
        limits.min_items.map(Constraint::MinItems),
        limits.max_items.map(Constraint::MaxItems),
        limits.min_properties.map(Constraint::MinProperties),
        limits.max_properties.map(Constraint::MaxProperties),
        limits.minimum.map(text).map(Constraint::Minimum),
        limits.maximum.map(text).map(Constraint::Maximum),
        limits
            .exclusive_minimum
            .map(text)
            .map(Constraint::ExclusiveMinimum),
        limits
            .exclusive_maximum
            .map(text)
            .map(Constraint::ExclusiveMaximum),
        limits.multiple_of.map(text).map(Constraint::MultipleOf),
        pattern.map(Constraint::Pattern),
        limits.unique_items.then_some(Constraint::UniqueItems),
    ];
    stated.into_iter().flatten().collect()
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
