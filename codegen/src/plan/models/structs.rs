//! Structs: their fields, and what the types of those do not say.
//!
//! In: an object. Out: the struct, with an attribute wherever a field does not follow from its
//! type. Must not know how a field is read.

use crate::{
    ir::{self, Constraint, Type, TypeDef, TypeId, TypeKind},
    names::{Scope, Wish},
    plan::{
        Deprecation, Field, FieldFlag, RustType, Struct, context::Context, docs, naming,
        rust::Casing,
    },
};

/// A field while it is planned.
struct Planned<'a> {
    field: &'a ir::Field,
    name: String,
    /// As it is declared.
    ty: RustType,
    presence: Presence,
    /// Whether `null` is one of the values of a required field.
    null: bool,
    /// Whether its type has only one value.
    constant: bool,
    /// The only value of its type, which `new` fills it with although there may be others one day:
    /// the type and its variant.
    only: Option<(String, String)>,
    role: Role,
}

/// What may be on the wire for a field.
#[derive(Clone, Copy, PartialEq)]
enum Presence {
    /// A value.
    Required,
    /// A value or nothing.
    Optional,
    /// A value, `null` or nothing.
    Nullable,
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
pub(crate) fn plan(
    context: &Context<'_>,
    id: TypeId,
    def: &TypeDef,
    object: &ir::Struct,
) -> Struct {
    let setters = context.direction(id).request;
    let name = context.naming.types[id.index()].clone();
    let mut scope = naming::field_scope(context.claimed(id));
    let planned = members(context, id, object, &mut scope);
    let names: Vec<(&str, &str)> = planned.iter().map(both_names).collect();
    let rename_all = Casing::of_fields(&names);

    let members = planned
        .iter()
        .map(|one| field(context, one, setters, rename_all));
    let mut fields: Vec<Field> = members.collect();
    fields.extend(flattened(context, id, object, &mut scope));
    fields.extend(additional(context, id, object, setters, &mut scope));
    let settable = |field: &Field| {
        let is_optional =
            matches!(&field.ty, RustType::Name(name, _) if name == "Option" || name == "Nullable");
        let flags = [
            FieldFlag::Required,
            FieldFlag::Constant,
            FieldFlag::Argument,
            FieldFlag::ReadOnly,
        ];
        let is_made = field.value.is_some() || flags.iter().any(|flag| field.flags.contains(flag));
        is_optional && !is_made || field.flags.contains(&FieldFlag::Rest)
    };
    Struct {
        docs: docs::item(context, def, &name),
        deprecated: docs::deprecation(&def.docs),
        setters: setters && fields.iter().any(settable),
        closed: object.additional == ir::Additional::Forbidden
            && context.facts.compared.contains(&id),
        rename_all,
        constraints: object.constraints.clone(),
        name,
        fields,
    }
}

/// The name of a field and that on the wire.
fn both_names<'o>(one: &'o Planned<'_>) -> (&'o str, &'o str) {
    (one.name.trim_start_matches("r#"), &one.field.name)
}

/// The members that the document lists.
fn members<'o>(
    context: &Context<'_>,
    id: TypeId,
    object: &'o ir::Struct,
    scope: &mut Scope<'_>,
) -> Vec<Planned<'o>> {
    let renamed = |index| context.naming.renames.of_member(id, index);
    let names = naming::field_names(object, renamed, scope, context.claimed(id));
    let fields = object.fields.iter().enumerate().zip(names);
    fields
        .map(|((index, field), name)| {
            let boxed = context.facts.boxed.contains(&(id, index));
            plan_field(context, (id, index), field, boxed, name)
        })
        .collect()
}

fn plan_field<'a>(
    context: &Context<'_>,
    (id, index): (TypeId, usize),
    field: &'a ir::Field,
    boxed: bool,
    name: String,
) -> Planned<'a> {
    let direction = context.direction(id);
    let (ty, null) = context.shown(&field.ty);
    let any = *ty == Type::Any;
    let null = (null || field.nullable) && !any && *ty != Type::Null;
    let one_way = field.read_only && direction.request || field.write_only && direction.response;
    let mut inner = context.rust(&without_null(ty));
    if boxed {
        inner = RustType::of("Box", inner);
    }
    let presence = match (field.required && !one_way, null) {
        (true, _) => Presence::Required,
        (false, true) if context.is_sent(id, index) => Presence::Nullable,
        (false, _) => Presence::Optional,
    };
    let constant = context.constant(ty).is_some();
    let fills = constant && (field.tag || !null && presence == Presence::Required);
    let only = (presence == Presence::Required && !null)
        .then(|| only_value(context, ty))
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
        ty: declared(inner, presence, null),
        presence,
        null,
        constant,
        only,
        role,
    }
}

/// The value of an enum that has no other one yet.
fn only_value(context: &Context<'_>, ty: &Type) -> Option<(String, String)> {
    let (id, def) = context.definition(ty)?;
    let TypeKind::Enumeration(list) = &def.kind else {
        return None;
    };
    let renamed = |index| context.naming.renames.of_member(id, index);
    match naming::value_names(list, renamed, context.claimed(id)).as_slice() {
        [variant] => Some((context.type_name(id), variant.clone())),
        _ => None,
    }
}

