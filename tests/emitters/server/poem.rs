//! poem-openapi, which has macros of its own in place of serde's.

use std::error::Error;

use poem_openapi::{Enum, Object, OpenApi, OpenApiService, Union, payload::Json, types::ToJSON};
use serde_json::Value;

#[derive(Enum, Clone, Copy)]
#[oai(rename_all = "kebab-case")]
pub enum Level {
    Low,
    VeryHigh,
}

#[derive(Object, Clone)]
pub struct Leaf {
    pub id: i64,
    #[oai(skip_serializing_if_is_none)]
    pub note: Option<String>,
}

#[derive(Object, Clone)]
pub struct ExternalRec {
    pub a: i32,
    pub b: String,
}

#[derive(Union, Clone)]
#[oai(externally_tagged)]
pub enum External {
    Boxed(Leaf),
    Rec(ExternalRec),
}

#[derive(Object, Clone)]
pub struct InternalPayment {
    pub amount: i64,
    pub currency: String,
}

#[derive(Object, Clone)]
pub struct Nothing {}

#[derive(Union, Clone)]
#[oai(discriminator_name = "type", rename_all = "snake_case")]
pub enum Internal {
    Start(Nothing),
    Payment(InternalPayment),
    Leaf(Leaf),
}

#[derive(Union, Clone)]
pub enum Untagged {
    Flag(bool),
    Number(i64),
    Text(String),
    Leaf(Leaf),
}

#[derive(Object, Clone)]
pub struct Everything {
    pub external_value: External,
    pub maybe_external: Option<External>,
    pub internal_list: Vec<Internal>,
    pub untagged: Untagged,
    pub large: u64,
    pub level: Level,
}

struct Api;

#[OpenApi]
impl Api {
    #[oai(path = "/external", method = "post")]
    async fn external(&self, body: Json<External>) -> Json<External> {
        body
    }

    #[oai(path = "/everything", method = "post")]
    async fn everything(&self, body: Json<Everything>) -> Json<Everything> {
        body
    }
}

/// The document.
pub fn document() -> Result<Value, Box<dyn Error>> {
    Ok(serde_json::from_str(
        &OpenApiService::new(Api, "With poem", "1").spec(),
    )?)
}

/// What the server would send, by the name of its type.
pub fn values() -> Vec<(&'static str, Value)> {
    fn of<T: ToJSON>(name: &'static str, values: &[T]) -> Vec<(&'static str, Value)> {
        let json = |value: &T| value.to_json().unwrap_or_default();
        values.iter().map(|value| (name, json(value))).collect()
    }
    let leaf = |id| Leaf { id, note: None };
    let rec = ExternalRec {
        a: 1,
        b: "b".to_owned(),
    };
    let external = [External::Boxed(leaf(1)), External::Rec(rec)];
    let payment = InternalPayment {
        amount: 5,
        currency: "EUR".to_owned(),
    };
    let internal = [
        Internal::Start(Nothing {}),
        Internal::Payment(payment),
        Internal::Leaf(leaf(2)),
    ];
    let untagged = [
        Untagged::Flag(true),
        Untagged::Number(9),
        Untagged::Text("t".to_owned()),
        Untagged::Leaf(leaf(6)),
    ];
    let everything = Everything {
        external_value: external[0].clone(),
        maybe_external: None,
        internal_list: internal.to_vec(),
        untagged: untagged[3].clone(),
        large: 1 << 53,
        level: Level::VeryHigh,
    };
    let mut values = of("External", &external);
    values.extend(of("Internal", &internal));
    values.extend(of("Untagged", &untagged));
    values.extend(of("Level", &[Level::Low, Level::VeryHigh]));
    values.extend(of("Everything", &[everything]));
    values
}
