//! Fields that `new` can't fill in.

use serde_json::Value;
use specwright_runtime::{Model, Nullable, OpenEnum};

#[derive(Clone, Debug, OpenEnum)]
enum Role {
    #[open_enum("user")]
    User,
    #[open_enum(unknown)]
    Unknown(String),
}

#[derive(Model)]
struct Message {
    #[model(constant)]
    role: Role,
    #[model(constant)]
    text: Option<String>,
    #[model(name = "any", constant)]
    value: Nullable<Value>,
}

fn main() {}
