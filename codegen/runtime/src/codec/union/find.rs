//! The shapes of types, found from the types themselves.
//!
//! In: a placeholder of a type. Out: its shape: for a struct the names of its members, whether they
//! must be there, and the kinds of their values; for what contains other values, theirs. Found once
//! for each union that needs them. Must not know JSON text.

use std::any::TypeId;
use std::sync::Arc;

use super::shape::{Kinds, Object, Property, Shape};
use super::shapes::{Shapes, Tagging, VariantShapes};
use super::variant::Variant;
use crate::codec::model::member::{Member, Presence};
use crate::codec::model::stack::boxed;
use crate::codec::model::wire::{Sink, View, Wire};
use crate::codec::types::literal::Literal;

impl VariantShapes {
    /// The shapes of these variants, with the members of their members or without.
    pub(crate) fn of<U: 'static>(&self, inner: bool, variants: &[Variant<U>]) -> &[Shape] {
        let (found, levels) = if inner {
            (&self.inner, 2)
        } else {
            (&self.outer, 1)
        };
        found.get_or_init(|| {
            let mut shapes = Shapes {
                levels,
                ..Shapes::default()
            };
            match shapes.union(Tagging::Untagged, variants) {
                Shape::OneOf(shapes) => shapes.to_vec(),
                shape => vec![shape],
            }
        })
    }
}

/// How many types within one another are looked into.
const DEEPEST: usize = 32;

impl Shapes {
    /// The shape of a type.
    pub fn of<T: Wire>(&mut self) -> Shape {
        if self.depth == DEEPEST {
            return Shape::Any;
        }
        self.depth += 1;
        let shape = T::shape(&boxed(), self);
        self.depth -= 1;
        shape
    }

    /// The shape of the items of a list or map.
    pub(crate) fn item<T: Wire>(&mut self) -> Arc<Shape> {
        Arc::new(if self.levels == 0 {
            Shape::Any
        } else {
            self.of::<T>()
        })
    }

    /// The shape of a type that wraps only that value. A type that contains itself has any shape.
    pub fn within<T: 'static>(&mut self, value: &dyn Wire) -> Shape {
        self.once(TypeId::of::<T>(), |shapes| value.shape(shapes))
    }

    /// The shape of a union. A union that contains itself has any shape.
    pub fn union<U: 'static>(&mut self, tagging: Tagging, variants: &[Variant<U>]) -> Shape {
        self.once(TypeId::of::<U>(), |shapes| {
            let variants = variants.iter().map(|(tags, case)| {
                let name = tags.first().copied().unwrap_or_default();
                Self::variant(tagging, name, case.shape(shapes))
            });
            Shape::OneOf(variants.collect())
        })
    }

    /// The shape of a variant. `inner`: that of its value, if it has one.
    fn variant(tagging: Tagging, name: &'static str, inner: Option<Shape>) -> Shape {
        let only = Shape::Constant(Literal::String(name));
        let tag = |tag| Property::new(tag, true, &only);
        match (tagging, inner) {
            // Nothing else is known of any value.
            (Tagging::Internal(name), None | Some(Shape::Any))
            | (Tagging::Adjacent(name, _), None) => object([tag(name)]),
            (Tagging::Internal(_) | Tagging::Untagged, Some(inner)) => inner,
            (Tagging::Adjacent(name, content), Some(inner)) => {
                object([tag(name), Property::new(content, true, &inner)])
            }
            (Tagging::External, Some(inner)) => object([Property::new(name, true, &inner)]),
            (Tagging::External | Tagging::Untagged, None) => only,
        }
    }

    /// Finds a shape, unless that was done before.
    fn once(&mut self, id: TypeId, find: impl FnOnce(&mut Self) -> Shape) -> Shape {
        let key = (id, self.levels);
        if let Some(known) = self.known.get(&key) {
            return known.clone().unwrap_or(Shape::Any);
        }
        self.known.insert(key, None);
        let found = find(self);
        self.known.insert(key, Some(found.clone()));
        found
    }

    /// The shape of a value that contains no other type than those of its members.
    pub(crate) fn value(&mut self, value: &dyn Wire) -> Shape {
        match value.view() {
            View::Object(object) => self.object(object),
            View::Bool(_) => Shape::Boolean,
            View::I64(_) | View::U64(_) => Shape::Integer,
            View::F32(_) | View::F64(_) | View::Plain(_) => Shape::Number,
            View::Str(_)
            | View::Shown(_)
            | View::Timestamp(_)
            | View::Time(_)
            | View::Uuid(_)
            | View::Bytes(_)
            | View::File(_) => Shape::String,
            View::Map(_) => Shape::Map(Arc::new(Shape::Any)),
            View::List(_) => Shape::Array(Arc::new(Shape::Any)),
            View::Null => Shape::Null,
            View::Absent | View::Value(_) | View::Made(_) | View::Tagged(..) => Shape::Any,
        }
    }

    fn object(&mut self, value: &dyn Wire) -> Shape {
        let mut members = Members {
            shapes: self,
            found: Vec::new(),
        };
        if members.shapes.levels > 0 {
            members.shapes.levels -= 1;
            value.members(&mut members);
            members.shapes.levels += 1;
        }
        Shape::Object(Object {
            properties: members.found.into(),
            closed: value.closed(),
        })
    }
}

/// An open object of these members.
fn object<const N: usize>(properties: [Property; N]) -> Shape {
    Shape::Object(Object {
        properties: properties.into(),
        closed: false,
    })
}

/// The members of an object.
struct Members<'s> {
    shapes: &'s mut Shapes,
    found: Vec<Property>,
}

impl Sink for Members<'_> {
    fn rows(&mut self, table: &[Member], values: &[&dyn Wire]) {
        for (member, value) in table.iter().zip(values) {
            let shape = value.shape(self.shapes);
            let required = member.presence() == Presence::required;
            let mut property = Property::new(member.name(), required, &shape);
            if !required {
                property.kinds = property.kinds | Kinds::NULL;
            }
            let may_be_text = property.kinds.contains(Kinds::INTEGER) && member.is_numeric();
            if may_be_text {
                property.kinds = property.kinds | Kinds::STRING;
            }
            if self.shapes.levels > 0 {
                property.inner = Some(if member.is_numeric() {
                    shape.numeric()
                } else {
                    shape
                });
            }
            self.found.push(property);
        }
    }

    fn entry(&mut self, _: &str, _: &dyn Wire) {}

    fn flat(&mut self, _: &dyn Wire) {}
}
