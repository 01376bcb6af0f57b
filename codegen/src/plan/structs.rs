//! Structs: fields, constructor, setters and codec lines.

use super::{
    Argument, Codec, Constructor, Field, Given, Line, LineKind, Lint, RustType, Setter, Struct, Value,
    context::{Context, Sheet},
    docs, lints,
    types::import_map,
};
use crate::{
    ir::{self, Additional, Select, Type, TypeDef, TypeId, TypeKind},
    names::{Case, Scope, words},
};

/// A field with what the other parts need of it.
struct Planned<'a> {
    field: &'a ir::Field,
    name: String,
    /// Without `Option`, `Nullable` and box.
    inner: RustType,
    boxed: bool,
    kind: LineKind,
    /// Whether `null` is one of the values of a required field.
    null: bool,
    constant: Option<String>,
    /// Whether its type is a union, which converts from its members.
    union: bool,
    role: Role,
}

/// What `new` does about a field.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    /// Takes it.
    Argument,
    /// Fills it in.
    Filled,
    /// Leaves it out.
    LeftOut,
}

/// Plans a struct.
pub(super) fn plan(context: &Context<'_>, id: TypeId, def: &TypeDef, object: &ir::Struct, sheet: &mut Sheet) -> Struct {
    let direction = context.direction(id);
    let name = context.naming.types[id.index()].clone();
    let mut scope = Scope::new(Case::Snake, "field");
    for field in &object.fields {
        scope.wish(&words(&field.name));
    }
    let tags = tags_of(context, id);
    let planned: Vec<Planned<'_>> = object
        .fields
        .iter()
        .enumerate()
        .map(|(index, field)| {
            let boxed = context.facts.boxed.contains(&(id, index));
            let name = scope.claim_text(&field.name);
            plan_field(context, id, field, boxed, name, tags.contains(&field.name.as_str()), sheet)
        })
        .collect();
    let (flattened, flat_fields) = flattened(context, id, object, &mut scope, sheet);
    let additional = additional(context, id, object, direction.request, &mut scope, sheet);

    let mut fields: Vec<Field> = planned.iter().map(|one| field(one, sheet)).collect();
    fields.extend(flat_fields.iter().map(|(field, _)| field.clone()));
    fields.extend(additional.iter().map(|(field, _)| field.clone()));

    let derives_default = context.derives(id).default
        && planned.iter().all(|one| one.role == Role::LeftOut || one.constant.is_some() && one.kind == LineKind::Required);
    let empty = flat_fields.is_empty() && planned.iter().all(|one| one.role != Role::Argument);
    let new = constructor(&planned, &flat_fields, additional.as_ref().map(|(field, kind)| (field, *kind)), derives_default);
    let setters = if direction.request { setters(&planned, additional.as_ref().map(|(field, _)| field)) } else { Vec::new() };
    let codec = codec(&planned, flattened, additional.as_ref().map(|(field, kind)| (field.name.clone(), *kind)), def);
    import_codec(&planned, &codec, sheet);
    let mut derives = vec!["Clone", "Debug"];
    if derives_default {
        derives.push("Default");
    }
    derives.push("PartialEq");
    Struct {
        docs: docs::item(&def.docs, &name),
        derives,
        deprecated: false,
        lints: lints::on_fields(fields.iter().map(|field| &field.ty)),
        default_impl: empty && !derives_default,
        shape: context.shape_const(id, sheet),
        name,
        fields,
        new,
        setters,
        codec,
    }
}

/// The properties by which unions tell this struct from others: what is constant there is always written.
fn tags_of<'a>(context: &'a Context<'_>, id: TypeId) -> Vec<&'a str> {
    context.tags.get(&id).cloned().unwrap_or_default()
}

fn plan_field<'a>(
    context: &Context<'_>,
    id: TypeId,
    field: &'a ir::Field,
    boxed: bool,
    name: String,
    tag: bool,
    sheet: &mut Sheet,
) -> Planned<'a> {
    let direction = context.direction(id);
    let (ty, null) = context.resolve(&field.ty);
    let any = *ty == Type::Any;
    let null = (null || field.nullable) && !any && *ty != Type::Null;
    let one_way = field.read_only && direction.request || field.write_only && direction.response;
    let inner = context.rust(&without_null(ty), sheet);
    let constant = context.constant(ty).map(|(id, _)| context.type_name(id, sheet));
    let union = matches!(context.definition(ty), Some((_, TypeDef { kind: TypeKind::Union(_), .. })));
    let kind = match (field.required && !one_way, null) {
        (true, _) => LineKind::Required,
        (false, _) if any => LineKind::OptionalValue,
        (false, true) if direction.request => LineKind::Nullable,
        (false, _) => LineKind::Optional,
    };
    let fills = constant.is_some() && (kind == LineKind::Required || tag && !null);
    let role = if fills {
        Role::Filled
    } else if field.required && !(field.read_only && direction.request) {
        Role::Argument
    } else {
        Role::LeftOut
    };
    Planned { field, name, inner, boxed, kind, null, constant, union, role }
}

