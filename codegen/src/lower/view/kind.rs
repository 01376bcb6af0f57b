//! The kind of value that a schema describes, without lowering it.

use serde_json::Value;

use super::{Schemas, View, facts::ValueKind, scalar};
use crate::lower::key;
use crate::{
    ir::Scalar,
    openapi::{Schema, Types},
    source::Node,
};

impl<'a> Schemas<'a> {
    /// The kind of value that a schema describes.
    pub(crate) fn kind(&self, node: &'a Node) -> ValueKind {
        if let Some(kind) = self.kinds.get(&key(node)) {
            return kind;
        }
        // A schema that is only itself again ends here.
        self.kinds.insert(key(node), ValueKind::Other);
        let view = self.view(&[node]);
        let kind = match self.kind_of(&view) {
            ValueKind::String if self.is_replaced(&view) => ValueKind::Formatted,
            kind => kind,
        };
        self.kinds.insert(key(node), kind)
    }

    /// Whether schemas of its format have a user-defined type.
    fn is_replaced(&self, view: &View<'a>) -> bool {
        let format = view.find(|schema| schema.format);
        format.is_some_and(|format| self.replaced.iter().any(|one| one == format))
    }

    fn kind_of(&self, view: &View<'a>) -> ValueKind {
        let stated = view.types();
        if view.any(|schema| schema.boolean == Some(false)) {
            return ValueKind::Never;
        }
        if view.any(|schema| schema.types == Types::NULL)
            && stated.is_empty()
            && !view.has_properties()
        {
            return ValueKind::Null;
        }
        if let Some(constant) = view.find(|schema| schema.constant) {
            return match self.value(view, constant) {
                Value::Null => ValueKind::Null,
                Value::String(_) => ValueKind::Strings,
                _ => ValueKind::Other,
            };
        }
        if let Some(values) = view
            .find(|schema| schema.enumeration)
            .filter(|values| !values.is_empty())
        {
            let values: Vec<Value> = values.iter().map(|value| self.value(view, value)).collect();
            let strings = values.iter().filter(|value| value.is_string()).count();
            let nulls = values.iter().filter(|value| value.is_null()).count();
            return match (strings, nulls) {
                (0, nulls) if nulls == values.len() => ValueKind::Null,
                (strings, nulls) if strings + nulls == values.len() => ValueKind::Strings,
                _ => ValueKind::Other,
            };
        }
        let union = !view.alternatives().is_empty();
        match stated {
            Types::OBJECT => ValueKind::Object,
            Types::STRING if union => ValueKind::Other,
            Types::STRING => match scalar::string(view) {
                Scalar::String => ValueKind::String,
                _ => ValueKind::Formatted,
            },
            _ if !stated.is_empty() => ValueKind::Other,
            _ if view.has_properties() => ValueKind::Object,
            _ if union => ValueKind::Other,
            _ if view.any(|schema| {
                schema.items.is_some()
                    || !schema.prefix_items.is_empty()
                    || schema.additional_properties.is_some()
                    || !schema.pattern_properties.is_empty()
            }) =>
            {
                ValueKind::Other
            }
            _ if view.any(|schema| schema.boolean == Some(true)) => ValueKind::Any,
            _ if view.any(bounds) => ValueKind::Bound,
            // 3.0 has no other word for null.
            _ if view.any(|schema| schema.nullable) => ValueKind::Null,
            _ => ValueKind::Any,
        }
    }
}

/// Whether a schema without types asserts something of a value.
fn bounds(schema: &Schema<'_>) -> bool {
    !schema.required.is_empty()
        || schema.not.is_some()
        || schema.conditional().next().is_some()
        || schema.contains.is_some()
        || schema.property_names.is_some()
        || schema.dependent_required.is_some()
        || schema.format.is_some()
        || !schema.constraints.is_empty()
}
