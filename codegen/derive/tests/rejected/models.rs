//! Models that can't be derived.

use specwright_runtime::{Model, Nullable};

#[derive(Model)]
#[model(setter, closed = 1, rename_all = "camel", max_items = -1)]
struct Attributes {
    #[model(nam = "x")]
    misspelt: String,
    #[model(name = x, pattern = 3, minimum = "one", each(length = 1))]
    values: String,
    #[model(not(each(minimum = 1)), if_then_else((), ()), contains(1))]
    rules: String,
    #[model("name")]
    literal: String,
}

#[derive(Model)]
struct Contradictions {
    #[model(required)]
    required: Nullable<String>,
    #[model(argument)]
    argument: String,
    #[model(constant, value = Role::User)]
    twice: String,
    #[model(flatten, name = "a")]
    flattened: String,
    #[model(rest)]
    one: serde_json::Map<String, serde_json::Value>,
    #[model(rest)]
    two: serde_json::Map<String, serde_json::Value>,
    #[model(name = "twice")]
    same: String,
}

#[derive(Model)]
struct Generic<T> {
    value: T,
}

#[derive(Model)]
struct Pair(String, String);

#[derive(Model)]
enum Enum {
    A,
}

fn main() {}
