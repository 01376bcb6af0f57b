//! Inputs: what a user creates a struct from.
//!
//! In: a planned struct. Out: the arguments of `new` and of the `with_` methods, by the rules of
//! the derive macro (`codegen/derive/src/{model/field,ty}.rs`). Must not know values.

use crate::{
    ir::{self, Type},
    plan::{Field, FieldFlag, RustType, Struct},
};

/// An argument of `new`, or of a `with_` method.
pub(super) struct Input<'o> {
    /// The field.
    pub(super) field: &'o str,
    /// Its argument.
    pub(super) taken: RustType,
    /// Whether `new` takes it.
    pub(super) required: bool,
    /// The type of the value.
    pub(super) ty: &'o Type,
    /// Its name on the wire.
    pub(super) name: &'o str,
    /// The document's description.
    pub(super) docs: Option<&'o ir::Docs>,
    /// The default that the document states.
    pub(super) default: Option<&'o serde_json::Value>,
}

/// What a user creates the struct from, in the order of its fields: those of the properties, then
/// those of the unions that are members of `allOf`.
pub(super) fn inputs<'o>(planned: &'o Struct, object: &'o ir::Struct) -> Vec<Input<'o>> {
    let properties = planned.fields.iter().zip(&object.fields);
    let mut inputs: Vec<Input<'_>> = properties
        .filter_map(|(planned_field, field)| {
            let (taken, required) = taken(planned_field, planned.setters)?;
            Some(Input {
                field: planned_field.name.trim_start_matches("r#"),
                taken,
                required,
                ty: &field.ty,
                name: &field.name,
                docs: Some(&field.docs),
                default: field.default.as_deref(),
            })
        })
        .collect();
    let flattened = planned.fields.iter().skip(object.fields.len());
    inputs.extend(
        flattened
            .zip(&object.flattened)
            .map(|(field, (name, ty))| Input {
                field: &field.name,
                taken: field.ty.clone().into_argument(),
                required: true,
                ty,
                name,
                docs: None,
                default: None,
            }),
    );
    inputs
}

/// How a field is taken, and whether `new` takes it. `setters`: whether there are `with_` methods.
fn taken(field: &Field, setters: bool) -> Option<(RustType, bool)> {
    let has = |flag| field.flags.contains(&flag);
    if has(FieldFlag::Constant) || field.value.is_some() {
        return None;
    }
    let (inner, may_be_left_out) = match &field.ty {
        RustType::Name(name, arguments) if name == "Option" && !has(FieldFlag::Required) => {
            (arguments.first(), true)
        }
        RustType::Name(name, _) if name == "Option" || name == "Nullable" => {
            (None, name == "Nullable")
        }
        ty => (Some(ty), false),
    };
    let by_new = !may_be_left_out || has(FieldFlag::Argument);
    if !by_new && (!setters || has(FieldFlag::ReadOnly)) {
        return None;
    }
    let taken = match inner {
        Some(inner) => inner.taken(by_new),
        None => field.ty.clone().into_argument(),
    };
    Some((taken, by_new))
}
