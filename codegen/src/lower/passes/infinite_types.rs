//! Objects that require themselves, so that no value of them could ever end.
//!
//! In: all types. Out: a diagnostic for each such cycle, which ends at a property that is no
//! longer required: what a server sends must lack it. A fixpoint and a walk with a stack of its
//! own over the types, so no recursion.

use crate::hash::HashMap;
use crate::{
    diagnostics::{Code, Diagnostics},
    ir::{Api, Field, Type, TypeDef, TypeId, TypeKind},
    source::{Node, Span},
};

/// How many properties of a cycle are named.
const NAMED: usize = 8;

/// A required property: its object, which field it is, and the type it leads to.
type RequiredProperty = (TypeId, usize, TypeId);

/// Reports the cycles of required properties, and ends each of them.
pub(super) fn end_cycles(api: &mut Api, nodes: &[&Node], diagnostics: &mut Diagnostics) {
    for cycle in cycles(&api.types) {
        let Some((last, others)) = cycle.split_last() else {
            continue;
        };
        report_cycle(&api.types, nodes, (last, others), diagnostics);
        let (owner, number, _) = *last;
        match &mut api.types[owner.index()].kind {
            TypeKind::Struct(object) => object.fields[number].required = false,
            TypeKind::Alias(ty, _) => *ty = Type::Any,
            TypeKind::Enumeration(_) | TypeKind::Constant(..) | TypeKind::Union(_) => {}
        }
    }
}

fn report_cycle(
    types: &[TypeDef],
    nodes: &[&Node],
    (last, others): (&RequiredProperty, &[RequiredProperty]),
    diagnostics: &mut Diagnostics,
) {
    let places: Vec<Option<(Span, String)>> = std::iter::once(last)
        .chain(others)
        .take(NAMED)
        .map(|(owner, number, _)| property(types, nodes, *owner, *number))
        .collect();
    let is_object = matches!(types[last.0.index()].kind, TypeKind::Struct(_));
    let read_as = if is_object { "optional" } else { "any value" };
    let mut places = places.into_iter().flatten();
    let Some((place, first)) = places.next() else {
        return;
    };
    let others: Vec<(Span, String)> = places.collect();
    let names: Vec<_> = std::iter::once(&first)
        .chain(others.iter().map(|(_, name)| name))
        .map(|name| format!("`{name}`"))
        .collect();
    let message = format!(
        "required properties lead back to their own object, so no value can be finite: {}; `{first}` is read as {read_as}",
        names.join(", ")
    );
    let diagnostic = diagnostics.report(Code::SchemaCycle, place, message);
    for (other, _) in others {
        diagnostic.label(other, "by way of this one");
    }
    diagnostic.help("take one of them off `required`, or let it be `null`");
}

/// Where a property of a type is declared, or the schema; and its name. A tuple represents its
/// items.
fn property(
    types: &[TypeDef],
    nodes: &[&Node],
    id: TypeId,
    number: usize,
) -> Option<(Span, String)> {
    let (def, node) = (&types[id.index()], nodes[id.index()]);
    let TypeKind::Struct(object) = &def.kind else {
        let own = def.name.path.last().unwrap_or(&def.name.base);
        return Some((node.span, own.clone()));
    };
    let name = &object.fields.get(number)?.name;
    let declared = || node.get("properties")?.as_object()?.member(name);
    let place = declared().map_or(node.span, |member| member.key);
    Some((place, name.clone()))
}

/// The cycles of properties that must be there. Without the last step of each no cycle is left.
fn cycles(types: &[TypeDef]) -> Vec<Vec<RequiredProperty>> {
    /// The position of a type on the path, or that everything it reaches was visited.
    enum State {
        On(usize),
        Done,
    }
    let endless = endless(types);
    let mut states: HashMap<TypeId, State> = HashMap::default();
    let mut cycles = Vec::new();
    for start in endless.iter().copied() {
        if states.contains_key(&start) {
            continue;
        }
        let ahead = |id| steps(types, &endless, id).into_iter();
        let mut path: Vec<RequiredProperty> = Vec::new();
        let mut stack = vec![(start, ahead(start))];
        states.insert(start, State::On(0));
        while let Some((at, rest)) = stack.last_mut() {
            let Some(step) = rest.next() else {
                states.insert(*at, State::Done);
                stack.pop();
                path.pop();
                continue;
            };
            let next = step.2;
            match states.get(&next) {
                Some(State::Done) => {}
                Some(State::On(position)) => {
                    cycles.push(path[*position..].iter().copied().chain([step]).collect());
                }
                None => {
                    states.insert(next, State::On(stack.len()));
                    path.push(step);
                    stack.push((next, ahead(next)));
                }
            }
        }
    }
    cycles
}

