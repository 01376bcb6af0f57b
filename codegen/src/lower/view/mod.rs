//! What schemas say: the keywords of each, and of those that hold together.
//!
//! In: schema nodes. Out: views of them, and what follows from a view alone. Must not make types.

pub(crate) mod conditional;
pub(crate) mod facts;
mod implied;
mod inherited;
mod kind;
mod merged;
mod reference;
pub(crate) mod scalar;
mod schemas;
pub(crate) mod synthetic;
pub(crate) mod values;

pub(crate) use self::{
    merged::{Alternatives, Subschema, View},
    schemas::{Arena, Schemas},
};