fn without_null(ty: &Type) -> Type {
    match ty {
        Type::Nullable(inner) => (**inner).clone(),
        other => other.clone(),
    }
}

/// The type of the field as it is declared.
fn declared(one: &Planned<'_>, sheet: &mut Sheet) -> RustType {
    let inner = if one.boxed { RustType::of("Box", one.inner.clone()) } else { one.inner.clone() };
    match one.kind {
        LineKind::Required if one.null => RustType::of("Option", inner),
        LineKind::Required => inner,
        LineKind::Optional | LineKind::OptionalValue => RustType::of("Option", inner),
        LineKind::Nullable => {
            sheet.imports.runtime("Nullable");
            RustType::of("Nullable", inner)
        }
    }
}

fn field(one: &Planned<'_>, sheet: &mut Sheet) -> Field {
    let default = one.field.default.as_ref().filter(|_| one.constant.is_none());
    Field {
        docs: docs::member(&one.field.docs, &one.field.name, Some(&one.field.limits), default),
        name: one.name.clone(),
        ty: declared(one, sheet),
        deprecated: one.field.docs.deprecated,
    }
}

/// The members of `allOf` that are unions: their names, and the fields with their arguments.
fn flattened(
    context: &Context<'_>,
    id: TypeId,
    object: &ir::Struct,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> (Vec<String>, Vec<(Field, Given)>) {
    let mut names = Vec::new();
    let mut fields = Vec::new();
    for (index, (wish, ty)) in object.flattened.iter().enumerate() {
        let name = scope.claim_text(wish);
        let boxed = context.facts.boxed.contains(&(id, object.fields.len() + index));
        let ty = context.rust(ty, sheet);
        let given = Given { argument: name.clone(), into: true, boxed, some: false };
        let declared = if boxed { RustType::of("Box", ty) } else { ty };
        fields.push((Field { docs: Vec::new(), name: name.clone(), ty: declared, deprecated: false }, given));
        names.push(name);
    }
    (names, fields)
}

/// The field for all other keys, and the name of its type.
fn additional(
    context: &Context<'_>,
    id: TypeId,
    object: &ir::Struct,
    request: bool,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> Option<(Field, &'static str)> {
    let any = Type::Any;
    let (wish, ty, text) = match &object.additional {
        Additional::Typed(ty) => ("additional", ty, "All other properties."),
        Additional::Unstated if context.config.keep_unknown && !request && context.direction(id).response => {
            ("extra", &any, "Properties that this version does not know.")
        }
        Additional::Unstated | Additional::Forbidden => return None,
    };
    let map = context.map_name(ty);
    import_map(map, sheet);
    let field = Field {
        docs: vec![text.to_owned()],
        name: scope.claim_text(wish),
        ty: context.map_of(ty, sheet),
        deprecated: false,
    };
    Some((field, map))
}

fn constructor(
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
        arguments.push(Argument { name: field.name.clone(), ty: inner.into_argument() });
        values.push((field.name.clone(), Value::Given(given.clone())));
    }
    if let Some((field, map)) = additional {
        values.push((field.name.clone(), Value::Empty(map)));
    }
    let text = if arguments.is_empty() { "Makes one with nothing set." } else { "Makes one from the required fields." };
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
    let in_option = one.kind != LineKind::Required;
    let ty = if one.null && !in_option { RustType::of("Option", boxed_type(one)) } else { one.inner.clone() };
    let into = one.null && !in_option || is_text(&one.inner) || one.inner.is("Value") || one.union;
    let argument = Argument { name: one.name.clone(), ty: if into { ty.into_argument() } else { ty } };
    let boxed = one.boxed && !(one.null && !in_option);
    (argument, Given { argument: one.name.clone(), into, boxed, some: in_option })
}

fn boxed_type(one: &Planned<'_>) -> RustType {
    if one.boxed { RustType::of("Box", one.inner.clone()) } else { one.inner.clone() }
}

fn is_text(ty: &RustType) -> bool {
    ty.is("String")
}

/// Types that are taken as they are.
const EXACT: &[&str] = &["bool", "i64", "i32", "u64", "u32", "f64", "f32", "Timestamp", "Date", "Time", "Uuid", "Bytes"];

fn setters(planned: &[Planned<'_>], additional: Option<&Field>) -> Vec<Setter> {
    let optional = planned.iter().filter(|one| one.role != Role::Argument && !(one.field.read_only || one.kind == LineKind::Required));
    let mut setters: Vec<Setter> = optional.map(setter).collect();
    if let Some(field) = additional {
        setters.push(Setter {
            docs: vec![format!("Sets `{}`.", field.name)],
            name: format!("with_{}", field.name.trim_start_matches("r#")),
            field: field.name.clone(),
            argument: Argument { name: field.name.clone(), ty: field.ty.clone().into_argument() },
            value: Given { argument: field.name.clone(), into: true, boxed: false, some: false },
            deprecated: false,
        });
    }
    setters
}

fn setter(one: &Planned<'_>) -> Setter {
    let nullable = one.kind == LineKind::Nullable;
    let exact = matches!(&one.inner, RustType::Name(name, _) if EXACT.contains(&name.as_str()));
    let ty = match (nullable, exact) {
        (true, _) => RustType::of("Nullable", boxed_type(one)).into_argument(),
        (false, true) => one.inner.clone(),
        (false, false) => one.inner.clone().into_argument(),
    };
    Setter {
        docs: vec![format!("Sets `{}`.", one.name.trim_start_matches("r#"))],
        name: format!("with_{}", one.name.trim_start_matches("r#")),
        field: one.name.clone(),
        argument: Argument { name: one.name.clone(), ty },
        value: Given {
            argument: one.name.clone(),
            into: nullable || !exact,
            boxed: one.boxed && !nullable,
            some: !nullable,
        },
        deprecated: one.field.docs.deprecated,
    }
}

fn codec(planned: &[Planned<'_>], flattened: Vec<String>, additional: Option<(String, &'static str)>, def: &TypeDef) -> Codec {
    let all: Vec<&str> = planned.iter().map(|one| one.name.as_str()).collect();
    let local = |name: &str| {
        let mut local = name.to_owned();
        while matches!(local.as_str(), "fields" | "key") || local != name && all.contains(&local.as_str()) {
            local.push('_');
        }
        local
    };
    let lines: Vec<Line> = planned
        .iter()
        .map(|one| Line { wire: one.field.name.clone(), field: one.name.clone(), local: local(&one.name), kind: one.kind })
        .collect();
    let mut read_lints = Vec::new();
    if lints::may_be_similar(lines.iter().map(|line| line.local.as_str())) {
        read_lints.push(Lint::Allow("clippy::similar_names"));
    }
    let wide = |line: &Line| if line.wire.len() + line.local.len() > 44 { 6 } else { 3 };
    read_lints.extend(lints::on_length(lines.iter().map(wide).sum::<usize>() + flattened.len() + 10));
    let mut write_lints: Vec<Lint> = lints::on_length(lines.len() + 6).into_iter().collect();
    if matches!(&def.kind, TypeKind::Struct(object) if object.fields.iter().any(|field| field.docs.deprecated)) {
        write_lints.push(Lint::Expect("deprecated"));
        read_lints.push(Lint::Expect("deprecated"));
    }
    Codec {
        additional: additional.map(|(name, map)| (name.clone(), local(&name), map)),
        lines,
        flattened,
        write_lints,
        read_lints,
    }
}

fn import_codec(planned: &[Planned<'_>], codec: &Codec, sheet: &mut Sheet) {
    super::models::import_serde(sheet);
    sheet.imports.add("serde::de", "MapAccess");
    sheet.imports.add("specwright_runtime::codec", "Fields");
    if codec.lines.iter().any(|line| line.kind == LineKind::Nullable) {
        sheet.imports.runtime("Nullable");
    }
    debug_assert_eq!(planned.len(), codec.lines.len());
}

/// The properties by which unions tell structs apart, by struct.
pub(super) fn union_tags(api: &ir::Api) -> std::collections::BTreeMap<TypeId, Vec<&str>> {
    let mut tags: std::collections::BTreeMap<TypeId, Vec<&str>> = std::collections::BTreeMap::new();
    for def in &api.types {
        let TypeKind::Union(ir::Union { variants, select: Select::Tag(property) }) = &def.kind else {
            continue;
        };
        for variant in variants {
            if let Type::Named(id) = &variant.ty {
                tags.entry(*id).or_default().push(property);
            }
        }
    }
    tags
}
