//! What a user makes a struct from, for examples.
//!
//! In: the fields of a struct. Out: the arguments of `new` and of the `with_` methods, by the rules of the derive macro
//! (`codegen/derive/src/{field,ty}.rs`). Must not know values.

use super::{Planned, Presence, Role, flattened, members, scope};
use crate::{
    ir::{self, Type, TypeId},
    plan::{
        RustType,
        context::{Context, Sheet},
    },
};

/// An argument of `new`, or of a `with_` method.
pub(crate) struct Input<'o> {
    /// The field.
    pub(crate) field: String,
    /// What it takes.
    pub(crate) taken: RustType,
    /// Whether `new` takes it.
    pub(crate) required: bool,
    /// The type of the value.
    pub(crate) ty: &'o Type,
    /// Its name on the wire.
    pub(crate) name: &'o str,
    /// What the document says of it.
    pub(crate) docs: Option<&'o ir::Docs>,
    /// The default that the document states.
    pub(crate) default: Option<&'o serde_json::Value>,
}

/// What a user makes the struct from, in the order of its fields.
pub(crate) fn inputs<'o>(
    context: &Context<'_>,
    id: TypeId,
    object: &'o ir::Struct,
) -> Vec<Input<'o>> {
    let mut sheet = Sheet::default();
    let mut scope = scope(context.claimed(id));
    let planned = members(context, id, object, &mut scope, &mut sheet);
    let settable = context.direction(id).request;
    let own = planned.iter().filter_map(|one| {
        let (taken, required) = taken(one, settable)?;
        Some(Input {
            field: one.name.trim_start_matches("r#").to_owned(),
            taken,
            required,
            ty: &one.field.ty,
            name: &one.field.name,
            docs: Some(&one.field.docs),
            default: one.field.default.as_deref(),
        })
    });
    let mut inputs: Vec<Input<'_>> = own.collect();
    let flattened = flattened(context, id, object, &mut scope, &mut sheet);
    let flattened = flattened.into_iter().zip(&object.flattened);
    inputs.extend(flattened.map(|(field, (name, ty))| Input {
        field: field.name,
        taken: field.ty.into_argument(),
        required: true,
        ty,
        name,
        docs: None,
        default: None,
    }));
    inputs
}

/// How a field is taken, and whether `new` takes it.
fn taken(one: &Planned<'_>, settable: bool) -> Option<(RustType, bool)> {
    let inner = match (&one.ty, one.presence) {
        (RustType::Name(name, arguments), Presence::Optional) if name == "Option" => {
            arguments.first()
        }
        (ty, Presence::Required) if !one.null => Some(ty),
        _ => None,
    };
    let take = |by_new| match inner {
        Some(inner) => inner.taken(by_new),
        None => one.ty.clone().into_argument(),
    };
    match one.role {
        Role::Argument => Some((take(true), true)),
        Role::LeftOut if settable && !one.field.read_only => Some((take(false), false)),
        Role::LeftOut | Role::Filled => None,
    }
}
