//! Structs: their fields, and how those are read, written and set.

mod rows;

use super::{
    Argument, External, Field, Limit, MemberKind, RustType, Struct,
    context::{Context, Sheet},
    docs, enums, limits, lints,
    types::import_map,
};
use crate::{
    analyze::holds_numeric,
    ir::{self, Type, TypeDef, TypeId, TypeKind},
    names::{Case, Scope, Wish},
};

/// A field with what the other parts need of it.
struct Planned<'a> {
    field: &'a ir::Field,
    name: String,
    /// Without `Option`, `Nullable` and box.
    inner: RustType,
    boxed: bool,
    kind: MemberKind,
    /// Whether `null` is one of the values of a required field.
    null: bool,
    constant: Option<String>,
    /// The only value of its type, which `new` fills it with although there may be others one day.
    only: Option<String>,
    /// Whether its type is a union, which converts from its members.
    union: bool,
    role: Role,
}

/// The field for all other keys.
struct Additional {
    field: Field,
    /// Whether numbers in it may come as texts.
    numeric: bool,
    /// What is checked of it.
    limits: Vec<Vec<Limit>>,
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
pub(super) fn plan(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    object: &ir::Struct,
    sheet: &mut Sheet,
) -> Struct {
    let direction = context.direction(id);
    let name = context.naming.types[id.index()].clone();
    let mut scope = Scope::new(Case::Snake, "field");
    let planned = members(context, id, object, &mut scope, sheet);
    let flattened = flattened(context, id, object, &mut scope, sheet);
    let additional = additional(context, id, object, direction.request, &mut scope, sheet);

    let mut fields: Vec<Field> = planned.iter().map(|one| field(one, sheet)).collect();
    fields.extend(flattened.iter().cloned());
    fields.extend(additional.iter().map(|one| one.field.clone()));

    sheet.imports.add("specwright_runtime::codec", "self");
    let arguments = rows::arguments(&planned, &flattened);
    let rows = rows::rows(context, &planned, &flattened, additional, direction.request);
    Struct {
        docs: docs::item(context, def, &name),
        row_lints: lints::on_rows(&arguments, &rows),
        derives: vec!["Clone"],
        deprecated: def.docs.deprecated,
        lints: lints::on_fields(fields.iter().map(|field| &field.ty)),
        shape: context.shape_const(id, sheet),
        rules: object.rules.iter().map(limits::rule).collect(),
        name,
        fields,
        arguments,
        rows,
    }
}

/// The members that the document lists.
fn members<'o>(
    context: &Context<'_>,
    id: TypeId,
    object: &'o ir::Struct,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> Vec<Planned<'o>> {
    let wishes = object.fields.iter().map(|field| Wish::of(&field.name));
    let names = scope.claim_all(&wishes.collect::<Vec<_>>());
    let fields = object.fields.iter().enumerate().zip(names);
    fields
        .map(|((index, field), name)| {
            let boxed = context.facts.boxed.contains(&(id, index));
            plan_field(context, (id, index), field, boxed, name, sheet)
        })
        .collect()
}

/// What a user makes a struct from: an argument of `new`, or of a `with_` method.
pub(super) struct Input<'o> {
    /// The argument; of a `with_` method, under the name of that.
    pub(super) argument: Argument,
    /// Whether `new` takes it.
    pub(super) required: bool,
    /// The type of the value.
    pub(super) ty: &'o Type,
    /// Its name on the wire.
    pub(super) name: &'o str,
    /// What the document says of it.
    pub(super) docs: Option<&'o ir::Docs>,
    /// The default that the document states.
    pub(super) default: Option<&'o serde_json::Value>,
}

/// What a user makes the struct from, in the order of its fields.
pub(super) fn inputs<'o>(
    context: &Context<'_>,
    id: TypeId,
    object: &'o ir::Struct,
) -> Vec<Input<'o>> {
    let mut sheet = Sheet::default();
    let mut scope = Scope::new(Case::Snake, "field");
    let planned = members(context, id, object, &mut scope, &mut sheet);
    let settable = context.direction(id).request;
    let mut inputs: Vec<Input<'_>> = planned
        .iter()
        .filter_map(|one| {
            let (argument, required) = rows::input(one, settable)?;
            Some(Input {
                argument,
                required,
                ty: &one.field.ty,
                name: &one.field.name,
                docs: Some(&one.field.docs),
                default: one.field.default.as_deref(),
            })
        })
        .collect();
    let flattened = flattened(context, id, object, &mut scope, &mut sheet);
    let flattened = rows::arguments(&[], &flattened);
    let types = flattened.into_iter().zip(&object.flattened);
    inputs.extend(types.map(|(argument, (name, ty))| Input {
        argument,
        required: true,
        ty,
        name,
        docs: None,
        default: None,
    }));
    inputs
}

