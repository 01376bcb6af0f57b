//! dropshot, over schemars 0.8.

use std::error::Error;

use dropshot::{ApiDescription, HttpError, HttpResponseOk, RequestContext, TypedBody, endpoint};
use serde_json::Value;

pub mod types {
    use schemars::JsonSchema as Schema;
    use schemars08 as schemars;

    macro_rules! recursive {
        ($($item:tt)*) => { $($item)* };
    }

    include!("types.rs");
}

use types::{Command, Everything, External, Leaf, Page, Rule};

type Outcome<T> = Result<HttpResponseOk<T>, HttpError>;

#[endpoint { method = POST, path = "/external" }]
async fn external(_: RequestContext<()>, body: TypedBody<External>) -> Outcome<External> {
    Ok(HttpResponseOk(body.into_inner()))
}

#[endpoint { method = POST, path = "/everything" }]
async fn everything(_: RequestContext<()>, body: TypedBody<Everything>) -> Outcome<Everything> {
    Ok(HttpResponseOk(body.into_inner()))
}

#[endpoint { method = POST, path = "/rule" }]
async fn rule(_: RequestContext<()>, _body: TypedBody<Rule>) -> Outcome<Command> {
    Ok(HttpResponseOk(Command::Say(String::new())))
}

#[endpoint { method = GET, path = "/leaves" }]
async fn leaves(_: RequestContext<()>) -> Outcome<Page<Leaf>> {
    Ok(HttpResponseOk(Page {
        items: Vec::new(),
        next: None,
    }))
}

/// The document.
pub fn document() -> Result<Value, Box<dyn Error>> {
    let mut api = ApiDescription::new();
    api.register(external)?;
    api.register(everything)?;
    api.register(rule)?;
    api.register(leaves)?;
    Ok(api
        .openapi("With dropshot", semver::Version::new(1, 0, 0))
        .json()?)
}
