//! Numbers of models where another crate turns on `serde_json`'s feature `arbitrary_precision`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use specwright_runtime::testing::{Reply, Server, block_on};
use specwright_runtime::{Api, Call, Client, Model, OpenEnum, Union, codec};

const LONG: &str = "123456789012345678901234567890.12345678901234567890";

#[derive(Clone, Model)]
struct Numbers {
    count: i64,
    most: u64,
    rate: f64,
    single: Option<f32>,
    level: Level,
    either: Either,
    any: Value,
    list: Vec<Either>,
    #[model(rest)]
    rest: BTreeMap<String, Value>,
}

#[derive(Clone, Debug, PartialEq, OpenEnum)]
enum Level {
    #[open_enum(1)]
    One,
    #[open_enum(unknown)]
    Unknown(i64),
}

#[derive(Clone, Union)]
#[union(untagged)]
enum Either {
    Number(f64),
    Part(Part),
    #[union(unknown)]
    Unknown(Value),
}

#[derive(Clone, Model)]
struct Part {
    name: String,
}

fn text() -> String {
    format!(
        r#"{{"count":-9223372036854775808,"most":18446744073709551615,"rate":0.1,"single":0.5,"level":1,"either":1.5,"any":{{"a":[{LONG},1e400]}},"list":[{{"name":"x"}},2e3],"more":{LONG}}}"#
    )
}

fn check(read: &Numbers) {
    assert_eq!((read.count, read.most), (i64::MIN, u64::MAX));
    assert_eq!(
        (read.rate.to_bits(), read.single),
        (0.1_f64.to_bits(), Some(0.5))
    );
    assert_eq!(read.level, Level::One);
    assert!(
        matches!(read.either, Either::Number(1.5)),
        "{:?}",
        read.either
    );
    assert!(matches!(
        &read.list[..],
        [Either::Part(_), Either::Number(2e3)]
    ));
    assert_eq!(read.any.to_string(), format!(r#"{{"a":[{LONG},1e+400]}}"#));
    assert_eq!(read.rest["more"].to_string(), LONG);
}

#[test]
fn numbers_are_numbers() {
    let text = text();
    let value: Value = serde_json::from_str(&text).unwrap();
    for read in [
        codec::decode::<Numbers>(text.as_bytes()).unwrap(),
        serde_json::from_str(&text).unwrap(),
        serde_json::from_slice(text.as_bytes()).unwrap(),
        serde_json::from_reader(text.as_bytes()).unwrap(),
        serde_json::from_value(value.clone()).unwrap(),
        Numbers::deserialize(&value).unwrap(),
    ] {
        check(&read);
        check(&serde_json::from_value(serde_json::to_value(&read).unwrap()).unwrap());
        check(&serde_json::from_str(&serde_json::to_string(&read).unwrap()).unwrap());
    }
}

#[derive(Debug, Deserialize, Serialize)]
struct Outer {
    #[serde(flatten)]
    part: Part,
    #[serde(flatten)]
    rest: Map<String, Value>,
}

#[test]
fn what_stands_beside_a_flattened_model_keeps_its_digits() {
    let text = format!(r#"{{"name":"a","more":{LONG}}}"#);
    let outer: Outer = serde_json::from_str(&text).unwrap();
    assert_eq!(
        (&*outer.part.name, outer.rest["more"].to_string()),
        ("a", LONG.to_owned())
    );
}

/// A map of a text is none, whatever it is called.
#[test]
fn maps_of_a_text_stay_maps() {
    for name in ["a", "$number", ""] {
        let value = json!({ name: "1.5" });
        let read: Either = serde_json::from_value(value.clone()).unwrap();
        assert!(matches!(read, Either::Unknown(kept) if kept == value));
    }
}

const API: Api = Api {
    base_url: "https://api.example.com",
    variables: &[],
    schemes: &[],
    security: &[],
    user_agent: "test",
};

#[test]
fn numbers_are_numbers_in_parameters() {
    let server = Server::new();
    server.reply(Reply::json(200, "ok"));
    let client = Client::builder(&API)
        .transport(server.transport())
        .build()
        .unwrap();
    let call: Call<String> = client
        .get("/a")
        .query("n", json!(1.5))
        .query("list", json!([7]));
    block_on(call).unwrap();
    assert_eq!(server.requests()[0].query(), "n=1.5&list=7");
}