fn plan_field<'a>(
    context: &Context<'_>,
    (id, index): (TypeId, usize),
    field: &'a ir::Field,
    boxed: bool,
    name: String,
    sheet: &mut Sheet,
) -> Planned<'a> {
    let direction = context.direction(id);
    let (ty, null) = context.shown(&field.ty);
    let any = *ty == Type::Any;
    let null = (null || field.nullable) && !any && *ty != Type::Null;
    let one_way = field.read_only && direction.request || field.write_only && direction.response;
    let inner = context.rust(&without_null(ty), sheet);
    let constant = context
        .constant(ty)
        .map(|(id, _)| context.type_name(id, sheet));
    let union = matches!(
        context.definition(ty),
        Some((
            _,
            TypeDef {
                kind: TypeKind::Union(_),
                ..
            }
        ))
    );
    let kind = match (field.required && !one_way, null) {
        (true, _) => MemberKind::Required,
        (false, _) if any || *ty == Type::Null => MemberKind::Any,
        (false, true) if context.is_sent(id, index) => MemberKind::Nullable,
        (false, _) => MemberKind::Optional,
    };
    let fills = constant.is_some() && (field.tag || !null && kind == MemberKind::Required);
    let only = (kind == MemberKind::Required && !null)
        .then(|| only_value(context, ty, sheet))
        .flatten();
    let role = if fills || only.is_some() {
        Role::Filled
    } else if field.required && !(field.read_only && direction.request) {
        Role::Argument
    } else {
        Role::LeftOut
    };
    Planned {
        field,
        name,
        inner,
        boxed,
        kind,
        null,
        constant,
        only,
        union,
        role,
    }
}

/// The value of an enum that has no other one yet.
fn only_value(context: &Context<'_>, ty: &Type, sheet: &mut Sheet) -> Option<String> {
    let (id, def) = context.definition(ty)?;
    let TypeKind::Enumeration(list) = &def.kind else {
        return None;
    };
    match enums::variants(list).as_slice() {
        [value] => Some(format!("{}::{}", context.type_name(id, sheet), value.name)),
        _ => None,
    }
}

fn without_null(ty: &Type) -> Type {
    match ty {
        Type::Nullable(inner) => (**inner).clone(),
        other => other.clone(),
    }
}

/// The type of the field as it is declared.
fn declared(one: &Planned<'_>, sheet: &mut Sheet) -> RustType {
    let inner = if one.boxed {
        RustType::of("Box", one.inner.clone())
    } else {
        one.inner.clone()
    };
    match one.kind {
        MemberKind::Required if one.null => RustType::of("Option", inner),
        MemberKind::Required => inner,
        MemberKind::Optional | MemberKind::Any => RustType::of("Option", inner),
        MemberKind::Nullable => {
            sheet.imports.external(External::Nullable);
            RustType::of("Nullable", inner)
        }
    }
}

fn field(one: &Planned<'_>, sheet: &mut Sheet) -> Field {
    let default = one
        .field
        .default
        .as_deref()
        .filter(|_| one.constant.is_none());
    Field {
        docs: docs::member(
            &one.field.docs,
            &one.field.name,
            Some(&one.field.limits),
            default,
        ),
        name: one.name.clone(),
        ty: declared(one, sheet),
        deprecated: one.field.docs.deprecated,
    }
}

/// The fields for the members of `allOf` that are unions.
fn flattened(
    context: &Context<'_>,
    id: TypeId,
    object: &ir::Struct,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> Vec<Field> {
    let fields = object
        .flattened
        .iter()
        .enumerate()
        .map(|(index, (wish, ty))| {
            let place = (id, object.fields.len() + index);
            let boxed = context.facts.boxed.contains(&place);
            let ty = context.rust(ty, sheet);
            Field {
                docs: Vec::new(),
                name: scope.claim_text(wish),
                ty: if boxed { RustType::of("Box", ty) } else { ty },
                deprecated: false,
            }
        });
    fields.collect()
}

/// The field for all other keys, and what is checked of it.
fn additional(
    context: &Context<'_>,
    id: TypeId,
    object: &ir::Struct,
    request: bool,
    scope: &mut Scope<'_>,
    sheet: &mut Sheet,
) -> Option<Additional> {
    let any = Type::Any;
    let (wish, ty, text) = match &object.additional {
        ir::Additional::Typed(ty) => ("additional", ty, "All other properties."),
        ir::Additional::Unstated
            if context.config.keep_unknown && !request && context.direction(id).response =>
        {
            (
                "extra",
                &any,
                "Unrecognized properties, preserved as received.",
            )
        }
        ir::Additional::Unstated | ir::Additional::Forbidden => return None,
    };
    let map = context.map_name(ty);
    import_map(map, sheet);
    let limits = ir::Limits {
        items: Some(Box::new((*object.additional_limits).clone())),
        ..ir::Limits::default()
    };
    let field = Field {
        docs: docs::rest(text, &limits),
        name: scope.claim_text(wish),
        ty: context.map_of(ty, sheet),
        deprecated: false,
    };
    let limits = context.limits(&Type::Map(Box::new(ty.clone())), &limits);
    Some(Additional {
        field,
        numeric: holds_numeric(ty, &context.facts.numeric),
        limits,
    })
}
