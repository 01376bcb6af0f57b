//! The shapes of variants whose types don't have one.
//!
//! In: what a union's attributes say of a variant. Out: its shape. Must not know types of serde.

use std::sync::Arc;

use super::shape::{Object, Property, Shape};
use super::shapes::Shapes;
use super::variant::Case;
use crate::codec::json::read_error::ReadError;
use crate::codec::json::reader::Reader;

/// What the values of a variant look like.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub enum Like {
    Boolean,
    Integer,
    Number,
    String,
    Array,
    /// An object with these members: those that must be there, and others.
    Object(&'static [&'static str], &'static [&'static str]),
}

/// A variant that is selected by the shape of the value, not by its type.
#[doc(hidden)]
#[derive(Debug)]
pub struct LikeCase<C>(pub C, pub Like);

impl<U, C: Case<U>> Case<U> for LikeCase<C> {
    fn read(&self, reader: &mut Reader<'_>, place: &mut U) -> Result<(), ReadError> {
        self.0.read(reader, place)
    }

    fn shape(&self, _: &mut Shapes) -> Option<Shape> {
        Some(match self.1 {
            Like::Boolean => Shape::Boolean,
            Like::Integer => Shape::Integer,
            Like::Number => Shape::Number,
            Like::String => Shape::String,
            Like::Array => Shape::Array(Arc::new(Shape::Any)),
            Like::Object(required, optional) => {
                let member = |is_required| {
                    move |name: &&'static str| Property::new(name, is_required, &Shape::Any)
                };
                let required = required.iter().map(member(true));
                Shape::Object(Object {
                    properties: required.chain(optional.iter().map(member(false))).collect(),
                    closed: false,
                })
            }
        })
    }
}
