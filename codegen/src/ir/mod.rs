//! The intermediate representation: what an API is, as plain data by id.
//!
//! `lower` fills it, `analyze` reads it, `plan` turns it into Rust. It knows neither `OpenAPI`
//! documents nor Rust names, and imports nothing else of this crate.

mod api;
mod constraint;
mod docs;
mod dump;
mod foreign;
mod operation;
mod scalar;
mod types;
mod used;
mod visit;

pub use self::{
    api::{Api, Location, SecurityKind, SecurityScheme, Server, ServerVariable, Tag},
    constraint::{Constraint, Pattern},
    docs::{Docs, ExternalDocs},
    dump::dump,
    foreign::{Foreign, Like, LikeMember},
    operation::{
        Body, Encoding, EventItem, Events, Link, Media, Operation, Parameter, Payload, Response,
        Status, Style, Switch, Webhook,
    },
    scalar::{Numeric, Scalar},
    types::{
        Additional, DefaultMember, Enumeration, EnumerationValue, Field, Name, Select, Strictness,
        Struct, Type, TypeDef, TypeId, TypeKind, Union, Variant,
    },
};