/// The types without a value, by number. A type is looked at again only after one that it needs
/// turned out to have values.
fn endless(types: &[TypeDef]) -> Vec<TypeId> {
    let mut users: Vec<Vec<usize>> = vec![Vec::new(); types.len()];
    for (index, def) in types.iter().enumerate() {
        for id in parts(&def.kind) {
            users[id.index()].push(index);
        }
    }
    let mut finite = vec![false; types.len()];
    let mut open: Vec<usize> = (0..types.len()).collect();
    while !open.is_empty() {
        let mut next = Vec::new();
        for index in open {
            if !finite[index] && ends(&types[index].kind, &finite) {
                finite[index] = true;
                next.append(&mut users[index]);
            }
        }
        next.sort_unstable();
        next.dedup();
        open = next;
    }
    let ids = (0..types.len()).filter(|index| !finite[*index]);
    ids.map(TypeId::new).collect()
}

/// The types on which it depends whether a type has values.
fn parts(kind: &TypeKind) -> Vec<TypeId> {
    match kind {
        TypeKind::Struct(object) => object.fields.iter().flat_map(needed).collect(),
        kind => kind.types().into_iter().flat_map(targets).collect(),
    }
}

/// Whether a value can be built of types that have values.
fn ends(kind: &TypeKind, finite: &[bool]) -> bool {
    let all = |ids: Vec<TypeId>| ids.into_iter().all(|id| finite[id.index()]);
    match kind {
        TypeKind::Enumeration(_) | TypeKind::Constant(..) => true,
        TypeKind::Alias(ty, _) => all(targets(ty)),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .any(|variant| all(targets(&variant.ty))),
        TypeKind::Struct(object) => object.fields.iter().all(|field| all(needed(field))),
    }
}

/// The properties that values of a type without values lack, and the types of those, which have no
/// values either.
fn steps(types: &[TypeDef], endless: &[TypeId], at: TypeId) -> Vec<RequiredProperty> {
    let needed: Vec<(usize, TypeId)> = match &types[at.index()].kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().enumerate();
            let needed = fields.flat_map(|(number, field)| {
                let targets = needed(field).into_iter();
                targets.map(move |id| (number, id))
            });
            needed.collect()
        }
        TypeKind::Alias(Type::Tuple(items), _) => {
            items.iter().flat_map(targets).map(|id| (0, id)).collect()
        }
        TypeKind::Alias(..)
        | TypeKind::Enumeration(_)
        | TypeKind::Constant(..)
        | TypeKind::Union(_) => Vec::new(),
    };
    let without_value = needed
        .into_iter()
        .filter(|(_, id)| endless.binary_search(id).is_ok());
    without_value
        .map(|(number, id)| (at, number, at_end(types, id)))
        .collect()
}

/// Follows aliases, except those of tuples.
fn at_end(types: &[TypeDef], mut id: TypeId) -> TypeId {
    for _ in 0..types.len() {
        match &types[id.index()].kind {
            TypeKind::Alias(Type::Named(next), _) => id = *next,
            _ => break,
        }
    }
    id
}

/// The types of which a value is in each value of the field's object.
fn needed(field: &Field) -> Vec<TypeId> {
    if field.required && !field.nullable {
        targets(&field.ty)
    } else {
        Vec::new()
    }
}

/// The types that every value has in it; arrays and maps may be empty.
fn targets(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Named(id) => vec![*id],
        Type::Tuple(items) => items.iter().flat_map(targets).collect(),
        Type::Scalar(_)
        | Type::Any
        | Type::Null
        | Type::Foreign(_)
        | Type::Array(_)
        | Type::Map(_)
        | Type::KeyedMap(..)
        | Type::Nullable(_) => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use crate::{
        diagnostics::Code,
        lower::tests::snippet::{assert_schemas, codes},
    };

    #[test]
    fn a_cycle_of_required_properties_ends_at_an_optional_one() {
        assert_schemas(
            "
                A: {required: [b], properties: {b: {$ref: '#/components/schemas/B'}}}
                B: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}
            ",
            r#"
                type A: struct
                  component
                  field "b": B
                    required
                type B: struct
                  component
                  field "a": A
                reports SchemaCycle
            "#,
        );
    }

    #[test]
    fn only_values_without_an_end_are_reported() {
        let table: &[(&str, &[Code])] = &[
            (
                "A: {$ref: '#/components/schemas/A'}",
                &[Code::ReferenceCycle],
            ),
            (
                "A: {required: [b], properties: {b: {$ref: '#/components/schemas/B'}}}, \
                 B: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}, \
                 C: {required: [a], properties: {a: {$ref: '#/components/schemas/A'}}}",
                &[Code::SchemaCycle],
            ),
            (
                "A: {required: [a], properties: {a: {type: array, items: {$ref: '#/components/schemas/A'}}}}",
                &[],
            ),
        ];
        for (snippet, expected) in table {
            assert_eq!(codes(snippet), *expected, "{snippet}");
        }
    }
}
