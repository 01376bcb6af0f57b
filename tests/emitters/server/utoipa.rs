//! utoipa.

use std::error::Error;

use serde_json::Value;
use utoipa::OpenApi;

pub mod types {
    use utoipa::ToSchema as Schema;

    /// What holds itself says so to utoipa.
    macro_rules! recursive {
        ($(#[$meta:meta])* pub enum $name:ident { $unit:ident, $($variant:ident($type:ty),)* }) => {
            $(#[$meta])*
            pub enum $name {
                $unit,
                $(#[schema(no_recursion)] $variant($type),)*
            }
        };
    }

    include!("types.rs");
    include!("tuples.rs");
}

use types::{Command, Everything, External, Flat, Leaf, Page, Pairs, Rule};

#[utoipa::path(post, path = "/external", request_body = External, responses((status = 200, body = External)))]
fn external() {}

#[utoipa::path(post, path = "/everything", request_body = Everything, responses((status = 200, body = Everything)))]
fn everything() {}

#[utoipa::path(post, path = "/flat", request_body = Flat, responses((status = 200, body = Flat)))]
fn flat() {}

#[utoipa::path(post, path = "/rule", request_body = Rule, responses((status = 200, body = Command)))]
fn rule() {}

#[utoipa::path(get, path = "/leaves", responses((status = 200, body = Page<Leaf>)))]
fn leaves() {}

#[utoipa::path(post, path = "/pairs", request_body = Pairs, responses((status = 200, body = Pairs)))]
fn pairs() {}

#[derive(OpenApi)]
#[openapi(paths(external, everything, flat, rule, leaves, pairs))]
struct Api;

/// The document.
pub fn document() -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::to_value(Api::openapi())?)
}
