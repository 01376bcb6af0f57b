//! aide, over axum and schemars 0.9.

use std::error::Error;

use aide::axum::{
    ApiRouter,
    routing::{get, post},
};
use aide::openapi::{Info, OpenApi};
use axum::Json;
use serde_json::Value;

pub mod types {
    use schemars::JsonSchema as Schema;
    use schemars09 as schemars;

    macro_rules! recursive {
        ($($item:tt)*) => { $($item)* };
    }

    include!("types.rs");
    include!("tuples.rs");
}

use types::{Command, Everything, External, Flat, Leaf, Page, Pairs, Rule};

/// The document.
pub fn document() -> Result<Value, Box<dyn Error>> {
    let mut api = OpenApi {
        info: Info {
            title: "With aide".to_owned(),
            version: "1".to_owned(),
            ..Info::default()
        },
        ..OpenApi::default()
    };
    aide::generate::extract_schemas(true);
    let router = ApiRouter::new()
        .api_route("/external", post(async |body: Json<External>| body))
        .api_route("/everything", post(async |body: Json<Everything>| body))
        .api_route("/flat", post(async |body: Json<Flat>| body))
        .api_route("/pairs", post(async |body: Json<Pairs>| body))
        .api_route(
            "/rule",
            post(async |_: Json<Rule>| Json(Command::Say(String::new()))),
        )
        .api_route(
            "/leaves",
            get(async || {
                Json(Page::<Leaf> {
                    items: Vec::new(),
                    next: None,
                })
            }),
        );
    let _: axum::Router = router.finish_api(&mut api);
    Ok(serde_json::to_value(api)?)
}
