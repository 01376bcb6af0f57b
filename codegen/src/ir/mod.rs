//! The intermediate representation: what an API is, as plain data by id.
//!
//! `lower` fills it, `analyze` reads it, `plan` turns it into Rust. It knows neither `OpenAPI`
//! documents nor Rust names, and imports nothing else of this crate.

mod api;
mod docs;
mod dump;
mod limits;
mod operation;
mod rare;
mod rules;
mod scalar;
mod types;
mod used;
mod visit;

pub use self::{
    api::{Api, Location, SecurityKind, SecurityScheme, Server, ServerVariable, Tag},
    docs::{Docs, ExternalDocs},
    dump::dump,
    operation::{
        Body, Encoding, EventItem, Events, Link, Media, Operation, Parameter, Payload, Response,
        Status, Style, Switch, Webhook,
    },
    rare::{Blank, Rare},
    rules::Rule,
    scalar::{Numeric, Scalar},
    types::{
        Additional, DefaultMember, Enumeration, EnumerationValue, Field, Foreign, Like, LikeMember,
        Limits, Name, Pattern, Select, Strictness, Struct, Type, TypeDef, TypeId, TypeKind, Union,
        Variant,
    },
};