fn without_null(ty: &Type) -> Type {
    match ty {
        Type::Nullable(inner) => (**inner).clone(),
        other => other.clone(),
    }
}

/// The type of a field as it is declared.
fn declared(inner: RustType, presence: Presence, null: bool) -> RustType {
    match presence {
        Presence::Required if !null => inner,
        Presence::Required | Presence::Optional => RustType::of("Option", inner),
        Presence::Nullable => RustType::of("Nullable", inner),
    }
}

/// The field of a member. `setters`: whether the struct has methods for what may be left out.
fn field(
    context: &Context<'_>,
    one: &Planned<'_>,
    setters: bool,
    rename_all: Option<Casing>,
) -> Field {
    let field = one.field;
    let (plain, wire) = both_names(one);
    let follows = match rename_all {
        Some(casing) => casing.field(plain) == wire,
        None => plain == wire,
    };
    let is_required = one.presence == Presence::Required;
    let flags = [
        (FieldFlag::Required, is_required && one.null),
        (
            FieldFlag::Constant,
            one.role == Role::Filled && one.only.is_none(),
        ),
        (
            FieldFlag::Argument,
            one.role == Role::Argument && !is_required,
        ),
        (
            FieldFlag::ReadOnly,
            setters && field.read_only && one.role == Role::LeftOut,
        ),
        (FieldFlag::Numeric, context.facts.holds_numeric(&field.ty)),
    ];
    let flags = flags.into_iter().filter(|(_, holds)| *holds);
    let default = field.default.as_deref().filter(|_| !one.constant);
    Field {
        docs: docs::member(&field.docs, &field.name, &field.constraints, default),
        name: one.name.clone(),
        ty: one.ty.clone(),
        deprecated: docs::deprecation(&field.docs),
        wire: (!follows).then(|| wire.to_owned()),
        flags: flags.map(|(flag, _)| flag).collect(),
        value: one.only.clone(),
        constraints: context.constraints(&field.ty, &field.constraints),
    }
}

/// The fields for the members of `allOf` that are unions.
fn flattened(
    context: &Context<'_>,
    id: TypeId,
    object: &ir::Struct,
    scope: &mut Scope<'_>,
) -> Vec<Field> {
    // They have no names of their own in the document.
    let wishes = object.flattened.iter().map(|(wish, _)| Wish {
        tie: u8::MAX,
        ..Wish::of(wish)
    });
    let names = naming::claim_fields(
        scope,
        context.claimed(id),
        &wishes.collect::<Vec<_>>(),
        |_| None,
    );
    let fields = object
        .flattened
        .iter()
        .zip(names)
        .enumerate()
        .map(|(index, ((_, ty), name))| {
            let place = (id, object.fields.len() + index);
            let boxed = context.facts.boxed.contains(&place);
            let ty = context.rust(ty);
            Field {
                docs: Vec::new(),
                name,
                ty: if boxed { RustType::of("Box", ty) } else { ty },
                deprecated: Deprecation::No,
                wire: None,
                flags: vec![FieldFlag::Flatten],
                value: None,
                constraints: Vec::new(),
            }
        });
    fields.collect()
}

/// The field for all other keys.
fn additional(
    context: &Context<'_>,
    id: TypeId,
    object: &ir::Struct,
    request: bool,
    scope: &mut Scope<'_>,
) -> Option<Field> {
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
    let made_up = Wish {
        tie: u8::MAX,
        ..Wish::of(wish)
    };
    let constraints = [Constraint::Each(object.additional_constraints.clone())];
    let mut flags = vec![FieldFlag::Rest];
    flags.extend(
        context
            .facts
            .holds_numeric(ty)
            .then_some(FieldFlag::Numeric),
    );
    Some(Field {
        docs: docs::rest(text, &constraints),
        name: naming::claim_fields(scope, context.claimed(id), &[made_up], |_| None).remove(0),
        ty: context.map_of(ty),
        deprecated: Deprecation::No,
        wire: None,
        flags,
        value: None,
        constraints: context.constraints(&Type::Map(Box::new(ty.clone())), &constraints),
    })
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::snippet::assert_members;

    #[test]
    fn types_of_fields_follow_from_presence_null_and_direction() {
        assert_members(
            "",
            "
                paths:
                  /things:
                    post:
                      requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Sent'}}}}
                      responses: {'200': {description: d, content: {application/json: {schema: {$ref: '#/components/schemas/Received'}}}}}
                components:
                  schemas:
                    Sent:
                      required: [type, name, count]
                      properties:
                        type: {const: span}
                        name: {type: string}
                        count: {type: [integer, 'null']}
                        note: {type: [string, 'null']}
                        extra: {}
                        key: {type: string}
                    Received:
                      properties:
                        note: {type: [string, 'null']}
            ",
            "
                Received
                  note: Option<String>
                Sent with setters
                  r#type: SentType Constant
                  name: String
                  count: Option<i64> Required
                  note: Nullable<String>
                  extra: Option<Value>
                  key: Option<String>
            ",
        );
    }
}
